"""Lines of a COBie sheet: cells by the name of their column."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.importers.sheets import Sheet, Where, plain, shown

_NOTHING = frozenset({"", "na", "n/a", "none", "0"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def text(self, name: str) -> str:
        """The text of a column; empty where the line says nothing there."""
        found = shown(self.sheet.cell(self.row, self.columns[name])) if name in self.columns else ""
        return "" if found.casefold() in _NOTHING else found

    def where(self, name: str) -> Where:
        """The cell of a column."""
        return Where(self.sheet.name, self.row, self.columns.get(name, 0))


def entries(sheet: Sheet | None) -> list[Entry]:
    """The lines of a sheet; none of a sheet that is missing or empty."""
    if sheet is None or not sheet.rows:
        return []
    columns = {plain(cell): number for number, cell in enumerate(sheet.rows[0]) if isinstance(cell, str)}
    return [Entry(sheet, row, columns) for row in range(1, len(sheet.rows))]
