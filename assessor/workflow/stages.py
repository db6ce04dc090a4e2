"""Where a case stands in its course, and what to be reminded of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assessor.assessment import Assessment
from assessor.assessment.procedure import procedure_snapshot
from assessor.criteria import Edition
from assessor.criteria.procedure import Step
from assessor.evaluation import State
from assessor.messages import Language, text
from assessor.workflow.case_dates import BrokenOrder, Deadline, broken_orders, case_date, deadlines
from assessor.workflow.eligibility import procedure_evaluator
from assessor.workflow.procedure_wording import day_text

Progress = Literal["done", "current", "open", "skipped", "undecided"]
DAYS_AHEAD = {"hard": 60, "principle": 60, "expected": 14}
"""How many days before its last day a period is put forward as a reminder."""
DAYS_BEHIND = 90
"""How many days after its last day a hard period is still the next thing to do."""


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of the course in this case.

    Attributes:
        progress: `current` is the first step that is neither done nor skipped.
        on: the day it was done.
    """

    step: Step
    progress: Progress
    on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Attributes:
        steps: all steps of its course in order.
        stage: code of the current step; `certified` while only what comes after certification is left,
            `lapsed` once its last day has passed; empty where the edition has no procedure.
        certified_on: day of the certificate in force.
        valid_until: last day of the certification.
    """

    steps: tuple[StepState, ...]
    stage: str
    certified_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to do by a day, or that is late, or in the wrong order; `day` None for the last kind."""

    day: date | None
    urgency: Literal["late", "soon", "later", "wrong"]
    text: str
    deadline: Deadline | None = None
    order: BrokenOrder | None = None


def standing(edition: Edition, state: Assessment, today: date) -> Standing:
    """The steps of the case's course with what is done."""
    procedure = edition.procedure
    course = None if procedure is None else procedure.course(state.case.category)
    if course is None:
        return Standing((), "", None, None)
    evaluator, snapshot = procedure_evaluator(edition), procedure_snapshot(state, edition)
    found: list[StepState] = []
    for step in course.steps:
        holds = evaluator.holds(step.when, snapshot)
        day, is_done = _done(state, step)
        progress: Progress = "open"
        if is_done:
            progress = "done"
        elif holds is State.FALSE:
            progress = "skipped"
        elif holds is State.UNKNOWN:
            progress = "undecided"
        found.append(StepState(step, progress, day))
    found = _settled(found)
    current = next((one for one in found if one.progress == "current"), None)
    validity = next(
        (one for one in deadlines(edition, state, today) if one.period.counts == "renewals"), None
    )
    certified = None if validity is None else validity.start
    is_after = certified is not None and (current is None or current.step.after)
    stage = "certified" if is_after else "" if current is None else current.step.code
    if is_after and validity is not None and validity.due is not None and validity.due < today:
        stage = "lapsed"
    return Standing(tuple(found), stage, certified, None if validity is None else validity.due)


def reminders(
    edition: Edition, state: Assessment, today: date, language: Language = "ja"
) -> tuple[Reminder, ...]:
    """What is late, what comes soon, and dates that cannot be right, most pressing first."""
    found: list[Reminder] = []
    found.extend(
        Reminder(None, "wrong", order_text(edition, one, language), order=one)
        for one in broken_orders(edition, state, today)
    )
    for one in deadlines(edition, state, today):
        if one.due is None or one.status not in {"open", "late"}:
            continue
        key = "late" if one.status == "late" else one.period.nature
        words = text(
            f"procedure.reminder.{key}",
            language,
            name=one.period.name.in_language(language),
            day=day_text(one.due, language),
            open_day=day_text(one.open_day, language),
        )
        soon = is_near(one, today)
        found.append(Reminder(one.due, "late" if key == "late" else "soon" if soon else "later", words, one))
    rank = {"wrong": 0, "late": 1, "soon": 2, "later": 3}
    return tuple(sorted(found, key=lambda one: (rank[one.urgency], one.day or date.min)))


def order_text(edition: Edition, broken: BrokenOrder, language: Language = "ja") -> str:
    """What is wrong with the order of two dates, or what is not there before a date."""
    said = broken.order.text.in_language(language)
    then = day_text(broken.then, language)
    if broken.first is not None:
        first = day_text(broken.first, language)
        return text("procedure.reminder.order", language, text=said, first=first, then=then)
    source, _, application = broken.order.first.partition(":")
    procedure = edition.procedure
    assert procedure is not None
    asked = procedure.application_by_code[application]
    name = asked.name if source == "filed" or asked.decision is None else asked.decision
    done = procedure.fact_by_code[broken.order.then.partition(":")[2]].name
    return text(
        "procedure.reminder.order_missing",
        language,
        text=said,
        first=name.in_language(language),
        name=done.in_language(language),
        then=then,
    )


def is_near(one: Deadline, today: date) -> bool:
    """Whether the last day comes so soon that it is put forward."""
    return one.due is not None and today + timedelta(days=DAYS_AHEAD[one.period.nature]) >= one.due


def pressing(edition: Edition, state: Assessment, today: date) -> tuple[Reminder, ...]:
    """Reminders that somebody must act on: hard dates near or past, and dates in the wrong order.

    What the office intends and what binds only in principle is left out: nobody misses it.
    """
    return tuple(
        one
        for one in reminders(edition, state, today)
        if one.urgency == "wrong"
        or (one.deadline is not None and one.deadline.period.nature == "hard" and one.urgency != "later")
    )


def next_deadline(edition: Edition, state: Assessment, today: date) -> Deadline | None:
    """The nearest last day that still binds or is late; what is only expected comes after it.

    A day missed long ago does not stand before those that can still be met (it stays a reminder); where all
    were missed long ago, the one missed last is told: that of a certification that has lapsed.
    """
    rank = {"hard": 0, "expected": 2, "principle": 3}
    found: list[tuple[int, int, Deadline]] = []
    for one in deadlines(edition, state, today):
        if one.status not in {"open", "late"} or one.due is None:
            continue
        if one.period.nature == "hard" and one.due + timedelta(days=DAYS_BEHIND) < today:
            found.append((1, -one.due.toordinal(), one))
        else:
            found.append((rank[one.period.nature], one.due.toordinal(), one))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _done(state: Assessment, step: Step) -> tuple[date | None, bool]:
    if step.done is None:
        return None, False
    day = case_date(state, step.done)
    if day is not None:
        return day, True
    source, _, code = step.done.partition(":")
    fact = state.facts.get(code) if source == "fact" else None
    return None, fact is not None and fact.value is True


def _settled(steps: list[StepState]) -> list[StepState]:
    """Steps that leave no date of their own are done once a later one is; the first open one is current.

    Whether a step was taken at all, where that is not known, no later step tells.
    """
    last_done = max(
        (number for number, one in enumerate(steps) if one.progress == "done" and not one.step.after),
        default=-1,
    )
    result: list[StepState] = []
    current_found = False
    for number, one in enumerate(steps):
        progress = one.progress
        if number < last_done and progress in {"open", "undecided"}:
            # Passed by: without a date of its own it counts as done, with one it was left out.
            progress = "done" if one.step.done is None and progress == "open" else progress
        elif number > last_done and progress == "open" and not current_found:
            progress, current_found = "current", True
        result.append(StepState(one.step, progress, one.on))
    return result
