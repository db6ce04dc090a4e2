"""Which place of the assessment a row of a table speaks of."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assessor.assessment import Assessment, Edit, PlaceRecord
from assessor.assessment.checks import check_edit
from assessor.assessment.edits import new_id
from assessor.assessment.records import Key, MeasurementKey, PlaceKey
from assessor.criteria import Edition, Quantity
from assessor.criteria.nodes import Text
from assessor.errors import EditError
from assessor.importers.sheets import plain
from assessor.importers.values import Refused
from assessor.importers.words import words

ROOTS = ("building", "site")
UNIT_TYPE = "unit_type"
SINGLE = ("entrance", "washroom", "bathroom", "toilet", "kitchen")
"""Kinds of room of which a dwelling mostly has one, so that any word for it names it."""
MAX_ID, MAX_NAME = 200, 2000
_PATH = re.compile(r"[›>＞→]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Places:
    """The places of an assessment, those that an import adds included.

    Attributes:
        records: by id.
        added: ids of the places that are new.
        taken_over: ids of empty places that became one of the file's.
    """

    def __init__(self, edition: Edition, state: Assessment) -> None:
        self.edition = edition
        self._state = state
        self.records: dict[str, PlaceRecord] = dict(state.places)
        for root in ROOTS:
            self.records.setdefault(root, PlaceRecord(root, "", None if root == "building" else "building"))
        self.added: list[str] = []
        self.taken_over: set[str] = set()
        self._affixes = re.compile("|".join(sorted(map(plain, words("unit_affix")), key=len, reverse=True)))
        self._carriers: dict[tuple[str, str], bool] = {}

    def unit_type(self, text: str) -> str | None:
        """The unit type that people call so; None: no such one.

        Raises:
            Refused: several are called so.
        """
        wanted = {plain(text), self._bare(text)}
        found = [
            place
            for place, record in self.records.items()
            if record.kind == UNIT_TYPE
            and (place == text or wanted & {plain(place), plain(record.name), self._bare(record.name)} - {""})
        ]
        if len(found) > 1:
            raise Refused("place_ambiguous", place=text, found="、".join(found))
        return found[0] if found else None

    def find(self, name: str, unit: str | None = None, *, by_kind: bool = True) -> str:
        """The place of a name, perhaps only within a unit type.

        A name may be an id, a name, a way (`A › 浴室`), or (`by_kind`) a word for a kind of which there is
        one only.

        Raises:
            Refused: no such place, or several.
        """
        *around, last = [part.strip() for part in _PATH.split(name)]
        for place in around:
            unit = self.find(place, unit)
        for root in ROOTS:
            if unit is None and plain(last) in {plain(word) for word in words(f"place.{root}")}:
                return root
        inside = [one for one in self.records if unit is None or self._lies_in(one, unit)]
        for match in (self._by_id, self._by_name, self._by_kind if by_kind else _none):
            found = match(last, inside)
            if len(found) > 1:
                raise Refused("place_ambiguous", place=name, found="、".join(map(self.path, found)))
            if found:
                return found[0]
        as_unit = self.unit_type(last) if unit is None else None
        if as_unit is None:
            raise Refused("place_unknown", place=name)
        return as_unit

    def add(self, kind: str, name: str, parent: str, place: str = "") -> str:
        """A new place; gives its id.

        Raises:
            Refused: it cannot lie there.
        """
        order = 1 + max((one.order for one in self.records.values()), default=0)
        chosen = place or new_id(self._state, kind, self.records)
        # A table names what somebody measured, hardly ever all there is: what it lacks is not known.
        complete = False if kind == UNIT_TYPE else None
        return self.add_record(chosen, PlaceRecord(kind, name, parent, complete=complete, order=order))

    def vacant(self, kind: str, parent: str) -> str | None:
        """The first place of a kind in another that somebody listed and nobody said anything of."""
        if parent in self.added:
            return None
        for place, record in self.records.items():
            is_free = place not in self.added and place not in self.taken_over
            if (record.kind, record.parent) == (kind, parent) and is_free and not self._is_said(place):
                return place
        return None

    def take_over(self, place: str, name: str) -> PlaceRecord:
        """An empty place becomes the one of this name; gives its new record."""
        self.taken_over.add(place)
        self.records[place] = replace(self.records[place], name=name)
        return self.records[place]

    def _is_said(self, outer: str) -> bool:
        """Whether anything was entered or confirmed at a place or in it."""
        said = {place for place, values in self._state.measurements.items() if values}
        said.update(
            place
            for by_key in self._state.attestations.values()
            for by_place in by_key.values()
            for place in by_place
        )
        return any(self._lies_in(place, outer) for place in said if place in self.records)

    def add_record(self, place: str, record: PlaceRecord) -> str:
        """A new place as it is written; gives its id.

        Raises:
            Refused: its id, name, kind or position cannot be.
        """
        if not place or len(place) > MAX_ID or _CONTROL.search(place) or len(record.name) > MAX_NAME:
            raise Refused("place_unnameable", place=place[:MAX_ID])
        present: dict[str, PlaceRecord] = {**self.records, place: record}
        state = replace(self._state, places=present)
        try:
            check_edit(self.edition, state, Edit(((PlaceKey(place), record),)))
        except EditError as problem:
            raise Refused("place_impossible", place=place, detail=problem) from problem
        self.records[place] = record
        self.added.append(place)
        return place

    def kind(self, text: str) -> str | None:
        """The kind of place that a word names: a code or a name of the edition; None: no such one."""
        for code, kind in self.edition.kinds.items():
            if not kind.abstract and plain(text) in (plain(code), plain(kind.name.ja), plain(kind.name.en)):
                return code
        return None

    def path(self, place: str) -> str:
        """The place with those around it, as people read it."""
        names: list[str] = []
        current: str | None = place
        while current is not None and current not in ROOTS:
            record = self.records[current]
            names.append(record.name or current)
            current = record.parent
        return " › ".join(reversed(names)) or place

    def named(self, key: Key) -> object:
        """What people call the thing under a key: a place with a quantity, else the parts of the key."""
        if not isinstance(key, MeasurementKey) or key.quantity not in self.edition.quantities:
            return " ".join(map(str, key[:-1]))
        name, place = self.edition.quantities[key.quantity].name, self.path(key.place)
        return Text(ja=f"{place} {name.ja}", en=f"{place} {name.en}")

    def takes(self, place: str, quantity: Quantity) -> bool:
        """Whether a quantity is measured at a place, or is a default there for the parts in it."""
        kind = self.records[place].kind
        known = self._carriers.get((kind, quantity.code))
        if known is None:
            reach: set[str] = set()
            waiting: list[str] = [one for one in self.edition.kinds if self._is_one_of(one, quantity.kinds)]
            while waiting:
                current = waiting.pop()
                if current not in reach:
                    reach.add(current)
                    parents = self.edition.allowed_parents(current)
                    waiting.extend(one for one in self.edition.kinds if self._is_one_of(one, parents))
            known = not quantity.kinds or kind in reach or kind == "building"
            self._carriers[kind, quantity.code] = known
        return known

    def carrier(self, place: str, quantity: Quantity) -> str:
        """Where a value given for a place belongs: there, or in the only part that carries it."""
        if not quantity.kinds or self._is_one_of(self.records[place].kind, quantity.kinds):
            return place
        parts = [
            one
            for one, record in self.records.items()
            if one != place and self._is_one_of(record.kind, quantity.kinds) and self._lies_in(one, place)
        ]
        return parts[0] if len(parts) == 1 else place

    def _is_one_of(self, kind: str, kinds: Iterable[str]) -> bool:
        return bool(set(self.edition.kind_and_wider(kind)) & set(kinds))

    def _bare(self, text: str) -> str:
        return self._affixes.sub("", plain(text))

    def _lies_in(self, place: str, outer: str) -> bool:
        current: str | None = place
        for _ in range(len(self.records) + 1):
            if current == outer:
                return True
            if current is None or current not in self.records:
                return False
            current = self.records[current].parent
        return False

    @staticmethod
    def _by_id(text: str, inside: list[str]) -> list[str]:
        return [place for place in inside if place == text]

    def _by_name(self, text: str, inside: list[str]) -> list[str]:
        wanted = plain(text)
        if not wanted:
            return []
        same = [place for place in inside if plain(self.records[place].name) == wanted]
        # "A104" also finds "A104 Bathroom 1".
        return same or [
            place
            for place in inside
            if any(plain(part) == wanted for part in self.records[place].name.split(maxsplit=1)[:1])
        ]

    def _by_kind(self, text: str, inside: list[str]) -> list[str]:
        kind = self.kind(text)
        if kind is None:
            # A dwelling has one kitchen, but "和室" is not whatever bedroom there is.
            word = next((one for one in SINGLE if plain(text) in map(plain, words(f"kind.{one}"))), None)
            kind = word if word in self.edition.kinds else None
        return [] if kind is None else [place for place in inside if self.records[place].kind == kind]


def _none(_text: str, _inside: list[str]) -> list[str]:
    return []
