"""A measured leaf: a quantity against a limit, with margin, tolerance band and recommended value."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from assessor.criteria.catalogue import Quantity
from assessor.criteria.model import Edition
from assessor.criteria.nodes import Measure, Operator
from assessor.evaluation import numbers
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, State
from assessor.evaluation.lookup import Context, attested, look_up
from assessor.evaluation.numbers import Interval, Known, Number, above, below, fraction
from assessor.evaluation.trace import Trace

TOLERANCE = Fraction(5, 100)
"""How far an approximate limit may be missed before it fails (おおむね, 程度, 目安); the edge is inside."""

Judge = Callable[[Number | Interval], State]


def compile_measure(edition: Edition, node: Measure) -> Callable[[Context, str], Trace]:
    """The leaf as a function of context and place."""
    quantity = edition.quantities[node.measure]
    code = node.measure
    if node.op in {"is", "at_least", "each>="} or quantity.type == "list":
        judge_word = _word_judge(quantity, node)

        def check_word(context: Context, place: str) -> Trace:
            value, where = look_up(context, place, code)
            if value is None or isinstance(value, Interval):
                return Trace(node, UNKNOWN, place, reason="missing")
            return Trace(node, judge_word(value), place, value=value, value_place=where)

        return check_word
    judge = _judge(node)
    near = _judge(_softened(node)) if node.approx or node.op == "about" else None
    recommended = None if node.recommended is None else _judge(_recommended(node))

    def check(context: Context, place: str) -> Trace:
        context.counted = {}
        value, where = look_up(context, place, code)
        if value is None or isinstance(value, bool | str | tuple):
            return Trace(node, UNKNOWN, place, reason="missing")
        state = judge(value)
        reason = ""
        if near is not None and state is not TRUE:
            state, reason = _approximate(context, place, node, state, near(value))
        if isinstance(value, Interval):
            bounded = value not in (numbers.ANY_SIZE, Interval())
            reason = reason or ("missing" if state is UNKNOWN else "by_bounds")
            return Trace(
                node,
                state,
                place,
                value=value if bounded else None,
                reason=reason,
                counted=tuple(context.counted),
            )
        good = None if recommended is None else recommended(value) is TRUE
        return Trace(
            node,
            state,
            place,
            value=value,
            value_place=where,
            margin=margin(node, value),
            recommended=good,
            reason=reason,
            counted=tuple(context.counted),
        )

    return check


def _approximate(context: Context, place: str, node: Measure, exact: State, soft: State) -> tuple[State, str]:
    if soft is FALSE:
        return FALSE, ""
    if exact is UNKNOWN or soft is UNKNOWN:
        return UNKNOWN, ""
    if node.key is not None:
        confirmed, _ = attested(context, place, node.key)
        if confirmed is not None:
            return (TRUE, "accepted_near_limit") if confirmed else (FALSE, "near_limit")
    return UNKNOWN, "near_limit"


def _limits(node: Measure) -> tuple[Number, ...]:
    values = node.value if isinstance(node.value, tuple) else (node.value,)
    return tuple(value for value in values if isinstance(value, Decimal | Fraction))


def _with(node: Measure, op: Operator, limits: tuple[Number, ...]) -> Measure:
    value = limits if len(limits) > 1 else limits[0]
    return Measure.model_construct(measure=node.measure, op=op, value=value)


def _softened(node: Measure) -> Measure:
    """The limit moved by the tolerance to the side that fails."""
    low, high = 1 - TOLERANCE, 1 + TOLERANCE
    limits = [fraction(limit) for limit in _limits(node)]
    match node.op:
        case ">=" | ">":
            return _with(node, ">=", (limits[0] * low,))
        case "<=" | "<":
            return _with(node, "<=", (limits[0] * high,))
        case "range":
            return _with(node, "range", (limits[0] * low, limits[1] * high))
        case _:
            return _with(node, "range", (limits[0] * low, limits[0] * high))


def _recommended(node: Measure) -> Measure:
    assert node.recommended is not None
    return _with(node, "<=" if node.op in {"<=", "<"} else ">=", (node.recommended,))


def _judge(node: Measure) -> Judge:
    limits = _limits(node)
    first, last = limits[0], limits[-1]
    match node.op:
        case ">=":
            return lambda value: _unless(below(value, first))
        case "<=":
            return lambda value: _unless(above(value, first))
        case ">":
            return lambda value: _if(above(value, first))
        case "<":
            return lambda value: _if(below(value, first))
        case "range":
            return lambda value: _both(_unless(below(value, first)), _unless(above(value, last)))
        case "outside":
            return lambda value: _outside(value, first, last)
        case _:
            return lambda value: _both(_unless(below(value, first)), _unless(above(value, first)))


def _outside(value: Number | Interval, low: Number, high: Number) -> State:
    under, not_over = below(value, low), below(value, high)
    if under is True or not_over is False:
        return TRUE
    return FALSE if under is False and not_over is True else UNKNOWN


def _if(truth: bool | None) -> State:
    return UNKNOWN if truth is None else (TRUE if truth else FALSE)


def _unless(truth: bool | None) -> State:
    return UNKNOWN if truth is None else (FALSE if truth else TRUE)


def _both(left: State, right: State) -> State:
    if left is FALSE or right is FALSE:
        return FALSE
    return TRUE if left is TRUE and right is TRUE else UNKNOWN


def margin(node: Measure, value: Number) -> Fraction:
    """Distance to the limit in the unit of the quantity, positive on the good side."""
    exact = fraction(value)
    limits = [fraction(limit) for limit in _limits(node)]
    match node.op:
        case ">=" | ">":
            return exact - limits[0]
        case "<=" | "<":
            return limits[0] - exact
        case "range":
            return min(exact - limits[0], limits[1] - exact)
        case "outside":
            return max(limits[0] - exact, exact - limits[1])
        case _:
            return -abs(exact - limits[0])


def _word_judge(quantity: Quantity, node: Measure) -> Callable[[Known], State]:
    wanted = node.value if isinstance(node.value, tuple) else (node.value,)
    if node.op == "at_least":
        order = {code: rank for rank, code in enumerate(quantity.option_codes)}
        least = order[str(wanted[0])]
        return lambda value: TRUE if order.get(str(value), -1) >= least else FALSE
    if node.op == "each>=":
        limit = fraction(_limits(node)[0])
        return lambda value: (
            TRUE
            if isinstance(value, tuple) and value and all(fraction(one) >= limit for one in value)
            else FALSE
        )
    if quantity.type == "list":
        numbers_wanted = tuple(fraction(limit) for limit in _limits(node))
        return lambda value: (
            TRUE if isinstance(value, tuple) and tuple(map(fraction, value)) == numbers_wanted else FALSE
        )
    return lambda value: TRUE if value in wanted else FALSE
