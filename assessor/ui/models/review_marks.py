"""What a review says of a row, in a few words for the table: the examiner's mark and verdict, or findings."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from assessor.assessment import Assessment
from assessor.assessment.review import KEY_TYPES, AnswerKey, Finding, FindingKey, LookKey
from assessor.assessment.review_edits import findings_of
from assessor.messages import text
from assessor.workflow.session import Outcome
from assessor.workflow.wording import Wording

Tone = Literal["soft", "good", "warn", "bad"]
REVIEW_FILTERS = {True: "unseen", False: "returned"}
"""The further filter of the table: at the desk, and in the architect's document."""


class ReviewMark(NamedTuple):
    """One cell.

    Attributes:
        text: its words; empty: nothing is said.
        tone: colour.
    """

    text: str = ""
    tone: Tone = "soft"


def review_mark(state: Assessment, wording: Wording, row: str) -> ReviewMark:
    """The mark of a row: at the desk look and own verdict, in the architect's document open findings."""
    opened = [name for name, one in findings_of(state, row).items() if not one.settled]
    if not state.is_desk:
        return _findings(state, wording, opened)
    look = state.looks.get(str(state.last_round), {}).get(row)
    if look is None:
        return ReviewMark(text("review.look.none", wording.language))
    tones: dict[str, Tone] = {"confirmed": "good", "finding": "bad", "deferred": "warn"}
    said = text(f"review.look.{look.state}", wording.language)
    own = f" {wording.mark(look.verdict)}{wording.verdict(look.verdict)}" if look.verdict else ""
    return ReviewMark(said + own, tones[look.state])


def _findings(state: Assessment, wording: Wording, opened: Collection[str]) -> ReviewMark:
    if not opened:
        return ReviewMark()
    number = str(state.last_round)
    left = sum(number not in state.answers.get(name, {}) for name in opened)
    key = "review.mark.open" if left else "review.mark.answered"
    return ReviewMark(text(key, wording.language, count=left or len(opened)), "bad" if left else "good")


def passes_review(state: Assessment, name: str, row: str) -> bool:
    """Whether a row passes a filter of the review."""
    if name == "unseen":
        return row not in state.looks.get(str(state.last_round), {})
    return any(not one.settled for one in findings_of(state, row).values())


def marked_rows(state: Assessment, outcome: Outcome) -> set[str]:
    """Rows whose mark an edit may have changed."""
    found: set[str] = set()
    taken_back = dict(outcome.inverse.sets)
    for key in outcome.keys:
        if isinstance(key, LookKey):
            found.add(key.row)
        elif isinstance(key, FindingKey | AnswerKey):
            before = taken_back.get(key)
            one = before if isinstance(before, Finding) else state.findings.get(key.finding)
            if one is not None:
                found.add(one.row)
        elif key.tag in KEY_TYPES:
            found |= {one.row for one in state.findings.values()}
    return found
