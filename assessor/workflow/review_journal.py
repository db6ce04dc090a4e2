"""What the examiner did, edit by edit: who, when, what stood there before and after, and why."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from assessor.assessment.records import Key, Record
from assessor.assessment.review import Answer, Finding, FindingKey, Look, LookKey
from assessor.messages import Language, text
from assessor.report.review_content import ExaminerEdit
from assessor.store import JournalRow
from assessor.workflow.wording import Wording

_RECEIVED = "receive"


def examiner_edits(
    wording: Wording, journal: Iterable[JournalRow], answers: dict[str, str] | None = None
) -> tuple[ExaminerEdit, ...]:
    """Every edit of a look or a finding, oldest first; what came in with a file is none.

    Args:
        wording: words of the edition in the language of the report.
        journal: of the document (`DocumentHandle.journal`).
        answers: last answer to each finding, told where the finding was settled by it.
    """
    return tuple(
        ExaminerEdit(
            row.seq,
            _moment(row.at),
            row.by,
            _what(wording, key),
            _shown(wording, before),
            _shown(wording, after),
            _why(wording.language, key, before, after, answers or {}),
        )
        for row in journal
        if row.label != _RECEIVED
        for key, before, after in row.changes
        if isinstance(key, LookKey | FindingKey) and before != after
    )


def _what(wording: Wording, key: Key) -> str:
    if isinstance(key, FindingKey):
        return text("review.journal.finding", wording.language, id=key.finding)
    assert isinstance(key, LookKey)
    row = wording.edition.rows.get(key.row)
    name = key.row if row is None else f"{key.row} {wording.title(row)}"
    return text("review.journal.look", wording.language, row=name, round=key.number)


def _shown(wording: Wording, record: Record | None) -> str:
    match record:
        case Look(state=state, verdict=verdict):
            said = text(f"review.look.{state}", wording.language)
            return f"{said}\n{wording.mark(verdict)} {wording.verdict(verdict)}" if verdict else said
        case Finding(text=asked, settled=settled):
            if not settled:
                return asked
            return f"{asked}\n{text('review.journal.settled', wording.language, round=settled)}"
        case _:
            return ""


def _why(
    language: Language, key: Key, before: Record | None, after: Record | None, answers: dict[str, str]
) -> str:
    match after:
        case Look(note=note):
            return note
        case Finding(settled=settled) if settled and isinstance(key, FindingKey):
            was = before.settled if isinstance(before, Finding) else 0
            answer = answers.get(key.finding, "")
            return text("review.journal.answered", language, text=answer) if answer and not was else ""
        case Finding(drawing=drawing):
            return text("review.journal.drawing", language, drawing=drawing) if drawing else ""
        case _:
            return ""


def last_answers(answers: Mapping[str, Mapping[str, Answer]]) -> dict[str, str]:
    """The text of the last answer to each finding."""
    return {name: given[max(given, key=int)].text for name, given in answers.items() if given}


def _moment(at: str) -> str:
    """Day and minute, in the time of this machine; what is no time stays as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
