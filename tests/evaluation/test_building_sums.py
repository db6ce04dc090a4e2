"""Rows of the dwellings that rest on sums over the building, updated after a change in one unit type."""

from decimal import Decimal

import pytest

from assessor.criteria import Edition, load_edition
from assessor.evaluation import Changed, Evaluator, Place, PlaceIndex, Snapshot

ROW = "2-2/1(2)"


@pytest.fixture(scope="module", params=["draft", "r4"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return load_edition(request.param)


def snapshot(edition: Edition, dwellings_of_b: int, *, applied: bool = True) -> Snapshot:
    places = [
        Place("building", "building", parent=None),
        Place("A", "unit_type"),
        Place("B", "unit_type", applied=applied),
        Place("entrance-a", "entrance", parent="A"),
        Place("entrance-b", "entrance", parent="B"),
    ]
    values = {
        "building": {
            "stroller_space_dwelling_count": Decimal(20),
            "stroller_space_per_dwelling_m2": Decimal(1),
        },
        "A": {"unit_dwellings": Decimal(20)},
        "B": {"unit_dwellings": Decimal(dwellings_of_b)},
    }
    attested = {ROW: {"q1": {"building": False}, "entrance_difficult": {"building": True}}}
    return Snapshot("new", PlaceIndex(edition, places), values, attested)


def test_dwellings_of_one_type_reach_the_other(edition: Edition) -> None:
    evaluator = Evaluator(edition)
    before = evaluator.evaluate(snapshot(edition, 10))
    assert before.rows[ROW].machine == "conforming"
    later = snapshot(edition, 11)
    updated = evaluator.update(before, later, Changed(values=frozenset({("B", "unit_dwellings")})))
    assert updated.scopes[ROW] == evaluator.evaluate(later).scopes[ROW]
    assert {trace.state.value for trace in updated.scopes[ROW].values()} == {"false"}


def test_a_type_left_out_of_the_application_reaches_the_other(edition: Edition) -> None:
    evaluator = Evaluator(edition)
    before = evaluator.evaluate(snapshot(edition, 11))
    assert before.rows[ROW].machine == "not_conforming"
    later = snapshot(edition, 11, applied=False)
    updated = evaluator.update(before, later, Changed(structure=frozenset({"B"})))
    assert updated.rows[ROW].machine == "conforming"
