"""The case data of our own export, read back."""

from dataclasses import replace

from assessor.assessment import Assessment
from assessor.assessment.procedure_checks import parse_date
from assessor.assessment.records import CaseKey
from assessor.criteria import Edition
from assessor.errors import EditError
from assessor.importers.plan import Planner
from assessor.importers.sheets import Sheet, Where, plain, raw_text
from assessor.messages import text

FIELDS = ("name", "address", "owner", "assessor", "office", "date_made", "remarks", "credit")
"""What an import takes; edition and category belong to the assessment that takes it in."""
_LABELLED = (*FIELDS, "edition", "edition_digest", "category")


def _labels() -> dict[str, str]:
    return {
        plain(text(f"importers.case.{field}", language)): field
        for field in _LABELLED
        for language in ("ja", "en")
    }


def case_rows(sheet: Sheet) -> dict[str, int]:
    """The row of each field of the case sheet; empty for any other sheet."""
    labels = _labels()
    found: dict[str, int] = {}
    for row in range(len(sheet.rows)):
        field = labels.get(plain(raw_text(sheet.cell(row, 0))))
        if field is not None:
            found.setdefault(field, row)
    return found if {"name", "edition", "edition_digest", "category"} <= found.keys() else {}


def read_case(edition: Edition, state: Assessment, planner: Planner, sheet: Sheet) -> None:
    """Offers the case data; says so where the workbook was made of another edition or category."""
    rows = case_rows(sheet)

    def said(field: str) -> str:
        return raw_text(sheet.cell(rows[field], 1))

    def where(field: str) -> Where:
        return Where(sheet.name, rows[field], 1)

    if not said("edition").endswith(f"({state.case.edition})"):
        planner.ask("edition_differs", where("edition"), found=said("edition"), edition=edition.code)
    for one in edition.head.categories:
        if said("category") in (one.name.ja, one.name.en) and one.code != state.case.category:
            planner.ask("category_differs", where("category"), found=said("category"))
    values = {field: said(field) for field in FIELDS if field in rows}
    try:
        parse_date(values.get("date_made", ""))
    except EditError as problem:
        planner.leave_out("record_refused", where("date_made"), fault=problem)
        values.pop("date_made")
    # An empty cell says nothing: what stands stays.
    record = replace(state.case, **{field: value for field, value in values.items() if value})
    planner.offer(CaseKey(), record, where("name"))
