"""Where a Japanese line may end.

Rules (after JIS X 4051 and the W3C note "Requirements for Japanese Text Layout"): closing brackets, stops,
small kana, iteration marks and the like never start a line; opening brackets never end one; the character
before goes to the next line with them (push-out), nothing hangs over the edge. Latin words, item numbers and
numbers with their unit stay whole where the line is wide enough.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

CLOSERS = "」』）】〕〉》｝］｠»〗〙〟’”)]}｣"
STOPS = "、。，．・：；！？‼⁇⁈⁉,.:;!?･､｡/／"
ITERATION = "々〻ゝゞヽヾ〱〲"
LONG = "ーｰ"
SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ゛゜ﾞﾟ"
DASHES = "‐‑–〜～゠―"
SUFFIXES = "%％‰°′″℃￠¢"
OPENERS = "「『（【〔〈《｛［｟«〖〘〝‘“([{｢"
PREFIXES = "¥￥$＄€£￡№#＃@＠〒§"
# May open or close: kept off the line start, except after a space, where it can only open.
_STRAIGHT_QUOTES = frozenset("\"'")

NO_LINE_START = (
    frozenset(CLOSERS + STOPS + ITERATION + LONG + SMALL_KANA + DASHES + SUFFIXES) | _STRAIGHT_QUOTES
)
NO_LINE_END = frozenset(OPENERS + PREFIXES)
# Pairs drawn as one stroke or one row of dots.
_INSEPARABLE = frozenset("―—…‥")
# Unit signs, which belong to the number before them.
_UNIT_SIGNS = frozenset("㎜㎝㎞㎡㎥㎏㎎㏄ℓ")
# Signs that hold a run of figures or a grade together: 900×1,200, ≧800mm, F☆☆☆☆.
_WORD_SIGNS = frozenset("×±÷≧≦≥≤−‐‑–°′″²³☆★\u00a0")
# Signs that belong to the limit after them: ≥ 1,200 mm.
_LIMITS = frozenset("≧≦≥≤<>=")
# A mark that belongs to the word after it: □ 不適合.
_MARKS = frozenset("■□☑☐✓✔✕✖◎○●⚠－？！")
_UNITS = frozenset(
    {"mm", "cm", "m", "km", "m2", "m²", "m3", "m³", "kg", "g", "dB", "lx", "W", "kW", "%", "K", "h", "s"}
)

SPACES = frozenset(" \u3000")
ZERO_WIDTH_SPACE = "\u200b"

# What sticks to the character before it: variation selectors and combining marks.
_STICKY = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f".[{_STICKY}]*", re.DOTALL)
_HAS_STICKY = re.compile(f"[{_STICKY}]")
# Characters without a shape that only steer layout (soft hyphen, joiners, direction marks, tags).
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_NEWLINES = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SOFT_SPOTS = frozenset("/-,.;:&_?=)@\\")


def paragraphs(text: str) -> list[str]:
    """The text's own lines, without characters that have no shape."""
    cleaned = _SHAPELESS.sub("", text).replace("\t", " ")
    return _NEWLINES.split(cleaned)


def clusters(text: str) -> list[str]:
    """The text in pieces that are drawn as one: a character with its variation selector or marks."""
    if _HAS_STICKY.search(text) is None:
        return list(text)
    return _CLUSTER.findall(text)


@cache
def _is_word(character: str) -> bool:
    """Whether the character is part of a Latin word or a figure."""
    code = ord(character)
    if code < 0x7F:
        return code > 0x20
    if character in _WORD_SIGNS:
        return True
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A:
        return True
    return (code < 0x530 or 0x1E00 <= code < 0x2000) and unicodedata.category(character)[0] == "L"


@cache
def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring clusters."""
    a, b = before[0], after[0]
    if a == ZERO_WIDTH_SPACE:
        return True
    if a in SPACES and b in _STRAIGHT_QUOTES:
        return True
    if b in SPACES or b == ZERO_WIDTH_SPACE or b in NO_LINE_START or a in NO_LINE_END:
        return False
    if a in SPACES:
        return True
    if _is_word(a) and _is_word(b):
        return False
    if a in "，．" and b.isdigit():
        return False
    if a.isdigit() and b in _UNIT_SIGNS:
        return False
    return not (a == b and a in _INSEPARABLE)


def _glued(pieces: Sequence[str], index: int) -> bool:
    """Whether a break after a space parts a number from its unit or sign, or a mark from its word."""
    if index < 2 or pieces[index - 1] != " ":
        return False
    if pieces[index - 2] in _LIMITS:
        return pieces[index].isdigit()
    if pieces[index - 2] in _MARKS:
        return index < 3 or pieces[index - 3] in SPACES
    if not pieces[index - 2].isdigit():
        return False
    end = index
    while end < len(pieces) and (pieces[end].isalnum() or pieces[end] == "%") and pieces[end].isascii():
        end += 1
    return "".join(pieces[index:end]) in _UNITS or pieces[index][0] in _UNIT_SIGNS


def break_lines(pieces: Sequence[str], widths: Sequence[float], limit: float) -> list[tuple[int, int]]:
    """Start and end of each line, spaces at a line's end left out.

    Args:
        pieces: clusters of one paragraph.
        widths: their advances.
        limit: the line's width in the same unit; nothing but spaces goes beyond it unless one single
            cluster is wider.
    """
    count = len(pieces)
    # Where each piece ends when all stand on one line.
    ends = list(accumulate(widths))
    lines: list[tuple[int, int]] = []
    start = 0
    while start < count:
        offset = ends[start - 1] if start else 0.0
        index = max(bisect_right(ends, offset + limit + 1e-6, start), start + 1)
        while index < count and pieces[index] in SPACES:
            index += 1
        cut = count if index >= count else _last_break(pieces, start, index)
        lines.append((start, _without_spaces(pieces, start, cut)))
        start = cut
    return lines or [(0, 0)]


def _last_break(pieces: Sequence[str], start: int, end: int) -> int:
    """The last place after `start` and not after `end` where the line may end."""
    for cut in range(end, start, -1):
        before, after = pieces[cut - 1], pieces[cut]
        if may_break(before, after) and not (before == " " and _glued(pieces, cut)):
            return cut
    return _forced(pieces, start, end)


def _without_spaces(pieces: Sequence[str], start: int, end: int) -> int:
    while end > start and (pieces[end - 1] in SPACES or pieces[end - 1] == ZERO_WIDTH_SPACE):
        end -= 1
    return end


def _forced(pieces: Sequence[str], start: int, end: int) -> int:
    """Where to cut a word that is wider than the line: after a sign inside it, else where it must be."""
    for cut in range(end, start + 1, -1):
        before, after = pieces[cut - 1], pieces[cut]
        if before in _SOFT_SPOTS and after not in NO_LINE_START:
            return cut
    for cut in range(end, start, -1):
        if pieces[cut] not in NO_LINE_START and pieces[cut - 1] not in NO_LINE_END:
            return cut
    return end
