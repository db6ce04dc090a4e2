"""Periods as they are counted (Civil Code, art. 140 and 143), deadlines of a case, orders of dates."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.evaluation.days import as_number, is_closed, last_day, open_day_before
from assessor.workflow.case_dates import broken_orders, deadlines
from assessor.workflow.stages import next_deadline, pressing, reminders, standing

days = st.dates(date(1980, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "counting", "expected"),
    [
        # 「から起算して」: the day itself counts.
        ("2026-04-10", 1, "first_day_in", "2026-05-09"),
        ("2026-04-01", 1, "first_day_in", "2026-04-30"),
        ("2026-01-31", 1, "first_day_in", "2026-02-28"),  # no 31 February: the end of that month
        ("2026-01-30", 1, "first_day_in", "2026-02-28"),
        ("2026-01-29", 1, "first_day_in", "2026-02-28"),
        ("2028-01-29", 1, "first_day_in", "2028-02-28"),  # 29 February is there: the day before it
        ("2028-01-30", 1, "first_day_in", "2028-02-29"),
        ("2026-03-31", 1, "first_day_in", "2026-04-30"),
        ("2026-02-28", 1, "first_day_in", "2026-03-27"),
        ("2026-12-15", 1, "first_day_in", "2027-01-14"),
        ("2026-12-01", 1, "first_day_in", "2026-12-31"),
        # The first day does not count (art. 140).
        ("2026-04-10", 1, "first_day_out", "2026-05-10"),
        ("2026-03-31", 1, "first_day_out", "2026-04-30"),
        ("2026-01-31", 1, "first_day_out", "2026-02-28"),
        ("2026-01-30", 1, "first_day_out", "2026-02-28"),
        ("2026-04-10", 12, "first_day_out", "2027-04-10"),
        ("2028-02-29", 12, "first_day_out", "2029-02-28"),
        ("2028-02-29", 48, "first_day_out", "2032-02-29"),
        ("2027-02-28", 12, "first_day_out", "2028-02-29"),  # from 1 March to the end of February
        ("2026-04-10", 120, "first_day_out", "2036-04-10"),
        ("2026-08-31", 6, "first_day_out", "2027-02-28"),
    ],
)
def test_last_days(start, months, counting, expected):
    assert last_day(date.fromisoformat(start), months, counting) == date.fromisoformat(expected)


@given(days, st.integers(1, 130))
def test_counting_the_day_itself_ends_a_day_earlier_or_on_the_same_month_end(start, months):
    inside, outside = (last_day(start, months, one) for one in ("first_day_in", "first_day_out"))
    assert inside <= outside <= inside + timedelta(days=4)
    assert last_day(start - timedelta(days=1), months, "first_day_out") == inside


@given(days, st.integers(1, 60))
def test_a_period_ends_where_the_next_begins(start, months):
    """The last day is the day before the one that answers to the first, or a month's end."""
    end = last_day(start, months, "first_day_in")
    after = end + timedelta(days=1)
    is_answer = after.day == start.day
    is_month_end = end.day == calendar.monthrange(end.year, end.month)[1]
    assert is_answer or is_month_end
    assert (after.year * 12 + after.month) - (start.year * 12 + start.month) in {months, months + 1}


@pytest.mark.parametrize(
    "closed",
    [
        "2026-01-01", "2026-01-03", "2026-01-12", "2026-02-11", "2026-02-23", "2026-03-20", "2026-04-29",
        "2026-05-06", "2026-07-20", "2026-08-11", "2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12",
        "2026-11-03", "2026-11-23", "2026-12-29", "2026-11-21", "2025-02-24", "2024-02-12", "2027-03-22",
    ],
)  # fmt: skip
def test_closed_days(closed):
    assert is_closed(date.fromisoformat(closed))


@pytest.mark.parametrize("open_day", ["2026-01-05", "2026-05-07", "2026-09-24", "2026-11-20", "2026-12-28"])
def test_open_days(open_day):
    assert not is_closed(date.fromisoformat(open_day))


