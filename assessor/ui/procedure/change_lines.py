"""What changed since certification as lines that lead to where it is."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from assessor.assessment.records import AttestationKey, DecisionKey, Key, MeasurementKey, NoteKey, PlaceKey
from assessor.criteria import Row
from assessor.report.content import Changes
from assessor.ui.insight.lists import Line, Section
from assessor.workflow.certified import CertifiedChange
from assessor.workflow.procedure import DocumentList
from assessor.workflow.procedure_wording import ProcedureWording

CASE_STEP, FACTS_STEP, DWELLINGS_STEP, DOCUMENTS_STEP = "case", "requirements", "dwellings", "documents"
NOTHING = "－"


def change_sections(
    found: CertifiedChange,
    said: Changes,
    wording: ProcedureWording,
    listed: DocumentList | None,
    rows_of: Mapping[str, Row],
) -> list[Section]:
    """Groups with something in them, the documents to be named last.

    Args:
        found: what differs.
        said: the same in words (`workflow.certified.printed`).
        wording: words of the edition.
        listed: the documents of the application for a change.
        rows_of: the rows of the sheet by id.
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
        marks = [(one.before, one.after) for one in found.sheet.rows] if name == "rows" else []
        marks = [(None, None)] * (len(leads) - len(marks)) + marks
        lines = tuple(
            Line(
                (name, number),
                (
                    wording.joined(one.where, one.what),
                    _shown(one.before, before, wording),
                    _shown(one.after, after, wording),
                ),
                row=row,
                place=place,
            )
            for number, (one, (row, place), (before, after)) in enumerate(
                zip(group.changes, leads, marks, strict=True)
            )
        )
        if lines:
            sections.append(Section(name, group.title, lines, str(len(lines))))
    sections += _touched(found, rows_of, wording)
    sections += _documents(listed, wording)
    return sections


def _shown(said: str, verdict: str | None, wording: ProcedureWording) -> str:
    if not said:
        return NOTHING
    return said if verdict is None else f"{wording.mark(verdict)} {said}"


def _touched(
    found: CertifiedChange, rows_of: Mapping[str, Row], wording: ProcedureWording
) -> Iterable[Section]:
    """Rows whose verdict stays, though what it rests on is another."""
    changed = {one.row for one in found.sheet.rows}
    rows = [row for row in found.rows if row not in changed]
    if rows:
        title = QCoreApplication.translate("ChangesPage", "判定は同じでも、もとの値や答えが変わった項目")
        lines = tuple(
            Line(
                ("touched", row),
                (wording.joined(row, wording.title(rows_of[row])), "", ""),
                row=row,
            )
            for row in rows
        )
        yield Section("touched", title, lines, str(len(rows)))


def _documents(listed: DocumentList | None, wording: ProcedureWording) -> Iterable[Section]:
    """Every document that the application needs, and how far it is."""
    needed = (
        [] if listed is None else [one for one in listed.lines if one.status not in ("not_needed", "if_any")]
    )
    if needed:
        title = QCoreApplication.translate("ChangesPage", "変更認定申請に要る図書")
        lines = tuple(
            Line(
                ("documents", one.document.code),
                (
                    wording.joined(one.document.number, one.document.name.in_language(wording.language)),
                    "",
                    wording.label(f"status.{one.status}"),
                ),
                place=(one.document.code, DOCUMENTS_STEP),
            )
            for one in needed
        )
        yield Section("documents", title, lines, str(len(needed)))


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
