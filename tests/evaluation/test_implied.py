"""A value entered where no part was listed says that the part is there: it is never passed over."""

from decimal import Decimal

import pytest

from assessor.criteria import load_edition
from assessor.evaluation import Changed, Evaluator, Place, PlaceIndex, Snapshot

EDITION = load_edition("draft")
EVALUATOR = Evaluator(EDITION)


def snapshot(places: list[Place], values: dict, attested: dict | None = None) -> Snapshot:
    kept = {
        place: {code: Decimal(str(one)) if type(one) in (int, float) else one for code, one in inner.items()}
        for place, inner in values.items()
    }
    return Snapshot("new", PlaceIndex(EDITION, [Place("A", "unit_type"), *places]), kept, attested or {})


def verdict(row: str, places: list[Place], values: dict, attested: dict | None = None) -> str:
    return EVALUATOR.evaluate(snapshot(places, values, attested)).rows[row].machine


BATH = Place("b", "bathroom", parent="A")
BALCONY = Place("k", "balcony", parent="A")
RAIL = {"foothold_present": False, "baluster_present": False, "height_above_outside_ground_m": 6}


@pytest.mark.parametrize(
    ("row", "place", "good", "bad"),
    [
        ("2-1/1", BATH, {"bath_entry_simple_step_mm": 20}, {"bath_entry_straddle_mm": 190}),
        (
            "2-1/2(1)",
            BALCONY,
            {**RAIL, "rail_height_from_floor_mm": 1100},
            {**RAIL, "rail_height_from_floor_mm": 900},
        ),
        ("2-2/9(2)", BATH, {"door_clear_width_mm": 600}, {"door_clear_width_mm": 599}),
    ],
)
def test_a_room_stands_for_the_part_that_was_measured_in_it(
    row: str, place: Place, good: dict, bad: dict
) -> None:
    assert verdict(row, [place], {place.id: good}) == "conforming"
    assert verdict(row, [place], {place.id: bad}) == "not_conforming"


def test_storage_entered_at_a_room_counts() -> None:
    room = Place("r", "bedroom", parent="A")
    values = {
        "A": {"dwelling_exclusive_area_m2": 50},
        "r": {"storage_plan_area_m2": 4, "storage_height_cm": 200},
    }
    assert verdict("2-2/7(3)", [room], values) == "conforming"


def test_a_value_above_listed_parts_stays_a_default() -> None:
    door = Place("d", "door", parent="b")
    values = {"A": {"door_clear_width_mm": 500}, "d": {"door_clear_width_mm": 700}}
    assert verdict("2-2/9(2)", [BATH, door], values) == "conforming"


def test_a_dwelling_with_rooms_is_no_stair_but_the_stair_is_there() -> None:
    step = Place("s", "floor_step", parent="b")
    values = {"A": {"stair_riser_mm": 300, "stair_tread_mm": 190, "home_elevator": False}}
    assert verdict("2-2/10(1)", [BATH, step], values) == "undetermined"
    assert verdict("2-2/10(1)", [BATH], values) == "not_conforming"


def test_no_says_nothing_of_a_part() -> None:
    assert verdict("2-2/6(1)a", [BATH], {"b": {"door_has_glass": False}}) == "not_applicable"


def test_a_unit_type_not_applied_for_implies_nothing() -> None:
    other = Place("B", "unit_type", applied=False)
    bath = Place("c", "bathroom", parent="B")
    values = {"c": {"bath_entry_straddle_mm": 300}}
    assert verdict("2-1/1", [BATH, other, bath], values) == "conforming"


def test_a_change_is_followed_as_from_the_start() -> None:
    before = EVALUATOR.evaluate(snapshot([BATH], {}))
    after = snapshot([BATH], {"b": {"bath_entry_straddle_mm": 190}})
    changed = Changed(values=frozenset({("b", "bath_entry_straddle_mm")}))
    step_by_step = EVALUATOR.update(before, after, changed)
    at_once = EVALUATOR.evaluate(after)
    assert {row: one.machine for row, one in step_by_step.rows.items()} == {
        row: one.machine for row, one in at_once.rows.items()
    }
    assert step_by_step.rows["2-1/1"].machine == "not_conforming"
