"""What another program may write in the open form: option names, ratios, other codes, digits of any width."""

import json
from typing import Any

import pytest

from assessor.assessment.interchange import read_form, to_assessment
from assessor.errors import DocumentError, EditError
from assessor.workflow.editions import edition_of
from assessor.workflow.evaluating import evaluate

EDITION = edition_of("draft")


def rows(places: list[dict[str, str]], values: dict[str, dict[str, Any]]) -> Any:
    form = {
        "edition": "draft",
        "category": "new",
        "places": places,
        "measurements": [
            {"place": place, "quantity": code, "value": value}
            for place, inner in values.items()
            for code, value in inner.items()
        ],
    }
    return evaluate(EDITION, to_assessment(read_form(json.dumps(form).encode()), EDITION)).rows


@pytest.mark.parametrize(
    ("category", "distance", "verdict"),
    # Draft check sheet, line 43: within 800 m.
    [
        ("park", 800, "conforming"),
        ("広場・公園・緑地など", "８００", "conforming"),
        ("park", "841", "not_conforming"),
    ],
)
def test_a_facility_lies_in_the_site(category: str, distance: Any, verdict: str) -> None:
    values = {"f": {"facility_category": category, "facility_straight_distance_m": distance}}
    assert rows([{"id": "f", "kind": "facility"}], values)["1/1"].machine == verdict


@pytest.mark.parametrize(
    ("slope", "verdict"),
    [("1/12", "undetermined"), (" 1 / 12 ", "undetermined"), ("1/7.9", "not_conforming")],
)
def test_a_ratio_may_be_written_as_one(slope: str, verdict: str) -> None:
    """Draft check sheet, line 181: at most 1/12 (1/8 up to 80 mm)."""
    values = {"r": {"ramp_slope": slope, "ramp_kind": "階段代替", "ramp_width_m": "1.2"}}
    found = rows([{"id": "r", "kind": "ramp"}], values)["3-2/1(3)"]
    assert found.machine == verdict


def test_two_thirds_is_two_thirds() -> None:
    """Draft check sheet, line 94: two thirds of the dwellings, 1 m² each."""
    for ratio, verdict in (("2/3", "undetermined"), ("197/297", "not_conforming")):
        places = [{"id": "A", "kind": "unit_type"}, {"id": "e", "kind": "entrance", "parent": "A"}]
        values = {"building": {"stroller_space_dwelling_ratio": ratio, "stroller_space_per_dwelling_m2": 1}}
        form = {
            "edition": "draft",
            "category": "new",
            "places": places,
            "measurements": [
                {"place": "building", "quantity": code, "value": value}
                for code, value in values["building"].items()
            ],
            "attestations": [{"row": "2-2/1(2)", "key": "q1", "place": "e", "value": False}],
        }
        state = to_assessment(read_form(json.dumps(form).encode()), EDITION)
        assert evaluate(EDITION, state).rows["2-2/1(2)"].machine == verdict


@pytest.mark.parametrize("word", ["開き戸", "hinged", "Hinged", " ＨＩＮＧＥＤ "])
def test_an_option_may_be_named(word: str) -> None:
    """Draft check sheet, line 145: bathroom doorway 600 mm after deducting the leaf."""
    places = [
        {"id": "A", "kind": "unit_type"},
        {"id": "b", "kind": "bathroom", "parent": "A"},
        {"id": "d", "kind": "door", "parent": "b"},
    ]
    values = {"d": {"door_type": word, "door_width_before_deduction_mm": 640, "door_leaf_thickness_mm": 40}}
    assert rows(places, values)["2-2/9(2)"].machine == "conforming"


@pytest.mark.parametrize("ratio", ["1/0", "a/b", "1/2/3", "/2"])
def test_what_is_no_ratio_is_refused(ratio: str) -> None:
    with pytest.raises(DocumentError, match="not_a_measurement"):
        rows([{"id": "r", "kind": "ramp"}], {"r": {"ramp_slope": ratio}})


def test_a_word_that_is_no_option_is_refused() -> None:
    with pytest.raises(EditError, match="option_unknown"):
        rows([{"id": "r", "kind": "ramp"}], {"r": {"ramp_kind": "螺旋"}})


def test_other_codes_of_a_quantity_are_known() -> None:
    """Draft check sheet, line 183: an elevator from three storeys."""
    assert (
        rows([], {"building": {"storeys": 3, "ev_present": False}})["3-2/2(1)-(5)"].machine
        == "not_conforming"
    )