def test_the_open_day_before():
    assert open_day_before(date(2026, 5, 6)) == date(2026, 5, 1)
    assert open_day_before(date(2027, 1, 3)) == date(2026, 12, 28)
    assert open_day_before(date(2026, 11, 20)) == date(2026, 11, 20)


def test_days_compare_as_numbers():
    assert as_number(date(1981, 6, 1)) == 19810601


def certified(kit, category="new", on="2026-04-10", **fields):
    state = kit.case(category, subsidy=False)
    return kit.filing(state, "certification", filed="2026-03-01", decided=on, **fields)


def by_code(kit, state, today):
    return {one.period.code: one for one in deadlines(kit.edition, state, date.fromisoformat(today))}


def test_before_anything_is_filed(kit):
    found = deadlines(kit.edition, kit.case(subsidy=False), date(2026, 4, 1))
    assert {one.status for one in found} == {"not_started"}
    assert {one.period.code for one in found} == {
        "opinion_notice", "design_review", "manager_notice", "validity", "yearly_report",
    }  # fmt: skip


def test_expected_and_hard_periods_are_told_apart(kit):
    state = kit.filing(kit.case(subsidy=False), "consultation", filed="2026-04-10")
    notice = by_code(kit, state, "2026-04-20")["opinion_notice"]
    assert (notice.period.nature, notice.due.isoformat(), notice.status) == ("expected", "2026-05-10", "open")
    assert notice.open_day == date(2026, 5, 8)
    done = kit.filing(state, "consultation", filed="2026-04-10", decided="2026-05-20")
    assert by_code(kit, done, "2026-06-01")["opinion_notice"].status == "met_late"


@pytest.mark.parametrize(
    ("filed", "today", "status"),
    [
        (None, "2026-05-09", "open"),
        (None, "2026-05-10", "late"),
        ("2026-05-09", "2026-06-01", "met"),
        ("2026-05-10", "2026-06-01", "met_late"),
        ("2026-04-01", "2026-04-20", "open"),  # before the certificate: that was another one
    ],
)
def test_the_notice_of_the_person_responsible(kit, filed, today, status):
    """Line 388: within a month counted from 10 April."""
    state = certified(kit)
    if filed:
        state = kit.filing(state, "manager_notice", filed=filed)
    found = by_code(kit, state, today)["manager_notice"]
    assert (found.due, found.status) == (date(2026, 5, 9), status)


def test_reports_and_renewals_carry_the_years_on(kit):
    """Lines 72, 396 and 75."""
    state = certified(kit)
    found = by_code(kit, state, "2026-05-01")
    assert found["validity"].due == found["yearly_report"].due == date(2027, 4, 10)
    state = kit.filing(state, "yearly_report", "r1", filed="2027-04-01", renewal="renew")
    found = by_code(kit, state, "2027-05-01")
    assert (found["yearly_report"].round, found["yearly_report"].due) == (2, date(2028, 4, 10))
    assert found["validity"].due == date(2028, 4, 10)
    state = kit.filing(state, "yearly_report", "r2", filed="2028-04-01")
    found = by_code(kit, state, "2028-05-01")
    assert found["yearly_report"].due == date(2029, 4, 10)
    assert (found["validity"].due, found["validity"].status) == (date(2028, 4, 10), "late")  # not renewed


def test_a_certification_that_is_not_renewed_ends(kit):
    state = certified(kit)
    state = kit.filing(state, "yearly_report", "r1", filed="2027-04-01", renewal="end")
    found = by_code(kit, state, "2030-01-01")
    assert (found["yearly_report"].status, found["yearly_report"].round) == ("met", 1)
    assert (found["validity"].due, found["validity"].status) == (date(2027, 4, 10), "met")


