"""Sums that a person types into a cell (`910*2-90`, `1.2m-50`, `1.82m*0.91m`), on exact fractions."""

import re
from dataclasses import dataclass
from fractions import Fraction

MAX_LENGTH = 120
MAX_DEPTH = 12
LENGTH, AREA, PLAIN = 1, 2, 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a person may write it: its size in the base unit of its dimension, and the dimension.

    Base units are mm and mm²; counters, degrees and percent have no dimension.
    """

    size: Fraction
    dimension: int = PLAIN


LENGTHS = {
    "mm": Unit(Fraction(1), LENGTH),
    "cm": Unit(Fraction(10), LENGTH),
    "m": Unit(Fraction(1000), LENGTH),
    "km": Unit(Fraction(1_000_000), LENGTH),
}
AREAS = {
    "mm2": Unit(Fraction(1), AREA),
    "cm2": Unit(Fraction(100), AREA),
    "m2": Unit(Fraction(1_000_000), AREA),
}


class SumError(Exception):
    """A text that is no sum; `reason` is one of `syntax`, `unit`, `dimension`, `zero`, `comma`, `long`."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason, where)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in base units of a dimension; `is_bare` while no unit was written."""

    number: Fraction
    dimension: int = PLAIN
    is_bare: bool = True


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d,]*\.?\d*|\.\d+)|(?P<op>[-+*/()])|(?P<unit>[^\d\s.,+*/()-]+[23]?))"
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


def calculate(text: str, units: dict[str, Unit], own: Unit) -> Fraction:
    """The value of a sum in the unit `own`.

    Args:
        text: the sum, in half-width characters.
        units: spellings of units that may follow a number or a bracket.
        own: the unit of numbers that carry none.

    Raises:
        SumError: not a sum, an unknown unit, a length where an area is wanted, or a division by zero.
    """
    if len(text) > MAX_LENGTH:
        raise SumError("long")
    parser = _Parser(_tokens(text), units, own)
    amount = parser.whole()
    if amount.is_bare:
        return amount.number
    if amount.dimension != own.dimension:
        raise SumError("dimension")
    return amount.number / own.size


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            if text[position:].strip():
                raise SumError("syntax", text[position:].strip()[:10])
            break
        kind = str(match.lastgroup)
        found.append((kind, match[kind]))
        position = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], units: dict[str, Unit], own: Unit) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0
        self._units = units
        self._own = own

    def whole(self) -> _Amount:
        """The whole text as one sum."""
        amount = self._sum()
        kind, text = self._peek()
        if kind:
            raise SumError("syntax", text)
        return amount

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._position] if self._position < len(self._tokens) else ("", "")

    def _take(self, *texts: str) -> str:
        kind, text = self._peek()
        if kind == "op" and text in texts:
            self._position += 1
            return text
        return ""

    def _sum(self) -> _Amount:
        left = self._product()
        while op := self._take("+", "-"):
            right = self._product()
            left, right = self._alike(left, right)
            number = left.number + right.number if op == "+" else left.number - right.number
            left = _Amount(number, left.dimension, left.is_bare)
        return left

    def _alike(self, left: _Amount, right: _Amount) -> tuple[_Amount, _Amount]:
        """Both with a unit where one has: a bare number is taken in the quantity's own unit."""
        if left.is_bare and not right.is_bare:
            left = self._with_own(left)
        elif right.is_bare and not left.is_bare:
            right = self._with_own(right)
        if left.dimension != right.dimension:
            raise SumError("dimension")
        return left, right

    def _with_own(self, amount: _Amount) -> _Amount:
        return _Amount(amount.number * self._own.size, self._own.dimension, is_bare=False)

    def _product(self) -> _Amount:
        left = self._factor()
        while op := self._take("*", "/"):
            right = self._factor()
            if op == "*":
                dimension, number = left.dimension + right.dimension, left.number * right.number
            elif right.number == 0:
                raise SumError("zero")
            else:
                dimension, number = left.dimension - right.dimension, left.number / right.number
            left = _Amount(number, dimension, left.is_bare and right.is_bare)
        return left

    def _factor(self) -> _Amount:
        if self._take("-"):
            amount = self._factor()
            return _Amount(-amount.number, amount.dimension, amount.is_bare)
        if self._take("+"):
            return self._factor()
        if self._take("("):
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise SumError("long")
            amount = self._sum()
            if not self._take(")"):
                raise SumError("syntax", "(")
            self._depth -= 1
            return self._unit(amount)
        kind, text = self._peek()
        if kind != "number":
            raise SumError("unit" if kind == "unit" else "syntax", text)
        self._position += 1
        return self._unit(_Amount(_number(text)))

    def _unit(self, amount: _Amount) -> _Amount:
        kind, text = self._peek()
        if kind != "unit":
            return amount
        unit = self._units.get(text.casefold())
        if unit is None or not amount.is_bare:
            raise SumError("unit", text)
        self._position += 1
        return _Amount(amount.number * unit.size, unit.dimension, is_bare=False)


def _number(text: str) -> Fraction:
    if "," in text:
        if not _GROUPED.fullmatch(text):
            raise SumError("comma", text)
        text = text.replace(",", "")
    return Fraction(text.removesuffix(".") if text.endswith(".") else text)
