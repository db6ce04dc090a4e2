"""Edits that users make, built from the present state."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from assessor.assessment.records import (
    DWELLING_COUNT,
    Attestation,
    AttestationKey,
    CaseKey,
    Decision,
    DecisionKey,
    Key,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
    RowNote,
)
from assessor.assessment.state import Assessment, Edit
from assessor.errors import EditError


def measure(place: str, quantity: str, measurement: Measurement | None) -> Edit:
    """Sets or clears one measurement."""
    return Edit(((MeasurementKey(place, quantity), measurement),), "measure")


def measure_many(values: Mapping[tuple[str, str], Measurement | None], label: str = "paste") -> Edit:
    """Sets many measurements at once, by (place, quantity)."""
    sets = tuple((MeasurementKey(place, code), one) for (place, code), one in values.items())
    return Edit(sets, label)


def attest(row: str, key: str, place: str, attestation: Attestation | None) -> Edit:
    """Sets or clears one attestation."""
    return Edit(((AttestationKey(row, key, place), attestation),), "attest")


def decide(row: str, decision: Decision | None) -> Edit:
    """Sets or clears the decision on a row."""
    return Edit(((DecisionKey(row), decision),), "decide")


def annotate(row: str, note: RowNote | None) -> Edit:
    """Sets or clears the notes on a row; an empty note is no note."""
    return Edit(((NoteKey(row), None if note == RowNote() else note),), "annotate")


def rule_out(state: Assessment, rows: Iterable[str], *, out: bool = True) -> Edit:
    """Rules optional rows out of the nearest way to pass, or takes them back in."""
    sets: list[tuple[Key, Record | None]] = []
    for row in rows:
        note = replace(state.notes.get(row, RowNote()), ruled_out=out)
        sets.append((NoteKey(row), None if note == RowNote() else note))
    return Edit(tuple(sets), "rule_out" if out else "rule_in")


def set_case(state: Assessment, **changes: Any) -> Edit:
    """Changes fields of the case data."""
    return Edit(((CaseKey(), replace(state.case, **changes)),), "case")


def new_id(state: Assessment, kind: str, taken: Iterable[str] = ()) -> str:
    """An id that no place has, such as `door-7`."""
    used = set(state.places) | set(taken)
    number = 1 + max(
        (int(match[1]) for place in used if (match := re.fullmatch(rf"{re.escape(kind)}-(\d+)", place))),
        default=0,
    )
    return f"{kind}-{number}"


def add_place(
    state: Assessment, kind: str, name: str, parent: str, *, complete: bool = True
) -> tuple[str, Edit]:
    """A new place at the end of its siblings; gives its id and the edit."""
    place = new_id(state, kind)
    order = 1 + max((one.order for one in state.places.values()), default=0)
    record = PlaceRecord(kind, name, parent, complete=complete, order=order)
    return place, Edit(((PlaceKey(place), record),), "add_place")


def change_place(state: Assessment, place: str, **changes: Any) -> Edit:
    """Changes a place's name, kind, parent, application, completeness or order."""
    return Edit(((PlaceKey(place), replace(_record(state, place), **changes)),), "change_place")


def subtree(state: Assessment, place: str) -> list[str]:
    """The place and everything below it, outer places first."""
    found = [place]
    for current in found:
        children = [(one.order, child) for child, one in state.places.items() if one.parent == current]
        found.extend(child for _, child in sorted(children))
    return found


def remove_place(state: Assessment, place: str) -> Edit:
    """Removes a place with everything below it and everything entered there."""
    _record(state, place)
    gone = set(subtree(state, place))
    sets: list[tuple[Key, Record | None]] = []
    for key, _ in state.records():
        if getattr(key, "place", None) in gone:
            sets.append((key, None))
    # Contents first, so that the inverse brings places back before what lies in them.
    sets.sort(key=lambda item: item[0].tag == "place")
    return Edit(tuple(sets), "remove_place")


def copy_place(state: Assessment, place: str, name: str) -> tuple[str, Edit]:
    """A copy of a place (a unit type, a room) with everything below it and everything entered there.

    Gives the id of the copy and the edit. How many dwellings there are of a unit type is not copied: the
    same dwellings would be counted twice.
    """
    source = _record(state, place)
    names: dict[str, str] = {}
    order = max((one.order for one in state.places.values()), default=0)
    sets: list[tuple[Key, Record | None]] = []
    for current in subtree(state, place):
        order += 1
        record = state.places[current]
        names[current] = new_id(state, record.kind, names.values())
        parent = names.get(record.parent or "", record.parent)
        shown = name if current == place else record.name
        sets.append((PlaceKey(names[current]), replace(record, name=shown, parent=parent, order=order)))
    assert source is not None
    for old, new in names.items():
        sets.extend(
            (MeasurementKey(new, code), measurement)
            for code, measurement in state.measurements.get(old, {}).items()
            if code != DWELLING_COUNT
        )
    for row, by_key in state.attestations.items():
        for key, by_place in by_key.items():
            sets.extend(
                (AttestationKey(row, key, names[old]), attestation)
                for old, attestation in by_place.items()
                if old in names
            )
    return names[place], Edit(tuple(sets), "copy_place")


def join(edits: Iterable[Edit], label: str) -> Edit:
    """Several edits as one."""
    return Edit(tuple(one for edit in edits for one in edit.sets), label)


def _record(state: Assessment, place: str) -> PlaceRecord:
    record = state.places.get(place)
    if record is None:
        raise EditError("place_unknown", place=place, what=place)
    return record
