"""Pages of the printed checklist: A4 with margins, running header and footer, bookmarks and marked places.

Pages are kept until the end, so that header and footer know the number of pages. Coordinates are PDF points
from the lower left corner; `top` always means the upper edge of what is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from assessor.report.fonts import REGULAR, face
from assessor.report.layers import Fills, Pen, Rules, rgb
from assessor.report.text import BLACK, Align, Colour, Layout, Typesetter, plain

POINTS_PER_MM = 72 / 25.4
HAIRLINE = 0.25
PRODUCER = "assessor"
# What reportlab's canvas collects for the page it is on.
_ACCUMULATORS = (
    "_code",
    "_formsinuse",
    "_annotationrefs",
    "_formData",
    "_colorsUsed",
    "_shadingUsed",
    "_extgstate",
    "_currentPageHasImages",
)


def mm(length: float) -> float:
    """Millimetres in points."""
    return length * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Paper and margins in millimetres; A4 upright unless told otherwise."""

    width: float = 210.0
    height: float = 297.0
    left: float = 16.0
    right: float = 12.0
    top: float = 18.0
    bottom: float = 16.0

    def turned(self) -> "PageFormat":
        """The same paper lying on its side, margins kept by name."""
        return PageFormat(self.height, self.width, self.left, self.right, self.top, self.bottom)


A4 = PageFormat()


@dataclass(frozen=True, slots=True)
class Placement:
    """A named rectangle on a page, for example where a signature stamp goes.

    Attributes:
        page: counted from 0.
        box: left, bottom, right, top in points.
    """

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Which page a header or footer is drawn on.

    Attributes:
        number: counted from 1.
        count: pages of the whole document.
        section: what `Sheet.section` was when the page was begun.
    """

    number: int
    count: int
    section: str


Running = Callable[["Sheet", PageNumber], None]


@dataclass(slots=True)
class _Page:
    format: PageFormat
    section: str
    pen: Pen
    fills: Fills = field(default_factory=Fills)
    rules: Rules = field(default_factory=Rules)
    state: dict[str, Any] = field(default_factory=dict)
    bookmarks: list[tuple[str, int, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, not yet prepared for archiving, and its named places."""

    pdf: bytes
    page_count: int
    places: dict[str, Placement]


