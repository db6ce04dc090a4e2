"""Edits of the register of drawings, and what still has to be checked after them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.record_lines import key_text, parse_key, record_text
from assessor.assessment.records import AttestationKey, Key, MeasurementKey, NoteKey, Record
from assessor.assessment.state import Assessment, Edit
from assessor.evaluation.snapshot import Doubtful

_BETWEEN = re.compile(r"[\n,、，;；]+")
_BASIS = 16
"""Figures of a digest that are kept: enough to tell two records from each other."""


def folded(number: str) -> str:
    """A drawing number as it is compared: width, case and the kind of hyphen do not matter."""
    plain = unicodedata.normalize("NFKC", number).strip().casefold()
    return re.sub(r"[‐-―−ー]", "-", plain)


def numbers_in(text: str) -> tuple[str, ...]:
    """The drawings that a reference names: `A-12 平面図、A-13` names A-12 and A-13."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(re.split(r"[\s(（/]", part)[0] for part in parts if part))


def references(state: Assessment) -> Iterator[tuple[Key, str]]:
    """Every record that names drawings, with what it names."""
    for place, inner in state.measurements.items():
        for code, measured in inner.items():
            if measured.drawing:
                yield MeasurementKey(place, code), measured.drawing
    for row, by_key in state.attestations.items():
        for key, by_place in by_key.items():
            for place, attested in by_place.items():
                if attested.drawing:
                    yield AttestationKey(row, key, place), attested.drawing
    for row, note in state.notes.items():
        if note.drawings:
            yield NoteKey(row), note.drawings


def read_from(state: Assessment, number: str) -> list[Key]:
    """Keys of the records that name a drawing."""
    wanted = folded(number)
    return [key for key, text in references(state) if wanted in map(folded, numbers_in(text))]


def registered_as(state: Assessment, number: str) -> str | None:
    """The number under which a drawing is registered already, however it is spelled; None: it is not."""
    wanted = folded(number)
    return next((known for known in state.drawings if folded(known) == wanted), None)


def basis_of_record(record: Record) -> str:
    """Digest of a record."""
    return sha256(record_text(record).encode()).hexdigest()[:_BASIS]


def register(number: str, drawing: Drawing | None) -> Edit:
    """Enters a drawing, changes what is said of it, or takes it out of the register."""
    return Edit(((DrawingKey(number), drawing),), "register_drawing" if drawing else "remove_drawing")


def revise(
    state: Assessment, number: str, revision: str, issued: str = "", *, at: str = "", by: str = ""
) -> Edit:
    """A new revision: everything read from the drawing is to be checked against it, in one edit.

    Args:
        state: the present state; the drawing is registered.
        number: the drawing.
        revision: the new revision.
        issued: its date.
        at: moment, ISO 8601.
        by: who replaces it.
    """
    old = state.drawings[number]
    fresh = replace(old, revision=revision, issued=issued, name="", sha256="", size=0, at=at, by=by)
    sets: list[tuple[Key, Record | None]] = [(DrawingKey(number), fresh)]
    for key in read_from(state, number):
        record = state.get(key)
        assert record is not None
        subject = key_text(key)
        known = state.stales.get(number, {}).get(subject)
        # What was not checked against the revision before was read from the one before that.
        seen = old.revision if known is None or not _holds(state, subject, known) else known.revision
        sets.append((StaleKey(number, subject), Stale(basis_of_record(record), seen, at, by)))
    return Edit(tuple(sets), "revise_drawing")


def confirm(state: Assessment, keys: Iterable[StaleKey]) -> Edit:
    """What was checked against the new revision and is right as it stands."""
    known = [key for key in keys if key.subject in state.stales.get(key.drawing, {})]
    return Edit(tuple((key, None) for key in known), "confirm_drawing")


def _holds(state: Assessment, subject: str, stale: Stale) -> bool:
    record = state.get(parse_key(subject))
    return record is not None and basis_of_record(record) == stale.basis


def open_checks(state: Assessment) -> dict[StaleKey, Stale]:
    """What still has to be checked: the record is there, and as it was when the drawing was replaced."""
    return {
        StaleKey(number, subject): stale
        for number, inner in state.stales.items()
        for subject, stale in inner.items()
        if _holds(state, subject, stale)
    }


def doubtful(state: Assessment) -> Doubtful:
    """The same as the evaluation reads it."""
    values: set[tuple[str, str]] = set()
    attested: set[tuple[str, str, str]] = set()
    rows: set[str] = set()
    for key in open_checks(state):
        match parse_key(key.subject):
            case MeasurementKey(place=place, quantity=code):
                values.add((place, code))
            case AttestationKey(row=row, key=condition, place=place):
                attested.add((row, condition, place))
            case NoteKey(row=row):
                rows.add(row)
            case _:
                pass
    return Doubtful(frozenset(values), frozenset(attested), frozenset(rows))


def usage(state: Assessment) -> Mapping[str, list[Key]]:
    """Records by the drawing they name, numbers as first written (registered ones as registered)."""
    shown = {folded(number): number for number in state.drawings}
    found: dict[str, list[Key]] = {number: [] for number in state.drawings}
    for key, text in references(state):
        for number in numbers_in(text):
            name = shown.setdefault(folded(number), number)
            found.setdefault(name, []).append(key)
    return found
