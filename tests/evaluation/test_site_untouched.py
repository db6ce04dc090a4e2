"""A site of which nothing was said does not keep a row open that has its parts in the building."""

from decimal import Decimal

import pytest

from assessor.criteria import load_edition
from assessor.evaluation import Evaluator, Place, PlaceIndex, Snapshot

EDITION = load_edition("draft")
EVALUATOR = Evaluator(EDITION)

PASSAGE = Place("p", "common_passage")
RAIL = Place("r", "railing", parent="p")
VALUES = {
    "r": {
        "rail_height_from_floor_mm": Decimal(1100),
        "foothold_present": False,
        "baluster_present": False,
    }
}


def verdict(row: str, places: list[Place], values: dict) -> str:
    return EVALUATOR.evaluate(Snapshot("new", PlaceIndex(EDITION, places), values)).rows[row].machine


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], "conforming"),
        ([Place("site", "site", complete=False)], "undetermined"),
        ([Place("building", "building", parent=None, complete=False)], "undetermined"),
        ([Place("site", "site", complete=True)], "conforming"),
    ],
)
def test_rail_of_a_corridor(more: list[Place], expected: str) -> None:
    """Draft check sheet, line 158: 1,100 mm."""
    assert verdict("3-1/1(1)", [*more, PASSAGE, RAIL], VALUES) == expected


def test_a_row_without_any_part_of_its_own_stays_open() -> None:
    """Bicycles may stand on the site, of which nothing was said (draft check sheet, line 194)."""
    values = {"building": {"bicycle_standard_exists": False, "dwelling_count": Decimal(10)}}
    assert verdict("3-2/7", [PASSAGE, RAIL], values) == "undetermined"


def test_a_count_of_no_route_without_steps_decides() -> None:
    """Draft check sheet, line 179: at least one route without steps."""
    assert verdict("3-2/1(1)", [], {"building": {"step_free_route_count": Decimal(0)}}) == "not_conforming"
    assert verdict("3-2/1(1)", [], {"building": {"step_free_route_count": Decimal(1)}}) == "conforming"
    assert verdict("3-2/1(1)", [], {}) == "undetermined"
