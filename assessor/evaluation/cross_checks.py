"""What does not fit together in the entries: cross-checks of the edition, and implausible values."""

from dataclasses import dataclass
from decimal import Decimal

from assessor.criteria.expressions import parse
from assessor.criteria.model import CrossCheck, Edition, Quantity
from assessor.evaluation.lookup import Context, evaluate
from assessor.evaluation.numbers import Value
from assessor.evaluation.snapshot import BUILDING, Snapshot


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at; it never decides.

    Attributes:
        place: where.
        check: the cross-check that found it; None for an implausible value.
        quantity: the quantity to go to; empty where the place itself is the matter.
        value: the implausible value.
    """

    place: str
    check: CrossCheck | None
    quantity: str = ""
    value: Value | None = None


def cross_check(edition: Edition, snapshot: Snapshot) -> tuple[Doubt, ...]:
    """All doubts, place by place in the order of the places.

    Unit types that are still being listed are not asked for parts they do not have yet.
    """
    found: list[Doubt] = []
    checks: dict[str, list[CrossCheck]] = {}
    for check in edition.checks.values():
        checks.setdefault(check.kind, []).append(check)
    index = snapshot.index
    for place_id, place in index.places.items():
        for kind in edition.kind_and_wider(place.kind):
            for check in checks.get(kind, ()):
                context = Context(edition, snapshot, row="")
                if evaluate(context, place_id, parse(check.when)) is True:
                    found.append(Doubt(place_id, check, check.quantities[0] if check.quantities else ""))
        for code, value in snapshot.values.get(place_id, {}).items():
            quantity = edition.quantities.get(code)
            if quantity is not None and not is_plausible(quantity, value):
                found.append(Doubt(place_id, None, code, value))
    found.sort(key=lambda doubt: doubt.place != BUILDING)
    return tuple(found)


def is_plausible(quantity: Quantity, value: object) -> bool:
    """Whether a value lies in the plausible range; an implausible one is questioned, never refused."""
    if quantity.plausible is None:
        return True
    low, high = quantity.plausible
    numbers = value if isinstance(value, tuple) else (value,)
    return all(not isinstance(one, Decimal) or low <= one <= high for one in numbers)