def test_the_day_on_the_certificate_prevails(kit):
    state = certified(kit, valid_until="2027-04-09")
    found = by_code(kit, state, "2026-05-01")["validity"]
    assert (found.due, found.printed) == (date(2027, 4, 9), True)
    state = kit.filing(state, "yearly_report", "r1", filed="2027-04-01", renewal="renew")
    found = by_code(kit, state, "2027-05-01")["validity"]
    assert (found.due, found.printed) == (date(2028, 4, 9), False)


def test_ten_years_after_a_subsidy(kit):
    """Line 416."""
    state = kit.case(subsidy=True, subsidy_works_completed_on="2026-03-31")
    duty = by_code(kit, state, "2026-04-01")["subsidy_duty"]
    assert (duty.due, duty.status, duty.period.nature) == (date(2036, 3, 31), "open", "principle")
    assert by_code(kit, state, "2036-04-01")["subsidy_duty"].status == "met"
    assert "subsidy_duty" not in by_code(kit, kit.facts(state, subsidy=False), "2026-04-01")


def test_existing_buildings_wait_for_no_design_review(kit):
    assert "design_review" not in by_code(kit, kit.case("existing", subsidy=False), "2026-04-01")


@pytest.mark.parametrize(
    ("facts", "filings", "broken"),
    [
        (
            {"works_started_on": "2026-06-01"},
            [("design_certification", "2026-05-31", "")],
            ["works_after_certificate"],  # filed in time, but nothing was decided yet
        ),
        (
            {"works_started_on": "2026-06-01"},
            [("design_certification", "2026-05-01", "2026-05-31")],
            [],
        ),
        (
            {"works_started_on": "2026-06-01"},
            [("design_certification", "2026-06-01", "")],
            ["design_before_works"],
        ),
        ({"works_started_on": "2026-04-15"}, [("consultation", "2026-04-01", "")], ["design_before_works"]),
        (
            {"confirmation_applied_on": "2025-04-10", "confirmation_received_on": "2025-04-09"},
            [],
            ["confirmation_in_order"],
        ),
        ({"contract_on": "2026-04-10"}, [], ["contract_after_certificate"]),
        ({"works_started_on": "2026-04-15"}, [("certification", "", "")], ["design_before_works"]),
        (
            {"works_started_on": "2026-04-15", "works_completed_on": "2026-04-01"},
            [("design_certification", "2026-02-01", "2026-03-01")],
            ["works_in_order"],
        ),
        (
            {"contract_on": "2026-06-01", "works_started_on": "2026-06-20"},
            [("design_certification", "2026-05-01", "2026-06-02")],
            ["contract_after_certificate"],
        ),
        ({"works_completed_on": "2027-01-10"}, [("certification", "2027-01-10", "")], []),
        (
            {"works_completed_on": "2027-01-10"},
            [("certification", "2027-01-09", "")],
            ["application_after_works"],
        ),
        (
            {},
            [("consultation", "2026-05-02", ""), ("design_certification", "2026-05-01", "")],
            ["design_after_consultation"],
        ),
    ],
)
def test_orders(kit, facts, filings, broken):
    state = kit.case(**facts)
    for application, filed, decided in filings:
        state = kit.filing(state, application, filed=filed, decided=decided)
    assert [one.order.code for one in broken_orders(kit.edition, state)] == broken


def test_works_without_a_design_filing_press_and_are_said(kit):
    """Lines 315 and 329: the design is filed and certified before works start."""
    state = kit.filing(kit.case(works_started_on="2026-04-15"), "consultation", filed="2026-05-10")
    found = pressing(kit.edition, state, date(2026, 9, 1))
    assert [one.order.order.code for one in found if one.order] == ["design_before_works"]
    assert "設計認定申請書" in found[0].text
    assert "2026年4月15日" in found[0].text
    assert "None" not in reminders(kit.edition, state, date(2026, 9, 1), "en")[0].text


def test_works_that_are_only_planned_can_wait_for_the_certificate(kit):
    state = kit.case(works_started_on="2026-12-15")
    assert pressing(kit.edition, state, date(2026, 9, 1)) == ()
    assert pressing(kit.edition, state, date(2026, 12, 15))


