"""What an exported workbook holds, as plain pages; the workflow fills them, the writers write them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula, with the value it has now.

    Attributes:
        text: begins with `=`.
        value: what it gives for the cells as they are written.
    """

    text: str
    value: str | Decimal


PageCell = str | Decimal | bool | None | Formula


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet.

    Attributes:
        name: name of the sheet.
        rows: rows of cells, headings included.
        heads: rows of headings at the top; they stay in view.
        hidden: rows not shown (codes by which an import finds its way), counted from 0.
        fixed: columns at the left that stay in view.
        widths: widths of columns in characters; the last one holds for the columns behind it.
        choices: words that a column offers, by column.
        strong: rows in bold.
    """

    name: str
    rows: tuple[tuple[PageCell, ...], ...]
    heads: int = 1
    hidden: tuple[int, ...] = ()
    fixed: int = 0
    widths: tuple[int, ...] = (16,)
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook."""

    title: str
    pages: tuple[Page, ...]
