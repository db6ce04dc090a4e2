"""The open interchange form of an assessment: one flat JSON document that other programs can write.

Places, measurements, attestations and decisions are plain lists. Numbers may be JSON numbers or strings.
"""

# ruff: noqa: RUF012 (pydantic copies the defaults of each form)

import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from assessor.assessment.checks import check_edit
from assessor.assessment.form_around import (
    DrawingForm,
    DwellingForm,
    EnclosureForm,
    FactForm,
    FilingForm,
    StaleForm,
    around_forms,
    around_records,
)
from assessor.assessment.form_base import Form, Given, Id, Name, measured
from assessor.assessment.form_faults import form_fault
from assessor.assessment.ordering import in_order
from assessor.assessment.record_lines import key_text
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    Case,
    CaseKey,
    Decision,
    DecisionKey,
    Key,
    MeasuredValue,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
    RowNote,
)
from assessor.assessment.state import Assessment, Edit, from_records
from assessor.criteria import Edition
from assessor.criteria.values import number_text
from assessor.errors import DocumentError

FORMAT: Literal["assessor.assessment"] = "assessor.assessment"
VERSION = 1
MAX_DEPTH = 16
MAX_BYTES = 64 * 1024 * 1024


class CaseForm(Form):
    """Case data (案件)."""

    name: Name = ""
    address: Name = ""
    owner: Name = ""
    assessor: Name = ""
    office: Name = ""
    date_made: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    remarks: Annotated[str, Field(max_length=20000)] = ""
    credit: Name = ""


class PlaceForm(Form):
    """A place. `building` and `site` are always there; without `parent` it lies in the building.

    A kind that can only lie in the site lies there.

    `kind` is a code of `kinds` in `assessor criteria EDITION --category CATEGORY --json`.

    `complete` says whether all parts are listed (a kind that is not listed is then not there); left out, that
    is so once a unit type, the building or the site has a part.
    """

    id: Id
    kind: Id
    name: Name = ""
    parent: Id | None = None
    applied: bool = True
    complete: bool | None = None


class MeasurementForm(Form):
    """A value of a quantity at a place, in the unit of the quantity.

    `quantity` is a code of `quantities` in `assessor criteria EDITION --category CATEGORY --json`, entered at
    a place of one of its `kinds`, or at one around them as a default for all that lie in it.

    Numbers may be text, a ratio such as `1/12` too; of a choice or grade the code or the name of the option.
    """

    place: Id
    quantity: Id
    value: Given
    origin: Literal["typed", "imported", "plan"] = "typed"
    drawing: Name = ""
    note: Name = ""
    at: Name = ""
    by: Name = ""


class AttestationForm(Form):
    """A person's yes or no to a condition of a row; without a place it holds for the whole building.

    `key` is an `attest` among what the row `asks` in `assessor criteria EDITION --category CATEGORY --json`.
    """

    row: Id
    key: Id
    place: Id = "building"
    value: bool
    drawing: Name = ""
    note: Name = ""
    at: Name = ""
    by: Name = ""


class DecisionForm(Form):
    """A person's verdict on a row."""

    row: Id
    verdict: Literal["conforming", "not_conforming", "not_applicable"]
    reason: Name = ""
    basis: Name = ""
    at: Name = ""
    by: Name = ""


class NoteForm(Form):
    """Drawing references and a remark on a row; `ruled_out`: an optional row that will not be met."""

    row: Id
    drawings: Name = ""
    remark: Annotated[str, Field(max_length=20000)] = ""
    ruled_out: bool = False


class AssessmentForm(Form):
    """An assessment."""

    format: Literal["assessor.assessment"] = "assessor.assessment"
    version: Annotated[int, Field(ge=1)] = VERSION
    edition: Id
    edition_digest: Name = ""
    category: Id
    case: CaseForm = CaseForm()
    places: list[PlaceForm] = []
    measurements: list[MeasurementForm] = []
    attestations: list[AttestationForm] = []
    decisions: list[DecisionForm] = []
    notes: list[NoteForm] = []
    facts: list[FactForm] = []
    dwellings: list[DwellingForm] = []
    filings: list[FilingForm] = []
    enclosures: list[EnclosureForm] = []
    drawings: list[DrawingForm] = []
    stales: list[StaleForm] = []


