"""Finding a quantity at a place: measured here, measured around, derived, assumed, or unknown."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assessor.criteria.catalogue import Quantity
from assessor.criteria.expressions import Aggregate, Expression, Literal, Name, Operation, names, parse
from assessor.criteria.model import Edition
from assessor.evaluation import numbers
from assessor.evaluation.implied import NOTHING_IMPLIED, Implied
from assessor.evaluation.numbers import ANY_SIZE, Interval, Known
from assessor.evaluation.snapshot import BUILDING, Snapshot

NUMERIC = frozenset({"number", "count"})


@dataclass(slots=True)
class Context:
    """One evaluation of one row.

    Attributes:
        edition: quantities and kinds.
        snapshot: what is known.
        row: id of the row (attestations are kept by row).
        reads: codes of the quantities that the row may look at.
        kinds: the kinds of place that the row runs over.
        implied: parts that values imply without their being listed.
        assumed: values assumed while cases are tried, by (place, quantity).
        unknown: (place, quantity) pairs that were asked for and not known, in order of asking.
        bounded: (place, quantity) pairs of numbers that follow from others, not all of which are known.
        counted: places of which a number was taken that was counted from the list of dwellings.
    """

    edition: Edition
    snapshot: Snapshot
    row: str
    reads: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    implied: Implied = NOTHING_IMPLIED
    assumed: dict[tuple[str, str], Known] = field(default_factory=dict)
    unknown: dict[tuple[str, str], None] = field(default_factory=dict)
    bounded: dict[tuple[str, str], None] = field(default_factory=dict)
    counted: dict[str, None] = field(default_factory=dict)

    def parts_below(self, place: str, kind: str, *, applied_only: bool) -> tuple[str, ...]:
        """The places of a kind below a place, and those that stand for a part of the kind."""
        index = self.snapshot.index
        listed = index.below(place, kind, applied_only=applied_only)
        if self.implied is NOTHING_IMPLIED:
            return listed
        return (*listed, *self.implied.below(place, kind, index, self.reads, applied_only=applied_only))

    def is_listed(self, place: str, kind: str, *, applied_only: bool = True) -> bool:
        """Whether no part of a kind below a place means that there is none.

        A site of which nothing was said does not keep a row open that has its parts in the building.
        """
        index = self.snapshot.index
        listed = index.is_listed(place, kind)
        if not listed and place == BUILDING and index.is_untouched_site():
            listed = index.is_listed_apart_from_site() and any(
                index.below(BUILDING, one, applied_only=False) for one in self.kinds
            )
        return listed and not self.implied.is_unlisted(
            place, kind, index, self.reads, applied_only=applied_only
        )


def look_up(context: Context, place: str, code: str) -> tuple[Known, str | None]:
    """The value of a quantity at a place and the place it was found at (None: derived or not known).

    A value entered at a place around (unit type, building) is a default for the places in it; it yields to
    what follows from values entered nearer to the place. Unknown sizes come back as the interval from zero
    up.
    """
    values = context.snapshot.values
    quantity = context.edition.quantities[code]
    for current in context.snapshot.index.chains[place]:
        here = values.get(current)
        if here is not None:
            value = here.get(code)
            if value is not None:
                if quantity.derive is not None and current != place:
                    nearer = _nearer(context, place, quantity, current)
                    if nearer is not None:
                        return nearer, None
                if context.snapshot.counted and (current, code) in context.snapshot.counted:
                    context.counted[current] = None
                return value, current
    holder = _holder(context, place, quantity)
    derived: Known = None
    if quantity.derive is not None:
        derived = evaluate(context, holder, parse(quantity.derive))
    if derived is None and quantity.from_parent:
        derived = _from_parent(context, place, quantity)
    if derived is not None and not isinstance(derived, Interval):
        return derived, None
    if quantity.derive is not None and quantity.type in NUMERIC:
        context.bounded[holder, code] = None
    assumed = context.assumed.get((holder, code))
    if assumed is not None:
        return assumed, None
    if derived is None or derived == ANY_SIZE or derived == Interval():
        context.unknown[holder, code] = None
    if derived is None and quantity.type in NUMERIC:
        derived = ANY_SIZE
    return derived, None


def _nearer(context: Context, place: str, quantity: Quantity, default_at: str) -> Known:
    """What follows from values entered nearer than a default; None where nothing certain does."""
    assert quantity.derive is not None
    holder = _holder(context, place, quantity)
    chain = context.snapshot.index.chains[place]
    near = chain[: chain.index(default_at)]
    if holder not in near:
        return None  # entered at the very place that carries it: no default
    values, parsed = context.snapshot.values, parse(quantity.derive)
    inputs = names(parsed)
    if not any(code in values.get(one, ()) for one in near for code in inputs):
        return None
    asked_before = dict(context.unknown)
    found = evaluate(context, holder, parsed)
    if found is None or isinstance(found, Interval):
        # The default stands after all: what the derivation lacked is not missing.
        context.unknown.clear()
        context.unknown.update(asked_before)
        return None
    return found


def attested(context: Context, place: str, key: str) -> tuple[bool | None, str | None]:
    """What was confirmed under a key at the place or the nearest place around it."""
    by_place = context.snapshot.attested.get(context.row, {}).get(key)
    if by_place:
        for current in context.snapshot.index.chains[place]:
            confirmed = by_place.get(current)
            if confirmed is not None:
                return confirmed, current
    return None, None


def _from_parent(context: Context, place: str, quantity: Quantity) -> str | None:
    index = context.snapshot.index
    for current in index.chains[place]:
        for kind in context.edition.kind_and_wider(index.places[current].kind):
            option = quantity.from_parent.get(kind)
            if option is not None:
                return option
    return quantity.from_parent.get("*")


def _holder(context: Context, place: str, quantity: Quantity) -> str:
    """The place the value would be entered at: the nearest one that carries the quantity."""
    index = context.snapshot.index
    carriers = quantity.kinds
    for current in index.chains[place]:
        for kind in context.edition.kind_and_wider(index.places[current].kind):
            if kind in carriers:
                return current
    return place


def evaluate(context: Context, place: str, expression: Expression) -> Known:
    """The value of an expression at a place: exact, bounded, or None where nothing is known."""
    match expression:
        case Literal():
            return expression.value
        case Name(code=code):
            return look_up(context, place, code)[0]
        case Aggregate():
            return _aggregate(context, place, expression)
        case Operation(op="if", args=(test, body, orelse)):
            condition = evaluate(context, place, test)
            if condition is True:
                return evaluate(context, place, body)
            if condition is False:
                return evaluate(context, place, orelse)
            return _either(evaluate(context, place, body), evaluate(context, place, orelse))
        case Operation(op="and" | "or" as op, args=args):
            return _connect(op, [evaluate(context, place, arg) for arg in args])
        case Operation(op="not", args=(arg,)):
            value = evaluate(context, place, arg)
            return (not value) if isinstance(value, bool) else None
        case Operation(op="entered" | "entered_here" as op, args=(Name(code=code),)):
            chain = context.snapshot.index.chains[place]
            around = chain if op == "entered" else chain[:1]
            return any(code in context.snapshot.values.get(one, ()) for one in around)
        case Operation(op="applied"):
            unit = context.snapshot.index.unit_type_of(place)
            return unit is None or context.snapshot.index.places[unit].applied
        case Operation(op=op, args=args):
            return _operate(op, [evaluate(context, place, arg) for arg in args])
    raise AssertionError(expression)


def _either(left: Known, right: Known) -> Known:
    if left == right and type(left) is type(right):
        return left
    if _is_numeric(left) and _is_numeric(right):
        return numbers.hull([left, right])  # type: ignore[list-item]
    return None


def _connect(op: str, values: list[Known]) -> bool | None:
    decisive = op == "or"
    if any(value is decisive for value in values):
        return decisive
    return (not decisive) if all(isinstance(value, bool) for value in values) else None


def _is_numeric(value: Known) -> bool:
    return isinstance(value, Decimal | Fraction | Interval)


_ARITHMETIC: dict[str, Callable[..., Known]] = {
    "+": numbers.add,
    "-": lambda left, right: numbers.add(left, numbers.negative(right)),
    "*": numbers.multiply,
    "/": numbers.divide,
}


def _operate(op: str, values: list[Known]) -> Known:
    if op in {"==", "!="} and not any(_is_numeric(value) for value in values):
        if any(value is None for value in values):
            return None
        return (values[0] == values[1]) is (op == "==")
    if not all(_is_numeric(value) for value in values):
        return None
    if op in _ARITHMETIC:
        return _ARITHMETIC[op](*values)
    if op in {"min", "max"}:
        return (numbers.smallest if op == "min" else numbers.largest)(values)  # type: ignore[arg-type]
    if op == "angle_deg":
        return _angle(*values)  # type: ignore[arg-type]
    if op == "at_least":
        return replace(numbers.bounds(values[0]), high=None, high_open=False)  # type: ignore[arg-type]
    return _compare(op, values[0], values[1])


def _compare(op: str, left: Known, right: Known) -> bool | None:
    difference = numbers.add(left, numbers.negative(right))  # type: ignore[arg-type]
    zero = Fraction(0)
    less, more = numbers.below(difference, zero), numbers.above(difference, zero)
    match op:
        case "<":
            return less
        case ">":
            return more
        case "<=":
            return None if more is None else not more
        case ">=":
            return None if less is None else not less
        case _:
            equal = False if less or more else (True if less is False and more is False else None)
            return equal if op == "==" or equal is None else not equal


def _angle(rise: numbers.Number | Interval, run: numbers.Number | Interval) -> Known:
    """Steepness in degrees to 0.01°, half up; for bounded sizes only whether it is 45° is exact."""
    slope = numbers.divide(rise, run)
    if slope is None or isinstance(slope, Interval):
        if slope is None or slope == ANY_SIZE or slope == Interval():
            return ANY_SIZE
        low = None if slope.low is None else _degrees(slope.low)
        high = None if slope.high is None else _degrees(slope.high)
        return Interval(low, high, slope.low_open, slope.high_open)
    return _degrees(slope)


def _degrees(slope: Fraction) -> Fraction:
    if slope == 1:
        return Fraction(45)
    degrees = Decimal(repr(math.degrees(math.atan(slope))))
    rounded = Fraction(degrees.quantize(Decimal("0.01"), ROUND_HALF_UP))
    # A stair a hair steeper or flatter than 45° must not round onto it.
    if rounded == 45:
        return Fraction(4501, 100) if slope > 1 else Fraction(4499, 100)
    return rounded


def _aggregate(context: Context, place: str, expression: Aggregate) -> Known:
    counted: list[numbers.Number | Interval] = []
    doubtful: list[numbers.Number | Interval] = []
    members = context.parts_below(place, expression.kind, applied_only=False)
    for member in members:
        holds = True if expression.where is None else evaluate(context, member, expression.where)
        if holds is False:
            continue
        value = Fraction(1) if expression.value is None else evaluate(context, member, expression.value)
        size: numbers.Number | Interval = value if _is_numeric(value) else ANY_SIZE  # type: ignore[assignment]
        (counted if holds is True else doubtful).append(size)
    if not members and not context.is_listed(place, expression.kind, applied_only=False):
        return ANY_SIZE
    if expression.op in {"total", "count"}:
        total: Interval | Fraction = Fraction(0)
        for size in counted:
            total = numbers.add(total, size)
        for size in doubtful:
            total = numbers.add(total, numbers.hull([Fraction(0), size]))
        return total
    if not counted and not doubtful:
        return None
    pick = numbers.smallest if expression.op == "least" else numbers.largest
    sure = pick(counted) if counted else None
    if not doubtful:
        return sure
    both = pick([*counted, *doubtful])
    return both if sure is None else numbers.hull([sure, both])
