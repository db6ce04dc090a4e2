"""Standard phrases of findings, as data."""

import json
from dataclasses import dataclass
from functools import cache

from assessor.messages import Language
from assessor.paths import resource


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to begin a finding with.

    Attributes:
        id: stable name, kept in the finding.
        key: one key of the keyboard that inserts it, `1` to `9`; empty: none.
        title: a few words for a menu, in Japanese and English.
        text: the sentence; `…` stands where the examiner goes on.
    """

    id: str
    key: str
    title: dict[Language, str]
    text: dict[Language, str]


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases, in the order in which they are offered."""
    found = json.loads(resource("review", "phrases.json").read_text(encoding="utf-8"))
    return tuple(Phrase(one["id"], one.get("key", ""), one["title"], one["text"]) for one in found["phrases"])
