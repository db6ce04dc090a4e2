"""Conditions made callable: each node of a row's tree becomes a function (context, place) → Trace."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import gcd

from assessor.criteria.expressions import breakpoints, names, parse
from assessor.criteria.model import Edition
from assessor.criteria.nodes import (
    AllOf,
    AnyOf,
    Attest,
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
    walk,
)
from assessor.evaluation import logic
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, VOID, State
from assessor.evaluation.lookup import Context, attested
from assessor.evaluation.measured import compile_measure
from assessor.evaluation.numbers import Known, pieces
from assessor.evaluation.trace import Trace

Check = Callable[[Context, str], Trace]
MAX_CASES = 256
"""Combinations of unknown attributes that are tried at one place before it stays undetermined."""


class RowProgram:
    """A row's condition, compiled, with what it reads.

    Attributes:
        reads: codes of all quantities it may look at, derived ones resolved.
        kinds: kinds of place it runs over.
        check: evaluates the tree from the row's root place, with cases tried where it stays open.
    """

    def __init__(self, edition: Edition, root: Node) -> None:
        self.reads: frozenset[str] = frozenset(_reads(edition, root))
        self.kinds: frozenset[str] = frozenset(
            node.for_each if isinstance(node, ForEach) else node.exists
            for node in walk(root)
            if isinstance(node, ForEach | Exists)
        )
        self._edges = _edges(edition, root)
        self._edition = edition
        self.check = self._certain(self._compile(root))

    def _compile(self, node: Node) -> Check:
        match node:
            case AllOf():
                return self._connective(node, node.all_of, logic.all_of)
            case AnyOf():
                return self._connective(node, node.any_of, logic.any_of)
            case Not():
                return self._not(node)
            case If():
                return self._conditional(node, node.if_, node.then, logic.where)
            case Case():
                return self._conditional(node, node.case, node.then, logic.branch)
            case Unless():
                return self._unless(node)
            case ForEach():
                return self._for_each(node)
            case Exists():
                return self._exists(node)
            case Measure():
                return compile_measure(self._edition, node)
            case Attest():
                return _attest(node)
            case InCategory():
                return lambda context, place: Trace(
                    node, TRUE if context.snapshot.category in node.category else FALSE, place
                )
            case Within():
                return _within(node)

    def _connective(
        self, node: Node, parts: tuple[Node, ...], connect: Callable[[list[State]], State]
    ) -> Check:
        checks = [self._compile(part) for part in parts]

        def check(context: Context, place: str) -> Trace:
            traces = tuple([part(context, place) for part in checks])
            return Trace(node, connect([trace.state for trace in traces]), place, traces)

        return check

    def _not(self, node: Not) -> Check:
        inner = self._compile(node.not_)

        def check(context: Context, place: str) -> Trace:
            trace = inner(context, place)
            return Trace(node, logic.negate(trace.state), place, (trace,))

        return check

    def _conditional(
        self, node: Node, condition: Node, then: Node, combine: Callable[[State, State], State]
    ) -> Check:
        test, inner = self._compile(condition), self._compile(then)

        def check(context: Context, place: str) -> Trace:
            first = test(context, place)
            if first.state is FALSE or first.state is VOID:
                return Trace(node, combine(FALSE, VOID), place, (first,), reason="does_not_apply")
            second = inner(context, place)
            return Trace(node, combine(first.state, second.state), place, (first, second))

        return check

    def _unless(self, node: Unless) -> Check:
        excuses = [self._compile(part) for part in node.unless]
        inner = self._compile(node.then)

        def check(context: Context, place: str) -> Trace:
            traces = tuple([excuse(context, place) for excuse in excuses])
            excuse = logic.any_of([trace.state for trace in traces])
            then = inner(context, place)
            state = logic.unless(excuse, then.state)
            reason = "excused" if state is VOID and then.state is not VOID else ""
            return Trace(node, state, place, (*traces, then), reason=reason)

        return check

    def _for_each(self, node: ForEach) -> Check:
        inner = self._certain(self._narrowed(node))
        none_state = FALSE if node.when_none == "false" else VOID

        def check(context: Context, place: str) -> Trace:
            members = context.parts_below(place, node.for_each, applied_only=True)
            traces = tuple([inner(context, member) for member in members])
            state = logic.all_of([trace.state for trace in traces])
            reason = ""
            if state is VOID:
                listed = bool(members) or context.is_listed(place, node.for_each)
                state = none_state if listed else UNKNOWN
                reason = "no_places" if listed else "not_listed"
            return Trace(node, state, place, traces, reason=reason)

        return check

    def _narrowed(self, node: ForEach) -> Check:
        """The condition at one place of a loop, asked only where `where` holds."""
        if node.where is None:
            return self._compile(node.must)
        return self._conditional(
            If.model_construct(if_=node.where, then=node.must), node.where, node.must, logic.where
        )

    def _exists(self, node: Exists) -> Check:
        inner = self._certain(self._compile(node.that))

        def check(context: Context, place: str) -> Trace:
            members = context.parts_below(place, node.exists, applied_only=True)
            traces = tuple([inner(context, member) for member in members])
            state = logic.any_of([trace.state for trace in traces])
            reason = ""
            if state is VOID or (not traces and state is not TRUE):
                listed = context.is_listed(place, node.exists)
                state, reason = (FALSE, "no_places") if listed else (UNKNOWN, "not_listed")
            return Trace(node, state, place, traces, reason=reason)

        return check

    def _certain(self, inner: Check) -> Check:
        """Tries the possible values of what is unknown; where all agree the verdict is certain."""

        def check(context: Context, place: str) -> Trace:
            outer_unknown = context.unknown
            context.unknown = {}
            trace = inner(context, place)
            own_unknown = context.unknown
            context.unknown = outer_unknown
            if trace.state is UNKNOWN and own_unknown:
                found = self._try_cases(context, place, inner, list(own_unknown))
                if found is not None:
                    return found
            outer_unknown.update(own_unknown)
            return trace

        return check

    def _try_cases(
        self, context: Context, place: str, inner: Check, unknown: list[tuple[str, str]]
    ) -> Trace | None:
        choices: list[list[Known]] = []
        keys: list[tuple[str, str]] = []
        combinations = 1
        for key in unknown:
            values = self._possible(key[1])
            if values and combinations * len(values) <= MAX_CASES:
                keys.append(key)
                choices.append(values)
                combinations *= len(values)
        if not keys:
            return None
        kept_assumed, kept_unknown = context.assumed, context.unknown
        state: State | None = None
        worst: Trace | None = None
        try:
            for combination in _scattered(choices, combinations):
                context.assumed = {**kept_assumed, **dict(zip(keys, combination, strict=True))}
                context.unknown = {}
                trace = inner(context, place)
                state = trace.state if state is None else logic.agree(state, trace.state)
                if state is None or state is UNKNOWN:
                    return None
                if worst is None or trace.state is TRUE:
                    worst = trace
        finally:
            context.assumed, context.unknown = kept_assumed, kept_unknown
        if state is None or worst is None:
            return None
        codes = tuple(dict.fromkeys(code for _, code in keys))
        return Trace(worst.node, state, place, (worst,), reason="by_cases", cases=codes)

    def _possible(self, code: str) -> list[Known]:
        """The few values an unknown quantity can take as far as this row can tell them apart."""
        quantity = self._edition.quantities[code]
        if quantity.type == "flag":
            return [True, False]
        if quantity.type in {"choice", "grade"}:
            return list(quantity.option_codes)
        edges = self._edges.get(code)
        if quantity.type in {"number", "count"} and edges is not None:
            return list(pieces(edges))
        return []


def _scattered(choices: list[list[Known]], count: int) -> Iterator[tuple[Known, ...]]:
    """All combinations, neighbours far apart, so that a disagreement shows after a few of them."""
    step = next(step for step in range(count * 5 // 8 + 1, 2 * count + 2) if gcd(step, count) == 1)
    for number in range(count):
        rest = number * step % count
        combination: list[Known] = []
        for values in choices:
            rest, position = divmod(rest, len(values))
            combination.append(values[position])
        yield tuple(combination)


def _attest(node: Attest) -> Check:
    key = node.attest

    def check(context: Context, place: str) -> Trace:
        confirmed, where = attested(context, place, key)
        if confirmed is None:
            return Trace(node, UNKNOWN, place, reason="not_attested")
        return Trace(
            node, TRUE if confirmed else FALSE, place, value=confirmed, value_place=where, reason="attested"
        )

    return check


def _within(node: Within) -> Check:
    def check(context: Context, place: str) -> Trace:
        index = context.snapshot.index
        inside = any(
            index.is_a(current, kind) or context.implied.stands_for(current, kind, index, context.reads)
            for current in index.chains[place]
            for kind in node.within
        )
        return Trace(node, TRUE if inside else FALSE, place)

    return check


def _closure(edition: Edition, code: str, seen: set[str]) -> None:
    if code in seen or code not in edition.quantities:
        return
    seen.add(code)
    derive = edition.quantities[code].derive
    if derive is not None:
        for name in names(parse(derive)):
            _closure(edition, name, seen)


def _reads(edition: Edition, root: Node) -> set[str]:
    seen: set[str] = set()
    for node in walk(root):
        if isinstance(node, Measure):
            _closure(edition, node.measure, seen)
    return seen


def _edges(edition: Edition, root: Node) -> dict[str, set[Fraction]]:
    """Numbers at which a verdict may turn (limits, edges of approximate bands, comparisons), by quantity.

    Only quantities that are compared at least twice: one comparison alone is as open as its quantity.
    """
    found: dict[str, list[Fraction]] = {}
    for node in walk(root):
        if isinstance(node, Measure):
            values = node.value if isinstance(node.value, tuple) else (node.value,)
            for value in values:
                if isinstance(value, Decimal | Fraction):
                    limit = Fraction(value)
                    softened = [limit * Fraction(95, 100), limit * Fraction(105, 100)] if node.approx else []
                    found.setdefault(node.measure, []).extend([limit, *softened])
    for code in _reads(edition, root):
        derive = edition.quantities[code].derive
        for name, edge in breakpoints(parse(derive)) if derive is not None else ():
            found.setdefault(name, []).append(edge)
    return {code: set(edges) for code, edges in found.items() if len(edges) > 1}
