"""The assessment: an immutable state; an edit gives the next state, what changed, and its inverse."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.record_lines import parse_key
from assessor.assessment.records import (
    DWELLING_COUNT,
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
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
    RowNote,
)
from assessor.assessment.review import (
    Answer,
    AnswerKey,
    Finding,
    FindingKey,
    Look,
    LookKey,
    Round,
    RoundKey,
)
from assessor.evaluation import Changed


@dataclass(frozen=True, slots=True)
class Edit:
    """New records under keys; None removes. A whole import or a removed subtree is one edit.

    Attributes:
        sets: keys with their new records, applied together.
        label: code of what the user did (`measure`, `attest`, `add_place`, …), for undo and journal.
    """

    sets: tuple[tuple[Key, Record | None], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an edit did.

    Attributes:
        state: the next state.
        keys: keys whose record changed.
        changed: the same as the evaluation needs it.
        inverse: the edit that takes it back.
    """

    state: "Assessment"
    keys: tuple[Key, ...]
    changed: Changed
    inverse: Edit


Nested = Mapping[str, Mapping[str, Mapping[str, Attestation]]]
Enclosed = Mapping[str, Mapping[str, Mapping[str, Enclosure]]]


@dataclass(frozen=True)
class Assessment:
    """One state of an assessment. The mappings are never changed in place.

    Attributes:
        case: case data.
        places: by id (the building and the site are always there).
        measurements: by place and quantity.
        attestations: by row, condition key and place.
        decisions: by row.
        notes: by row.
        facts: facts of the procedure by code.
        dwellings: dwellings applied for by id.
        filings: by id.
        enclosures: by filing, document and item.
        drawings: the register of drawings, by number.
        stales: what is to be checked against a new revision, by drawing and subject.
        rounds: of the review, by number.
        looks: what the examiner says of rows, by round and row.
        findings: by id.
        answers: by finding and round.
    """

    case: Case = field(default_factory=Case)
    places: Mapping[str, PlaceRecord] = field(default_factory=dict)
    measurements: Mapping[str, Mapping[str, Measurement]] = field(default_factory=dict)
    attestations: Nested = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    notes: Mapping[str, RowNote] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    dwellings: Mapping[str, Dwelling] = field(default_factory=dict)
    filings: Mapping[str, Filing] = field(default_factory=dict)
    enclosures: Enclosed = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    stales: Mapping[str, Mapping[str, Stale]] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)
    looks: Mapping[str, Mapping[str, Look]] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)

    @property
    def last_round(self) -> int:
        """Number of the last round of the review; 0: there was none."""
        return max(map(int, self.rounds), default=0)

    @property
    def is_desk(self) -> bool:
        """Whether this is an examiner's document: the architect's assessment under review."""
        last = self.rounds.get(str(self.last_round))
        return last is not None and last.is_desk

    @property
    def is_round_open(self) -> bool:
        """Whether the last round is neither returned nor approved."""
        last = self.rounds.get(str(self.last_round))
        return last is not None and not last.outcome

    def records(self) -> Iterable[tuple[Key, Record]]:
        """Every record with its key, in a stable order."""
        yield CaseKey(), self.case
        for place, place_record in self.places.items():
            yield PlaceKey(place), place_record
        for place, by_quantity in self.measurements.items():
            for quantity, measurement in by_quantity.items():
                yield MeasurementKey(place, quantity), measurement
        for row, by_key in self.attestations.items():
            for key, by_place in by_key.items():
                for place, attestation in by_place.items():
                    yield AttestationKey(row, key, place), attestation
        for row, decision in self.decisions.items():
            yield DecisionKey(row), decision
        for row, note in self.notes.items():
            yield NoteKey(row), note
        for code, fact in self.facts.items():
            yield FactKey(code), fact
        for one, dwelling in self.dwellings.items():
            yield DwellingKey(one), dwelling
        for one, filing in self.filings.items():
            yield FilingKey(one), filing
        for one, by_document in self.enclosures.items():
            for document, by_item in by_document.items():
                for item, enclosure in by_item.items():
                    yield EnclosureKey(one, document, item), enclosure
        for number, drawing in self.drawings.items():
            yield DrawingKey(number), drawing
        for number, by_subject in self.stales.items():
            for subject, stale in by_subject.items():
                yield StaleKey(number, subject), stale
        for number, one_round in self.rounds.items():
            yield RoundKey(number), one_round
        for number, by_row in self.looks.items():
            for row, look in by_row.items():
                yield LookKey(number, row), look
        for one, finding in self.findings.items():
            yield FindingKey(one), finding
        for one, by_round in self.answers.items():
            for number, answer in by_round.items():
                yield AnswerKey(one, number), answer

    def get(self, key: Key) -> Record | None:
        """The record under a key, or None."""
        return _found(self, key, {})

    def apply(self, edit: Edit) -> Applied:
        """The next state. Setting a record that is already there changes nothing."""
        work = _Draft(self)
        inverse: list[tuple[Key, Record | None]] = []
        keys: list[Key] = []
        for key, record in edit.sets:
            old = work.get(key)
            if old != record:
                work.set(key, record)
                inverse.append((key, old))
                keys.append(key)
        inverse.reverse()
        state = work.state()
        return Applied(state, tuple(keys), _changed(keys, self, state), Edit(tuple(inverse), edit.label))


