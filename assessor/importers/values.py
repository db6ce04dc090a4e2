"""Cells as values of quantities: words, units, rounding.

Rounding of imported values (`design/domain.md`): lengths to 0.1 mm, areas to 0.001 m², angles to 0.01°.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import Any

from assessor.assessment.checks import MAX_DECIMALS, MAX_NUMBER, check_value
from assessor.assessment.form_base import short_ratio
from assessor.assessment.records import MeasuredValue
from assessor.criteria import Quantity
from assessor.errors import EditError
from assessor.importers.sheets import Cell, Faulty, plain, shown
from assessor.importers.words import answers, words

ROUNDING: dict[str, Decimal] = {
    "mm": Decimal("0.1"),
    "cm": Decimal("0.01"),
    "m": Decimal("0.0001"),
    "m2": Decimal("0.001"),
    "deg": Decimal("0.01"),
}
"""Smallest step of an imported value, by unit of the quantity."""
_FOOT = Fraction(3048, 10)
_SIZES: dict[str, tuple[str, Fraction]] = {
    "mm": ("length", Fraction(1)),
    "cm": ("length", Fraction(10)),
    "m": ("length", Fraction(1000)),
    "ft": ("length", _FOOT),
    "in": ("length", _FOOT / 12),
    "mm2": ("area", Fraction(1, 10**6)),
    "cm2": ("area", Fraction(1, 10**4)),
    "m2": ("area", Fraction(1)),
    "ft2": ("area", _FOOT**2 / 10**6),
    "deg": ("angle", Fraction(1)),
    "pct": ("share", Fraction(1, 100)),
    "ratio": ("share", Fraction(1)),
}
_NUMBER = re.compile(
    r"([0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)\s*(?:/\s*([0-9]+(?:\.[0-9]+)?))?\s*([^\d\s.,/].*)?"
)
MAX_SPELLING = 60
"""Longest text that is read as a number."""


class Refused(Exception):  # noqa: N818 (not an error of the program: the reason goes into the report)
    """A cell cannot be taken as the value of a quantity: a code and its parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Read:
    """A value as read.

    Attributes:
        value: as the assessment keeps it.
        rounded: the exact value before rounding, where it differs.
    """

    value: MeasuredValue
    rounded: str = ""


def unit_named(text: str) -> str | None:
    """The unit that a word names (`㎡`, `meters`, `ミリ`); None: no unit known here."""
    found = plain(text)
    for unit in _SIZES:
        if found == unit or found in {plain(word) for word in words(f"unit.{unit}")}:
            return unit
    return None


def read_value(quantity: Quantity, cell: Cell, unit: str | None = None, *, rounding: bool = True) -> Read:
    """The value of a cell for a quantity.

    Args:
        quantity: what it is a value of.
        cell: a cell that is not empty.
        unit: unit of the column, where the heading or a unit column names it.
        rounding: apply the rounding of imported values.

    Raises:
        Refused: it cannot be one.
    """
    if isinstance(cell, Faulty):
        raise Refused(cell.code, value=cell.text)
    if isinstance(cell, date | time | timedelta):
        raise Refused("date_cell", value=shown(cell))
    match quantity.type:
        case "flag":
            return Read(_flag(cell))
        case "choice" | "grade":
            return Read(_option(quantity, cell))
        case "list":
            numbers = [_number(quantity, part, unit, rounding) for part in _parts(cell)]
            value: MeasuredValue = tuple(number for number, _ in numbers if isinstance(number, Decimal))
            read = Read(value, next((exact for _, exact in numbers if exact), ""))
        case _:
            read = Read(*_number(quantity, cell, unit, rounding))
    try:
        check_value(quantity, read.value)
    except EditError as problem:
        raise Refused("impossible", value=shown(cell), detail=problem.code) from problem
    return read


def _flag(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    answer = answers().get(plain(shown(cell)))
    if answer is None:
        raise Refused("not_yes_or_no", value=shown(cell))
    return answer


def _option(quantity: Quantity, cell: Cell) -> str:
    text = shown(cell)
    if text in quantity.option_codes:
        return text
    found = {
        option.code
        for option in quantity.options
        if plain(text) in (plain(option.code), plain(option.name.ja), plain(option.name.en))
    }
    if len(found) != 1:
        names = "、".join(option.name.ja for option in quantity.options)
        raise Refused("option_unknown", value=text, options=names)
    return found.pop()


def _parts(cell: Cell) -> list[Cell]:
    if isinstance(cell, Decimal):
        return [cell]
    parts = [part for part in re.split(r"[,、;\s]+", unicodedata.normalize("NFKC", shown(cell))) if part]
    return list(parts)


def _number(
    quantity: Quantity, cell: Cell, unit: str | None, rounding: bool
) -> tuple[Decimal | Fraction, str]:
    if isinstance(cell, bool):
        raise Refused("not_a_number", value=shown(cell))
    exact, own_unit = (Fraction(cell), None) if isinstance(cell, Decimal) else _spelled(shown(cell))
    if abs(exact) >= MAX_NUMBER:
        raise Refused("impossible", value=shown(cell)[:MAX_SPELLING], detail="out_of_scale")
    exact = _converted(exact, own_unit or unit, quantity.unit, shown(cell))
    if quantity.unit == "ratio" and isinstance(short_ratio(exact), Fraction):
        return exact, ""  # 1/12 has no decimal spelling, and needs none
    step = ROUNDING.get(quantity.unit) if rounding else None
    with localcontext() as context:
        context.prec = 40
        decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
        if step is not None:
            rounded = decimal.quantize(step, ROUND_HALF_UP)
            return _short(rounded), "" if rounded == decimal else shown(
                _short(decimal.quantize(step / 10**6))
            )
        if Fraction(_short(decimal)) != exact or -int(_short(decimal).as_tuple().exponent) > MAX_DECIMALS:
            raise Refused("not_exact", value=shown(cell))
    return _short(decimal), ""


def _spelled(text: str) -> tuple[Fraction, str | None]:
    """A number as people type it: full-width digits, thousands, a unit behind it, `1/12`."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or len(text) > MAX_SPELLING:
        raise Refused("not_a_number", value=text)
    digits, divisor, suffix = match.groups()
    unit: str | None = None
    if suffix is not None:
        unit = unit_named(suffix)
        if unit is None and plain(suffix) not in {plain(word) for word in words("counters")}:
            raise Refused("not_a_number", value=text)
    try:
        number = Fraction(Decimal(digits.replace(",", "")))
        return (number / Fraction(Decimal(divisor)) if divisor else number), unit
    except (InvalidOperation, ZeroDivisionError) as problem:
        raise Refused("not_a_number", value=text) from problem


def _converted(number: Fraction, given: str | None, wanted: str, text: str) -> Fraction:
    if given is None or given == wanted:
        return number
    if wanted not in _SIZES or _SIZES[given][0] != _SIZES[wanted][0]:
        raise Refused("wrong_unit", value=text, unit=given, wanted=wanted)
    return number * _SIZES[given][1] / _SIZES[wanted][1]


def _short(number: Decimal) -> Decimal:
    """The number without zeros behind the point, never in powers of ten."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()


def is_implausible(quantity: Quantity, value: MeasuredValue) -> bool:
    """Whether a value lies outside the range in which such a thing is built."""
    if quantity.plausible is None:
        return False
    low, high = quantity.plausible
    numbers = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, Decimal | Fraction) and not (low <= Fraction(one) <= high) for one in numbers)
