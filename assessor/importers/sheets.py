"""A spreadsheet as plain cells, whatever file it came from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that holds no value one could take.

    Attributes:
        code: `error_cell` (an error such as #DIV/0!) or `formula_without_value`.
        text: what stands in the cell.
    """

    code: str
    text: str


Moment = date | datetime | time | timedelta
Cell = str | Decimal | bool | Moment | Faulty | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows of cells; rows may differ in length."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place counted from 0; None outside."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def width(self) -> int:
        """Columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def turned(self) -> "Sheet":
        """The sheet with rows and columns exchanged."""
        columns = range(self.width)
        turned = tuple(tuple(self.cell(row, column) for row in range(len(self.rows))) for column in columns)
        return Sheet(self.name, turned)


@dataclass(frozen=True, slots=True)
class Where:
    """A cell by sheet, row and column, counted from 0 in the file as it is."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        cell = f"{column_letters(self.column)}{self.row + 1}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_IGNORED = re.compile(r"[\s_\-・,、.:;/]+")


def plain(text: object) -> str:
    """A heading or name for comparing: widths, case, spaces and joiners do not count."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", str(text)).casefold())


def shown(cell: Cell) -> str:
    """A cell as text, for names and for messages."""
    match cell:
        case None:
            return ""
        case Faulty():
            return cell.text
        case Decimal():
            return format(cell.normalize(), "f")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def raw_text(cell: Cell) -> str:
    """The text of a cell as it is, spaces included."""
    return cell if isinstance(cell, str) else shown(cell)


def is_empty(cells: Iterable[Cell]) -> bool:
    """Whether all cells are empty or blank."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)
