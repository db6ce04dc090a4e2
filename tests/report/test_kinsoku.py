"""Line breaking as it is printed: every case is drawn, checked as PDF/A, and read back from the file.

The forbidden characters are listed here by themselves (JIS X 4051 classes; W3C "Requirements for Japanese
Text Layout", appendix A, classes cl-01 to cl-13), not taken from the product.
"""

import pytest
from reportlab.lib.textsplit import ALL_CANNOT_START

from assessor.report.canvas import Sheet
from assessor.report.pdfa import finalise

SIZE = 10.0
COLUMNS = 10

NEVER_FIRST = sorted(
    set(
        "’”）〕］｝〉》」』】｠〙〗»〟"  # cl-02 closing brackets
        "‐〜゠–"  # cl-03 hyphens
        "！？‼⁇⁈⁉"  # cl-04 dividing marks
        "・：；"  # cl-05 middle dots
        "。．"  # cl-06 full stops
        "、，"  # cl-07 commas
        "ヽヾゝゞ々〻"  # cl-09 iteration marks
        "ー"  # cl-10 prolonged sound mark
        "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"  # cl-11 small kana
        "°′″℃￠％‰"  # cl-13 signs after a number
        "｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"  # half-width forms
    )
    | set(ALL_CANNOT_START)
)
# cl-01 opening brackets, and signs before a number (cl-12).
NEVER_LAST = sorted("‘“（〔［｛〈《「『【｟〘〖«〝([{｢￥＄￡＃＠〒§$£#@№")


def name(character: str) -> str:
    return f"U+{ord(character):04X}"


def start_case(character: str) -> str:
    """Greedy filling would put the character first in the second line."""
    return "国" * COLUMNS + character + "住宅支援" * 4


def end_case(character: str) -> str:
    """Greedy filling would leave the character last in the first line."""
    return "国" * (COLUMNS - 1) + character + "住宅支援" * 4


@pytest.fixture(scope="module")
def printed(printed_lines):
    cases = [start_case(c) for c in NEVER_FIRST] + [end_case(c) for c in NEVER_LAST]
    sheet = Sheet(title="禁則")
    for text in cases:
        sheet.new_page()
        sheet.text(sheet.left, sheet.top, text, SIZE, width=COLUMNS * SIZE)
    pdf = finalise(sheet.finish().pdf, title="禁則")
    return dict(zip(cases, printed_lines(pdf), strict=True)), sheet.left + COLUMNS * SIZE


def test_lists_are_complete():
    assert len(NEVER_FIRST) >= 61
    assert len(NEVER_LAST) >= 17


@pytest.mark.parametrize("character", NEVER_FIRST, ids=name)
def test_never_first(character, printed):
    pages, edge = printed
    lines = pages[start_case(character)]
    assert "".join(line.text for line in lines) == start_case(character)
    assert [line.text[0] for line in lines if line.text[0] == character] == []
    # Push-out: the character before goes along, nothing hangs over the edge.
    assert lines[0].text == "国" * (COLUMNS - 1)
    assert max(line.right for line in lines) <= edge + 0.1


@pytest.mark.parametrize("character", NEVER_LAST, ids=name)
def test_never_last(character, printed):
    pages, edge = printed
    lines = pages[end_case(character)]
    assert "".join(line.text for line in lines) == end_case(character)
    assert [line.text for line in lines if line.text.endswith(character)] == []
    assert lines[1].text.startswith(character)
    assert max(line.right for line in lines) <= edge + 0.1
