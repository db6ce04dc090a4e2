"""What does not fit together in the entries: cross-checks of the edition, and implausible values."""

from dataclasses import dataclass
from decimal import Decimal

from assessor.criteria.catalogue import CrossCheck, Quantity
from assessor.criteria.expressions import parse
from assessor.criteria.model import Edition
from assessor.evaluation.lookup import Context, evaluate
from assessor.evaluation.numbers import Value
from assessor.evaluation.snapshot import BUILDING, UNIT_TYPE, Snapshot


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
                if check.twins is not None and not _has_twin(snapshot, place_id, check):
                    continue
                context = Context(edition, snapshot, row="")
                if evaluate(context, place_id, parse(check.when)) is True:
                    found.append(Doubt(place_id, check, check.quantities[0] if check.quantities else ""))
        for code, value in snapshot.values.get(place_id, {}).items():
            quantity = edition.quantities.get(code)
            if quantity is not None and not is_plausible(quantity, value):
                found.append(Doubt(place_id, None, code, value))
    found.sort(key=lambda doubt: doubt.place != BUILDING)
    return tuple(found)


def _has_twin(snapshot: Snapshot, place: str, check: CrossCheck) -> bool:
    """Whether an earlier place of the same name is the same part again, or one that should not differ."""
    index = snapshot.index
    own = index.places[place]
    if not own.name:
        return False
    dwelling = next((one for one in index.chains[place] if index.places[one].kind == UNIT_TYPE), None)
    around = own.parent if check.twins == "beside" else dwelling
    if around is None:
        return False
    for other in index.below(around, own.kind, applied_only=False):
        if other == place:
            return False
        twin = index.places[other]
        if twin.name != own.name or (check.twins == "beside" and twin.parent != own.parent):
            continue
        if check.twins == "beside" or _differ(snapshot, place, other, check.quantities):
            return True
    return False


def _differ(snapshot: Snapshot, place: str, other: str, codes: tuple[str, ...]) -> bool:
    here, there = snapshot.values.get(place, {}), snapshot.values.get(other, {})
    return any(code in here and code in there and here[code] != there[code] for code in codes)


def is_plausible(quantity: Quantity, value: object) -> bool:
    """Whether a value lies in the plausible range; an implausible one is questioned, never refused."""
    if quantity.plausible is None:
        return True
    low, high = quantity.plausible
    numbers = value if isinstance(value, tuple) else (value,)
    return all(not isinstance(one, Decimal) or low <= one <= high for one in numbers)
