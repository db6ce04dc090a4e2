"""The list of dwellings from and to spreadsheets."""

from decimal import Decimal
from pathlib import Path

from assessor.assessment import Assessment
from assessor.importers.book import Book, Page, PageCell
from assessor.importers.csv_read import read_csv
from assessor.importers.sheets import Cell, Faulty, Sheet
from assessor.messages import Language, text
from assessor.workflow.dwelling_entry import Given, NotTaken, parse_table
from assessor.workflow.dwellings import dwelling_rows
from assessor.workflow.files import read_input, write_output

HEADINGS = ("number", "floor", "unit_type", "area", "note")
_ZIP = b"PK\x03\x04"
_WIDTHS = (12, 8, 20, 14, 32)


def read_dwellings(path: Path) -> tuple[list[Given], list[NotTaken]]:
    """Dwellings of a CSV file, or of the first sheet of a workbook that holds any.

    Raises:
        DocumentError: no such file, or not readable.
        ImportFileError: not a spreadsheet, damaged, or built to harm.
    """
    data = read_input(path)
    if not data.startswith(_ZIP):
        return parse_table(_texts(read_csv(data, path.name)))
    from assessor.importers.xlsx_read import read_workbook

    found: tuple[list[Given], list[NotTaken]] = [], []
    for sheet in read_workbook(data, path.name):
        found = parse_table(_texts(sheet))
        if found[0]:
            return found
    return found


def write_dwellings(state: Assessment, path: Path, language: Language = "ja") -> None:
    """The list as a workbook, or as CSV where the path ends in `.csv`; read back before it takes its name.

    Raises:
        DocumentError: the file cannot be written.
        ReportError: what is read back is not what was written.
    """
    from assessor.importers.xlsx_write import csv_bytes, workbook_bytes

    page = _page(state, language)
    data = csv_bytes(page) if path.suffix.lower() == ".csv" else workbook_bytes(Book(page.name, (page,)))
    write_output(path, data)


def _page(state: Assessment, language: Language) -> Page:
    heads = tuple(text(f"procedure.dwellings.column.{name}", language) for name in HEADINGS)
    rows: list[tuple[PageCell, ...]] = [heads]
    for number, floor, unit_type, area, note in dwelling_rows(state):
        rows.append((number, floor, unit_type, Decimal(area) if area else None, note))
    return Page(text("procedure.dwellings.sheet", language), tuple(rows), widths=_WIDTHS)


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in sheet.rows]


def _text(cell: Cell) -> str:
    match cell:
        case None | Faulty():
            return ""
        case Decimal():
            return f"{cell.normalize():f}"
        case _:
            return str(cell)
