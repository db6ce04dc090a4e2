"""Table rows: cells measured, wrapped, ruled and, where they must, carried over to the next page.

Cells and rows are named tuples: a long checklist has some ten thousand, and they are made three times as fast
as frozen dataclasses.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from assessor.report.canvas import HAIRLINE, Sheet
from assessor.report.text import BLACK, SHARES, Align, Colour, Layout, Typesetter

WHITE: Colour = (1.0, 1.0, 1.0)
Tag = Literal["", "filled", "outlined"]
# A tag's frame goes this far beyond its text, sideways and up and down, in units of the type size.
_TAG_SIDE, _TAG_ABOVE = 0.35, 0.06


class Block(NamedTuple):
    """A paragraph of a cell with a style of its own.

    Attributes:
        align: the cell's own when None.
        size: the cell's own when None.
        above: space above it in points, left out at the top of the cell.
        indent: space to its left in points.
        tag: draws its single line as a small label, filled (black on paper) or framed.
        where: named when a character of the text has no font; the cell's own when empty.
    """

    text: str
    bold: bool = False
    align: Align | None = None
    colour: Colour = BLACK
    size: float | None = None
    above: float = 0.0
    indent: float = 0.0
    tag: Tag = ""
    where: str = ""


class Cell(NamedTuple):
    """What stands in one cell: a text, or blocks one below the other.

    Attributes:
        text: may hold line ends.
        span: columns it covers.
        where: named when a character of the text has no font.
        blocks: stand in place of the text.
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
    blocks: tuple[Block, ...] = ()

    @property
    def content(self) -> tuple[Block, ...]:
        """The blocks, or the text as the only one."""
        if self.blocks:
            return self.blocks
        return (Block(self.text, self.bold, colour=self.colour),) if self.text else ()


class Piece(NamedTuple):
    """A set block; `above` is the space over it in points."""

    block: Block
    layout: Layout
    above: float

    @property
    def height(self) -> float:
        """Height in points with the space above."""
        return self.above + self.layout.height


Stack = tuple[Piece, ...]


