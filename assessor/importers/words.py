"""Words by which headings, answers and kinds of room are recognised, in both languages."""

import re
import unicodedata
from functools import cache

from assessor.importers.sheets import plain
from assessor.messages import text

ROLES = (
    "place_id",
    "place",
    "unit_type",
    "kind",
    "parent",
    "applied",
    "complete",
    "order",
    "quantity",
    "value",
    "unit",
    "drawing",
    "note",
    "origin",
    "at",
    "by",
    "record",
    "row_id",
    "reason",
    "basis",
    "drawings",
    "remark",
    "ruled_out",
)
"""What a column may hold besides the values of a quantity."""
KINDS = (
    "entrance",
    "washroom",
    "bathroom",
    "toilet",
    "kitchen",
    "living_room",
    "dining_room",
    "dining_kitchen",
    "bedroom",
    "corridor",
    "storage_room",
    "balcony",
    "other_room",
)
"""Kinds of room that a name can tell."""


def words(key: str) -> tuple[str, ...]:
    """The words of a list, both languages together."""
    return tuple(
        word
        for language in ("ja", "en")
        for word in text(f"importers.words.{key}", language).split("|")
        if word
    )


def sheet_names(page: str) -> tuple[str, ...]:
    """The names of a sheet of our export, in every language."""
    return tuple(text(f"importers.sheet.{page}", language) for language in ("ja", "en"))


@cache
def roles() -> dict[str, str]:
    """What a heading says of its column, by its plain spelling."""
    found = {plain(role): role for role in ROLES}
    for role in ROLES:
        for word in words(f"column.{role}"):
            found.setdefault(plain(word), role)
    return found


@cache
def answers() -> dict[str, bool]:
    """Yes and no, by their plain spelling."""
    found = {plain(word): True for word in words("yes")}
    return found | {plain(word): False for word in words("no")}


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind in KINDS:
        for word in words(f"kind.{kind}"):
            # Latin words stand alone ("bath" is not "bathe"); Japanese ones may be part of a longer word.
            pattern = rf"(?<![a-z]){re.escape(word)}s?(?![a-z])" if word.isascii() else re.escape(word)
            found.append((kind, re.compile(pattern)))
    return tuple(found)


def kind_of_name(name: str) -> tuple[str, bool] | None:
    """The kind of room that a name tells, and whether no other kind is named as well; None: none is named."""
    spelled = unicodedata.normalize("NFKC", name).casefold()
    hits: list[tuple[int, int, str]] = []
    for kind, pattern in _kind_patterns():
        hits.extend((match.start(), match.end(), kind) for match in pattern.finditer(spelled))
    # A longer word contains shorter ones (LDK: DK); only the outermost counts.
    outer = [
        hit
        for hit in hits
        if not any(
            other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]
            for other in hits
        )
    ]
    if not outer:
        return None
    longest = max(outer, key=lambda hit: (hit[1] - hit[0], -hit[0]))
    return longest[2], len({kind for _, _, kind in outer}) == 1
