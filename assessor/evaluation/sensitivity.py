"""How tight a design is: which conforming rows would not conform if every inside measure were smaller."""

from collections.abc import Mapping
from decimal import Decimal

from assessor.criteria.model import Edition
from assessor.evaluation.evaluator import Evaluation, Evaluator, RowResult
from assessor.evaluation.numbers import Value
from assessor.evaluation.snapshot import Snapshot

PER_UNIT = {"mm": Decimal(1), "cm": Decimal("0.1"), "m": Decimal("0.001")}
SHRINKING = frozenset({"inside", "clear"})


def shrunk(edition: Edition, snapshot: Snapshot, millimetres: Decimal) -> Snapshot:
    """The snapshot with every inside and clear length shorter by so many mm (not below zero).

    Areas stay as they are: what a thicker finish takes from them depends on their outline.
    """
    values: dict[str, Mapping[str, Value]] = {}
    for place, inner in snapshot.values.items():
        changed = dict(inner)
        for code, value in inner.items():
            quantity = edition.quantities.get(code)
            if quantity is not None and quantity.basis in SHRINKING and isinstance(value, Decimal):
                step = PER_UNIT.get(quantity.unit)
                if step is not None:
                    changed[code] = max(Decimal(0), value - step * millimetres)
        values[place] = changed
    return Snapshot(snapshot.category, snapshot.index, values, snapshot.attested, snapshot.decisions)


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
