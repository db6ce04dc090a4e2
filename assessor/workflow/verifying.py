"""What a received PDF is worth: signatures, and every verdict computed again from the data inside it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assessor.assessment.interchange import parse_json
from assessor.assessment.review_form import read_review
from assessor.errors import UserError
from assessor.messages import Language, text
from assessor.signing.trust_store import TrustStore
from assessor.signing.verification import Reason, SignatureFacts, Verification
from assessor.workflow.answers import printed_results
from assessor.workflow.embedded import RESULTS, REVIEW, SUBMISSION, read_embedded
from assessor.workflow.evaluating import evaluate
from assessor.workflow.files import read_input
from assessor.workflow.history import HISTORY_FILE, NO_HISTORY, HistoryFacts, check_history
from assessor.workflow.interchange import read_assessment
from assessor.workflow.page_check import NOT_COMPARED, Drawing, PageFacts, check_pages
from assessor.workflow.trusting import Trust, trust_store

MAX_PLACES = 20_000
"""Places of a received file that are evaluated at most; real buildings have a few hundred."""

Outcome = Literal["agrees", "differs", "changed", "unverifiable", "not_recomputed"]
Headline = Outcome | Literal["unknown_signer"]
Step = Literal["verify", "recompute"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A verdict that the checklist states otherwise; None where one side does not have the row."""

    row: str
    printed: str | None
    recomputed: str | None


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The verdicts of the embedded assessment, computed again.

    Attributes:
        state: `equal`, `different`, or `impossible` when nothing can be said.
        reasons: codes with parameters; sentences are `recompute.<code>`.
        fault: why the embedded assessment cannot be read, where that is the reason.
        edition, category, result: of the recomputed evaluation; empty when there is none.
        rows: number of rows compared.
        differences: rows whose verdicts differ, by what the file states or by what its pages show.
        history: what the history inside is worth.
        pages: whether the pages show what the data come to.
    """

    state: Literal["equal", "different", "impossible"]
    reasons: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    fault: UserError | None = None
    edition: str = ""
    category: str = ""
    result: str = ""
    rows: int = 0
    differences: tuple[Difference, ...] = field(default=())
    history: HistoryFacts = NO_HISTORY
    pages: PageFacts = NOT_COMPARED


@dataclass(frozen=True, slots=True)
class Approval:
    """What an examiner's countersignature says; who it is stands beside, known or not.

    Attributes:
        holder: by the certificate.
        at: when, None when nothing is said.
        round: of the review, as the submission says; 0: not known.
        verdict: the sentence in the signature.
    """

    holder: str
    at: datetime | None
    round: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Both answers about a PDF, and what follows from them.

    Attributes:
        verification: signatures and changes.
        recomputed: verdicts computed again; of a review report those of the file inside it.
        is_report: it is a review report, certified by the examiner.
        inner: verification of the examined file inside a report.
        submission: that file.
        round: of the review that a checklist was signed for; 0: not known.
    """

    verification: Verification
    recomputed: Recomputed
    is_report: bool = False
    inner: Verification | None = None
    submission: bytes | None = field(default=None, repr=False)
    round: int = 0

    @property
    def approval(self) -> Approval | None:
        """The examiner's approval; None: there is none, or the file is not as it was signed."""
        one = self.verification.official
        if one is None or not one.is_unchanged or self.verification.integrity != "intact":
            return None
        return Approval(one.holder, one.signing_time, self.round, one.purpose)

    @property
    def maker(self) -> SignatureFacts | None:
        """Who signed the checklist as its maker; None for a report, or where nobody counts as that."""
        return None if self.is_report else maker_of(self.verification, self.recomputed)

    @property
    def data(self) -> bytes | None:
        """The embedded assessment, of a report that of the file inside it; None: there is none."""
        if self.is_report:
            return None if self.inner is None else self.inner.attachment
        return self.verification.attachment

    @property
    def data_fingerprint(self) -> str:
        """SHA-256 of the embedded assessment, as printed on every page; empty: there is none."""
        return "" if self.data is None else hashlib.sha256(self.data).hexdigest()

    @property
    def is_signer_known(self) -> bool:
        """Whether everybody who signed is known through a trusted root or a pinned certificate."""
        known = {"trusted_root", "pinned"}
        return bool(self.verification.signatures) and all(
            one.known in known and one.revocation != "revoked" for one in self.verification.signatures
        )

    @property
    def headline(self) -> Headline:
        """The one sentence on top: the outcome, or that nobody knows who signed a file that agrees."""
        return "unknown_signer" if self.outcome == "agrees" and not self.is_signer_known else self.outcome

    @property
    def outcome(self) -> Outcome:
        """`agrees` only when nothing was changed and every verdict was found again."""
        if self.verification.integrity == "changed":
            return "changed"
        if self.verification.integrity == "unverifiable":
            return "unverifiable"
        match self.recomputed.state:
            case "equal":
                return "agrees"
            case "different":
                return "differs"
            case _:
                return "not_recomputed"


