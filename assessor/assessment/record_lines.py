"""Keys and records as lines of JSON, as the store keeps them and digests are taken of them."""

import json
import re
from dataclasses import MISSING, asdict, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessor.assessment import evidence, review
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    Case,
    CaseKey,
    Decision,
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
    MeasuredValue,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
    RowNote,
)
from assessor.criteria.values import number_text
from assessor.errors import DocumentError

KEY_TYPES: dict[str, type[Key]] = {
    "case": CaseKey,
    "place": PlaceKey,
    "measurement": MeasurementKey,
    "attestation": AttestationKey,
    "decision": DecisionKey,
    "note": NoteKey,
    "fact": FactKey,
    "dwelling": DwellingKey,
    "filing": FilingKey,
    "enclosure": EnclosureKey,
    **evidence.KEY_TYPES,
    **review.KEY_TYPES,
}
RECORD_TYPES: dict[str, type[Record]] = {
    "case": Case,
    "place": PlaceRecord,
    "measurement": Measurement,
    "attestation": Attestation,
    "decision": Decision,
    "note": RowNote,
    "fact": Fact,
    "dwelling": Dwelling,
    "filing": Filing,
    "enclosure": Enclosure,
    **evidence.RECORD_TYPES,
    **review.RECORD_TYPES,
}


def key_text(key: Key) -> str:
    """The key as one line of JSON, the tag first; sorts and compares as text."""
    return json.dumps([key.tag, *key[:-1]], ensure_ascii=False, separators=(",", ":"))


def parse_key(text: str) -> Key:
    """The key of a line written by `key_text`.

    Raises:
        DocumentError: not such a line.
    """
    try:
        tag, *parts = json.loads(text)
        if all(isinstance(part, str) for part in parts):
            return KEY_TYPES[tag](*parts)
    except (ValueError, TypeError, KeyError):
        pass
    raise DocumentError("record_key", key=text)


def exact_value(value: MeasuredValue) -> Any:
    """A measured value as JSON: numbers as strings of their exact spelling, lists of such strings."""
    if isinstance(value, tuple):
        return [number_text(one) for one in value]
    return number_text(value) if isinstance(value, Decimal | Fraction) else value


def record_text(record: Record) -> str:
    """The record as one line of JSON; fields at their default are left out."""
    return json.dumps(record_fields(record), ensure_ascii=False, separators=(",", ":"))


def record_fields(record: Record) -> dict[str, Any]:
    """The record's fields that differ from their default, as plain JSON values."""
    found = asdict(record)
    result: dict[str, Any] = {}
    for field in fields(record):
        value = found[field.name]
        if field.default is MISSING or value != field.default:
            result[field.name] = value
    if isinstance(record, Measurement):
        numeric = isinstance(record.value, Decimal | Fraction | tuple)
        result["value"] = exact_value(record.value)
        if numeric:
            result["number"] = True
    if isinstance(record, Dwelling) and record.area is not None:
        result["area"] = number_text(record.area)
    return result


def parse_record(key: Key, text: str) -> Record:
    """The record of a line written by `record_text`.

    Raises:
        DocumentError: not such a line, unknown fields, or fields of the wrong type.
    """
    try:
        found = json.loads(text, parse_float=_refuse_float, parse_constant=_refuse_float)
        if key.tag == "measurement":
            found["value"] = _measured(found["value"], numeric=found.pop("number", False))
        if key.tag == "dwelling" and "area" in found:
            found["area"] = _decimal(found["area"])
        _check_types(found, _FIELD_TYPES[key.tag])
        return RECORD_TYPES[key.tag](**found)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as problem:
        raise DocumentError("record_damaged", key=key_text(key), reason=str(problem)) from problem


def _check_types(found: dict[str, Any], expected: dict[str, tuple[type, ...]]) -> None:
    for name, value in found.items():
        if type(value) not in expected[name]:
            raise TypeError(name)


def _refuse_float(text: str) -> None:
    raise ValueError(text)


def _measured(value: Any, *, numeric: bool) -> MeasuredValue:
    if numeric:
        if isinstance(value, list):
            return tuple(map(_decimal, value))
        return Fraction(value) if isinstance(value, str) and _RATIO.fullmatch(value) else _decimal(value)
    if isinstance(value, bool | str):
        return value
    raise TypeError("value")


def _decimal(text: str) -> Decimal:
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise ValueError("value")
    return Decimal(text)


_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
"""The plain spelling that `number_text` writes; exponents are not ours and could be huge."""

_RATIO = re.compile(r"[0-9]{1,10}/[1-9][0-9]{0,9}")

_PLAIN_TYPES: dict[str, tuple[type, ...]] = {
    "<class 'str'>": (str,),
    "<class 'bool'>": (bool,),
    "<class 'int'>": (int,),
    "str | None": (str, type(None)),
    "bool | None": (bool, type(None)),
    "bool | str": (bool, str),
    "decimal.Decimal | None": (Decimal, type(None)),
}
_FIELD_TYPES: dict[str, dict[str, tuple[type, ...]]] = {
    tag: {
        field.name: _PLAIN_TYPES.get(str(field.type), (str, bool, Decimal, Fraction, tuple))
        for field in fields(record_type)
    }
    for tag, record_type in RECORD_TYPES.items()
}
