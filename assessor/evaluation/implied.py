"""Parts that nobody listed but somebody measured: the room stands for its doorway, the balcony for its rail.

A value entered at a place that does not carry the quantity, with no part below it that does, is no default
for anything. It says that the part is there; left aside, a sill of 30 mm entered at the bathroom would pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessor.criteria.model import Edition
from assessor.evaluation.numbers import Value
from assessor.evaluation.snapshot import CONTAINERS, PlaceIndex, Snapshot

Parts = Mapping[str, frozenset[str]]
"""Quantities that say that there is a part, by its kind."""


@dataclass(frozen=True, slots=True)
class Implied:
    """The parts that values imply.

    Attributes:
        stand_ins: places that stand for a part of their own.
        unlisted: places in which a part lies that they cannot stand for, because what else lies in them would
            be taken for parts of it (a dwelling is no stair).
    """

    stand_ins: Mapping[str, Parts] = field(default_factory=dict)
    unlisted: Mapping[str, Parts] = field(default_factory=dict)

    def below(
        self, place: str, kind: str, index: PlaceIndex, reads: frozenset[str], *, applied_only: bool
    ) -> tuple[str, ...]:
        """The place itself and those below it that stand for a part of the kind, in order."""
        return _below(self.stand_ins, place, kind, index, reads, applied_only)

    def is_unlisted(
        self, place: str, kind: str, index: PlaceIndex, reads: frozenset[str], *, applied_only: bool
    ) -> bool:
        """Whether a part of the kind lies at or below the place that is not listed and has no stand-in."""
        return bool(_below(self.unlisted, place, kind, index, reads, applied_only))

    def stands_for(self, place: str, kind: str, index: PlaceIndex, reads: frozenset[str]) -> bool:
        """Whether a place stands for a part of the kind, as far as a row that reads these quantities goes."""
        return place in self.stand_ins and _names(self.stand_ins[place], kind, index, reads)


NOTHING_IMPLIED = Implied()


def _below(
    found: Mapping[str, Parts],
    place: str,
    kind: str,
    index: PlaceIndex,
    reads: frozenset[str],
    applied_only: bool,
) -> tuple[str, ...]:
    return tuple(
        one
        for one, parts in found.items()
        if place in index.chains[one]
        and _names(parts, kind, index, reads)
        and not (applied_only and _is_left_out(index, one))
    )


def _names(parts: Parts, kind: str, index: PlaceIndex, reads: frozenset[str]) -> bool:
    return any(
        kind in index.edition.kind_and_wider(part) and not codes.isdisjoint(reads)
        for part, codes in parts.items()
    )


def _is_left_out(index: PlaceIndex, place: str) -> bool:
    unit = index.unit_type_of(place)
    return unit is not None and not index.places[unit].applied


class Implying:
    """Finds what values imply under one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        by_kind: dict[str, set[str]] = {}
        for code, quantity in edition.quantities.items():
            for kind in quantity.kinds:
                by_kind.setdefault(kind, set()).add(code)
        wider = edition.kind_and_wider
        self._carried = {
            kind: frozenset(code for one in wider(kind) for code in by_kind.get(one, ()))
            for kind in edition.kinds
        }
        self._fitting = {
            kind: frozenset(
                one
                for one in edition.kinds
                if not edition.kinds[one].abstract
                and not set(wider(kind)).isdisjoint(edition.allowed_parents(one))
            )
            for kind in edition.kinds
        }

    def parts(self, snapshot: Snapshot) -> Implied:
        """What the values of a snapshot imply."""
        index = snapshot.index
        stand_ins: dict[str, Parts] = {}
        unlisted: dict[str, Parts] = {}
        for place, values in snapshot.values.items():
            known = index.places.get(place)
            stray = values.keys() - self._carried.get(known.kind, frozenset()) if known is not None else ()
            for kind, codes in self._kinds(index, place, stray, values).items() if stray else ():
                is_stand_in = known is not None and (
                    known.kind not in CONTAINERS or not self._holds_content(index, place, kind)
                )
                target = stand_ins if is_stand_in else unlisted
                target[place] = {**target.get(place, {}), kind: codes}
        if not stand_ins and not unlisted:
            return NOTHING_IMPLIED
        in_order = [place for place in index.places if place in stand_ins]
        return Implied({place: stand_ins[place] for place in in_order}, unlisted)

    def _kinds(
        self, index: PlaceIndex, place: str, stray: set[str], values: Mapping[str, Value]
    ) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for code in stray:
            quantity = self._edition.quantities.get(code)
            # "No" says nothing of a part: there may be none.
            if quantity is None or not quantity.kinds or values[code] is False:
                continue
            kind = quantity.kinds[0]
            if kind in CONTAINERS or kind not in self._fitting[index.places[place].kind]:
                continue
            if not any(index.below(place, one, applied_only=False) for one in quantity.kinds):
                found.setdefault(kind, set()).add(code)
        return {kind: frozenset(codes) for kind, codes in found.items()}

    def _holds_content(self, index: PlaceIndex, place: str, kind: str) -> bool:
        return any(index.below(place, one, applied_only=False) for one in self._fitting[kind])