def verify_pdf(
    path: str,
    *,
    trust: Trust = (),
    extra: Iterable[Path] = (),
    expect_official: bool = False,
    progress: Callable[[Step], None] | None = None,
) -> Verified:
    """Verifies a PDF that may come from anybody and computes its verdicts again.

    Args:
        path: the file, `-` for standard input.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.
        expect_official: it was countersigned before.
        progress: is told what is being done.

    Raises:
        DocumentError: no such file, or not readable.
        SigningError: a file with certificates cannot be read.
    """
    return verify_bytes(
        read_input(path),
        trust=trust_store(trust),
        extra=extra,
        expect_official=expect_official,
        progress=progress,
    )


def verify_bytes(
    pdf: bytes,
    *,
    trust: TrustStore,
    extra: Iterable[Path] = (),
    expect_official: bool = False,
    progress: Callable[[Step], None] | None = None,
) -> Verified:
    """Verifies a PDF held in memory; of a review report also the examined file inside it.

    Args:
        pdf: the whole file, from anybody.
        trust: whom we trust.
        extra: folders with further editions.
        expect_official: it was countersigned before.
        progress: is told what is being done.
    """
    from assessor.signing.verify import verify

    tell = progress or _silent
    tell("verify")
    verification = verify(pdf, trust=trust, now=datetime.now(UTC), expect_official=expect_official)
    tell("recompute")
    if verification.examiner is not None:
        return _verified_report(pdf, verification, trust, extra)
    return Verified(verification, recompute(pdf, verification, extra), round=_round(pdf, verification))


def _round(pdf: bytes, verification: Verification) -> int:
    """The round that an intact checklist says it is; one that says nothing is the first."""
    if verification.integrity != "intact" or verification.attachment is None:
        return 0
    try:
        review = read_embedded(pdf, REVIEW)
        return 1 if review is None else read_review(review).round
    except Exception:  # noqa: BLE001 # an odd attachment says nothing about the round
        return 0


def _verified_report(
    pdf: bytes, verification: Verification, trust: TrustStore, extra: Iterable[Path]
) -> Verified:
    """A review report: what it says must be about the file inside it, and that file is verified too."""
    from assessor.signing.verify import verify

    def failed(code: str, **params: Any) -> Verified:
        return Verified(verification, Recomputed("impossible", ((code, params),)), is_report=True)

    if verification.integrity != "intact":
        return failed("not_intact")
    try:
        submission = read_embedded(pdf, SUBMISSION)
        if verification.attachment is None or submission is None:
            return failed("report_incomplete")
        review = read_review(verification.attachment)
        inner = verify(submission, trust=trust, now=datetime.now(UTC))
        recomputed = recompute(submission, inner, extra)
        if inner.integrity != "intact" or inner.attachment is None or maker_of(inner, recomputed) is None:
            return failed("submission_not_intact")
        if (
            review.kind != "report"
            or review.data != hashlib.sha256(inner.attachment).hexdigest()
            or [one.file for one in review.rounds if one.round == review.round] != [inner.file_fingerprint]
        ):
            return failed("report_of_other_file")
    except UserError as fault:
        fault.params.setdefault("file", SUBMISSION)
        return Verified(
            verification,
            Recomputed("impossible", (("report_incomplete", {}),), fault=fault),
            is_report=True,
        )
    except Exception as problem:  # noqa: BLE001 # a hostile file may raise anything: no crash and no pass
        return failed("unexpected", detail=type(problem).__name__)
    return Verified(verification, recomputed, is_report=True, inner=inner, submission=submission)


def maker_of(verification: Verification, recomputed: Recomputed) -> SignatureFacts | None:
    """Who signed a checklist as its maker.

    It is who certified it. An architect may also sign our unsigned checklist with another program: then it is
    the first signature of an intact file (it covers the whole original: no rule of ours found otherwise), as
    long as the verdicts are found again and the pages show them.
    """
    if verification.designer is not None or verification.integrity != "intact":
        return verification.designer
    first = verification.signatures[0] if verification.signatures else None
    is_plain = first is not None and first.role == "other" and first.is_unchanged
    return first if is_plain and recomputed.state == "equal" else None


def first_place(verified: Verified, language: Language) -> str:
    """A sentence on where first a file was changed, or what else tells it; empty: nothing was."""
    against = [one for one in verified.verification.reasons if one.effect == "changed"]
    if not against:
        return ""
    first = min(against, key=_is_no_place)
    return text(f"verify.{first.code}", language, **first.params)


