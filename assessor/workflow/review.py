"""The examiner's desk: a received PDF opened as a case under review, returned with findings or approved.

A review lives in a document of its own (the same file format as an assessment): every look and finding is
kept at once, survives a crash, and has its history. The document holds the received PDF of each round byte
for byte, the architect's assessment as it was signed, and the examiner's records beside it.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessor.assessment import Assessment, Edit, from_records
from assessor.assessment.records import Key, Record
from assessor.assessment.review import KEY_TYPES, AnswerKey, Finding, FindingKey, Round, RoundKey
from assessor.assessment.review_edits import closing, not_looked_at, open_findings, present_round
from assessor.assessment.review_form import ReviewForm, review_records, to_review, write_review
from assessor.errors import DocumentError
from assessor.evaluation import Evaluation
from assessor.messages import Language, text
from assessor.workflow.changes import Changed
from assessor.workflow.documents import OpenDocument, document_of, now
from assessor.workflow.exporting import SigningChoice, archived, read_seal
from assessor.workflow.files import write_output
from assessor.workflow.interchange import form_bytes
from assessor.workflow.receiving import Received, receive
from assessor.workflow.review_content import changes_since, review_data

if TYPE_CHECKING:
    from assessor.signing.keys import SigningKey

Step = Literal["draw", "sign", "write"]
Progress = Callable[[Step], None]


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


@dataclass(frozen=True, slots=True)
class Closed:
    """A round that was returned or approved.

    Attributes:
        path: the signed file that was written.
        outcome: `returned` or `approved`.
        number: of the round.
        findings: open findings that were returned.
        holder: who signed, by the certificate.
    """

    path: Path
    outcome: str
    number: int
    findings: int
    holder: str


def open_submission(
    path: Path, *, by: str = "", trust: Iterable[Path] = (), extra: Iterable[Path] = ()
) -> tuple[OpenDocument, Received]:
    """Opens a received checklist as a new case under review, after verifying it.

    A later round of which this desk has no document begins here too; what it says of the earlier rounds is
    then the architect's word, and those rounds say so (`is_claimed`).

    Args:
        path: the PDF, from anybody.
        by: the examiner.
        trust: files with certificates to trust.
        extra: folders with further editions.

    Raises:
        DocumentError: see `receive`.
        CriteriaError: its edition is not here.
        EditError: it holds something that its edition does not know.
        StoreError: no room or no permission in the data folder.
    """
    received = receive(path, trust=trust, extra=extra)
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
    return document, received


def continue_review(
    document: OpenDocument,
    path: Path,
    *,
    by: str = "",
    trust: Iterable[Path] = (),
    extra: Iterable[Path] = (),
) -> NextRound:
    """Takes the next submission of the same case into its document under review.

    Args:
        document: of the review, its last round returned.
        path: the PDF that was submitted again.
        by: the examiner.
        trust: files with certificates to trust.
        extra: folders with further editions.

    Raises:
        DocumentError: see `receive`; another case or edition, the same file, or the round is not returned.
        EditError: it holds something that its edition does not know.
        StoreError: it could not be kept.
    """
    state = document.session.state
    last = _desk_round(state)
    if not last.outcome:
        raise DocumentError("review_round_open", number=state.last_round)
    received = receive(path, trust=trust, extra=extra)
    if received.sha256 in {one.sha256 for one in state.rounds.values()}:
        raise DocumentError("review_same_file", path=str(path))
    _check_same_case(state, received, path)
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


def return_with_findings(
    document: OpenDocument,
    target: Path,
    key: "SigningKey",
    *,
    choice: SigningChoice | None = None,
    language: Language = "ja",
    created: datetime | None = None,
    progress: Progress | None = None,
) -> Closed:
    """Writes the signed review report and closes the round as returned.

    Args:
        document: of the review, its last round open.
        target: the PDF to write.
        key: the examiner's key.
        choice: printed name and role, time-stamp server, seal.
        language: of the pages.
        created: moment of the report, with time zone; the clock when left out.
        progress: is told what is being done; may raise to cancel.

    Raises:
        DocumentError: no document under review, the round is closed, no finding is open, or the file cannot
            be written.
        ReportError: a character that no font has, or the pages are no valid PDF/A-3b.
        SigningError: signing failed, or the signature does not verify.
        StoreError: the report is written, but the round could not be kept as returned.
    """
    from assessor.report.review import build_review
    from assessor.report.stamp import draw_stamp
    from assessor.signing.sign import certify_report

    tell = progress or _silent
    session = document.session
    state = session.state
    current = _open_round(state)
    findings = len(open_findings(state))
    if not findings:
        raise DocumentError("review_nothing_found")
    moment = created or datetime.now(UTC)
    said = choice or SigningChoice()
    holder = key.certificate.holder
    edit = closing(state, _closed(current, "returned", key, moment))
    after = state.apply(edit).state
    digest = hashlib.sha256(form_bytes(state)).hexdigest()
    tell("draw")
    data = review_data(
        session.edition,
        after,
        session.evaluation,
        examiner=said.name or holder,
        created=moment,
        language=language,
    )
    report = build_review(data, write_review(to_review(after, "report", digest)), _file(document, current))
    tell("sign")
    stamp = draw_stamp(
        name=said.name or holder,
        role=said.role or text("report.signature.role.official", language),
        date=_stamped(moment),
        holder=holder,
        fingerprint=digest,
        verdict=data.outcome,
        language=language,
        seal=read_seal(said.seal),
    )
    signed = certify_report(
        report.pdf,
        key,
        stamp_pdf=stamp,
        stamp_box=report.signature_box,
        reason=text("review.signed_reason", language),
        signing_time=moment,
        timestamp_url=said.timestamp_url,
    )
    signed = archived(signed, said, moment)
    tell("write")
    write_output(target, signed)
    session.apply(edit, by=said.name or holder, at=moment.isoformat(timespec="milliseconds"), is_receipt=True)
    return Closed(target, "returned", state.last_round, findings, holder)


def approve(
    document: OpenDocument,
    target: Path,
    key: "SigningKey",
    *,
    choice: SigningChoice | None = None,
    verdict: str = "",
    unseen_allowed: bool = False,
    result_allowed: bool = False,
    language: Language = "ja",
    created: datetime | None = None,
    progress: Progress | None = None,
) -> Closed:
    """Writes the submitted PDF countersigned in the field reserved for it, and closes the round as approved.

    Args:
        document: of the review, its last round open.
        target: the PDF to write.
        key: the examiner's key.
        choice: printed name and role, time-stamp server, seal.
        verdict: stands large in the stamp; a sentence of the program when empty.
        unseen_allowed: rows that were not looked at do not keep from approving.
        result_allowed: nor does a result of the sheet other than 適合.
        language: of the stamp.
        created: moment of the signature, with time zone; the clock when left out.
        progress: is told what is being done; may raise to cancel.

    Raises:
        DocumentError: no document under review, the round is closed, findings are open, rows are deferred or
            not looked at, the sheet does not conform, or the file cannot be written.
        ReportError: a character that no font has.
        SigningError: signing failed, or the signature does not verify.
        StoreError: the file is written, but the round could not be kept as approved.
    """
    from assessor.report.stamp import draw_stamp
    from assessor.signing.sign import countersign

    tell = progress or _silent
    session = document.session
    state = session.state
    current = _open_round(state)
    _check_approvable(state, session.evaluation, unseen_allowed=unseen_allowed)
    if session.evaluation.summary.result != "conforming" and not result_allowed:
        raise DocumentError("review_result")
    moment = created or datetime.now(UTC)
    said = choice or SigningChoice()
    holder = key.certificate.holder
    tell("draw")
    stamp = draw_stamp(
        name=said.name or holder,
        role=said.role or text("report.signature.role.official", language),
        date=_stamped(moment),
        holder=holder,
        fingerprint=hashlib.sha256(form_bytes(state)).hexdigest(),
        verdict=verdict or text("review.approved_stamp", language, number=state.last_round),
        language=language,
        seal=read_seal(said.seal),
    )
    tell("sign")
    signed = countersign(
        _file(document, current),
        key,
        stamp_pdf=stamp,
        reason=text("review.approved_reason", language),
        signing_time=moment,
        timestamp_url=said.timestamp_url,
    )
    signed = archived(signed, said, moment)
    tell("write")
    write_output(target, signed)
    edit = closing(state, _closed(current, "approved", key, moment))
    session.apply(edit, by=said.name or holder, at=moment.isoformat(timespec="milliseconds"), is_receipt=True)
    return Closed(target, "approved", state.last_round, 0, holder)


def _silent(step: Step) -> None:
    """For callers that show no progress."""


def _stamped(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M %z")


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


def _closed(
    current: Round, outcome: Literal["returned", "approved"], key: "SigningKey", moment: datetime
) -> Round:
    return replace(
        current,
        outcome=outcome,
        closed_at=moment.astimezone(UTC).isoformat(timespec="seconds"),
        closed_by=key.certificate.holder,
        closed_certificate=key.certificate.fingerprint,
    )


def _desk_round(state: Assessment) -> Round:
    current = present_round(state)
    if current is None or not state.is_desk:
        raise DocumentError("review_not_desk")
    return current


def _open_round(state: Assessment) -> Round:
    current = _desk_round(state)
    if current.outcome:
        raise DocumentError("review_round_closed", number=state.last_round)
    return current


def _file(document: OpenDocument, current: Round) -> bytes:
    found = document.handle.file(current.sha256)
    if found is None:
        raise DocumentError("review_file_lost")
    return found


def _check_approvable(state: Assessment, evaluation: Evaluation, *, unseen_allowed: bool) -> None:
    count = len(open_findings(state))
    if count:
        raise DocumentError("review_findings_open", count=count)
    looks = state.looks.get(str(state.last_round), {})
    deferred = sum(one.state == "deferred" for one in looks.values())
    if deferred:
        raise DocumentError("review_deferred", count=deferred)
    unseen = len(not_looked_at(state, evaluation.rows))
    if unseen and not unseen_allowed:
        raise DocumentError("review_not_looked_at", count=unseen)


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
