"""Names and signs printed and read back exactly: by pdfium and, where installed, by poppler."""

import unicodedata

import pypdfium2
import pytest

from assessor.report.canvas import Sheet
from assessor.report.fonts import BOLD, FALLBACK, REGULAR, SYMBOLS, chain, face
from assessor.report.pdfa import finalise

NAMES = {
    "ladder taka": "髙橋",
    "standing saki (compatibility block)": "山﨑",
    "tsuchi yoshi (beyond the basic plane)": "𠮷野家",
    "all four": "髙﨑𠮷邉",
    "nabe forms": "渡邉・渡邊・渡辺",
    "variant kuzu": "葛\U000e0100城市",
    "other variant kuzu": "葛\U000e0101飾区",
    "variant tsuji": "辻\U000e0100堂",
    "variant without a glyph of its own": "邉\U000e0103",
    "hama forms": "濵濱浜",
    "saito": "齋藤・齊藤・斎藤・斉藤",
    "compatibility ideographs": "神\ufa19福\ufa1b祥\ufa1a",
    "compatibility ideographs of JIS X 0213": "海\ufa45渚\ufa46",
    "kanji beyond the basic plane": "𠀋𡈽𡌛𡑮𡢽𠮟",
    "Ohm and Omega share an outline": "Ω\u2126",
    "Angstrom": "Å\u212b",
    "decomposed kana": "か\u3099ハ\u309a",
    "kana with a mark and no composed form": "セ\u309aツ\u309a",
    "decomposed Latin": "Cafe\u0301",
    "squared words": "㈱㍿㎡㎜㎥℃№",
    "figures in circles": "①⑳㉑㊿❶Ⅻ",
    "official signs": "◎○■□",
    "verdict signs": "✓✕－？！",
    "form signs": "☑☐✔⚠●×△▲",
    "half-width kana": "ｶﾞｷﾞｱﾊﾟｰﾄ",
    "dashes": "―—–−‐ー〜～",
    "comparison": "≧≦≥≤±×÷≒",
    "quotes": "「」『』“”‘’〝〟",
    "full-width": "Ａ棟１０１号室",
    "Latin and accents": "Résidence Müller Ångström",
    "Cyrillic and Greek": "Дом αβγ",
}


@pytest.fixture(scope="module", params=[False, True], ids=["regular", "bold"])
def printed(request, printed_lines):
    sheet = Sheet(title="氏名")
    for text in NAMES.values():
        sheet.new_page()
        sheet.text(sheet.left, sheet.top, text, 12, bold=request.param)
    pdf = finalise(sheet.finish().pdf, title="氏名")
    return pdf, dict(zip(NAMES, printed_lines(pdf), strict=True))


@pytest.mark.parametrize("case", NAMES)
def test_pdfium_extracts_exactly(case, printed):
    _, pages = printed
    assert [line.text for line in pages[case]] == [NAMES[case]]


def test_poppler_extracts_exactly(printed, poppler_text):
    pdf, _ = printed
    assert [page.strip() for page in poppler_text(pdf)] == list(NAMES.values())


def test_a_search_finds_the_name(printed):
    pdf, _ = printed
    document = pypdfium2.PdfDocument(pdf)
    page = document[list(NAMES).index("all four")]
    text = page.get_textpage()
    assert text.search("髙﨑").get_next() == (0, 2)
    text.close()
    page.close()
    document.close()


@pytest.mark.parametrize(
    ("character", "font"),
    [
        ("髙", REGULAR),
        ("﨑", REGULAR),
        ("邉", REGULAR),
        ("■", REGULAR),
        ("◎", REGULAR),
        ("－", REGULAR),
        ("？", REGULAR),
        ("！", REGULAR),
        ("1", REGULAR),
        ("𠮷", FALLBACK),
        ("▓", FALLBACK),
        ("✓", SYMBOLS),
        ("✕", SYMBOLS),
        ("☐", SYMBOLS),
        ("☑", SYMBOLS),
        ("⚠", SYMBOLS),
    ],
)
def test_first_font_with_a_glyph_draws(character, font):
    assert chain().glyph(character).face.fontName == font
    bold = chain(bold=True).glyph(character)
    assert bold.face.fontName == (BOLD if font == REGULAR else font)
    # A font without a bold cut is thickened, so that a fallback glyph does not fade in a heading.
    assert bold.embolden is (font != REGULAR)


def test_variants_have_their_own_outline():
    main = face(REGULAR)
    for base in "葛辻祇":
        assert main.find(base + "\U000e0100") != main.find(base)
    # A selector the font does not know leaves the plain form.
    assert main.find("国\U000e01ef") == main.find("国")


def test_compatibility_ideographs_are_not_replaced():
    main = face(REGULAR)
    for character in "\ufa19\ufa1a\ufa1b\ufa45":
        plain = unicodedata.normalize("NFC", character)
        assert plain != character
        assert main.find(character) != main.find(plain)


def test_every_kanji_of_jis_x_0213_has_a_glyph():
    """Levels 1 to 4 as the EUC-JISX0213 codec lists them, kana included."""
    found, missing = [], []
    for lead in range(0xA1, 0xFF):
        for trail in range(0xA1, 0xFF):
            for code in (bytes((lead, trail)), bytes((0x8F, lead, trail))):
                try:
                    character = code.decode("euc_jisx0213")
                except UnicodeDecodeError:
                    continue
                if unicodedata.category(character[0]) == "Lo":
                    (found if chain().glyph(character) else missing).append(character)
    assert missing == []
    assert len(found) > 10_000


def test_figures_are_tabular():
    for bold in (False, True):
        assert len({chain(bold).glyph(c).width for c in "0123456789"}) == 1


def test_fonts_are_truetype_with_their_licences():
    from assessor.paths import resource

    folder = resource("fonts")
    for font in (REGULAR, BOLD, FALLBACK, SYMBOLS):
        assert face(font).file.units_per_em in (1000, 2048)
        licence = folder / f"{font.split('-')[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")
