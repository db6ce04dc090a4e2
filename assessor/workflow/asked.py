"""Which cells (place, quantity) the verdicts still look at, given what is entered already.

A hinged door is not asked for what a sliding one leaves uncovered, and an exception that holds makes the
rule it excuses moot. Read from the traces of the evaluation, so it never disagrees with the verdicts.
"""

from collections.abc import Iterable

from assessor.criteria import Edition
from assessor.criteria.expressions import ENTERED, Aggregate, Expression, Name, Operation, parse
from assessor.criteria.nodes import AllOf, AnyOf, Case, If, Measure, Unless
from assessor.evaluation import Evaluation, Interval, PlaceIndex, State, Trace
from assessor.evaluation.lookup import Context, evaluate, look_up
from assessor.evaluation.numbers import Known
from assessor.workflow.needed import Needed

Cells = frozenset[tuple[str, str]]


class AskedCells:
    """The cells that verdicts rest on, kept per row and root place while their trace is the same."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._kept: dict[tuple[str, str], tuple[Trace, Cells]] = {}

    def cells(self, evaluation: Evaluation, needed: Needed, roots: Iterable[str]) -> Cells:
        """All cells that any row looks at from one of the root places (unit types, building, site)."""
        found: set[tuple[str, str]] = set()
        wanted = tuple(roots)
        for row, scopes in evaluation.scopes.items():
            for root in wanted:
                trace = scopes.get(root)
                if trace is None:
                    continue
                kept = self._kept.get((row, root))
                if kept is None or kept[0] is not trace:
                    walk = _Walk(Context(self._edition, evaluation.snapshot, row), needed)
                    walk.trace(trace)
                    kept = self._kept[row, root] = (trace, frozenset(walk.found))
                found |= kept[1]
        return frozenset(found)


class _Walk:
    def __init__(self, context: Context, needed: Needed) -> None:
        self._context = context
        self._needed = needed
        self._index: PlaceIndex = context.snapshot.index
        self.found: set[tuple[str, str]] = set()
        self._seen: set[tuple[str, str]] = set()

    def trace(self, trace: Trace) -> None:
        """Collects the cells under a trace, leaving out what its outcome made moot."""
        node, state = trace.node, trace.state
        if isinstance(node, Measure):
            self._value(trace.place, node.measure)
            return
        parts = trace.parts
        if isinstance(node, AnyOf) and state is State.TRUE and trace.reason != "by_cases":
            parts = tuple(part for part in parts if part.state is State.TRUE) or parts
        elif isinstance(node, AnyOf):
            parts = tuple(one for part in parts for one in self._without_moot(part))
        elif isinstance(node, Unless) and trace.reason == "excused":
            parts = tuple(part for part in parts[:-1] if part.state is State.TRUE)
        elif isinstance(node, Unless) and parts and parts[-1].state is State.TRUE:
            parts = parts[-1:]
        elif isinstance(node, If) and parts and parts[0].reason == "not_listed":
            parts = parts[:1]  # the part is to be listed before anything is measured at it
        elif isinstance(node, If | Case | Unless) and parts:
            guards = parts[:-1] if isinstance(node, Unless) else parts[:1]
            parts = (
                *(one for guard in guards for one in self._without_moot(guard)),
                *parts[len(guards) :],
            )
        for part in parts:
            self.trace(part)

    @staticmethod
    def _without_moot(branch: Trace) -> tuple[Trace, ...]:
        """Of a guard, excuse or alternative that is closed, what closes it; the rest would not open it."""
        if isinstance(branch.node, AllOf) and branch.state is State.FALSE:
            return tuple(part for part in branch.parts if part.state is State.FALSE)
        return (branch,)

    def _value(self, place: str, code: str) -> None:
        if (place, code) in self._seen:
            return
        self._seen.add((place, code))
        for current in self._index.chains[place]:
            if code in self._context.snapshot.values.get(current, {}):
                self.found.add((current, code))
                return
        carriers = self._needed.carriers(self._index, place, code)
        self.found.update((carrier, code) for carrier in carriers)
        derive = self._context.edition.quantities[code].derive
        if derive is not None:
            self._expression(carriers[0] if carriers else place, parse(derive))

    def _expression(self, place: str, expression: Expression) -> None:
        match expression:
            case Name(code=code):
                self._value(place, code)
            case Operation(op=op) if op in ENTERED:
                pass  # what is only looked for is asked where something reads it
            case Operation(op="if", args=(test, body, orelse)):
                self._expression(place, test)
                condition = evaluate(self._context, place, test)
                if condition is not False:
                    self._expression(place, body)
                if condition is not True:
                    self._expression(place, orelse)
            case Operation(args=args):
                for arg in args:
                    self._expression(place, arg)
            case Aggregate(kind=kind, value=value, where=where):
                for member in self._index.below(place, kind, applied_only=False):
                    for part in (where, value):
                        if part is not None:
                            self._expression(member, part)
            case _:
                pass


def waits_for_inputs(evaluation: Evaluation, edition: Edition, place: str, code: str) -> bool:
    """Whether a derived quantity would follow from others that are not known yet.

    Such a quantity need not be asked for itself: it is asked for only where its inputs leave it open.
    """
    derive = edition.quantities[code].derive
    if derive is None:
        return False
    return _waits(Context(edition, evaluation.snapshot, ""), place, parse(derive))


def _waits(context: Context, place: str, expression: Expression) -> bool:
    match expression:
        case Name(code=code):
            value, _ = look_up(context, place, code)
            return value is None or isinstance(value, Interval)
        case Operation(op=op) if op in ENTERED:
            return False
        case Operation(op="if", args=(test, body, orelse)):
            condition = evaluate(context, place, test)
            if condition is None:
                return _waits(context, place, test)
            return _waits(context, place, body if condition is True else orelse)
        case Operation(args=args):
            return any(_waits(context, place, arg) for arg in args)
        case Aggregate(kind=kind, value=value, where=where):
            members = context.snapshot.index.below(place, kind, applied_only=False)
            inner = [part for part in (where, value) if part is not None]
            return any(_waits(context, member, part) for member in members for part in inner)
        case _:
            return False


def value_at(evaluation: Evaluation, edition: Edition, place: str, code: str) -> tuple[Known, str | None]:
    """What holds for a quantity at a place and where it was entered (None: it follows, or nothing is known).

    Bounds that say nothing come back as None.
    """
    value, where = look_up(Context(edition, evaluation.snapshot, ""), place, code)
    if isinstance(value, Interval) and value.high is None and not value.low:
        return None, None
    return value, where
