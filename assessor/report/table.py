"""Table rows: cells measured, wrapped, ruled and, where they must, carried over to the next page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assessor.report.canvas import HAIRLINE, Sheet
from assessor.report.text import BLACK, Align, Colour, Layout, Typesetter, draw


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes:
        text: may hold line ends.
        span: columns it covers.
        where: named when a character of the text has no font.
    """

    text: str = ""
    bold: bool = False
    align: Align = "left"
    valign: Literal["top", "middle"] = "top"
    colour: Colour = BLACK
    fill: Colour | None = None
    size: float | None = None
    span: int = 1
    where: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row; `height` in points."""

    cells: tuple[Cell, ...]
    layouts: tuple[Layout, ...]
    height: float
    weight: float = HAIRLINE


class Table:
    """Columns of fixed width whose rows are measured once and drawn where the caller wants them."""

    def __init__(
        self,
        setter: Typesetter,
        widths: Sequence[float],
        *,
        size: float = 8.0,
        leading: float = 1.3,
        padding: tuple[float, float] = (2.5, 2.0),
        rule: Colour = (0.35, 0.35, 0.35),
    ) -> None:
        """Sets up the columns.

        Args:
            setter: the document's typesetter.
            widths: of the columns, in points.
            size: type size of cells that name none.
            leading: distance of base lines in units of the type size.
            padding: space inside a cell at its sides and above and below, in points.
            rule: colour of the lines.
        """
        self._setter = setter
        self.widths = tuple(widths)
        self._edges = [sum(self.widths[:i]) for i in range(len(self.widths) + 1)]
        self._size = size
        self._leading = leading
        self._padding = padding
        self._rule = rule

    @property
    def width(self) -> float:
        """Width of the whole table in points."""
        return self._edges[-1]

    def row(self, cells: Iterable[Cell | str], *, min_height: float = 0.0) -> Row:
        """Measures a row; its height is that of the tallest cell.

        Raises:
            ValueError: the cells do not fill the columns exactly.
        """
        made = tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells)
        if sum(cell.span for cell in made) != len(self.widths):
            raise ValueError(f"{sum(cell.span for cell in made)} columns filled of {len(self.widths)}")
        layouts: list[Layout] = []
        column = 0
        for cell in made:
            inner = self._edges[column + cell.span] - self._edges[column] - 2 * self._padding[0]
            layouts.append(
                self._setter.layout(
                    cell.text,
                    inner,
                    cell.size or self._size,
                    cell.bold,
                    where=cell.where,
                    leading=self._leading,
                )
            )
            column += cell.span
        height = max((layout.height for layout in layouts), default=0.0) + 2 * self._padding[1]
        return Row(made, tuple(layouts), max(height, min_height))

    def draw_row(self, sheet: Sheet, x: float, top: float, row: Row) -> float:
        """Draws a row with its rules and returns the height of its lower edge."""
        red, green, blue = self._rule
        boxes: list[str] = []
        column = 0
        for cell in row.cells:
            left, right = x + self._edges[column], x + self._edges[column + cell.span]
            box = f"{left:.2f} {top - row.height:.2f} {right - left:.2f} {row.height:.2f} re"
            if cell.fill is not None:
                sheet.operators(f"q {cell.fill[0]:.3g} {cell.fill[1]:.3g} {cell.fill[2]:.3g} rg {box} f Q")
            boxes.append(box)
            column += cell.span
        rules = " ".join(boxes)
        sheet.operators(f"q {red:.3g} {green:.3g} {blue:.3g} RG {row.weight:.3g} w {rules} S Q")
        column = 0
        side, above = self._padding
        for cell, layout in zip(row.cells, row.layouts, strict=True):
            left, right = self._edges[column], self._edges[column + cell.span]
            column += cell.span
            if not cell.text:
                continue
            start = top - above
            if cell.valign == "middle":
                start = top - (row.height - layout.height) / 2
            draw(
                sheet.canvas,
                x + left + side,
                start,
                layout,
                align=cell.align,
                width=right - left - 2 * side,
                colour=cell.colour,
            )
        return top - row.height

    def split(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """Parts a row so that the first piece is at most `height` high; None when not one line fits."""
        room = height - 2 * self._padding[1]
        counts = [int((room + 1e-6) / layout.leading) for layout in row.layouts]
        if min(counts, default=0) < 1:
            return None
        return (
            self._piece(
                row, [layout.part(0, count) for layout, count in zip(row.layouts, counts, strict=True)]
            ),
            self._piece(row, [layout.part(count) for layout, count in zip(row.layouts, counts, strict=True)]),
        )

    def _piece(self, row: Row, layouts: Sequence[Layout]) -> Row:
        height = max(layout.height for layout in layouts) + 2 * self._padding[1]
        return replace(row, layouts=tuple(layouts), height=height)

    def flow(self, sheet: Sheet, rows: Iterable[Row], header: Sequence[Row] = ()) -> None:
        """Draws rows from the sheet's cursor down, over as many pages as they need, repeating the header.

        A row goes to the next page whole; only one that is higher than a page is parted.
        """
        head_height = sum(row.height for row in header)
        fresh = self._begin(sheet, header, head_height)
        for row in rows:
            rest: Row | None = row
            while rest is not None:
                if rest.height <= sheet.room + 1e-6:
                    sheet.y = self.draw_row(sheet, sheet.left, sheet.y, rest)
                    rest, fresh = None, False
                elif not fresh:
                    sheet.new_page()
                    fresh = self._begin(sheet, header, head_height)
                else:
                    pieces = self.split(rest, sheet.room)
                    if pieces is None:
                        raise ValueError("a header leaves no room for one line on a page")
                    sheet.y = self.draw_row(sheet, sheet.left, sheet.y, pieces[0])
                    rest, fresh = pieces[1], False

    def _begin(self, sheet: Sheet, header: Sequence[Row], height: float) -> bool:
        """Draws the header at the cursor; whether it stands at the top of a page."""
        at_top = sheet.need(height + 3 * self._size) or sheet.y >= sheet.top - 1e-6
        for row in header:
            sheet.y = self.draw_row(sheet, sheet.left, sheet.y, row)
        return at_top
