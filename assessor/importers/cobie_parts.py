"""What a COBie workbook holds beside its spaces: doors and windows with their size, what stands in a bath."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessor.assessment import Assessment, Measurement
from assessor.assessment.records import MeasurementKey
from assessor.criteria import Edition
from assessor.importers.cobie_sheet import Entry, entries
from assessor.importers.places import Places
from assessor.importers.plan import Planner
from assessor.importers.sheets import Cell, Sheet, plain
from assessor.importers.values import Refused, read_value, unit_named
from assessor.importers.words import words

DOOR, WINDOW = "door", "window"
DOOR_WIDTH, OPENABLE = "door_width_before_deduction_mm", "window_openable"
_PASSAGES = ("corridor", "entrance")
# "Single-Flush:0762 x 2032mm", "Fixed:2800mm x 2410mm": width, then height.
_SIZE = re.compile(r"(\d{2,5})\s*(?:mm)?\s*[x×✕]\s*(\d{2,5})\s*mm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the workbook.

    Attributes:
        entry: its line.
        kind: `door`, `window`, or empty.
        type: the line of its type, where there is one.
        spaces: names of the spaces it stands in or between.
    """

    entry: Entry
    kind: str
    type: Entry | None
    spaces: tuple[str, ...]

    def says(self, key: str) -> bool:
        """Whether its own description or that of its type names one of the words."""
        return any(_holds(text, key) for text in self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """Descriptions, the component's own first: a type may be of two makes."""
        own = self.entry.text("description")
        return own, *((self.type.text("description"), self.type.text("category")) if self.type else ())


def parts_of(components: Sheet | None, types: Sheet | None) -> list[Part]:
    """The components of a workbook with their types."""
    by_name = {entry.text("name"): entry for entry in entries(types)}
    found = []
    for entry in entries(components):
        name = entry.text("typename")
        type_ = by_name.get(name)
        # The classification says what it is; a cabinet has doors in its description as well.
        told = (type_.text("category") if type_ else "") or name
        kind = next((one for one in (DOOR, WINDOW) if _holds(told, f"cobie.{one}")), "")
        spaces = tuple(part.strip() for part in entry.text("space").split(",") if part.strip())
        found.append(Part(entry, kind, type_, spaces))
    return found


def _holds(text: str, key: str) -> bool:
    return any(plain(word) in plain(text) for word in words(key))


class PartReader:
    """Takes doors and windows into the rooms that an import knows."""

    def __init__(
        self,
        edition: Edition,
        state: Assessment,
        planner: Planner,
        places: Places,
        room_of: Callable[[str], str | None],
        sign: Callable[[str], tuple[str, str, str]],
    ) -> None:
        """Reads for one import.

        Args:
            edition: the edition of the assessment.
            state: the assessment.
            planner: what collects.
            places: the places, those of the import included.
            room_of: the place of a space by its name; None where it is in no dwelling.
            sign: note, moment and person of a value read at a cell.
        """
        self._edition, self._state, self._planner, self._places = edition, state, planner, places
        self._room_of, self._sign = room_of, sign
        self._nominal: set[str] = set()
        self._known: Counter[str] = Counter()
        self.length_unit: str | None = None

    def read(self, parts: Iterable[Part]) -> None:
        """Offers the doors and windows; says of all others that they are no measurements."""
        others: Counter[str] = Counter()
        first: Entry | None = None
        for part in parts:
            if part.kind and part.kind in self._edition.kinds:
                self._part(part)
            else:
                others[part.entry.text("typename") or part.entry.text("name")] += 1
                first = first or part.entry
        if self._known[DOOR]:
            self._planner.leave_out("doors_known", count=self._known[DOOR])
        if self._known[WINDOW]:
            self._planner.leave_out("windows_known", count=self._known[WINDOW])
        if first is not None:
            names = ", ".join(list(others)[:6]) + ("…" if len(others) > 6 else "")
            self._planner.leave_out(
                "components_unused", first.where("name"), count=sum(others.values()), names=names
            )

    def _part(self, part: Part) -> None:
        name, where = part.entry.text("name"), part.entry.where("name")
        rooms = [room for space in part.spaces if (room := self._room_of(space)) is not None]
        if not rooms:
            self._planner.leave_out("part_in_no_dwelling", where, name=name, spaces=", ".join(part.spaces))
            return
        # A door between a room and a passage is the room's.
        room = next((one for one in rooms if self._places.records[one].kind not in _PASSAGES), rooms[0])
        try:
            place = name if name in self._places.records else self._new(part, name, room)
            if place is None:
                return
            if part.kind == DOOR:
                self._width(part, place)
            else:
                self._openable(part, place)
        except Refused as refused:
            self._planner.leave_out(refused.code, where, **{"place": name, **refused.params})

    def _new(self, part: Part, name: str, room: str) -> str | None:
        size = self._size(part)
        label = f"{name} {size[0]}×{size[1]}" if size else name
        if any(one.parent == room and one.kind == part.kind for one in self._state.places.values()):
            vacant = self._places.vacant(part.kind, room) if room in self._places.taken_over else None
            if vacant is None:
                # Somebody listed them already under names of their own: a second set would be wrong.
                self._known[part.kind] += 1
                return None
            self._planner.change(vacant, self._places.take_over(vacant, label), part.entry.where("name"))
            return vacant
        place = self._places.add(part.kind, label, room, name)
        self._planner.place(place, self._places.records[place], part.entry.where("name"))
        return place

    def _size(self, part: Part) -> tuple[Cell, Cell] | None:
        """Width and height in millimetres as a description spells them."""
        for text in part.texts:
            match = _SIZE.search(text)
            if match is not None:
                return Decimal(int(match[1])), Decimal(int(match[2]))
        return None

    def _width(self, part: Part, place: str) -> None:
        quantity = self._edition.quantities.get(DOOR_WIDTH)
        if quantity is None:
            return
        entry, column = part.type or part.entry, "nominalwidth"
        if entry.text(column):
            cell: Cell = entry.sheet.cell(entry.row, entry.columns[column])
            read = read_value(quantity, cell, self.length_unit)
        else:
            size, column = self._size(part), "description"
            if size is None:
                self._planner.leave_out("door_without_width", part.entry.where("name"), name=place)
                return
            read = read_value(quantity, size[0], "mm")
        note, at, by = self._sign(str(entry.where(column)))
        measurement = Measurement(read.value, "imported", "", note, at, by)
        where = part.entry.where("description")
        self._planner.offer(MeasurementKey(place, DOOR_WIDTH), measurement, where, read.rounded)
        name = entry.text("name")
        if name not in self._nominal:
            self._nominal.add(name)
            self._planner.ask("door_nominal", entry.where(column), name=name, value=str(read.value))

    def _openable(self, part: Part, place: str) -> None:
        quantity = self._edition.quantities.get(OPENABLE)
        if quantity is None or not self._places.takes(place, quantity):
            return
        # The component's own word counts before that of its type.
        for text in part.texts:
            opens, fixed = _holds(text, "cobie.opens"), _holds(text, "cobie.fixed")
            if opens != fixed:
                note, at, by = self._sign(str(part.entry.where("description")))
                measurement = Measurement(opens, "imported", "", note, at, by)
                where = part.entry.where("description")
                self._planner.offer(MeasurementKey(place, OPENABLE), measurement, where)
                return


def fittings(parts: Iterable[Part]) -> Mapping[str, tuple[str, ...]]:
    """What tells that a bath is more than a bath: toilets and basins, by space."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part.says("cobie.toilet") or part.says("cobie.basin"):
            for space in part.spaces:
                found.setdefault(space, []).append(part.entry.text("name"))
    return {space: tuple(names) for space, names in found.items()}


def unit_of_length(facility: Sheet) -> str | None:
    """Unit of lengths, as the Facility sheet names it; None: not known."""
    return next((unit_named(entry.text("linearunits")) for entry in entries(facility)[:1]), None)
