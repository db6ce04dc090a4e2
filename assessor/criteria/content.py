"""What a row says, apart from its number: digests by which rows and leaves of two editions compare."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assessor.criteria.model import Edition, Row
from assessor.criteria.nodes import Attest, Exists, ForEach, Measure, Node, Text, parts

_JOINED = ("all_of", "any_of")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A measured or attested condition of a row.

    Attributes:
        node: the condition.
        key: key under which a person confirms it; None for a limit that nobody is asked about.
        loops: where it is asked: the row's scope and the kinds of the loops around it, outermost first.
        content: digest of what it asks, without its key.
    """

    node: Measure | Attest
    key: str | None
    loops: tuple[str, ...]
    content: str

    @property
    def question(self) -> tuple[str, tuple[str, ...]]:
        """What is asked and where: an answer to it holds wherever both are the same."""
        return self.content, self.loops


@lru_cache(maxsize=1024)
def leaves_of(row: Row) -> tuple[Leaf, ...]:
    """All measured and attested conditions of a row, in reading order."""
    return tuple(_leaves(row.condition, (row.scope,)))


def _leaves(node: Node, loops: tuple[str, ...]) -> list[Leaf]:
    match node:
        case Measure():
            asked = node.key if node.approx or node.op == "about" else None
            return [Leaf(node, asked, loops, node_digest(node))]
        case Attest():
            return [Leaf(node, node.attest, loops, node_digest(node))]
        case ForEach(for_each=kind) | Exists(exists=kind):
            loops = (*loops, kind)
        case _:
            pass
    return [leaf for part in parts(node) for leaf in _leaves(part, loops)]


def node_digest(node: Node) -> str:
    """SHA-256 of what a condition asks: keys, labels and the order of alternatives do not count."""
    return _digest(_plain(node.model_dump(mode="json", by_alias=True, exclude_none=True)))


@lru_cache(maxsize=1024)
def row_digest(row: Row) -> str:
    """SHA-256 of what a row asks: condition, scope, text and efforts; not its number, title or level."""
    texts = [_text(row.text), *(_text(effort) for effort in row.efforts)]
    return _digest([node_digest(row.condition), row.scope, texts])


def same_text(one: Text, other: Text) -> bool:
    """Whether two texts say the same, white space and character widths apart."""
    return _text(one) == _text(other)


def counterparts(old: Edition, new: Edition) -> dict[str, tuple[str, ...]]:
    """The rows of `new` with the subject of each row of `old`, as either edition names them."""
    found: dict[str, dict[str, None]] = {row: {} for row in old.rows}
    for row in old.rows.values():
        for name in row.same_as:
            edition, _, other = name.partition(":")
            if edition == new.code and other in new.rows:
                found[row.id][other] = None
    for row in new.rows.values():
        for name in row.same_as:
            edition, _, other = name.partition(":")
            if edition == old.code and other in found:
                found[other][row.id] = None
    order = {row: number for number, row in enumerate(new.rows)}
    return {row: tuple(sorted(others, key=order.__getitem__)) for row, others in found.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return _spelling(value)
    if not isinstance(value, dict):
        return value
    plain = {name: _plain(one) for name, one in value.items() if name not in ("label", "key")}
    if "attest" in plain:
        plain["attest"] = ""
    for name in _JOINED:
        if name in plain:
            if len(plain[name]) == 1:
                return plain[name][0]
            plain[name] = sorted(plain[name], key=_json)
    return plain


def _text(text: Text) -> list[str]:
    return [_spelling(text.ja), _spelling(text.en)]


def _spelling(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _digest(value: Any) -> str:
    return hashlib.sha256(_json(value).encode()).hexdigest()
