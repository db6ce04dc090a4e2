"""Measurements from tables: our own export, whole again, and tables that others made."""

from collections.abc import Iterable
from dataclasses import replace

from assessor.assessment import Assessment, Measurement
from assessor.assessment.records import MeasurementKey
from assessor.criteria import Edition, Quantity
from assessor.importers.own_case import case_rows, read_case
from assessor.importers.own_lists import ListReader, list_of
from assessor.importers.own_sheets import OwnSheets
from assessor.importers.places import UNIT_TYPE, Places
from assessor.importers.plan import Form, ImportPlan, Planner
from assessor.importers.sheets import Cell, Sheet, Where, is_empty, raw_text, shown
from assessor.importers.tables import Column, Headings, Table, find_tables, has_ids
from assessor.importers.values import Refused, is_implausible, read_value, unit_named
from assessor.importers.words import sheet_names

READ_ONLY = ("matrix", "tallies")
"""Sheets of our export that an import passes over."""


def read_tables(
    edition: Edition, state: Assessment, sheets: Iterable[Sheet], file: str, *, at: str = "", by: str = ""
) -> ImportPlan:
    """What the tables of a file offer to an assessment; nothing is changed.

    Args:
        edition: the edition of the assessment.
        state: the assessment.
        sheets: the sheets of the file.
        file: name of the file, kept as the source of each value.
        at: moment of the import, ISO 8601.
        by: who imports.
    """
    headings = Headings(edition)
    tables: list[Table] = []
    without: list[Sheet] = []
    lists: list[tuple[str, Sheet]] = []
    cases: list[Sheet] = []
    for sheet in sheets:
        name = list_of(sheet)
        if name is not None:
            lists.append((name, sheet))
            continue
        if case_rows(sheet):
            cases.append(sheet)
            continue
        found = find_tables(headings, sheet)
        tables.extend(found)
        if not found and sheet.rows:
            without.append(sheet)
    own = bool(lists or cases) or any(_is_own(table) for table in tables)
    if own:
        # What we wrote for reading only holds nothing to take.
        names = {word for page in READ_ONLY for word in sheet_names(page)}
        tables = [table for table in tables if _is_own(table) or table.sheet.name not in names]
        without = [sheet for sheet in without if sheet.name not in names]
    form: Form = "own" if own else "table"
    reader = _Reader(edition, state, Planner(state, file, form), headings, at, by)
    for sheet in without:
        reader.planner.leave_out("sheet_without_table", sheet=sheet.name or file)
    for sheet in cases:
        read_case(edition, state, reader.planner, sheet)
    reader.read(tables)
    ListReader(edition, state, reader.planner).read(lists)
    return reader.planner.plan()


def _is_own(table: Table) -> bool:
    return has_ids(table.roles)


