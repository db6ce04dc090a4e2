"""What verdicts are read from: drawings with their use, what to check after a revision, what lacks one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from assessor.assessment import Assessment, Edit
from assessor.assessment.evidence import Drawing, DrawingKey, StaleKey
from assessor.assessment.evidence_edits import confirm, open_checks, usage
from assessor.assessment.record_lines import parse_key
from assessor.assessment.records import AttestationKey, Key, MeasurementKey, NoteKey
from assessor.evaluation.doubtful import rests_on_doubtful
from assessor.evaluation.snapshot import Doubtful
from assessor.workflow.checklist_findings import evidence_share
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class DrawingUse:
    """A drawing and what names it.

    Attributes:
        number: as registered, else as first written.
        drawing: the entry of the register; None: not registered.
        used: how many entries name it.
        to_check: how many of them are to be checked against its revision.
    """

    number: str
    drawing: Drawing | None
    used: int
    to_check: int


def drawing_uses(state: Assessment) -> list[DrawingUse]:
    """The register in its order, then the numbers that entries name and the register lacks."""
    used = usage(state)
    waiting: dict[str, int] = {}
    for key in open_checks(state):
        waiting[key.drawing] = waiting.get(key.drawing, 0) + 1
    listed = sorted(state.drawings.items(), key=lambda item: item[1].order)
    found = [DrawingUse(number, one, len(used[number]), waiting.get(number, 0)) for number, one in listed]
    others = sorted(number for number in used if number not in state.drawings)
    return found + [DrawingUse(number, None, len(used[number]), 0) for number in others]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry to be checked against the new revision of its drawing.

    Attributes:
        key: of the mark.
        where: place or row.
        what: the entry, with its value.
        revisions: the revision it was read from and the present one.
        place: place and quantity to go to; None for confirmations and notes.
        row: row to go to.
    """

    key: StaleKey
    where: str
    what: str
    revisions: tuple[str, str]
    place: tuple[str, str] | None = None
    row: str | None = None


def checks(session: Session, wording: Wording) -> list[Check]:
    """Everything that is to be checked, drawing by drawing."""
    state, index = session.state, session.evaluation.snapshot.index
    found = []
    for key, stale in open_checks(state).items():
        drawing = state.drawings.get(key.drawing)
        revisions = (stale.revision, "" if drawing is None else drawing.revision)
        subject: Key = parse_key(key.subject)
        match subject:
            case MeasurementKey(place=place, quantity=code) if code in session.edition.quantities:
                value = state.measurements[place][code].value
                shown = wording.value(session.edition.quantities[code], value)
                what = f"{wording.quantity(code)} {shown}"
                where = wording.place_path(index, place)
                found.append(Check(key, where, what, revisions, place=(place, code)))
            case AttestationKey(row=row, place=place):
                where = wording.joined(row, wording.place_path(index, place))
                answer = wording.word("yes" if state.attestations[row][subject.key][place].value else "no")
                found.append(Check(key, where, answer, revisions, row=row))
            case NoteKey(row=row):
                note = state.notes[row]
                what = wording.joined(note.drawings.replace("\n", " "), note.remark)
                found.append(Check(key, row, what, revisions, row=row))
            case _:
                pass
    return found


def checks_of_row(session: Session, row: str) -> list[StaleKey]:
    """What is to be checked for one row."""
    result = session.evaluation.rows.get(row)
    if result is None or not result.is_doubtful:
        return []
    snapshot = session.evaluation.snapshot
    found = []
    for key in open_checks(session.state):
        match parse_key(key.subject):
            case MeasurementKey(place=place, quantity=code):
                alone = Doubtful(values=frozenset({(place, code)}))
            case AttestationKey(row=own, key=condition, place=place):
                alone = Doubtful(attested=frozenset({(own, condition, place)}))
            case NoteKey(row=own):
                alone = Doubtful(rows=frozenset({own}))
            case _:
                continue
        if rests_on_doubtful(row, result.scopes, replace(snapshot, doubtful=alone)):
            found.append(key)
    return found


def confirm_row(session: Session, row: str) -> Edit:
    """Everything behind one row was checked and is right as it stands."""
    return confirm(session.state, checks_of_row(session, row))


def rows_without_evidence(session: Session) -> dict[str, tuple[int, int]]:
    """Rows with a verdict other than undetermined of which no drawing is named, or not for all they rest on.

    Of each row how many of the entries behind it name a drawing, and how many there are. A drawing named
    beside the row itself stands for all of them. Rows without such a part need none, unless a person decided
    so.
    """
    found: dict[str, tuple[int, int]] = {}
    for row, result in session.evaluation.rows.items():
        if result.verdict in ("conforming", "not_conforming") or result.decided_by == "person":
            named, entries = evidence_share(session.state, row, result)
            if named < max(entries, 1):
                found[row] = named, entries
    return found


def values_without_drawing(session: Session) -> dict[str, list[str]]:
    """Measured values that name no drawing: quantities by place, in the order of the places."""
    state = session.state
    found: dict[str, list[str]] = {}
    for place in session.evaluation.snapshot.index.places:
        codes = [code for code, one in state.measurements.get(place, {}).items() if not one.drawing.strip()]
        if codes:
            found[place] = codes
    return found


def set_drawing(state: Assessment, entries: Iterable[tuple[str, str]], number: str) -> Edit:
    """Names a drawing at several measured values at once, by place and quantity."""
    sets = tuple(
        (MeasurementKey(place, code), replace(state.measurements[place][code], drawing=number))
        for place, code in entries
    )
    return Edit(sets, "details")


def enclose(state: Assessment, number: str, file: str, content: bytes, *, at: str, by: str) -> Edit:
    """Names a file as the drawing's content; the content itself is kept by the document.

    Args:
        state: the present state; the drawing is registered.
        number: the drawing.
        file: name of the file; folders in it are left out.
        content: what is in it.
        at: moment, ISO 8601.
        by: who encloses it.
    """
    digest = sha256(content).hexdigest()
    old = state.drawings[number]
    name = PurePath(file.replace("\\", "/")).name
    fresh = replace(old, name=name, sha256=digest, size=len(content), at=at, by=by)
    return Edit(((DrawingKey(number), fresh),), "register_drawing")
