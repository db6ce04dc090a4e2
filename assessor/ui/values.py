"""Typed text to measured values and back."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from assessor.assessment.records import MeasuredValue
from assessor.criteria import Quantity
from assessor.criteria.values import number_text
from assessor.errors import EditError
from assessor.workflow.wording import Wording

_UNIT_WORDS = ("mm", "cm", "m2", "m²", "㎡", "m", "%", "°", "度", "戸", "階", "段")


def parse_value(quantity: Quantity, typed: str, wording: Wording, place: str) -> MeasuredValue | None:
    """The value of a typed text; None for an empty one. Full-width figures, separators and units are taken.

    Args:
        quantity: what is measured.
        typed: what the user wrote; for choices the option's code.
        wording: names for the error's sentence.
        place: what people call the place, for the error's sentence.

    Raises:
        EditError: the text is no number.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        return None
    if quantity.type in {"choice", "grade"}:
        return typed
    numbers = re.split(r"[;、\s]+", plain) if quantity.type == "list" else [plain]
    try:
        found = tuple(_number(one) for one in numbers if one)
    except InvalidOperation as problem:
        raise EditError(
            "value_not_number", typed=typed, quantity=wording.quantity(quantity.code), place=place
        ) from problem
    return found if quantity.type == "list" else found[0]


def _number(text: str) -> Decimal:
    for unit in _UNIT_WORDS:
        normal = unicodedata.normalize("NFKC", unit)
        if text.endswith(normal):
            text = text.removesuffix(normal).strip()
            break
    # A comma groups thousands only where three figures follow; "1,9" is not silently read as 19.
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", text):
        text = text.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        raise InvalidOperation
    return Decimal(text.rstrip(".") if text.endswith(".") else text)


def edit_text(value: MeasuredValue | None) -> str:
    """The text an editor starts with."""
    match value:
        case None | bool():
            return ""
        case tuple():
            return "; ".join(number_text(one) for one in value)
        case str():
            return value
        case _:
            return number_text(value)
