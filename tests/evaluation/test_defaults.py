"""A default serves where nothing nearer is known; it yields to what follows from values entered nearer."""

from decimal import Decimal

import pytest

from assessor.criteria import load_edition
from assessor.evaluation import Place, PlaceIndex, Snapshot
from assessor.evaluation.lookup import Context, look_up

DRAFT = load_edition("draft")
PLACES = [
    Place("unit", "unit_type"),
    Place("bed", "bedroom", parent="unit"),
    Place("door", "door", parent="bed"),
]


def clear_width(**by_place):
    index = PlaceIndex(DRAFT, PLACES)
    return look_up(Context(DRAFT, Snapshot("new", index, by_place), "row"), "door", "door_clear_width_mm")


FRAME = {"door_width_before_deduction_mm": Decimal(800), "door_leaf_thickness_mm": Decimal(36)}


@pytest.mark.parametrize("around", ["building", "unit"])
def test_a_default_serves_a_door_of_which_nothing_is_known(around):
    assert clear_width(**{around: {"door_clear_width_mm": Decimal(780)}}) == (Decimal(780), around)


@pytest.mark.parametrize("around", ["building", "unit"])
def test_what_follows_from_the_door_itself_stands_against_a_default(around):
    known = {around: {"door_clear_width_mm": Decimal(780)}, "door": FRAME}
    value, where = clear_width(**known)
    alone, _ = clear_width(door=FRAME)
    assert value == alone
    assert where is None


def test_a_value_entered_at_the_door_stands_against_everything():
    found = clear_width(door={**FRAME, "door_clear_width_mm": Decimal(770)})
    assert found == (Decimal(770), "door")


def test_half_of_what_it_follows_from_is_not_enough():
    known = {
        "building": {"door_clear_width_mm": Decimal(780)},
        "door": {"door_leaf_thickness_mm": Decimal(36)},
    }
    assert clear_width(**known) == (Decimal(780), "building")
