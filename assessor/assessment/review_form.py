"""A review as `review.json`: in a signed report what the examiner says, in a submission what is answered."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessor.assessment.form_faults import form_fault
from assessor.assessment.interchange import parse_json
from assessor.assessment.records import Key, Record
from assessor.assessment.review import Answer, AnswerKey, Finding, FindingKey, Look, LookKey, Round, RoundKey
from assessor.assessment.state import Assessment
from assessor.errors import DocumentError

FORMAT: Literal["assessor.review"] = "assessor.review"
VERSION = 1
Kind = Literal["report", "submission"]

_Word = Annotated[str, Field(max_length=2000)]
_Long = Annotated[str, Field(max_length=20_000)]
_Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
_Round = Annotated[int, Field(ge=1, le=99, strict=True)]
_FindingId = Annotated[str, Field(pattern=r"^R[1-9][0-9]?-[1-9][0-9]{0,4}$")]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class RoundForm(_Form):
    """A round: which file was submitted by whom, and what became of it."""

    round: _Round
    file: _Hash = ""
    holder: _Word = ""
    certificate: _Hash = ""
    received_at: _Word = ""
    received_by: _Word = ""
    outcome: Literal["", "returned", "approved"] = ""
    closed_at: _Word = ""
    closed_by: _Word = ""
    closed_certificate: _Hash = ""


class AnswerForm(_Form):
    """An answer, given for the round in which the finding was returned."""

    round: _Round
    text: _Long
    drawing: _Word = ""
    at: _Word = ""
    by: _Word = ""


class FindingForm(_Form):
    """A finding with its answers."""

    id: _FindingId
    row: _Word = ""
    text: _Long
    drawing: _Word = ""
    phrase: _Word = ""
    round: _Round
    at: _Word = ""
    by: _Word = ""
    settled: Annotated[int, Field(ge=0, le=99, strict=True)] = 0
    settled_at: _Word = ""
    settled_by: _Word = ""
    answers: Annotated[list[AnswerForm], Field(max_length=99)] = []


class LookForm(_Form):
    """What the examiner says of a row."""

    row: _Word
    look: Literal["confirmed", "finding", "deferred"]
    verdict: Literal["", "conforming", "not_conforming", "not_applicable"] = ""
    note: _Long = ""
    at: _Word = ""
    by: _Word = ""


class ReviewForm(_Form):
    """A review as it travels.

    Attributes:
        kind: `report`: from the examiner; `submission`: from the architect, round `round` being submitted.
        data: SHA-256 of the `assessment.json` that was examined or is submitted.
    """

    format: Literal["assessor.review"] = FORMAT
    version: Literal[1] = 1
    kind: Kind
    round: _Round
    name: _Word = ""
    edition: _Word = ""
    category: _Word = ""
    data: _Hash = ""
    rounds: Annotated[list[RoundForm], Field(max_length=99)] = []
    findings: Annotated[list[FindingForm], Field(max_length=20_000)] = []
    rows: Annotated[list[LookForm], Field(max_length=5_000)] = []


def to_review(state: Assessment, kind: Kind, data: str) -> ReviewForm:
    """The review of a document as it travels: with the looks of the last round in a report.

    Args:
        state: the document.
        kind: `submission` counts the round that is being submitted now, one more than the last.
        data: SHA-256 of the assessment beside it.
    """
    last = state.last_round
    looks = state.looks.get(str(last), {}) if kind == "report" else {}
    return ReviewForm(
        kind=kind,
        round=last + 1 if kind == "submission" else last,
        name=state.case.name,
        edition=state.case.edition,
        category=state.case.category,
        data=data,
        rounds=[_round(int(number), one) for number, one in sorted(state.rounds.items(), key=_by_number)],
        findings=[_finding(state, name, one) for name, one in state.findings.items()],
        rows=[
            LookForm(row=row, look=one.state, verdict=one.verdict, note=one.note, at=one.at, by=one.by)
            for row, one in looks.items()
        ],
    )


def write_review(form: ReviewForm) -> bytes:
    """The form as JSON, UTF-8, defaults left out, the same bytes for the same content."""
    plain: dict[str, Any] = form.model_dump(exclude_defaults=True)
    head = {"format": FORMAT, "version": VERSION}
    return (json.dumps(head | plain, ensure_ascii=False, indent=1) + "\n").encode()


def read_review(data: bytes, file: str = "review.json") -> ReviewForm:
    """The form of what `write_review` wrote, strictly; the bytes may come from anybody.

    Args:
        data: the bytes.
        file: how they are called in messages.

    Raises:
        DocumentError: not such a document, a newer one, a field that is missing, unknown or wrong, or a
            round, finding or row that stands twice.
    """
    try:
        return _read(data)
    except DocumentError as problem:
        problem.params.setdefault("file", file)
        raise


def _read(data: bytes) -> ReviewForm:
    found = parse_json(data)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DocumentError("form_field", place="format", reason=FORMAT)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DocumentError("newer_version", found=version, known=VERSION)
    try:
        form = ReviewForm.model_validate(found)
    except ValidationError as problem:
        raise form_fault(problem) from problem
    for what, names in (
        ("rounds", [str(one.round) for one in form.rounds]),
        ("findings", [one.id for one in form.findings]),
        ("rows", [one.row for one in form.rows]),
        *((f"findings {one.id}", [str(two.round) for two in one.answers]) for one in form.findings),
    ):
        if len(set(names)) != len(names):
            raise DocumentError("form_twice", what=what)
    return form


def review_records(form: ReviewForm) -> list[tuple[Key, Record]]:
    """The records of a form; rounds carry neither the form of their submission nor whose document it is."""
    found: list[tuple[Key, Record]] = []
    for one in form.rounds:
        fields = one.model_dump(exclude={"round", "file"})
        found.append((RoundKey(str(one.round)), Round(sha256=one.file, **fields)))
    for finding in form.findings:
        fields = finding.model_dump(exclude={"id", "answers"})
        found.append((FindingKey(finding.id), Finding(**fields)))
        for given in finding.answers:
            record = Answer(given.text, given.drawing, given.at, given.by)
            found.append((AnswerKey(finding.id, str(given.round)), record))
    for row in form.rows:
        record_of_row = Look(row.look, row.verdict, row.note, row.at, row.by)
        found.append((LookKey(str(form.round), row.row), record_of_row))
    return found


def _by_number(item: tuple[str, Round]) -> int:
    return int(item[0])


def _round(number: int, one: Round) -> RoundForm:
    return RoundForm(
        round=number,
        file=one.sha256,
        holder=one.holder,
        certificate=one.certificate,
        received_at=one.received_at,
        received_by=one.received_by,
        outcome=one.outcome,
        closed_at=one.closed_at,
        closed_by=one.closed_by,
        closed_certificate=one.closed_certificate,
    )


def _finding(state: Assessment, name: str, one: Finding) -> FindingForm:
    return FindingForm(
        id=name,
        row=one.row,
        text=one.text,
        drawing=one.drawing,
        phrase=one.phrase,
        round=one.round,
        at=one.at,
        by=one.by,
        settled=one.settled,
        settled_at=one.settled_at,
        settled_by=one.settled_by,
        answers=[
            AnswerForm(round=int(number), text=given.text, drawing=given.drawing, at=given.at, by=given.by)
            for number, given in state.answers.get(name, {}).items()
        ],
    )
