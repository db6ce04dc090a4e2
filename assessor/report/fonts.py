"""The fonts of the printed checklist: which font draws a character, and how the font gets into the file.

A face goes into the PDF as one composite font (Identity-H) whose code numbers are given out in the order of
first use, one per *cluster*: a character with its variation selector or combining mark. Each code carries its
own text in the ToUnicode map, so every name extracts exactly as it was written: characters beyond the basic
plane, variation sequences, compatibility ideographs. reportlab's own TrueType support does none of this.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from assessor.paths import resource
from assessor.report.embedding import write_font
from assessor.report.truetype import TrueTypeFile

REGULAR = "BIZUDGothic-Regular"
BOLD = "BIZUDGothic-Bold"
FALLBACK = "NotoSansJP-Regular"
SYMBOLS = "NotoSansSymbols2-Regular"

# Marks that stand side by side in one column: all from one font, so that they match.
_MARKS = frozenset("✓✔✕✖☑☐☒⚠")
# The printer's mark for a character that is not at hand; keeps the measure until the gap is reported.
GETA = "〓"


class Face:
    """One font as reportlab's canvas wants it, built on our own reader.

    The attributes with a leading underscore and the mixed-case methods are reportlab's protocol of a
    "dynamic" font.
    """

    _multiByte = 1
    _dynamicFont = 1
    shapable = False

    def __init__(self, name: str) -> None:
        self.fontName = name
        self.file = TrueTypeFile(resource("fonts", f"{name}.ttf"))
        self.face = _FaceInfo(name, self.file.metrics.ascent, self.file.metrics.descent)
        self.scale = 1 / self.file.units_per_em
        self._states: WeakKeyDictionary[Any, FaceUse] = WeakKeyDictionary()

    def find(self, cluster: str) -> int | None:
        """Glyph number of a cluster, or None when the font lacks its character."""
        code = ord(cluster[0])
        if len(cluster) == 1:
            return self.file.glyphs.get(code)
        if len(cluster) == 2 and (variant := self.file.variations.get((code, ord(cluster[1])))):
            return variant
        composed = unicodedata.normalize("NFC", cluster)
        # Only a true composition is taken: a lone compatibility ideograph must stay what it is.
        if len(composed) == 1 and cluster[1] != composed and not _is_selector(cluster[1]):
            code = ord(composed)
        return self.file.glyphs.get(code)

    def use(self, document: Any) -> "FaceUse":
        """Code numbers given out in one document; registers the font there on first use."""
        state = self._states.get(document)
        if state is None:
            name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = f"/{name}"
            document.delayedFonts.append(self)
            state = self._states[document] = FaceUse(self, name)
        return state

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Width of a text of single characters, in points."""
        del encoding
        glyphs = self.file.glyphs
        return sum(self.file.advance(glyphs[ord(c)]) for c in text) * self.scale * size

    def splitString(self, text: str, document: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Codes of a text that the canvas draws by itself (drawString)."""
        del encoding
        use = self.use(document)
        return [(0, bytes.fromhex("".join(use.code(c) for c in text)))]

    def getSubsetInternalName(self, subset: int, document: Any) -> str:
        """Name of the font resource in the document."""
        del subset
        return f"/{self.use(document).name}"

    def addObjects(self, document: Any) -> None:
        """Writes the font, cut to the glyphs used, into the document."""
        use = self.use(document)
        write_font(document, use.name, self.file, use.clusters, use.glyphs)
        del self._states[document]


@dataclass(frozen=True)
class _FaceInfo:
    """What reportlab asks a font's face for."""

    name: str
    ascent: int
    descent: int
    builtIn: int = 0


class FaceUse:
    """The clusters of one font that one document uses, and their code numbers."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.clusters: list[str] = [""]
        self.glyphs: list[int] = [0]
        self.codes: dict[str, str] = {}
        # By identity: set lines are used again, and hashing their clusters costs more than finding them.
        self._encoded: dict[int, tuple[tuple[str, ...], str]] = {}

    def code(self, cluster: str) -> str:
        """Four hexadecimal digits that draw the cluster.

        Raises:
            KeyError: the font lacks the character (a bug: the text layer asks the chain first).
        """
        known = self.codes.get(cluster)
        if known is None:
            glyph = self.face.find(cluster)
            if glyph is None:
                raise KeyError(f"{self.face.fontName} lacks {cluster!r}")
            known = self.codes[cluster] = f"{len(self.clusters):04X}"
            self.clusters.append(cluster)
            self.glyphs.append(glyph)
        return known

    def encode(self, clusters: tuple[str, ...]) -> str:
        """Hexadecimal digits that draw the clusters one after another."""
        known = self._encoded.get(id(clusters))
        if known is None:
            # Keeping the clusters keeps their identity from being given to others.
            known = self._encoded[id(clusters)] = (clusters, "".join([self.code(c) for c in clusters]))
        return known[1]


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a cluster is drawn.

    Attributes:
        face: the font.
        width: advance at type size 1.
        embolden: whether the font has no bold cut and the outline must be thickened.
    """

    face: Face
    width: float
    embolden: bool


class FontChain:
    """Fonts in the order in which they are asked for a character."""

    def __init__(self, *names: str, bold: bool) -> None:
        self.names = names
        self.bold = bold
        self._known: dict[str, Glyph | None] = {}

    def glyph(self, cluster: str) -> Glyph | None:
        """The first font with a glyph for the cluster, or None when no font has one."""
        try:
            return self._known[cluster]
        except KeyError:
            found = self._known[cluster] = self._search(cluster)
            return found

    def _search(self, cluster: str) -> Glyph | None:
        faces = [face(name) for name in self._order(cluster)]
        if len(cluster) > 1:
            # A font that draws the wanted variant comes before one that only has the plain form.
            pair = (ord(cluster[0]), ord(cluster[1]))
            faces.sort(key=lambda candidate: pair not in candidate.file.variations)
        for candidate in faces:
            number = candidate.find(cluster)
            if number is not None:
                width = candidate.file.advance(number) * candidate.scale
                return Glyph(candidate, width, self.bold and candidate.fontName != BOLD)
        return None

    def _order(self, cluster: str) -> tuple[str, ...]:
        first = ""
        if cluster in _MARKS:
            first = SYMBOLS
        elif unicodedata.combining(cluster[0]):
            # In the main face a lone combining mark is a full-width glyph.
            first = FALLBACK
        return (first, *self.names) if first else self.names


def _is_selector(character: str) -> bool:
    code = ord(character)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


@cache
def face(name: str) -> Face:
    """The font of that PostScript name; read and made known to reportlab on first use."""
    from reportlab.pdfbase import pdfmetrics

    found = Face(name)
    pdfmetrics.registerFont(found)
    return found


@cache
def chain(bold: bool = False) -> FontChain:
    """The regular or the bold chain."""
    return FontChain(BOLD if bold else REGULAR, FALLBACK, SYMBOLS, bold=bold)
