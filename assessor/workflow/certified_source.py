"""Where the certified assessment comes from: a signed checklist, a document, or this document's journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of
from assessor.criteria import Edition
from assessor.criteria.nodes import Measure
from assessor.errors import DocumentError
from assessor.evaluation import Evaluation
from assessor.messages import Language
from assessor.store import JournalRow
from assessor.workflow.certified import change_since, filed_state, printed
from assessor.workflow.changes import compare
from assessor.workflow.documents import read_source
from assessor.workflow.editions import edition_of
from assessor.workflow.files import read_input
from assessor.workflow.interchange import read_assessment
from assessor.workflow.papers import Compared
from assessor.workflow.procedure_wording import day_text

CHANGE = "change_certification"
CERTIFIED_BY = ("certification", CHANGE)
"""Applications whose decision certifies an assessment."""

Origin = Literal["signed", "document", "filing"]


@dataclass(frozen=True, slots=True)
class Certified:
    """An assessment as it was certified, and where it was found.

    Attributes:
        origin: a signed checklist, a document or interchange file, or a filing in this document's journal.
        name: of the file; of a filing its id.
        application: code of the application, where it is a filing.
        day: of the certificate, else of the filing or the signature; None: not known.
        signer: who signed the checklist, by the certificate; empty: nobody.
    """

    state: Assessment
    origin: Origin
    name: str
    application: str = ""
    day: date | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True)
class SignedChecklist:
    """A checklist PDF whose signature holds, and the assessment inside it.

    Attributes:
        sha256: of the whole file, hexadecimal.
        signer: who signed first, by the certificate.
        is_known: every signer is known through a trusted certificate.
        day: of the first signature, as claimed or proven; None: it says none.
    """

    state: Assessment
    sha256: str
    signer: str
    is_known: bool
    day: date | None

    def agrees_with(self, state: Assessment, extra: Iterable[Path] = ()) -> bool:
        """Whether the sheet in it says what the assessment says now; facts and filings may differ.

        Args:
            state: the assessment.
            extra: folders with further editions.
        """
        if (self.state.case.edition, self.state.case.category) != (state.case.edition, state.case.category):
            return False
        return not compare(edition_of(state.case.edition, extra), self.state, state)


def read_signed(
    pdf: bytes, name: str, *, trust: Iterable[Path] = (), extra: Iterable[Path] = ()
) -> SignedChecklist:
    """The assessment of a signed checklist; of a review report that of the examined file inside it.

    Args:
        pdf: the whole file, from anybody.
        name: of the file, for messages.
        trust: files with certificates to trust.
        extra: folders with further editions.

    Raises:
        DocumentError: not signed, changed since it was signed, or without an assessment.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    from assessor.signing.trust_store import TrustStore
    from assessor.workflow.verifying import verify_bytes

    extra = tuple(extra)
    found = verify_bytes(pdf, trust=TrustStore.of(trust), extra=extra)
    facts = found.inner if found.inner is not None else found.verification
    if found.verification.integrity != "intact" or facts.integrity != "intact":
        code = "signed_changed" if facts.integrity == "changed" else "signed_unverifiable"
        raise DocumentError(code, path=name)
    if facts.attachment is None or not facts.signatures:
        raise DocumentError("signed_unverifiable", path=name)
    _, state = read_assessment(facts.attachment, name, extra)
    first = facts.signatures[0]
    day = None if first.signing_time is None else first.signing_time.astimezone().date()
    return SignedChecklist(state, sha256(pdf).hexdigest(), first.holder, found.is_signer_known, day)


