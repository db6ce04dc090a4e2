"""Tables in sheets: where the headings stand and what each column holds."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field

from assessor.criteria import Edition
from assessor.importers.sheets import Cell, Sheet, Where, is_empty, plain, shown
from assessor.importers.values import unit_named
from assessor.importers.words import roles, words

MAX_HEADING = 120
AREAS = ("bath_area_m2", "dwelling_exclusive_area_m2", "room_area_m2")
"""What the area of a place may be; that of its own kind comes before that of any room.

Not that of dining and kitchen together: a room of that kind may hold the living room as well.
"""
_UNIT = re.compile(r"^(.*?)\s*[(\[〔［]\s*([^()\[\]〔〕［］]+)\s*[)\]〕］]\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: codes of the quantities its heading may mean, and its unit where named."""

    codes: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table within a sheet.

    Attributes:
        sheet: the sheet, turned where the headings stand in a column.
        turned: rows and columns were exchanged.
        header: row of the headings.
        rows: rows of values.
        roles: column of each role (`place`, `unit_type`, …).
        columns: columns of values.
        unknown: headings that mean nothing here, by column.
    """

    sheet: Sheet
    turned: bool
    header: int
    rows: tuple[int, ...]
    roles: dict[str, int]
    columns: dict[int, Column]
    unknown: dict[int, str] = field(default_factory=dict)

    def where(self, row: int, column: int) -> Where:
        """The cell in the file as it is."""
        if self.turned:
            row, column = column, row
        return Where(self.sheet.name, row, column)

    def text(self, row: int, role: str) -> str:
        """The text of a row in the column of a role; empty where there is none."""
        return shown(self.sheet.cell(row, self.roles[role])) if role in self.roles else ""

    def cell(self, row: int, role: str) -> Cell:
        """The cell of a row in the column of a role."""
        return self.sheet.cell(row, self.roles[role]) if role in self.roles else None

    @property
    def is_long(self) -> bool:
        """One value per row, with the quantity named beside it."""
        return "quantity" in self.roles and "value" in self.roles


class Headings:
    """The headings that an edition knows."""

    def __init__(self, edition: Edition) -> None:
        self._quantities: dict[str, list[str]] = {}
        for quantity in edition.quantities.values():
            names = (quantity.code, *quantity.aliases, quantity.name.ja, quantity.name.en)
            for name in dict.fromkeys(map(plain, names)):
                self._quantities.setdefault(name, []).append(quantity.code)
        # "面積" alone is the area of whatever the row speaks of.
        areas = tuple(code for code in AREAS if code in edition.quantities)
        for word in words("area") if areas else ():
            self._quantities.setdefault(plain(word), list(areas))
        self._codes = {plain(code): code for code in edition.quantities}
        self._kept: dict[str, str | Column | None] = {}

    def read(self, text: str) -> str | Column | None:
        """A role, a column of values, or None for a heading that says nothing here."""
        if text not in self._kept:
            self._kept[text] = self._read(text)
        return self._kept[text]

    def quantity(self, text: str) -> Column | None:
        """The quantity that a text names, with a unit in brackets behind it."""
        return self._column(text)

    def _read(self, text: str) -> str | Column | None:
        if not text or len(text) > MAX_HEADING:
            return None
        return roles().get(plain(text)) or self._column(text)

    def _column(self, text: str) -> Column | None:
        for name, unit in _spellings(text):
            code = self._codes.get(plain(name))
            codes = (code,) if code is not None else tuple(self._quantities.get(plain(name), ()))
            if codes:
                return Column(codes, unit)
        return None


def _spellings(text: str) -> list[tuple[str, str | None]]:
    spellings: list[tuple[str, str | None]] = [(text, None)]
    match = _UNIT.match(unicodedata.normalize("NFKC", text))
    if match is not None:
        spellings.append((match[1], unit_named(match[2])))
    return spellings


def find_tables(headings: Headings, sheet: Sheet) -> list[Table]:
    """The tables of a sheet; where no row holds headings, those with the headings in a column."""
    for turned in (False, True):
        current = sheet.turned() if turned else sheet
        if turned and (len(sheet.rows) > MAX_TURNED or sheet.width > MAX_TURNED):
            return []
        found = _tables(headings, current, turned)
        if found:
            return found
    return []


MAX_TURNED = 2_000
"""A sheet with more rows is a list, whose headings stand in a row."""


def _tables(headings: Headings, sheet: Sheet, turned: bool) -> list[Table]:
    starts: list[tuple[int, dict[str, int], dict[int, Column], dict[int, str]]] = []
    skipped: set[int] = set()
    for number, row in enumerate(sheet.rows):
        follows = bool(starts) and number == starts[-1][0] + 1
        if starts and not follows and has_ids(starts[-1][1]):
            break  # our own list: whatever its cells say, no second heading comes
        found = _heading_row(headings, row, guess=not starts)
        if found is None:
            continue
        if follows:
            skipped.add(number)  # names under codes: one heading in two rows
        else:
            starts.append((number, *found))
    tables: list[Table] = []
    for position, (header, columns_of_roles, columns, unknown) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else len(sheet.rows)
        rows = [one for one in range(header + 1, end) if one not in skipped and not is_empty(sheet.rows[one])]
        units = _unit_row(sheet, rows, columns)
        in_units = {number: Column(one.codes, units.get(number, one.unit)) for number, one in columns.items()}
        values = tuple(rows[1:] if units else rows)
        tables.append(Table(sheet, turned, header, values, columns_of_roles, in_units, unknown))
    return tables


def has_ids(columns_of_roles: Container[str]) -> bool:
    """Whether a table is one of our own: with ids of places and where they lie, of records, or of rows."""
    is_list = all(role in columns_of_roles for role in ("place_id", "kind", "parent"))
    return is_list or "record" in columns_of_roles or "row_id" in columns_of_roles


def _heading_row(
    headings: Headings, row: tuple[Cell, ...], *, guess: bool
) -> tuple[dict[str, int], dict[int, Column], dict[int, str]] | None:
    columns_of_roles: dict[str, int] = {}
    columns: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    for number, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip():
            continue
        match headings.read(cell.strip()):
            case str() as role:
                columns_of_roles.setdefault(role, number)
            case Column() as column:
                columns[number] = column
            case None:
                unknown[number] = cell.strip()
    if "unit" in columns_of_roles and not {"value", "unit_type"} & columns_of_roles.keys():
        columns_of_roles["unit_type"] = columns_of_roles.pop("unit")  # "Unit" is a dwelling as well
    if "quantity" in columns_of_roles and "value" not in columns_of_roles and columns:
        # "項目" over a column of places: the table was turned.
        columns_of_roles.setdefault("place", columns_of_roles.pop("quantity"))
    names = {"place_id", "place", "unit_type"} & columns_of_roles.keys()
    is_long = {"quantity", "value"} <= columns_of_roles.keys() and names
    is_notes = "row_id" in columns_of_roles and {"drawings", "remark"} & columns_of_roles.keys()
    is_list = {"place_id", "kind", "parent"} <= columns_of_roles.keys()
    if guess and not names and len({column.codes for column in columns.values()}) > 1:
        # A first column without a heading that we know names the places.
        first = min(columns)
        before = [number for number in range(first) if number not in columns_of_roles.values()]
        if before:
            columns_of_roles["place"] = before[-1]
            unknown.pop(before[-1], None)
            names = {"place"}
    if (columns and names) or is_long or is_notes or is_list:
        return columns_of_roles, columns, unknown
    return None


def _unit_row(sheet: Sheet, rows: list[int], columns: dict[int, Column]) -> dict[int, str]:
    """Units in the row below the headings: every cell of it is one."""
    if not rows:
        return {}
    found: dict[int, str] = {}
    for number, cell in enumerate(sheet.rows[rows[0]]):
        if is_empty((cell,)) or roles().get(plain(cell)) == "unit":
            continue
        unit = unit_named(re.sub(r"[()\[\]（）［］]", "", shown(cell))) if isinstance(cell, str) else None
        if unit is None or number not in columns:
            return {}
        found[number] = unit
    return found
