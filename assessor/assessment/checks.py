"""What an assessment may hold: checked against the edition before a record is taken in."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.evidence_checks import check_drawing, check_stale
from assessor.assessment.procedure_checks import check_dwelling, check_enclosure, check_fact, check_filing
from assessor.assessment.records import (
    AttestationKey,
    Case,
    DecisionKey,
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    Key,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
)
from assessor.assessment.review import AnswerKey, FindingKey, LookKey, RoundKey
from assessor.assessment.review_checks import check_review
from assessor.assessment.state import Assessment, Edit
from assessor.criteria import Edition, Quantity, Row
from assessor.criteria.nodes import Attest, Measure, walk
from assessor.errors import EditError
from assessor.evaluation.cross_checks import is_plausible

__all__ = ["attest_keys", "check_edit", "check_value", "is_plausible"]

MAX_NUMBER = Decimal(10) ** 9
MAX_DECIMALS = 6
MAX_TEXT = 20_000
ROOTS = ("building", "site")
RATIO = "ratio"
"""Unit of the quantities that may be fractions."""


def attest_keys(row: Row) -> dict[str, Attest | Measure]:
    """Keys of a row under which a person can confirm something, with their condition."""
    found: dict[str, Attest | Measure] = {}
    for node in walk(row.condition):
        if isinstance(node, Attest):
            found[node.attest] = node
        elif isinstance(node, Measure) and node.key is not None and (node.approx or node.op == "about"):
            found[node.key] = node
    return found


def check_edit(edition: Edition, state: Assessment, edit: Edit) -> None:
    """Refuses an edit that would leave the assessment wrong.

    Raises:
        EditError: unknown kind, place, quantity, option, row or key; a number that cannot be a measurement;
            a place in itself or in a place that cannot hold it.
    """
    places = dict(state.places)
    for key, record in edit.sets:
        if isinstance(key, PlaceKey):
            if record is None:
                places.pop(key.place, None)
            else:
                assert isinstance(record, PlaceRecord)
                places[key.place] = record
    for key, record in edit.sets:
        if record is not None:
            _check_record(edition, places, key, record)
    removed = {key.place for key, record in edit.sets if isinstance(key, PlaceKey) and record is None}
    for place in removed:
        if place in ROOTS:
            raise EditError("root_place", place=place)
    if removed:
        for place, one in places.items():
            if one.parent in removed:
                raise EditError("parent_removed", place=place, parent=one.parent)


def _check_record(edition: Edition, places: Mapping[str, PlaceRecord], key: Key, record: Record) -> None:
    match key, record:
        case PlaceKey(place=place), PlaceRecord():
            _check_place(edition, places, place, record)
        case MeasurementKey(place=place, quantity=code), Measurement():
            _check_known_place(places, place, f"{place}.{code}")
            quantity = edition.quantities.get(code)
            if quantity is None:
                raise EditError("quantity_unknown", quantity=code, place=place)
            check_value(quantity, record.value, place)
        case AttestationKey(row=row_id, key=condition, place=place), _:
            row = _known_row(edition, row_id)
            _check_known_place(places, place, f"{row_id} {condition}")
            if condition not in attest_keys(row):
                raise EditError(
                    "condition_unknown", row=row_id, key=condition, known=", ".join(attest_keys(row))
                )
        case ((DecisionKey(row=row_id) | NoteKey(row=row_id)), _):
            _known_row(edition, row_id)
        case _, Case():
            if record.category not in {category.code for category in edition.head.categories}:
                raise EditError("category_unknown", category=record.category, edition=edition.code)
        case FactKey(code=code), Fact():
            check_fact(edition, code, record)
        case DwellingKey(), Dwelling():
            check_dwelling(record)
        case FilingKey(), Filing():
            check_filing(edition, record)
        case EnclosureKey(), Enclosure():
            check_enclosure(key, record)
        case DrawingKey(drawing=number), Drawing():
            check_drawing(number, record)
        case StaleKey(drawing=number, subject=subject), Stale():
            check_stale(number, subject)
        case ((RoundKey() | LookKey() | FindingKey() | AnswerKey()), _):
            check_review(edition, key, record)
        case _:
            raise EditError("record_mismatch", key=str(key))


def _known_row(edition: Edition, row: str) -> Row:
    if row not in edition.rows:
        raise EditError("row_unknown", row=row, edition=edition.code)
    return edition.rows[row]


def _check_known_place(places: Mapping[str, PlaceRecord], place: str, what: str) -> None:
    if place not in places and place not in ROOTS:
        raise EditError("place_unknown", place=place, what=what)


def _check_place(
    edition: Edition, places: Mapping[str, PlaceRecord], place: str, record: PlaceRecord
) -> None:
    kind = edition.kinds.get(record.kind)
    if kind is None or kind.abstract:
        raise EditError("kind_unknown", kind=record.kind, place=place)
    if place in ROOTS or record.kind in ROOTS:
        if place != record.kind:
            raise EditError("root_place", place=place)
        return
    if record.parent is None:
        raise EditError("parent_missing", place=place)
    seen = {place}
    current: str | None = record.parent
    while current is not None:
        if current in seen:
            raise EditError("place_in_itself", place=place)
        seen.add(current)
        if current in ROOTS:
            break
        if current not in places:
            raise EditError("place_unknown", place=current, what=place)
        current = places[current].parent
    parent_kind = record.parent if record.parent in ROOTS else places[record.parent].kind
    allowed = edition.allowed_parents(record.kind)
    if allowed and not set(edition.kind_and_wider(parent_kind)) & set(allowed):
        raise EditError(
            "parent_kind", place=place, kind=record.kind, parent=parent_kind, allowed=", ".join(allowed)
        )


def check_value(quantity: Quantity, value: object, place: str = "") -> None:
    """Refuses a value that the quantity cannot have.

    Raises:
        EditError: wrong type, unknown option, negative or absurdly large number, too many decimals.
    """
    match quantity.type:
        case "flag":
            fits = isinstance(value, bool)
        case "choice" | "grade":
            fits = isinstance(value, str)
            if fits and value not in quantity.option_codes:
                options = ", ".join(quantity.option_codes)
                raise EditError(
                    "option_unknown", quantity=quantity.code, value=value, place=place, options=options
                )
        case "list":
            fits = isinstance(value, tuple) and bool(value) and all(isinstance(one, Decimal) for one in value)
            for one in value if isinstance(value, tuple) else ():
                _check_number(quantity, one, place)
        case _:
            fits = isinstance(value, Decimal) or (isinstance(value, Fraction) and quantity.unit == RATIO)
            if isinstance(value, Decimal):
                _check_number(quantity, value, place)
            elif isinstance(value, Fraction) and fits:
                _check_ratio(quantity, value, place)
    if not fits:
        raise EditError(
            "value_type", quantity=quantity.code, type=quantity.type, value=str(value), place=place
        )


def _check_ratio(quantity: Quantity, value: Fraction, place: str) -> None:
    if value < 0:
        raise EditError("negative", quantity=quantity.code, value=str(value), place=place)
    if value.numerator >= MAX_NUMBER or value.denominator >= MAX_NUMBER:
        raise EditError("out_of_scale", quantity=quantity.code, value=str(value), place=place)


def _check_number(quantity: Quantity, value: Decimal, place: str) -> None:
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not isinstance(exponent, int):
        raise EditError("not_finite", quantity=quantity.code, place=place)
    if value < 0:
        raise EditError("negative", quantity=quantity.code, value=str(value), place=place)
    if value >= MAX_NUMBER or -exponent > MAX_DECIMALS:
        raise EditError("out_of_scale", quantity=quantity.code, value=str(value), place=place)
    if quantity.type == "count" and value != value.to_integral_value():
        raise EditError("not_whole", quantity=quantity.code, value=str(value), place=place)
