"""The architect's side of a review: a returned report taken in, its findings waiting for answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assessor.assessment import Edit, from_records
from assessor.assessment.records import Key, Record
from assessor.assessment.review import AnswerKey, LookKey, Round, RoundKey
from assessor.assessment.review_edits import open_findings, returned_first
from assessor.assessment.review_form import review_records
from assessor.errors import DocumentError, UserError
from assessor.store import read_history
from assessor.workflow.documents import OpenDocument, document_of, now
from assessor.workflow.embedded import read_embedded
from assessor.workflow.history import HISTORY_FILE
from assessor.workflow.receiving import Report, receive_report
from assessor.workflow.trusting import Trust


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A report that was taken into a document.

    Attributes:
        document: the architect's document with the findings in it.
        report: the report; `report.examiner` says who signed it and how that is known.
        findings: ids of the open findings in the order of the sheet.
        rows: all rows, those with open findings first.
        is_new: the document was made from the file inside the report.
    """

    document: OpenDocument
    report: Report
    findings: tuple[str, ...]
    rows: tuple[str, ...]
    is_new: bool


def open_returned(
    path: Path,
    document: OpenDocument | None = None,
    *,
    by: str = "",
    trust: Trust = (),
    extra: Iterable[Path] = (),
) -> TakenIn:
    """Takes a review report in: its findings wait for answers, everything the architect entered stays.

    Args:
        path: the signed report, from anybody.
        document: the architect's document of the case; None makes one from the file inside the report.
        by: who takes it in.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.

    Raises:
        DocumentError: see `receive_report`; another case, a document under review, or a round that was taken
            in already.
        CriteriaError: the edition is not here.
        StoreError: it could not be kept.
    """
    return take_report(receive_report(path, trust=trust, extra=extra), document, by=by)


def take_report(report: Report, document: OpenDocument | None = None, *, by: str = "") -> TakenIn:
    """Takes a report that was verified in.

    Args:
        report: the report.
        document: the architect's document of the case; None makes one from the file inside the report.
        by: who takes it in.

    Raises:
        DocumentError: another case, a document under review, or a round that was taken in already.
        StoreError: it could not be kept.
    """
    number = report.review.round
    records = _records(report)
    if document is None:
        state = from_records([*report.submission.state.records(), *records])
        made = document_of(report.submission.edition, state, by=by, label="returned")
        return _taken(made, report, is_new=True)
    present = document.session.state
    _check_same_case(document, report)
    if str(number) in present.rounds:
        raise DocumentError("review_round_known", number=number)
    # Rounds and answers of one's own stay as they are; findings are the examiner's.
    sets = [
        (key, record)
        for key, record in records
        if not isinstance(key, RoundKey | AnswerKey) or present.get(key) is None
    ]
    document.session.apply(Edit(tuple(sets), "returned"), by=by, at=now(), is_receipt=True)
    return _taken(document, report, is_new=False)


def _taken(document: OpenDocument, report: Report, *, is_new: bool) -> TakenIn:
    session = document.session
    rows = list(session.evaluation.rows)
    return TakenIn(
        document,
        report,
        tuple(open_findings(session.state, rows)),
        tuple(returned_first(session.state, rows)),
        is_new,
    )


def _records(report: Report) -> list[tuple[Key, Record]]:
    """What the report brings: rounds and findings; the examiner's looks stay in the report."""
    found: list[tuple[Key, Record]] = []
    for key, record in review_records(report.review):
        if isinstance(key, LookKey):
            continue
        if isinstance(record, Round) and key == RoundKey(str(report.review.round)):
            found.append((key, _with_form(record, report.submission.form)))
        else:
            found.append((key, record))
    return found


def _with_form(record: Round, form: str) -> Round:
    return replace(record, form=form)


def _check_same_case(document: OpenDocument, report: Report) -> None:
    """The submission came from this document by its history; without one, name and edition must agree."""
    state, found = document.session.state, report.submission.state
    shown = f"{found.case.name} / {found.case.edition}"
    if state.is_desk or found.case.edition != state.case.edition:
        raise DocumentError("review_other_case", path=str(report.path), found=shown)
    history = read_embedded(report.submission.pdf, HISTORY_FILE)
    if history is not None:
        try:
            same = read_history(history).document == document.handle.document_id
        except UserError:
            same = False
        if same:
            return
    if found.case.name != state.case.name:
        raise DocumentError("review_other_case", path=str(report.path), found=shown)
