"""The examiner's desk: a received PDF opened as a case under review, and the submissions that follow.

A review lives in a document of its own (the same file format as an assessment): every look and finding is
kept at once, survives a crash, and has its history. The document holds the received PDF of each round byte
for byte, the architect's assessment as it was signed, and the examiner's records beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assessor.assessment import Assessment, Edit, from_records
from assessor.assessment.records import Key, Record
from assessor.assessment.review import KEY_TYPES, AnswerKey, Finding, FindingKey, Round, RoundKey
from assessor.assessment.review_form import ReviewForm, review_records
from assessor.errors import DocumentError, UserError
from assessor.store.peeking import peek
from assessor.workflow.changes import Changed
from assessor.workflow.documents import OpenDocument, document_of, now
from assessor.workflow.receiving import Received, receive
from assessor.workflow.review_closing import desk_round
from assessor.workflow.review_content import changes_since
from assessor.workflow.trusting import Trust


@dataclass(frozen=True, slots=True)
class NextRound:
    """What came in with the next submission.

    Attributes:
        received: the submission.
        changed: what differs from the round before; None: that one is not kept.
        altered: findings that the submission states otherwise than this desk made them, or leaves out; the
            desk's own stand.
    """

    received: Received
    changed: Changed | None
    altered: tuple[str, ...]


def earlier_review(received: Received, paths: Iterable[Path]) -> Path | None:
    """A document of this desk whose last round was returned, of the case of a later submission.

    A document that holds a file which the submission names comes before one that is only about the same case.

    Args:
        received: the submission.
        paths: documents to look into; those that cannot be read are passed over.
    """
    if received.review is None or received.number < 2:
        return None
    named = {one.file for one in received.review.rounds}
    likely: Path | None = None
    for path in paths:
        try:
            state = from_records(peek(path, ("case", "round")).records)
        except UserError:
            continue
        if not state.is_desk or state.last_round != received.number - 1:
            continue
        if state.rounds[str(state.last_round)].outcome != "returned" or state.case.edition != (
            received.edition.code
        ):
            continue
        if named & {one.sha256 for one in state.rounds.values()}:
            return path
        if likely is None and state.case.name == received.state.case.name:
            likely = path
    return likely


def open_submission(
    path: Path, *, by: str = "", trust: Trust = (), extra: Iterable[Path] = ()
) -> tuple[OpenDocument, Received]:
    """Opens a received checklist as a new case under review, after verifying it.

    A later round of which this desk has no document begins here too; what it says of the earlier rounds is
    then the architect's word, and those rounds say so (`is_claimed`).

    Args:
        path: the PDF, from anybody.
        by: the examiner.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.

    Raises:
        DocumentError: see `receive`.
        CriteriaError: its edition is not here.
        EditError: it holds something that its edition does not know.
        StoreError: no room or no permission in the data folder.
    """
    received = receive(path, trust=trust, extra=extra)
    return begin_review(received, by=by), received


def begin_review(received: Received, *, by: str = "") -> OpenDocument:
    """A new case under review, from a submission that was verified.

    Args:
        received: the submission.
        by: the examiner.

    Raises:
        EditError: it holds something that its edition does not know.
        StoreError: no room or no permission in the data folder.
    """
    moment = now()
    records: list[tuple[Key, Record]] = list(received.state.records())
    if received.review is not None:
        records += [_claimed(key, record) for key, record in review_records(received.review)]
    records.append((RoundKey(str(received.number)), _round(received, moment, by)))
    document = document_of(received.edition, from_records(records), by=by, label="receive")
    try:
        document.handle.keep_file(received.pdf)
    except BaseException:
        document.handle.close(discard=True)
        raise
    return document


def continue_review(
    document: OpenDocument,
    path: Path,
    *,
    by: str = "",
    trust: Trust = (),
    extra: Iterable[Path] = (),
) -> NextRound:
    """Takes the next submission of the same case into its document under review.

    Args:
        document: of the review, its last round returned.
        path: the PDF that was submitted again.
        by: the examiner.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.

    Raises:
        DocumentError: see `receive`; another case or edition, the same file, or the round is not returned.
        EditError: it holds something that its edition does not know.
        StoreError: it could not be kept.
    """
    _check_returned(document)
    return take_round(document, receive(path, trust=trust, extra=extra), by=by)


def _check_returned(document: OpenDocument) -> None:
    state = document.session.state
    if not desk_round(state).outcome:
        raise DocumentError("review_round_open", number=state.last_round)


def take_round(document: OpenDocument, received: Received, *, by: str = "") -> NextRound:
    """Takes a submission that was verified into the document of its review.

    Args:
        document: of the review, its last round returned.
        received: the submission.
        by: the examiner.

    Raises:
        DocumentError: another case or edition, the same file, or the round is not returned.
        EditError: it holds something that its edition does not know.
        StoreError: it could not be kept.
    """
    _check_returned(document)
    state = document.session.state
    if received.sha256 in {one.sha256 for one in state.rounds.values()}:
        raise DocumentError("review_same_file", path=str(received.path))
    _check_same_case(state, received, received.path)
    moment = now()
    before = {key: record for key, record in state.records() if key.tag not in KEY_TYPES}
    after = dict(received.state.records())
    sets: list[tuple[Key, Record | None]] = [(key, None) for key in before if key not in after]
    sets.sort(key=lambda one: one[0].tag == "place")
    sets += [(key, record) for key, record in after.items() if before.get(key) != record]
    altered: tuple[str, ...] = ()
    if received.review is not None:
        answers, altered = _answers(state, received.review)
        sets += answers
    number = state.last_round
    sets.append((RoundKey(str(number + 1)), _round(received, moment, by)))
    document.handle.keep_file(received.pdf)
    document.session.apply(Edit(tuple(sets), "receive"), by=by, at=moment, is_receipt=True)
    changed = changes_since(
        document.session.edition, document.session.state, number, document.session.evaluation
    )
    return NextRound(received, changed, altered)


def changed_rows(document: OpenDocument) -> Changed | None:
    """What differs from the round before the last; None: there was none, or it is not kept."""
    session = document.session
    return changes_since(session.edition, session.state, session.state.last_round - 1, session.evaluation)


def _round(received: Received, moment: str, by: str) -> Round:
    return Round(
        is_desk=True,
        sha256=received.sha256,
        form=received.form,
        holder=received.maker.holder,
        certificate=received.maker.fingerprint,
        agreed=received.verified.outcome == "agrees",
        received_at=moment,
        received_by=by,
    )


def _claimed(key: Key, record: Record) -> tuple[Key, Record]:
    return key, replace(record, is_desk=True, is_claimed=True) if isinstance(record, Round) else record


def _check_same_case(state: Assessment, received: Received, path: Path) -> None:
    """The submission names a round of this desk by its file, or at least it is about the same case."""
    files = {one.sha256 for one in state.rounds.values()}
    named = received.review is not None and any(one.file in files for one in received.review.rounds)
    same = (received.state.case.name, received.edition.code) == (state.case.name, state.case.edition)
    if received.edition.code != state.case.edition or not (named or same):
        found = f"{received.state.case.name} / {received.edition.code}"
        raise DocumentError("review_other_case", path=str(path), found=found)


def _answers(
    state: Assessment, review: ReviewForm
) -> tuple[list[tuple[Key, Record | None]], tuple[str, ...]]:
    """The architect's answers to this desk's open findings, and findings that the file states otherwise."""
    stated = dict(review_records(review))
    number = str(state.last_round)
    altered = []
    for name, own in state.findings.items():
        other = stated.get(FindingKey(name))
        if not isinstance(other, Finding) or (other.row, other.text, other.drawing) != (
            own.row,
            own.text,
            own.drawing,
        ):
            altered.append(name)
    altered += [
        key.finding for key in stated if isinstance(key, FindingKey) and key.finding not in state.findings
    ]
    answers: list[tuple[Key, Record | None]] = [
        (key, record)
        for key, record in stated.items()
        if isinstance(key, AnswerKey)
        and key.number == number
        and key.finding in state.findings
        and not state.findings[key.finding].settled
    ]
    return answers, tuple(altered)
