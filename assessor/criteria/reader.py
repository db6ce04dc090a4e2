"""Reads editions from folders, strictly: every fault names file, place in the file and remedy."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assessor.criteria.catalogue import CrossCheck, Kind, Quantity
from assessor.criteria.model import Edition, EditionHead, Table
from assessor.criteria.nodes import condition_key
from assessor.criteria.procedure import Procedure, ProcedureReference
from assessor.errors import CriteriaError
from assessor.paths import resource

Model = TypeVar("Model", bound=BaseModel)
CATALOGUE = "catalogue"


def edition_folders(extra: Iterable[Path] = ()) -> dict[str, Path]:
    """Folders of the editions that ship, and of those found in extra folders, by edition code."""
    found: dict[str, Path] = {}
    for parent in (resource("criteria"), *extra):
        if parent.is_dir():
            for folder in sorted(parent.iterdir()):
                if (folder / "edition.json").is_file():
                    found.setdefault(folder.name, folder)
    return found


def load_edition(code_or_folder: str | Path) -> Edition:
    """One edition, by the code of a shipped one or by its folder.

    A folder holds `edition.json` and `tables/<code>.json`; `kinds.json`, `quantities.json` and
    `checks.json` in it extend the common catalogue. `procedure.json` holds what surrounds the sheet, or
    names the edition whose procedure holds here too.

    Raises:
        CriteriaError: no such edition, or a fault in its data (code, file, place, remedy).
    """
    folder = code_or_folder if isinstance(code_or_folder, Path) else _shipped(code_or_folder)
    digest = hashlib.sha256()
    catalogue = resource("criteria", CATALOGUE)
    kinds = _catalogue(_json_files(catalogue / "kinds.json", folder / "kinds.json"), Kind, digest)
    quantity_files = [*sorted((catalogue / "quantities").glob("*.json")), folder / "quantities.json"]
    quantities = _catalogue(_json_files(*quantity_files), Quantity, digest)
    checks = _catalogue(_json_files(catalogue / "checks.json", folder / "checks.json"), CrossCheck, digest)
    head_file = folder / "edition.json"
    head = parse_model(EditionHead, read_json(head_file, digest), head_file)
    tables = []
    for code in head.tables:
        file = folder / "tables" / f"{code}.json"
        if not file.is_file():
            raise CriteriaError("table_file_missing", file=str(file), table=code)
        table = parse_model(Table, read_json(file, digest), file)
        if table.code != code:
            raise CriteriaError("table_code", file=str(file), found=table.code, expected=code)
        tables.append(table)
    seen: dict[str, str] = {}
    for table in tables:
        for row in table.rows:
            if row.id in seen:
                raise CriteriaError(
                    "row_twice", file=str(folder / "tables" / f"{table.code}.json"), row=row.id
                )
            seen[row.id] = table.code
    procedure = load_procedure(folder)
    return Edition(head, tuple(tables), kinds, quantities, digest.hexdigest(), checks, procedure)


def load_head(folder: Path) -> EditionHead:
    """What an edition is called and counts, without its rows: enough to offer it.

    Raises:
        CriteriaError: a fault in `edition.json`.
    """
    file = folder / "edition.json"
    return parse_model(EditionHead, read_json(file), file)


def load_procedure(folder: Path) -> Procedure | None:
    """The procedure of an edition, its own or that of the edition it names; None where it has none.

    Raises:
        CriteriaError: a fault in its data, or the edition it names has no procedure of its own.
    """
    file = folder / "procedure.json"
    if not file.is_file():
        return None
    digest = hashlib.sha256()
    data = read_json(file, digest)
    if isinstance(data, dict) and set(data) == {"edition"}:
        named = parse_model(ProcedureReference, data, file).edition
        other = edition_folders((folder.parent,)).get(named, folder / named) / "procedure.json"
        if named == folder.name or not other.is_file():
            raise CriteriaError("procedure_unknown", file=str(file), edition=named)
        digest = hashlib.sha256()
        file, data = other, read_json(other, digest)
    found = parse_model(Procedure, data, file)
    return found.model_copy(update={"digest": digest.hexdigest()})


def _shipped(code: str) -> Path:
    folders = edition_folders()
    if code not in folders:
        raise CriteriaError("edition_unknown", edition=code, known=", ".join(folders))
    return folders[code]


def _json_files(*candidates: Path) -> list[Path]:
    return [file for file in candidates if file.is_file()]


def _catalogue(files: Iterable[Path], model: type[Model], digest: "hashlib._Hash") -> dict[str, Model]:
    found: dict[str, Model] = {}
    for file in files:
        entries = read_json(file, digest)
        if not isinstance(entries, list):
            raise CriteriaError("not_a_list", file=str(file))
        for index, entry in enumerate(entries):
            item = parse_model(model, entry, file, prefix=(index,))
            code: str = item.code  # type: ignore[attr-defined]
            if code in found:
                raise CriteriaError("code_twice", file=str(file), place=f"[{index}]", entry=code)
            found[code] = item
    return found


def read_json(file: Path, digest: "hashlib._Hash | None" = None) -> Any:
    """The JSON of a file, with duplicate keys, NaN and binary floats refused.

    Raises:
        CriteriaError: unreadable, not UTF-8, not JSON, nested too deep, a key twice, NaN or Infinity.
    """
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8")
    except OSError as problem:
        raise CriteriaError("file_unreadable", file=str(file), reason=problem.strerror or "") from problem
    except UnicodeDecodeError as problem:
        raise CriteriaError("not_utf8", file=str(file), byte=problem.start) from problem
    if digest is not None:
        digest.update(raw)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in items:
            if key in result:
                raise CriteriaError("key_twice", file=str(file), key=key)
            result[key] = value
        return result

    def constant(word: str) -> Any:
        raise CriteriaError("not_a_number", file=str(file), word=word)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_float=Decimal, parse_constant=constant)
    except json.JSONDecodeError as problem:
        raise CriteriaError(
            "not_json", file=str(file), line=problem.lineno, column=problem.colno, reason=problem.msg
        ) from problem
    except RecursionError as problem:
        raise CriteriaError("too_deep", file=str(file)) from problem


_CODES = {
    "extra_forbidden": "key_unknown",
    "missing": "key_missing",
    "condition_kind": "condition_kind",
    "literal_error": "word_unknown",
    "union_tag_not_found": "condition_kind",
    "string_pattern_mismatch": "bad_spelling",
}


def parse_model(model: type[Model], data: Any, file: Path, prefix: tuple[int | str, ...] = ()) -> Model:
    """Data as a model, the first fault as a CriteriaError with file and place."""
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        steps = _without_tags(data, first["loc"])
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in (*prefix, *steps))
        owner = _owner(data, steps)
        raise CriteriaError(
            _CODES.get(first["type"], "value_wrong"),
            file=str(file),
            place=place.lstrip("."),
            row=owner,
            key=str(steps[-1]) if steps else "",
            reason=first["msg"].removeprefix("Value error, "),
            known=str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", "),
            value=_short(first["input"]),
        ) from problem


def _without_tags(data: Any, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The way to the fault as the file spells it: pydantic also names the kind of each condition on it."""
    steps: list[int | str] = []
    at_tag = False
    for part in loc:
        if not at_tag and isinstance(data, dict) and condition_key(data) == part:
            at_tag = True
            continue
        at_tag = False
        if not isinstance(data, dict | list | tuple):
            break  # what follows names the types that a single value was tried as
        steps.append(part)
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
    return tuple(steps)


def _owner(data: Any, loc: tuple[int | str, ...]) -> str:
    """Id or code of the innermost entry on the way to the fault."""
    owner = ""
    for part in (*loc, None):
        if isinstance(data, dict):
            name = data.get("id") or data.get("code")
            owner = name if isinstance(name, str) else owner
            data = data.get(part) if isinstance(part, str) else None
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
    return owner


def _short(value: Any, limit: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"