class Row(NamedTuple):
    """A measured row.

    Attributes:
        cuts: numbers of the columns' edges at which a rule stands.
        height: in points.
        weight: of its rules.
        bar: width of a black bar on the left edge, for rows that must be seen; 0 for none.
        keep: whether it stays on one page with the row after it.
        under: the row above it that tells what it belongs to; drawn again when this one begins a page.
    """

    cells: tuple[Cell, ...]
    stacks: tuple[Stack, ...]
    cuts: tuple[int, ...]
    height: float
    weight: float = HAIRLINE
    bar: float = 0.0
    keep: bool = False
    under: "Row | None" = None


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
        self._all_cuts = tuple(range(len(self._edges)))
        # Most cells of a long table say what another one says.
        self._known: dict[tuple[object, ...], tuple[Stack, float]] = {}
        self._rulers: dict[tuple[float, tuple[int, ...]], tuple[float, ...]] = {}

    @property
    def width(self) -> float:
        """Width of the whole table in points."""
        return self._edges[-1]

    def row(
        self,
        cells: Iterable[Cell | str],
        *,
        min_height: float = 0.0,
        weight: float = HAIRLINE,
        bar: float = 0.0,
        keep: bool = False,
        under: Row | None = None,
    ) -> Row:
        """Measures a row; its height is that of the tallest cell.

        Raises:
            ValueError: the cells do not fill the columns exactly.
        """
        made = tuple([Cell(cell) if isinstance(cell, str) else cell for cell in cells])
        edges, inside = self._edges, 2 * self._padding[0]
        stacks: list[Stack] = []
        cuts = [0]
        column, height = 0, 0.0
        for cell in made:
            first, column = column, column + cell.span
            if column > len(self.widths):
                break
            cuts.append(column)
            stack, needed = self._stack(cell, edges[column] - edges[first] - inside)
            stacks.append(stack)
            height = max(height, needed)
        if column != len(self.widths):
            raise ValueError(f"{sum(cell.span for cell in made)} columns filled of {len(self.widths)}")
        height = max((height or self._size * self._leading) + 2 * self._padding[1], min_height)
        where = self._all_cuts if len(cuts) == len(self._all_cuts) else tuple(cuts)
        return Row(made, tuple(stacks), where, height, weight, bar, keep, under)

    def _stack(self, cell: Cell, width: float) -> tuple[Stack, float]:
        """What stands in a cell, set, and its height."""
        if cell.blocks:
            stack = tuple(self._set(cell, width))
            return stack, _height(stack)
        if not cell.text:
            return (), 0.0
        key = (cell.text, width, cell.size, cell.bold, cell.colour)
        known = self._known.get(key)
        if known is None:
            misses = self._setter.misses
            stack = tuple(self._set(cell, width))
            known = stack, _height(stack)
            # A missing character is told with the place of each cell that holds it.
            if self._setter.misses == misses:
                self._known[key] = known
        return known

    def _set(self, cell: Cell, width: float) -> Iterable[Piece]:
        for number, block in enumerate(cell.content):
            size = block.size or cell.size or self._size
            layout = self._setter.layout(
                block.text,
                float("inf") if block.tag else width - block.indent,
                size,
                block.bold,
                where=block.where or cell.where,
                leading=self._leading,
            )
            yield Piece(block, layout, block.above if number else 0.0)

    def draw_row(self, sheet: Sheet, x: float, top: float, row: Row) -> float:
        """Draws a row with its rules and returns the height of its lower edge."""
        edges = self._ruler(x, row.cuts)
        low = top - row.height
        for cell, left, right in zip(row.cells, edges, edges[1:], strict=False):
            if cell.fill is not None:
                sheet.fills.add(left, low, right - left, row.height, cell.fill)
        sheet.rules.row(edges, top, low, self._rule, row.weight)
        if row.bar:
            sheet.rectangle(x - row.bar, top, row.bar, row.height, fill=BLACK, stroke=None)
        pen, (side, above) = sheet.pen, self._padding
        for cell, stack, left, right in zip(row.cells, row.stacks, edges, edges[1:], strict=False):
            if not stack:
                continue
            if cell.blocks or cell.valign == "middle":
                self._draw_stack(sheet, left, right, (top, row.height), cell, stack)
                continue
            # Nearly all cells of a long table are this plain.
            pen.draw(
                left + side, top - above, stack[0].layout, cell.align, right - left - 2 * side, cell.colour
            )
        return low

    def _ruler(self, x: float, cuts: tuple[int, ...]) -> tuple[float, ...]:
        """Where the edges of a row stand on a page on which the table begins at `x`."""
        found = self._rulers.get((x, cuts))
        if found is None:
            found = self._rulers[x, cuts] = tuple(x + self._edges[cut] for cut in cuts)
        return found

    def _draw_stack(
        self,
        sheet: Sheet,
        left: float,
        right: float,
        down: tuple[float, float],
        cell: Cell,
        stack: Stack,
    ) -> None:
        side, above = self._padding
        y = down[0] - above
        if cell.valign == "middle":
            y = down[0] - (down[1] - _height(stack)) / 2
        pen = sheet.pen
        for piece in stack:
            block, layout = piece.block, piece.layout
            y -= piece.above
            start = left + side + block.indent
            width, align, colour = right - start - side, block.align or cell.align, block.colour
            if block.tag:
                self._draw_tag(sheet, (start, width), y, piece, align)
                colour = WHITE if block.tag == "filled" else colour
            y = pen.draw(start, y, layout, align, width, colour)

    def _draw_tag(
        self, sheet: Sheet, across: tuple[float, float], top: float, piece: Piece, align: Align
    ) -> None:
        (x, width), block, layout = across, piece.block, piece.layout
        share = SHARES[align]
        beyond = _TAG_SIDE * layout.size
        height = layout.size * (1 + 2 * _TAG_ABOVE)
        sheet.rectangle(
            x + share * (width - layout.width) - beyond,
            top - (layout.height - height) / 2,
            layout.width + 2 * beyond,
            height,
            fill=block.colour if block.tag == "filled" else None,
            stroke=block.colour,
            weight=0.5,
        )

    def split(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """Parts a row so that the first piece is at most `height` high; None when not one line fits."""
        room = height - 2 * self._padding[1]
        parted = [_part(stack, room) for stack in row.stacks]
        if any(stack and not first for stack, (first, _) in zip(row.stacks, parted, strict=True)):
            return None
        if not any(rest for _, rest in parted):
            return None
        first = self._piece(row, [stack for stack, _ in parted])
        return first, self._piece(row, [stack for _, stack in parted])

    def _piece(self, row: Row, stacks: Sequence[Stack]) -> Row:
        height = max(map(_height, stacks), default=0.0) + 2 * self._padding[1]
        return row._replace(stacks=tuple(stacks), height=height)

    def flow(self, sheet: Sheet, rows: Iterable[Row], header: Sequence[Row] = ()) -> None:
        """Draws rows from the sheet's cursor down, over as many pages as they need, repeating the header.

        A row goes to the next page whole; only one that is higher than a page is parted. Rows that say
        `keep` go with the row after them.
        """
        waiting = list(rows)
        head_height = sum(row.height for row in header)
        whole = sheet.top - sheet.bottom
        fresh = self._begin(sheet, header, head_height, min(_together(waiting, 0), whole / 2))
        for index, row in enumerate(waiting):
            rest: Row | None = row
            together = _together(waiting, index)
            if together + head_height > whole:
                together = row.height
            while rest is not None:
                if together <= sheet.room + 1e-6:
                    sheet.y = self.draw_row(sheet, sheet.left, sheet.y, rest)
                    rest, fresh = None, False
                elif not fresh:
                    sheet.new_page()
                    fresh = self._begin(sheet, header, head_height, 0.0)
                    if rest.under is not None:
                        sheet.y = self.draw_row(sheet, sheet.left, sheet.y, rest.under)
                else:
                    pieces = self.split(rest, sheet.room)
                    if pieces is None:
                        raise ValueError("a header leaves no room for one line on a page")
                    sheet.y = self.draw_row(sheet, sheet.left, sheet.y, pieces[0])
                    rest, fresh = pieces[1], False
                    together = rest.height

    def _begin(self, sheet: Sheet, header: Sequence[Row], height: float, first: float) -> bool:
        """Draws the header at the cursor; whether it stands at the top of a page."""
        at_top = sheet.need(height + max(first, 3 * self._size)) or sheet.y >= sheet.top - 1e-6
        for row in header:
            sheet.y = self.draw_row(sheet, sheet.left, sheet.y, row)
        return at_top


def _together(rows: Sequence[Row], index: int) -> float:
    """Height of a row and of those that must follow it on the same page."""
    total = 0.0
    while index < len(rows):
        total += rows[index].height
        if not rows[index].keep:
            break
        index += 1
    return total


def _height(stack: Stack) -> float:
    return sum(piece.height for piece in stack)


def _part(stack: Stack, room: float) -> tuple[Stack, Stack]:
    """The part of a stack that fits into `room` points, and the rest."""
    done: list[Piece] = []
    for index, piece in enumerate(stack):
        if piece.height <= room + 1e-6:
            done.append(piece)
            room -= piece.height
            continue
        count = int((room - piece.above + 1e-6) / piece.layout.leading)
        rest = piece
        if count >= 1:
            done.append(piece._replace(layout=piece.layout.part(0, count)))
            rest = piece._replace(layout=piece.layout.part(count))
        return tuple(done), (rest._replace(above=0.0), *stack[index + 1 :])
    return tuple(done), ()
