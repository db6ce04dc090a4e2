"""What all sections draw with: the sheet, the data, words in its language, headings, running lines."""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from assessor.messages import Language, text
from assessor.report.canvas import PageFormat, PageNumber, Sheet, mm
from assessor.report.content import ChecklistData
from assessor.report.qrcode import draw_qr
from assessor.report.text import LEADING, Colour

# Left margin wide enough for two punched holes.
PAPER = PageFormat(left=20.0, right=11.0, top=20.0, bottom=17.0)
GREY: Colour = (0.35, 0.35, 0.35)
FAINT: Colour = (0.5, 0.5, 0.5)
SHADE: Colour = (0.91, 0.91, 0.91)
ALARM: Colour = (0.82, 0.82, 0.82)
BODY = 7.5
_HASH_SHOWN = 16
_QR = mm(12.5)


class Headed(Protocol):
    """What header and footer of every document of ours name."""

    @property
    def language(self) -> Language:
        """Of the pages."""

    @property
    def title(self) -> str:
        """Of the document."""

    @property
    def name(self) -> str:
        """Of the case."""

    @property
    def author(self) -> str:
        """Who made the document."""

    @property
    def edition(self) -> str:
        """Name of the edition."""

    @property
    def edition_code(self) -> str:
        """Its code."""

    @property
    def edition_digest(self) -> str:
        """SHA-256 of its data."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the assessment."""


Data = TypeVar("Data", bound=Headed)


class PageFrame(Generic[Data]):
    """A document being drawn.

    Attributes:
        sheet: its pages.
        data: what it says.
    """

    def __init__(self, data: Data) -> None:
        self.data = data
        self.sheet = Sheet(
            title=f"{data.title} {data.name}".strip(),
            author=data.author,
            header=self._header,
            footer=self._footer,
            page_format=PAPER,
            language="en" if data.language == "en" else "ja-JP",
            # On the screen nobody asks how large they are, and what is kept is compressed when it is checked.
            is_packed=False,
        )

    def word(self, key: str, **params: object) -> str:
        """A printed label."""
        return label(self.data.language, key, **params)

    @property
    def is_japanese(self) -> bool:
        """Whether the pages are in Japanese (words are short, glyphs wide)."""
        return self.data.language == "ja"

    def row_field(self, row: str, field: str) -> str:
        """How a field of a row is called when a character in it has no font."""
        return self.word("where.row", id=row, field=field)

    def begin(self, title: str, *, new_page: bool = False, room: float = 90.0) -> None:
        """Begins a section: a heading in large type, on a new page when asked or when room is short."""
        sheet = self.sheet
        sheet.section = title
        if new_page or sheet.page_index < 0 or sheet.room < room:
            sheet.new_page()
        elif sheet.y < sheet.top:
            sheet.y -= 16
        sheet.bookmark(title)
        sheet.y = sheet.text(sheet.left, sheet.y, title, 12.5, width=sheet.width, bold=True)
        sheet.line(sheet.left, sheet.y - 1, sheet.right, sheet.y - 1, weight=1.2)
        sheet.y -= 6

    def subheading(self, title: str, *, level: int = 1, room: float = 60.0, where: str = "") -> None:
        """A smaller heading within a section, also in the outline."""
        sheet = self.sheet
        if sheet.room < room:
            sheet.new_page()
        elif sheet.y < sheet.top:
            sheet.y -= 6
        sheet.bookmark(title, level)
        sheet.y = sheet.text(sheet.left, sheet.y, title, 9.5, width=sheet.width, bold=True, where=where) - 2

    def paragraph(
        self,
        content: str,
        *,
        size: float = BODY,
        bold: bool = False,
        colour: Colour = (0.0, 0.0, 0.0),
        indent: float = 0.0,
        after: float = 3.0,
        where: str = "",
    ) -> None:
        """Text over the whole width; goes on over the page where it must."""
        sheet = self.sheet
        layout = sheet.setter.layout(content, sheet.width - indent, size, bold, where=where)
        first = 0
        while first < len(layout.lines):
            count = int((sheet.room + 1e-6) / layout.leading)
            if count < min(2, len(layout.lines) - first):
                sheet.new_page()
                count = int(sheet.room / layout.leading)
            part = layout.part(first, first + count)
            sheet.y = sheet.draw(sheet.left + indent, sheet.y, part, colour=colour)
            first += count
        sheet.y -= after

    def points(self, contents: Iterable[str], *, size: float = BODY) -> None:
        """A list, each entry behind a dot."""
        for content in contents:
            sheet = self.sheet
            # Room for the two lines that a paragraph keeps together, so the dot stays with the first.
            if sheet.room < 3 * size * LEADING:
                sheet.new_page()
            sheet.text(sheet.left, sheet.y, "・", size)
            self.paragraph(content, size=size, indent=size, after=2.0)

    def _header(self, sheet: Sheet, page: PageNumber) -> None:
        if page.number == 1:
            return
        y = sheet.top + mm(8.5)
        half = sheet.width * 0.62
        name = sheet.setter.layout(f"{self.data.title}　{self.data.name}", half, 7)
        sheet.draw(sheet.left, y, name.part(0, 1), colour=GREY)
        sheet.text(sheet.right, y, page.section, 7, align="right", colour=GREY)
        low = y - name.leading - 2
        sheet.line(sheet.left, low, sheet.right, low, colour=GREY)

    def _footer(self, sheet: Sheet, page: PageNumber) -> None:
        data = self.data
        y = sheet.bottom - mm(4)
        sheet.line(sheet.left, y + 2.5, sheet.right - _QR - 4, y + 2.5, colour=GREY)
        line = self.word(
            "footer",
            edition=data.edition,
            digest=data.edition_digest[:8],
            fingerprint=grouped(data.fingerprint[:_HASH_SHOWN]),
        )
        sheet.text(sheet.left, y, line, 7, colour=GREY)
        number = self.word("page", number=page.number, count=page.count)
        sheet.text(sheet.right - _QR - 4, y, number, 7.5, align="right")
        # As high as the type area allows: most printers leave out the last four millimetres of the paper.
        code = page_code(data.fingerprint, data.edition_code)
        draw_qr(sheet, sheet.right - _QR, sheet.bottom - mm(0.5), _QR, code)


class Frame(PageFrame[ChecklistData]):
    """One checklist being drawn."""


def page_code(fingerprint: str, edition: str) -> str:
    """What the code on every page says: the fingerprint of the data and the edition's code, in capitals."""
    return f"SHA256:{fingerprint}:{edition}".upper()


def label(language: Language, key: str, **params: object) -> str:
    """A printed label in a language."""
    return text(f"report.{key}", language, **params)


def grouped(digits: str, size: int = 4) -> str:
    """Hexadecimal digits in groups, easier to compare by eye."""
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))
