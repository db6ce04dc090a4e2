"""What is wrong with a field of the open form: which field, what stands there, what belongs there.

Each kind of fault has a sentence of its own, so that none is told in the words of the library that found it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from assessor.errors import DocumentError

MAX_SHOWN = 60
# Kinds of the library's faults, by what belongs there instead.
_WANTED: Mapping[str, str] = {
    "string_type": "form_text",
    "bool_type": "form_flag",
    "bool_parsing": "form_flag",
    "int_type": "form_whole",
    "int_parsing": "form_whole",
    "int_from_float": "form_whole",
    "greater_than_equal": "form_whole",
    "list_type": "form_list",
    "model_type": "form_object",
    "model_attributes_type": "form_object",
    "dict_type": "form_object",
}
_PATTERNS: Mapping[str, str] = {r"^(\d{4}-\d{2}-\d{2})?$": "form_date", "^([0-9a-f]{64})?$": "form_digest"}
# Names by which the library tells the members of a union apart; no field of ours is called so.
_MEMBERS = frozenset({"bool", "int", "decimal", "str", "constrained-str"})


def form_fault(problem: ValidationError) -> DocumentError:
    """The first fault as an error that says where it is, what stands there and what belongs there."""
    faults = problem.errors(include_url=False)
    first = faults[0]
    code, shown = _code(first["type"], first.get("ctx", {})), _shown(first["input"])
    parts = tuple(first["loc"])
    if code not in ("form_unknown", "form_missing"):
        bare = tuple(part for part in parts if not (isinstance(part, str) and _is_member(part)))
        if bare != parts:
            # A field that takes several kinds: each of them was tried, and none fits.
            parts, code = bare, "form_value"
    place = _path(parts)
    match code:
        case "form_missing":
            return DocumentError(code, place=_path(parts[:-1]) or "JSON", field=str(parts[-1])[:MAX_SHOWN])
        case "form_unknown":
            return DocumentError(code, place=_path(parts[:-1]) or "JSON", field=str(parts[-1])[:MAX_SHOWN])
        case "form_choice":
            known = str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", '"')
            return DocumentError(code, place=place, found=shown, known=known)
        case "form_long":
            limit = first.get("ctx", {}).get("max_length", 0)
            return DocumentError(code, place=place, limit=limit)
        case _:
            return DocumentError(code, place=place or "JSON", found=shown)


def _code(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return "form_missing"
        case "extra_forbidden" | "invalid_key":
            return "form_unknown"
        case "literal_error":
            return "form_choice"
        case "string_too_long":
            return "form_long"
        case "string_pattern_mismatch":
            return _PATTERNS.get(str(context.get("pattern")), "form_id")
        case _:
            return _WANTED.get(kind, "form_value")


def _is_member(part: str) -> bool:
    return part in _MEMBERS or "[" in part


def _path(parts: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")


def _shown(value: Any) -> str:
    """What stands there, short; of lists and objects only that they are one."""
    match value:
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case str():
            return f'"{value[:MAX_SHOWN]}…"' if len(value) > MAX_SHOWN else f'"{value}"'
        case _:
            return str(value)[:MAX_SHOWN]
