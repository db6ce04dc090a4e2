"""認定要件 at their limits (handbook lines 66-70 and 78), per building and per dwelling."""

import pytest

from assessor.workflow.eligibility import admissions, eligibility, eligibility_lines

GOOD = {
    "housing_kind": "collective_rental",
    "fire_resistance": "fireproof",
    "confirmation_applied_on": "2025-01-10",
    "confirmation_received_on": "2025-03-01",
    "complies_with_law": True,
}


def found(kit, state):
    return {one.requirement.code: one.fulfilment for one in eligibility(kit.edition, state).results}


def good(kit, category="new", **facts):
    state = kit.case(category, **{**GOOD, **facts})
    return kit.building(kit.unit(state, "A", "50", count=2), "dwelling_count", 2)


def test_a_building_that_meets_everything(kit):
    result = eligibility(kit.edition, good(kit))
    assert result.fulfilment == "met"
    assert [one.fulfilment for one in result.results] == ["met"] * 7


def test_nothing_is_known_of_an_empty_case(kit):
    result = eligibility(kit.edition, kit.case())
    assert result.fulfilment == "undetermined"
    lines = eligibility_lines(kit.edition, result)
    assert all(line.reasons for line in lines)
    assert "未入力" in lines[0].reasons[0]


@pytest.mark.parametrize(
    ("fact", "requirement", "expected"),
    [
        (("housing_kind", "collective_for_sale"), "housing_kind", "met"),
        (("housing_kind", "other"), "housing_kind", "not_met"),
        (("fire_resistance", "quasi_fireproof"), "structure", "met"),
        (("fire_resistance", "neither"), "structure", "not_met"),
        (("complies_with_law", False), "law", "not_met"),
        (("complies_with_law", None), "law", "undetermined"),
    ],
)
def test_choices(kit, fact, requirement, expected):
    assert found(kit, good(kit, **dict([fact])))[requirement] == expected


@pytest.mark.parametrize(("count", "expected"), [(1, "not_met"), (2, "met"), (3, "met")])
def test_two_dwellings(kit, count, expected):
    state = kit.building(kit.unit(kit.case(), "A", count=1), "dwelling_count", count)
    assert found(kit, state)["dwellings"] == expected


@pytest.mark.parametrize(
    ("area", "shared", "expected"),
    [
        ("50", None, "met"),
        ("49.99", None, "undetermined"),
        ("49.99", False, "not_met"),
        ("49.99", True, "met"),
        ("40", True, "met"),
        ("39.99", True, "not_met"),
        ("39.99", None, "not_met"),
        (None, True, "undetermined"),
    ],
)
def test_area_of_a_dwelling(kit, area, shared, expected):
    state = kit.unit(kit.case(shared_space_sufficient=shared), "A", area)
    assert found(kit, state)["area"] == expected


def test_each_dwelling_is_asked_with_its_own_area(kit):
    state = kit.unit(kit.unit(kit.case(shared_space_sufficient=False), "A", "55"), "B", "45")
    state = kit.dwelling(kit.dwelling(kit.dwelling(state, "101", "A"), "102", "A", "49.5"), "103")
    result = eligibility(kit.edition, state)
    assert [(one.dwelling or one.place, one.fulfilment) for one in admissions(result)] == [
        ("d-1", "met"),
        ("d-2", "not_met"),
        ("B", "not_met"),
        ("d-3", "undetermined"),
    ]
    [line] = [one for one in eligibility_lines(kit.edition, result) if one.requirement.code == "area"]
    assert any("102" in reason and "49.5" in reason for reason in line.reasons)
    assert any(reason.startswith("B") for reason in line.reasons)
    english = eligibility_lines(kit.edition, result, "en")
    assert any("102" in reason for reason in english[3].reasons)


def test_a_unit_type_that_is_not_applied_for_is_not_asked(kit):
    state = kit.unit(kit.unit(kit.case(), "A", "55"), "B", "20", applied=False)
    assert found(kit, state)["area"] == "met"


