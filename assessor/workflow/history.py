"""The history of an assessment: into the signed checklist, checked when verified, and per row on view."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from assessor.assessment import Attestation, Decision, Measurement, PlaceRecord, RowNote, from_records
from assessor.assessment.interchange import parse_json
from assessor.assessment.records import (
    AttestationKey,
    Case,
    DecisionKey,
    Key,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    Record,
)
from assessor.assessment.review import AnswerKey, Finding, FindingKey, Look, LookKey, Round, RoundKey
from assessor.criteria import Edition
from assessor.criteria.nodes import Measure, walk
from assessor.errors import StoreError, UserError
from assessor.evaluation import PlaceIndex
from assessor.messages import has_text, text
from assessor.store import JournalRow, open_document, read_history
from assessor.workflow.documents import is_document
from assessor.workflow.files import STDIN
from assessor.workflow.interchange import form_bytes
from assessor.workflow.wording import Wording

HISTORY_FILE = "history.json"


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    """What the history inside a checklist is worth.

    Attributes:
        state: `absent`; `consistent`: its chain holds and it ends in exactly the assessment beside it;
            `broken`: it does not.
        edits: number of edits.
        people: who made them, in the order of their first edit.
        first_at, last_at: ISO 8601 times of the first and the last edit, as claimed.
        head: hash of the last edit, hexadecimal.
        fault: what is wrong with a broken one.
    """

    state: Literal["absent", "consistent", "broken"]
    edits: int = 0
    people: tuple[str, ...] = ()
    first_at: str = ""
    last_at: str = ""
    head: str = ""
    fault: UserError | None = None


NO_HISTORY = HistoryFacts("absent")


@dataclass(frozen=True, slots=True)
class RowEvent:
    """One edit that touched a row.

    Attributes:
        seq: number of the edit.
        at: ISO 8601 time.
        by: who; may be empty.
        label: code of what was done.
        key: what was changed.
        before, after: the record before and after; None where there is none.
    """

    seq: int
    at: str
    by: str
    label: str
    key: Key
    before: Record | None
    after: Record | None


def history_of(source: str | Path) -> bytes | None:
    """The history of a document file; None for what has none (the interchange form, standard input).

    Raises:
        DocumentError: no such file.
        StoreError: a document that is damaged, newer or not readable.
    """
    if str(source) == STDIN or not is_document(Path(source)):
        return None
    with open_document(Path(source), read_only=True) as handle:
        return handle.history()


def check_history(data: bytes | None, assessment: bytes) -> HistoryFacts:
    """Follows the chain of a history and compares where it ends with the assessment beside it.

    Args:
        data: the history; None: there is none.
        assessment: the assessment in the interchange form.
    """
    if data is None:
        return NO_HISTORY
    try:
        history = read_history(data, HISTORY_FILE)
        end = _content(form_bytes(from_records(history.records)))
        fits = end == _content(assessment)
    except UserError as fault:
        fault.params.setdefault("file", HISTORY_FILE)
        return HistoryFacts("broken", fault=fault)
    except Exception as problem:  # noqa: BLE001 # records from a file may fit together in no way
        unreadable = StoreError("history_unreadable", name=HISTORY_FILE)
        unreadable.__cause__ = problem
        return HistoryFacts("broken", fault=unreadable)
    if not fits:
        return HistoryFacts("broken", fault=StoreError("history_other", name=HISTORY_FILE))
    return HistoryFacts(
        "consistent",
        len(history.rows),
        tuple(dict.fromkeys(row.by for row in history.rows if row.by)),
        history.rows[0].at,
        history.rows[-1].at,
        history.head,
    )


def _content(form: bytes) -> dict[str, Any]:
    """What an interchange form says, whatever the order of its lists: a document keeps records by key."""
    found = parse_json(form)
    return {
        name: sorted(json.dumps(one, sort_keys=True, default=str) for one in value)
        if isinstance(value, list)
        else value
        for name, value in found.items()
    }


def row_events(journal: Iterable[JournalRow], edition: Edition, row: str) -> tuple[RowEvent, ...]:
    """Every change of what a row rests on, oldest first: values, confirmations, decisions, notes, review.

    Args:
        journal: of the document (`DocumentHandle.journal`, or the rows of a history).
        edition: the edition of the assessment.
        row: id of the row.
    """
    quantities = {node.measure for node in walk(edition.rows[row].condition) if isinstance(node, Measure)}
    findings: set[str] = set()
    found = []
    for entry in journal:
        for key, before, after in entry.changes:
            if key.tag == "finding" and row in (getattr(before, "row", ""), getattr(after, "row", "")):
                findings.add(str(key[0]))
            if _concerns(key, row, quantities, findings):
                found.append(RowEvent(entry.seq, entry.at, entry.by, entry.label, key, before, after))
    return tuple(found)


def _concerns(key: Key, row: str, quantities: set[str], findings: set[str]) -> bool:
    match key:
        case MeasurementKey(quantity=code):
            return code in quantities
        case AttestationKey() | DecisionKey() | NoteKey():
            return key.row == row
    if key.tag in ("finding", "answer"):
        return key[0] in findings
    return key.tag == "look" and row in key


def all_events(journal: Iterable[JournalRow]) -> tuple[RowEvent, ...]:
    """Every change of every edit, oldest first."""
    return tuple(
        RowEvent(entry.seq, entry.at, entry.by, entry.label, key, before, after)
        for entry in journal
        for key, before, after in entry.changes
    )


def event_parts(wording: Wording, index: PlaceIndex, event: RowEvent) -> tuple[str, str, str]:
    """One event in words: what was changed, from what, to what; empty where there was nothing."""
    before, after = (
        "" if one is None else _shown(wording, event.key, one) for one in (event.before, event.after)
    )
    if isinstance(event.before, Case) and isinstance(event.after, Case):
        before, after = _case_parts(wording, event.before, event.after)
    return _what(wording, index, event.key), before, after


def _case_parts(wording: Wording, before: Case, after: Case) -> tuple[str, str]:
    """The fields of the case data that differ, by name."""
    names = [one.name for one in fields(Case) if getattr(before, one.name) != getattr(after, one.name)]

    def said(record: Case) -> str:
        parts = []
        for name in names:
            key = f"changes.field.{name}"
            label = text(key, wording.language) if has_text(key) else name
            parts.append(f"{label} {getattr(record, name)}".rstrip())
        return " / ".join(parts)

    return said(before), said(after)


def event_text(wording: Wording, index: PlaceIndex, event: RowEvent) -> str:
    """One event as a line: what was changed, from what to what."""
    what, before, after = event_parts(wording, index, event)
    key = (
        "history.set"
        if event.before is None
        else "history.removed"
        if event.after is None
        else "history.changed"
    )
    return text(key, wording.language, what=what, before=before, after=after)


def _what(wording: Wording, index: PlaceIndex, key: Key) -> str:
    def place(place_id: str) -> str:
        return wording.place_path(index, place_id) if place_id in index.places else place_id

    match key:
        case MeasurementKey(place=where, quantity=code) if code in wording.edition.quantities:
            return wording.in_brackets(wording.quantity(code), place(where))
        case AttestationKey(place=where):
            return wording.in_brackets(text("history.attestation", wording.language), place(where))
        case PlaceKey(place=where):
            return place(where)
        case LookKey(number=number):
            return wording.in_brackets(text("history.look", wording.language), f"R{number}")
        case FindingKey(finding=name) | AnswerKey(finding=name):
            return wording.in_brackets(text(f"history.{key.tag}", wording.language), name)
        case RoundKey(number=number):
            return text("review.round", wording.language, number=number)
        case _:
            return text(f"history.{key.tag}", wording.language)


def _said(wording: Wording, record: Look | Finding | Round) -> str:
    """What the examiner says, with what may have changed of it."""
    language = wording.language
    match record:
        case Look(state=state, verdict=verdict, note=note):
            said = text(f"review.look.{state}", language)
            own = f"{wording.mark(verdict)} {wording.verdict(verdict)}" if verdict else ""
            return " ".join(part for part in (said, own, note) if part)
        case Finding():
            said = wording.in_brackets(record.text, record.drawing) if record.drawing else record.text
            if record.settled:
                who = record.settled_by or "—"
                said += " " + text("review.settled_in", language, round=record.settled, who=who)
            return said
        case _:
            outcome = text(f"review.outcome.{record.outcome or 'open'}", language)
            return " ".join((outcome, *record.remark.splitlines()))


def _shown(wording: Wording, key: Key, record: Record | None) -> str:
    match record:
        case None:
            return text("history.nothing", wording.language)
        case Measurement(value=value):
            quantity = wording.edition.quantities.get(getattr(key, "quantity", ""))
            return str(value) if quantity is None else wording.value(quantity, value)
        case Attestation(value=value):
            return text("history.yes" if value else "history.no", wording.language)
        case Decision(verdict=verdict, reason=reason):
            return (
                wording.in_brackets(wording.verdict(verdict), reason) if reason else wording.verdict(verdict)
            )
        case RowNote(drawings=drawings, remark=remark):
            return " / ".join(part for part in (*drawings.splitlines(), remark) if part)
        case PlaceRecord(name=name):
            return name
        case Look() | Finding() | Round():
            return _said(wording, record)
        case _:
            return str(getattr(record, "text", "") or text("history.set_value", wording.language))
