"""What all parts of the interchange form share: strictness, names, ids, exact values."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assessor.assessment.records import MeasuredValue
from assessor.errors import DocumentError


def exact_only(value: Any) -> Any:
    """The value; a binary float is refused.

    Raises:
        ValueError: it is one.
    """
    if isinstance(value, float):
        raise ValueError("numbers are read as exact decimals")  # noqa: TRY004 (pydantic reports ValueError)
    return value


_ID = Field(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")
Name = Annotated[str, Field(max_length=2000)]
Id = Annotated[str, _ID]
Given = Annotated[bool | int | Decimal | str | list[int | Decimal | str], BeforeValidator(exact_only)]


class Form(BaseModel):
    """Base of all parts of the form: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*/\s*([0-9]+(?:\.[0-9]+)?)\s*")
MAX_RATIO_TEXT = 60


def _ratio(text: str) -> Decimal | Fraction:
    """A ratio such as `1/12` exactly: a decimal where it has that spelling.

    Raises:
        ArithmeticError: it is none, or divided by nothing.
    """
    match = _PART.fullmatch(text)
    if match is None or len(text) > MAX_RATIO_TEXT:
        raise InvalidOperation(text)
    return short_ratio(Fraction(Decimal(match[1])) / Fraction(Decimal(match[2])))


def short_ratio(number: Fraction) -> Decimal | Fraction:
    """The number as a decimal of at most six places where that is exact, else as it is."""
    scaled = number * 10**6
    if scaled.denominator != 1:
        return number
    decimal = Decimal(scaled.numerator).scaleb(-6)
    whole = decimal.to_integral_value()
    return Decimal(int(whole)) if decimal == whole else decimal.normalize()


def measured(value: Any, *, numeric: bool, what: str) -> MeasuredValue:
    """A value as it was given, exact.

    Args:
        value: what was read.
        numeric: text is a number too.
        what: how it is called in messages.

    Raises:
        DocumentError: it is no number where one is wanted.
    """
    try:
        if isinstance(value, list):
            return tuple(Decimal(one) for one in value)
        if isinstance(value, bool | Decimal):
            return value
        if numeric and isinstance(value, str) and "/" in value:
            return _ratio(value)
        if isinstance(value, int) or numeric:
            return Decimal(value)
    except ArithmeticError as problem:
        raise DocumentError("not_a_measurement", what=what, value=str(value)) from problem
    text: str = value
    return text
