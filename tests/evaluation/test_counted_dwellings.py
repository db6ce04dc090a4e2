"""Numbers of dwellings counted from the list of dwellings where nobody entered them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.assessment import Edit, Measurement, PlaceRecord, snapshot
from assessor.assessment.procedure import procedure_snapshot
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    Dwelling,
    DwellingKey,
    MeasurementKey,
    PlaceKey,
)
from assessor.criteria import load_edition
from assessor.evaluation import Evaluator, leaves
from assessor.workflow.dwellings import check_dwellings
from assessor.workflow.session import Session, new_assessment
from assessor.workflow.wording import Wording

EVALUATORS = {code: Evaluator(load_edition(code)) for code in ("draft", "r4")}
ROW = "2-2/1(2)"


def count(unit, number):
    return MeasurementKey(unit, "unit_dwellings"), None if number is None else Measurement(Decimal(number))


def building(code="draft", **units):
    """A building with unit types and as many listed dwellings of each; prams of 20 have room."""
    sets = [
        (PlaceKey("e"), PlaceRecord("entrance", "", "A")),
        (MeasurementKey("building", "stroller_space_dwelling_count"), Measurement(Decimal(20))),
        (MeasurementKey("building", "stroller_space_per_dwelling_m2"), Measurement(Decimal(1))),
        (AttestationKey(ROW, "q1", "A"), Attestation(value=False)),
        (AttestationKey(ROW, "entrance_difficult", "A"), Attestation(value=True)),
    ]
    for order, (unit, listed) in enumerate(units.items(), 2):
        sets.insert(
            0, (PlaceKey(unit), PlaceRecord("unit_type", unit, "building", complete=True, order=order))
        )
        sets += [
            (DwellingKey(f"d-{unit}-{one}"), Dwelling(f"{unit}{one}", "1", unit)) for one in range(listed)
        ]
    return new_assessment(EVALUATORS[code].edition, "new", "試験", "").apply(Edit(tuple(sets))).state


def verdict(state, code="draft"):
    evaluator = EVALUATORS[code]
    return evaluator.evaluate(snapshot(state, evaluator.edition)).rows[ROW].machine


@pytest.mark.parametrize("code", EVALUATORS)
@pytest.mark.parametrize(
    ("listed", "found"), [(29, "conforming"), (30, "conforming"), (31, "not_conforming")]
)
def test_two_thirds_of_the_dwellings_listed(code, listed, found):
    """Draft line 94, handbook line 161: 20 of 30 are two thirds, 20 of 31 are not."""
    assert verdict(building(code, A=listed), code) == found


def test_a_number_that_was_entered_wins():
    state = building(A=31)
    entered = state.apply(Edit((count("A", 30),))).state
    assert verdict(entered) == "conforming"
    assert {one.code for one in check_dwellings(EVALUATORS["draft"].edition, entered)} >= {"count_differs"}


def test_nothing_is_counted_without_a_list_or_for_a_type_that_is_not_in_it():
    state = building(A=0)
    assert snapshot(state, EVALUATORS["draft"].edition).counted == frozenset()
    assert verdict(state) == "undetermined"
    assert verdict(building(A=20, B=0)) == "undetermined", "how many dwellings of B there are is not known"


def test_a_type_left_out_of_the_application_is_not_counted():
    state = building(A=30, B=5)
    assert verdict(state) == "not_conforming"
    left_out = PlaceRecord("unit_type", "B", "building", complete=True, applied=False, order=3)
    assert verdict(state.apply(Edit(((PlaceKey("B"), left_out),))).state) == "conforming"


def test_the_list_says_nothing_of_all_dwellings_of_the_building():
    edition = EVALUATORS["draft"].edition
    assert not any("dwelling_count" in inner for inner in snapshot(building(A=30), edition).values.values())


def test_a_dwelling_of_a_type_that_is_gone_is_not_counted():
    state = building(A=30)
    lost = state.apply(Edit(((DwellingKey("d-x"), Dwelling("999", "9", "gone")),))).state
    assert snapshot(lost, EVALUATORS["draft"].edition).counted == {("A", "unit_dwellings")}


def test_the_procedure_counts_alike():
    edition = EVALUATORS["r4"].edition
    values = procedure_snapshot(building("r4", A=3), edition).values
    assert values["A"]["unit_dwellings"] == Decimal(3)


@pytest.mark.parametrize(("language", "said"), [("ja", "戸数は申請住戸一覧表から（A 31）"), ("en", "(A 31)")])
def test_the_answer_says_where_the_number_comes_from(language, said):
    evaluator = EVALUATORS["draft"]
    found = evaluator.evaluate(snapshot(building(A=31), evaluator.edition))
    wording = Wording(evaluator.edition, language)
    marked = [leaf for trace in found.rows[ROW].scopes for leaf in leaves(trace) if leaf.counted]
    assert [leaf.node.measure for leaf in marked] == ["stroller_space_dwelling_ratio"]
    assert said in wording.counted(found.snapshot, marked[0])
    state = building(A=31).apply(Edit((count("A", 31),))).state
    entered = evaluator.evaluate(snapshot(state, evaluator.edition))
    assert not any(leaf.counted for trace in entered.rows[ROW].scopes for leaf in leaves(trace))


UNITS = st.sampled_from(["A", "B", "", "gone"])
EDITS = st.one_of(
    st.builds(
        lambda one, unit: Edit(((DwellingKey(f"d-{one}"), Dwelling(str(one), "1", unit)),)),
        st.integers(0, 3),
        UNITS,
    ),
    st.builds(lambda one: Edit(((DwellingKey(f"d-{one}"), None),)), st.integers(0, 3)),
    st.builds(
        lambda unit, number: Edit((count(unit, number),)),
        st.sampled_from("AB"),
        st.sampled_from([None, 1, 20, 31]),
    ),
    st.builds(
        lambda applied: Edit(
            ((PlaceKey("B"), PlaceRecord("unit_type", "B", "building", applied=applied, order=3)),)
        ),
        st.booleans(),
    ),
    st.just(Edit(((MeasurementKey("B", "dwelling_exclusive_area_m2"), Measurement(Decimal(50))),))),
)


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=8))
def test_edits_and_their_undoing_give_what_a_fresh_look_gives(edits):
    evaluator = EVALUATORS["draft"]
    session = Session(evaluator.edition, building(A=29, B=1))
    inverses = []
    for edit in edits:
        inverses.append(session.apply(edit).inverse)
        assert_fresh(session, evaluator)
    for inverse in reversed(inverses):
        session.apply(inverse)
        assert_fresh(session, evaluator)
    assert session.evaluation.rows[ROW].machine == "conforming"


def assert_fresh(session, evaluator):
    fresh = evaluator.evaluate(snapshot(session.state, evaluator.edition))
    assert session.evaluation.snapshot.values == fresh.snapshot.values
    assert session.evaluation.snapshot.counted == fresh.snapshot.counted
    assert session.evaluation.summary == fresh.summary
    assert session.evaluation.scopes[ROW] == fresh.scopes[ROW]
