"""What can be entered for a row: the attestations and measurements its conditions look at, by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessor.assessment.checks import attest_keys
from assessor.assessment.records import MeasuredValue
from assessor.criteria import Edition
from assessor.criteria.expressions import ENTERED, Aggregate, Expression, Name, Operation, parse
from assessor.criteria.nodes import Attest, Measure
from assessor.evaluation import Interval, PlaceIndex, Trace, leaves, missing
from assessor.evaluation.lookup import Context, attested, look_up
from assessor.evaluation.numbers import Known
from assessor.workflow.session import Session

FieldKind = Literal["attest", "measure"]
NEAR = ("near_limit", "accepted_near_limit")


@dataclass(frozen=True, slots=True)
class Field:
    """One value to enter: a condition to confirm or a quantity to measure, at a place."""

    kind: FieldKind
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """The same condition or quantity at all places of a row.

    Attributes:
        is_open: one of them is still missing.
    """

    kind: FieldKind
    code: str
    places: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What holds at a field.

    Attributes:
        value: the value or bounds that count here.
        where: the place it was entered at; None when derived or not known.
    """

    value: Known
    where: str | None


def entry(session: Session, row: str, field: Field) -> Entry:
    """What holds at a field now."""
    snapshot = session.evaluation.snapshot
    if field.place not in snapshot.index.places:
        return Entry(None, None)
    context = Context(session.edition, snapshot, row)
    if field.kind == "attest":
        confirmed, where = attested(context, field.place, field.code)
        return Entry(confirmed, where)
    value, where = look_up(context, field.place, field.code)
    if isinstance(value, Interval) and (value.high is None and not value.low):
        value = None
    return Entry(value, where)


def own_value(session: Session, field: Field) -> MeasuredValue | None:
    """The measured value entered at exactly this place."""
    found = session.state.measurements.get(field.place, {}).get(field.code)
    return None if found is None else found.value


FieldKey = tuple[FieldKind, str]


@dataclass(frozen=True, slots=True)
class ScopeFields:
    """The fields below one root place of a row.

    Attributes:
        places: by condition or quantity, in reading order.
        still_open: those of which one is missing.
    """

    places: Mapping[FieldKey, tuple[str, ...]]
    still_open: frozenset[FieldKey]


class RowFields:
    """The fields of one row; after an edit only the root places that it touched are looked at again."""

    def __init__(self, session: Session, row_id: str) -> None:
        self._session = session
        self._row = row_id
        self._known: dict[str, tuple[Trace, PlaceIndex, ScopeFields]] = {}

    def groups(self) -> list[Group]:
        """All groups, the open ones first, each in reading order."""
        result = self._session.evaluation.rows.get(self._row)
        if result is None:
            return []
        index = self._session.evaluation.snapshot.index
        places: dict[FieldKey, dict[str, None]] = {}
        still_open: set[FieldKey] = set()
        for scope in result.scopes:
            found = self._scope(scope, index)
            for key, of_scope in found.places.items():
                places.setdefault(key, {}).update(dict.fromkeys(of_scope))
            if result.machine == "undetermined":
                still_open |= found.still_open
        listed = [Group(*key, tuple(of_key), key in still_open) for key, of_key in places.items()]
        order = {code: place for place, code in enumerate(attest_keys(self._session.edition.rows[self._row]))}
        listed.sort(
            key=lambda one: (not one.is_open, order.get(one.code, -1) if one.kind == "attest" else -1)
        )
        return listed

    def _scope(self, scope: Trace, index: PlaceIndex) -> ScopeFields:
        known = self._known.get(scope.place)
        if known is not None and known[0] is scope and known[1] is index:
            return known[2]
        collected: dict[FieldKey, dict[str, None]] = {}
        collector = _Collector(self._session.edition, index, collected)
        for leaf in leaves(scope):
            collector.leaf(leaf)
        for trace in _tried(scope):
            for code in trace.cases:
                collector.measure(code, trace.place)
        still_open = frozenset(key for leaf in missing(scope) for key in collector.inputs_of(leaf))
        made = ScopeFields({key: tuple(found) for key, found in collected.items()}, still_open)
        self._known[scope.place] = (scope, index, made)
        return made


