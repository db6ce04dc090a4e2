"""What a page collects before it is written: fills below, then rules, then text.

Each layer says things once: colour, font and weight only where they change, a rule that goes on from row to
row as one line. So a page takes a third of the operators, which are what drawing, packing and checking cost.
"""

from typing import Any

from assessor.report.fonts import Face, FaceUse
from assessor.report.text import ABOVE_BASE, BLACK, SHARES, Align, Colour, Layout

_JOINED = 1e-6
# Thickness of the outline that stands in for a bold cut, in units of the type size.
_EMBOLDEN = 0.035


def rgb(colour: Colour) -> str:
    """The three figures of a colour as operands."""
    return " ".join(f"{part:.3g}" for part in colour)


class Fills:
    """Coloured areas, below everything else."""

    def __init__(self) -> None:
        self._code: list[str] = []
        self._colour: Colour | None = None

    def add(self, x: float, low: float, width: float, height: float, colour: Colour) -> None:
        """A rectangle by its lower left corner."""
        if colour != self._colour:
            self._colour = colour
            self._code.append(f"{rgb(colour)} rg")
        self._code.append(f"{x:.2f} {low:.2f} {width:.2f} {height:.2f} re f")

    def code(self) -> str:
        """The operators; empty when nothing is filled."""
        return "\n".join(("q", *self._code, "Q")) if self._code else ""


class Rules:
    """Lines of tables."""

    def __init__(self) -> None:
        self._code: list[str] = []
        self._path: list[str] = []
        self._style: tuple[Colour, float] | None = None
        self._edges: tuple[float, ...] = ()
        self._low = 0.0
        # Where each line that still goes on began.
        self._down: dict[float, float] = {}

    def row(self, edges: tuple[float, ...], top: float, low: float, colour: Colour, weight: float) -> None:
        """The outline of a row and the lines between its cells; `edges` from left to right."""
        style = (colour, weight)
        joined = style == self._style and abs(top - self._low) < _JOINED
        if not joined:
            self._end()
            if style != self._style:
                self._stroke()
                self._style = style
        if not joined or (edges[0], edges[-1]) != (self._edges[0], self._edges[-1]):
            self._across(edges, top)
        self._across(edges, low)
        if edges != self._edges or not self._down:
            for x in [x for x in self._down if x not in edges]:
                self._path.append(f"{x:.2f} {self._down.pop(x):.2f} m {x:.2f} {top:.2f} l")
            for x in edges:
                self._down.setdefault(x, top)
        self._edges, self._low = edges, low

    def code(self) -> str:
        """The operators; empty when there are no rules."""
        self._end()
        self._stroke()
        # Square ends close the corners.
        return "\n".join(("q 2 J", *self._code, "Q")) if self._code else ""

    def _across(self, edges: tuple[float, ...], y: float) -> None:
        self._path.append(f"{edges[0]:.2f} {y:.2f} m {edges[-1]:.2f} {y:.2f} l")

    def _end(self) -> None:
        for x, top in self._down.items():
            self._path.append(f"{x:.2f} {top:.2f} m {x:.2f} {self._low:.2f} l")
        self._down.clear()

    def _stroke(self) -> None:
        if self._style is not None and self._path:
            colour, weight = self._style
            self._code.extend((f"{rgb(colour)} RG {weight:.3g} w", *self._path, "S"))
        self._path.clear()


class Pen:
    """The text of a page, above everything else."""

    def __init__(self, document: Any) -> None:
        """Begins a page of a document.

        Args:
            document: reportlab's document, in which each font gives out its codes.
        """
        self._document = document
        self._code: list[str] = []
        self._face: Face | None = None
        self._use: FaceUse
        self._size = 0.0
        self._colour: Colour | None = None
        self._is_bolder = False

    def draw(
        self,
        x: float,
        top: float,
        layout: Layout,
        align: Align = "left",
        width: float = 0.0,
        colour: Colour = BLACK,
    ) -> float:
        """Draws the lines and returns the height of their lower edge.

        Args:
            x: left edge of the column in points.
            top: upper edge of the first line.
            layout: what `Typesetter.layout` returned.
            align: where lines stand in the column.
            width: width of the column; needed to centre or to align right (0: the point `x` is the axis).
            colour: red, green, blue from 0 to 1.
        """
        lines, size, leading = layout.lines, layout.size, layout.leading
        share = SHARES[align]
        base = top - (leading - size) / 2 - ABOVE_BASE * size
        code = self._code
        if colour != self._colour:
            self._colour = colour
            code.append(f"{rgb(colour)} rg")
        for runs, line_width in lines:
            if runs:
                left = x + share * (width - line_width * size) if share else x
                code.append(f"1 0 0 1 {left:.2f} {base:.2f} Tm")
                for face, embolden, clusters, _ in runs:
                    if face is not self._face or size != self._size:
                        self._face, self._size = face, size
                        self._use = face.use(self._document)
                        code.append(f"/{self._use.name} {size:.5g} Tf")
                    if embolden or self._is_bolder:
                        self._is_bolder = embolden
                        code.append(f"2 Tr {rgb(colour)} RG {size * _EMBOLDEN:.3f} w" if embolden else "0 Tr")
                    code.append(f"<{self._use.encode(clusters)}> Tj")
            base -= leading
        return top - len(lines) * leading

    def code(self) -> str:
        """The operators; empty when there is no text."""
        return "\n".join(("q BT", *self._code, "ET Q")) if self._code else ""
