"""申請住戸一覧表: dwellings applied for, from ranges or tables, with totals and checks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from assessor.assessment import Assessment, Edit
from assessor.assessment.procedure import area_of, sorted_dwellings, unit_type_of
from assessor.assessment.records import DWELLING_COUNT, Dwelling, DwellingKey, Key, Record
from assessor.criteria import Edition
from assessor.errors import EditError
from assessor.evaluation import UNIT_TYPE
from assessor.workflow.dwelling_entry import Given, NotTaken, area_number, plain_number
from assessor.workflow.eligibility import Eligibility, admissions, eligibility


@dataclass(frozen=True, slots=True)
class Planned:
    """What an entry of dwellings would do.

    Attributes:
        edit: adds and changes dwellings; None where nothing would change.
        added: how many are new.
        changed: how many are there already, by their number, and get other data.
        same: how many are there already as given.
        not_taken: what is left out, and why.
    """

    edit: Edit | None
    added: int
    changed: int
    same: int
    not_taken: tuple[NotTaken, ...]


@dataclass(frozen=True, slots=True)
class TypeTotal:
    """Dwellings of one unit type.

    Attributes:
        unit_type: id; empty for dwellings without a known unit type.
        declared: number entered with the unit type; None: not entered.
        area: sum of the exclusive areas in m²; None: the area of one is not known.
    """

    unit_type: str
    name: str
    count: int
    declared: int | None
    area: Decimal | None


@dataclass(frozen=True, slots=True)
class DwellingFault:
    """Something that does not fit together, with the code of its sentence (`dwellings.fault.<code>`).

    Codes: `number_twice`, `no_unit_type`, `unit_type_gone`, `not_applied`, `no_area`, `too_small`,
    `count_differs`, `more_than_building`.
    """

    code: str
    dwellings: tuple[str, ...]
    params: dict[str, str]


def plan_dwellings(
    state: Assessment, given: Iterable[Given], not_taken: Iterable[NotTaken] = (), label: str = "dwellings"
) -> Planned:
    """What taking these dwellings in would do; a number that is there already is changed, not doubled."""
    by_name = {plain_number(one.name): code for code, one in state.places.items() if one.kind == UNIT_TYPE}
    by_name |= {code: code for code in by_name.values()}
    left = list(not_taken)
    known = {one.number: (code, one) for code, one in state.dwellings.items()}
    order = 1 + max((one.order for one in state.dwellings.values()), default=-1)
    number = _next_id(state)
    sets: dict[Key, Record] = {}
    added = changed = same = 0
    seen: set[str] = set()
    for place, one in enumerate(given, 1):
        code = _fault_of(one, by_name, seen)
        if code:
            said = (
                one.unit_type if code == "unit_type_unknown" else one.area if code == "area_unclear" else ""
            )
            words = f"{one.number}: {said}" if said else one.number
            left.append(NotTaken(one.line or place, words, code))
            continue
        seen.add(one.number)
        area = area_number(one.area)
        unit_type = by_name.get(plain_number(one.unit_type), "")
        if one.number in known:
            key, old = known[one.number]
            fresh = replace(
                old,
                floor=one.floor or old.floor,
                unit_type=unit_type or old.unit_type,
                area=old.area if area is None else area,
                note=one.note or old.note,
            )
            if fresh == old:
                same += 1
                continue
            changed += 1
            sets[DwellingKey(key)] = fresh
            continue
        sets[DwellingKey(f"d-{number}")] = Dwelling(one.number, one.floor, unit_type, area, one.note, order)
        number, order, added = number + 1, order + 1, added + 1
    edit = Edit(tuple(sets.items()), label) if sets else None
    left.sort(key=lambda one: one.line)
    return Planned(edit, added, changed, same, tuple(left))


def change_dwelling(state: Assessment, dwelling: str, **changes: object) -> Edit:
    """Changes fields of one dwelling.

    Raises:
        EditError: there is no such dwelling.
    """
    found = state.dwellings.get(dwelling)
    if found is None:
        raise EditError("dwelling_unknown", dwelling=dwelling)
    return Edit(((DwellingKey(dwelling), replace(found, **changes)),), "dwelling")  # type: ignore[arg-type]


def remove_dwellings(dwellings: Iterable[str]) -> Edit:
    """Takes dwellings out of the list."""
    return Edit(tuple((DwellingKey(one), None) for one in dwellings), "remove_dwellings")


def sort_dwellings(state: Assessment) -> Edit | None:
    """Puts the list in the order of floors and numbers; None where it is."""
    ordered = sorted(state.dwellings.items(), key=lambda item: _natural(item[1].number))
    sets = tuple(
        (DwellingKey(code), replace(one, order=order))
        for order, (code, one) in enumerate(ordered)
        if one.order != order
    )
    return Edit(sets, "dwellings") if sets else None


def totals(state: Assessment) -> tuple[TypeTotal, ...]:
    """Dwellings by unit type, in the order of the unit types; those without one last."""
    units = sorted(
        (code for code, one in state.places.items() if one.kind == UNIT_TYPE),
        key=lambda code: state.places[code].order,
    )
    by_type: dict[str, list[Dwelling]] = {}
    for _, one in sorted_dwellings(state):
        by_type.setdefault(unit_type_of(state, one) or "", []).append(one)
    found = [
        TypeTotal(
            unit,
            state.places[unit].name,
            len(by_type.get(unit, [])),
            _declared(state, unit),
            _sum(state, by_type.get(unit, [])),
        )
        for unit in units
        if unit in by_type or state.places[unit].applied
    ]
    if "" in by_type:
        found.append(TypeTotal("", "", len(by_type[""]), None, _sum(state, by_type[""])))
    return tuple(found)


def check_dwellings(
    edition: Edition, state: Assessment, found_eligible: Eligibility | None = None
) -> tuple[DwellingFault, ...]:
    """What does not fit together in the list of dwellings; nothing while none is listed.

    Args:
        edition: whose requirements are asked of each dwelling.
        state: the assessment.
        found_eligible: what they say of it, where that is at hand.
    """
    if not state.dwellings:
        return ()
    ordered = sorted_dwellings(state)
    found: list[DwellingFault] = []

    def fault(code: str, dwellings: Iterable[str], **params: object) -> None:
        listed = tuple(dwellings)
        if listed or params:
            shown = {name: str(value) for name, value in params.items()}
            numbers = [state.dwellings[one].number for one in listed]
            found.append(DwellingFault(code, listed, {"numbers": "、".join(numbers), **shown}))

    for number, times in Counter(one.number for _, one in ordered).items():
        if times > 1:
            fault("number_twice", [code for code, one in ordered if one.number == number])
    fault("no_unit_type", [code for code, one in ordered if not one.unit_type])
    gone = [code for code, one in ordered if one.unit_type and unit_type_of(state, one) is None]
    fault("unit_type_gone", gone)
    not_applied = [
        code
        for code, one in ordered
        if (unit := unit_type_of(state, one)) is not None and not state.places[unit].applied
    ]
    fault("not_applied", not_applied)
    fault("no_area", [code for code, one in ordered if area_of(state, one) is None])
    refused = [
        one.dwelling
        for one in admissions(found_eligible or eligibility(edition, state))
        if one.fulfilment == "not_met" and one.dwelling is not None
    ]
    fault("too_small", refused)
    for total in totals(state):
        if total.unit_type and total.declared is not None and total.declared != total.count:
            fault("count_differs", (), name=total.name, count=total.count, declared=total.declared)
    whole = state.measurements.get("building", {}).get("dwelling_count")
    if whole is not None and isinstance(whole.value, Decimal) and whole.value < len(ordered):
        fault("more_than_building", (), count=len(ordered), declared=int(whole.value))
    return tuple(found)


def dwelling_rows(state: Assessment) -> list[tuple[str, str, str, str, str]]:
    """The list as plain rows: number, floor, name of the unit type, area in m², note."""
    return [
        (
            one.number,
            one.floor,
            "" if (unit := unit_type_of(state, one)) is None else state.places[unit].name,
            "" if (area := area_of(state, one)) is None else f"{area:f}",
            one.note,
        )
        for _, one in sorted_dwellings(state)
    ]


def _fault_of(one: Given, by_name: dict[str, str], seen: set[str]) -> str:
    if one.number in seen:
        return "number_twice"
    if one.unit_type and plain_number(one.unit_type) not in by_name:
        return "unit_type_unknown"
    if one.area and area_number(one.area) is None:
        return "area_unclear"
    return ""


def _next_id(state: Assessment) -> int:
    taken = [int(match[1]) for one in state.dwellings if (match := re.fullmatch(r"d-([0-9]{1,9})", one))]
    return 1 + max(taken, default=0)


def _natural(number: str) -> list[tuple[int, int, str]]:
    """Digits compare as numbers, so that 99 comes before 101."""
    parts = re.findall(r"[0-9]+|[^0-9]+", number)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _declared(state: Assessment, unit: str) -> int | None:
    found = state.measurements.get(unit, {}).get(DWELLING_COUNT)
    return int(found.value) if found is not None and isinstance(found.value, Decimal) else None


def _sum(state: Assessment, dwellings: list[Dwelling]) -> Decimal | None:
    areas = [area_of(state, one) for one in dwellings]
    return None if any(area is None for area in areas) else sum((one for one in areas if one), Decimal(0))
