"""Exact numbers of the editions: decimals and ratios, never binary floats."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

type_error = 'a number is written 1200, 1.9 or "2/3"; a binary float cannot be exact'


def exact(value: Any) -> Decimal | Fraction:
    """An exact number from an integer, a decimal or a ratio such as `"2/3"`.

    Raises:
        ValueError: the value is a float, a truth value, or not a number.
    """
    if isinstance(value, bool | float) or not isinstance(value, int | str | Decimal | Fraction):
        raise ValueError(type_error)  # noqa: TRY004 (pydantic reports ValueError, not TypeError)
    if isinstance(value, Decimal | Fraction):
        return value
    if isinstance(value, int):
        return Decimal(value)
    try:
        return Fraction(value) if "/" in value else Decimal(value)
    except (ArithmeticError, ValueError) as problem:
        raise ValueError(type_error) from problem


def number_text(value: Decimal | Fraction) -> str:
    """The shortest exact spelling: `1200`, `1.9`, `2/3`."""
    if isinstance(value, Fraction):
        return str(value)
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


Exact = Annotated[
    Decimal | Fraction,
    BeforeValidator(exact),
    PlainSerializer(number_text, return_type=str),
]
