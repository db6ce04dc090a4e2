"""Sets text in lines with the font chain.

Lines are measured in units of the type size, so that one measurement serves every page and document. A
character that no font has is drawn as 〓 and remembered; a document with such a gap is never handed out.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from assessor.errors import ReportError
from assessor.report.fonts import GETA, Face, Glyph, chain
from assessor.report.linebreak import ZERO_WIDTH_SPACE, break_lines, clusters, paragraphs

Align = Literal["left", "center", "right"]
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
LEADING = 1.4
ABOVE_BASE = 0.88
"""Part of the type size that stands above the base line of a Japanese face."""
SHARES: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Part of the room beside a line that goes to its left."""


class Run(NamedTuple):
    """Neighbouring clusters of one font; `width` in units of the type size."""

    face: Face
    embolden: bool
    clusters: tuple[str, ...]
    width: float


class Line(NamedTuple):
    """One line; `width` in units of the type size."""

    runs: tuple[Run, ...]
    width: float

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(piece for run in self.runs for piece in run.clusters)


class Layout(NamedTuple):
    """Text set in lines.

    Attributes:
        lines: from top to bottom.
        size: type size in points.
        leading: distance of base lines in points.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        """Width of the widest line in points."""
        return max((line.width for line in self.lines), default=0.0) * self.size

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    def part(self, first: int, last: int | None = None) -> "Layout":
        """Some of the lines, for a block that goes on over a page."""
        return Layout(self.lines[first:last], self.size, self.leading)


class Typesetter:
    """Sets the text of one document and remembers which characters no font had, and where.

    Attributes:
        misses: how often a character had no font so far.
    """

    def __init__(self) -> None:
        self._gaps: dict[str, list[str]] = {}
        self.misses = 0

    def layout(
        self,
        text: str,
        width: float,
        size: float,
        bold: bool = False,
        *,
        where: str = "",
        leading: float = LEADING,
    ) -> Layout:
        """Text in lines no wider than `width` points.

        Args:
            text: may hold line ends of its own.
            width: in points; `float("inf")` for a single line.
            size: type size in points.
            bold: whether to use the bold chain.
            where: what the text is, in the reader's words; named when a character is missing.
            leading: distance of base lines in units of the type size.
        """
        lines, missing = _set(text, round(width / size, 4), bold)
        self.misses += len(missing)
        for cluster in missing:
            places = self._gaps.setdefault(cluster, [])
            if where not in places:
                places.append(where)
        return Layout(lines, size, size * leading)

    @property
    def gaps(self) -> dict[str, list[str]]:
        """Characters no font has, with the places where they stand."""
        return {cluster: list(places) for cluster, places in self._gaps.items()}

    def require_complete(self) -> None:
        """Refuses a document with missing characters.

        Raises:
            ReportError: `font_gap` with every character (U+XXXX) and where it stands.
        """
        if self._gaps:
            details = " / ".join(_described(cluster, places) for cluster, places in self._gaps.items())
            raise ReportError("font_gap", details=details, count=len(self._gaps), gaps=self.gaps)


def _described(cluster: str, places: Iterable[str]) -> str:
    # A control character must not reach a message as itself.
    shown = cluster if cluster.isprintable() else ""
    codes = " ".join(f"U+{ord(character):04X}" for character in cluster)
    where = ", ".join(place for place in places if place)
    return f"{shown} {codes}".strip() + (f" ({where})" if where else "")


@lru_cache(maxsize=16384)
def _set(text: str, width: float, bold: bool) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines of a text with the width and all results in units of the type size, and missing characters."""
    find = chain(bold).glyph
    lines: list[Line] = []
    missing: list[str] = []
    for paragraph in paragraphs(text):
        pieces = clusters(paragraph)
        glyphs: list[Glyph] = []
        for index, piece in enumerate(pieces):
            glyph = find(piece) if piece != ZERO_WIDTH_SPACE else _NOTHING
            if glyph is None:
                missing.append(piece)
                pieces[index] = GETA
                glyph = find(GETA)
                assert glyph is not None
            glyphs.append(glyph)
        widths = [glyph.width for glyph in glyphs]
        cuts = [(0, len(pieces))] if sum(widths) <= width else break_lines(pieces, widths, width)
        lines.extend(_line(pieces, glyphs, start, end) for start, end in cuts)
    return tuple(lines), tuple(dict.fromkeys(missing))


# Stands for the zero-width space: it may end a line, but nothing is drawn.
_NOTHING = Glyph(None, 0.0, False)  # type: ignore[arg-type]


def _line(pieces: list[str], glyphs: list[Glyph], start: int, end: int) -> Line:
    runs: list[Run] = []
    shown = ((glyphs[i], pieces[i]) for i in range(start, end) if glyphs[i] is not _NOTHING)
    for _, group in groupby(shown, key=lambda pair: id(pair[0].face)):
        members = list(group)
        first = members[0][0]
        width = sum(glyph.width for glyph, _ in members)
        runs.append(Run(first.face, first.embolden, tuple(piece for _, piece in members), width))
    return Line(tuple(runs), sum(run.width for run in runs))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width in points of a text on one line; a character no font has counts as one full width."""
    find = chain(bold).glyph
    return size * sum(glyph.width if (glyph := find(piece)) else 1.0 for piece in clusters(text))


def plain(text: str) -> str:
    """The text on one line without control characters and lone surrogates, for titles and metadata."""
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in text
    ).strip()
