"""What changed since certification as lines that lead to where it is."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from assessor.assessment.records import AttestationKey, DecisionKey, Key, MeasurementKey, NoteKey, PlaceKey
from assessor.criteria.procedure import Application
from assessor.report.content import Changes
from assessor.ui.insight.lists import Line, Section
from assessor.workflow.certified import CertifiedChange
from assessor.workflow.wording import Wording

CASE_STEP, FACTS_STEP, DWELLINGS_STEP, DOCUMENTS_STEP = "case", "requirements", "dwellings", "documents"
SHEET = ("rows", "measurements", "drawings", "answers", "places", "case")
"""Groups of the sheet in the order in which they are printed."""


def change_sections(
    found: CertifiedChange, said: Changes, wording: Wording, asked: Application | None
) -> list[Section]:
    """Groups with something in them, the documents to be named last.

    Args:
        found: what differs.
        said: the same in words (`workflow.certified.printed`).
        wording: words of the edition.
        asked: the application for a change, whose documents are named.
    """
    targets: dict[str, Sequence[tuple[str | None, tuple[str, str] | None]]] = {
        "rows": [(one.row, None) for one in found.sheet.rows],
        "measurements": [_target(one.key) for one in found.sheet.measurements],
        "drawings": [_target(one.key) for one in found.sheet.drawings],
        "answers": [_target(one.key) for one in found.sheet.answers],
        "places": [_target(one.key) for one in found.sheet.places],
        "case": [(None, ("", CASE_STEP)) for _ in found.sheet.case],
        "dwellings": [(None, ("", DWELLINGS_STEP)) for _ in found.dwellings],
        "facts": [(None, ("", FACTS_STEP)) for _ in found.facts],
    }
    sections = []
    for name, group in zip(targets, said.groups, strict=True):
        leads = list(targets[name])
        # The result of the whole stands before the rows and leads nowhere.
        leads = [(None, None)] * (len(group.changes) - len(leads)) + leads
        lines = tuple(
            Line((name, number), (wording.joined(one.where, one.what), one.before or "－", one.after or "－"),
                 row=row, place=place)
            for number, (one, (row, place)) in enumerate(zip(group.changes, leads, strict=True))
        )  # fmt: skip
        if lines:
            sections.append(Section(name, group.title, lines, str(len(lines))))
    sections += _touched(found, wording)
    sections += _documents(found, wording, asked)
    return sections


def _touched(found: CertifiedChange, wording: Wording) -> Iterable[Section]:
    """Rows whose verdict stays, though what it rests on is another."""
    changed = {one.row for one in found.sheet.rows}
    rows = [row for row in found.rows if row not in changed]
    if rows:
        title = QCoreApplication.translate("ChangesPage", "判定は同じでも、もとの値や答えが変わった項目")
        lines = tuple(
            Line(
                ("touched", row),
                (wording.joined(row, wording.title(wording.edition.rows[row])), "", ""),
                row=row,
            )
            for row in rows
        )
        yield Section("touched", title, lines, str(len(rows)))


def _documents(found: CertifiedChange, wording: Wording, asked: Application | None) -> Iterable[Section]:
    if asked is None:
        return
    named = [one for one in asked.documents if one.code in found.documents]
    if named:
        title = QCoreApplication.translate("ChangesPage", "変更認定申請に付ける図書")
        lines = tuple(
            Line(
                ("documents", one.code),
                (wording.joined(one.number, one.name.in_language(wording.language)), "", ""),
                place=(one.code, DOCUMENTS_STEP),
            )
            for one in named
        )
        yield Section("documents", title, lines, str(len(named)))


def _target(key: Key) -> tuple[str | None, tuple[str, str] | None]:
    """The row, or the place and quantity, that a record leads to."""
    match key:
        case AttestationKey(row=row) | DecisionKey(row=row) | NoteKey(row=row):
            return row, None
        case MeasurementKey(place=place, quantity=quantity):
            return None, (place, quantity)
        case PlaceKey(place=place):
            return None, (place, "")
        case _:
            return None, None
