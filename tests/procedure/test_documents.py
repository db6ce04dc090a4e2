"""The documents of each stage under each condition, as the handbook's lines list them."""

from datetime import date
from hashlib import sha256

import pytest

from assessor.errors import EditError
from assessor.evaluation import State
from assessor.workflow.procedure import document_list

# Handbook section 6, lines 429-447: number, document, its line.
CONSULTATION = {
    "1": "application_form",  # 429
    "2": "proxy_letter",  # 430, where an agent files
    "3": "dwelling_list",  # 431
    "4": "area_map",  # 432
    "5": "site_plan",  # 433
    "6": "image",  # 434
    "7": "floor_plans",  # 435
    "8": "elevations",  # 436
    "9": "unit_plans",  # 437
    "10": "site_photos",  # 438
    "11": "facility_outline",  # 439
    "12": "checklist",  # 440
    "13": "explanations",  # 441
    "14": "other",  # 442
}
CONSULTATION_SUBSIDY = {
    "(1)": "seal_certificate",  # 444
    "(2)": "seal_usage",  # 445, not where only the registered seal is used
    "(3)": "land_contract",  # 446, where the applicant does not own the land
    "(4)": "articles",  # 447, where the applicant is a corporation
}
# Lines 456-469.
OPINION_REPORT = {
    "1": "application_form",
    "2": "proxy_letter",
    "3": "dwelling_list",
    "4": "change_list",
    "5": "area_map",
    "6": "site_plan",
    "7": "image",
    "8": "floor_plans",
    "9": "elevations",
    "10": "unit_plans",
    "11": "facility_outline",
    "12": "checklist",
    "13": "explanations",
    "14": "other",
}
# Lines 476-494.
DESIGN = {
    "1": "application_form",
    "2": "proxy_letter",
    "3": "dwelling_list",
    "4": "design_summary",
    "5": "area_map",
    "6": "site_plan",
    "7": "image",
    "8": "floor_plans",
    "9": "area_calculation",
    "10": "elevations",
    "11": "sections",
    "12": "unit_plans",
    "13": "exterior_plan",
    "14": "facility_outline",
    "15": "checklist",
    "16": "catalogues",
    "17": "confirmation_certificate",
    "18": "explanations",
    "19": "other",
}
# Lines 506-526.
CERTIFICATION = {
    **{number: code for number, code in DESIGN.items() if int(number) <= 17},
    "18": "inspection_certificate",
    "19": "provisional_use",
    "20": "explanations",
    "21": "other",
}
# Lines 536-538, 545-548, 555-571.
MANAGER = {"1": "application_form", "2": "proxy_letter", "3": "other"}
REPORT = {"1": "application_form", "2": "facility_report", "3": "management_report", "4": "other"}
CHANGE = {
    "1": "application_form",
    "2": "proxy_letter",
    "3": "dwelling_list",
    "4": "design_summary",
    "5": "change_list",
    "6": "site_plan",
    "7": "image",
    "8": "floor_plans",
    "9": "area_calculation",
    "10": "elevations",
    "11": "sections",
    "12": "unit_plans",
    "13": "exterior_plan",
    "14": "facility_outline",
    "15": "checklist",
    "16": "explanations",
    "17": "other",
}
SEAL = {"(1)": "seal_certificate", "(2)": "seal_usage"}  # 496-497, 528-529, 573-
LISTS = {
    "consultation": (CONSULTATION, CONSULTATION_SUBSIDY),
    "opinion_report": (OPINION_REPORT, {}),
    "design_certification": (DESIGN, SEAL),
    "certification": (CERTIFICATION, SEAL),
    "manager_notice": (MANAGER, {}),
    "yearly_report": (REPORT, {}),
    "change_certification": (CHANGE, SEAL),
}
NO_CONDITIONS = {"agent_files": False, "subsidy": False}


def numbers(found, *statuses):
    return [line.document.number for line in found.lines if line.status in statuses]


def needed(found):
    return [line.document.number for line in found.lines if line.status not in {"not_needed", "if_any"}]


@pytest.mark.parametrize("application", LISTS)
def test_every_document_is_listed_under_its_number(kit, application):
    plain, subsidy = LISTS[application]
    found = document_list(kit.edition, kit.case(), application)
    assert {line.document.number: line.document.code for line in found.lines} == plain | subsidy


