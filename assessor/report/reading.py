"""Printed pages read again: what stands where, whether two pages look alike, and where they do not.

Text is read as a program that copies it would; pictures are what a reader sees. Only for files whose pages
have the paper and the kinds of objects of our own.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from assessor.messages import Language
from assessor.report.canvas import mm
from assessor.report.content import Verdict
from assessor.report.frame import PAPER, label
from assessor.report.raster import _PDFIUM, Pages

_BOXES: tuple[Verdict, ...] = ("conforming", "not_conforming", "not_applicable")
_RESULTS = ("conforming", "not_conforming", "undecided")
_LEFT = mm(PAPER.left)
_NUMBER_RIGHT = mm(PAPER.left + 12.5) + 1
_ROOF = 4.0
"""Points between the upper edge of a row and of its number."""
_VISIBLE = 40
"""Difference of grey, of 255, that counts; honest pages differ by nothing or by a shade of an edge."""
_DARK = 128
_AHEAD = 8
_MAX_LABEL = 40
_TALLY = 5
_SIGNS = frozenset("―✓✕？,")


class ExpectedRow(NamedTuple):
    """A row of the sheet: its id and the number that is printed."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Band:
    """Where a row stands: page counted from 0, upper and lower edge in points."""

    row: str
    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where two pages differ.

    Attributes:
        row: id of the row; empty: no row stands there.
        label: what stands at the left of it; empty: the page as a whole.
        printed: the verdict that the received page shows of the row; empty: it cannot be told.
    """

    row: str = ""
    label: str = ""
    printed: str = ""


class _Run(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    text: str


class ReadPages(Pages):
    """The pages of a PDF, to be read; close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(pdf)
        self._grey = lru_cache(maxsize=4)(self._render)
        self._boxes = lru_cache(maxsize=4)(self._find_boxes)

    @contextmanager
    def _reader(self, page: int) -> Iterator[Any]:
        """The text of a page; closed before another caller's turn, as the library wants it."""
        with _PDFIUM:
            found = self._document[page]
            try:
                reader = found.get_textpage()
                try:
                    yield reader
                finally:
                    reader.close()
            finally:
                found.close()

    def text(self, page: int) -> list[str]:
        """The lines of text of a page (counted from 0), blanks at their ends left out."""
        with self._reader(page) as reader:
            lines = reader.get_text_range().splitlines()
        return [line.strip() for line in lines if line.strip()]

    def text_within(self, page: int, left: float, bottom: float, right: float, top: float) -> str:
        """The text inside a rectangle of a page."""
        with self._reader(page) as reader:
            return str(reader.get_text_bounded(left=left, bottom=bottom, right=right, top=top))

    def covers_text(self, page: int, box: tuple[float, float, float, float]) -> bool:
        """Whether any text stands inside a rectangle."""
        return bool(self.text_within(page, *box).strip())

    def runs(self, page: int, right: float) -> list[_Run]:
        """Runs of text that begin left of a line, from top to bottom."""
        found = []
        with self._reader(page) as reader:
            for index in range(reader.count_rects()):
                box = reader.get_rect(index)
                if box[0] < right:
                    text = reader.get_text_bounded(*box)
                    found.append(_Run(box[0], box[1], box[2], box[3], text.strip()))
        return sorted((one for one in found if one.text), key=lambda one: -one.top)

    def grey(self, page: int) -> Any:
        """The page without annotations, one point a pixel, as a grey picture of the imaging library."""
        return self._grey(page)

    def _render(self, page: int) -> Any:
        with _PDFIUM:
            found = self._document[page]
            try:
                bitmap = found.render(scale=1, grayscale=True, may_draw_forms=False, draw_annots=False)
                try:
                    return bitmap.to_pil().convert("L")
                finally:
                    bitmap.close()
            finally:
                found.close()

    def squares(self, page: int, band: Band) -> list[tuple[str, float]]:
        """Every box (■ or □) within a row with the grey in its middle, 0 black to 255 white."""
        picture = self.grey(page)
        found = []
        for sign, (left, bottom, right, top) in self._boxes(page):
            if band.bottom <= bottom and top <= band.top:
                x, y = int((left + right) / 2), int(picture.height - (bottom + top) / 2)
                inside = 0 <= x < picture.width and 0 <= y < picture.height
                found.append((sign, float(picture.getpixel((x, y))) if inside else 255.0))
        return found

    def _find_boxes(self, page: int) -> list[tuple[str, tuple[float, float, float, float]]]:
        """Every ■ or □ of a page with its place; a page is gone through once for all of its rows."""
        from pypdfium2.raw import FPDFText_GetUnicode

        found = []
        with self._reader(page) as reader:
            for index in range(reader.count_chars()):
                sign = chr(FPDFText_GetUnicode(reader, index))
                if sign in {"■", "□"}:
                    found.append((sign, reader.get_charbox(index)))
        return found


def is_alike(one: ReadPages, page: int, other: ReadPages, other_page: int) -> bool:
    """Whether two pages look the same; what can be copied from them is compared by `ReadPages.text`."""
    return _difference(one, page, other, other_page).getbbox() is None


