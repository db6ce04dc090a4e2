"""A verdict that is certain although something is unknown says so, and what was tried."""

import json
from typing import Any

from assessor.assessment.interchange import read_form, to_assessment
from assessor.workflow.answers import answer
from assessor.workflow.editions import edition_of
from assessor.workflow.evaluating import evaluate


def place_of(
    row: str, places: list[tuple[str, str, str]], values: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    form = {
        "edition": "draft",
        "category": "new",
        "places": [{"id": one, "kind": kind, "parent": parent} for one, kind, parent in places],
        "measurements": [
            {"place": place, "quantity": code, "value": value}
            for place, inner in values.items()
            for code, value in inner.items()
        ],
    }
    edition = edition_of("draft")
    state = to_assessment(read_form(json.dumps(form).encode()), edition)
    found: dict[str, Any] = answer(edition, evaluate(edition, state))["rows"][row]["places"][0]
    return found


def test_a_ramp_of_unknown_kind_fails_where_either_kind_would() -> None:
    """Draft check sheet, line 181: 1.2 m in place of a stair, 0.9 m beside one."""
    narrow = place_of("3-2/1(3)", [("r", "ramp", "building")], {"r": {"ramp_width_m": 0.85}})
    assert narrow["verdict"] == "not_conforming"
    assert "ramp_kind" in narrow["tried"]
    assert narrow["deciding"]["quantity"] == "ramp_width_m"
    between = place_of("3-2/1(3)", [("r", "ramp", "building")], {"r": {"ramp_width_m": 1}})
    assert between["verdict"] == "undetermined"
    assert "tried" not in between
    assert "ramp_kind" in {one.get("quantity") for one in between["open"]}


def test_what_is_known_is_not_tried() -> None:
    """Draft check sheet, line 105: a bathroom of 1,200 mm and 1.9 m²."""
    values = {"b": {"bath_short_side_mm": 1200, "bath_area_m2": 1.9}}
    found = place_of("2-2/3(5)a", [("A", "unit_type", "building"), ("b", "bathroom", "A")], values)
    assert found["verdict"] == "conforming"
    assert "tried" not in found
