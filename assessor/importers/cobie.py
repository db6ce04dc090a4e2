"""COBie workbooks: spaces, floors and zones as unit types with rooms and their areas."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from assessor.assessment import Assessment, Measurement
from assessor.assessment.records import CaseKey, MeasurementKey
from assessor.criteria import Edition
from assessor.importers.cobie_parts import PartReader, fittings, parts_of, unit_of_length
from assessor.importers.cobie_sheet import Entry, entries
from assessor.importers.places import UNIT_TYPE, Places
from assessor.importers.plan import ImportPlan, Planner
from assessor.importers.sheets import Sheet, Where, plain
from assessor.importers.values import Refused, read_value, unit_named
from assessor.importers.words import kind_of_name, words

AREA, OTHER = "room_area_m2", "other_room"
STOREYS = "storeys_above_ground"
OWN_AREAS = {"bathroom": "bath_area_m2", "dining_kitchen": "dk_area_m2"}
"""Kinds of room whose area is a quantity of its own."""


def is_cobie(sheets: Iterable[Sheet]) -> bool:
    """Whether the sheets are those of a COBie workbook."""
    names = {plain(sheet.name): sheet for sheet in sheets}
    return all(
        name in names and plain(names[name].cell(0, 0) or "") == "name"
        for name in ("space", "floor", "facility")
    )


def read_cobie(
    edition: Edition, state: Assessment, sheets: Iterable[Sheet], file: str, *, at: str = "", by: str = ""
) -> ImportPlan:
    """What a COBie workbook offers: each dwelling zone a unit type, each of its spaces a room with its area.

    Doors and windows come with the rooms they stand in, the storeys and the name with the building.

    Args:
        edition: the edition of the assessment.
        state: the assessment.
        sheets: the sheets of the workbook.
        file: name of the file, kept as the source of each value.
        at: moment of the import, ISO 8601.
        by: who imports.
    """
    by_name = {plain(sheet.name): sheet for sheet in sheets}
    planner = Planner(state, file, "cobie")
    reader = _Reader(edition, state, planner, at, by)
    reader.area_unit = reader.unit_of(by_name["facility"])
    parts = parts_of(by_name.get("component"), by_name.get("type"))
    reader.fittings = fittings(parts)
    reader.building(by_name["facility"], by_name["floor"])
    spaces = {entry.text("name"): entry for entry in entries(by_name["space"]) if entry.text("name")}
    zones = reader.zones(by_name.get("zone"), spaces)
    for zone, members in zones.items():
        reader.dwelling(zone, [spaces[name] for name in members])
    inside = {name for members in zones.values() for name in members}
    for name, entry in spaces.items():
        if name not in inside:
            planner.leave_out("space_in_no_dwelling", entry.where("name"), name=reader.label(entry))
    part_reader = PartReader(edition, state, planner, reader.places, reader.rooms.get, reader.sign)
    part_reader.length_unit = unit_of_length(by_name["facility"])
    part_reader.read(parts)
    reader.attributes(by_name.get("attribute"))
    return planner.plan()


class _Reader:
    def __init__(self, edition: Edition, state: Assessment, planner: Planner, at: str, by: str) -> None:
        self.edition, self.planner, self.at, self.by = edition, planner, at, by
        self.places = Places(edition, state)
        planner.naming = self.places.named
        self.state = state
        self.area_unit: str | None = None
        self.fittings: Mapping[str, tuple[str, ...]] = {}
        self.rooms: dict[str, str] = {}

    def sign(self, where: str, *more: str) -> tuple[str, str, str]:
        """Note, moment and person of a value."""
        return " ".join(part for part in (self.planner.file, where, *more) if part), self.at, self.by

    def building(self, facility: Sheet, floor: Sheet) -> None:
        """Name of the building, where the assessment has none, and its storeys."""
        for entry in entries(facility)[:1]:
            name = entry.text("description") or entry.text("name")
            if name and not self.state.case.name:
                self.planner.offer(CaseKey(), replace(self.state.case, name=name), entry.where("name"))
        storeys = [entry for entry in entries(floor) if self._is_storey(entry)]
        quantity = self.edition.quantities.get(STOREYS)
        if storeys and quantity is not None:
            note, at, by = self.sign(str(storeys[0].where("name")))
            measurement = Measurement(Decimal(len(storeys)), "imported", "", note, at, by)
            self.planner.offer(MeasurementKey("building", STOREYS), measurement, storeys[0].where("name"))
            names = ", ".join(entry.text("name") for entry in storeys)
            self.planner.ask("storeys", storeys[0].where("name"), count=len(storeys), names=names)

    @staticmethod
    def _is_storey(entry: Entry) -> bool:
        return plain(entry.text("category")) in map(plain, words("cobie.storey")) and not entry.text(
            "elevation"
        ).startswith("-")

    def attributes(self, sheet: Sheet | None) -> None:
        """Says which attributes are no quantity of this edition."""
        found = entries(sheet)
        names = list(dict.fromkeys(entry.text("name") for entry in found))
        if found:
            listed = ", ".join(names[:6]) + ("…" if len(names) > 6 else "")
            self.planner.leave_out(
                "attributes_unused", found[0].where("name"), count=len(found), names=listed
            )

    def unit_of(self, facility: Sheet) -> str | None:
        """Unit of the areas, as the Facility sheet names it."""
        for entry in entries(facility)[:1]:
            unit = unit_named(entry.text("areaunits"))
            if unit is None:
                self.planner.ask("area_unit", entry.where("areaunits"), unit=entry.text("areaunits"))
            return unit
        return None

    def zones(self, sheet: Sheet | None, spaces: Mapping[str, Entry]) -> dict[str, list[str]]:
        """Names of the spaces of each dwelling, by name of its zone."""
        found: dict[str, list[str]] = {}
        owner: dict[str, str] = {}
        others: dict[str, Where] = {}
        for entry in entries(sheet):
            zone = entry.text("name")
            if not zone:
                continue
            if not self._is_dwelling(entry):
                others.setdefault(zone, entry.where("name"))
                continue
            # A cell may list several spaces.
            for name in (part.strip() for part in entry.text("spacenames").split(",")):
                if name in spaces and owner.setdefault(name, zone) == zone:
                    members = found.setdefault(zone, [])
                    if name not in members:
                        members.append(name)
                elif name in spaces:
                    self.planner.leave_out(
                        "space_in_two_dwellings",
                        entry.where("spacenames"),
                        name=name,
                        zones=f"{owner[name]}, {zone}",
                    )
                elif name:
                    self.planner.leave_out("space_unknown", entry.where("spacenames"), name=name)
        for zone, where in others.items():
            self.planner.leave_out("zone_no_dwelling", where, name=zone)
        if not found:
            self.planner.ask("no_dwelling_zones")
        return found

    @staticmethod
    def _is_dwelling(entry: Entry) -> bool:
        text = plain(" ".join(entry.text(name) for name in ("name", "category", "description")))
        return any(plain(word) in text for word in words("cobie.dwelling"))

    def label(self, entry: Entry) -> str:
        """A space as people call it: `A104 Bathroom 1`."""
        name, description = entry.text("name"), entry.text("description")
        return name if plain(description) in ("", plain(name)) else f"{name} {description}"

    def dwelling(self, zone: str, spaces: list[Entry]) -> None:
        """One zone as a unit type with its rooms."""
        rooms = {entry.text("name"): self._known(entry.text("name")) for entry in spaces}
        homes = {self._unit_around(place) for place in rooms.values() if place is not None}
        try:
            unit = homes.pop() if len(homes) == 1 else self.places.unit_type(zone)
            if unit is None:
                unit = self.places.add(UNIT_TYPE, zone, "building")
                self.planner.place(unit, self.places.records[unit], spaces[0].where("name"))
                into = None
            else:
                into = unit
        except Refused as refused:
            self.planner.leave_out(refused.code, spaces[0].where("name"), **refused.params)
            return
        before = len(self.places.added), len(self.places.taken_over)
        for entry in spaces:
            name = entry.text("name")
            known = rooms[name]
            try:
                place = known if known is not None else self._room(entry, unit)
                self.rooms[name] = place
                self._area(entry, place)
            except Refused as refused:
                self.planner.leave_out(refused.code, entry.where("name"), **{"place": name, **refused.params})
        added, taken_over = len(self.places.added) - before[0], len(self.places.taken_over) - before[1]
        if into is not None and added + taken_over:
            self.planner.ask(
                "into_unit_type",
                spaces[0].where("name"),
                zone=zone,
                unit=self.places.records[into].name or into,
                added=added,
                taken_over=taken_over,
            )

    def _known(self, name: str) -> str | None:
        """The place that is this space already: by its id, or by the first word of its name."""
        if name in self.places.records:
            return name
        found = [
            place
            for place, record in self.places.records.items()
            if record.name == name or record.name.startswith(f"{name} ")
        ]
        return found[0] if len(found) == 1 else None

    def _unit_around(self, place: str) -> str | None:
        current: str | None = place
        while current is not None:
            record = self.places.records[current]
            if record.kind == UNIT_TYPE:
                return current
            current = record.parent
        return None

    def _room(self, entry: Entry, unit: str) -> str:
        label, category = self.label(entry), entry.text("category")
        guess = kind_of_name(entry.text("description")) or kind_of_name(category)
        kind = guess[0] if guess is not None else OTHER
        vacant = self.places.vacant(kind, unit)
        if vacant is not None:
            # The room of a template, say: a second one beside it would stay without a value for ever.
            place = vacant
            self.planner.change(place, self.places.take_over(place, label), entry.where("name"))
        else:
            place = self.places.add(kind, label, unit, entry.text("name"))
            self.planner.place(place, self.places.records[place], entry.where("name"))
        if guess is None or not guess[1] or kind == OTHER:
            self.planner.ask(
                "kind_unsure",
                entry.where("description"),
                place=label,
                kind=self.edition.kinds[kind].name,
                category=category,
            )
        return place

    def _area(self, entry: Entry, place: str) -> None:
        column = next((name for name in ("netarea", "grossarea") if entry.text(name)), None)
        if column is None:
            self.planner.leave_out("space_without_area", entry.where("netarea"), name=self.label(entry))
            return
        for code in self._codes(entry, place):
            quantity = self.edition.quantities.get(code)
            if quantity is None or not self.places.takes(place, quantity):
                raise Refused("not_measured_here", name=code)
            cell = entry.sheet.cell(entry.row, entry.columns[column])
            given = Decimal(cell) if isinstance(cell, str) and cell.isdigit() else cell
            read = read_value(quantity, given, self.area_unit)
            note, at, by = self.sign(str(entry.where(column)), entry.text("floorname"))
            measurement = Measurement(read.value, "imported", "", note, at, by)
            self.planner.offer(MeasurementKey(place, code), measurement, entry.where(column), read.rounded)

    def _codes(self, entry: Entry, place: str) -> tuple[str, ...]:
        """The quantities that the area of a room is: that of its kind too, unless it holds more than that."""
        kind = self.places.records[place].kind
        own = OWN_AREAS.get(kind)
        if own is None or own not in self.edition.quantities:
            return (AREA,)
        held = self.fittings.get(entry.text("name"), ())
        if kind == "bathroom" and held:
            # With a toilet or a basin in it, the room is larger than the bath.
            self.planner.ask(
                "bathroom_holds", entry.where("description"), place=self.label(entry), names=", ".join(held)
            )
            return (AREA,)
        told = plain(f"{self.label(entry)} {entry.text('category')}")
        if kind == "dining_kitchen" and any(plain(word) in told for word in words("cobie.living")):
            self.planner.ask("living_included", entry.where("description"), place=self.label(entry))
            return (AREA,)
        return (AREA, own)
