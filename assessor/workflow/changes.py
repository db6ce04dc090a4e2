"""What changed between two submissions: verdicts, measurements, drawings, and everything else entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from assessor.assessment import Assessment, Attestation, Decision, Measurement, PlaceRecord, RowNote
from assessor.assessment.records import (
    AttestationKey,
    DecisionKey,
    Key,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    Record,
)
from assessor.assessment.review import KEY_TYPES
from assessor.criteria import Edition
from assessor.criteria.nodes import Measure, walk
from assessor.evaluation import Evaluation, PlaceIndex
from assessor.messages import Language, text
from assessor.report import content
from assessor.workflow.evaluating import evaluate
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose verdict is another; None: the row was or is not on the sheet."""

    row: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is another; None where there was or is none."""

    key: Key
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class DrawingChange:
    """Drawings that a row, or a value at a place, refers to.

    Attributes:
        key: what refers to them.
        before, after: numbers of the drawings.
    """

    key: Key
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Everything that differs between two submissions.

    Attributes:
        rows: verdicts, in the order of the sheet.
        measurements: values.
        drawings: references to drawings.
        answers: confirmations, decisions and remarks.
        places: parts of the building.
        case: fields of the case data.
        result: the result before and after.
        touched: rows whose verdict, values, confirmations, decision, remark or drawings differ.
    """

    rows: tuple[RowChange, ...]
    measurements: tuple[RecordChange, ...]
    drawings: tuple[DrawingChange, ...]
    answers: tuple[RecordChange, ...]
    places: tuple[RecordChange, ...]
    case: tuple[tuple[str, str, str], ...]
    result: tuple[str, str]
    touched: frozenset[str]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(
            self.rows or self.measurements or self.drawings or self.answers or self.places or self.case
        )


def compare(
    edition: Edition,
    before: Assessment,
    after: Assessment,
    *,
    old: Evaluation | None = None,
    new: Evaluation | None = None,
) -> Changed:
    """Compares two states of an assessment against the same edition.

    Args:
        edition: the edition.
        before: the earlier state.
        after: the later one.
        old: evaluation of the earlier state, where it is at hand.
        new: evaluation of the later one.
    """
    first = old if old is not None else evaluate(edition, before)
    second = new if new is not None else evaluate(edition, after)
    rows = tuple(
        RowChange(row, _verdict(first, row), _verdict(second, row))
        for row in edition.rows
        if _verdict(first, row) != _verdict(second, row)
    )
    records = [
        one for one in _differences(before, after) if one.key.tag not in KEY_TYPES and one.key.tag != "case"
    ]
    measured = [one for one in records if isinstance(one.key, MeasurementKey) and _value(one)]
    answered = [
        one
        for one in records
        if isinstance(one.key, AttestationKey | DecisionKey | NoteKey) and _substance(one)
    ]
    drawn = [
        DrawingChange(one.key, _drawings(one.before), _drawings(one.after))
        for one in records
        if _drawings(one.before) != _drawings(one.after)
    ]
    touched = {one.row for one in rows}
    keys = [*(one.key for one in measured), *(one.key for one in answered), *(one.key for one in drawn)]
    touched |= {key.row for key in keys if isinstance(key, AttestationKey | DecisionKey | NoteKey)}
    quantities = {key.quantity for key in keys if isinstance(key, MeasurementKey)}
    if quantities:
        touched |= {
            row.id
            for row in edition.rows.values()
            if any(isinstance(node, Measure) and node.measure in quantities for node in walk(row.condition))
        }
    return Changed(
        rows,
        tuple(measured),
        tuple(drawn),
        tuple(answered),
        tuple(one for one in records if isinstance(one.key, PlaceKey)),
        _case(before, after),
        (first.summary.result, second.summary.result),
        frozenset(touched & second.rows.keys()),
    )


def _verdict(evaluation: Evaluation, row: str) -> str | None:
    found = evaluation.rows.get(row)
    return None if found is None else found.verdict


def _differences(before: Assessment, after: Assessment) -> Iterable[RecordChange]:
    old, new = dict(before.records()), dict(after.records())
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            yield RecordChange(key, old.get(key), new.get(key))


def _value(one: RecordChange) -> bool:
    return getattr(one.before, "value", None) != getattr(one.after, "value", None)


def _substance(one: RecordChange) -> bool:
    """Whether more differs than who entered it when, and the drawings, which have a list of their own."""
    parts = {"value", "note", "verdict", "reason", "remark"}
    return any(getattr(one.before, name, None) != getattr(one.after, name, None) for name in parts)


