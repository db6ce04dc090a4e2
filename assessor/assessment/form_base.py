"""What all parts of the interchange form share: strictness, names, ids, exact values."""

from decimal import Decimal
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


RATIO_STEP = Decimal("0.000001")
"""A ratio written as `1/12` is kept to as many decimals as a measurement may have."""

_ID = Field(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")
Name = Annotated[str, Field(max_length=2000)]
Id = Annotated[str, _ID]
Given = Annotated[bool | int | Decimal | str | list[int | Decimal | str], BeforeValidator(exact_only)]


class Form(BaseModel):
    """Base of all parts of the form: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


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
            over, _, under = value.partition("/")
            return (Decimal(over) / Decimal(under)).quantize(RATIO_STEP)
        if isinstance(value, int) or numeric:
            return Decimal(value)
    except ArithmeticError as problem:
        raise DocumentError("not_a_measurement", what=what, value=str(value)) from problem
    text: str = value
    return text
