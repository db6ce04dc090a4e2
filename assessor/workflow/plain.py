"""Exact values as plain JSON: short decimals as numbers, everything else as text of its exact spelling."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessor.criteria.values import number_text
from assessor.evaluation import Interval

_TWO_AND_FIVE = (2, 5)


def plain_number(value: Decimal | Fraction) -> int | float | str:
    """The number as JSON: a JSON number where that is exact to the reader, `"2/3"` or long decimals as text.

    >>> plain_number(Fraction(9, 5)), plain_number(Fraction(2, 3)), plain_number(Decimal("1200"))
    (1.8, '2/3', 1200)
    """
    exact = _decimal(value) if isinstance(value, Fraction) else value
    if exact is None:
        return str(value)
    if exact == exact.to_integral_value():
        return int(exact)
    text = number_text(exact)
    shortest = float(text)
    return shortest if repr(shortest) == text else text


def plain_value(value: Any) -> Any:
    """A value, limit or bounds as JSON; bounds become `{"low", "high"}` with null for an open end."""
    if isinstance(value, Interval):
        return {
            "low": None if value.low is None else plain_number(value.low),
            "high": None if value.high is None else plain_number(value.high),
        }
    if isinstance(value, tuple | list):
        return [plain_value(one) for one in value]
    return plain_number(value) if isinstance(value, Decimal | Fraction) else value


def _decimal(value: Fraction) -> Decimal | None:
    """The fraction as a decimal that ends; None where it never does."""
    rest = value.denominator
    for prime in _TWO_AND_FIVE:
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else None