def schema() -> dict[str, Any]:
    """JSON Schema of the interchange form."""
    return AssessmentForm.model_json_schema()


def read_form(data: bytes) -> AssessmentForm:
    """The form of a JSON document, strictly.

    Raises:
        DocumentError: too large, not UTF-8, not JSON, a key twice, NaN, NUL or lone surrogates, nested too
            deep, a newer version, or a field that is missing, unknown or wrong (with its place).
    """
    found = parse_json(data)
    if isinstance(found, dict) and isinstance(found.get("version"), int) and found["version"] > VERSION:
        raise DocumentError("newer_version", found=found["version"], known=VERSION)
    try:
        return AssessmentForm.model_validate(found)
    except ValidationError as problem:
        raise form_fault(problem) from problem


def parse_json(data: bytes) -> Any:
    """JSON from outside, with everything refused that readers disagree about.

    Raises:
        DocumentError: see `read_form`.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError("too_large", limit=MAX_BYTES // (1024 * 1024))

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in items:
            if key in result:
                raise DocumentError("key_twice", key=key)
            result[key] = value
        return result

    def constant(word: str) -> Any:
        raise DocumentError("not_a_number", word=word)

    try:
        text = data.decode("utf-8-sig")
        if _depth(text) > MAX_DEPTH:
            raise DocumentError("too_deep", limit=MAX_DEPTH)
        found = json.loads(text, object_pairs_hook=pairs, parse_float=Decimal, parse_constant=constant)
        json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeDecodeError as problem:
        raise DocumentError("not_utf8", byte=problem.start) from problem
    except UnicodeEncodeError as problem:
        raise DocumentError("lone_surrogate") from problem
    except json.JSONDecodeError as problem:
        raise DocumentError(
            "not_json", line=problem.lineno, column=problem.colno, reason=problem.msg
        ) from problem
    except (ValueError, ArithmeticError, RecursionError) as problem:
        raise DocumentError("not_json", line=0, column=0, reason=str(problem)) from problem
    if "\\u0000" in text:
        _refuse_nul(found)
    return found


def _refuse_nul(found: Any) -> None:
    stack = [found]
    while stack:
        current = stack.pop()
        if isinstance(current, str) and "\x00" in current:
            raise DocumentError("nul_character")
        if isinstance(current, dict):
            stack.extend(current)
            stack.extend(current.values())
        elif isinstance(current, list):
            stack.extend(current)


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in "]}":
            depth -= 1
    return deepest


def to_assessment(form: AssessmentForm, edition: Edition) -> Assessment:
    """The assessment of a form, checked against its edition.

    Raises:
        DocumentError: an id twice, or a value given twice.
        EditError: something the edition does not know (kind, place, quantity, option, row, key).
    """
    records: dict[Key, Record] = {}

    def take(key: Key, record: Record, what: str) -> None:
        if key in records:
            raise DocumentError("given_twice", what=what)
        records[key] = record

    case = form.case.model_dump()
    digest = form.edition_digest or edition.digest
    take(CaseKey(), Case(edition=form.edition, category=form.category, edition_digest=digest, **case), "case")
    for order, place in enumerate(form.places):
        parent = place.parent or _root_of(edition, place.kind)
        record = PlaceRecord(place.kind, place.name, parent, place.applied, place.complete, order)
        take(PlaceKey(place.id), record, f"places {place.id}")
    for root, parent in (("building", None), ("site", "building")):
        records.setdefault(PlaceKey(root), PlaceRecord(root, "", parent))
    aliases = {alias: code for code, quantity in edition.quantities.items() for alias in quantity.aliases}
    for one in form.measurements:
        code = aliases.get(one.quantity, one.quantity)
        quantity = edition.quantities.get(code)
        numeric = quantity is not None and quantity.type in {"number", "count", "list"}
        value = measured(one.value, numeric=numeric, what=f"{one.place} {one.quantity}")
        if quantity is not None and isinstance(value, str):
            value = quantity.option_named(value)
        measurement = Measurement(value, one.origin, one.drawing, one.note, one.at, one.by)
        take(MeasurementKey(one.place, code), measurement, f"measurements {one.place} {code}")
    for given in form.attestations:
        attestation = Attestation(given.value, given.drawing, given.note, given.at, given.by)
        what = f"attestations {given.row} {given.key} {given.place}"
        take(AttestationKey(given.row, given.key, given.place), attestation, what)
    for decided in form.decisions:
        decision = Decision(decided.verdict, decided.reason, decided.basis, decided.at, decided.by)
        take(DecisionKey(decided.row), decision, f"decisions {decided.row}")
    for note in form.notes:
        take(NoteKey(note.row), RowNote(note.drawings, note.remark, note.ruled_out), f"notes {note.row}")
    for key, around in around_records(form):
        take(key, around, key_text(key))
    check_edit(edition, Assessment(), Edit(tuple(records.items())))
    return from_records(records.items())


def _root_of(edition: Edition, kind: str) -> str | None:
    """What a place lies in where its form says nothing: the building, or the site if it fits there only."""
    if kind == "building":
        return None
    allowed = edition.allowed_parents(kind) if kind in edition.kinds else ()
    return "site" if "site" in allowed and "building" not in allowed else "building"


def to_form(state: Assessment) -> AssessmentForm:
    """The form of an assessment, its lists in one order; `to_assessment` gives the same assessment back."""
    state = in_order(state)
    case = state.case
    return AssessmentForm.model_construct(
        edition=case.edition,
        edition_digest=case.edition_digest,
        category=case.category,
        case=CaseForm.model_construct(
            **{name: getattr(case, name) for name in CaseForm.model_fields},
        ),
        places=[
            PlaceForm.model_construct(
                id=place,
                kind=one.kind,
                name=one.name,
                parent=one.parent,
                applied=one.applied,
                complete=one.complete,
            )
            for place, one in state.places.items()
        ],
        measurements=[
            MeasurementForm.model_construct(
                place=place,
                quantity=code,
                value=_given(one.value),
                origin=one.origin,
                drawing=one.drawing,
                note=one.note,
                at=one.at,
                by=one.by,
            )
            for place, inner in state.measurements.items()
            for code, one in inner.items()
        ],
        attestations=[
            AttestationForm.model_construct(
                row=row,
                key=key,
                place=place,
                value=one.value,
                drawing=one.drawing,
                note=one.note,
                at=one.at,
                by=one.by,
            )
            for row, by_key in state.attestations.items()
            for key, by_place in by_key.items()
            for place, one in by_place.items()
        ],
        decisions=[
            DecisionForm.model_construct(
                row=row,
                verdict=one.verdict,
                reason=one.reason,
                basis=one.basis,
                at=one.at,
                by=one.by,
            )
            for row, one in state.decisions.items()
        ],
        notes=[
            NoteForm.model_construct(
                row=row, drawings=one.drawings, remark=one.remark, ruled_out=one.ruled_out
            )
            for row, one in state.notes.items()
        ],
        **around_forms(state),
    )


def _given(value: MeasuredValue) -> bool | Decimal | str | list[int | Decimal | str]:
    """A value as the form gives it: a ratio without a decimal spelling as text, `1/12`."""
    if isinstance(value, Fraction):
        return number_text(value)
    return list(value) if isinstance(value, tuple) else value


def write_form(form: AssessmentForm) -> bytes:
    """The form as JSON, UTF-8, defaults left out, the same bytes for the same content."""
    plain = _plain(form)
    head = {"format": FORMAT, "version": VERSION}
    return (json.dumps(head | plain, ensure_ascii=False, indent=1, default=_number) + "\n").encode("utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            name: _plain(getattr(value, name))
            for name, info in fields.items()
            if info.is_required() or getattr(value, name) != info.default
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _number(value: Any) -> Any:
    assert isinstance(value, Decimal)
    if value == value.to_integral_value():
        return int(value)
    text = number_text(value)
    # The shortest decimal of a double is exact up to 15 digits; beyond that the text is kept.
    return float(text) if repr(float(text)) == text else text
