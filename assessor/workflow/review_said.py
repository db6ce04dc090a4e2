"""What one side says in a review, from a file: looks, findings and settled ones, or answers. JSON or CSV."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from assessor.assessment import Edit
from assessor.assessment.interchange import parse_json
from assessor.assessment.review import Answer, Finding, Look, LookState
from assessor.assessment.review_edits import answer, find, look, settle
from assessor.errors import DocumentError
from assessor.importers.csv_read import read_csv
from assessor.messages import Language, text
from assessor.workflow.documents import OpenDocument, now
from assessor.workflow.files import read_input

VERDICTS = ("", "conforming", "not_conforming", "not_applicable")
_HEADS = {
    "row": ("row", "項目"),
    "look": ("look", "審査"),
    "verdict": ("verdict", "判定"),
    "note": ("note", "所見"),
    "finding": ("finding", "指摘"),
    "drawing": ("drawing", "図面"),
    "settled": ("settled", "解決"),
    "answer": ("answer", "回答"),
}
"""Headings of the columns of a CSV file, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says, not yet checked against a document.

    Attributes:
        looks: rows with what the examiner says of each.
        findings: new findings.
        settled: ids of findings whose answer is accepted.
        answers: ids of findings with the architect's answer.
    """

    looks: tuple[tuple[str, Look], ...] = ()
    findings: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    answers: tuple[tuple[str, Answer], ...] = ()


def read_said(path: Path) -> Said:
    """Reads a file of the examiner or of the architect.

    JSON: an object with the lists `looks` (`row`, `look`: confirmed, finding or deferred, `verdict`, `note`),
    `findings` (`row`, empty for the application as a whole, `text`, `drawing`), `settled` (ids) and `answers`
    (`finding`, `text`, `drawing`); or a list of objects with the names of the columns.

    CSV: a heading, then lines; the columns `row`, `look`, `verdict`, `note`,
    `finding`, `drawing`, `settled` of the examiner, or `finding`, `answer`, `drawing` of the architect, in
    any order, their names and words in English or as the window shows them in Japanese.

    Raises:
        DocumentError: no such file, or something in it that cannot be; line or list are named.
        ImportFileError: no text in a known encoding.
    """
    data = read_input(path)
    if path.suffix.lower() == ".csv":
        return _from_csv(data, path.name)
    return _from_json(data, path.name)


def say(document: OpenDocument, said: Said, *, by: str) -> None:
    """Takes what a file says into a document, one edit after the other.

    Raises:
        EditError: a row, finding or text that cannot be, or what the other side alone may write.
        StoreError: it could not be kept.
    """
    session = document.session
    moment = now()

    def edits() -> Iterator[Edit]:
        # Each is made from the state that the one before left.
        for row, one in said.looks:
            stamped = Look(one.state, one.verdict, one.note, moment, by)
            yield look(session.state, row, stamped)
        for finding in said.findings:
            stated = Finding(finding.row, finding.text, finding.drawing, at=moment, by=by)
            yield find(session.state, stated)[1]
        for name in said.settled:
            yield settle(session.state, name, accepted=True, at=moment, by=by)
        for name, given in said.answers:
            yield answer(session.state, name, Answer(given.text, given.drawing, moment, by))

    for edit in edits():
        session.apply(edit, by=by, at=moment)


# JSON ---------------------------------------------------------------------------------------------------


def _from_json(data: bytes, file: str) -> Said:
    try:
        found = parse_json(data)
    except DocumentError as fault:
        fault.params.setdefault("file", file)
        raise
    lists = {"looks", "findings", "settled", "answers"}
    if isinstance(found, list):
        return _from_lines(_flat(found, file), file)
    if not isinstance(found, dict) or set(found) - lists:
        raise DocumentError("said_form", file=file, where="JSON", known=", ".join(sorted(lists)))

    def entries(name: str, known: frozenset[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
        listed = found.get(name, [])
        if not isinstance(listed, list):
            raise DocumentError("said_form", file=file, where=name, known="[]")
        for at, one in enumerate(listed):
            where = f"{name}[{at}]"
            is_flat = isinstance(one, dict) and all(isinstance(value, str) for value in one.values())
            if not is_flat or set(one) - known:
                raise DocumentError("said_form", file=file, where=where, known=", ".join(sorted(known)))
            yield where, one

    settled: Any = found.get("settled", [])
    if not isinstance(settled, list) or not all(isinstance(one, str) for one in settled):
        raise DocumentError("said_form", file=file, where="settled", known='["R1-1"]')
    return Said(
        tuple(
            (one.get("row", ""), _look(one, file, where))
            for where, one in entries("looks", frozenset({"row", "look", "verdict", "note"}))
        ),
        tuple(
            Finding(one.get("row", ""), one.get("text", ""), one.get("drawing", ""))
            for _, one in entries("findings", frozenset({"row", "text", "drawing"}))
        ),
        tuple(settled),
        tuple(
            (one.get("finding", ""), Answer(one.get("text", ""), one.get("drawing", "")))
            for _, one in entries("answers", frozenset({"finding", "text", "drawing"}))
        ),
    )


def _flat(found: list[Any], file: str) -> list[tuple[str, dict[str, str]]]:
    """A list of objects with the columns of a CSV file as their names."""
    lines = []
    for at, one in enumerate(found):
        is_flat = isinstance(one, dict) and all(isinstance(value, str) for value in one.values())
        if not is_flat or set(one) - set(_HEADS):
            raise DocumentError("said_form", file=file, where=f"[{at}]", known=", ".join(_HEADS))
        lines.append((f"[{at}]", one))
    return lines


def _look(one: Mapping[str, str], file: str, where: str) -> Look:
    state = _word(one.get("look", ""), get_args(LookState), "review.look", file, where)
    verdict = _word(one.get("verdict", ""), VERDICTS, "wording.verdict", file, where)
    return Look(state, verdict, one.get("note", ""))


def _word(said: str, known: tuple[str, ...], area: str, file: str, where: str) -> Any:
    """The code of a word: itself, or as it is shown in either language."""
    wanted = _folded(said)
    for code in known:
        shown = (
            {code, *(text(f"{area}.{code}", language) for language in get_args(Language))} if code else {""}
        )
        if wanted in map(_folded, shown):
            return code
    listed = ", ".join(one for one in known if one)
    raise DocumentError("said_word", file=file, where=where, said=said, known=listed)


def _folded(word: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFKC", word).casefold() if one.isalnum() or one == "_"
    )


# CSV ----------------------------------------------------------------------------------------------------


def _from_csv(data: bytes, file: str) -> Said:
    rows = [
        tuple("" if cell is None else str(cell).strip() for cell in row) for row in read_csv(data, file).rows
    ]
    heads = rows[0] if rows else ()
    columns: dict[str, int] = {}
    for at, head in enumerate(heads):
        name = next((name for name, shown in _HEADS.items() if _folded(head) in map(_folded, shown)), None)
        if name is None or name in columns:
            if head:
                raise DocumentError("said_column", file=file, column=head, known=", ".join(_HEADS))
            continue
        columns[name] = at
    if not columns:
        raise DocumentError("said_column", file=file, column="", known=", ".join(_HEADS))
    lines = [
        (f":{number}", {name: row[at] if at < len(row) else "" for name, at in columns.items()})
        for number, row in enumerate(rows[1:], 2)
        if any(row)
    ]
    return _from_lines(lines, file)


def _from_lines(lines: list[tuple[str, dict[str, str]]], file: str) -> Said:
    """What lines with the columns of either side say."""
    if any("answer" in one for _, one in lines):
        return Said(
            answers=tuple(
                (one.get("finding", ""), Answer(one.get("answer", ""), one.get("drawing", "")))
                for _, one in lines
            )
        )
    looks, findings, settled = [], [], []
    for where, one in lines:
        if any(one.get(name) for name in ("look", "verdict", "note")):
            stated = {**one, "look": one.get("look") or ("finding" if one.get("finding") else "")}
            looks.append((one.get("row", ""), _look(stated, file, where)))
        if one.get("finding"):
            findings.append(Finding(one.get("row", ""), one["finding"], one.get("drawing", "")))
        if one.get("settled"):
            settled.append(one["settled"])
    return Said(tuple(looks), tuple(findings), tuple(settled))
