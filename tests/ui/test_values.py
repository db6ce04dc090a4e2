"""The wording of values, limits and places; the fields of a row."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessor.criteria.nodes import Measure
from assessor.evaluation import Interval
from assessor.ui.fields import first_open, groups
from assessor.workflow.wording import Wording
from tests.ui.conftest import TWO_TYPES, measured


@pytest.fixture(scope="module")
def wording(evaluators):
    return Wording(evaluators["draft"].edition, "ja")


@pytest.fixture(scope="module")
def bath(evaluators):
    return evaluators["draft"].edition.quantities["bath_short_side_mm"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(1200), "1,200 mm"),
        (Decimal("1199.5"), "1,199.5 mm"),
        (Fraction(2, 3), "≈0.667 mm"),
        (Interval(Fraction(0), Fraction(5)), "0 mm〜5 mm"),
        (Interval(Fraction(7), None, low_open=True), "7 mm超"),
        (None, ""),
    ],
)
def test_values_with_units(value, text, bath, wording) -> None:
    assert wording.value(bath, value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 12), "1/12"),
        (Fraction(22, 21), "22/21"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 999), "≈0.001"),
        (Interval(Fraction(1, 15), Fraction(1, 12)), "1/15〜1/12"),
    ],
)
def test_ratios_are_small_fractions(value, text, wording) -> None:
    assert wording.value(wording.edition.quantities["ramp_slope"], value) == text


@pytest.mark.parametrize(
    ("op", "value", "text"),
    [
        (">=", "1400", "≥ 1,400 mm"),
        ("<", "1400", "< 1,400 mm"),
        ("range", ("800", "850"), "800〜850 mm"),
        ("outside", ("300", "650"), "300 mm未満か650 mm以上"),
        ("about", "900", "およそ900 mm"),
    ],
)
def test_limits(op, value, text, wording) -> None:
    assert wording.limit(Measure(measure="bath_short_side_mm", op=op, value=value)) == text


def test_every_condition_of_both_editions_has_words_in_both_languages(evaluators) -> None:
    from assessor.criteria.nodes import walk

    for evaluator in evaluators.values():
        for language in ("ja", "en"):
            wording = Wording(evaluator.edition, language)
            for row in evaluator.edition.rows.values():
                assert wording.title(row)
                for node in walk(row.condition):
                    assert wording.node(node), (row.id, node)


def test_fields_of_a_row_are_the_missing_first(make_session) -> None:
    session = make_session(sets=[*TWO_TYPES, *measured("A-bath", bath_short_side_mm=1200)])
    found = groups(session, "2-2/3(5)a")
    assert {group.code for group in found} == {"bath_short_side_mm", "bath_area_m2"}
    assert all(group.places == ("A-bath", "B-bath") and group.is_open for group in found)
    field = first_open(session, "2-2/3(5)a")
    assert (field.kind, field.place) in {("measure", "A-bath"), ("measure", "B-bath")}


def test_a_derived_quantity_asks_for_what_it_is_computed_from(make_session) -> None:
    from tests.ui.conftest import place

    session = make_session(sets=[*TWO_TYPES, place("A-stair", "stair", "A", "階段")])
    row = next(one for one in session.edition.rows if "stair_angle_deg" in session.evaluator.reads(one))
    codes = {group.code for group in groups(session, row)}
    assert {"stair_riser_mm", "stair_tread_mm"} <= codes
