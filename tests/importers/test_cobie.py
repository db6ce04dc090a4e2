"""COBie workbooks: a small one of our own, and the Duplex of the shared data where it is at hand."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assessor.assessment import Edit, Measurement, PlaceRecord
from assessor.assessment.checks import check_edit
from assessor.assessment.edits import change_place
from assessor.assessment.records import MeasurementKey, PlaceKey
from assessor.criteria import load_edition
from assessor.importers.book import Book, Page
from assessor.importers.xlsx_write import workbook_bytes
from assessor.paths import resource
from assessor.workflow.documents import read_source
from assessor.workflow.session import Session, new_assessment
from assessor.workflow.spreadsheets import (
    left_out_sentences,
    preview_data,
    preview_import,
    question_sentences,
)

R4 = load_edition("r4")
DUPLEX = Path(__file__).parents[3] / "shared" / "data" / "duplex" / "2012-03-23-Duplex-Design.xlsx"
# Areas of the shared data's README, read independently of this project.
AREAS = {
    "A101": "17.936", "A102": "30.142", "A103": "13.898", "A104": "3.998", "A201": "7.800", "A202": "26.119",
    "A203": "26.178", "A204": "5.416", "A205": "1.754", "A105": "4.922",
}  # fmt: skip


def empty():
    return new_assessment(R4, "new", "", "2026-01-01")


@pytest.mark.skipif(not DUPLEX.exists(), reason="the shared data is not at hand")
def test_duplex_gives_both_apartments_with_rooms_and_areas() -> None:
    plan = preview_import(R4, empty(), DUPLEX, at="now", by="me")
    state = empty().apply(plan.edit()).state
    check_edit(R4, empty(), plan.edit())
    units = {record.name: place for place, record in state.places.items() if record.kind == "unit_type"}
    assert set(units) == {"Apartment A", "Apartment B"}
    for letter, unit in (("A", units["Apartment A"]), ("B", units["Apartment B"])):
        rooms = {place for place, record in state.places.items() if record.parent == unit}
        assert rooms == {name.replace("A", letter) for name in AREAS}
        for name, area in AREAS.items():
            if letter == "B" and name in ("A204", "A205"):
                area = {"A204": "5.441", "A205": "1.728"}[name]  # noqa: PLW2901 (the two that differ)
            assert state.measurements[name.replace("A", letter)]["room_area_m2"].value == Decimal(area)
    total = sum(state.measurements[name]["room_area_m2"].value for name in AREAS)
    assert total == Decimal("138.163")  # 138.1624 in the model; the workbook gives each room to 0.001
    kinds = {name: state.places[name].kind for name in AREAS}
    assert kinds == {
        "A101": "entrance", "A102": "living_room", "A103": "kitchen", "A104": "bathroom",
        "A105": "other_room", "A201": "corridor", "A202": "bedroom",
        "A203": "bedroom", "A204": "bathroom", "A205": "other_room",
    }  # fmt: skip
    left = [(remark.code, remark.params.get("name")) for remark in plan.left_out]
    assert left == [
        ("space_in_no_dwelling", "R301 Roof"), ("space_in_no_dwelling", "Site Outside of building"),
        ("part_in_no_dwelling", "Skylight-1"), ("part_in_no_dwelling", "Skylight-2"),
        ("components_unused", None), ("attributes_unused", None),
    ]  # fmt: skip
    assert (state.case.name, state.measurements["building"]["storeys_above_ground"].value) == (
        "DuplexApartment", 2,
    )  # fmt: skip
    unsure = {question.params["place"] for question in plan.questions if question.code == "kind_unsure"}
    assert unsure == {"A105 Stair", "B105 Stairs", "A205 Utility", "B205 Utility"}
    again = preview_import(R4, state, DUPLEX)
    assert (again.taken, again.conflicts, again.places) == ((), (), ())
    # 20 rooms, 14 doors, 22 windows of dwellings, the storeys (data README).
    assert again.unchanged == 20 + 14 + 22 + 1


@pytest.mark.skipif(not DUPLEX.exists(), reason="the shared data is not at hand")
def test_duplex_doors_come_with_their_rooms_and_nominal_widths() -> None:
    plan = preview_import(R4, empty(), DUPLEX)
    state = empty().apply(plan.edit()).state
    doors = {place: one for place, one in state.places.items() if one.kind == "door"}
    widths = Counter(state.measurements[place]["door_width_before_deduction_mm"].value for place in doors)
    # Width and count of the doors (data README).
    assert widths == {864: 6, 762: 4, 1250: 2, 813: 2}
    # A door between a bedroom and the hallway is the bedroom's.
    assert Counter(one.parent[0] for one in doors.values()) == {"A": 7, "B": 7}
    assert {one.parent for place, one in doors.items() if "Type C" in place} == {
        "A202", "A203", "A204", "B202", "B203", "B204",
    }  # fmt: skip
    windows = [place for place, one in state.places.items() if one.kind == "window"]
    assert len(windows) == 22  # 24 but for the two in the roof, which is no dwelling's
    opened = [place for place in windows if state.measurements[place]["window_openable"].value]
    assert len(opened) == 4
    asked = {question.params["name"] for question in plan.questions if question.code == "door_nominal"}
    assert asked == {f"Door Type {letter}" for letter in "ABCD"}
    # The baths hold toilets and basins: their area is not that of a bath.
    assert "bath_area_m2" not in state.measurements["A104"]
    assert [question.code for question in plan.questions].count("bathroom_holds") == 4


@pytest.mark.skipif(not DUPLEX.exists(), reason="the shared data is not at hand")
def test_duplex_finds_the_rooms_of_the_example() -> None:
    edition, state = read_source(str(resource("examples", "duplex.json")))
    plan = preview_import(edition, state, DUPLEX)
    # Its rooms have their doors and windows already, under names of its own.
    assert plan.places == ()
    assert plan.unchanged + len(plan.conflicts) + len(plan.taken) == 21
    known = {remark.code: remark.params["count"] for remark in plan.left_out if "known" in remark.code}
    assert known["windows_known"] == 22


def workbook(area_unit="squarefeet", zones=None, spaces=None) -> bytes:
    spaces = spaces or [
        ("101", "浴室", "n/a", "100", "n/a"),
        ("102", "LDK", "13-11", "n/a", "107.639104167097"),
        ("103", "謎の間", "13-99: Mystery", "n/a", "n/a"),
        ("104", "Void", "x", "5", "5"),
    ]
    zones = zones or [
        ("住戸1", "住戸", "101"),
        ("住戸1", "住戸", "102, 103"),
        ("HVAC-1", "Air zone", "104"),
        ("住戸2", "住戸", "101"),
        ("住戸2", "住戸", "999"),
    ]
    pages = (
        Page("Facility", (("Name", "AreaUnits"), ("F", area_unit))),
        Page("Floor", (("Name", "Category", "Elevation"), ("1", "Floor", "0"), ("B1", "Floor", "-3"))),
        Page("Space", (("Name", "Description", "Category", "GrossArea", "NetArea"), *spaces)),
        Page("Zone", (("Name", "Category", "SpaceNames"), *zones)),
    )
    return workbook_bytes(Book("cobie", pages))


def values(plan):
    return {one.key[:2]: one.new.value for one in plan.taken if isinstance(one.key, MeasurementKey)}


def test_units_zones_and_what_is_left_out() -> None:
    plan = preview_data(R4, empty(), workbook(), "c.xlsx")
    assert plan.form == "cobie"
    areas = values(plan)
    # 100 ft² = 9.290304 m². A bathroom's area is that of the bath; an LDK is more than dining and kitchen.
    assert areas == {
        ("101", "room_area_m2"): Decimal("9.290"), ("101", "bath_area_m2"): Decimal("9.290"),
        ("102", "room_area_m2"): Decimal(10), ("building", "storeys_above_ground"): 1,
    }  # fmt: skip
    kinds = {one.key.place: one.new.kind for one in plan.places if one.new.kind != "unit_type"}
    assert kinds == {"101": "bathroom", "102": "dining_kitchen", "103": "other_room"}
    assert sorted(remark.code for remark in plan.left_out) == [
        "space_in_no_dwelling",
        "space_in_two_dwellings",
        "space_unknown",
        "space_without_area",
        "zone_no_dwelling",
    ]
    assert len(left_out_sentences(plan)) == 5
    assert len(question_sentences(plan, "en")) == len(plan.questions)
    assert [question.code for question in plan.questions] == ["storeys", "living_included", "kind_unsure"]


def test_an_unknown_area_unit_is_asked_about() -> None:
    plan = preview_data(R4, empty(), workbook("tsubo"), "c.xlsx")
    assert values(plan)["101", "room_area_m2"] == 100
    assert "area_unit" in [question.code for question in plan.questions]


def test_without_dwelling_zones_nothing_is_guessed() -> None:
    plan = preview_data(R4, empty(), workbook(zones=[("HVAC", "Air", "101")]), "c.xlsx")
    assert plan.places == ()
    assert set(values(plan)) == {("building", "storeys_above_ground")}
    assert [question.code for question in plan.questions] == ["storeys", "no_dwelling_zones"]


def test_a_differing_area_is_a_conflict() -> None:
    state = empty().apply(preview_data(R4, empty(), workbook(), "c.xlsx").edit()).state
    other = workbook(
        spaces=[("101", "浴室", "n/a", "200", "n/a"), ("102", "LDK", "x", "n/a", "107.639104167097")]
    )
    plan = preview_data(R4, state, other, "c.xlsx")
    conflict, bath = plan.conflicts
    assert conflict.key == MeasurementKey("101", "room_area_m2")
    assert bath.key == MeasurementKey("101", "bath_area_m2")
    assert (conflict.old.value, conflict.new.value) == (Decimal("9.290"), Decimal("18.581"))
    assert conflict.exact.startswith("18.580608")


def test_a_list_of_rooms_says_nothing_of_what_it_does_not_name() -> None:
    """The spaces of a model are no word on steps, rails or stairs: nothing becomes not applicable by them."""
    bare = replace(empty(), places={})
    state = bare.apply(preview_data(R4, bare, workbook(), "c.xlsx").edit()).state
    units = [record for record in state.places.values() if record.kind == "unit_type"]
    assert [record.complete for record in units] == [False]
    rows = Session(R4, state).evaluation.rows
    assert [row for row, one in rows.items() if one.verdict == "not_applicable"] == []
    assert rows["2-1/1"].verdict == "undetermined"
    unit = next(place for place, record in state.places.items() if record.kind == "unit_type")
    said = state.apply(change_place(state, unit, complete=True)).state
    again = said.apply(preview_data(R4, said, workbook(), "c.xlsx").edit()).state
    assert again.places[unit].complete is True, "a person's word stays"


def test_a_table_that_adds_the_first_room_does_not_list_the_unit_type() -> None:
    bare = empty()
    made = bare.apply(Edit(((PlaceKey("u"), PlaceRecord("unit_type", "A", "building")),))).state
    data = "住戸タイプ,場所,種類,室の面積 (m2)\nA,寝室1,bedroom,10\n".encode()
    plan = preview_data(R4, made, data, "t.csv")
    state = made.apply(plan.edit()).state
    assert state.places["u"].complete is False
    assert [one.kind for one in state.places.values() if one.parent == "u"] == ["bedroom"]


def test_the_empty_rooms_of_a_template_become_those_of_the_workbook() -> None:
    start = empty()
    sets = (
        (PlaceKey("u"), PlaceRecord("unit_type", "住戸1", "building", complete=False, order=2)),
        (PlaceKey("bath"), PlaceRecord("bathroom", "浴室", "u", order=3)),
        (PlaceKey("ldk"), PlaceRecord("dining_kitchen", "LDK", "u", order=4)),
        (MeasurementKey("ldk", "dk_area_m2"), Measurement(Decimal(9))),
    )
    state = start.apply(Edit(sets)).state
    plan = preview_data(R4, state, workbook(), "c.xlsx")
    done = state.apply(plan.edit()).state
    check_edit(R4, state, plan.edit())
    baths = {place: one.name for place, one in done.places.items() if one.kind == "bathroom"}
    assert baths == {"bath": "101 浴室"}
    assert done.measurements["bath"]["bath_area_m2"].value == Decimal("9.290")
    kitchens = [place for place, one in done.places.items() if one.kind == "dining_kitchen"]
    assert sorted(kitchens) == ["102", "ldk"], "a room with a value stays what it is"
    asked = [sentence for sentence in question_sentences(plan) if "今ある住戸タイプ「住戸1」" in sentence]
    assert len(asked) == 1
    assert preview_data(R4, done, workbook(), "c.xlsx").places == ()