def groups(session: Session, row_id: str) -> list[Group]:
    """All groups of a row, the open ones first, each in reading order."""
    return RowFields(session, row_id).groups()


def first_open(session: Session, row_id: str) -> Field | None:
    """The first value that is missing for a verdict."""
    for group in groups(session, row_id):
        if group.is_open:
            for place in group.places:
                field = Field(group.kind, group.code, place)
                if entry(session, row_id, field).value is None:
                    return field
    return None


def _tried(trace: Trace) -> Iterator[Trace]:
    if trace.cases:
        yield trace
    for part in trace.parts:
        yield from _tried(part)


class _Collector:
    def __init__(
        self, edition: Edition, index: PlaceIndex, found: dict[tuple[FieldKind, str], dict[str, None]]
    ) -> None:
        self._edition = edition
        self._index = index
        self._found = found
        self._inputs: dict[str, set[tuple[FieldKind, str]]] = {}
        self._seen: set[tuple[str, str]] = set()

    def leaf(self, leaf: Trace) -> None:
        node = leaf.node
        if isinstance(node, Attest):
            self._add("attest", node.attest, leaf.place)
        elif isinstance(node, Measure):
            self.measure(node.measure, leaf.place)
            if node.key is not None and leaf.reason in NEAR:
                self._add("attest", node.key, leaf.place)

    def inputs_of(self, leaf: Trace) -> set[tuple[FieldKind, str]]:
        """The fields that would settle an open leaf."""
        node = leaf.node
        if isinstance(node, Attest):
            return {("attest", node.attest)}
        if not isinstance(node, Measure):
            return set()
        if leaf.reason == "near_limit" and node.key is not None:
            return {("attest", node.key)}
        if node.measure not in self._inputs:
            inputs: set[tuple[FieldKind, str]] = {("measure", code) for code in self._bases(node.measure)}
            self._inputs[node.measure] = inputs
        return self._inputs[node.measure]

    def _bases(self, code: str, path: frozenset[str] = frozenset()) -> set[str]:
        """The quantity itself, or what a derived one is computed from.

        Where two follow from each other, either of them may be entered.
        """
        derive = self._edition.quantities[code].derive
        if derive is None or code in path:
            return {code}
        names = _names(parse(derive))
        found = {base for name in names for base in self._bases(name, path | {code})}
        return found | {code} if found & path else found or {code}

    def measure(self, code: str, place: str) -> None:
        if (code, place) in self._seen:
            return
        self._seen.add((code, place))
        quantity = self._edition.quantities[code]
        if quantity.derive is not None:
            self._expression(parse(quantity.derive), place)
        holder = next(
            (
                current
                for current in self._index.chains[place]
                if any(self._index.is_a(current, kind) for kind in quantity.kinds)
            ),
            None if quantity.derive is not None else place,
        )
        if holder is not None:
            self._add("measure", code, holder)

    def _expression(self, expression: Expression, place: str) -> None:
        match expression:
            case Name(code=code):
                self.measure(code, place)
            case Operation(op=op) if op in ENTERED:
                pass  # what is only looked for is entered where something reads it
            case Operation(args=args):
                for arg in args:
                    self._expression(arg, place)
            case Aggregate(kind=kind, value=value, where=where):
                for member in self._index.below(place, kind, applied_only=False):
                    for part in (where, value):
                        if part is not None:
                            self._expression(part, member)
            case _:
                pass

    def _add(self, kind: FieldKind, code: str, place: str) -> None:
        self._found.setdefault((kind, code), {})[place] = None


def _names(expression: Expression) -> list[str]:
    match expression:
        case Name(code=code):
            return [code]
        case Operation(op=op) if op in ENTERED:
            return []
        case Operation(args=args):
            return [name for arg in args for name in _names(arg)]
        case Aggregate(value=value, where=where):
            return [name for part in (where, value) if part is not None for name in _names(part)]
        case _:
            return []
