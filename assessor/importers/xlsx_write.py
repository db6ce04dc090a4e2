"""Pages as an .xlsx workbook and as CSV. Text is never a formula, whatever it begins with."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from assessor.errors import ReportError
from assessor.importers.book import Book, Formula, Page, PageCell
from assessor.importers.csv_read import FORMULA_STARTS, guarded, read_csv
from assessor.importers.sheets import Cell, Sheet, Where, column_letters
from assessor.importers.xlsx_read import read_workbook

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD_FILL, _LINE = "E7ECEF", "C5CDD3"
_STAMP = (2000, 1, 1, 0, 0, 0)
_BOM = "\ufeff"


def cell_text(text: str) -> str:
    """Text as a cell can hold it: line ends as one character, no control characters."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def workbook_bytes(book: Book) -> bytes:
    """The workbook, read back before it is given out.

    Raises:
        ReportError: what is read back is not what was written.
    """
    data = _with_values(_written(book), book)
    read = read_workbook(data, book.title)
    for page, sheet in zip(book.pages, read, strict=True):
        _compare(page, sheet)
    return data


def csv_bytes(page: Page) -> bytes:
    """One page as CSV: UTF-8 with the mark by which Excel knows it, formulas by their value.

    Raises:
        ReportError: what is read back is not what was written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in page.rows:
        writer.writerow([_csv_text(cell) for cell in row])
    data = (_BOM + text.getvalue()).encode("utf-8")
    sheet = read_csv(data, page.name, page.name)
    for number, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            expected = _value(cell)
            wanted = _spelled(expected) if expected is not None else None
            if (sheet.cell(number, column) or "") != (wanted or ""):
                raise ReportError("spreadsheet_differs", where=str(Where(page.name, number, column)))
    return data


def _csv_text(cell: PageCell) -> str:
    value = _value(cell)
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else _spelled(value)


def _spelled(value: str | Decimal | bool) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else format(value, "f")


def _value(cell: PageCell) -> str | Decimal | bool | None:
    value = cell.value if isinstance(cell, Formula) else cell
    if isinstance(value, str):
        return cell_text(value) or None
    return value


def _compare(page: Page, sheet: Sheet) -> None:
    for number, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            found: Cell = sheet.cell(number, column)
            if found != _value(cell):
                raise ReportError("spreadsheet_differs", where=str(Where(page.name, number, column)))


def _written(book: Book) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = book.title
    workbook.properties.creator = ""
    # A program that opens it computes the formulas anew, whatever values are stored.
    workbook.calculation.fullCalcOnLoad = True
    for page in book.pages:
        _write_page(workbook.create_sheet(page.name), page)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _write_page(sheet: Any, page: Page) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    bold, plain = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    head_fill = PatternFill("solid", fgColor=_HEAD_FILL)
    line = Border(bottom=Side("thin", color=_LINE))
    for number, row in enumerate(page.rows):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            cell = sheet.cell(number + 1, column + 1)
            _write_cell(cell, value)
            cell.alignment = plain
            if number < page.heads:
                cell.font, cell.fill, cell.border = bold, head_fill, line
            elif number in page.strong:
                cell.font = bold
    for column in range(max((len(row) for row in page.rows), default=0)):
        width = page.widths[min(column, len(page.widths) - 1)]
        sheet.column_dimensions[column_letters(column)].width = width
    for number in page.hidden:
        sheet.row_dimensions[number + 1].hidden = True
    sheet.freeze_panes = f"{column_letters(page.fixed)}{page.heads + 1}"
    for column, words in page.choices:
        validation = DataValidation("list", formula1='"' + ",".join(words) + '"', allow_blank=True)
        letters = column_letters(column)
        validation.add(f"{letters}{page.heads + 1}:{letters}{max(len(page.rows), page.heads + 1)}")
        sheet.add_data_validation(validation)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{page.heads}" if page.heads else None


def _write_cell(cell: Any, value: PageCell) -> None:
    match value:
        case Formula(text=text):
            cell.value = text
        case str():
            # Set as text outright: "=1+1" stays text, also when somebody edits the cell later.
            cell.value = _ESCAPE_LIKE.sub("_x005F_", cell_text(value))
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_STARTS)
        case _:
            cell.value = value


def _with_values(data: bytes, book: Book) -> bytes:
    """Puts the present value beside each formula, for readers that show cells without computing them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if match is not None:
                content = _valued(content.decode("utf-8"), book.pages[int(match[1]) - 1]).encode("utf-8")
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def _valued(xml: str, page: Page) -> str:
    formulas = {
        f"{column_letters(column)}{number + 1}": cell
        for number, row in enumerate(page.rows)
        for column, cell in enumerate(row)
        if isinstance(cell, Formula)
    }
    if not formulas:
        return xml

    def valued(match: re.Match[str]) -> str:
        value = formulas[match["place"]].value
        kind = ' t="str"' if isinstance(value, str) else ""
        style, formula = match["style"] or "", match["formula"]
        return f'<c r="{match["place"]}"{style}{kind}><f>{formula}</f><v>{escape(_spelled(value))}</v></c>'

    pattern = r'<c r="(?P<place>[A-Z]+\d+)"(?P<style> s="\d+")?><f>(?P<formula>.*?)</f><v ?/?>(?:</v>)?</c>'
    return re.sub(pattern, valued, xml)
