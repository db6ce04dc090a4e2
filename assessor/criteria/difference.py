"""What differs between two editions, row by row: levels, limits, confirmations, rows that came or went."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assessor.criteria.content import Leaf, counterparts, leaves_of, node_digest, row_digest, same_text
from assessor.criteria.model import Edition, Level, Row
from assessor.criteria.nodes import Attest, Measure

Relation = Literal["one", "split", "merged", "only_old", "only_new"]
Kind = Literal["limit", "reworded", "added", "removed", "moved"]
ALIKE = 0.5
"""Share of common characters from which a confirmation under the same key counts as reworded."""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The level of a row in one category, before and after; None where it does not apply."""

    category: str
    old: Level | None
    new: Level | None


@dataclass(frozen=True, slots=True)
class LeafChange:
    """One measured or attested condition that differs.

    Attributes:
        kind: `limit` (same quantity, other limit), `reworded`, `added`, `removed`, or `moved` (it stands in
            another of the rows that a row was split into or merged from).
        old: the condition before; None when added.
        new: the condition after; None when removed.
        row: for `moved`: the row where it stands.
    """

    kind: Kind
    old: Measure | Attest | None = None
    new: Measure | Attest | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row of one edition beside its counterpart in the other.

    Attributes:
        old: row id in the old edition; empty for a row that only the new one has.
        new: row id in the new edition; empty for a row that only the old one has.
        relation: `one` to one, part of a `split` or `merged` row, or only in one edition.
        levels: levels that changed, by category.
        leaves: conditions that changed.
        condition_changed: the whole tree differs (with no `leaves`: it is joined in another way).
        text_changed: the wording differs.
        same_content: an answer given under the old row answers the new one.
    """

    old: str
    new: str
    relation: Relation
    levels: tuple[LevelChange, ...] = ()
    leaves: tuple[LeafChange, ...] = ()
    condition_changed: bool = False
    text_changed: bool = False
    same_content: bool = False

    @property
    def is_same(self) -> bool:
        """Nothing differs but perhaps the number."""
        return self.same_content and not self.levels and self.relation == "one"


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """All rows of two editions side by side, in the order of the new form."""

    old: Edition
    new: Edition
    rows: tuple[RowDifference, ...]

    @property
    def only_old(self) -> tuple[str, ...]:
        """Rows that only the old edition has."""
        return tuple(row.old for row in self.rows if row.relation == "only_old")

    @property
    def only_new(self) -> tuple[str, ...]:
        """Rows that only the new edition has."""
        return tuple(row.new for row in self.rows if row.relation == "only_new")


def difference(old: Edition, new: Edition) -> EditionDifference:
    """Two editions side by side. Pure: the same editions give the same answer."""
    forward, back = counterparts(old, new), counterparts(new, old)
    found: list[RowDifference] = []
    for row in new.rows.values():
        partners = back[row.id]
        found.extend(_pair(old, new, old.rows[other], row, forward, back) for other in partners)
        if not partners:
            found.append(RowDifference("", row.id, "only_new"))
    _insert_old_rows(old, found, forward)
    return EditionDifference(old, new, tuple(found))


def _insert_old_rows(old: Edition, found: list[RowDifference], forward: dict[str, tuple[str, ...]]) -> None:
    """Rows without a counterpart stand behind the row they follow in their own form."""
    previous = ""
    for row in old.rows:
        if not forward[row]:
            places = [number for number, one in enumerate(found) if previous and one.old == previous]
            found.insert(places[-1] + 1 if places else 0, RowDifference(row, "", "only_old"))
        previous = row


def _pair(
    old: Edition,
    new: Edition,
    one: Row,
    other: Row,
    forward: dict[str, tuple[str, ...]],
    back: dict[str, tuple[str, ...]],
) -> RowDifference:
    relation: Relation = "one"
    if len(forward[one.id]) > 1:
        relation = "split"
    elif len(back[other.id]) > 1:
        relation = "merged"
    known = {category.code for category in new.head.categories}
    categories = [category.code for category in old.head.categories if category.code in known]
    levels = tuple(
        LevelChange(category, old.level(one, category), new.level(other, category))
        for category in categories
        if old.level(one, category) != new.level(other, category)
    )
    changed = node_digest(one.condition) != node_digest(other.condition)
    leaves: tuple[LeafChange, ...] = ()
    if changed:
        elsewhere_new = [new.rows[row] for row in forward[one.id] if row != other.id]
        elsewhere_old = [old.rows[row] for row in back[other.id] if row != one.id]
        leaves = _leaf_changes(one, other, elsewhere_old, elsewhere_new)
    return RowDifference(
        one.id,
        other.id,
        relation,
        levels,
        leaves,
        condition_changed=changed,
        text_changed=not same_text(one.text, other.text),
        same_content=row_digest(one) == row_digest(other),
    )


def _leaf_changes(
    one: Row, other: Row, elsewhere_old: list[Row], elsewhere_new: list[Row]
) -> tuple[LeafChange, ...]:
    gone, come = _without_common(leaves_of(one), leaves_of(other))
    changes: list[LeafChange] = []
    for leaf in list(gone):
        match = next((new for new in come if _is_follower(leaf, new)), None)
        if match is not None:
            kind: Kind = "limit" if isinstance(leaf.node, Measure) else "reworded"
            changes.append(LeafChange(kind, leaf.node, match.node))
            gone.remove(leaf)
            come.remove(match)
    for leaf in gone:
        row = _holder(leaf, elsewhere_new)
        changes.append(LeafChange("moved" if row else "removed", old=leaf.node, row=row))
    for leaf in come:
        row = _holder(leaf, elsewhere_old)
        changes.append(LeafChange("moved" if row else "added", new=leaf.node, row=row))
    return tuple(dict.fromkeys(changes))


def _without_common(old: tuple[Leaf, ...], new: tuple[Leaf, ...]) -> tuple[list[Leaf], list[Leaf]]:
    common = Counter(leaf.content for leaf in old) & Counter(leaf.content for leaf in new)
    results: list[list[Leaf]] = []
    for leaves in (old, new):
        left = Counter(common)
        rest: list[Leaf] = []
        for leaf in leaves:
            if left[leaf.content]:
                left[leaf.content] -= 1
            else:
                rest.append(leaf)
        results.append(rest)
    return results[0], results[1]


def _is_follower(old: Leaf, new: Leaf) -> bool:
    match old.node, new.node:
        case Measure(measure=one), Measure(measure=other):
            return one == other
        case Attest() as asked, Attest() as asks:
            alike = SequenceMatcher(None, asked.text.ja, asks.text.ja, autojunk=False).ratio()
            return asked.attest == asks.attest and alike >= ALIKE
        case _:
            return False


def _holder(leaf: Leaf, rows: list[Row]) -> str:
    return next((row.id for row in rows if any(leaf.content == own.content for own in leaves_of(row))), "")