def _drawings(record: Record | None) -> tuple[str, ...]:
    match record:
        case Measurement(drawing=drawing) | Attestation(drawing=drawing):
            listed = drawing
        case RowNote(drawings=drawings):
            listed = drawings
        case _:
            listed = ""
    return tuple(dict.fromkeys(line.strip() for line in listed.splitlines() if line.strip()))


def _case(before: Assessment, after: Assessment) -> tuple[tuple[str, str, str], ...]:
    names = [one.name for one in fields(before.case) if one.name != "edition_digest"]
    return tuple(
        (name, str(getattr(before.case, name)), str(getattr(after.case, name)))
        for name in names
        if getattr(before.case, name) != getattr(after.case, name)
    )


def printed_changes(
    wording: Wording, found: Changed, before: PlaceIndex, after: PlaceIndex, since: str
) -> content.Changes:
    """The differences as they are printed and shown.

    Args:
        wording: language and edition.
        found: what `compare` found.
        before: places of the earlier state.
        after: places of the later one.
        since: the earlier round in words.
    """

    def word(key: str, **params: object) -> str:
        return text(f"changes.{key}", wording.language, **params)

    def place(place_id: str) -> str:
        index = after if place_id in after.places else before
        return wording.place_path(index, place_id) if place_id in index.places else place_id

    def where(key: Key) -> str:
        match key:
            case AttestationKey(row=row, place=place_id):
                return wording.joined(row, place(place_id))
            case DecisionKey(row=row) | NoteKey(row=row):
                return row
            case MeasurementKey(place=place_id) | PlaceKey(place=place_id):
                return place(place_id)
            case _:
                return ""

    def what(key: Key) -> str:
        match key:
            case MeasurementKey(quantity=code):
                return wording.quantity(code) if code in wording.edition.quantities else code
            case AttestationKey() | DecisionKey() | NoteKey():
                return word(key.tag)
            case _:
                return ""

    verdicts = [
        content.Change(
            one.row,
            wording.title(wording.edition.rows[one.row]),
            "" if one.before is None else wording.verdict(one.before),
            "" if one.after is None else wording.verdict(one.after),
        )
        for one in found.rows
    ]
    if found.result[0] != found.result[1]:
        result = content.Change(word("result"), "", *(wording.result(one) for one in found.result))
        verdicts.insert(0, result)
    groups: Mapping[str, list[content.Change]] = {
        "rows": verdicts,
        "measurements": [
            content.Change(where(one.key), what(one.key), _shown(wording, one.key, one.before),
                           _shown(wording, one.key, one.after))
            for one in found.measurements
        ],
        "drawings": [
            content.Change(where(one.key), what(one.key), "\n".join(one.before), "\n".join(one.after))
            for one in found.drawings
        ],
        "answers": [
            content.Change(where(one.key), what(one.key), _shown(wording, one.key, one.before),
                           _shown(wording, one.key, one.after))
            for one in found.answers
        ],
        "places": [
            content.Change(where(one.key), "", _shown(wording, one.key, one.before),
                           _shown(wording, one.key, one.after))
            for one in found.places
        ],
        "case": [
            content.Change(_field(wording.language, name), "", old, new) for name, old, new in found.case
        ],
    }  # fmt: skip
    return content.Changes(
        since, tuple(content.ChangeGroup(word(name), tuple(listed)) for name, listed in groups.items())
    )


def _field(language: Language, name: str) -> str:
    return text(f"changes.field.{name}", language)


def _shown(wording: Wording, key: Key, record: Any) -> str:
    match record:
        case Measurement(value=value):
            quantity = wording.edition.quantities.get(getattr(key, "quantity", ""))
            return str(value) if quantity is None else wording.value(quantity, value)
        case Attestation(value=value, note=note):
            said = text("history.yes" if value else "history.no", wording.language)
            return wording.in_brackets(said, note) if note else said
        case Decision(verdict=verdict, reason=reason):
            return (
                wording.in_brackets(wording.verdict(verdict), reason) if reason else wording.verdict(verdict)
            )
        case RowNote(remark=remark):
            return remark
        case PlaceRecord(kind=kind, name=name, applied=applied):
            shown = wording.in_brackets(wording.kind(kind), name) if name else wording.kind(kind)
            return shown if applied else wording.joined(shown, text("changes.not_applied", wording.language))
        case _:
            return ""
