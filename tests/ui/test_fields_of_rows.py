"""What can be entered for a row: found for every row, also where quantities follow from each other."""

import pytest

from assessor.ui.fields import RowFields
from tests.ui.conftest import TWO_TYPES, place


@pytest.mark.parametrize("code", ["draft", "r4"])
def test_every_row_names_its_fields(make_session, code):
    parts = [
        place("A-step", "floor_step", "A-bath", "段差", 9),
        place("A-rail", "railing", "A", "手すり", 9),
        place("A-stair", "stair", "A", "階段", 9),
    ]
    session = make_session(code, "new", [*TWO_TYPES, *parts])
    entered = set()
    for row in session.evaluation.rows:
        for group in RowFields(session, row).groups():
            entered.add(group.code)
    assert {"floor_step_mm", "rail_height_from_floor_mm", "stair_riser_mm"} <= entered
