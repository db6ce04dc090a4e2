"""Edits of a review, and what the two sides ask of its state."""

from collections.abc import Iterable
from dataclasses import replace

from assessor.assessment.records import Key, Record
from assessor.assessment.review import Answer, AnswerKey, Finding, FindingKey, Look, LookKey, Round, RoundKey
from assessor.assessment.state import Assessment, Edit
from assessor.errors import EditError


def look(state: Assessment, row: str, record: Look | None) -> Edit:
    """What the examiner says of a row in the present round; None takes it back."""
    return Edit(((LookKey(_number(state), row), record),), "look")


def find(state: Assessment, finding: Finding) -> tuple[str, Edit]:
    """A new finding of the present round; gives its id and the edit. The row's look becomes `finding`."""
    number = _number(state)
    taken = [int(one.rpartition("-")[2]) for one in state.findings if one.startswith(f"R{number}-")]
    name = f"R{number}-{max(taken, default=0) + 1}"
    record = replace(finding, round=int(number), settled=0, settled_at="", settled_by="")
    sets: list[tuple[Key, Record | None]] = [(FindingKey(name), record)]
    if finding.row:
        before = state.looks.get(number, {}).get(finding.row)
        after = Look("finding", "", "", finding.at, finding.by)
        if before is not None:
            after = replace(before, state="finding", at=finding.at, by=finding.by)
        sets.append((LookKey(number, finding.row), after))
    return name, Edit(tuple(sets), "find")


def change_finding(state: Assessment, name: str, finding: Finding | None) -> Edit:
    """Changes or takes back a finding of the present round; earlier ones were sent and stay as they are.

    Raises:
        EditError: it is of an earlier round.
    """
    number = int(_number(state))
    old = state.findings.get(name)
    if old is None or old.round != number:
        raise EditError("finding_sent", finding=name)
    return Edit(((FindingKey(name), finding and replace(finding, round=number, settled=0)),), "find")


def settle(state: Assessment, name: str, *, accepted: bool, at: str, by: str) -> Edit:
    """The examiner accepts the answer to a finding, or opens it again.

    Raises:
        EditError: there is no such finding.
    """
    old = state.findings.get(name)
    if old is None:
        raise EditError("finding_unknown", finding=name)
    number = int(_number(state)) if accepted else 0
    record = replace(
        old, settled=number, settled_at=at if accepted else "", settled_by=by if accepted else ""
    )
    return Edit(((FindingKey(name), record),), "settle")


def answer(state: Assessment, name: str, record: Answer | None) -> Edit:
    """The architect's answer to a finding, for the round in which it was returned; None takes it back."""
    return Edit(((AnswerKey(name, _number(state)), record),), "answer")


def closing(state: Assessment, record: Round) -> Edit:
    """The present round as it was returned or approved."""
    return Edit(((RoundKey(_number(state)), record),), record.outcome or "round")


def present_round(state: Assessment) -> Round | None:
    """The last round; None: there was none."""
    return state.rounds.get(str(state.last_round))


def open_findings(state: Assessment, rows: Iterable[str] | None = None) -> dict[str, Finding]:
    """Findings that are not settled, in the order of the rows and then of their making.

    Args:
        state: the document.
        rows: ids of the rows in the order of the sheet; findings on the whole application come first.
    """
    order = {row: place for place, row in enumerate(rows or ())}
    found = {name: one for name, one in state.findings.items() if not one.settled}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[1].row, -1), *_sequence(item[0]))))


def unanswered(state: Assessment, rows: Iterable[str] | None = None) -> list[str]:
    """Ids of open findings that have no answer for the last round."""
    number = str(state.last_round)
    return [name for name in open_findings(state, rows) if number not in state.answers.get(name, {})]


def not_looked_at(state: Assessment, rows: Iterable[str]) -> list[str]:
    """Rows of which the examiner has said nothing in the present round, in the order given."""
    seen = state.looks.get(str(state.last_round), {})
    return [row for row in rows if row not in seen]


def returned_first(state: Assessment, rows: Iterable[str]) -> list[str]:
    """The rows with those first that have open findings, each group in the order given."""
    returned = {one.row for one in state.findings.values() if not one.settled}
    listed = list(rows)
    return [row for row in listed if row in returned] + [row for row in listed if row not in returned]


def findings_of(state: Assessment, row: str) -> dict[str, Finding]:
    """All findings on a row, oldest first, settled ones too."""
    found = {name: one for name, one in state.findings.items() if one.row == row}
    return dict(sorted(found.items(), key=lambda item: _sequence(item[0])))


def _number(state: Assessment) -> str:
    if not state.last_round:
        raise EditError("no_round")
    return str(state.last_round)


def _sequence(name: str) -> tuple[int, int]:
    head, _, tail = name.removeprefix("R").partition("-")
    return int(head), int(tail)
