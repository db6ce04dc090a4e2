"""What a checklist says, as plain strings, words of a fixed set and numbers; nothing here knows how it looks.

The workflow makes it from an assessment; `report.checklist` draws it. All strings are in the language of the
document, numbers stand in them with their units.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assessor.messages import Language

Verdict = Literal["conforming", "not_conforming", "not_applicable", "undetermined"]
Result = Literal["conforming", "not_conforming", "undecided"]
Level = Literal["required", "optional"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value; an empty value prints as not filled in."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the result is what it is, with the numbers of the rows concerned."""

    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one table or sum by level and verdict.

    Attributes:
        required: rows that must conform; likewise the four counts after it.
        optional: rows that may conform; likewise the two counts after it.
    """

    required: int
    required_conforming: int
    required_not_applicable: int
    required_not_conforming: int
    required_undetermined: int
    optional: int
    optional_conforming: int
    optional_undetermined: int


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the summary, in the order of the official sheet.

    Attributes:
        label: number of the table, or name of the sum.
        name: what the table is about; empty for sums.
        minimum: optional rows to reach; None where the line has no minimum of its own.
        missing: optional rows still missing for it.
        kind: a table, the sum of a group, or the total.
    """

    label: str
    name: str
    counts: Counts
    minimum: int | None
    missing: int
    kind: Literal["table", "group", "total"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a verdict rests on.

    Attributes:
        place: where it was found; empty for the whole building.
        text: value against limit, or what was confirmed or is missing.
        margin: distance to the limit, and how many more places are alike.
    """

    place: str
    text: str
    margin: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of a criteria table.

    Attributes:
        number: within its table, for example `3(5)a`.
        item: the item it belongs to, as printed on the form.
        efforts: clauses that ask for an effort and never decide.
        by_person: whether a person decided it.
        machine: the verdict from what was entered, where a person decided otherwise; else None.
        recheck: what the decision rested on has changed since.
        drawings: numbers of drawings, separated by line ends.
        examiner: what the examiner said of it; empty leaves room for handwriting.
    """

    id: str
    number: str
    item: str
    title: str
    text: str
    importance: str
    level: Level
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    efforts: tuple[str, ...] = ()
    by_person: bool = False
    machine: Verdict | None = None
    recheck: bool = False
    drawings: str = ""
    remark: str = ""
    examiner: str = ""


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """One table (別表) with the rows of the category."""

    label: str
    name: str
    counts: Counts
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the matrix: its verdict per unit type, from what was entered."""

    id: str
    title: str
    level: Level
    verdict: Verdict
    marks: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows in the dwelling × unit types applied for."""

    unit_types: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A decision, a reason or a reading that belongs to rows.

    Attributes:
        rows: their ids.
        title: title of the row.
        text: the statement.
        notes: further facts: who and when, the machine's verdict, the other reading.
    """

    rows: tuple[str, ...]
    title: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's yes or no to one condition."""

    row: str
    text: str
    place: str
    is_true: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measured value.

    Attributes:
        value: with its unit.
        is_default: entered at a wider place and used for the places in it that have none of their own.
        source: drawing, how it came, note.
    """

    name: str
    value: str
    is_default: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeasuredPlace:
    """A place with its values; `depth` counts from the section's root."""

    depth: int
    name: str
    kind: str
    values: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class MeasuredSection:
    """The building, the site, or one unit type with all places in it, in the order of the tree."""

    title: str
    places: tuple[MeasuredPlace, ...]


@dataclass(frozen=True, slots=True)
class DrawingReference:
    """A drawing, and the rows and places that refer to it."""

    drawing: str
    used_for: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the round before; empty where there was or is nothing."""

    where: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Differences of one kind under a heading."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a round.

    Attributes:
        since: which round, and when it was submitted or returned.
        groups: kinds without any difference are there too, with an empty list.
    """

    since: str
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """A finding of the examiner with what was answered.

    Attributes:
        id: for example `R1-3`.
        row: number of the row with its table; empty for the application as a whole.
        title: of the row.
        state: open, answered or settled, in words.
        notes: who and when, the answers with who and when.
    """

    id: str
    row: str
    title: str
    text: str
    drawing: str
    state: str
    notes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of the review, every cell in words."""

    number: str
    submitted: str
    returned: str
    outcome: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SignatureField:
    """Who signs in a box: role and printed name."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """A row that is left to be met; an empty difficulty where the edition gives no figure."""

    id: str
    title: str
    difficulty: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Way:
    """What is left to do.

    Attributes:
        required: required rows that do not conform yet.
        rated: optional rows that reach the minimums at the least summed difficulty.
        unrated: optional rows without a figure that are needed besides.
        ruled_out: optional rows that the user does without.
        difficulty: sum over the rated ones.
        shortfalls: minimums that cannot be reached any more.
    """

    required: tuple[WayRow, ...]
    rated: tuple[WayRow, ...]
    unrated: tuple[WayRow, ...]
    ruled_out: tuple[WayRow, ...]
    difficulty: str
    shortfalls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistData:
    """Everything on the pages of one checklist.

    Attributes:
        title: title of the document.
        name: name of the case, for header and file metadata; may be empty.
        author: who made the assessment, for the file metadata.
        edition: name and code of the edition.
        edition_code: code of the edition.
        edition_digest: SHA-256 of the edition's data, hexadecimal.
        fingerprint: SHA-256 of the embedded `assessment.json`, hexadecimal; no file can name its own hash.
        facts: case data of the cover in order.
        reasons: why the result is what it is, in order.
        policy: how numbers are read and rounded.
        edition_notes: what the edition's tables say in notes.
        created: moment of the export, with time zone.
        credit: who made the data the case rests on; may be empty.
        changes: what changed since the last round; None: there was none.
        findings: of earlier rounds with their answers.
        rounds: of the review so far.
        way: what is left to do; None: everything is met.
    """

    language: Language
    title: str
    name: str
    author: str
    edition: str
    edition_code: str
    edition_digest: str
    category: str
    fingerprint: str
    created: datetime
    facts: tuple[Fact, ...]
    result: Result
    reasons: tuple[Reason, ...]
    summary: tuple[SummaryLine, ...]
    tables: tuple[CriteriaTable, ...]
    matrix: Matrix
    overruled: tuple[Statement, ...]
    not_applicable: tuple[Statement, ...]
    readings: tuple[Statement, ...]
    edition_notes: tuple[str, ...]
    policy: tuple[str, ...]
    confirmations: tuple[Confirmation, ...]
    measurements: tuple[MeasuredSection, ...]
    drawings: tuple[DrawingReference, ...]
    remarks: str
    credit: str
    designer: SignatureField
    official: SignatureField
    changes: Changes | None = None
    findings: tuple[ReviewFinding, ...] = ()
    rounds: tuple[RoundLine, ...] = ()
    way: Way | None = None
