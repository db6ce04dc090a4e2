"""Dwellings per unit type, counted from the list of dwellings applied for where nobody entered the number.

The list holds the dwellings applied for only, so it tells how many of a unit type are applied for, and
nothing of how many dwellings the building has.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assessor.assessment.records import DWELLING_COUNT, Measurement
from assessor.assessment.state import Assessment
from assessor.criteria import Edition
from assessor.evaluation import UNIT_TYPE, Value


def counted(state: Assessment, edition: Edition) -> dict[str, Decimal]:
    """Number of listed dwellings by unit type, for the unit types without a number of their own."""
    if not state.dwellings or DWELLING_COUNT not in edition.quantities:
        return {}
    listed = Counter(one.unit_type for one in state.dwellings.values())
    found: dict[str, Decimal] = {}
    for unit, count in listed.items():
        place = state.places.get(unit)
        entered = DWELLING_COUNT in state.measurements.get(unit, {})
        if place is not None and place.kind == UNIT_TYPE and not entered:
            found[unit] = Decimal(count)
    return found


def with_counts(
    values: Mapping[str, Mapping[str, Value]],
    measurements: Mapping[str, Mapping[str, Measurement]],
    counts: Mapping[str, Decimal],
    before: Iterable[str] = (),
) -> Mapping[str, Mapping[str, Value]]:
    """The values with the counted ones; for unit types counted before, the earlier count is taken out."""
    if not counts and not before:
        return values
    result = dict(values)
    for unit in {*counts, *before}:
        own: dict[str, Value] = {code: one.value for code, one in measurements.get(unit, {}).items()}
        if unit in counts:
            own[DWELLING_COUNT] = counts[unit]
        if own:
            result[unit] = own
        else:
            result.pop(unit, None)
    return result