@pytest.mark.parametrize(("answer", "waits"), [(True, True), (None, True), (False, False)])
def test_nobody_waits_for_a_notice_where_the_municipality_has_no_opinion(kit, answer, waits):
    """Lines 305-307: the notice follows a written opinion."""
    state = kit.filing(kit.case(subsidy=False, opinion_received=answer), "consultation", filed="2026-04-10")
    assert ("opinion_notice" in by_code(kit, state, "2026-06-01")) is waits


@pytest.mark.parametrize(
    ("today", "filings", "codes"),
    [
        ("2026-03-01", [], []),
        ("2026-04-20", [("certification", "2026-03-01", "2026-04-10")], ["manager_notice"]),
        ("2026-04-20", [("consultation", "2026-01-01", "")], []),  # only expected
        (
            "2027-03-01",
            [("certification", "2026-03-01", "2026-04-10"), ("manager_notice", "2026-04-20", "")],
            ["validity", "yearly_report"],
        ),
        (
            "2026-12-01",
            [("certification", "2026-03-01", "2026-04-10"), ("manager_notice", "2026-04-20", "")],
            [],
        ),
    ],
)
def test_what_somebody_must_act_on(kit, today, filings, codes):

    state = kit.case(subsidy=True, subsidy_works_completed_on="2016-05-01")
    for application, filed, decided in filings:
        state = kit.filing(state, application, filed=filed, decided=decided)
    found = pressing(kit.edition, state, date.fromisoformat(today))
    assert [one.deadline.period.code for one in found] == codes


def test_a_renewal_after_the_last_day_does_not_carry_the_certification_on(kit):
    state = certified(kit)  # 2026-04-10
    state = kit.filing(state, "yearly_report", "r1", filed="2027-04-11", renewal="renew")
    found = by_code(kit, state, "2027-06-01")
    assert (found["validity"].due, found["validity"].status) == (date(2027, 4, 10), "late")
    assert found["yearly_report"].due == date(2028, 4, 10)  # the report itself was made
    assert standing(kit.edition, state, date(2027, 6, 1)).stage == "lapsed"
    in_time = kit.filing(state, "yearly_report", "r1", filed="2027-04-10", renewal="renew")
    assert by_code(kit, in_time, "2027-06-01")["validity"].due == date(2028, 4, 10)
    printed = {"renewal": "renew", "valid_until": "2028-04-10"}
    taken = kit.filing(state, "yearly_report", "r1", filed="2027-04-11", **printed)
    assert by_code(kit, taken, "2027-06-01")["validity"].due == date(2028, 4, 10)
    assert standing(kit.edition, taken, date(2027, 6, 1)).stage == "certified"


def test_reports_before_a_new_certification_belong_to_the_old_one(kit):
    state = kit.filing(kit.case(), "certification", "c1", filed="2024-01-01", decided="2024-02-01")
    state = kit.filing(state, "yearly_report", "r1", filed="2025-01-15", renewal="renew")
    state = kit.filing(state, "certification", "c2", filed="2026-05-01", decided="2026-06-01")
    assert by_code(kit, state, "2026-07-01")["validity"].due == date(2027, 6, 1)


def test_a_lapsed_certification_is_no_longer_called_certified(kit):
    state = certified(kit, on="2024-02-28")
    assert standing(kit.edition, state, date(2025, 2, 28)).stage == "certified"
    assert standing(kit.edition, state, date(2025, 3, 1)).stage == "lapsed"


def test_the_next_day_is_not_stuck_on_one_missed_long_ago(kit):
    state = certified(kit, on="2026-04-10")  # nobody gave notice of the person responsible

    def following(today):
        found = next_deadline(kit.edition, state, date.fromisoformat(today))
        return found.period.code, found.due.isoformat()

    assert following("2026-06-01") == ("manager_notice", "2026-05-09")
    assert following("2026-11-21") == ("validity", "2027-04-10")
    assert following("2028-01-01") == ("validity", "2027-04-10")  # it has lapsed
