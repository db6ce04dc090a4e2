"""How tight a design is: which conforming rows would not conform if every inside measure were smaller."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessor.criteria.model import Edition
from assessor.evaluation.evaluator import Evaluation, Evaluator, RowResult
from assessor.evaluation.numbers import Value
from assessor.evaluation.snapshot import Snapshot

PER_UNIT = {"mm": Decimal(1), "cm": Decimal("0.1"), "m": Decimal("0.001")}
SHRINKING = frozenset({"inside", "clear"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Which entered quantities a thicker finish is taken from, as far as they were entered.

    Attributes:
        lengths: inside and clear lengths: shorter by the full amount.
        areas: inside areas of which one side is known too: both sides get shorter, as of a rectangle.
        kept: inside areas of which no side is known: they stay as they are.
    """

    lengths: frozenset[str]
    areas: frozenset[str]
    kept: frozenset[str]


def reach(edition: Edition, snapshot: Snapshot) -> Reach:
    """What the pass changes and what it has to leave alone."""
    lengths: set[str] = set()
    areas: set[str] = set()
    kept: set[str] = set()
    for inner in snapshot.values.values():
        side = _side(edition, inner)
        for code, value in inner.items():
            if _step(edition, code) is not None and isinstance(value, Decimal):
                lengths.add(code)
            elif _is_area(edition, code):
                (kept if side is None else areas).add(code)
    return Reach(frozenset(lengths), frozenset(areas), frozenset(kept))


def shrunk(edition: Edition, snapshot: Snapshot, millimetres: Decimal) -> Snapshot:
    """The snapshot with every inside and clear length shorter by so many mm (not below zero).

    An inside area follows where a side of the same place is known, as that of a rectangle whose other side
    is the area by that side; other areas stay as they are (see `reach`).
    """
    values: dict[str, Mapping[str, Value]] = {}
    for place, inner in snapshot.values.items():
        changed = dict(inner)
        side = _side(edition, inner)
        for code, value in inner.items():
            if not isinstance(value, Decimal):
                continue
            step = _step(edition, code)
            if step is not None:
                changed[code] = max(Decimal(0), value - step * millimetres)
            elif side is not None and _is_area(edition, code):
                changed[code] = _smaller_area(value, side, millimetres)
        values[place] = changed
    return Snapshot(snapshot.category, snapshot.index, values, snapshot.attested, snapshot.decisions)


def _step(edition: Edition, code: str) -> Decimal | None:
    """What a millimetre is in the unit of an inside or clear length; None for anything else."""
    quantity = edition.quantities.get(code)
    return PER_UNIT.get(quantity.unit) if quantity is not None and quantity.basis in SHRINKING else None


def _is_area(edition: Edition, code: str) -> bool:
    quantity = edition.quantities.get(code)
    return quantity is not None and quantity.unit == "m2" and quantity.basis == "inside"


def _side(edition: Edition, inner: Mapping[str, Value]) -> Decimal | None:
    """The side of the one inside area of a place, in mm, where exactly one inside length is known there."""
    lengths = [
        value / step
        for code, value in inner.items()
        if (step := _step(edition, code)) is not None
        and edition.quantities[code].basis == "inside"
        and isinstance(value, Decimal)
    ]
    areas = [code for code in inner if _is_area(edition, code)]
    return lengths[0] if len(lengths) == len(areas) == 1 and lengths[0] > 0 else None


def _smaller_area(area: Decimal, side: Decimal, millimetres: Decimal) -> Fraction:
    other = Fraction(area) * 1_000_000 / Fraction(side)
    shorter = [max(Fraction(0), one - Fraction(millimetres)) for one in (Fraction(side), other)]
    return shorter[0] * shorter[1] / 1_000_000


def tight_rows(evaluator: Evaluator, evaluation: Evaluation, millimetres: Decimal) -> dict[str, RowResult]:
    """The rows that conform by measurement now and would not if every inside measure were so much smaller.

    Gives each with its result in that case, in the order of the sheet.
    """
    then = evaluator.evaluate(shrunk(evaluator.edition, evaluation.snapshot, millimetres))
    return {
        row: then.rows[row]
        for row, now in evaluation.rows.items()
        if now.machine == "conforming" and then.rows[row].machine != "conforming"
    }
