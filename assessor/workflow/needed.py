"""Which quantities are asked for at which kinds of place, for an edition and a category."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from assessor.criteria import Edition
from assessor.criteria.catalogue import Drawing
from assessor.criteria.expressions import ENTERED, Aggregate, Expression, Name, Operation, parse
from assessor.criteria.nodes import (
    AllOf,
    AnyOf,
    Case,
    Exists,
    ForEach,
    If,
    InCategory,
    Measure,
    Node,
    Not,
    Unless,
    Within,
    parts,
)
from assessor.evaluation import PlaceIndex

DRAWINGS: tuple[str, ...] = get_args(Drawing)
"""The drawings in the order in which one goes through a set."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A quantity that some row of the category reads at a kind of place.

    Attributes:
        code: the quantity.
        kind: the kind of place that carries it, never an abstract one.
        rows: the rows that read it there, in the order of the form.
        may_be_empty: it follows from other values, or from where the part lies, where nothing is entered.
    """

    code: str
    kind: str
    rows: tuple[str, ...]
    may_be_empty: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """The quantities of one category.

    Attributes:
        asks: by kind of place and quantity code, quantities in the order of drawings and of the catalogue.
    """

    edition: Edition
    category: str
    asks: Mapping[str, Mapping[str, Ask]]
    _order: Mapping[str, int] = field(default_factory=dict)

    def at(self, kind: str) -> Mapping[str, Ask]:
        """What is asked for at a kind of place."""
        return self.asks.get(kind, {})

    def columns(self, kinds: Iterable[str], drawing: str | None = None) -> tuple[str, ...]:
        """Codes asked for at any of the kinds, perhaps only those read from one drawing, in order."""
        codes = {code for kind in kinds for code in self.at(kind)}
        if drawing is not None:
            codes = {code for code in codes if self.edition.quantities[code].drawing == drawing}
        return tuple(sorted(codes, key=self._order.__getitem__))

    def drawings(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """The drawings from which something is read at the kinds, in the order of a set."""
        found = {self.edition.quantities[code].drawing for kind in kinds for code in self.at(kind)}
        return tuple(drawing for drawing in DRAWINGS if drawing in found)

    def carriers(self, index: PlaceIndex, place: str, code: str) -> tuple[str, ...]:
        """The place and those around it that carry a quantity, the nearest first."""
        return tuple(one for one in index.chains[place] if code in self.at(index.places[one].kind))


def needed(edition: Edition, category: str) -> Needed:
    """Walks the conditions of every row of the category down to the quantities they read."""
    collector = _Collector(edition, category)
    for row in edition.rows_for(category):
        collector.row = row.id
        collector.node(row.condition, frozenset({row.scope}))
    return Needed(edition, category, collector.asks(), collector.order)


class _Collector:
    def __init__(self, edition: Edition, category: str) -> None:
        self.edition = edition
        self.category = category
        self.row = ""
        self._concrete = {
            kind: frozenset(
                one
                for one in edition.kinds
                if kind in edition.kind_and_wider(one) and not edition.kinds[one].abstract
            )
            for kind in edition.kinds
        }
        self._around = {kind: self._ancestors(kind) for kind in edition.kinds}
        self._found: dict[tuple[str, str], dict[str, None]] = {}
        self._done: set[tuple[str, str, str]] = set()
        catalogue = {code: number for number, code in enumerate(edition.quantities)}
        ordered = sorted(
            catalogue, key=lambda code: (DRAWINGS.index(edition.quantities[code].drawing), catalogue[code])
        )
        self.order = {code: number for number, code in enumerate(ordered)}

    def _ancestors(self, kind: str) -> frozenset[str]:
        """Concrete kinds in which a place of this kind may lie, at any depth."""
        found: set[str] = set()
        waiting = [kind]
        while waiting:
            for parent in self.edition.allowed_parents(waiting.pop()):
                fresh = self._concrete.get(parent, frozenset()) - found
                found |= fresh
                waiting.extend(fresh)
        # The site lies in the building: what is entered there holds for the whole estate.
        return frozenset(found | {"building"}) - {kind}

    def asks(self) -> dict[str, dict[str, Ask]]:
        """Everything found, per kind in order."""
        result: dict[str, dict[str, Ask]] = {}
        for (kind, code), rows in sorted(self._found.items(), key=lambda item: self.order[item[0][1]]):
            quantity = self.edition.quantities[code]
            may_be_empty = quantity.derive is not None or bool(quantity.from_parent)
            result.setdefault(kind, {})[code] = Ask(code, kind, tuple(rows), may_be_empty)
        return result

    def node(self, node: Node, here: frozenset[str]) -> None:
        """Collects what a condition reads at a place of one of the kinds `here`."""
        match node:
            case Measure():
                self._quantity(node.measure, here)
            case ForEach(for_each=kind) | Exists(exists=kind):
                for part in parts(node):
                    self.node(part, self._concrete[kind])
            case If(if_=condition) | Case(case=condition) if self._fixed(condition) is False:
                pass
            case Unless():
                for excuse in node.unless:
                    if self._fixed(excuse) is not False:
                        self.node(excuse, here)
                self.node(node.then, here)
            case AllOf() | AnyOf() if self._fixed(node) is not None:
                pass
            case _:
                for part in parts(node):
                    self.node(part, here)

    def _fixed(self, node: Node) -> bool | None:
        """The truth of a condition as far as the category alone decides it."""
        match node:
            case InCategory():
                return self.category in node.category
            case Not():
                inner = self._fixed(node.not_)
                return None if inner is None else not inner
            case AllOf():
                truths = [self._fixed(part) for part in node.all_of]
                return False if False in truths else (True if all(truths) else None)
            case AnyOf():
                truths = [self._fixed(part) for part in node.any_of]
                return True if True in truths else (None if None in truths else False)
            case Within() | _:
                return None

    def _quantity(self, code: str, here: frozenset[str]) -> None:
        quantity = self.edition.quantities[code]
        carriers = {one for kind in quantity.kinds for one in self._concrete.get(kind, ())}
        for kind in here:
            if (kind, code, self.row) in self._done:
                continue
            self._done.add((kind, code, self.row))
            for carrier in carriers & ({kind} | self._around[kind]):
                self._found.setdefault((carrier, code), {})[self.row] = None
            if quantity.derive is not None:
                self._expression(parse(quantity.derive), frozenset({kind}))

    def _expression(self, expression: Expression, here: frozenset[str]) -> None:
        match expression:
            case Name(code=code):
                self._quantity(code, here)
            case Operation(op=op) if op in ENTERED:
                pass  # what is only looked for is asked where something reads it
            case Operation(args=args):
                for arg in args:
                    self._expression(arg, here)
            case Aggregate(kind=kind, value=value, where=where):
                for part in (where, value):
                    if part is not None:
                        self._expression(part, self._concrete[kind])
            case _:
                pass
