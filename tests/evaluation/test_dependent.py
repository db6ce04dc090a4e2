"""Figures that follow from one unknown number are tried together: no tread suits a riser of 240 mm."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.criteria import load_edition
from assessor.evaluation import Changed, Evaluator, Place, PlaceIndex, Snapshot, State, leaves
from assessor.evaluation.cases import _crossing

EVALUATORS = {code: Evaluator(load_edition(code)) for code in ("draft", "r4")}
PLACES = {
    "2-2/10(1)": [("s", "stair", "A"), ("w", "winder", "s")],
    "2-1/1": [("h", "living_room", "A"), ("r", "raised_area", "h"), ("r2", "raised_area", "h")],
    "3-1/1(1)": [("c", "common_passage", "building"), ("f", "railing", "c")],
    "2-1/2(1)": [("b", "balcony", "A"), ("f", "railing", "b")],
    "2-2/9(2)": [("d", "door", "A")],
}
FIELDS: dict[str, dict[tuple[str, str], list[object]]] = {
    "2-2/10(1)": {
        ("A", "home_elevator"): [False, None],
        ("s", "stair_riser_mm"): [150, 190, 220, Decimal("220.5"), 240],
        ("s", "stair_tread_mm"): [195, 210, 230, 270, 400],
        ("s", "stair_kekomi_mm"): [20, 30],
        ("w", "winder_turn_deg"): [90, 180],
        ("w", "winder_start"): ["floor", "landing"],
        ("w", "winder_steps"): [3, 4],
        ("w", "winder_top_step"): [3, 4, 5],
        ("w", "winder_tread_mm"): [180, 195, 210, 240],
        ("w", "winder_narrow_angles_deg"): [(Decimal(30),) * 3, (Decimal(25),) * 3],
    },
    "2-1/1": {
        ("h", "room_area_m2"): [5, 6, 12, 18, 30],
        **{
            (place, code): values
            for place in ("r", "r2")
            for code, values in {
                "raised_area_m2": [2, 3, 5, Decimal("8.9"), 9],
                "raised_area_step_mm": [5, 300, 400, 451],
                "raised_is_higher": [True],
                "raised_area_frontage_mm": [1500, 1800],
            }.items()
        },
    },
    "3-1/1(1)": {
        ("c", "open_to_outside"): [True],
        ("f", "rail_height_from_floor_mm"): [1050, 1100, 1300, 1600, 1800],
        ("f", "foothold_height_mm"): [0, 100, 400, 650, 700, 800],
        ("f", "baluster_zone_height_mm"): [0, 700, 900, 1200],
        ("f", "baluster_gap_mm"): [90, 110, 120],
    },
    "2-1/2(1)": {
        ("f", "rail_height_from_floor_mm"): [800, 1050, 1100, 1300, 1500],
        ("f", "foothold_height_mm"): [0, 100, 300, 400, 650, 700],
        ("f", "baluster_zone_height_mm"): [0, 700, 900],
        ("f", "baluster_gap_mm"): [90, 110, 120],
    },
    "2-2/9(2)": {
        ("d", "opening_location"): ["bathroom", "interior", "entrance"],
        ("d", "door_type"): ["hinged", "sliding", "none"],
        ("d", "door_width_before_deduction_mm"): [590, 600, 750, 780, 800],
        ("d", "door_leaf_thickness_mm"): [0, 30, 40],
        ("d", "slide_door_remainder_mm"): [0, 30, 60],
    },
}
"""What is drawn for each row; None: not entered."""
OTHERWISE_DERIVED = {"baluster_zone_height_mm", "winder_top_step"}
"""Where these are not entered they follow from others, and what follows may differ from what is entered."""


def index_of(code: str, places) -> PlaceIndex:
    ends = [Place("building", "building", parent=None, complete=True), Place("site", "site", complete=True)]
    parts = [Place(place, kind, parent=parent, complete=True) for place, kind, parent in places]
    return PlaceIndex(EVALUATORS[code].edition, [*ends, Place("A", "unit_type", complete=True), *parts])


def snapshot_of(index: PlaceIndex, drawn: dict[tuple[str, str], object]) -> Snapshot:
    values: dict[str, dict[str, object]] = {}
    for (place, code), value in drawn.items():
        if value is not None:
            values.setdefault(place, {})[code] = Decimal(value) if type(value) is int else value
    return Snapshot("new", index, values)


def verdict(code: str, row: str, index: PlaceIndex, drawn: dict[tuple[str, str], object]) -> str:
    return EVALUATORS[code].evaluate(snapshot_of(index, drawn)).rows[row].machine


@settings(max_examples=120, deadline=None)
@given(riser=st.decimals(min_value=1, max_value=400, places=1))
def test_a_riser_fails_exactly_where_no_tread_meets_all_limits(riser):
    """Draft line 146: slope at most 22/21, 550 to 650 for twice the riser and the tread, tread from 195."""
    index = index_of("draft", [("s", "stair", "A")])
    drawn = {
        ("A", "home_elevator"): False,
        ("s", "stair_riser_mm"): riser,
        ("s", "stair_kekomi_mm"): Decimal(20),
    }
    least = max(Fraction(195), Fraction(riser) * 21 / 22, 550 - 2 * Fraction(riser))
    possible = least <= 650 - 2 * Fraction(riser)
    assert verdict("draft", "2-2/10(1)", index, drawn) == ("undetermined" if possible else "not_conforming")


@pytest.mark.parametrize("edition", EVALUATORS)
@pytest.mark.parametrize("row", FIELDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_certain_holds_for_every_value_of_what_is_unknown(row, edition, data):
    fields = FIELDS[row]
    drawn = {key: data.draw(st.sampled_from([*values, None]), str(key)) for key, values in fields.items()}
    gone = data.draw(st.sampled_from(sorted(one for one in fields if one[1] not in OTHERWISE_DERIVED)))
    index = index_of(edition, PLACES[row])
    before = verdict(edition, row, index, {**drawn, gone: None})
    if before == "undetermined":
        return
    for value in fields[gone]:
        after = verdict(edition, row, index, {**drawn, gone: value})
        met = {"conforming", "not_applicable"}
        assert after == before or {before, after} == met, (gone, value, before, after, drawn)


@pytest.mark.parametrize("row", FIELDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_update_gives_what_a_fresh_evaluation_gives(row, data):
    evaluator = EVALUATORS["draft"]
    fields = FIELDS[row]
    drawn = {key: data.draw(st.sampled_from([*values, None])) for key, values in fields.items()}
    index = index_of("draft", PLACES[row])
    found = evaluator.evaluate(snapshot_of(index, drawn))
    for _ in range(3):
        key = data.draw(st.sampled_from(sorted(fields)))
        drawn = {**drawn, key: data.draw(st.sampled_from([*fields[key], None]))}
        snapshot = snapshot_of(index, drawn)
        found = evaluator.update(found, snapshot, Changed(values=frozenset({key})))
        fresh = evaluator.evaluate(snapshot)
        assert found.summary == fresh.summary
        assert found.scopes[row] == fresh.scopes[row]


def test_the_answer_names_what_was_tried():
    index = index_of("draft", [("s", "stair", "A")])
    drawn = {("A", "home_elevator"): False, ("s", "stair_riser_mm"): 240, ("s", "stair_kekomi_mm"): 20}
    (trace,) = EVALUATORS["draft"].evaluate(snapshot_of(index, drawn)).rows["2-2/10(1)"].scopes
    (stair,) = trace.parts
    assert (stair.state, stair.reason, stair.cases) == (State.FALSE, "by_cases", ("stair_tread_mm",))
    assert any(leaf.state is State.FALSE for leaf in leaves(stair))


@pytest.mark.parametrize(
    ("figure", "limit", "edge"),
    [
        (lambda x: 2 * x + 7, Fraction(9), Fraction(1)),
        (lambda x: 240 / x, Fraction(22, 21), Fraction(2520, 11)),
        (lambda x: (3 * x + 1) / (x + 5), Fraction(2), Fraction(9)),
        (lambda x: 2 * x, Fraction(800), Fraction(400)),
        (lambda _: Fraction(5), Fraction(5), None),
        (lambda x: 240 / x, Fraction(0), None),
    ],
)
def test_where_a_figure_meets_its_limit_is_exact(figure, limit, edge):
    samples = [Fraction(100), Fraction(200), Fraction(400)]
    assert _crossing(samples, [Fraction(figure(x)) for x in samples], limit) == edge