def read_certified(path: Path, *, trust: Iterable[Path] = (), extra: Iterable[Path] = ()) -> Certified:
    """The certified assessment of a file: a signed checklist, a document, or the interchange form.

    Args:
        path: the file; it is read and never changed.
        trust: files with certificates to trust.
        extra: folders with further editions.

    Raises:
        DocumentError: no such file, not an assessment, or a checklist whose signature does not hold.
        StoreError: a document that is damaged, newer or not readable.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    if path.suffix.lower() == ".pdf":
        found = read_signed(read_input(str(path)), path.name, trust=trust, extra=extra)
        return Certified(found.state, "signed", path.name, day=found.day, signer=found.signer)
    _, state = read_source(str(path), extra)
    days = [day_of(one.decided) for one in state.filings.values() if one.application in CERTIFIED_BY]
    return Certified(state, "document", path.name, day=max((one for one in days if one), default=None))


def certified_filings(
    state: Assessment, rows: Iterable[JournalRow], *, without: str = ""
) -> tuple[Certified, ...]:
    """What was filed for certification from this document, the latest first.

    A change counts once it was decided: before that the certified state is still the one before it.

    Args:
        state: the assessment.
        rows: its journal (`DocumentHandle.journal`).
        without: id of a filing that is left out, the one that compares.
    """
    return _filed(state, rows, CERTIFIED_BY, without)


def stage_before(
    edition: Edition, state: Assessment, rows: Iterable[JournalRow], application: str, *, filing: str = ""
) -> Certified | None:
    """What a list of changes of an application compares with, as it was filed from this document.

    Args:
        edition: whose procedure asks.
        state: the assessment.
        rows: its journal.
        application: code of the application.
        filing: id of its filing, where there is one.

    Returns:
        None: the application has no list of changes, or the stage before was not filed from this document.
    """
    procedure = edition.procedure
    asked = None if procedure is None else procedure.application_by_code.get(application)
    if asked is None or not any(one.made == "changes" for one in asked.documents):
        return None
    if application in CERTIFIED_BY:
        found = certified_filings(state, rows, without=filing)
    else:
        sources = {one.carried.application for one in asked.documents if one.carried is not None}
        found = _filed(state, rows, tuple(sources), filing)
    return found[0] if found else None


def changed_since_filing(
    edition: Edition, state: Assessment, rows: Iterable[JournalRow], filing: str | None
) -> bool:
    """Whether papers made today would say something else than when a date was entered for the filing.

    Facts that come later by their nature are left out. What is enclosed belongs to the filing itself.

    Args:
        edition: the edition of the assessment.
        state: the assessment.
        rows: its journal (`DocumentHandle.journal`).
        filing: id of the filing; None, or one without a date: nothing was filed that could differ.
    """
    found = state.filings.get(filing or "")
    if filing is None or found is None or not found.filed:
        return False
    then = filed_state(rows, filing)
    if then is None:
        return False
    if (then.case.edition, then.case.category) != (state.case.edition, state.case.category):
        return True
    differs = change_since(edition, then, state)
    return bool(differs.sheet or differs.dwellings or set(differs.facts) - _later_facts(edition))


def _later_facts(edition: Edition) -> set[str]:
    """Facts of the works, and those that tell which application follows: answers to a filing, not of it."""
    procedure = edition.procedure
    if procedure is None:
        return set()
    return {one.code for one in procedure.facts if one.group == "works"} | {
        one.when.measure for one in procedure.applications if isinstance(one.when, Measure)
    }


def compared_with(
    edition: Edition,
    before: Certified,
    state: Assessment,
    language: Language = "ja",
    *,
    old: Evaluation | None = None,
    new: Evaluation | None = None,
) -> Compared:
    """What a list of changes says, against a certified or filed assessment.

    Args:
        edition: the edition of both.
        before: the earlier assessment.
        state: the assessment as it is now.
        language: of every string.
        old: evaluation of the earlier one, where it is at hand.
        new: evaluation of today's, where it is at hand.

    Raises:
        EditError: the two are of different editions.
    """
    found = change_since(edition, before.state, state, old=old, new=new)
    since = since_text(edition, before, language)
    changes = printed(edition, before.state, state, found, since=since, language=language, old=old, new=new)
    return Compared(changes, found.documents, found.rows)


def since_text(edition: Edition, before: Certified, language: Language = "ja") -> str:
    """What is compared with, in words: the application or the file, and its day."""
    procedure = edition.procedure
    asked = None if procedure is None else procedure.application_by_code.get(before.application)
    name = before.name if asked is None else asked.name.in_language(language)
    return "　".join(one for one in (name, day_text(before.day, language)) if one)


def _filed(
    state: Assessment, rows: Iterable[JournalRow], applications: tuple[str, ...], without: str
) -> tuple[Certified, ...]:
    listed = list(rows)
    filed = [
        (one.filed, one.order, code)
        for code, one in state.filings.items()
        if one.application in applications
        and code != without
        and one.filed
        and (one.decided or one.application != CHANGE)
    ]
    found: list[Certified] = []
    for _, _, code in sorted(filed, reverse=True):
        then, one = filed_state(listed, code), state.filings[code]
        if then is not None:
            day = day_of(one.decided) or day_of(one.filed)
            found.append(Certified(then, "filing", code, one.application, day))
    return tuple(found)
