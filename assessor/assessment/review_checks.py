"""What the records of a review may hold, and whose hand may write them."""

import re
from typing import TYPE_CHECKING

from assessor.assessment.review import (
    KEY_TYPES,
    Answer,
    AnswerKey,
    Finding,
    FindingKey,
    Look,
    LookKey,
    Round,
    RoundKey,
)
from assessor.criteria import Edition
from assessor.errors import EditError

if TYPE_CHECKING:
    from assessor.assessment.records import Key, Record
    from assessor.assessment.state import Assessment, Edit

MAX_ROUNDS = 99
MAX_TEXT = 20_000
_ROUND = re.compile(r"[1-9][0-9]?")
_FINDING = re.compile(r"R[1-9][0-9]?-[1-9][0-9]{0,4}")
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_LOOKS = frozenset({"confirmed", "finding", "deferred"})
_VERDICTS = frozenset({"", "conforming", "not_conforming", "not_applicable"})
_OUTCOMES = frozenset({"", "returned", "approved"})
_DESK = frozenset({"look", "finding"})


def check_review(edition: Edition, key: "Key", record: "Record") -> None:
    """Refuses a record of a review that is none.

    Raises:
        EditError: a number, id, row, word or digest that cannot be, or a finding or answer without text.
    """
    match key, record:
        case RoundKey(number=number), Round():
            _check_number(number)
            digests = (record.sha256, record.certificate, record.closed_certificate)
            if record.outcome not in _OUTCOMES or not all(map(_SHA256.fullmatch, digests)):
                raise EditError("review_record", what=f"R{number}")
            _check_texts(f"R{number}", record.remark)
        case LookKey(number=number, row=row), Look():
            _check_number(number)
            _check_row(edition, row)
            if record.state not in _LOOKS or record.verdict not in _VERDICTS:
                raise EditError("review_record", what=f"R{number} {row}")
            _check_texts(row, record.note)
        case FindingKey(finding=finding), Finding():
            if not _FINDING.fullmatch(finding):
                raise EditError("review_record", what=finding)
            if record.row:
                _check_row(edition, record.row)
            if not (1 <= record.round <= MAX_ROUNDS and 0 <= record.settled <= MAX_ROUNDS):
                raise EditError("review_record", what=finding)
            if not record.text.strip():
                raise EditError("finding_empty")
            _check_texts(finding, record.text, record.drawing)
        case AnswerKey(finding=finding, number=number), Answer():
            _check_number(number)
            if not record.text.strip():
                raise EditError("answer_empty", finding=finding)
            _check_texts(finding, record.text, record.drawing)
        case _:
            raise EditError("record_mismatch", key=str(key))


def check_hand(state: "Assessment", edit: "Edit") -> None:
    """Refuses what the other side alone may write.

    On the examiner's desk the architect's assessment and answers are read-only, and so are rounds that are
    closed; in the architect's document the examiner's findings are. Receiving a file is no such edit.

    Raises:
        EditError: `review_read_only`.
    """
    desk = state.is_desk
    for key, _ in edit.sets:
        is_review = key.tag in KEY_TYPES
        if desk and (key.tag not in _DESK or not state.is_round_open):
            raise EditError("review_read_only", what=str(key[0]))
        if not desk and is_review and not _is_answerable(state, key):
            raise EditError("review_read_only", what=str(key[0]))


def _is_answerable(state: "Assessment", key: "Key") -> bool:
    """Whether this is an answer to a finding that is open, in the round that was returned last."""
    if not isinstance(key, AnswerKey):
        return False
    found = state.findings.get(key.finding)
    return found is not None and not found.settled and key.number == str(state.last_round)


def _check_number(number: str) -> None:
    if not _ROUND.fullmatch(number):
        raise EditError("review_record", what=f"R{number}")


def _check_row(edition: Edition, row: str) -> None:
    if row not in edition.rows:
        raise EditError("row_unknown", row=row, edition=edition.code)


def _check_texts(what: str, *texts: str) -> None:
    if any(len(one) > MAX_TEXT for one in texts):
        raise EditError("review_text_long", what=what, limit=MAX_TEXT)
