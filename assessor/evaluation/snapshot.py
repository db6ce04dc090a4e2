"""What is known of a building, as the evaluation reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessor.criteria.model import Edition
from assessor.evaluation.numbers import Value

BUILDING, SITE, UNIT_TYPE = "building", "site", "unit_type"
CONTAINERS = frozenset({BUILDING, SITE, UNIT_TYPE})
PersonVerdict = Literal["conforming", "not_conforming", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the building.

    Attributes:
        id: stable id; the building is `building`, the site `site`.
        kind: kind code of the edition.
        name: what people call it.
        parent: id of the place it lies in; None for the building only.
        applied: for unit types: whether it is part of the application.
        complete: whether all of its parts are listed, so that a kind with no place means "no such part";
            None: as soon as it has a part of its own.
    """

    id: str
    kind: str
    name: str = ""
    parent: str | None = BUILDING
    applied: bool = True
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision on a row, and the digest of what it rested on (empty: unknown)."""

    verdict: PersonVerdict
    basis: str = ""


class PlaceIndex:
    """The places with the ways up and down, built once per change of structure.

    Attributes:
        places: by id, in order.
        chains: each place's id followed by those around it, up to the building.
    """

    def __init__(self, edition: Edition, places: Iterable[Place]) -> None:
        self.edition = edition
        self.places: dict[str, Place] = {place.id: place for place in places}
        self.places.setdefault(BUILDING, Place(BUILDING, BUILDING, parent=None))
        self.places.setdefault(SITE, Place(SITE, SITE))
        self.children: dict[str, list[str]] = {place: [] for place in self.places}
        for place in self.places.values():
            if place.parent is not None:
                self.children[place.parent].append(place.id)
        self.chains: dict[str, tuple[str, ...]] = {}
        for place_id in self.places:
            self._chain(place_id)
        self._wider = {kind: frozenset(edition.kind_and_wider(kind)) for kind in edition.kinds}
        self._below: dict[tuple[str, bool], dict[str, tuple[str, ...]]] = {}
        self._in_site: dict[str, bool] = {}
        self.unit_types = tuple(place.id for place in self.places.values() if place.kind == UNIT_TYPE)
        self.applied_unit_types = tuple(unit for unit in self.unit_types if self.places[unit].applied)

    def _chain(self, place_id: str) -> tuple[str, ...]:
        found = self.chains.get(place_id)
        if found is None:
            parent = self.places[place_id].parent
            found = (place_id,) if parent is None else (place_id, *self._chain(parent))
            self.chains[place_id] = found
        return found

    def is_a(self, place_id: str, kind: str) -> bool:
        """Whether the place is of the kind or of a narrower one."""
        own = self.places[place_id].kind
        return kind in self._wider.get(own, (own,))

    def below(self, place_id: str, kind: str, *, applied_only: bool) -> tuple[str, ...]:
        """Places of a kind below a place, at any depth, in order."""
        if not self.children[place_id]:
            return ()
        by_kind = self._below.get((place_id, applied_only))
        if by_kind is None:
            by_kind = self._below[place_id, applied_only] = self._by_kind(place_id, applied_only=applied_only)
        return by_kind.get(kind, ())

    def _by_kind(self, place_id: str, *, applied_only: bool) -> dict[str, tuple[str, ...]]:
        """All places below a place by each kind they are of: loops ask for many kinds below one place."""
        found: dict[str, list[str]] = {}
        stack = list(reversed(self.children[place_id]))
        while stack:
            current = stack.pop()
            place = self.places[current]
            if applied_only and place.kind == UNIT_TYPE and not place.applied:
                continue
            for kind in self._wider.get(place.kind, (place.kind,)):
                found.setdefault(kind, []).append(current)
            stack.extend(reversed(self.children[current]))
        return {kind: tuple(places) for kind, places in found.items()}

    def is_listed(self, place_id: str, kind: str) -> bool:
        """Whether the places of a kind below a place are listed, so that none means that there is none.

        Where nobody said so, a unit type, building or site counts as listed once it has a part of its own,
        and a room or part as what it lies in. For the building the site must be listed too, where the kind
        may lie there.
        """
        if place_id == BUILDING and self._may_lie_in_site(kind) and not self.is_listed(SITE, kind):
            return False
        place = self.places[place_id]
        if place.complete is None and place.kind not in CONTAINERS and place.parent is not None:
            return self.is_listed(place.parent, kind)
        return self._is_listed_itself(place)

    def _is_listed_itself(self, place: Place) -> bool:
        if place.complete is not None:
            return place.complete
        return any(self.places[child].kind not in CONTAINERS for child in self.children[place.id])

    def is_listed_apart_from_site(self) -> bool:
        """Whether the building's own parts are listed."""
        return self._is_listed_itself(self.places[BUILDING])

    def is_untouched_site(self) -> bool:
        """Whether nothing was said of the site: neither that it is listed or not, nor a part of it."""
        return self.places[SITE].complete is None and not self.children[SITE]

    def _may_lie_in_site(self, kind: str) -> bool:
        known = self._in_site.get(kind)
        if known is None:
            self._in_site[kind] = False  # a kind that lies in itself adds nothing
            parents = self.edition.allowed_parents(kind)
            known = self._in_site[kind] = SITE in parents or any(map(self._may_lie_in_site, parents))
        return known

    def unit_type_of(self, place_id: str) -> str | None:
        """The unit type around a place, or None."""
        for current in self.chains[place_id]:
            if self.places[current].kind == UNIT_TYPE:
                return current
        return None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What was read from an earlier revision of a drawing and is to be checked again.

    Attributes:
        values: (place, quantity) pairs.
        attested: (row, condition key, place).
        rows: rows whose notes name the drawing.
    """

    values: frozenset[tuple[str, str]] = frozenset()
    attested: frozenset[tuple[str, str, str]] = frozenset()
    rows: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.values or self.attested or self.rows)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a verdict rests on.

    Attributes:
        category: category code.
        index: the places.
        values: values by place and quantity code (lengths and areas in the unit of the code).
        attested: confirmations by row, condition key and place.
        decisions: persons' decisions by row.
        doubtful: what is to be checked again; no verdict rests on it.
        counted: values that nobody entered but that were counted from the list of dwellings, as
            (place, quantity) pairs; no verdict rests on where a value comes from.
    """

    category: str
    index: PlaceIndex
    values: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    attested: Mapping[str, Mapping[str, Mapping[str, bool]]] = field(default_factory=dict)
    decisions: Mapping[str, Decided] = field(default_factory=dict)
    doubtful: Doubtful = field(default_factory=Doubtful)
    counted: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs between two snapshots, as far as verdicts are concerned.

    Attributes:
        values: (place, quantity) pairs.
        attested: (row, place) pairs.
        decisions: row ids.
        structure: places whose parts, application or completeness changed; the nearest container counts.
        everything: the category or edition changed, or the difference is not known.
    """

    values: frozenset[tuple[str, str]] = frozenset()
    attested: frozenset[tuple[str, str]] = frozenset()
    decisions: frozenset[str] = frozenset()
    structure: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changed") -> "Changed":
        return Changed(
            self.values | other.values,
            self.attested | other.attested,
            self.decisions | other.decisions,
            self.structure | other.structure,
            self.everything or other.everything,
        )
