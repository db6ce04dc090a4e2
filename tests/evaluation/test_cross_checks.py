"""Doubts about entries, and the sensitivity of a design to thicker finishes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.criteria import load_edition
from assessor.evaluation import Evaluator, Place, PlaceIndex, Snapshot
from assessor.evaluation.cross_checks import cross_check
from assessor.evaluation.sensitivity import reach, shrunk, tight_rows

EDITION = load_edition("r4")
ROOMS = ("entrance", "washroom", "bathroom", "toilet", "kitchen", "bedroom", "corridor")
PLACES = [
    Place("A", "unit_type"),
    *(Place(room, room, parent="A") for room in ROOMS),
    Place("d", "door", parent="bedroom"),
]


def doubts(values: dict, places=PLACES) -> set[tuple[str, str]]:
    exact = {
        place: {code: Decimal(str(value)) for code, value in inner.items()} for place, inner in values.items()
    }
    found = cross_check(EDITION, Snapshot("new", PlaceIndex(EDITION, places), exact))
    return {
        (doubt.place, doubt.check.code if doubt.check else f"implausible {doubt.quantity}") for doubt in found
    }


def test_a_dwelling_that_fits_together_raises_nothing() -> None:
    values = {
        "A": {"dwelling_exclusive_area_m2": 60, "unit_dwellings": 4},
        "building": {"dwelling_count": 4},
        "bathroom": {"bath_short_side_mm": 1400, "bath_area_m2": 2.52, "room_area_m2": 2.6},
        "bedroom": {"room_area_m2": 12},
        "corridor": {"corridor_width_mm": 850},
        "d": {"door_clear_width_mm": 780, "door_width_before_deduction_mm": 800},
    }
    assert doubts(values) == set()


@pytest.mark.parametrize("left_out", ["entrance", "washroom", "bathroom", "toilet", "kitchen"])
def test_a_room_that_every_dwelling_has_is_missed(left_out) -> None:
    rooms = [place for place in PLACES if place.kind != left_out]
    assert doubts({}, rooms) == {("A", f"unit_without_{left_out}")}
    unsaid = [Place("A", "unit_type", complete=False), *rooms[1:]]
    assert doubts({}, unsaid) == set(), "nobody said that all rooms are listed"


@pytest.mark.parametrize(("where", "is_asked"), [("bathroom", True), ("entrance", True), ("balcony", False)])
def test_a_step_that_is_high_for_its_place_is_asked_about(where, is_asked) -> None:
    places = [*PLACES, Place("s", "floor_step", parent="bathroom")]
    values = {"s": {"floor_step_mm": Decimal(600), "step_location": where}}
    found = cross_check(EDITION, Snapshot("new", PlaceIndex(EDITION, places), values))
    assert ("step_too_high_here" in {one.check.code for one in found if one.check}) is is_asked
    values["s"]["floor_step_mm"] = Decimal(180)
    assert cross_check(EDITION, Snapshot("new", PlaceIndex(EDITION, places), values)) == ()


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({"d": {"door_clear_width_mm": 86}}, ("d", "implausible door_clear_width_mm")),
        (
            {"d": {"door_clear_width_mm": 820, "door_width_before_deduction_mm": 800}},
            ("d", "door_clear_wider_than_whole"),
        ),
        (
            {"bathroom": {"bath_short_side_mm": 1600, "bath_area_m2": 2.5}},
            ("bathroom", "bath_short_side_too_long"),
        ),
        (
            {"A": {"dwelling_exclusive_area_m2": 50}, "bedroom": {"room_area_m2": 51}},
            ("A", "rooms_larger_than_dwelling"),
        ),
        (
            {"A": {"unit_dwellings": 5}, "building": {"dwelling_count": 4}},
            ("building", "dwellings_do_not_add_up"),
        ),
    ],
)
def test_what_does_not_fit_is_pointed_out(values, doubt) -> None:
    assert doubt in doubts(values)


DOORS = [
    *PLACES,
    Place("w1", "door", parent="bedroom", name="WD1"),
    Place("w2", "door", parent="bedroom", name="WD1"),
    Place("w3", "door", parent="kitchen", name="WD1"),
    Place("B", "unit_type"),
    Place("B-bed", "bedroom", parent="B"),
    Place("w4", "door", parent="B-bed", name="WD1"),
]


def test_areas_given_to_a_thousandth_are_not_held_against_their_sum() -> None:
    """Rooms of the Duplex: 138.1624 m² in all, 138.163 where each is rounded to 0.001."""
    rooms = {"bedroom": {"room_area_m2": 138.163}}
    found = doubts({"A": {"dwelling_exclusive_area_m2": 138.162}, **rooms})
    assert ("A", "rooms_larger_than_dwelling") not in found
    found = doubts({"A": {"dwelling_exclusive_area_m2": 138.15}, **rooms})
    assert ("A", "rooms_larger_than_dwelling") in found


def test_an_opening_entered_twice_is_pointed_out_once() -> None:
    found = {one for one in doubts({}, DOORS) if one[1] == "door_doubled"}
    assert found == {("w2", "door_doubled")}, "not the first, nor that of another room"


def test_one_mark_with_two_widths_is_pointed_out_within_a_dwelling() -> None:
    width = "door_width_before_deduction_mm"
    values = {"w1": {width: 780}, "w3": {width: 800}, "w4": {width: 900}}
    found = {one for one in doubts(values, DOORS) if one[1] == "door_mark_with_two_widths"}
    # The kitchen comes before the bedroom.
    assert found == {("w1", "door_mark_with_two_widths")}, "another dwelling may have another door"
    alike = {"w1": {width: 780}, "w3": {width: 780}}
    assert not [one for one in doubts(alike, DOORS) if one[1] == "door_mark_with_two_widths"]


def test_a_unit_type_without_a_bathroom_is_pointed_out_once_it_is_listed() -> None:
    without = [place for place in PLACES if place.id != "bathroom"]
    assert ("A", "unit_without_bathroom") in doubts({}, without)
    still_open = [Place("A", "unit_type", complete=False), *without[1:]]
    assert ("A", "unit_without_bathroom") not in doubts({}, still_open)


def test_tight_rows_are_those_within_the_finish() -> None:
    """Bath short side at least 1,200 mm, corridor at least 780 mm (handbook, table 2-2, 3(5) and 9(1))."""
    evaluator = Evaluator(EDITION)
    values = {
        "bathroom": {"bath_short_side_mm": Decimal(1210), "bath_area_m2": Decimal(2)},
        "corridor": {"corridor_width_mm": Decimal(800), "corridor_has_column": False},
    }
    now = evaluator.evaluate(Snapshot("new", PlaceIndex(EDITION, PLACES), values))
    assert list(tight_rows(evaluator, now, Decimal(10))) == []
    assert list(tight_rows(evaluator, now, Decimal(12))) == ["2-2/3(5)a"]
    assert list(tight_rows(evaluator, now, Decimal(24))) == ["2-2/3(5)a", "2-2/9(1)"]


def test_the_area_of_a_room_with_a_known_side_shrinks_with_it() -> None:
    """Handbook, table 2-2, 3(5), upper: short side 1,400 mm and area 2.5 m², each at least.

    1,420 × 1,775 mm is 2.5205 m²; 12 mm less on both sides is 1,408 × 1,763 mm, 2.482 m².
    """
    evaluator = Evaluator(EDITION)
    values = {"bathroom": {"bath_short_side_mm": Decimal(1420), "bath_area_m2": Decimal("2.5205")}}
    now = evaluator.evaluate(Snapshot("new", PlaceIndex(EDITION, PLACES), values))
    then = shrunk(EDITION, now.snapshot, Decimal(12)).values["bathroom"]
    assert then["bath_short_side_mm"] == 1408
    assert then["bath_area_m2"] == Fraction(1408 * 1763, 1_000_000)
    assert list(tight_rows(evaluator, now, Decimal(12))) == ["2-2/3(5)b"]
    assert list(tight_rows(evaluator, now, Decimal(4))) == []


def test_it_is_said_which_areas_stay_as_they_are() -> None:
    values = {
        "bathroom": {"bath_short_side_mm": Decimal(1420), "bath_area_m2": Decimal("2.5205")},
        "A": {"dk_area_m2": Decimal(12), "dwelling_exclusive_area_m2": Decimal(60)},
    }
    snapshot = Snapshot("new", PlaceIndex(EDITION, PLACES), values)
    found = reach(EDITION, snapshot)
    assert found.lengths == {"bath_short_side_mm"}
    assert found.areas == {"bath_area_m2"}
    assert found.kept == {"dk_area_m2"}, "measured to wall centres: no finish takes anything from the other"
    assert shrunk(EDITION, snapshot, Decimal(12)).values["A"] == values["A"]


@given(
    side=st.decimals(500, 3000, places=0),
    area=st.decimals(1, 9, places=3),
    less=st.decimals(0, 100, places=0),
)
def test_a_thicker_finish_never_enlarges(side, area, less) -> None:
    values = {"bathroom": {"bath_short_side_mm": side, "bath_area_m2": area}}
    snapshot = Snapshot("new", PlaceIndex(EDITION, PLACES), values)
    then = shrunk(EDITION, snapshot, less).values["bathroom"]
    assert 0 <= then["bath_area_m2"] <= area
    assert then["bath_short_side_mm"] == side - less
    if less == 0:
        assert then["bath_area_m2"] == area
