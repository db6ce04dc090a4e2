"""How a round of a review ends: a signed report with findings, or the submitted file countersigned."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessor.assessment import Assessment, Edit
from assessor.assessment.review import Round
from assessor.assessment.review_edits import closing, not_looked_at, open_findings, present_round
from assessor.assessment.review_form import to_review, write_review
from assessor.errors import DocumentError
from assessor.evaluation import Evaluation
from assessor.messages import Language, text
from assessor.workflow.documents import OpenDocument
from assessor.workflow.embedded import ASSESSMENT, read_embedded
from assessor.workflow.exporting import SigningChoice, archived, read_seal
from assessor.workflow.files import write_output
from assessor.workflow.interchange import form_bytes
from assessor.workflow.review_content import review_data

if TYPE_CHECKING:
    from assessor.signing.keys import SigningKey

Step = Literal["draw", "sign", "write"]
Progress = Callable[[Step], None]


def desk_round(state: Assessment) -> Round:
    """The last round of a document under review.

    Raises:
        DocumentError: it is none.
    """
    current = present_round(state)
    if current is None or not state.is_desk:
        raise DocumentError("review_not_desk")
    return current


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
        StoreError: the round could not be kept as returned; then no report is written.
    """
    from assessor.report.review import build_review
    from assessor.report.stamp import draw_stamp
    from assessor.signing.sign import certify_report

    tell = progress or _silent
    session = document.session
    state = session.state
    current = check_returnable(document)
    findings = len(open_findings(state))
    moment = created or datetime.now(UTC)
    said = choice or SigningChoice()
    holder = key.certificate.holder
    edit = closing(state, _closed(current, "returned", key, moment))
    after = state.apply(edit).state
    file = _file(document, current)
    digest = _data_digest(file, state)
    tell("draw")
    data = review_data(
        session.edition,
        after,
        session.evaluation,
        examiner=said.name or holder,
        created=moment,
        language=language,
        journal=document.handle.journal(),
    )
    data = replace(data, fingerprint=digest)
    report = build_review(data, write_review(to_review(after, "report", digest)), file)
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
    _keep(document, edit, target, signed, by=said.name or holder, moment=moment)
    return Closed(target, "returned", state.last_round, findings, holder)


def approve(
    document: OpenDocument,
    target: Path,
    key: "SigningKey",
    *,
    choice: SigningChoice | None = None,
    remark: str = "",
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
        remark: stands beside the approval in stamp, signature and document; it never takes its place.
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
        StoreError: the round could not be kept as approved; then no file is written.
    """
    from assessor.report.stamp import draw_stamp
    from assessor.signing.sign import countersign

    tell = progress or _silent
    session = document.session
    state = session.state
    current = check_approvable(document, unseen_allowed=unseen_allowed, result_allowed=result_allowed)
    remarks = _remarks(state, session.evaluation, remark, language)
    moment = created or datetime.now(UTC)
    said = choice or SigningChoice()
    holder = key.certificate.holder
    file = _file(document, current)
    tell("draw")
    stamp = draw_stamp(
        name=said.name or holder,
        role=said.role or text("report.signature.role.official", language),
        date=_stamped(moment),
        holder=holder,
        fingerprint=_data_digest(file, state),
        verdict=text("review.approved_stamp", language, number=state.last_round),
        remarks=remarks,
        language=language,
        seal=read_seal(said.seal),
    )
    tell("sign")
    signed = countersign(
        file,
        key,
        stamp_pdf=stamp,
        reason=" ".join((text("review.approved_reason", language, number=state.last_round), *remarks)),
        signing_time=moment,
        timestamp_url=said.timestamp_url,
    )
    signed = archived(signed, said, moment)
    tell("write")
    record = replace(_closed(current, "approved", key, moment), remark="\n".join(remarks))
    _keep(document, closing(state, record), target, signed, by=said.name or holder, moment=moment)
    return Closed(target, "approved", state.last_round, 0, holder)


def _silent(step: Step) -> None:
    """For callers that show no progress."""


def _stamped(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M %z")


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


def _open_round(state: Assessment) -> Round:
    current = desk_round(state)
    if current.outcome:
        raise DocumentError("review_round_closed", number=state.last_round)
    return current


def _file(document: OpenDocument, current: Round) -> bytes:
    found = document.handle.file(current.sha256)
    if found is None:
        raise DocumentError("review_file_lost")
    return found


def _data_digest(file: bytes, state: Assessment) -> str:
    """The fingerprint of the data as the pages show it: of the bytes that travel in the submitted file."""
    found = read_embedded(file, ASSESSMENT)
    return hashlib.sha256(form_bytes(state) if found is None else found).hexdigest()


def check_returnable(document: OpenDocument) -> Round:
    """The open round of a document that can be returned; no key is needed to ask.

    Raises:
        DocumentError: no document under review, the round is closed, or no finding is open.
    """
    current = _open_round(document.session.state)
    if not open_findings(document.session.state):
        raise DocumentError("review_nothing_found")
    return current


def check_approvable(document: OpenDocument, *, unseen_allowed: bool, result_allowed: bool) -> Round:
    """The open round of a document that can be approved; no key is needed to ask.

    Raises:
        DocumentError: no document under review, the round is closed, findings are open, rows are deferred or
            not looked at, or the sheet does not conform.
    """
    state, evaluation = document.session.state, document.session.evaluation
    current = _open_round(state)
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
    if evaluation.summary.result != "conforming" and not result_allowed:
        raise DocumentError("review_result")
    return current


def _remarks(state: Assessment, evaluation: Evaluation, remark: str, language: Language) -> list[str]:
    """What an approval passed over, then the examiner's own words."""
    said = []
    unseen = len(not_looked_at(state, evaluation.rows))
    if unseen:
        said.append(text("review.approved_unseen", language, unseen=unseen, total=len(evaluation.rows)))
    result = evaluation.summary.result
    if result != "conforming":
        named = text(f"wording.result.{result}", language)
        said.append(text("review.approved_result", language, result=named))
    own = " ".join(remark.split())
    if own:
        said.append(text("review.approved_remark", language, text=own))
    return said


def _keep(
    document: OpenDocument, edit: Edit, target: Path, signed: bytes, *, by: str, moment: datetime
) -> None:
    """Keeps the round as closed and writes the file: both, or neither.

    The round is kept first: no signed file may exist that its document does not know of.
    """
    at = moment.isoformat(timespec="milliseconds")
    done = document.session.apply(edit, by=by, at=at, is_receipt=True)
    try:
        write_output(target, signed)
    except BaseException:
        document.session.apply(done.inverse, by=by, is_receipt=True)
        raise