def _difference(one: ReadPages, page: int, other: ReadPages, other_page: int) -> Any:
    from PIL import Image, ImageChops

    left, right = one.grey(page), other.grey(other_page)
    if left.size != right.size:
        return Image.new("L", right.size, 255)
    return ImageChops.difference(left, right).point(lambda grey: 255 if grey > _VISIBLE else 0)


def bands(pages: ReadPages, expected: Sequence[ExpectedRow]) -> list[Band]:
    """Where the rows of the sheet stand, as far as their numbers can be read in order."""
    found: list[Band] = []
    at = 0
    for page in range(len(pages)):
        row, top = "", 0.0
        for run in pages.runs(page, _NUMBER_RIGHT):
            ahead = [one.number for one in expected[at : at + _AHEAD]]
            is_number = run.right <= _NUMBER_RIGHT and run.text in ahead
            # What begins at the margin and is no number (a heading, the foot of the page) ends a row.
            if row and (is_number or run.right > _NUMBER_RIGHT or run.left < _LEFT + 1):
                found.append(Band(row, page, top, run.top + _ROOF))
                row = ""
            if is_number:
                at += ahead.index(run.text)
                row, top = expected[at].id, run.top + _ROOF
                at += 1
        if row:
            found.append(Band(row, page, top, mm(PAPER.bottom)))
    return found


def spots(
    received: ReadPages,
    page: int,
    drawn: ReadPages,
    drawn_page: int,
    rows: Sequence[Band],
    language: Language,
) -> list[Spot]:
    """Where a received page differs from the drawn one, in its picture or in its text; rows first.

    Args:
        received: the file.
        page: of it.
        drawn: what should be there.
        drawn_page: of it.
        rows: where rows stand on the drawn pages.
        language: of the pages.
    """
    mask = _difference(received, page, drawn, drawn_page)
    width, height = mask.size
    found = []
    here = [one for one in rows if one.page == drawn_page]
    for band in here:
        area = (0, int(height - band.top), width, int(height - band.bottom))
        inside = (0.0, band.bottom, float(width), band.top)
        is_other = mask.crop(area).getbbox() is not None
        mask.paste(0, area)
        if is_other or received.text_within(page, *inside) != drawn.text_within(drawn_page, *inside):
            found.append(Spot(band.row, printed=chosen(received, page, band, language)))
    rest = mask.getbbox()
    if rest is not None:
        if received.grey(page).size != drawn.grey(drawn_page).size:
            return [Spot()]
        found.append(Spot(label=_label(drawn, drawn_page, height - rest[1])))
    return found or [Spot(label=_first_other_line(received.text(page), drawn.text(drawn_page)))]


def chosen(pages: ReadPages, page: int, band: Band, language: Language) -> str:
    """The verdict that a page shows of a row by its boxes; empty: none or several."""
    width, _ = pages.size(page)
    lines = pages.text_within(page, 0, band.bottom, width, band.top).splitlines()
    words = {label(language, f"box.{one}"): one for one in _BOXES}
    said = [line.partition("■")[2].strip() for line in lines if "■" in line]
    found = {
        code for word, code in words.items() for one in said if one == word or one.startswith(f"{word} ")
    }
    if not said and any(label(language, "box.undetermined") in line for line in lines):
        return "undetermined"
    return found.pop() if len(found) == 1 == len(said) else ""


def are_squares_honest(pages: ReadPages, band: Band) -> bool:
    """Whether each ■ of a row is seen black, and each □ hollow."""
    seen = pages.squares(band.page, band)
    return len(seen) == len(_BOXES) and all((sign == "■") == (grey < _DARK) for sign, grey in seen)


def results_shown(pages: ReadPages, language: Language) -> frozenset[str]:
    """The results that the pages state in large type."""
    words = {label(language, f"result.{one}"): one for one in _RESULTS}
    title = label(language, "result")
    found = set()
    for page in range(len(pages)):
        for line in pages.text(page):
            word = line.removeprefix(title).strip()
            if word in words:
                found.add(words[word])
    return frozenset(found)


def tallies_shown(pages: ReadPages, limit: int) -> Counter[tuple[str, ...]]:
    """Rows of figures (five or more) on the first pages, as they can be copied."""
    found: Counter[tuple[str, ...]] = Counter()
    for page in range(min(limit, len(pages))):
        for line in pages.text(page):
            figures: list[str] = []
            for word in reversed(line.split()):
                if not (word.isdigit() or word in _SIGNS):
                    break
                figures.insert(0, word)
            if len(figures) >= _TALLY:
                found[tuple(figures)] += 1
    return found


def _label(pages: ReadPages, page: int, top: float) -> str:
    """The text at the left that stands at a height or next above it."""
    right = _LEFT + mm(60)
    above = [one for one in pages.runs(page, right) if one.top >= top - _ROOF * 2]
    if not above:
        return ""
    line = pages.text_within(page, _LEFT, above[-1].bottom, right, above[-1].top)
    return " ".join(line.split())[:_MAX_LABEL]


def _first_other_line(received: list[str], drawn: list[str]) -> str:
    left = Counter(received)
    left.subtract(Counter(drawn))
    missing = next((line for line in drawn if left[line] < 0), "")
    return missing[:_MAX_LABEL]
