"""Facts as they are asked and shown, notes, and where a case stands in its course."""

from datetime import date

import pytest

from assessor.workflow.facts import fact_groups, notes
from assessor.workflow.stages import next_deadline, reminders, standing


def lines(kit, state, language="ja"):
    return {
        line.asked.code: line for group in fact_groups(kit.edition, state, language) for line in group.lines
    }


def test_facts_by_group(kit):
    groups = fact_groups(kit.edition, kit.case())
    assert [group.code for group in groups] == [
        "eligibility", "filing", "works", "management", "municipality", "subsidy",
    ]  # fmt: skip
    assert "provisional_certification" not in lines(kit, kit.case())
    existing = lines(kit, kit.case("existing"))
    assert "provisional_certification" in existing
    assert "works_started_on" not in existing


def test_answers_in_words(kit):
    state = kit.case(
        agent_files=True,
        subsidy=False,
        built_on="1981-06-01",
        fire_resistance="fireproof",
        manager_name="髙﨑",
    )
    shown = {code: line.shown for code, line in lines(kit, state).items() if line.shown}
    assert shown == {
        "agent_files": "はい",
        "subsidy": "いいえ",
        "built_on": "1981年6月1日",
        "fire_resistance": "耐火構造",
        "manager_name": "髙﨑",
    }
    assert lines(kit, state, "en")["built_on"].shown == "1 June 1981"


@pytest.mark.parametrize("topic", ["subsidy", "prompt", "office", "advertising", "management"])
def test_notes(kit, topic):
    for language in ("ja", "en"):
        assert notes(kit.edition, topic, language)


def steps(kit, state, today="2026-05-01"):
    found = standing(kit.edition, state, date.fromisoformat(today))
    return found.stage, {one.step.code: one.progress for one in found.steps}


def test_a_new_case_begins_with_the_guideline(kit):
    stage, found = steps(kit, kit.case())
    assert stage == "guideline"
    assert found["opinion"] == "undecided"
    assert found["application"] == "open"
    assert steps(kit, kit.case("existing"))[0] == "consultation"


def test_after_the_consultation_the_office_inquires(kit):
    state = kit.filing(kit.case(guideline_checked=True), "consultation", filed="2026-04-10")
    stage, found = steps(kit, state)
    assert stage == "inquiry"
    assert (found["guideline"], found["consultation"], found["inquiry"]) == ("done", "done", "current")


def test_without_an_opinion_its_steps_are_skipped(kit):
    state = kit.filing(kit.case(opinion_received=False), "consultation", filed="2026-04-10")
    state = kit.filing(state, "design_certification", filed="2026-05-10")
    stage, found = steps(kit, state)
    assert stage == "design_certificate"
    assert (found["opinion"], found["opinion_report"], found["inquiry"]) == ("skipped", "skipped", "done")
    assert found["guideline"] == "open"  # passed by, and still not done


def test_what_is_not_known_is_not_called_done_by_a_later_step(kit):
    """Whether the municipality gave an opinion, no later date tells."""
    state = kit.filing(kit.case(), "consultation", filed="2026-05-10")
    state = kit.filing(state, "design_certification", filed="2026-06-10")
    found = standing(kit.edition, state, date(2026, 7, 1))
    progress = {one.step.code: one.progress for one in found.steps}
    assert progress["municipality_opinion"] == progress["opinion"] == "undecided"
    assert progress["inquiry"] == "done"  # that one is always taken
    assert found.stage == "design_certificate"


def test_the_steps_of_the_handbook(kit):
    """Lines 295-345 and 353-382: marks ア to オ, and ア to エ without a design certification."""
    courses = {course.categories: course for course in kit.edition.procedure.courses}
    new = courses["new", "renovation"]
    existing = courses["existing",]
    assert [(one.mark, one.code) for one in new.steps if one.mark] == [
        ("ア", "consultation"), ("イ", "inquiry"), ("ウ", "design_application"), ("エ", "application"),
        ("オ", "change"),
    ]  # fmt: skip
    assert [(one.mark, one.code) for one in existing.steps if one.mark] == [
        ("ア", "consultation"), ("イ", "inquiry"), ("ウ", "application"), ("エ", "change"),
    ]  # fmt: skip


def test_reminders_in_order(kit):
    state = kit.filing(kit.case(subsidy=False), "certification", filed="2026-01-10", decided="2026-01-31")
    found = reminders(kit.edition, state, date(2026, 3, 1))
    assert [(one.urgency, one.deadline.period.code) for one in found] == [
        ("late", "manager_notice"), ("later", "validity"), ("later", "yearly_report"),
    ]  # fmt: skip
    soon = reminders(kit.edition, state, date(2026, 12, 5), "en")
    assert [one.urgency for one in soon] == ["late", "soon", "soon"]
    assert "31 January 2027" in soon[1].text
    assert "29 January 2027" in soon[1].text  # the last open day: the 31st is a Sunday
    assert next_deadline(kit.edition, state, date(2026, 3, 1)).period.code == "manager_notice"
    assert next_deadline(kit.edition, kit.case(), date(2026, 3, 1)) is None


def test_what_is_expected_reminds_softly(kit):
    state = kit.filing(kit.case(subsidy=False), "consultation", filed="2026-04-10")
    [one] = reminders(kit.edition, state, date(2026, 4, 11))
    assert one.urgency == "later"
    assert "見込み" in one.text
