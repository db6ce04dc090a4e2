"""An edition as frozen data: tables, rows, groups, minimums and declared totals."""

from typing import Literal

from pydantic import Field

from assessor.criteria.catalogue import CategoryCode, CrossCheck, Drawing, Kind, Quantity, Reading
from assessor.criteria.nodes import Condition, Frozen, Text
from assessor.criteria.procedure import Procedure
from assessor.criteria.values import Exact

Level = Literal["required", "optional"]
Auto = Literal["full", "partial", "none"]
Scope = Literal["unit_type", "building", "site"]


class Levels(Frozen):
    """Level of a row per category; None where the row does not apply."""

    new: Level | None = None
    renovation: Level | None = None
    existing: Level | None = None


class Source(Frozen):
    """Where a row stands in its document: table and item as printed, line in the text used to check it."""

    table: str
    item: str
    line: int = Field(ge=1)


class Row(Frozen):
    """One check row.

    Attributes:
        id: stable id, for example `2-2/3(5)a`.
        scope: the place the condition starts from; `unit_type` rows are asked of every unit type applied for.
        has_na_box: the form prints a box for "required, but no such part".
        difficulty: of 5, as printed; None where the document gives no figure.
        efforts: clauses that ask for an effort and never decide.
        same_as: rows of other editions with the same subject, as `edition:row id`.
    """

    id: str = Field(pattern=r"^[0-9]+(-[0-9]+)?/[0-9]+(\([0-9]+\)(-\([0-9]+\))?)?[a-z]?$")
    table: str
    item: Text
    title: Text
    text: Text
    levels: Levels
    scope: Scope
    condition: Condition
    importance: Literal["◎", "○"] | None = None
    difficulty: Exact | None = None
    has_na_box: bool = False
    mark: str | None = None
    auto: Auto
    inferred: bool = False
    efforts: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Drawing, ...] = ()
    same_as: tuple[str, ...] = ()
    source: Source


class Table(Frozen):
    """One criteria table (別表) and its rows in the order of the form."""

    code: str
    name: Text
    area: Text | None = None
    rows: tuple[Row, ...] = Field(min_length=1)


class Group(Frozen):
    """Tables that share a minimum number of optional rows."""

    name: str
    label: Text
    tables: tuple[str, ...]
    minimum: dict[str, int]


class Category(Frozen):
    """One category of assessment (区分)."""

    code: CategoryCode
    name: Text
    column: Text


class EditionHead(Frozen):
    """The file `edition.json`: everything but the rows.

    `declared` holds the totals printed in the document, per category and table or sum of tables:
    `[required, optional, rows]`. The linter asserts them.
    """

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: Text
    title: Text
    issued: str | None = None
    document: str
    categories: tuple[Category, ...] = Field(min_length=1)
    tables: tuple[str, ...] = Field(min_length=1)
    groups: tuple[Group, ...]
    total_minimum: dict[str, int]
    declared: dict[str, dict[str, tuple[int, int, int]]]
    sums: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    notes: tuple[Text, ...] = ()


class Edition:
    """A whole edition with its indexes.

    Attributes:
        head: names, categories, groups, minimums, declared totals.
        tables: the tables in order.
        kinds: kinds of place by code.
        quantities: quantities by code.
        digest: SHA-256 over all of its data, as hex.
        checks: cross-checks of what is entered, by code.
        procedure: what surrounds the sheet; None where the edition names none. No verdict rests on it, and
            it has a digest of its own.
    """

    def __init__(
        self,
        head: EditionHead,
        tables: tuple[Table, ...],
        kinds: dict[str, Kind],
        quantities: dict[str, Quantity],
        digest: str,
        checks: dict[str, CrossCheck] | None = None,
        procedure: Procedure | None = None,
    ) -> None:
        self.head = head
        self.tables = tables
        self.kinds = kinds
        self.quantities = quantities
        self.digest = digest
        self.checks = checks or {}
        self.procedure = procedure
        self.rows: dict[str, Row] = {row.id: row for table in tables for row in table.rows}
        self._wider: dict[str, tuple[str, ...]] = {}

    @property
    def code(self) -> str:
        """Short name, for example `r4`."""
        return self.head.code

    def rows_for(self, category: str) -> tuple[Row, ...]:
        """The rows that apply in a category, in the order of the form."""
        return tuple(row for row in self.rows.values() if self.level(row, category) is not None)

    @staticmethod
    def level(row: Row, category: str) -> Level | None:
        """Level of a row in a category; None where it does not apply."""
        level: Level | None = getattr(row.levels, category)
        return level

    def kind_and_wider(self, code: str) -> tuple[str, ...]:
        """The kind and all wider kinds, narrowest first."""
        if code not in self._wider:
            found: list[str] = []
            current: str | None = code
            while current is not None and current in self.kinds and current not in found:
                found.append(current)
                current = self.kinds[current].is_a
            self._wider[code] = tuple(found)
        return self._wider[code]

    def allowed_parents(self, code: str) -> tuple[str, ...]:
        """Kinds in which a place of this kind may lie (its own list, or that of the next wider kind)."""
        for kind in self.kind_and_wider(code):
            if self.kinds[kind].parents:
                return self.kinds[kind].parents
        return ()
