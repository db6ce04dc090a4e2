"""Dwellings as they are typed, pasted or generated from ranges, before they are taken in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

MAX_DWELLINGS = 5_000
MAX_RANGE = 1_000
"""Dwellings of one range; more are a slip of the hand."""
CLOSE = 20
"""Numbers that differ by no more are the ends of a range, whatever their digits."""


@dataclass(frozen=True, slots=True)
class Given:
    """A dwelling as it was typed, pasted or generated; texts as they were given.

    Attributes:
        line: of the text or table it comes from, counted from 1; 0: from none.
    """

    number: str
    floor: str = ""
    unit_type: str = ""
    area: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A line that could not be taken, with the code of the reason (`dwellings.not_taken.<code>`)."""

    line: int
    text: str
    code: str


def parse_ranges(text: str) -> tuple[list[Given], list[NotTaken]]:
    """Dwellings of a text such as `101-105, 201-205: A` (several lines, each with its unit type).

    A range keeps what stands before the digits (`1-101~1-105`, `A101-A105`) and leading zeros; it may go over
    to one more digit (`98-102`). The floor is read from the number: all digits but the last two. What stands
    after the first colon is the unit type.
    """
    given: list[Given] = []
    left: list[NotTaken] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = plain_number(raw)
        if not line:
            continue
        numbers, _, unit_type = line.partition(":")
        for part in re.split(r"[,、;]", numbers):
            words = re.sub(r"\s*([-~])\s*", r"\1", part.strip())
            if not words:
                continue
            try:
                found = list(_numbers(words))
            except ValueError as problem:
                left.append(NotTaken(number, words, str(problem)))
                continue
            given.extend(Given(one, floor_of(one), unit_type.strip(), line=number) for one in found)
            if len(given) > MAX_DWELLINGS:
                return given[:MAX_DWELLINGS], [*left, NotTaken(number, words, "too_many")]
    return given, left


def floor_of(number: str) -> str:
    """The floor a dwelling's number tells: `3` of `305` and `1-305`; nothing where it is not clear."""
    match = re.fullmatch(r"(?:.*[^0-9Bb])?([0-9]{1,2})[0-9]{2}[A-Za-z]?", number)
    return str(int(match[1])) if match is not None and int(match[1]) else ""


def parse_table(rows: Iterable[Iterable[str]]) -> tuple[list[Given], list[NotTaken]]:
    """Dwellings of a pasted or imported table: number, floor, unit type, area, note.

    A first row of headings sets the order of the columns; without one it is as above.
    """
    listed = [[unicodedata.normalize("NFKC", cell).strip() for cell in row] for row in rows]
    columns = ["number", "floor", "unit_type", "area", "note"]
    offset = 1
    if listed and (named := _headings(listed[0])) is not None:
        columns, listed, offset = named, listed[1:], 2
    given: list[Given] = []
    left: list[NotTaken] = []
    for line, cells in enumerate(listed, offset):
        values = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        if not any(values.values()):
            continue
        number = values.get("number", "")
        if not number:
            left.append(NotTaken(line, " ".join(cells), "no_number"))
            continue
        if len(given) >= MAX_DWELLINGS:
            left.append(NotTaken(line, number, "too_many"))
            break
        values["floor"] = values.get("floor") or floor_of(number)
        given.append(Given(**values, line=line))
    return given, left


def parse_pasted(text: str) -> tuple[list[Given], list[NotTaken]]:
    """Dwellings of text from a spreadsheet (cells parted by tabs), or of ranges."""
    if "\t" in text:
        return parse_table(line.split("\t") for line in text.splitlines())
    return parse_ranges(text)


def area_number(text: str) -> Decimal | None:
    """An area in m² as typed, with or without its unit; None where it is none."""
    cleaned = re.sub(r"\s*(m2|m²|㎡)$", "", plain_number(text)).replace(",", "")
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4})?", cleaned) or not Decimal(cleaned):
        return None
    return Decimal(cleaned)


def plain_number(text: str) -> str:
    """Full-width digits, dashes and tildes as the plain ones."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return re.sub("[〜～∼]", "~", re.sub("[‐‑‒–—―−ー](?=[0-9A-Za-z])", "-", plain))


def _numbers(words: str) -> Iterable[str]:
    """The numbers of `101`, `101-105`, `A101~A105` or `1-101~1-105`."""
    if " " in words:
        raise ValueError("space_within")  # mostly a colon forgotten before the unit type
    low, high = _ends(words)
    if low == high:
        if not re.search(r"[0-9]", low):
            raise ValueError("no_digits")
        return [low]
    first, last = re.fullmatch(r"(.*?)([0-9]+)", low), re.fullmatch(r"(.*?)([0-9]+)", high)
    if first is None or last is None or last[1] not in ("", first[1]):
        raise ValueError("range_unclear")
    start, end = int(first[2]), int(last[2])
    if end < start:
        raise ValueError("range_backwards")
    if end - start >= MAX_RANGE:
        raise ValueError("range_too_long")
    return [f"{first[1]}{number:0{len(first[2])}d}" for number in range(start, end + 1)]


def _ends(words: str) -> tuple[str, str]:
    """First and last number of a range; twice the same of a single dwelling."""
    if "~" in words:
        low, _, high = words.partition("~")
        return low, high
    pieces = words.split("-")
    match len(pieces):
        case 1:
            return words, words
        case 2:
            return (words, words) if _is_in_building(*pieces) else (pieces[0], pieces[1])
        case 3:  # `1-1-101` is one dwelling, `1-101-105` a range
            block, low, high = pieces
            return (words, words) if _is_in_building(low, high) else (f"{block}-{low}", f"{block}-{high}")
        case 4 | 6:
            half = len(pieces) // 2
            return "-".join(pieces[:half]), "-".join(pieces[half:])
    raise ValueError("range_unclear")


def _is_in_building(low: str, high: str) -> bool:
    """Whether `low-high` is a dwelling of a building, as `1-101` and `2-305A`, and no range as `8-12`.

    A building has a number of one or two digits, a dwelling one of three or four. Numbers that lie close
    together, as `98-102`, are a range all the same.
    """
    dwelling = re.fullmatch(r"([0-9]{3,4})[A-Za-z]?", high)
    if not re.fullmatch(r"[0-9]{1,2}", low):
        # Of a building with a letter it is plain, where the two parts cannot be the ends of a range.
        return dwelling is not None and re.fullmatch(r"[^0-9]+[0-9]{0,2}", low) is not None
    return dwelling is not None and (not high.isdigit() or int(dwelling[1]) - int(low) > CLOSE)


_WORDS = {
    "number": ("住戸番号", "部屋番号", "住戸", "号室", "番号", "number", "dwelling", "no", "no."),
    "floor": ("階", "階数", "所在階", "floor"),
    "unit_type": ("住戸タイプ", "タイプ", "type", "unit type", "unit_type"),
    "area": (
        "専有面積",
        "住戸専有面積",
        "面積",
        "専有面積(m2)",
        "専有面積(㎡)",
        "area",
        "area (m2)",
        "area_m2",
    ),
    "note": ("備考", "note", "remarks"),
}


def _headings(cells: list[str]) -> list[str] | None:
    """Fields of a first row of headings; None where it is none."""
    names = {word: field for field, words in _WORDS.items() for word in words}
    found = [names.get(re.sub(r"\(m2\)$", "", cell.lower()).strip(), "") for cell in cells]
    return found if "number" in found else None
