"""An assessment as the conditions of its procedure read it: facts as values, dwellings as places."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assessor.assessment.counting import counted, with_counts
from assessor.assessment.ordering import ordered_places
from assessor.assessment.procedure_checks import parse_date
from assessor.assessment.records import DWELLING_COUNT, Dwelling
from assessor.assessment.state import Assessment
from assessor.criteria import Edition
from assessor.criteria.procedure import DWELLING, Procedure
from assessor.criteria.procedure_view import procedure_view
from assessor.errors import EditError
from assessor.evaluation import BUILDING, UNIT_TYPE, Place, PlaceIndex, Snapshot, Value
from assessor.evaluation.days import as_number

AREA = "dwelling_exclusive_area_m2"
_PREFIX = "dwelling:"


def dwelling_place(dwelling: str) -> str:
    """Id of the place that stands for a dwelling in the snapshot of the procedure."""
    return _PREFIX + dwelling


def dwelling_of(place: str) -> str | None:
    """Id of the dwelling that a place stands for; None for any other place."""
    return place.removeprefix(_PREFIX) if place.startswith(_PREFIX) else None


def count_mismatches(state: Assessment) -> dict[str, tuple[Decimal, int]]:
    """Per unit type applied for: the number entered and the number listed, where both are there and differ.

    While no dwelling is listed, nothing differs: the list has not been begun.
    """
    if not state.dwellings:
        return {}
    listed = Counter(unit_type_of(state, one) for one in state.dwellings.values())
    found: dict[str, tuple[Decimal, int]] = {}
    for unit, record in sorted(state.places.items(), key=lambda item: item[1].order):
        entered = state.measurements.get(unit, {}).get(DWELLING_COUNT)
        if record.kind != UNIT_TYPE or not record.applied or entered is None:
            continue
        if isinstance(entered.value, Decimal) and entered.value != listed[unit]:
            found[unit] = (entered.value, listed[unit])
    return found


def procedure_snapshot(state: Assessment, edition: Edition, *, by_list: bool = False) -> Snapshot:
    """What the requirements and the conditions of documents are asked of.

    Each dwelling lies in its unit type, so that a value entered there holds for it; a dwelling without a
    known unit type lies in the building.

    Args:
        state: the assessment.
        edition: whose procedure asks.
        by_list: where the number of dwellings entered differs from the list, the list counts.
    """
    view = procedure_view(edition)
    ordered = ordered_places(state.places)
    places = [record.place(place) for place, record in ordered]
    entered: dict[str, Mapping[str, Value]] = {
        place: {code: one.value for code, one in inner.items()} for place, inner in state.measurements.items()
    }
    values = dict(with_counts(entered, state.measurements, counted(state, edition)))
    for unit, (_, listed) in count_mismatches(state).items() if by_list else ():
        values[unit] = {**values[unit], DWELLING_COUNT: Decimal(listed)}
    if edition.procedure is not None:
        facts = dict(_facts(edition.procedure, state))
        values[BUILDING] = {**values.get(BUILDING, {}), **facts}
        if DWELLING in view.kinds:
            for dwelling, record in sorted_dwellings(state):
                place = dwelling_place(dwelling)
                places.append(Place(place, DWELLING, record.number, unit_type_of(state, record) or BUILDING))
                if record.area is not None:
                    values[place] = {AREA: record.area}
    return Snapshot(state.case.category, PlaceIndex(view, places), values)


def _facts(procedure: Procedure, state: Assessment) -> list[tuple[str, Value]]:
    found: list[tuple[str, Value]] = []
    for code, fact in state.facts.items():
        asked = procedure.fact_by_code.get(code)
        if asked is None or asked.type == "text":
            continue
        if asked.type == "date":
            day = parse_date(str(fact.value))
            if day is not None:
                found.append((code, Decimal(as_number(day))))
        else:
            found.append((code, fact.value))
    return found


def sorted_dwellings(state: Assessment) -> list[tuple[str, Dwelling]]:
    """The dwellings applied for, in the order of the list."""
    return sorted(state.dwellings.items(), key=lambda item: (item[1].order, item[0]))


def unit_type_of(state: Assessment, dwelling: Dwelling) -> str | None:
    """Id of the dwelling's unit type; None where there is none, or no longer."""
    place = state.places.get(dwelling.unit_type)
    return dwelling.unit_type if place is not None and place.kind == UNIT_TYPE else None


def area_of(state: Assessment, dwelling: Dwelling) -> Decimal | None:
    """The dwelling's exclusive area in m²: its own, else that of its unit type."""
    if dwelling.area is not None:
        return dwelling.area
    measured = state.measurements.get(dwelling.unit_type, {}).get(AREA)
    value = None if measured is None else measured.value
    return value if isinstance(value, Decimal) else None


def day_of(text: str) -> date | None:
    """The day of a date that was checked when it was entered; None where there is none."""
    try:
        return parse_date(text)
    except EditError:
        return None
