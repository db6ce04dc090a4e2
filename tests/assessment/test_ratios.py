"""Ratios such as 1/12 are exact wherever they go: form, document, verdict, workbook."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from assessor.assessment import Measurement
from assessor.assessment.checks import check_value
from assessor.assessment.interchange import read_form, to_assessment, to_form, write_form
from assessor.assessment.record_lines import parse_record, record_text
from assessor.assessment.records import MeasurementKey
from assessor.criteria import load_edition
from assessor.errors import DocumentError, EditError
from assessor.workflow.entry import entry_text, parse_entry
from assessor.workflow.evaluating import evaluate

R4 = load_edition("r4")
RAMP = [
    {"id": "path", "kind": "common_passage", "parent": "site"},
    {"id": "ramp", "kind": "ramp", "parent": "path"},
]


def state_of(value, quantity="ramp_slope", rise=81):
    form = {
        "edition": "r4",
        "category": "new",
        "places": RAMP,
        "measurements": [
            {"place": "ramp", "quantity": quantity, "value": value},
            {"place": "ramp", "quantity": "ramp_rise_mm", "value": rise},
        ],
    }
    return to_assessment(read_form(json.dumps(form).encode()), R4)


def test_a_ratio_is_kept_exactly_and_written_as_it_was() -> None:
    state = state_of("1/12")
    assert state.measurements["ramp"]["ramp_slope"].value == Fraction(1, 12)
    again = write_form(to_form(state))
    assert '"value": "1/12"' in again.decode()
    assert to_assessment(read_form(again), R4).measurements == state.measurements
    key = MeasurementKey("ramp", "ramp_slope")
    assert parse_record(key, record_text(Measurement(Fraction(1, 12)))) == Measurement(Fraction(1, 12))


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("1/8", Decimal("0.125")),
        ("2/24", Fraction(1, 12)),
        ("0.5/6", Fraction(1, 12)),
        (" 3 / 2 ", Decimal("1.5")),
    ],
)
def test_there_is_one_spelling_of_each_number(given, value) -> None:
    found = state_of(given).measurements["ramp"]["ramp_slope"].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("given", ["1/0", "1/", "a/b", "1/2/3", "-1/12", "1e3/7", "1/" + "9" * 90])
def test_what_is_no_ratio_is_refused(given) -> None:
    with pytest.raises(DocumentError) as caught:
        state_of(given)
    assert caught.value.code == "not_a_measurement"


def test_only_ratios_may_be_fractions() -> None:
    with pytest.raises(EditError):
        state_of("1000/3", "ramp_width_m")
    with pytest.raises(EditError):
        check_value(R4.quantities["ramp_slope"], Fraction(1, 10**9))
    check_value(R4.quantities["ramp_slope"], Fraction(1, 3))


@pytest.mark.parametrize("typed", ["1/12", "１：１２", "2/24", "(1+1)/24"])
def test_a_cell_takes_a_ratio_and_shows_it_to_be_edited(typed) -> None:
    quantity = R4.quantities["ramp_slope"]
    assert parse_entry(quantity, typed) == Fraction(1, 12)
    assert entry_text(quantity, Fraction(1, 12)) == "1/12"


def test_a_length_without_an_end_is_still_refused_in_a_cell() -> None:
    with pytest.raises(EditError) as caught:
        parse_entry(R4.quantities["ramp_rise_mm"], "1000/3")
    assert caught.value.code == "cell_endless"


# Table 3-2, ramps: 1/12 or less, up to 1/8 where the rise is 80 mm or less.
@pytest.mark.parametrize(
    ("slope", "rise", "conforms"),
    [("1/12", 81, True), ("1/11", 81, False), ("100/1199", 81, False), ("1/8", 80, True), ("1/7", 80, False)],
)
def test_the_limit_itself_conforms(slope, rise, conforms) -> None:
    evaluation = evaluate(R4, state_of(slope, rise=rise))
    leaves = [
        leaf
        for result in evaluation.rows.values()
        for scope in result.scopes
        for leaf in leaves_of(scope)
        if getattr(leaf.node, "measure", "") == "ramp_slope" and leaf.margin is not None
    ]
    assert leaves
    assert {leaf.margin >= 0 for leaf in leaves} == {conforms}


def leaves_of(trace):
    if not trace.parts:
        return [trace]
    return [leaf for child in trace.parts for leaf in leaves_of(child)]