def from_records(records: Iterable[tuple[Key, Record]]) -> Assessment:
    """The assessment that consists of these records."""
    return Assessment().apply(Edit(tuple(records))).state


class _Draft:
    """A state under change: each mapping is copied once, when first written."""

    def __init__(self, base: Assessment) -> None:
        self._base = base
        self._tops: dict[str, dict[str, Any]] = {}
        self._copied: set[tuple[str, ...]] = set()
        self._case = base.case

    def _top(self, name: str) -> dict[str, Any]:
        if name not in self._tops:
            self._tops[name] = dict(getattr(self._base, name))
        return self._tops[name]

    def _inner(self, name: str, *path: str) -> dict[str, Any]:
        current = self._top(name)
        walked: tuple[str, ...] = (name,)
        for part in path:
            walked = (*walked, part)
            if walked not in self._copied:
                current[part] = dict(current.get(part, {}))
                self._copied.add(walked)
            current = current[part]
        return current

    def get(self, key: Key) -> Record | None:
        return self._case if isinstance(key, CaseKey) else _found(self._base, key, self._tops)

    def set(self, key: Key, record: Record | None) -> None:
        if isinstance(key, CaseKey):
            assert isinstance(record, Case)
            self._case = record
            return
        name, path = _location(key)
        inner = self._inner(name, *path[:-1])
        if record is None:
            inner.pop(path[-1], None)
            for depth in range(len(path) - 1, 0, -1):
                parent = self._inner(name, *path[: depth - 1])
                if parent.get(path[depth - 1]) == {}:
                    del parent[path[depth - 1]]
                    self._copied.discard((name, *path[:depth]))
        else:
            inner[path[-1]] = record

    def state(self) -> Assessment:
        return replace(self._base, case=self._case, **self._tops)


def _location(key: Key) -> tuple[str, tuple[str, ...]]:
    """The mapping that holds a key's records (named after its tag) and the way inside."""
    return f"{key.tag}s", tuple(key[:-1])


def _found(state: Assessment, key: Key, changed: Mapping[str, Mapping[str, Any]]) -> Record | None:
    """The record under a key, looked for in changed mappings first."""
    if isinstance(key, CaseKey):
        return state.case
    name, path = _location(key)
    current: Any = changed.get(name, getattr(state, name))
    for part in path:
        current = current.get(part)
        if current is None:
            return None
    found: Record = current
    return found


def _changed(keys: Iterable[Key], before: Assessment, after: Assessment) -> Changed:
    values: set[tuple[str, str]] = set()
    attested: set[tuple[str, str]] = set()
    decisions: set[str] = set()
    structure: set[str] = set()
    everything = False
    for key in keys:
        match key:
            case MeasurementKey():
                values.add((key.place, key.quantity))
            case AttestationKey():
                attested.add((key.row, key.place))
            case DecisionKey():
                decisions.add(key.row)
            case PlaceKey():
                old, new = before.places.get(key.place), after.places.get(key.place)
                if old is None or new is None or replace(old, name=new.name, order=new.order) != new:
                    structure.update(_around(before, key.place), _around(after, key.place))
            case DwellingKey():
                values.update(
                    _recounted(before.dwellings.get(key.dwelling), after.dwellings.get(key.dwelling))
                )
            case StaleKey():
                match parse_key(key.subject):
                    case MeasurementKey(place=place, quantity=quantity):
                        values.add((place, quantity))
                    case AttestationKey(row=row, place=place):
                        attested.add((row, place))
                    case NoteKey(row=row):
                        decisions.add(row)
                    case _:  # nothing else is read from a drawing
                        pass
            case NoteKey() if before.stales or after.stales:
                # A note written anew is checked: the mark on its row goes.
                decisions.add(key.row)
            case CaseKey():
                everything |= (before.case.category, before.case.edition) != (
                    after.case.category,
                    after.case.edition,
                )
            case _:  # notes, and the procedure around the sheet: no verdict of a row rests on them
                pass
    return Changed(
        frozenset(values), frozenset(attested), frozenset(decisions), frozenset(structure), everything
    )


def _around(state: Assessment, place: str) -> set[str]:
    found = {place}
    record = state.places.get(place)
    while record is not None and record.parent is not None and record.parent not in found:
        found.add(record.parent)
        record = state.places.get(record.parent)
    return found


def _recounted(before: Dwelling | None, after: Dwelling | None) -> Iterator[tuple[str, str]]:
    """The unit types whose number a change of one dwelling of the list touches."""
    old = None if before is None else before.unit_type
    new = None if after is None else after.unit_type
    if old != new:
        for unit in (old, new):
            if unit:
                yield unit, DWELLING_COUNT
