"""Whole texts set in narrow columns: words, figures, units, emergencies, and laws that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.report.linebreak import (
    NO_LINE_END,
    NO_LINE_START,
    SPACES,
    break_lines,
    clusters,
    may_break,
    paragraphs,
)

# Text, column width in full-width characters, lines.
CASES = {
    "number with unit": ("内法の短辺は1,200mm以上", 8, ["内法の短辺は", "1,200mm以上"]),
    "number, space, unit": ("短辺の内法は 900 mm", 8, ["短辺の内法は", "900 mm"]),
    "unit sign": ("住戸面積は合計で25㎡以上", 9, ["住戸面積は合計で", "25㎡以上"]),
    "item number": ("基準は次のとおり2-2/3(5)a参照", 9, ["基準は次のとおり", "2-2/3(5)a参照"]),
    "sizes joined by a cross": ("浴室の寸法は1600×1200とする", 8, ["浴室の寸法は", "1600×1200とする"]),
    "comparison sign": ("手すりの高さ≧800mm", 8, ["手すりの高さ", "≧800mm"]),
    "limit after its sign": ("Recommendation ≥ 1,200 mm", 9, ["Recommendation", "≥ 1,200 mm"]),
    "full-width figures": ("合計は１，２００ｍｍ以上", 8, ["合計は", "１，２００ｍｍ以", "上"]),
    "percentage": ("開口率は全体の100％以上", 8, ["開口率は全体の", "100％以上"]),
    "money": ("家賃の上限は月額￥120", 9, ["家賃の上限は月額", "￥120"]),
    "latin words": ("Universal Design Guide", 6, ["Universal", "Design Guide"]),
    "quoted latin": ('the word "open" here', 5, ["the word", '"open"', "here"]),
    "word after Japanese": ("防犯カメラはsecurity型", 8, ["防犯カメラは", "security型"]),
    "too long a word is cut after its last sign that fits": (
        "https://example.org/abc",
        8,
        ["https://example.", "org/abc"],
    ),
    "too long a word is cut anywhere": ("あ" + "x" * 20, 4, ["あ", "xxxxxxxx", "xxxxxxxx", "xxxx"]),
    "brackets in a row": ("（「基準」）（注）とする", 7, ["（「基準」）", "（注）とする"]),
    "closing row pushed out": ("これは基準（注）」。次", 7, ["これは基準", "（注）」。次"]),
    "dots stay together": ("次のとおり……である", 6, ["次のとおり", "……である"]),
    "dashes stay together": ("次のとおり――である", 6, ["次のとお", "り――である"]),
    "mark stays with its word": ("■ 適合 □ 不適合", 5, ["■ 適合", "□ 不適合"]),
    "spaces at the line end": ("適合する   場合", 4, ["適合する", "場合"]),
    "own line ends": ("一行目\n二行目\r\n\n四行目", 9, ["一行目", "二行目", "", "四行目"]),
    "only forbidden characters": ("ーーーーーーー", 3, ["ーーー", "ーーー", "ー"]),
    "one character wider than the line": ("国国", 0.4, ["国", "国"]),
    "break asked for": ("abc\u200bdef", 2, ["abc", "def"]),
    "empty": ("", 5, [""]),
    "spaces only": ("   ", 1, [""]),
    "soft hyphen and marks of direction vanish": ("あ\u00ad\u200fい\u202eう\ufeff", 9, ["あいう"]),
    "variant stays with its base": ("国国葛\U000e0100城", 3, ["国国葛\U000e0100", "城"]),
    "sound mark stays with its base": ("国国か\u3099行", 3, ["国国か\u3099", "行"]),
}


def advance(piece: str) -> float:
    if piece == "\u200b":
        return 0.0
    code = ord(piece[0])
    return 0.5 if code < 0x300 and piece not in "×±°" else 1.0


def lines_of(text: str, width: float) -> list[str]:
    result = []
    for paragraph in paragraphs(text):
        pieces = clusters(paragraph)
        for start, end in break_lines(pieces, [advance(p) for p in pieces], width):
            result.append("".join(p for p in pieces[start:end] if p != "\u200b"))
    return result


@pytest.mark.parametrize(("text", "width", "expected"), CASES.values(), ids=CASES.keys())
def test_lines(text, width, expected):
    assert lines_of(text, width) == expected


TEXT = st.text(st.sampled_from("国住宅あアッーー、。」』（「【A1b2,.-/() %㎡…―×"), max_size=60)


@given(TEXT, st.integers(1, 12))
def test_nothing_is_lost_and_nothing_hangs(text, width):
    lines = lines_of(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert sum(map(advance, line)) <= width + 1e-6 or len(line) == 1


@given(TEXT, st.integers(1, 12))
def test_every_bad_line_end_was_unavoidable(text, width):
    """A line breaks against the rules only if the line had no place at all where it could break."""
    pieces = clusters(text)
    cuts = break_lines(pieces, [advance(p) for p in pieces], width)
    for (start, end), (following, _) in pairwise(cuts):
        before, after = pieces[following - 1], pieces[following]
        if (after in NO_LINE_START or before in NO_LINE_END) and after not in SPACES:
            assert not any(may_break(pieces[i - 1], pieces[i]) for i in range(start + 1, min(end, following)))
