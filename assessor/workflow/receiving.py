"""A signed file from the other side of a review: verified first, then read from its signed revision only."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assessor.assessment import Assessment
from assessor.assessment.review_form import ReviewForm, read_review
from assessor.criteria import Edition
from assessor.errors import DocumentError
from assessor.signing.verification import SignatureFacts, Verification
from assessor.workflow.embedded import REVIEW, read_embedded
from assessor.workflow.files import read_input
from assessor.workflow.interchange import read_assessment
from assessor.workflow.trusting import Trust, trust_store
from assessor.workflow.verifying import Step, Verified, verify_bytes

Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Received:
    """A submission that is as its maker signed it.

    Attributes:
        path: where it lay.
        pdf: its bytes.
        sha256: of these bytes, hexadecimal.
        verified: all that verifying found.
        edition, state: of the assessment inside.
        form: that assessment in the interchange form.
        review: what the architect says of earlier rounds; None: nothing.
    """

    path: Path
    pdf: bytes = field(repr=False)
    sha256: str
    verified: Verified
    edition: Edition
    state: Assessment
    form: str
    review: ReviewForm | None

    @property
    def maker(self) -> SignatureFacts:
        """Who signed it."""
        found = self.verified.maker
        assert found is not None
        return found

    @property
    def number(self) -> int:
        """The round that it says it is."""
        return 1 if self.review is None else self.review.round


@dataclass(frozen=True, slots=True)
class Report:
    """A review report that is as the examiner signed it, with the submission it is about.

    Attributes:
        path: where it lay.
        verified: all that verifying found.
        review: what the examiner says.
        submission: the file that was examined.
    """

    path: Path
    verified: Verified
    review: ReviewForm
    submission: Received

    @property
    def examiner(self) -> SignatureFacts:
        """Who signed it."""
        found = self.verified.verification.examiner
        assert found is not None
        return found


def receive(
    path: Path,
    *,
    trust: Trust = (),
    extra: Iterable[Path] = (),
    verified: Verified | None = None,
    progress: Progress | None = None,
) -> Received:
    """Reads a submitted checklist that is intact and not approved yet.

    Args:
        path: the PDF, from anybody.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.
        verified: what verifying found before; it counts only for the very same bytes.
        progress: is told what is being done; may raise to cancel.

    Raises:
        DocumentError: changed, not verifiable, no signed checklist, approved already, or its parts
            contradict each other.
        CriteriaError: its edition is not here.
        EditError: it holds something that its edition does not know.
    """
    pdf = read_input(path)
    verified = _verified(pdf, trust, extra, verified, progress)
    _check_intact(verified.verification, path)
    if verified.maker is None:
        raise DocumentError("review_not_checklist", path=str(path))
    if verified.verification.official is not None:
        raise DocumentError("review_approved", path=str(path), holder=verified.verification.official.holder)
    return _received(path, pdf, verified, extra)


def receive_report(
    path: Path,
    *,
    trust: Trust = (),
    extra: Iterable[Path] = (),
    verified: Verified | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads a review report that is intact, about the intact checklist inside it.

    Args:
        path: the PDF, from anybody.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.
        verified: what verifying found before; it counts only for the very same bytes.
        progress: is told what is being done; may raise to cancel.

    Raises:
        DocumentError: changed, not verifiable, no review report, or its parts contradict each other.
        CriteriaError: the edition is not here.
        EditError: it holds something that its edition does not know.
    """
    verified = _verified(read_input(path), trust, extra, verified, progress)
    _check_intact(verified.verification, path)
    if not verified.is_report:
        raise DocumentError("review_not_report", path=str(path))
    if verified.inner is None or verified.submission is None or verified.verification.attachment is None:
        details = ", ".join(code for code, _ in verified.recomputed.reasons)
        raise DocumentError("review_odd", path=str(path), detail=details)
    inside = Verified(verified.inner, verified.recomputed)
    submission = _received(path, verified.submission, inside, extra)
    return Report(path, verified, read_review(verified.verification.attachment), submission)


def _verified(
    pdf: bytes, trust: Trust, extra: Iterable[Path], before: Verified | None, progress: Progress | None
) -> Verified:
    if before is not None and before.verification.file_fingerprint == hashlib.sha256(pdf).hexdigest():
        return before
    return verify_bytes(pdf, trust=trust_store(trust), extra=extra, progress=progress)


def _received(path: Path, pdf: bytes, verified: Verified, extra: Iterable[Path]) -> Received:
    form = verified.verification.attachment
    if form is None:
        raise DocumentError("review_not_checklist", path=str(path))
    edition, state = read_assessment(form, path.name, extra)
    found = read_embedded(pdf, REVIEW)
    review = None if found is None else read_review(found)
    if review is not None and (
        review.kind != "submission"
        or review.data != hashlib.sha256(form).hexdigest()
        or sorted(one.round for one in review.rounds) != list(range(1, review.round))
    ):
        raise DocumentError("review_odd", path=str(path), detail=REVIEW)
    digest = verified.verification.file_fingerprint
    return Received(path, pdf, digest, verified, edition, state, form.decode(), review)


def _check_intact(verification: Verification, path: Path) -> None:
    if verification.integrity == "changed":
        raise DocumentError("review_changed", path=str(path))
    if verification.integrity == "unverifiable":
        raise DocumentError("review_unverifiable", path=str(path))
