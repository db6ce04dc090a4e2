"""Arranging places: which kinds fit where, names, order among siblings, and how two unit types differ."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessor.assessment import Assessment, Edit, PlaceRecord
from assessor.assessment.edits import new_id
from assessor.assessment.records import MeasuredValue, PlaceKey
from assessor.criteria import Edition
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE, PlaceIndex

ROOTS = (BUILDING, SITE)


def may_lie_in(edition: Edition, kind: str, parent_kind: str) -> bool:
    """Whether a place of a kind may lie in a place of another kind."""
    known = edition.kinds.get(kind)
    if known is None or known.abstract or kind in ROOTS:
        return False
    return bool(set(edition.kind_and_wider(parent_kind)) & set(edition.allowed_parents(kind)))


def kinds_for(edition: Edition, parent_kind: str) -> tuple[str, ...]:
    """Kinds of which a place may be added to a place, in the order of the edition."""
    return tuple(kind for kind in edition.kinds if may_lie_in(edition, kind, parent_kind))


def siblings(index: PlaceIndex, place: str) -> tuple[str, ...]:
    """The places that lie in the same place, in order, this one among them."""
    parent = index.places[place].parent
    return () if parent is None else tuple(one for one in index.children[parent] if one not in ROOTS)


def free_name(state: Assessment, parent: str, wanted: str) -> str:
    """The wanted name, with the next number behind it where a sibling is called so already."""
    used = {one.name for one in state.places.values() if one.parent == parent}
    if wanted not in used:
        return wanted
    stem = re.sub(r"\s*\d+$", "", wanted) or wanted
    gap = " " if stem.isascii() else ""
    number = 2
    while f"{stem}{gap}{number}" in used:
        number += 1
    return f"{stem}{gap}{number}"


def add_after(
    state: Assessment, index: PlaceIndex, kind: str, name: str, parent: str, after: str | None = None
) -> tuple[str, Edit]:
    """A new place in `parent`, behind a sibling or at the end; gives its id and the edit."""
    place = new_id(state, kind)
    order = 1 + max((one.order for one in state.places.values()), default=0)
    # Nobody has said yet that the parts of a new unit type are all listed.
    complete = False if kind == UNIT_TYPE else None
    record = PlaceRecord(kind, name, parent, complete=complete, order=order)
    edit = Edit(((PlaceKey(place), record),), "add_place")
    if after is None or after not in state.places:
        return place, edit
    line = [one for one in index.children[parent] if one not in ROOTS]
    line.insert(line.index(after) + 1, place)
    ordered = _in_order(state, line, {place: record})
    return place, Edit((*ordered, *(one for one in edit.sets if one[0] not in dict(ordered))), "add_place")


def move(state: Assessment, index: PlaceIndex, place: str, parent: str, before: str | None) -> Edit:
    """Puts a place into `parent`, in front of a sibling or at the end (None)."""
    line = [one for one in index.children[parent] if one not in ROOTS and one != place]
    line.insert(line.index(before) if before in line else len(line), place)
    changed = {place: replace(state.places[place], parent=parent)}
    sets = dict(_in_order(state, line, changed))
    sets.setdefault(PlaceKey(place), changed[place])
    return Edit(tuple(sets.items()), "change_place")


def step(state: Assessment, index: PlaceIndex, place: str, by: int) -> Edit | None:
    """Moves a place up (-1) or down (1) among its siblings; None at the end of the line."""
    line = list(siblings(index, place))
    where = line.index(place) + by if place in line else -1
    if not 0 <= where < len(line):
        return None
    line.remove(place)
    line.insert(where, place)
    return Edit(tuple(_in_order(state, line, {})), "change_place")


def _in_order(
    state: Assessment, line: Iterable[str], changed: dict[str, PlaceRecord]
) -> list[tuple[PlaceKey, PlaceRecord]]:
    """Records of the places in this order; only those that must change.

    The positions they have are dealt out anew; where two share one, all move to the end of the document.
    """
    records = {one: changed.get(one, state.places.get(one)) for one in line}
    known = {one: record for one, record in records.items() if record is not None}
    orders = sorted(record.order for record in known.values())
    if len(set(orders)) < len(orders):
        first = 1 + max((one.order for one in state.places.values()), default=0)
        orders = list(range(first, first + len(known)))
    sets = [
        (PlaceKey(one), replace(record, order=order))
        for (one, record), order in zip(known.items(), orders, strict=True)
    ]
    return [(key, record) for key, record in sets if state.places.get(key.place) != record]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the parts of one place answer to those of another.

    Attributes:
        partners: place of the first by place of the second, matched by kind, name and position.
        only_here: places of the first that the second has not.
        only_there: places of the second that the first has not.
    """

    partners: dict[str, str]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]

    def difference(self, state: Assessment, place: str, code: str) -> bool:
        """Whether what is entered at a place differs from what is entered at its partner."""
        other = self.partners.get(place)
        return other is not None and _value(state, place, code) != _value(state, other, code)

    def other_value(self, state: Assessment, place: str, code: str) -> MeasuredValue | None:
        """What is entered at the partner of a place."""
        other = self.partners.get(place)
        return None if other is None else _value(state, other, code)


def compare(index: PlaceIndex, here: str, there: str) -> Comparison:
    """Matches the parts of two unit types (or rooms) with each other."""
    partners = {here: there}
    only_here: list[str] = []
    only_there: list[str] = []
    waiting = [(here, there)]
    while waiting:
        left, right = waiting.pop(0)
        open_right = list(index.children[right])
        for child in index.children[left]:
            partner = _partner(index, child, open_right)
            if partner is None:
                only_here.append(child)
            else:
                open_right.remove(partner)
                partners[child] = partner
                waiting.append((child, partner))
        only_there.extend(open_right)
    return Comparison(partners, tuple(only_here), tuple(only_there))


def differences(state: Assessment, comparison: Comparison) -> list[tuple[str, str]]:
    """Every (place, quantity) at which the values differ."""
    return [
        (place, code)
        for place, other in comparison.partners.items()
        for code in sorted({*state.measurements.get(place, {}), *state.measurements.get(other, {})})
        if comparison.difference(state, place, code)
    ]


def _partner(index: PlaceIndex, place: str, candidates: list[str]) -> str | None:
    own = index.places[place]
    alike = [one for one in candidates if index.places[one].kind == own.kind]
    named = [one for one in alike if index.places[one].name == own.name]
    return next(iter(named or alike), None)


def _value(state: Assessment, place: str, code: str) -> MeasuredValue | None:
    found = state.measurements.get(place, {}).get(code)
    return None if found is None else found.value