class _Reader:
    def __init__(
        self, edition: Edition, state: Assessment, planner: Planner, headings: Headings, at: str, by: str
    ) -> None:
        self.edition, self.state, self.planner, self.headings = edition, state, planner, headings
        self.places = Places(edition, state)
        planner.naming = self.places.named
        self.at, self.by = at, by
        self.own = OwnSheets(edition, state, planner, self.places)
        self._seen: set[MeasurementKey] = set()

    def read(self, tables: list[Table]) -> None:
        for table in tables:
            if {"place_id", "kind", "parent"} <= table.roles.keys():
                self.own.places_of(table)
        for table in tables:
            if "record" in table.roles:
                self.own.records_of(table)
        for table in tables:
            if "record" in table.roles:
                continue
            if "row_id" in table.roles:
                self.own.notes_of(table)
            elif table.is_long:
                self._long(table)
            else:
                self._wide(table)
        for key, (measurement, where) in self.own.evidence.items():
            if key not in self._seen:
                self.planner.offer(key, measurement, where)

    # Values ----------------------------------------------------------------------------------------------

    def _wide(self, table: Table) -> None:
        self._unknown_columns(table)
        for row in table.rows:
            cells = {
                number: table.sheet.cell(row, number)
                for number in table.columns
                if not is_empty((table.sheet.cell(row, number),))
            }
            place = self._place_of(table, row, taken=len(cells))
            if place is None:
                continue
            for number, column in table.columns.items():
                if number in cells:
                    self._value(table, table.where(row, number), place, column, cells[number], row)
                else:
                    self._blank(table.where(row, number), place, column)

    def _long(self, table: Table) -> None:
        for row in table.rows:
            name, cell = table.text(row, "quantity"), table.cell(row, "value")
            if is_empty((cell,)):
                continue
            where = table.where(row, table.roles["value"])
            column = self.headings.quantity(name)
            if column is None:
                self.planner.leave_out("quantity_unknown", where, name=name)
                continue
            unit = table.text(row, "unit")
            named = unit_named(unit) if unit else None
            place = self._place_of(table, row, taken=1)
            if place is not None:
                self._value(table, where, place, replace(column, unit=named or column.unit), cell, row)

    def _place_of(self, table: Table, row: int, taken: int) -> str | None:
        """The place of a row; None (and said so) where it has none."""
        column = next(table.roles[role] for role in ("place_id", "place", "unit_type") if role in table.roles)
        where = table.where(row, column)
        try:
            return self._find_place(table, row, where)
        except Refused as refused:
            if taken:
                self.planner.leave_out(refused.code, where, **refused.params, count=taken)
            return None

    def _find_place(self, table: Table, row: int, where: Where) -> str:
        place_id, name, unit_name = (table.text(row, role) for role in ("place_id", "place", "unit_type"))
        if place_id in self.places.records:
            return place_id
        if self.planner.form == "own" and place_id:
            raise Refused("place_unknown", place=place_id)
        kind = self.places.kind(table.text(row, "kind"))
        unit = self.places.unit_type(unit_name) if unit_name else None
        if unit_name and unit is None:
            if kind is None:
                raise Refused("place_unknown", place=unit_name)
            unit = self.places.add(UNIT_TYPE, unit_name, "building")
            self.planner.place(unit, self.places.records[unit], where)
        wanted = name or place_id
        if not wanted:
            if unit is None:
                raise Refused("place_missing")
            return unit
        try:
            return self.places.find(wanted, unit, by_kind=kind is None)
        except Refused as refused:
            if kind is None or refused.code != "place_unknown":
                raise
            # The table says what it is and where: a new place.
            place = self.places.add(kind, wanted, unit or "building")
            self.planner.place(place, self.places.records[place], where)
            return place

    def _value(self, table: Table, where: Where, place: str, column: Column, cell: Cell, row: int) -> None:
        try:
            quantity = self._quantity(place, column)
            target = place if _is_own(table) else self.places.carrier(place, quantity)
            key = MeasurementKey(target, quantity.code)
            known = self.own.evidence.get(key)
            self._seen.add(key)
            present = self.state.measurements.get(target, {}).get(quantity.code)
            for same in (known[0] if known is not None else None, present if known is None else None):
                # The value that stands there already, or in the evidence, keeps all that is known of it.
                if same is not None and self._equals(quantity, cell, column.unit, same):
                    self.planner.offer(key, same, where)
                    return
            read = read_value(quantity, cell, column.unit)
        except Refused as refused:
            self.planner.leave_out(
                refused.code, where, **{"place": self.places.path(place), **refused.params}
            )
            return
        drawing = known[0].drawing if known is not None else raw_text(table.cell(row, "drawing"))
        own_note = raw_text(table.cell(row, "note"))
        note = " ".join(part for part in (own_note, f"{self.planner.file} {where}") if part)
        measurement = Measurement(read.value, "imported", drawing, note, self.at, self.by)
        self.planner.offer(key, measurement, where, read.rounded)
        if is_implausible(quantity, read.value):
            self.planner.ask("implausible", where, name=quantity.name, value=shown(cell), place=target)
        if target == place and quantity.kinds and not self._carries(place, quantity):
            self.planner.ask("as_default", where, name=quantity.name, place=self.places.path(place))

    def _quantity(self, place: str, column: Column) -> Quantity:
        """The one quantity of a heading that is measured at the place.

        Raises:
            Refused: none is, or several are.
        """
        fits = [
            quantity
            for code in column.codes
            if self.places.takes(place, quantity := self.edition.quantities[code])
        ]
        if len(fits) > 1:
            fits = [one for one in fits if self._carries(place, one)] or fits
        if len(fits) > 1:
            # That of this kind of place alone before that of all rooms.
            kind = self.places.records[place].kind
            fits = [one for one in fits if kind in one.kinds] or fits
        if len(fits) > 1:
            raise Refused("quantity_ambiguous", name=", ".join(one.code for one in fits))
        if not fits:
            raise Refused("not_measured_here", name=self.edition.quantities[column.codes[0]].name)
        return fits[0]

    def _carries(self, place: str, quantity: Quantity) -> bool:
        return bool(set(self.edition.kind_and_wider(self.places.records[place].kind)) & set(quantity.kinds))

    @staticmethod
    def _equals(quantity: Quantity, cell: Cell, unit: str | None, known: Measurement) -> bool:
        try:
            return read_value(quantity, cell, unit, rounding=False).value == known.value
        except Refused:
            return False

    def _blank(self, where: Where, place: str, column: Column) -> None:
        """A value that the evidence sheet has but whose cell was emptied: an import removes nothing."""
        for code in column.codes:
            key = MeasurementKey(place, code)
            if key in self.own.evidence:
                self._seen.add(key)
                name = self.edition.quantities[code].name
                self.planner.leave_out("emptied", where, name=name, place=self.places.path(place))

    def _unknown_columns(self, table: Table) -> None:
        for number, heading in table.unknown.items():
            count = sum(not is_empty((table.sheet.cell(row, number),)) for row in table.rows)
            if count:
                where = table.where(table.header, number)
                self.planner.leave_out("column_unknown", where, name=heading[:60], count=count)
