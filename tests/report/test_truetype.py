"""Our reader against fontTools, and cut fonts opened again by fontTools."""

import io

import pytest
from fontTools.ttLib import TTFont

from assessor.paths import resource
from assessor.report.fonts import BOLD, FALLBACK, REGULAR, SYMBOLS
from assessor.report.truetype import TrueTypeFile

FONTS = [REGULAR, BOLD, FALLBACK, SYMBOLS]


@pytest.fixture(scope="module", params=FONTS)
def both(request):
    path = resource("fonts", f"{request.param}.ttf")
    with TTFont(path) as font:
        yield TrueTypeFile(path), font


def test_character_map(both):
    ours, theirs = both
    number = theirs.getReverseGlyphMap()
    assert ours.glyphs == {code: number[name] for code, name in theirs.getBestCmap().items()}


def test_advances(both):
    ours, theirs = both
    order = theirs.getGlyphOrder()
    expected = [theirs["hmtx"][name] for name in order]
    assert [(ours.advance(i), ours._side_bearing(i)) for i in range(len(order))] == expected


def test_variations(both):
    ours, theirs = both
    number = theirs.getReverseGlyphMap()
    expected = {}
    for table in theirs["cmap"].tables:
        if table.format == 14:
            for selector, pairs in table.uvsDict.items():
                expected |= {(code, selector): number[name] for code, name in pairs if name is not None}
    assert ours.variations == expected


def test_cut_font_has_the_same_outlines(both):
    ours, theirs = both
    composite = [n for n, g in enumerate(theirs.getGlyphOrder()) if theirs["glyf"][g].isComposite()][:3]
    wanted = [0, *composite, *list(ours.glyphs.values())[:40], list(ours.glyphs.values())[5]]
    cut = TTFont(io.BytesIO(ours.subset(wanted)), checkChecksums=2)
    cut_order, order = cut.getGlyphOrder(), theirs.getGlyphOrder()
    assert cut["maxp"].numGlyphs == len(cut_order)
    for new, old in enumerate(wanted):
        mine, original = cut["glyf"][cut_order[new]], theirs["glyf"][order[old]]
        assert mine.isComposite() == original.isComposite()
        assert mine.getCoordinates(cut["glyf"]) == original.getCoordinates(theirs["glyf"])
        assert cut["hmtx"][cut_order[new]] == theirs["hmtx"][order[old]]


def test_a_font_without_glyf_outlines_is_refused(tmp_path):
    path = tmp_path / "Other.ttf"
    path.write_bytes(b"OTTO\x00\x01" + bytes(6) + b"CFF " + bytes(12))
    with pytest.raises(ValueError, match="no glyf"):
        TrueTypeFile(path)
