"""Spreadsheets in and out: the whole assessment as .xlsx or CSV, measurements from tables with a preview."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment, Measurement
from assessor.assessment.record_lines import exact_value, key_text, record_fields
from assessor.assessment.records import Record
from assessor.criteria import Edition
from assessor.criteria.nodes import Text
from assessor.errors import DocumentError, ImportFileError, UserError
from assessor.evaluation import Evaluation
from assessor.importers.cobie import is_cobie, read_cobie
from assessor.importers.container import MAX_FILE
from assessor.importers.csv_read import read_csv
from assessor.importers.measurements import read_tables
from assessor.importers.plan import Candidate, ImportPlan, Remark
from assessor.importers.sheets import Sheet, is_empty
from assessor.importers.xlsx_read import read_workbook
from assessor.importers.xlsx_write import csv_bytes, workbook_bytes
from assessor.messages import Language, explain, text
from assessor.workflow.files import read_input, write_output
from assessor.workflow.spreadsheet_book import PAGES, book_of
from assessor.workflow.spreadsheet_words import PlanWording
from assessor.workflow.wording import Wording

WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")


def export_workbook(
    edition: Edition, state: Assessment, evaluation: Evaluation, path: Path, language: Language = "ja"
) -> None:
    """Writes the whole assessment as an .xlsx workbook; announced only when it reads back as written.

    Raises:
        ReportError: what is read back is not what was written; no file is made.
        DocumentError: the file cannot be written.
    """
    write_output(path, workbook_bytes(book_of(Wording(edition, language), state, evaluation)))


def export_csv(
    edition: Edition,
    state: Assessment,
    evaluation: Evaluation,
    path: Path,
    sheet: str = "verdicts",
    language: Language = "ja",
) -> None:
    """Writes one sheet as CSV: `case`, `verdicts`, `dimensions`, `matrix`, `tallies` or `evidence`.

    Raises:
        ImportFileError: no such sheet.
        ReportError: what is read back is not what was written; no file is made.
        DocumentError: the file cannot be written.
    """
    if sheet not in PAGES:
        raise ImportFileError("spreadsheet_sheet_unknown", sheet=sheet, known=", ".join(PAGES))
    pages = dict(zip(PAGES, book_of(Wording(edition, language), state, evaluation).pages, strict=True))
    write_output(path, csv_bytes(pages[sheet]))


def export_csv_folder(
    edition: Edition, state: Assessment, evaluation: Evaluation, folder: Path, language: Language = "ja"
) -> tuple[Path, ...]:
    """Writes every sheet as a CSV file of a folder, which is made when missing; gives the files.

    Raises:
        ReportError: what is read back is not what was written; no file is made.
        DocumentError: the folder cannot be made, or a file cannot be written.
    """
    pages = zip(PAGES, book_of(Wording(edition, language), state, evaluation).pages, strict=True)
    files = {folder / f"{name}.csv": csv_bytes(page) for name, page in pages}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as problem:
        detail = getattr(problem, "strerror", None) or str(problem)
        raise DocumentError("output_not_written", path=str(folder), detail=detail) from problem
    for path, data in files.items():
        write_output(path, data)
    return tuple(files)


def preview_import(
    edition: Edition, state: Assessment, path: Path, *, at: str = "", by: str = ""
) -> ImportPlan:
    """What a spreadsheet offers to an assessment; nothing is changed until the plan's edit is applied.

    Raises:
        DocumentError: no such file, or not readable.
        ImportFileError: not a spreadsheet, damaged, too large, or built to harm.
    """
    return preview_data(edition, state, read_input(path, MAX_FILE), path.name, at=at, by=by)


def preview_data(
    edition: Edition, state: Assessment, data: bytes, file: str, *, at: str = "", by: str = ""
) -> ImportPlan:
    """The same for the bytes of a file; its name tells workbook from text."""
    sheets = _sheets(data, file)
    if all(is_empty(row) for sheet in sheets for row in sheet.rows):
        raise ImportFileError("sheet_empty", file=file)
    if is_cobie(sheets):
        return read_cobie(edition, state, sheets, file, at=at, by=by)
    return read_tables(edition, state, sheets, file, at=at, by=by)


def _sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    ending = Path(file).suffix.lower()
    if ending in TEXT_ENDINGS:
        return (read_csv(data, file),)
    if ending in WORKBOOK_ENDINGS or data.startswith(b"PK"):
        return read_workbook(data, file)
    raise ImportFileError("spreadsheet_ending", file=file)


# Words -----------------------------------------------------------------------------------------------------


def summary_sentence(plan: ImportPlan, language: Language = "ja") -> str:
    """How many values are taken, differ, are there already, and are not taken."""
    return text(
        "importers.summary",
        language,
        taken=len(plan.taken),
        places=len(plan.places),
        conflicts=len(plan.conflicts),
        unchanged=plan.unchanged,
        left_out=len(plan.left_out),
    )


def left_out_sentences(plan: ImportPlan, language: Language = "ja") -> list[str]:
    """Why each thing was not taken, with the cell it stands in."""
    return [_sentence("left_out", one, language) for one in plan.left_out]


def question_sentences(plan: ImportPlan, language: Language = "ja") -> list[str]:
    """What a person should look at."""
    return [_sentence("question", one, language) for one in plan.questions]


def _sentence(kind: str, remark: Remark, language: Language) -> str:
    params = {name: _said(value, language) for name, value in remark.params.items()}
    sentence = text(f"importers.{kind}.{remark.code}", language, **params)
    return text("importers.at", language, where=remark.where, sentence=sentence) if remark.where else sentence


def _said(value: object, language: Language) -> object:
    """A parameter as a sentence shows it: names in its language, why an edit would be refused."""
    match value:
        case Text():
            return value.in_language(language)
        case UserError():
            return explain(value, language)[0].rstrip("。.")
        case _:
            return value


def conflict_sentences(
    plan: ImportPlan, state: Assessment, edition: Edition, language: Language = "ja"
) -> list[str]:
    """Each conflict with what stands now and what the file says; places by name, with those around them."""
    words = PlanWording(plan, state, edition, language)
    return [
        text(
            "importers.conflict",
            language,
            where=one.where or "",
            what=words.what(one.key),
            old=words.old(one),
            new=words.new(one),
        )
        for one in plan.conflicts
    ]


def plan_json(plan: ImportPlan, language: Language = "ja") -> dict[str, Any]:
    """The plan as plain JSON, for the command line and other programs."""
    return {
        "file": plan.file,
        "form": plan.form,
        "summary": summary_sentence(plan, language),
        "places": [_candidate(one) for one in plan.places],
        "taken": [_candidate(one) for one in plan.taken],
        "conflicts": [_candidate(one) for one in plan.conflicts],
        "unchanged": plan.unchanged,
        "left_out": _remarks(plan.left_out, left_out_sentences(plan, language)),
        "questions": _remarks(plan.questions, question_sentences(plan, language)),
    }


def _remarks(remarks: Iterable[Remark], sentences: Iterable[str]) -> list[dict[str, str]]:
    return [
        {"code": one.code, "where": str(one.where or ""), "sentence": sentence}
        for one, sentence in zip(remarks, sentences, strict=True)
    ]


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "key": key_text(one.key),
        "where": str(one.where or ""),
        "new": _fields(one.new),
        "old": None if one.old is None else _fields(one.old),
    }


def _fields(record: Record) -> dict[str, Any]:
    fields = record_fields(record)
    if isinstance(record, Measurement):
        fields["value"] = exact_value(record.value)
        fields.pop("number", None)
    return fields