def approval_sentence(verified: Verified, language: Language) -> str:
    """Who approved it, when, in which round and in which words; empty: nobody did."""
    found = verified.approval
    if found is None:
        return ""
    when = (
        text("cli.verify.no_time", language)
        if found.at is None
        else f"{found.at.astimezone():%Y-%m-%d %H:%M %z}"
    )
    number = text("review.round", language, number=found.round) if found.round else "—"
    said = {"holder": found.holder, "when": when, "round": number, "verdict": found.verdict}
    return text("cli.verify.approved", language, **said).strip()


def _is_no_place(reason: Reason) -> bool:
    return not reason.code.startswith("where_")


def _silent(step: Step) -> None:
    """For callers that show no progress."""


def recompute(pdf: bytes, verification: Verification, extra: Iterable[Path] = ()) -> Recomputed:
    """Computes the verdicts of the embedded assessment again and compares them with the stated ones.

    Only what stands in the designer's signed revision counts, and only of an intact file.
    """
    if verification.integrity != "intact":
        return Recomputed("impossible", (("not_intact", {}),))
    if verification.attachment is None:
        return Recomputed("impossible", (("no_assessment", {}),))
    try:
        history = check_history(read_embedded(pdf, HISTORY_FILE), verification.attachment)
        return _compare(pdf, verification, history, extra)
    except UserError as fault:
        # Faults in JSON name the file they stand in; one in the assessment was named where it was read.
        fault.params.setdefault("file", RESULTS)
        return Recomputed("impossible", (("assessment_unreadable", {}),), fault=fault)
    except Exception as problem:  # noqa: BLE001 # a hostile file may raise anything: no crash and no pass
        return Recomputed("impossible", (("unexpected", {"detail": type(problem).__name__}),))


def _compare(
    pdf: bytes, verification: Verification, history: HistoryFacts, extra: Iterable[Path]
) -> Recomputed:
    assessment = verification.attachment
    assert assessment is not None
    results = read_embedded(pdf, RESULTS)
    if results is None:
        return Recomputed("impossible", (("no_results", {}),))
    stated = parse_json(results)
    if not _is_results(stated):
        return Recomputed("impossible", (("results_unreadable", {}),))
    edition, state = read_assessment(assessment, "assessment.json", extra)
    if len(state.places) > MAX_PLACES:
        return Recomputed("impossible", (("too_many_places", {"limit": MAX_PLACES}),), edition=edition.code)
    evaluation = evaluate(edition, state)
    found = printed_results(edition, evaluation)
    rows = {**dict.fromkeys(stated["rows"]), **dict.fromkeys(found["rows"])}
    differences = tuple(
        Difference(row, stated["rows"].get(row), found["rows"].get(row))
        for row in rows
        if stated["rows"].get(row) != found["rows"].get(row)
    )
    reasons: list[tuple[str, Mapping[str, Any]]] = [
        (f"{name}_differs", {"printed": stated[name], "recomputed": found[name]})
        for name in ("category", "result")
        if stated[name] != found[name]
    ]
    if differences:
        reasons.insert(0, ("verdicts_differ", {"count": len(differences)}))
    is_equal = not reasons
    if history.state == "broken":
        reasons.append(("history_broken", {}))
    other_data = stated["edition"] != edition.code or stated["edition_digest"] != edition.digest
    if other_data:
        reasons.append(("edition_data_differ", {"edition": edition.code}))
    first = verification.signatures[0]
    # The cover names who signed with us, and the assessor of the case where another program signed.
    signers = (first.holder, "") if first.role == "designer" else ("", first.holder)
    pages = check_pages(
        pdf, Drawing(edition, state, evaluation, assessment, read_embedded(pdf, REVIEW), signers)
    )
    reasons += pages.reasons
    # Against other data of the edition a difference proves nothing about the file.
    differs: Literal["impossible", "different"] = "impossible" if other_data else "different"
    state_of: Literal["equal", "different", "impossible"] = "equal" if is_equal else differs
    if is_equal and pages.state in {"different", "impossible"}:
        state_of = differs if pages.state == "different" else "impossible"
    if history.state == "broken":
        state_of = "different"
    shown = {one.row for one in differences}
    return Recomputed(
        state_of,
        tuple(reasons),
        edition=edition.code,
        category=found["category"],
        result=found["result"],
        rows=len(rows),
        differences=(
            *differences,
            *(
                Difference(one.row, one.printed or None, one.recomputed)
                for one in pages.places
                if one.recomputed and one.row not in shown
            ),
        ),
        history=history,
        pages=pages,
    )


def _is_results(found: Any) -> bool:
    """Whether this is what `printed_results` gives."""
    return (
        isinstance(found, dict)
        and found.get("format") == "assessor.results"
        and found.get("version") == 1
        and all(
            isinstance(found.get(name), str) for name in ("edition", "edition_digest", "category", "result")
        )
        and isinstance(found.get("rows"), dict)
        and all(isinstance(verdict, str) for verdict in found["rows"].values())
    )
