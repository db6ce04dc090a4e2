"""Dates of a case by the references of its procedure, periods and their last days, broken orders."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of, procedure_snapshot
from assessor.assessment.records import Filing
from assessor.criteria import Edition
from assessor.criteria.procedure import DateOrder, Period
from assessor.evaluation import State
from assessor.evaluation.days import last_day, open_day_before
from assessor.workflow.eligibility import procedure_evaluator

DeadlineStatus = Literal["open", "late", "met", "met_late", "not_started"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of the procedure as it runs in this case.

    Attributes:
        round: 1 for the first time, counted up for periods that come again.
        start: the day it is counted from; None: that day is not known.
        due: its last day; None as above.
        open_day: the last day up to `due` on which offices are open.
        printed: `due` is printed on a certificate and not counted.
    """

    period: Period
    round: int
    start: date | None
    due: date | None
    open_day: date | None
    status: DeadlineStatus
    printed: bool = False


@dataclass(frozen=True, slots=True)
class BrokenOrder:
    """Two dates in the wrong order, or a date for which what must come before it never happened.

    Attributes:
        first: None: what must come first was not done (no such filing, or no answer to it).
    """

    order: DateOrder
    first: date | None
    then: date


def filings_of(state: Assessment, application: str) -> list[tuple[str, Filing]]:
    """Filings of an application, in the order of filing; those being prepared last."""
    found = [(code, one) for code, one in state.filings.items() if one.application == application]
    return sorted(found, key=lambda item: (item[1].filed or "9999", item[1].order, item[0]))


def case_date(state: Assessment, reference: str) -> date | None:
    """The day a reference means: the first filing, the last decision, or a fact."""
    source, _, name = reference.partition(":")
    if source == "fact":
        fact = state.facts.get(name)
        return day_of(fact.value) if fact is not None and isinstance(fact.value, str) else None
    filings = [one for _, one in filings_of(state, name)]
    if source == "filed":
        days = [day for one in filings if (day := day_of(one.filed)) is not None]
        return days[0] if days else None
    days = [day for one in filings if (day := day_of(one.decided)) is not None]
    return days[-1] if days else None


def deadlines(edition: Edition, state: Assessment, today: date) -> tuple[Deadline, ...]:
    """Every period of the procedure that concerns the case, with its present round, soonest first.

    Periods whose start is not known come last, with status `not_started`.
    """
    procedure = edition.procedure
    if procedure is None:
        return ()
    evaluator, snapshot = procedure_evaluator(edition), procedure_snapshot(state, edition)
    found = [
        _deadline(state, period, today)
        for period in procedure.periods
        if state.case.category in period.categories
        and evaluator.holds(period.when, snapshot) is not State.FALSE
    ]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or date.max)))


def broken_orders(edition: Edition, state: Assessment, today: date | None = None) -> tuple[BrokenOrder, ...]:
    """Dates that do not follow each other as the procedure asks.

    What was done on the ground (a contract, works) cannot be undone: without the filing or decision it needs,
    it is in the wrong order too. A filing without an earlier date is not: that date may only not be entered.

    Args:
        edition: whose procedure asks.
        state: the assessment.
        today: a contract or works planned after this day can still wait; None: they count as done.
    """
    procedure = edition.procedure
    found: list[BrokenOrder] = []
    told: set[tuple[str, str]] = set()
    for order in () if procedure is None else procedure.orders:
        if state.case.category not in order.categories:
            continue
        first, then = case_date(state, order.first), case_date(state, order.then)
        if then is None:
            continue
        if first is None:
            is_needed = not order.first.startswith("fact:") and order.then.startswith("fact:")
            is_done = today is None or then <= today
            # Of what was not filed in time there can be no decision either: one sentence says it.
            if not is_needed or not is_done or (order.first.partition(":")[2], order.then) in told:
                continue
        elif then > first or (then == first and order.same_day):
            continue
        if order.first.startswith("filed:"):
            told.add((order.first.partition(":")[2], order.then))
        found.append(BrokenOrder(order, first, then))
    return tuple(found)


def _deadline(state: Assessment, period: Period, today: date) -> Deadline:
    start = case_date(state, period.start)
    if start is None:
        return Deadline(period, 1, None, None, None, "not_started")
    if period.every:
        return _recurring(state, period, start, today)
    due = last_day(start, period.months, period.counting)
    if period.met is None:  # a duty that lasts: nobody waits for anything, it ends with its last day
        status: DeadlineStatus = "met" if today > due else "open"
        return Deadline(period, 1, start, due, open_day_before(due), status)
    met = case_date(state, period.met)
    if met is not None and met < start:
        met = None
    return Deadline(period, 1, start, due, open_day_before(due), _status(met, due, today))


def _recurring(state: Assessment, period: Period, start: date, today: date) -> Deadline:
    """The present round: one more than the filings that carried the period on.

    What was filed before the day it is counted from belongs to an earlier certification.
    """
    filed = [
        one
        for _, one in filings_of(state, (period.met or "").partition(":")[2])
        if (day := day_of(one.filed)) is not None and day >= start
    ]
    counted = filed if period.counts == "filings" else _in_time(state, period, start, filed)
    ended = bool(filed) and filed[-1].renewal == "end"
    if ended and period.counts == "filings":
        counted = counted[:-1]  # that report ended the present round, and there is no next one
    certified = [one for _, one in filings_of(state, period.start.partition(":")[2]) if one.decided]
    number = len(counted) + 1
    due, printed = last_day(start, period.months * number, period.counting), False
    # A last day on a certificate prevails, and later rounds go on from the last one that was printed.
    for rounds_since, one in enumerate([*reversed(counted), *certified[-1:]]):
        day = day_of(one.valid_until)
        if day is not None:
            printed = rounds_since == 0
            due = day if printed else last_day(day, period.months * rounds_since, "first_day_out")
            break
    met = day_of(filed[-1].filed) if ended else None
    return Deadline(
        period, number, start, due, open_day_before(due), _status(met, due, today), printed=printed
    )


def _in_time(state: Assessment, period: Period, start: date, filed: list[Filing]) -> list[Filing]:
    """Renewals up to the first that came when the period had run out: what has ended is not carried on.

    A last day printed on an answer says that the office took it all the same.
    """
    certified = [one for _, one in filings_of(state, period.start.partition(":")[2]) if one.decided]
    printed = day_of(certified[-1].valid_until) if certified else None
    due = printed or last_day(start, period.months, period.counting)
    since, rounds = printed or start, 0 if printed else 1
    found: list[Filing] = []
    for one in filed:
        if one.renewal != "renew":
            continue
        day, printed = day_of(one.filed), day_of(one.valid_until)
        if printed is None and day is not None and day > due:
            break
        found.append(one)
        if printed is not None:
            since, rounds, due = printed, 0, printed
            continue
        rounds += 1
        due = last_day(since, period.months * rounds, period.counting if since == start else "first_day_out")
    return found


def _status(met: date | None, due: date, today: date) -> DeadlineStatus:
    if met is not None:
        return "met" if met <= due else "met_late"
    return "late" if today > due else "open"
