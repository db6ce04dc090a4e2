"""Exact numbers and intervals: what is known of a quantity that is not, or only partly, known."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction
Value = Decimal | Fraction | bool | str | tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two bounds; None is unbounded.

    Attributes:
        low, high: bounds.
        low_open, high_open: whether the bound itself is left out.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False


ANY_SIZE = Interval(low=Fraction(0))
"""A length, area, count or angle of which nothing is known."""

Known = Value | Interval | None
"""A value, bounds, or None where nothing is known (flags, choices, grades, lists)."""


def fraction(value: Number) -> Fraction:
    """The number as an exact fraction."""
    return value if type(value) is Fraction else Fraction(value)


def bounds(value: Number | Interval) -> Interval:
    """The number or interval as an interval."""
    if isinstance(value, Interval):
        return value
    exact = fraction(value)
    return Interval(exact, exact)


def tidy(interval: Interval) -> Interval | Fraction:
    """A plain number where both bounds meet."""
    if (
        interval.low is not None
        and interval.low == interval.high
        and not interval.low_open
        and not interval.high_open
    ):
        return interval.low
    return interval


def add(left: Number | Interval, right: Number | Interval) -> Interval | Fraction:
    """Sum."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return fraction(left) + fraction(right)
    a, b = bounds(left), bounds(right)
    return tidy(
        Interval(
            None if a.low is None or b.low is None else a.low + b.low,
            None if a.high is None or b.high is None else a.high + b.high,
            a.low_open or b.low_open,
            a.high_open or b.high_open,
        )
    )


def negative(value: Number | Interval) -> Interval | Fraction:
    """The number with its sign turned."""
    if not isinstance(value, Interval):
        return -fraction(value)
    return Interval(
        None if value.high is None else -value.high,
        None if value.low is None else -value.low,
        value.high_open,
        value.low_open,
    )


def multiply(left: Number | Interval, right: Number | Interval) -> Interval | Fraction:
    """Product; intervals must not be negative (sizes never are), otherwise nothing is known."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return fraction(left) * fraction(right)
    a, b = bounds(left), bounds(right)
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return Interval()
    if a.high == 0 or b.high == 0:
        return Fraction(0)
    return tidy(
        Interval(
            a.low * b.low,
            None if a.high is None or b.high is None else a.high * b.high,
            a.low_open or b.low_open,
            a.high_open or b.high_open,
        )
    )


def divide(left: Number | Interval, right: Number | Interval) -> Interval | Fraction | None:
    """Quotient; None where the divisor is zero."""
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        divisor = fraction(right)
        return None if divisor == 0 else fraction(left) / divisor
    a, b = bounds(left), bounds(right)
    if a.low is None or b.low is None or a.low < 0 or b.low < 0 or b.high == 0:
        return Interval()
    low = Fraction(0) if b.high is None else a.low / b.high
    low_open = a.low_open or b.high_open or (b.high is None and a.low > 0)
    high = None if a.high is None or b.low == 0 else a.high / b.low
    return tidy(Interval(low, high, low_open, a.high_open or b.low_open))


def hull(values: list[Number | Interval]) -> Interval | Fraction:
    """The smallest interval around all values (at least one)."""
    parts = [bounds(value) for value in values]
    low = low_open = high = high_open = None
    if all(part.low is not None for part in parts):
        low, low_open = min((part.low, part.low_open) for part in parts if part.low is not None)
    if all(part.high is not None for part in parts):
        high, closed = max((part.high, not part.high_open) for part in parts if part.high is not None)
        high_open = not closed
    return tidy(Interval(low, high, bool(low_open), bool(high_open)))


def smallest(values: list[Number | Interval]) -> Interval | Fraction:
    """The least of several numbers, each perhaps only bounded."""
    parts = [bounds(value) for value in values]
    low = (
        None
        if any(part.low is None for part in parts)
        else min(part.low for part in parts if part.low is not None)
    )
    highs = [part.high for part in parts if part.high is not None]
    return tidy(Interval(low, min(highs) if highs else None))


def largest(values: list[Number | Interval]) -> Interval | Fraction:
    """The greatest of several numbers, each perhaps only bounded."""
    result = smallest([negative(value) for value in values])
    return tidy(bounds(negative(result)))


def below(value: Number | Interval, limit: Number) -> bool | None:
    """Whether the number is less than the limit; None where the bounds do not tell."""
    if not isinstance(value, Interval):
        return _less(value, limit)
    edge = fraction(limit)
    if value.high is not None and (value.high < edge or (value.high == edge and value.high_open)):
        return True
    if value.low is not None and value.low >= edge:
        return False
    return None


def above(value: Number | Interval, limit: Number) -> bool | None:
    """Whether the number is greater than the limit; None where the bounds do not tell."""
    if not isinstance(value, Interval):
        return _less(limit, value)
    edge = fraction(limit)
    if value.low is not None and (value.low > edge or (value.low == edge and value.low_open)):
        return True
    if value.high is not None and value.high <= edge:
        return False
    return None


def _less(left: Number, right: Number) -> bool:
    if type(left) is type(right):
        return left < right
    return fraction(left) < fraction(right)


def pieces(edges: set[Fraction]) -> list[Interval | Fraction]:
    """The line from zero up, cut at the edges: each edge itself and each open stretch between."""
    result: list[Interval | Fraction] = []
    previous: Fraction | None = None
    for edge in sorted(edge for edge in edges if edge >= 0):
        if previous is None:
            if edge > 0:
                result.append(Interval(Fraction(0), edge, high_open=True))
        else:
            result.append(Interval(previous, edge, low_open=True, high_open=True))
        result.append(edge)
        previous = edge
    result.append(Interval(previous or Fraction(0), None, low_open=previous is not None))
    return result
