"""What a person types: taken as meant, or refused with a sentence that helps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.assessment.checks import check_value
from assessor.criteria import Quantity
from assessor.errors import EditError
from assessor.messages import explain
from assessor.workflow.editions import edition_of
from assessor.workflow.entry import entry_text, parse_entry

EDITION = edition_of("draft")
QUANTITIES = list(EDITION.quantities.values())


def quantity(code: str) -> Quantity:
    return EDITION.quantities[code]


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("corridor_width_mm", "1200", "1200"),
        ("corridor_width_mm", "１，２００", "1200"),
        ("corridor_width_mm", "1,200mm", "1200"),
        ("corridor_width_mm", "1.2m", "1200"),
        ("corridor_width_mm", "１．２ｍ", "1200"),
        ("corridor_width_mm", "1.2 メートル", "1200"),
        ("corridor_width_mm", "120㎝", "1200"),
        ("corridor_width_mm", "910*2-90", "1730"),
        ("corridor_width_mm", "９１０×２−９０", "1730"),
        ("corridor_width_mm", "1.2m-50", "1150"),
        ("corridor_width_mm", "(910+455)/2", "682.5"),
        ("corridor_width_mm", "1.2m*2", "2400"),
        ("corridor_width_mm", ".5m", "500"),
        ("bath_area_m2", "18㎡", "18"),
        ("bath_area_m2", "18m²", "18"),
        ("bath_area_m2", "1.82m*0.91m", "1.6562"),
        ("bath_area_m2", "(1600mm)*(1600mm)", "2.56"),
        ("storage_height_cm", "180cm", "180"),
        ("storage_height_cm", "1.8m", "180"),
        ("storage_height_cm", "1800ミリ", "180"),
        ("common_passage_width_m", "1200mm", "1.2"),
        ("facility_straight_distance_m", "0.8km", "800"),
        ("unit_dwellings", "12戸", "12"),
        ("winder_turn_deg", "90°", "90"),
        ("ramp_slope", "1/8", "0.125"),
        ("ramp_slope", "1：8", "0.125"),
        ("ramp_slope", "8%", "0.08"),
    ],
)
def test_numbers(code: str, typed: str, value: str) -> None:
    assert parse_entry(quantity(code), typed) == Decimal(value)


@pytest.mark.parametrize(
    ("code", "typed", "error"),
    [
        ("corridor_width_mm", "広い", "cell_number"),
        ("corridor_width_mm", "1200 x", "cell_unit"),
        ("corridor_width_mm", "1200戸", "cell_unit"),
        ("corridor_width_mm", "12,00", "cell_comma"),
        ("corridor_width_mm", "1,9", "cell_comma"),
        ("corridor_width_mm", "18㎡", "cell_dimension"),
        ("corridor_width_mm", "1m*1m", "cell_dimension"),
        ("bath_area_m2", "1.8m", "cell_dimension"),
        ("corridor_width_mm", "910*", "cell_number"),
        ("corridor_width_mm", "(910", "cell_number"),
        ("corridor_width_mm", "1 2", "cell_number"),
        ("corridor_width_mm", "1e5", "cell_unit"),
        ("corridor_width_mm", "5/0", "cell_zero"),
        ("corridor_width_mm", "1000/3", "cell_endless"),
        ("corridor_width_mm", "90-100", "cell_negative"),
        ("corridor_width_mm", "9999999999", "cell_too_large"),
        ("corridor_width_mm", "1+" * 80 + "1", "cell_number"),
        ("corridor_width_mm", "(" * 40 + "1" + ")" * 40, "cell_number"),
        ("unit_dwellings", "1.5", "cell_whole"),
        ("home_elevator", "たぶん", "cell_flag"),
        ("door_type", "回転", "cell_option"),
    ],
)
def test_what_is_refused_is_explained(code: str, typed: str, error: str) -> None:
    with pytest.raises(EditError) as raised:
        parse_entry(quantity(code), typed)
    assert raised.value.code == error
    for language in ("ja", "en"):
        sentence, remedy = explain(raised.value, language)
        assert quantity(code).name.in_language("ja") in sentence
        assert remedy


@pytest.mark.parametrize("typed", ["はい", "有", "○", "Y", "ｙ", "1", "YES", "あり"])
def test_yes(typed: str) -> None:
    assert parse_entry(quantity("home_elevator"), typed) is True


@pytest.mark.parametrize("typed", ["いいえ", "無", "×", "N", "ｎ", "0", "no", "なし"])
def test_no(typed: str) -> None:
    assert parse_entry(quantity("home_elevator"), typed) is False


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("hinged", "hinged"),
        ("開き戸", "hinged"),
        ("開", "hinged"),
        ("Sliding", None),
        ("1", None),
        ("折", "folding"),
    ],
)
def test_options(typed: str, option: str | None) -> None:
    door = quantity("door_type")
    found = parse_entry(door, typed)
    if typed == "1":
        option = door.option_codes[0]
    assert found == (option or "sliding")


def test_an_ambiguous_beginning_lists_what_fits() -> None:
    with pytest.raises(EditError) as raised:
        parse_entry(quantity("structure_type"), "鉄骨")
    assert raised.value.code == "cell_option_ambiguous"
    assert "鉄骨造" in raised.value.params["options"]


@pytest.mark.parametrize(
    "typed", ["60,30,30,60", "60、30、30、60", "60 30 30 60", "６０，３０，３０，６０", "60°,30°,30°,60°"]
)
def test_lists(typed: str) -> None:
    assert parse_entry(quantity("winder_narrow_angles_deg"), typed) == tuple(map(Decimal, (60, 30, 30, 60)))


def test_nothing_typed_is_no_value() -> None:
    assert all(parse_entry(one, "　") is None for one in QUANTITIES)


@st.composite
def valued(draw):
    one = draw(st.sampled_from(QUANTITIES))
    number = st.decimals(0, 999_999, places=draw(st.integers(0, 6)), allow_nan=False, allow_infinity=False)
    match one.type:
        case "flag":
            value = draw(st.booleans())
        case "choice" | "grade":
            value = draw(st.sampled_from(one.option_codes))
        case "count":
            value = Decimal(draw(st.integers(0, 10**6)))
        case "list":
            value = tuple(draw(st.lists(number, min_size=1, max_size=6)))
        case _:
            value = draw(number)
    return one, value


@given(valued(), st.sampled_from(["ja", "en"]))
def test_a_value_written_and_read_again_is_the_same(pair, language) -> None:
    one, value = pair
    written = entry_text(one, value, language)
    assert parse_entry(one, written, language) == value
    wide = written.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_entry(one, wide, language) == value


def assert_explained(problem: EditError) -> None:
    assert all(explain(problem))


@given(st.sampled_from(QUANTITIES), st.text(max_size=40))
def test_any_text_is_a_value_or_a_reason(one, typed) -> None:
    try:
        value = parse_entry(one, typed)
    except EditError as problem:
        assert_explained(problem)
        return
    if value is not None:
        check_value(one, value)


SUM = st.recursive(
    st.integers(0, 999).map(str),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda it: f"({it[0]}{it[1]}{it[2]})"),
    max_leaves=6,
)


@given(SUM)
def test_sums_are_exact(typed) -> None:
    expected = eval(typed)
    if 0 <= expected < 10**9:
        assert parse_entry(quantity("corridor_width_mm"), typed) == expected
    else:
        with pytest.raises(EditError):
            parse_entry(quantity("corridor_width_mm"), typed)