@pytest.mark.parametrize("application", [one for one in LISTS if one != "yearly_report"])
@pytest.mark.parametrize(
    ("answer", "status"), [(True, "missing"), (False, "not_needed"), (None, "undecided")]
)
def test_a_proxy_where_an_agent_files(kit, application, answer, status):
    found = document_list(kit.edition, kit.case(agent_files=answer, subsidy=False), application)
    [line] = [line for line in found.lines if line.document.code == "proxy_letter"]
    assert line.status == status
    assert found.unanswered[:1] == (("agent_files",) if answer is None else found.unanswered[:1])


def test_the_yearly_report_knows_no_proxy(kit):
    found = document_list(kit.edition, kit.case(agent_files=True), "yearly_report")
    assert "proxy_letter" not in {line.document.code for line in found.lines}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"subsidy": False}, []),
        (
            {"subsidy": True, "seal_always_registered": True, "owns_land": True, "is_corporation": False},
            ["(1)"],
        ),
        (
            {"subsidy": True, "seal_always_registered": False, "owns_land": True, "is_corporation": False},
            ["(1)", "(2)"],
        ),
        (
            {"subsidy": True, "seal_always_registered": True, "owns_land": False, "is_corporation": False},
            ["(1)", "(3)"],
        ),
        (
            {"subsidy": True, "seal_always_registered": True, "owns_land": True, "is_corporation": True},
            ["(1)", "(4)"],
        ),
        (
            {"subsidy": True, "seal_always_registered": False, "owns_land": False, "is_corporation": True},
            ["(1)", "(2)", "(3)", "(4)"],
        ),
    ],
)
def test_documents_of_a_subsidy_at_the_consultation(kit, facts, expected):
    found = document_list(kit.edition, kit.case(agent_files=False, **facts), "consultation")
    assert [number for number in needed(found) if number.startswith("(")] == expected


@pytest.mark.parametrize("application", ["design_certification", "certification", "change_certification"])
@pytest.mark.parametrize(("registered", "expected"), [(True, ["(1)"]), (False, ["(1)", "(2)"])])
def test_documents_of_a_subsidy_later(kit, application, registered, expected):
    state = kit.case(
        agent_files=False,
        subsidy=True,
        seal_always_registered=registered,
        owns_land=False,
        is_corporation=True,
    )
    found = document_list(kit.edition, state, application)
    assert [number for number in needed(found) if number.startswith("(")] == expected


def test_nobody_knows_yet_whether_there_is_a_subsidy(kit):
    found = document_list(kit.edition, kit.case(agent_files=False), "consultation")
    assert numbers(found, "undecided") == ["(1)", "(2)", "(3)", "(4)"]
    assert found.unanswered[0] == "subsidy"
    assert not found.is_complete


