"""Records of a review: rounds, what the examiner looked at, findings, and the architect's answers.

They stand beside the records of the assessment and never change one of them: both verdicts stay side by side.
A document of the examiner (*desk*) holds the architect's assessment read-only; a document of the architect
holds the findings of earlier rounds read-only and takes answers.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from assessor.evaluation.snapshot import PersonVerdict

LookState = Literal["confirmed", "finding", "deferred"]
"""確認, 指摘, 保留."""
Outcome = Literal["", "returned", "approved"]


@dataclass(frozen=True, slots=True)
class Round:
    """One submission and what became of it.

    Attributes:
        is_desk: this document is the examiner's.
        sha256: of the submitted PDF; a document of the examiner holds that file under this digest.
        form: the submitted assessment in the interchange form, for comparing with the next round.
        holder: who signed the submission, by the certificate.
        certificate: SHA-256 of that certificate, hexadecimal.
        is_claimed: known only from what the architect's file says, not from a document of this desk.
        agreed: the printed verdicts were found again when the submission was verified.
        received_at, received_by: ISO 8601 time and person of the receipt; empty on the architect's side.
        outcome: empty while the round is open.
        closed_at, closed_by: when and by whom it was returned or approved, by the examiner's signature.
        closed_certificate: SHA-256 of the examiner's certificate, hexadecimal.
        remark: what stands beside an approval: what it passed over, and the examiner's own words.
    """

    is_desk: bool = False
    sha256: str = ""
    form: str = ""
    holder: str = ""
    certificate: str = ""
    is_claimed: bool = False
    agreed: bool = False
    received_at: str = ""
    received_by: str = ""
    outcome: Outcome = ""
    closed_at: str = ""
    closed_by: str = ""
    closed_certificate: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the examiner says of a row in a round.

    Attributes:
        verdict: the examiner's own verdict; empty: none given.
        note: internal remark; it goes into the report like everything else.
    """

    state: LookState
    verdict: PersonVerdict | Literal[""] = ""
    note: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the architect has to answer.

    Attributes:
        row: id of the row; empty: the application as a whole.
        text: what is asked.
        drawing: where it is seen.
        phrase: id of the standard phrase it began with; empty: none.
        round: number of the round in which it was made.
        settled: number of the round in which the examiner accepted the answer; 0: open.
        settled_at, settled_by: when and by whom.
    """

    row: str
    text: str
    drawing: str = ""
    phrase: str = ""
    round: int = 1
    at: str = ""
    by: str = ""
    settled: int = 0
    settled_at: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The architect's answer to a finding.

    Attributes:
        drawing: the drawing that was changed or added.
    """

    text: str
    drawing: str = ""
    at: str = ""
    by: str = ""


class RoundKey(NamedTuple):
    """A round by its number, written as digits."""

    number: str
    tag: Literal["round"] = "round"


class LookKey(NamedTuple):
    """A row in a round."""

    number: str
    row: str
    tag: Literal["look"] = "look"


class FindingKey(NamedTuple):
    """A finding by its id, for example `R1-3`."""

    finding: str
    tag: Literal["finding"] = "finding"


class AnswerKey(NamedTuple):
    """The answer to a finding given for a round: the round in which the finding was returned."""

    finding: str
    number: str
    tag: Literal["answer"] = "answer"


ReviewKey = RoundKey | LookKey | FindingKey | AnswerKey
ReviewRecord = Round | Look | Finding | Answer

KEY_TYPES: dict[str, type[ReviewKey]] = {
    "round": RoundKey,
    "look": LookKey,
    "finding": FindingKey,
    "answer": AnswerKey,
}
RECORD_TYPES: dict[str, type[ReviewRecord]] = {
    "round": Round,
    "look": Look,
    "finding": Finding,
    "answer": Answer,
}
