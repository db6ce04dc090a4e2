"""An edition as frozen data: kinds of place, quantities, tables, rows, groups and declared totals."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

from pydantic import Field

from assessor.criteria.nodes import Condition, Frozen, Text
from assessor.criteria.values import Exact

if TYPE_CHECKING:
    from assessor.criteria.procedure import Procedure

Level = Literal["required", "optional"]
Auto = Literal["full", "partial", "none"]
Scope = Literal["unit_type", "building", "site"]
Drawing = Literal[
    "floor_plan",
    "section",
    "elevation",
    "door_schedule",
    "finish_schedule",
    "equipment",
    "structure",
    "site_plan",
    "area_map",
    "documents",
]


class Kind(Frozen):
    """A kind of place, for example `bathroom`, which is a `room` and lies in a `unit_type`.

    Attributes:
        is_a: the wider kind; a condition on `room` covers bathrooms too.
        parents: kinds (or wider kinds) that it may lie in; inherited from `is_a` when empty.
        abstract: only a wider kind, never a place of its own.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    is_a: str | None = None
    parents: tuple[str, ...] = ()
    abstract: bool = False


class Option(Frozen):
    """One value of a choice, or one grade (listed from worst to best).

    Attributes:
        aliases: other words under which another program may deliver it.
    """

    code: str
    name: Text
    aliases: tuple[str, ...] = ()


class Quantity(Frozen):
    """Something measured at a place, or derived from what is measured.

    Attributes:
        type: `number` (with `unit`), `count`, `flag` (yes/no), `choice`, `grade` (ordered options, worst
            first), `list` (numbers in order).
        unit: `mm`, `cm`, `m`, `m2`, `deg`, `pct`, `ratio`, or a counter such as `dwelling`, `space`, `step`.
        basis: how it is measured: inside (内法), clear (有効), wall_centre (壁芯), or none.
        kinds: kinds of place that carry it; a value at a wider place (unit type, building) is a default for
            the places in it.
        plausible: range outside which an entry is questioned, never refused.
        derive: expression that gives the value where none is entered (see `criteria.expressions`).
        from_parent: option by kind of the place around, for choices that follow from where a part lies.
        drawing: the drawing it is read from.
        sketch: name of the picture that shows where it is measured.
        aliases: other codes under which another program may deliver it.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    type: Literal["number", "count", "flag", "choice", "grade", "list"]
    unit: str = ""
    basis: Literal["inside", "clear", "wall_centre", "none"] = "none"
    kinds: tuple[str, ...] = ()
    plausible: tuple[Exact, Exact] | None = None
    options: tuple[Option, ...] = ()
    derive: str | None = None
    from_parent: dict[str, str] = Field(default_factory=dict)
    drawing: Drawing = "floor_plan"
    sketch: str | None = None
    help: Text | None = None
    aliases: tuple[str, ...] = ()

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        """Codes of the options in their order."""
        return tuple(option.code for option in self.options)

    def option_named(self, word: str) -> str:
        """The code of the option that a word means (code, name or alias); the word itself where none does."""
        if word in self.option_codes:
            return word
        folded = _folded(word)
        for option in self.options:
            names = (option.code, option.name.ja, option.name.en, *option.aliases)
            if folded in map(_folded, names):
                return option.code
        return word


def _folded(word: str) -> str:
    """A word without differences of width, case and white space."""
    return "".join(normalize("NFKC", word).casefold().split())


class CrossCheck(Frozen):
    """Something that does not fit together in what was entered; it is pointed out and never decides.

    Attributes:
        kind: kind of place it is asked at.
        when: expression that is true where something is wrong.
        quantities: what to look at, in order.
        twins: asked only where an earlier place has the same kind and name: `beside` it in the same place, or
            in the same `dwelling` with another value for one of the quantities.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    when: str
    text: Text
    twins: Literal["beside", "dwelling"] | None = None
    quantities: tuple[str, ...] = ()


class Levels(Frozen):
    """Level of a row per category; None where the row does not apply."""

    new: Level | None = None
    renovation: Level | None = None
    existing: Level | None = None


class Reading(Frozen):
    """How the product reads what the document leaves open, with the other reading an office might take."""

    text: Text
    other: Text | None = None


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

    code: Literal["new", "renovation", "existing"]
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
        procedure: "Procedure | None" = None,
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