def test_missing_made_and_optional_documents_of_a_new_consultation(kit):
    found = document_list(kit.edition, kit.case(**NO_CONDITIONS), "consultation")
    assert numbers(found, "missing") == ["1", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
    assert numbers(found, "made") == ["12"]
    assert numbers(found, "if_any") == ["13", "14"]
    with_dwellings = document_list(
        kit.edition, kit.dwelling(kit.case(**NO_CONDITIONS), "101"), "consultation"
    )
    assert numbers(with_dwellings, "made") == ["3", "12"]


def all_enclosed(kit, state, application, skip=()):
    """The filing with a file for every document."""
    state = kit.filing(state, application, filed="2026-05-01")
    for line in document_list(kit.edition, state, application, filing=application).lines:
        if line.document.code not in skip:
            sha = sha256(line.document.code.encode()).hexdigest()
            state = kit.paper(state, application, line.document.code, sha256=sha, sheets=line.document.views)
    return state


def test_a_filing_with_everything_is_complete(kit):
    state = all_enclosed(kit, kit.case(**NO_CONDITIONS), "consultation")
    found = document_list(kit.edition, state, "consultation", filing="consultation")
    assert found.is_complete
    assert found.counts["attached"] == 14 + 4


def test_what_is_carried_from_the_consultation_to_the_report(kit):
    """Lines 460-467: 5 to 12 are in principle those of the consultation."""
    state = all_enclosed(kit, kit.case(opinion_received=True, **NO_CONDITIONS), "consultation", ["checklist"])
    state = kit.filing(state, "opinion_report")
    found = document_list(kit.edition, state, "opinion_report", filing="opinion_report")
    assert numbers(found, "carried") == ["5", "6", "7", "8", "9", "10", "11"]
    assert numbers(found, "missing") == ["1", "3"]
    assert numbers(found, "made") == ["4", "12"]
    assert {line.source[0] for line in found.lines if line.status == "carried"} == {"consultation"}


@pytest.mark.parametrize(
    ("document", "marked", "status"),
    [
        ("floor_plans", False, "to_mark"),  # 463: changes are to be marked
        ("floor_plans", True, "attached"),
        ("image", False, "attached"),  # 462: that remark is absent
    ],
)
def test_a_changed_document_says_what_changed(kit, document, marked, status):
    state = all_enclosed(kit, kit.case(opinion_received=True, **NO_CONDITIONS), "consultation")
    state = kit.filing(state, "opinion_report")
    state = kit.paper(state, "opinion_report", document, sha256="f" * 64, marked=marked)
    found = document_list(kit.edition, state, "opinion_report", filing="opinion_report")
    [line] = [line for line in found.lines if line.document.code == document]
    assert line.status == status


def test_the_same_file_again_needs_no_mark(kit):
    state = kit.filing(kit.case(**NO_CONDITIONS), "consultation", filed="2026-05-01")
    state = kit.paper(state, "consultation", "floor_plans", sha256="a" * 64)
    state = kit.filing(state, "opinion_report")
    state = kit.paper(state, "opinion_report", "floor_plans", sha256="a" * 64)
    found = document_list(kit.edition, state, "opinion_report", filing="opinion_report")
    assert numbers(found, "attached") == ["8"]


@pytest.mark.parametrize(
    ("answer", "applies"), [(True, State.TRUE), (False, State.FALSE), (None, State.UNKNOWN)]
)
def test_the_report_is_filed_where_there_was_an_opinion(kit, answer, applies):
    """Lines 305 and 309."""
    found = document_list(kit.edition, kit.case(opinion_received=answer, **NO_CONDITIONS), "opinion_report")
    assert found.applies is applies
    assert ("opinion_received" in found.unanswered) is (answer is None)


def test_without_a_report_the_design_carries_from_the_consultation(kit):
    """Lines 480, 482, 489 carry from the report, which carries from the consultation."""
    state = all_enclosed(kit, kit.case(opinion_received=False, **NO_CONDITIONS), "consultation")
    state = kit.filing(state, "design_certification")
    found = document_list(kit.edition, state, "design_certification", filing="design_certification")
    assert numbers(found, "carried") == ["5", "7", "14"]
    assert numbers(found, "missing") == ["1", "3", "4", "6", "8", "9", "10", "11", "12", "13", "16", "17"]


def test_what_the_certification_carries_from_the_design(kit):
    """Lines 510-520."""
    state = all_enclosed(kit, kit.case(**NO_CONDITIONS), "design_certification")
    state = kit.filing(state, "certification")
    found = document_list(kit.edition, state, "certification", filing="certification")
    assert numbers(found, "carried") == [str(number) for number in range(5, 15)]
    assert numbers(found, "missing") == ["1", "3", "4", "16", "17", "18", "19"]


def test_an_existing_building_has_no_design_certification(kit):
    """Lines 355-382: its course goes from the opinion to the certification."""
    state = kit.case("existing", **NO_CONDITIONS)
    with pytest.raises(EditError) as caught:
        document_list(kit.edition, state, "design_certification")
    assert caught.value.code == "application_not_filed"
    state = all_enclosed(kit, state, "consultation")
    found = document_list(
        kit.edition, kit.filing(state, "certification"), "certification", filing="certification"
    )
    assert numbers(found, "carried") == ["5", "7", "14"]
    [plans] = [line for line in found.lines if line.document.code == "floor_plans"]
    assert plans.status == "missing"
    assert len(plans.shows) == 5  # line 483, by 513


@pytest.mark.parametrize("category", ["existing", "new"])
def test_provisional_certification_of_an_existing_building(kit, category):
    """Line 503: from 3 on the documents are those of the design certification."""
    facts = {"provisional_certification": True, **NO_CONDITIONS}
    found = document_list(kit.edition, kit.case(category, **facts), "certification")
    codes = {line.document.number: line.document.code for line in found.lines}
    expected = DESIGN if category == "existing" else CERTIFICATION
    assert codes == {**expected, **SEAL}
    assert found.lines[0].document.line == 506


def test_a_change_names_only_what_it_concerns(kit):
    """Lines 555-571."""
    state = kit.dwelling(kit.case(**NO_CONDITIONS), "101")
    unknown = document_list(kit.edition, state, "change_certification")
    assert numbers(unknown, "if_changed") == [str(number) for number in range(6, 16)]
    assert numbers(unknown, "missing") == ["1", "4"]
    assert numbers(unknown, "made") == ["3", "5"]
    known = document_list(kit.edition, state, "change_certification", changed={"unit_plans", "checklist"})
    assert numbers(known, "missing") == ["1", "4", "12"]
    assert numbers(known, "made") == ["3", "5", "15"]
    assert numbers(known, "if_changed") == []


@pytest.mark.parametrize(
    ("sheets", "status"), [((1,), "incomplete"), ((2,), "attached"), ((1, 1), "attached"), ((0,), "attached")]
)
def test_elevations_are_two_or_more(kit, sheets, status):
    """Line 436; files whose views nobody counted are not doubted."""
    state = kit.filing(kit.case(**NO_CONDITIONS), "consultation")
    for item, count in enumerate(sheets):
        state = kit.paper(state, "consultation", "elevations", item=str(item), sha256="a" * 64, sheets=count)
    found = document_list(kit.edition, state, "consultation", filing="consultation")
    [line] = [line for line in found.lines if line.document.code == "elevations"]
    assert line.status == status


@pytest.mark.parametrize(
    ("sheets", "status"),
    [((0,), "incomplete"), ((2,), "on_paper"), ((0, 0), "on_paper"), ((0, 1), "on_paper")],
)
def test_a_paper_without_a_number_is_one_view(kit, sheets, status):
    state = kit.filing(kit.case(**NO_CONDITIONS), "consultation")
    for item, count in enumerate(sheets):
        state = kit.paper(state, "consultation", "elevations", item=str(item), sheets=count)
    found = document_list(kit.edition, state, "consultation", filing="consultation")
    [line] = [line for line in found.lines if line.document.code == "elevations"]
    assert line.status == status


@pytest.mark.parametrize(
    ("filed", "status"),
    [("2026-10-10", "omitted"), ("2026-10-11", "missing"), ("2026-04-10", "omitted"), ("", "missing")],
)
def test_the_seal_certificate_serves_six_months(kit, filed, status):
    """Line 496: issued on 10 April 2026, it serves a filing up to 10 October."""
    state = kit.case(agent_files=False, subsidy=True, seal_always_registered=True)
    state = kit.filing(state, "consultation", filed="2026-04-10")
    state = kit.paper(state, "consultation", "seal_certificate", issued="2026-04-10")
    state = kit.filing(state, "design_certification", filed=filed)
    found = document_list(kit.edition, state, "design_certification", filing="design_certification")
    [line] = [line for line in found.lines if line.document.code == "seal_certificate"]
    assert line.status == status
    if not filed:
        later = document_list(
            kit.edition, state, "design_certification", filing="design_certification", on=date(2026, 10, 10)
        )
        assert [one.status for one in later.lines if one.document.code == "seal_certificate"] == ["omitted"]


def test_paper_and_waived(kit):
    state = kit.filing(kit.case(**NO_CONDITIONS), "certification")
    state = kit.paper(state, "certification", "inspection_certificate")
    state = kit.paper(state, "certification", "provisional_use", waived=True, note="窓口 2026-05-01")
    found = document_list(kit.edition, state, "certification", filing="certification")
    assert numbers(found, "on_paper") == ["18"]
    assert numbers(found, "waived") == ["19"]


@pytest.mark.parametrize(
    ("provided", "asked"), [(True, State.TRUE), (False, State.FALSE), (None, State.UNKNOWN)]
)
def test_the_way_to_the_facility_is_shown_where_there_is_one(kit, provided, asked):
    """Line 481."""
    found = document_list(kit.edition, kit.case(facility_provided=provided), "design_certification")
    [plan] = [line for line in found.lines if line.document.code == "site_plan"]
    assert [one.asked for one in plan.shows] == [State.TRUE] * 7 + [asked]


def test_two_copies_in_a_file_are_asked_of_two_applications_only(kit):
    """Lines 426 and 453."""
    binding = {one.code: one.binding for one in kit.edition.procedure.applications}
    assert {code: found.copies for code, found in binding.items() if found} == {
        "consultation": 2,
        "opinion_report": 2,
    }
    assert {code: found.line for code, found in binding.items() if found} == {
        "consultation": 426,
        "opinion_report": 453,
    }


def test_forms_of_the_applications(kit):
    """別記様式 of lines 429, 456, 476, 506, 536, 545, 555."""
    forms = {one.code: one.documents[0].form.ja for one in kit.edition.procedure.applications}
    assert forms == {
        "consultation": "別記様式第1号",
        "opinion_report": "別記様式第5号",
        "design_certification": "別記様式第7号",
        "certification": "別記様式第10号",
        "manager_notice": "別記様式第14号",
        "yearly_report": "別記様式第15号",
        "change_certification": "別記様式第16号",
    }


def test_an_unknown_application_is_named(kit):
    with pytest.raises(EditError) as caught:
        document_list(kit.edition, kit.case(), "nothing")
    assert caught.value.code == "application_unknown"
