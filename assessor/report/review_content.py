"""What a review report says, in the way of `report.content`; `report.review` draws it."""

from dataclasses import dataclass
from datetime import datetime

from assessor.messages import Language
from assessor.report.content import Changes, Fact, Level, ReviewFinding, RoundLine, SignatureField


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row as both sides see it.

    Attributes:
        verdict: the architect's, with its mark.
        look: the examiner's: confirmed, finding, deferred, or not looked at.
        examined: the examiner's own verdict; empty when none was given.
        note: the examiner's remark and the ids of findings.
        is_apart: the two verdicts differ.
    """

    number: str
    title: str
    level: Level
    verdict: str
    look: str
    examined: str
    note: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """A table of the sheet with its rows."""

    title: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ExaminerEdit:
    """One thing the examiner did.

    Attributes:
        seq: number of the edit in the document under review.
        at: day and minute.
        what: the row, or the finding.
        before, after: what stood there; empty: nothing.
        why: note, drawing or answer it rests on; empty: none was given.
    """

    seq: int
    at: str
    by: str
    what: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ReviewData:
    """Everything on the pages of a review report.

    Attributes:
        title: title of the document.
        name: name of the case.
        author: the examiner.
        edition, edition_code, edition_digest: of the criteria, as in the checklist.
        fingerprint: SHA-256 of the assessment that was examined, hexadecimal.
        created: moment of the report, with time zone.
        outcome: what the examiner decided, in large type.
        explanation: what the architect is to do now.
        facts: round, submitted file, who signed it, what verifying found, who examined.
        findings: open ones first.
        journal: what the examiner did, in order.
    """

    language: Language
    title: str
    name: str
    author: str
    edition: str
    edition_code: str
    edition_digest: str
    fingerprint: str
    created: datetime
    outcome: str
    explanation: str
    facts: tuple[Fact, ...]
    findings: tuple[ReviewFinding, ...]
    tables: tuple[ReviewTable, ...]
    rounds: tuple[RoundLine, ...]
    changes: Changes | None
    examiner: SignatureField
    journal: tuple[ExaminerEdit, ...] = ()
