"""Edits, their inverses, and the interchange form."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.assessment import Assessment, Attestation, Decision, Edit, Measurement, PlaceRecord, RowNote
from assessor.assessment.edits import copy_place, remove_place
from assessor.assessment.interchange import parse_json, read_form
from assessor.assessment.record_lines import key_text, parse_key, parse_record, record_text
from assessor.assessment.records import (
    AttestationKey,
    CaseKey,
    DecisionKey,
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    MeasurementKey,
    NoteKey,
    PlaceKey,
)
from assessor.assessment.state import from_records
from assessor.errors import DocumentError

names = st.sampled_from(["a", "b", "c", "髙﨑𠮷邉"])
values = st.one_of(
    st.booleans(),
    st.sampled_from(["sliding", "hinged"]),
    st.decimals(min_value=0, max_value=99999, places=3),
    st.lists(st.decimals(min_value=0, max_value=360, places=1), min_size=1, max_size=4).map(tuple),
)
sets = st.one_of(
    st.tuples(
        st.builds(PlaceKey, names), st.none() | st.builds(PlaceRecord, kind=names, name=names, parent=names)
    ),
    st.tuples(st.builds(MeasurementKey, names, names), st.none() | st.builds(Measurement, value=values)),
    st.tuples(
        st.builds(AttestationKey, names, names, names),
        st.none() | st.builds(Attestation, value=st.booleans()),
    ),
    st.tuples(st.builds(DecisionKey, names), st.none() | st.builds(Decision, verdict=st.just("conforming"))),
    st.tuples(st.builds(NoteKey, names), st.none() | st.builds(RowNote, drawings=names, remark=names)),
    st.tuples(st.builds(FactKey, names), st.none() | st.builds(Fact, value=st.booleans() | names)),
    st.tuples(
        st.builds(DwellingKey, names),
        st.none()
        | st.builds(
            Dwelling,
            number=names,
            unit_type=names,
            area=st.none() | st.decimals(min_value=1, max_value=200, places=2),
            order=st.integers(0, 5),
        ),
    ),
    st.tuples(st.builds(FilingKey, names), st.none() | st.builds(Filing, application=names, filed=names)),
    st.tuples(
        st.builds(EnclosureKey, names, names, names),
        st.none() | st.builds(Enclosure, name=names, size=st.integers(0, 9), marked=st.booleans()),
    ),
)
edits = st.lists(sets, min_size=1, max_size=6).map(lambda found: Edit(tuple(found)))


@given(st.lists(edits, max_size=6), edits)
def test_inverse_takes_an_edit_back(history: list[Edit], edit: Edit) -> None:
    state = Assessment()
    for one in history:
        state = state.apply(one).state
    before = dict(state.records())
    applied = state.apply(edit)
    assert dict(state.records()) == before
    assert dict(applied.state.apply(applied.inverse).state.records()) == before
    changed = {key for key, _ in edit.sets if applied.state.get(key) != state.get(key)}
    assert changed <= set(applied.keys)


@given(st.lists(edits, max_size=6))
def test_records_give_the_state_back_and_leave_no_empty_maps(history: list[Edit]) -> None:
    state = Assessment()
    for one in history:
        state = state.apply(one).state
    assert from_records(state.records()) == state


@given(sets)
def test_text_of_a_record_reads_back(one) -> None:
    key, record = one
    assert parse_key(key_text(key)) == key
    if record is not None:
        assert parse_record(key, record_text(record)) == record


@pytest.mark.parametrize("text", ["", "[]", '["place"]', '["nothing","a"]', '{"a":1}', '["place",1]', "null"])
def test_damaged_keys_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_key(text)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind":1}', '{"kind":"door","colour":"red"}', '{"kind":"x","applied":3}']
)
def test_damaged_records_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_record(PlaceKey("a"), text)


@pytest.mark.parametrize(
    "text",
    [
        '{"value":1.5}',
        '{"value":null}',
        '{"value":{}}',
        '{"value":"1E+999999999","number":true}',
        '{"value":"NaN","number":true}',
        '{"value":["1","x"],"number":true}',
        '{"value":NaN}',
        '{"value":true,"at":5}',
        '{"number":true}',
        "[1]",
        "[" * 100_000,
    ],
)
def test_damaged_measurements_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_record(MeasurementKey("a", "b"), text)


@pytest.mark.parametrize(
    "text", ['{"number":"101","area":54.2}', '{"number":"1","area":"x"}', '{"area":"5"}']
)
def test_damaged_dwellings_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_record(DwellingKey("a"), text)


def _house() -> Assessment:
    return from_records(
        [
            (PlaceKey("A"), PlaceRecord("unit_type", "A")),
            (PlaceKey("bath"), PlaceRecord("bathroom", "浴室", "A", order=1)),
            (PlaceKey("door-1"), PlaceRecord("door", "浴室の戸", "bath", order=2)),
            (MeasurementKey("door-1", "door_clear_width_mm"), Measurement(Decimal(650))),
            (AttestationKey("2-2/3(2)", "q1", "A"), Attestation(value=True)),
        ]
    )


def test_the_dwellings_of_a_unit_type_are_not_copied() -> None:
    counted = MeasurementKey("A", "unit_dwellings")
    house = _house().apply(Edit(((counted, Measurement(Decimal(2))),))).state
    copy, edit = copy_place(house, "A", "B")
    state = house.apply(edit).state
    assert "unit_dwellings" not in state.measurements.get(copy, {}), "the same dwellings would count twice"
    assert state.measurements["A"]["unit_dwellings"].value == 2


def test_a_copied_unit_type_carries_everything_under_new_ids() -> None:
    house = _house()
    copy, edit = copy_place(house, "A", "B")
    state = house.apply(edit).state
    assert state.places[copy].name == "B"
    doors = [place for place, one in state.places.items() if one.kind == "door" and place != "door-1"]
    assert len(doors) == 1
    assert state.measurements[doors[0]]["door_clear_width_mm"].value == Decimal(650)
    assert state.attestations["2-2/3(2)"]["q1"][copy].value is True
    assert state.places[state.places[doors[0]].parent or ""].parent == copy


def test_removing_a_unit_type_removes_all_of_it_and_comes_back() -> None:
    house = _house()
    applied = house.apply(remove_place(house, "A"))
    assert not applied.state.places
    assert not applied.state.measurements
    assert not applied.state.attestations
    assert dict(applied.state.apply(applied.inverse).state.records()) == dict(house.records())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": 1, "a": 2}', "key_twice"),
        (b'{"a": NaN}', "not_a_number"),
        (b'{"a": Infinity}', "not_a_number"),
        (b'{"a": "\\ud800"}', "lone_surrogate"),
        (b'{"a": "\\u0000"}', "nul_character"),
        (b"\xff\xfe", "not_utf8"),
        (b"{", "not_json"),
        (b"[" * 5000, "too_deep"),
        (b"", "not_json"),
    ],
)
def test_json_that_readers_disagree_about_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_json(data)
    assert caught.value.code == code


def test_a_newer_form_and_an_unknown_field_are_named() -> None:
    with pytest.raises(DocumentError) as caught:
        read_form(json.dumps({"version": 2, "edition": "r4", "category": "new"}).encode())
    assert caught.value.code == "newer_version"
    with pytest.raises(DocumentError) as caught:
        read_form(
            b'{"edition": "r4", "category": "new", "places": [{"id": "A", "kind": "unit_type", "color": 1}]}'
        )
    assert (caught.value.code, caught.value.params) == (
        "form_unknown",
        {"place": "places[0]", "field": "color"},
    )


def test_the_case_is_a_record_like_any_other() -> None:
    state = _house()
    applied = state.apply(Edit(((CaseKey(), state.case),)))
    assert not applied.keys
