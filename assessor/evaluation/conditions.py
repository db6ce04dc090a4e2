"""Conditions made callable: each node of a row's tree becomes a function (context, place) → Trace."""

from collections.abc import Callable

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
from assessor.evaluation.cases import CaseMaker, Choices, closure, combinations
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, VOID, State
from assessor.evaluation.lookup import Context, attested
from assessor.evaluation.measured import compile_measure
from assessor.evaluation.trace import Trace

Check = Callable[[Context, str], Trace]


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
        self._cases = CaseMaker(edition, root)
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
            outer = context.unknown, context.bounded
            context.unknown, context.bounded = {}, {}
            trace = inner(context, place)
            if trace.state is UNKNOWN and context.unknown:
                choices = self._cases.choices(context)
                found = self._try_cases(context, place, inner, choices) if choices else None
                if found is not None:
                    context.unknown, context.bounded = outer
                    return found
            outer[0].update(context.unknown)
            outer[1].update(context.bounded)
            context.unknown, context.bounded = outer
            return trace

        return check

    def _try_cases(self, context: Context, place: str, inner: Check, choices: Choices) -> Trace | None:
        kept = context.assumed, context.unknown, context.bounded
        state: State | None = None
        worst: Trace | None = None
        try:
            for combination in combinations(choices):
                context.assumed = {**kept[0], **combination}
                context.unknown, context.bounded = {}, {}
                trace = inner(context, place)
                state = trace.state if state is None else logic.agree(state, trace.state)
                if state is None or state is UNKNOWN:
                    return None
                if worst is None or trace.state is TRUE:
                    worst = trace
        finally:
            context.assumed, context.unknown, context.bounded = kept
        if state is None or worst is None:
            return None
        codes = tuple(dict.fromkeys(code for _, code in choices))
        return Trace(worst.node, state, place, (worst,), reason="by_cases", cases=codes)


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


def _reads(edition: Edition, root: Node) -> set[str]:
    seen: set[str] = set()
    for node in walk(root):
        if isinstance(node, Measure):
            seen |= closure(edition, node.measure)
    return seen
