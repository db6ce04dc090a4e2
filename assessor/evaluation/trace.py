"""The answer to "why?": one entry per condition, with value, limit, margin and place."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessor.criteria.nodes import AnyOf, Attest, Case, Exists, ForEach, If, Measure, Node, Not, Unless
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, VOID, State
from assessor.evaluation.numbers import Known


@dataclass(slots=True)
class Trace:
    """How one condition came out at one place.

    Attributes:
        node: the condition.
        state: its truth here.
        place: id of the place it was asked at.
        parts: the traces of its parts (for `for_each` and `exists`: one per place).
        value: the value or bounds that were compared (measured leaves).
        value_place: where the value was found; differs from `place` for a default; None when derived.
        margin: distance to the limit, positive on the good side, in the unit of the quantity.
        recommended: whether the recommended value is met; None where there is none or nothing is known.
        reason: code where the state needs one: `missing`, `near_limit`, `accepted_near_limit`, `no_places`,
            `not_listed`, `by_cases`, `not_attested`, `attested`, `does_not_apply`, `excused`.
        cases: codes of the quantities that were tried in turn (`by_cases`).
        counted: places whose number in the value was counted from the list of dwellings.
    """

    node: Node
    state: State
    place: str
    parts: tuple["Trace", ...] = ()
    value: Known = None
    value_place: str | None = None
    margin: Fraction | None = None
    recommended: bool | None = None
    reason: str = ""
    cases: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def leaves(trace: Trace) -> list[Trace]:
    """All measured and attested leaves below, in reading order."""
    if isinstance(trace.node, Measure | Attest):
        return [trace]
    return [leaf for part in trace.parts for leaf in leaves(part)]


def deciding(trace: Trace) -> list[Trace]:
    """The leaves (or empty loops) on which the state rests, worst margin first.

    For false the failing ones, for unknown the open ones, for true those that carry it.
    """
    found = _deciding(trace)
    return sorted(found, key=tightness)


def tightness(leaf: Trace) -> tuple[bool, float]:
    """Sorts leaves of different units: margin as a share of the limit, the smallest first, none last."""
    if leaf.margin is None:
        return True, 0.0
    value = getattr(leaf.node, "value", None)
    limit = value[0] if isinstance(value, tuple) else value
    size = float(limit) if isinstance(limit, Decimal | Fraction) and limit > 0 else 1.0
    return False, float(leaf.margin) / size


def _deciding(trace: Trace) -> list[Trace]:
    node, state = trace.node, trace.state
    if not trace.parts or isinstance(node, Measure | Attest):
        return [trace]
    if trace.reason == "by_cases":
        return [leaf for part in trace.parts for leaf in _deciding(part)] or [trace]
    match node:
        case Not():
            return _deciding(trace.parts[0])
        case If() | Case():
            condition, *then = trace.parts
            if not then or state is VOID or (state is FALSE and condition.state is FALSE):
                return _deciding(condition)
            own = _deciding(condition) if condition.state is UNKNOWN else []
            return own + (_deciding(then[0]) if then[0].state in (state, UNKNOWN) else [])
        case Unless():
            *excuses, then_part = trace.parts
            if state is VOID and then_part.state is not VOID:
                return [leaf for part in excuses if part.state is TRUE for leaf in _deciding(part)]
            open_excuses = [part for part in excuses if part.state is UNKNOWN and state is UNKNOWN]
            return [leaf for part in (*open_excuses, then_part) for leaf in _deciding(part)]
        case ForEach() | Exists():
            parts = [part for part in trace.parts if part.state is state] or list(trace.parts)
        case AnyOf() if state is FALSE:
            open_parts = [part for part in trace.parts if part.reason != "does_not_apply"]
            return _nearest([leaf for part in open_parts or trace.parts for leaf in _deciding(part)])
        case _:
            same = [part for part in trace.parts if part.state is state]
            parts = same or list(trace.parts)
    return [leaf for part in parts for leaf in _deciding(part)]


def _nearest(failed: list[Trace]) -> list[Trace]:
    """Of several alternatives that limit the same quantity, the limit that was missed by the least.

    A step of 251 mm that may be 180 mm, or 250 mm with a handrail, failed by 1 mm and not by 71 mm.
    """
    best: dict[tuple[str, str], Trace] = {}
    for leaf in failed:
        if isinstance(leaf.node, Measure) and leaf.margin is not None:
            key = (leaf.place, leaf.node.measure)
            known = best.get(key)
            if known is None or known.margin is None or known.margin < leaf.margin:
                best[key] = leaf
    return [
        leaf
        for leaf in failed
        if not isinstance(leaf.node, Measure)
        or leaf.margin is None
        or best[leaf.place, leaf.node.measure] is leaf
    ]


def missing(trace: Trace) -> list[Trace]:
    """The open leaves that would help to decide: unknown values and attestations, in reading order."""
    if trace.state is not UNKNOWN:
        return []
    if isinstance(trace.node, Measure | Attest):
        return [trace]
    return [leaf for part in trace.parts for leaf in missing(part)]
