"""Laws of the logic, look-ups with defaults, loops, exceptions, tolerance bands and certainty by cases."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.criteria.catalogue import Kind, Quantity
from assessor.criteria.model import Edition, EditionHead, Table
from assessor.evaluation import (
    Changed,
    Decided,
    Evaluator,
    Interval,
    Place,
    PlaceIndex,
    Snapshot,
    State,
    basis_of,
    logic,
    numbers,
)
from assessor.evaluation.trace import deciding, missing

T, F, U, V = State.TRUE, State.FALSE, State.UNKNOWN, State.VOID


def word(text: str) -> dict[str, str]:
    return {"ja": text, "en": text}


KINDS = [
    {"code": "building", "name": word("building")},
    {"code": "site", "name": word("site")},
    {"code": "unit_type", "name": word("unit"), "parents": ["building"]},
    {"code": "room", "name": word("room"), "parents": ["unit_type"], "abstract": True},
    {"code": "bathroom", "name": word("bath"), "is_a": "room"},
    {"code": "door", "name": word("door"), "parents": ["room", "unit_type"]},
    {"code": "facility", "name": word("facility"), "parents": ["site"]},
    {"code": "store", "name": word("store"), "parents": ["unit_type"]},
]
QUANTITIES = [
    {"code": "width", "name": word("w"), "type": "number", "unit": "mm", "kinds": ["door"]},
    {"code": "rise", "name": word("r"), "type": "number", "unit": "mm", "kinds": ["door"]},
    {"code": "run", "name": word("t"), "type": "number", "unit": "mm", "kinds": ["door"]},
    {"code": "slope", "name": word("s"), "type": "number", "unit": "ratio", "derive": "rise / run"},
    {"code": "steep", "name": word("a"), "type": "number", "unit": "deg", "derive": "angle_deg(rise, run)"},
    {
        "code": "door_kind",
        "name": word("k"),
        "type": "choice",
        "kinds": ["door"],
        "options": [{"code": "wide", "name": word("wide")}, {"code": "narrow", "name": word("narrow")}],
    },
    {"code": "lockable", "name": word("l"), "type": "flag", "kinds": ["door"]},
    {"code": "distance", "name": word("d"), "type": "number", "unit": "m", "kinds": ["facility"]},
    {
        "code": "grade",
        "name": word("g"),
        "type": "grade",
        "kinds": ["building"],
        "options": [{"code": code, "name": word(code)} for code in ("T-1", "T-2", "T-3")],
    },
    {"code": "angles", "name": word("n"), "type": "list", "unit": "deg", "kinds": ["door"]},
    {"code": "store_area", "name": word("sa"), "type": "number", "unit": "m2", "kinds": ["store"]},
    {"code": "store_height", "name": word("sh"), "type": "number", "unit": "cm", "kinds": ["store"]},
    {"code": "area", "name": word("ar"), "type": "number", "unit": "m2", "kinds": ["unit_type"]},
    {
        "code": "share",
        "name": word("share"),
        "type": "number",
        "unit": "pct",
        "derive": "(total(store, store_area, store_height >= 180)"
        " + total(store, store_area * store_height / 180, store_height < 180)) / area * 100",
    },
    {
        "code": "where_it_is",
        "name": word("where"),
        "type": "choice",
        "from_parent": {"bathroom": "bath", "*": "other"},
        "options": [{"code": "bath", "name": word("bath")}, {"code": "other", "name": word("other")}],
        "kinds": ["door"],
    },
]


def edition(condition: dict, scope: str = "unit_type", level: str = "required") -> Edition:
    row = {
        "id": "1/1",
        "table": "1",
        "item": word("item"),
        "title": word("title"),
        "text": word("text"),
        "levels": {"new": level, "existing": "optional"},
        "scope": scope,
        "condition": condition,
        "auto": "full",
        "source": {"table": "1", "item": "1", "line": 1},
    }
    head = {
        "code": "small",
        "name": word("small"),
        "title": word("small"),
        "document": "none",
        "categories": [
            {"code": code, "name": word(code), "column": word(code)} for code in ("new", "existing")
        ],
        "tables": ["1"],
        "groups": [{"name": "1", "label": word("1"), "tables": ["1"], "minimum": {"new": 0, "existing": 1}}],
        "total_minimum": {"new": 0, "existing": 1},
        "declared": {"new": {"total": [1, 0, 1]}},
    }
    return Edition(
        EditionHead.model_validate(head),
        (Table.model_validate({"code": "1", "name": word("1"), "rows": [row]}),),
        {kind["code"]: Kind.model_validate(kind) for kind in KINDS},
        {quantity["code"]: Quantity.model_validate(quantity) for quantity in QUANTITIES},
        "0",
    )


DOORS = [Place("A", "unit_type"), Place("bath", "bathroom", parent="A"), Place("d1", "door", parent="bath")]


def check(condition: dict, places=DOORS, values=None, attested=None, *, scope="unit_type", category="new"):
    one = edition(condition, scope)
    return Evaluator(one).evaluate(
        Snapshot(category, PlaceIndex(one, places), _exact(values or {}), {"1/1": attested or {}})
    )


def _exact(values):
    return {
        place: {
            code: Decimal(str(value))
            if isinstance(value, int | float) and not isinstance(value, bool)
            else value
            for code, value in inner.items()
        }
        for place, inner in values.items()
    }


def machine(*args, **kwargs) -> str:
    return check(*args, **kwargs).rows["1/1"].machine


@given(st.lists(st.sampled_from(list(State)), max_size=5))
def test_de_morgan_holds_for_three_values_and_void(states: list[State]) -> None:
    assert logic.negate(logic.all_of(states)) is logic.any_of([logic.negate(state) for state in states])


@given(st.lists(st.sampled_from([T, F, U]), min_size=1, max_size=4), st.data())
def test_learning_more_never_turns_a_decided_answer(states: list[State], data) -> None:
    """What is decided with unknowns stays decided whatever the unknowns turn out to be."""
    learned = [data.draw(st.sampled_from([T, F])) if state is U else state for state in states]
    for connect in (logic.all_of, logic.any_of):
        if connect(states) is not U:
            assert connect(learned) is connect(states)
    for combine, condition, inner in product((logic.where, logic.branch, logic.unless), [U], [T, F, U]):
        before = combine(condition, inner)
        for now, then in product([T, F], [T, F] if inner is U else [inner]):
            if before is not U:
                assert combine(now, then) in (before, V)


WIDTH = {"for_each": "door", "must": {"measure": "width", "op": ">=", "value": 750}}


@pytest.mark.parametrize(
    ("width", "verdict"),
    [(749.9, "not_conforming"), (750, "conforming"), (751, "conforming"), (None, "undetermined")],
)
def test_a_limit_is_inclusive(width, verdict) -> None:
    assert machine(WIDTH, values={"d1": {} if width is None else {"width": width}}) == verdict


def test_the_worst_place_decides_and_is_named_with_its_margin() -> None:
    places = [*DOORS, Place("d2", "door", parent="A"), Place("d3", "door", parent="A")]
    result = check(WIDTH, places, {"d1": {"width": 740}, "d2": {"width": 700}, "d3": {"width": 900}}).rows[
        "1/1"
    ]
    leaf = result.deciding_leaf
    assert (result.machine, leaf.place, leaf.margin) == ("not_conforming", "d2", Fraction(-50))
    passing = check(WIDTH, places, {"d1": {"width": 780}, "d2": {"width": 760}, "d3": {"width": 900}}).rows[
        "1/1"
    ]
    assert (passing.deciding_leaf.place, passing.deciding_leaf.margin) == ("d2", Fraction(10))


def test_a_value_at_the_unit_type_is_a_default_for_its_doors() -> None:
    result = check(WIDTH, values={"A": {"width": 780}}).rows["1/1"]
    assert result.machine == "conforming"
    assert result.deciding_leaf.value_place == "A"
    assert machine(WIDTH, values={"A": {"width": 780}, "d1": {"width": 700}}) == "not_conforming"


def test_no_such_part_is_not_applicable_only_where_the_parts_are_listed() -> None:
    listed = [Place("A", "unit_type"), Place("bath", "bathroom", parent="A")]
    assert machine(WIDTH, listed) == "not_applicable"
    assert machine(
        WIDTH, [Place("A", "unit_type", complete=False), Place("bath", "bathroom", parent="A")]
    ) == ("undetermined")
    assert machine(WIDTH, [Place("A", "unit_type")]) == "undetermined"
    assert machine(WIDTH, []) == "undetermined"


def test_a_unit_type_left_out_of_the_application_does_not_decide() -> None:
    places = [*DOORS, Place("B", "unit_type"), Place("d2", "door", parent="B")]
    values = {"d1": {"width": 800}, "d2": {"width": 600}}
    assert machine(WIDTH, places, values) == "not_conforming"
    places[3] = Place("B", "unit_type", applied=False)
    assert machine(WIDTH, places, values) == "conforming"


SLOPE = {
    "for_each": "door",
    "must": {
        "all_of": [
            {
                "if": {"measure": "rise", "op": ">", "value": 80},
                "then": {"measure": "slope", "op": "<=", "value": "1/12"},
            },
            {
                "if": {"measure": "rise", "op": "<=", "value": 80},
                "then": {"measure": "slope", "op": "<=", "value": "1/8"},
            },
        ]
    },
}


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"rise": 80, "run": 640}, "conforming"),
        ({"rise": 81, "run": 640}, "not_conforming"),
        ({"rise": 80, "run": 639}, "not_conforming"),
        ({"rise": 120, "run": 1440}, "conforming"),
        ({"slope": 0.2}, "not_conforming"),  # both limits are missed whatever the rise is
        ({"slope": 0.05}, "conforming"),
        ({"slope": 0.1}, "undetermined"),
        ({"rise": 100}, "undetermined"),
    ],
)
def test_an_unknown_rise_is_tried_on_both_sides_of_its_limits(values, verdict) -> None:
    result = check(SLOPE, values={"d1": values}).rows["1/1"]
    assert result.machine == verdict
    if values == {"slope": 0.2}:
        assert result.scopes[0].parts[0].reason == "by_cases"
        assert result.scopes[0].parts[0].cases == ("rise",)


KIND = {
    "for_each": "door",
    "must": {
        "any_of": [
            {
                "case": {"measure": "door_kind", "op": "is", "value": "wide"},
                "then": {"measure": "width", "op": ">=", "value": 900},
            },
            {
                "case": {"measure": "door_kind", "op": "is", "value": "narrow"},
                "then": {"measure": "width", "op": ">=", "value": 700},
            },
        ]
    },
}


@pytest.mark.parametrize(
    ("width", "verdict"), [(690, "not_conforming"), (700, "undetermined"), (900, "conforming")]
)
def test_an_unknown_kind_is_tried_in_turn(width, verdict) -> None:
    assert machine(KIND, values={"d1": {"width": width}}) == verdict


APPROXIMATE = {
    "for_each": "door",
    "must": {"measure": "width", "op": ">=", "value": 1400, "approx": True, "key": "t1"},
}
ABOUT = {
    "for_each": "door",
    "must": {"measure": "width", "op": "about", "value": 900, "approx": True, "key": "t1"},
}


@pytest.mark.parametrize(
    ("condition", "width", "verdict"),
    [
        (APPROXIMATE, 1400, "conforming"),
        (APPROXIMATE, 1399, "undetermined"),
        (APPROXIMATE, 1330, "undetermined"),
        (APPROXIMATE, 1329.9, "not_conforming"),
        (ABOUT, 900, "conforming"),
        (ABOUT, 855, "undetermined"),
        (ABOUT, 945, "undetermined"),
        (ABOUT, 945.1, "not_conforming"),
        (ABOUT, 854.9, "not_conforming"),
    ],
)
def test_an_approximate_limit_asks_within_five_per_cent(condition, width, verdict) -> None:
    assert machine(condition, values={"d1": {"width": width}}) == verdict
    if verdict == "undetermined":
        assert (
            machine(condition, values={"d1": {"width": width}}, attested={"t1": {"d1": True}}) == "conforming"
        )
        assert (
            machine(condition, values={"d1": {"width": width}}, attested={"t1": {"A": False}})
            == "not_conforming"
        )


EXCUSED = {
    "for_each": "door",
    "must": {
        "unless": [{"measure": "lockable", "op": "is", "value": False}],
        "then": {"measure": "width", "op": ">=", "value": 750},
    },
}


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"width": 700, "lockable": False}, "not_applicable"),
        ({"width": 800, "lockable": False}, "conforming"),
        ({"width": 800}, "conforming"),
        ({"width": 700}, "undetermined"),
        ({"width": 700, "lockable": True}, "not_conforming"),
    ],
)
def test_an_excuse_never_spoils_a_place_that_meets_the_rule(values, verdict) -> None:
    assert machine(EXCUSED, values={"d1": values}) == verdict


NEAR = {
    "exists": "facility",
    "that": {"measure": "distance", "op": "<=", "value": 800, "approx": True, "key": "t1"},
}


def test_one_place_is_enough_for_there_is() -> None:
    near, far = Place("f1", "facility", parent="site"), Place("f2", "facility", parent="site")
    assert (
        machine(NEAR, [near, far], {"f1": {"distance": 800}, "f2": {"distance": 2000}}, scope="site")
        == "conforming"
    )
    assert (
        machine(NEAR, [near, far], {"f1": {"distance": 820}, "f2": {"distance": 2000}}, scope="site")
        == "undetermined"
    )
    assert machine(NEAR, [far], {"f2": {"distance": 2000}}, scope="site") == "not_conforming"
    assert machine(NEAR, [], {}, scope="site") == "undetermined"


def test_grades_flags_and_lists() -> None:
    grade = {"measure": "grade", "op": "at_least", "value": "T-2"}
    assert [machine(grade, values={"building": {"grade": one}}) for one in ("T-1", "T-2", "T-3")] == [
        "not_conforming",
        "conforming",
        "conforming",
    ]
    angles = {"for_each": "door", "must": {"measure": "angles", "op": "==", "value": [60, 30, 30, 60]}}
    thirty = {"for_each": "door", "must": {"measure": "angles", "op": "each>=", "value": 30}}
    order = tuple(map(Decimal, (60, 30, 30, 60)))
    assert machine(angles, values={"d1": {"angles": order}}) == "conforming"
    assert machine(angles, values={"d1": {"angles": order[1:]}}) == "not_conforming"
    assert machine(thirty, values={"d1": {"angles": order}}) == "conforming"
    assert machine(thirty, values={"d1": {"angles": (Decimal("29.9"), *order)}}) == "not_conforming"


def test_a_choice_follows_from_the_place_around() -> None:
    bath = {"for_each": "door", "must": {"measure": "where_it_is", "op": "is", "value": "bath"}}
    assert machine(bath) == "conforming"
    assert machine(bath, [Place("A", "unit_type"), Place("d1", "door", parent="A")]) == "not_conforming"
    assert machine(bath, values={"d1": {"where_it_is": "other"}}) == "not_conforming"


SHARE = {"measure": "share", "op": ">=", "value": 8}
STORES = [Place("A", "unit_type"), Place("s1", "store", parent="A"), Place("s2", "store", parent="A")]


@pytest.mark.parametrize(
    ("stores", "area", "verdict"),
    [
        ([(4, 240), (2, 90)], 62.5, "conforming"),  # (4 + 2 × 90/180) / 62.5 = 8 %
        ([(4, 240), (2, 89)], 62.5, "not_conforming"),
        ([(4, 240), (2, None)], 50, "conforming"),  # 4 / 50 is enough whatever the second height
        ([(1, 240), (2, None)], 50, "not_conforming"),  # at most 3 / 50
        ([(3, 240), (2, None)], 50, "undetermined"),
        ([(5, 240), (2, 180)], None, "undetermined"),
    ],
)
def test_a_sum_with_one_unknown_is_decided_by_its_bounds(stores, area, verdict) -> None:
    values = {"A": {} if area is None else {"area": area}}
    for number, (size, height) in enumerate(stores, 1):
        values[f"s{number}"] = {"store_area": size} | ({} if height is None else {"store_height": height})
    assert machine(SHARE, STORES, values) == verdict


@pytest.mark.parametrize(
    ("rise", "run", "over"), [(200, 200, False), (200.1, 200, True), (200, 200.1, False)]
)
def test_45_degrees_is_exact(rise, run, over) -> None:
    steep = {"for_each": "door", "must": {"measure": "steep", "op": ">", "value": 45}}
    assert machine(steep, values={"d1": {"rise": rise, "run": run}}) == (
        "conforming" if over else "not_conforming"
    )


def test_a_decision_stands_disagrees_visibly_and_is_flagged_when_its_ground_moves() -> None:
    one = edition(WIDTH)
    evaluator, index = Evaluator(one), PlaceIndex(edition(WIDTH), DOORS)
    before = evaluator.evaluate(Snapshot("new", index, _exact({"d1": {"width": 700}})))
    basis = basis_of(before.rows["1/1"].scopes)
    decided = {"1/1": Decided("conforming", basis)}
    same = evaluator.evaluate(Snapshot("new", index, _exact({"d1": {"width": 700}}), {}, decided)).rows["1/1"]
    assert (same.verdict, same.machine, same.decided_by) == ("conforming", "not_conforming", "person")
    assert (same.disagrees, same.recheck) == (True, False)
    moved = evaluator.evaluate(Snapshot("new", index, _exact({"d1": {"width": 710}}), {}, decided)).rows[
        "1/1"
    ]
    assert (moved.verdict, moved.recheck) == ("conforming", True)


def test_missing_and_deciding_leaves_are_named() -> None:
    both = {"for_each": "door", "must": {"all_of": [WIDTH["must"], {"attest": "q1", "text": word("ok")}]}}
    trace = check(both, values={"d1": {"width": 800}}).rows["1/1"].scopes[0]
    assert [leaf.node.attest for leaf in missing(trace)] == ["q1"]
    failed = check(both, values={"d1": {"width": 700}}, attested={"q1": {"A": True}}).rows["1/1"].scopes[0]
    assert [leaf.node.measure for leaf in deciding(failed)] == ["width"]


small = st.fractions(min_value=0, max_value=50, max_denominator=4)


@given(small, small, small, small, st.sampled_from(["add", "multiply", "divide"]))
def test_intervals_hold_every_result(a: Fraction, b: Fraction, c: Fraction, d: Fraction, name: str) -> None:
    operation = getattr(numbers, name)
    left, right = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    result = operation(left, right)
    for x, y in product((left.low, left.high, (a + b) / 2), (right.low, right.high, (c + d) / 2)):
        exact = operation(x, y)
        if exact is not None:
            assert numbers.below(result, exact) is not True
            assert numbers.above(result, exact) is not True


@given(st.data())
def test_updating_gives_the_same_as_starting_over(data) -> None:
    one = edition(data.draw(st.sampled_from([WIDTH, SLOPE, KIND, EXCUSED, APPROXIMATE])))
    evaluator = Evaluator(one)
    places = [*DOORS, Place("B", "unit_type"), Place("d2", "door", parent="B")]
    values: dict[str, dict] = {}
    index = PlaceIndex(one, places)
    now = evaluator.evaluate(Snapshot("new", index, values))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.sampled_from(["building", "A", "B", "d1", "d2"]))
        code, options = data.draw(
            st.sampled_from(
                [
                    ("width", [Decimal(n) for n in (600, 700, 750, 900, 1390)]),
                    ("rise", [Decimal(80), Decimal(90)]),
                    ("run", [Decimal(640), Decimal(1100)]),
                    ("door_kind", ["wide", "narrow"]),
                    ("lockable", [True, False]),
                ]
            )
        )
        values = {**values, place: {**values.get(place, {}), code: data.draw(st.sampled_from(options))}}
        snapshot = Snapshot("new", index, values)
        now = evaluator.update(now, snapshot, Changed(values=frozenset({(place, code)})))
        fresh = evaluator.evaluate(snapshot)
        assert now.summary == fresh.summary
        assert [trace.state for trace in now.rows["1/1"].scopes] == [
            trace.state for trace in fresh.rows["1/1"].scopes
        ]
