"""Cuts the fallback fonts down to the characters the main face lacks, and to the window's Latin.

Usage: python packaging/subset_fonts.py NOTO_SANS_JP.ttf NOTO_SANS_JP_BOLD.ttf NOTO_SANS_SYMBOLS_2.ttf

Reads the main face from `resources/fonts`, writes the cut fonts beside it. The main face has Latin letters of
one width, good in printed tables and poor in running English: the window takes Latin from Noto Sans JP in two
weights. Their licence (OFL 1.1) allows this under the same licence; neither reserves the name "Noto" (the
reserved name of Noto Sans JP is "Source"). Layout tables are dropped because the report places each glyph
itself; hints are dropped because fallback glyphs are rare; variation sequences (cmap format 14) are kept.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
MAIN = "BIZUDGothic-Regular.ttf"
# Marks of one family: drawn from the symbol font although the main face has some of them.
MARKS = set(map(ord, "✓✔✕✖☑☐☒⚠"))
LATIN = {*range(0x20, 0x250), *range(0x2010, 0x2060)}
# Scripts and games nobody writes on a checklist.
UNWANTED = [
    range(0x2800, 0x2900),
    range(0x4DC0, 0x4E00),
    range(0x10000, 0x1F100),
    range(0x1F600, 0x20000),
]


def covered(font: TTFont) -> set[int]:
    """Code points the font has a glyph for."""
    return set(font.getBestCmap())


def cut(font: TTFont, keep: set[int], target: Path) -> None:
    """Writes `font` with only the characters in `keep`."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    # The time of the cut would change the file at each run.
    font.recalcTimestamp = False
    font.save(target)
    print(f"{target.name}: {len(keep)} characters, {target.stat().st_size:,} bytes")


def main() -> None:
    """Cuts the fonts."""
    japanese, bold, symbols = (TTFont(path, recalcTimestamp=False) for path in sys.argv[1:4])
    main_face = covered(TTFont(FONTS / MAIN))
    # Combining marks come from here too: in the main face they are full-width glyphs.
    combining = {0x3099, 0x309A, *range(0x300, 0x370)}
    lacking = (covered(japanese) - main_face) | (covered(japanese) & (combining | LATIN))
    rest = covered(symbols) - main_face - lacking
    rest = {code for code in rest if not any(code in block for block in UNWANTED)} | MARKS & covered(symbols)
    cut(japanese, lacking, FONTS / "NotoSansJP-Regular.ttf")
    cut(bold, lacking, FONTS / "NotoSansJP-Bold.ttf")
    cut(symbols, rest, FONTS / "NotoSansSymbols2-Regular.ttf")


if __name__ == "__main__":
    main()
