"""Workbooks as plain cells: formulas by their last value, macros and links never followed."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from assessor.errors import ImportFileError
from assessor.importers.container import check_container
from assessor.importers.sheets import Cell, Faulty, Moment, Sheet

MAX_SHEETS = 200
MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_workbook(data: bytes, file: str) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx or .xlsm file.

    Args:
        data: the file.
        file: how it is called in messages.

    Raises:
        ImportFileError: not a workbook, damaged, encrypted, larger than the limits, or built to harm.
    """
    formulas = check_container(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, about extensions that hold no cells
            values = _sheets(data, file, values=True)
            if not formulas:
                return values
            return tuple(map(_with_formulas, values, _sheets(data, file, values=False)))
    except ImportFileError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        LookupError,
        ArithmeticError,
        RecursionError,
        ParseError,
        SyntaxError,  # of which the errors of lxml are a kind
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
    ) as problem:
        raise ImportFileError("sheet_damaged", file=file, detail=str(problem)) from problem


def _sheets(data: bytes, file: str, *, values: bool) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False, keep_vba=False)
    try:
        if len(book.worksheets) > MAX_SHEETS:
            raise ImportFileError("sheet_too_large", file=file, limit=f"{MAX_SHEETS} sheets")
        left = MAX_CELLS
        found: list[Sheet] = []
        for worksheet in book.worksheets:
            worksheet.reset_dimensions()  # what the file says of its own size is not believed
            rows: list[tuple[Cell, ...]] = []
            for row in _rows(worksheet):
                left -= len(row)
                if left < 0 or len(rows) >= MAX_ROWS:
                    limit = f"{MAX_ROWS:,} × {MAX_CELLS:,}"
                    raise ImportFileError("sheet_too_large", file=file, limit=limit)
                rows.append(row)
            while rows and not any(cell is not None for cell in rows[-1]):
                rows.pop()
            found.append(Sheet(worksheet.title, tuple(rows)))
        return tuple(found)
    finally:
        book.close()


def _rows(worksheet: Any) -> Iterator[tuple[Cell, ...]]:
    for row in worksheet.iter_rows():
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield tuple(cells)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Faulty("error_cell", str(value))
    match value:
        case bool():
            return value
        case int():
            return Decimal(value)
        case float():
            # The shortest decimal that gives the same double: what the sheet shows.
            return Decimal(repr(value))
        case str():
            return _ESCAPED.sub(_character, value)
        case _ if isinstance(value, Moment):
            return value
        case _:  # an array formula or data table, seen where formulas are looked for
            return Faulty("formula_without_value", str(getattr(value, "text", None) or "="))


def _character(match: re.Match[str]) -> str:
    """A character that workbooks spell out because XML cannot hold it, or because it looks so spelled."""
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF or code == 0 else chr(code)


def _with_formulas(values: Sheet, formulas: Sheet) -> Sheet:
    """Marks formulas for which the file holds no computed value."""
    rows = list(values.rows)
    for number, row in enumerate(formulas.rows):
        for column, cell in enumerate(row):
            text = cell.text if isinstance(cell, Faulty) else cell
            if isinstance(text, str) and text.startswith("=") and values.cell(number, column) is None:
                rows.extend(() for _ in range(number + 1 - len(rows)))
                present = [*rows[number], *[None] * (column + 1 - len(rows[number]))]
                present[column] = Faulty("formula_without_value", text)
                rows[number] = tuple(present)
    return Sheet(values.name, tuple(rows))