@pytest.mark.parametrize(
    ("applied", "received", "built", "safe", "expected"),
    [
        ("1981-06-01", "1981-07-01", None, None, "met"),  # the day itself is 以降
        ("1981-05-31", "1981-07-01", None, False, "not_met"),
        ("1981-05-31", "1981-07-01", None, True, "met"),
        ("1981-05-31", "1981-05-31", "1982-03-01", True, "met"),  # neither sentence: needs proof (reading)
        ("1981-05-31", "1981-05-31", "1982-03-01", None, "undetermined"),
        (None, None, "1981-06-01", True, "met"),  # the day itself is 以前
        (None, None, "1981-06-02", True, "undetermined"),  # when it was applied for is not known
        ("2025-01-10", None, None, None, "undetermined"),  # the certificate is still to come
    ],
)
def test_confirmation_and_earthquakes(kit, applied, received, built, safe, expected):
    state = kit.case(
        confirmation_applied_on=applied,
        confirmation_received_on=received,
        built_on=built,
        earthquake_safety_shown=safe,
    )
    assert found(kit, state)["earthquake"] == expected


@pytest.mark.parametrize(
    ("category", "received", "expected"),
    [
        ("existing", "2016-02-21", "met"),
        ("existing", "2016-02-22", "not_met"),
        ("renovation", "2016-02-21", "met"),
        ("renovation", "2016-02-22", "not_met"),
        ("new", "2016-02-22", "met"),
        ("new", "2016-02-21", "not_met"),
        ("new", None, "undetermined"),
    ],
)
def test_category_by_confirmation(kit, category, received, expected):
    assert found(kit, kit.case(category, confirmation_received_on=received))["category"] == expected


def test_a_building_still_to_be_confirmed_is_new(kit):
    assert found(kit, kit.case("new", not_yet_confirmed=True))["category"] == "met"
    assert found(kit, kit.case("existing", not_yet_confirmed=True))["category"] == "undetermined"


def test_days_are_named_as_days(kit):
    state = kit.case("existing", confirmation_received_on="2016-02-22")
    for language, shown in (("ja", "2016年2月22日"), ("en", "22 February 2016")):
        line = eligibility_lines(kit.edition, eligibility(kit.edition, state), language)[-1]
        assert any(shown in reason for reason in line.reasons), line.reasons


def test_the_draft_asks_as_the_handbook_does(kit):
    from assessor.criteria import load_edition

    draft = load_edition("draft")
    assert draft.procedure.edition == "r4"
    assert draft.procedure.digest == kit.edition.procedure.digest
    assert len(eligibility(draft, good(kit)).results) == 7


def test_the_list_and_the_number_entered_contradict_each_other(kit):
    """One dwelling listed, two entered: not settled, and the reason names both numbers."""
    state = kit.unit(kit.case(), "A", "55", count=2)
    assert found(kit, state)["dwellings"] == "met"
    state = kit.dwelling(state, "101", "A")
    result = eligibility(kit.edition, state)
    [line] = [one for one in eligibility_lines(kit.edition, result) if one.requirement.code == "dwellings"]
    assert line.fulfilment == "undetermined"
    assert any("2 戸" in reason and "1 戸" in reason for reason in line.reasons)
    other = [one for one in eligibility_lines(kit.edition, result) if one.requirement.code != "dwellings"]
    assert not any("一覧には" in reason for one in other for reason in one.reasons)
    state = kit.dwelling(state, "102", "A")
    assert found(kit, state)["dwellings"] == "met"


def test_a_building_with_enough_dwellings_is_met_and_the_contradiction_is_said(kit):
    state = kit.building(kit.unit(kit.case(), "A", "55", count=2), "dwelling_count", 10)
    result = eligibility(kit.edition, kit.dwelling(state, "101", "A"))
    [line] = [one for one in eligibility_lines(kit.edition, result) if one.requirement.code == "dwellings"]
    assert line.fulfilment == "met"
    assert any("一覧には" in reason for reason in line.reasons)


def test_without_a_number_entered_the_list_counts(kit):
    state = kit.dwelling(kit.unit(kit.case(), "A", "55"), "101", "A")
    assert found(kit, state)["dwellings"] != "met"
    assert found(kit, kit.dwelling(state, "102", "A"))["dwellings"] == "met"


@pytest.mark.parametrize(("answer", "is_said"), [(True, True), (False, False), (None, False)])
def test_a_confirmation_received_and_not_received_is_a_contradiction(kit, answer, is_said):
    state = kit.case(confirmation_received_on="2024-06-10", not_yet_confirmed=answer)
    lines = eligibility_lines(kit.edition, eligibility(kit.edition, state))
    said = {line.requirement.code for line in lines if any("食い違って" in one for one in line.reasons)}
    assert said == ({"category"} if is_said else set())