class Sheet:
    """A document being drawn page by page.

    Attributes:
        canvas: reportlab's canvas, for what this class does not offer.
        setter: sets text and remembers missing characters.
        section: name handed to header and footer of the pages begun from now on.
        y: a cursor for flowing content; moved by the caller and set to the top margin on a new page.
    """

    def __init__(
        self,
        *,
        title: str,
        author: str = "",
        subject: str = "",
        header: Running | None = None,
        footer: Running | None = None,
        page_format: PageFormat = A4,
        language: str = "ja-JP",
        is_packed: bool = True,
    ) -> None:
        """Begins a document.

        Args:
            title: of the document, as plain text.
            author: who it is from.
            subject: one line on what it says.
            header: drawn on each page when all pages are known.
            footer: likewise.
            page_format: paper and margins of the first page.
            language: of the pages.
            is_packed: whether pages are compressed; left to `pdfa.finalise` where that follows.
        """
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        # Page streams as bytes: writing them as text takes half of the time, and nothing needs text.
        rl_config.useA85 = 0
        # The canvas asks for its first font by name: it must be known before.
        face(REGULAR)
        self._buffer = BytesIO()
        self.canvas = Canvas(
            self._buffer,
            pagesize=(mm(page_format.width), mm(page_format.height)),
            invariant=1,
            pageCompression=int(is_packed),
            initialFontName=REGULAR,
            initialFontSize=9,
            lang=language,
            pdfVersion=(1, 7),
        )
        self.canvas.setTitle(plain(title))
        self.canvas.setAuthor(plain(author))
        self.canvas.setSubject(plain(subject))
        self.canvas.setCreator(PRODUCER)
        self.canvas.setProducer(PRODUCER)
        self.setter = Typesetter()
        self.section = ""
        self._header = header
        self._footer = footer
        self._pages: list[_Page] = []
        self._page = _Page(page_format, "", Pen(self.canvas._doc))  # noqa: SLF001  there is no public way
        self._places: dict[str, Placement] = {}
        self._format = page_format
        self.y = self.top

    @property
    def left(self) -> float:
        """Left edge of the type area in points."""
        return mm(self._format.left)

    @property
    def right(self) -> float:
        """Right edge of the type area."""
        return mm(self._format.width - self._format.right)

    @property
    def top(self) -> float:
        """Upper edge of the type area."""
        return mm(self._format.height - self._format.top)

    @property
    def bottom(self) -> float:
        """Lower edge of the type area."""
        return mm(self._format.bottom)

    @property
    def width(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def page_index(self) -> int:
        """The current page, counted from 0; -1 before the first."""
        return len(self._pages) - 1

    @property
    def room(self) -> float:
        """Height left below the cursor."""
        return self.y - self.bottom

    def new_page(self, page_format: PageFormat | None = None) -> None:
        """Begins a page, of the same paper unless told otherwise, and puts the cursor at its top."""
        self._keep()
        if page_format is not None:
            self._format = page_format
        self._page = _Page(self._format, self.section, Pen(self.canvas._doc))  # noqa: SLF001  as above
        self._pages.append(self._page)
        self._accumulate_anew()
        self.y = self.top

    def need(self, height: float) -> bool:
        """Begins a page when less than `height` points are left; whether it did."""
        if self._pages and self.room >= height:
            return False
        self.new_page()
        return True

    def text(
        self,
        x: float,
        top: float,
        content: str,
        size: float = 9,
        *,
        width: float = float("inf"),
        bold: bool = False,
        align: Align = "left",
        colour: Colour = BLACK,
        where: str = "",
    ) -> float:
        """Sets and draws text; returns the height of its lower edge.

        With the default width the text stands on one line and `x` is its left end, middle or right end.
        """
        layout = self.setter.layout(content, width, size, bold, where=where)
        return self.draw(
            x, top, layout, align=align, width=0.0 if width == float("inf") else width, colour=colour
        )

    def draw(
        self,
        x: float,
        top: float,
        layout: Layout,
        *,
        align: Align = "left",
        width: float = 0.0,
        colour: Colour = BLACK,
    ) -> float:
        """Draws set text, above all else on the page; returns the height of its lower edge."""
        return self._page.pen.draw(x, top, layout, align, width, colour)

    @property
    def pen(self) -> Pen:
        """Draws set text on this page."""
        return self._page.pen

    @property
    def fills(self) -> Fills:
        """Areas of this page, below all that is drawn."""
        return self._page.fills

    @property
    def rules(self) -> Rules:
        """Lines of this page's tables, above all that is drawn but its text."""
        return self._page.rules

    def rectangle(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = BLACK,
        weight: float = HAIRLINE,
    ) -> None:
        """Draws a rectangle, filled or with an outline or both."""
        code = ["q"]
        if fill is not None:
            code.append(f"{rgb(fill)} rg")
        if stroke is not None:
            code.append(f"{rgb(stroke)} RG {weight:.3g} w")
        paint = "B" if fill is not None and stroke is not None else "f" if fill is not None else "S"
        code.append(f"{x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re {paint} Q")
        self.operators(" ".join(code))

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: Colour = BLACK,
        weight: float = HAIRLINE,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draws a straight line."""
        pattern = f"[{' '.join(f'{part:.3g}' for part in dash)}] 0 d " if dash else ""
        self.operators(
            f"q {rgb(colour)} RG {weight:.3g} w {pattern}{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q",
        )

    def operators(self, code: str) -> None:
        """Adds finished PDF operators to the page."""
        self.canvas._code.append(code)  # noqa: SLF001  the canvas has no public way to take operators

    def bookmark(self, title: str, level: int = 0) -> None:
        """Adds an entry to the outline that leads to the cursor's height on this page.

        Args:
            title: plain text.
            level: 0 for the outermost; at most one deeper than the entry before.
        """
        self._pages[-1].bookmarks.append((plain(title), level, self.y))

    def mark(self, name: str, x: float, top: float, width: float, height: float) -> None:
        """Remembers a rectangle of this page by name, for what is added after drawing."""
        self._places[name] = Placement(self.page_index, (x, top - height, x + width, top))

    def finish(self) -> Printed:
        """Draws headers, footers and outline and returns the file.

        Raises:
            ReportError: `font_gap` when any character had no font.
        """
        if not self._pages:
            self.new_page()
        self._keep()
        count = len(self._pages)
        shown = 0
        for number, page in enumerate(self._pages, start=1):
            self._format, self._page = page.format, page
            self.canvas.setPageSize((mm(page.format.width), mm(page.format.height)))
            for name, value in page.state.items():
                setattr(self.canvas, name, value)
            numbering = PageNumber(number, count, page.section)
            for running in (self._header, self._footer):
                if running is not None:
                    running(self, numbering)
            for title, level, height in page.bookmarks:
                shown += 1
                self.canvas.bookmarkPage(f"b{shown}", fit="XYZ", left=0, top=height, zoom=0)
                self.canvas.addOutlineEntry(title, f"b{shown}", level, closed=level > 0)
            self._put_together(page)
            self.canvas.showPage()
            # The library would send each page through a slow encoding of its own; there is only ASCII in it.
            written = self.canvas._doc.Pages[-1]  # noqa: SLF001  as in `operators`
            written.stream = written.stream.encode("ascii")
        self.setter.require_complete()
        if shown:
            self.canvas.showOutline()
        self.canvas.save()
        return Printed(self._buffer.getvalue(), count, dict(self._places))

    def _keep(self) -> None:
        """Puts what was drawn since `new_page` aside with its page."""
        if self._pages:
            self._pages[-1].state = {name: getattr(self.canvas, name) for name in _ACCUMULATORS}

    def _put_together(self, page: _Page) -> None:
        """Fills below what was drawn, rules and text above it."""
        code = self.canvas._code  # noqa: SLF001  as in `operators`
        code[1:1] = [page.fills.code()]
        code.extend((page.rules.code(), page.pen.code()))

    def _accumulate_anew(self) -> None:
        self.canvas._restartAccumulators()  # noqa: SLF001  what showPage does, without writing the page
        self.canvas.init_graphics_state()
