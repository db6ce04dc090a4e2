"""An assessment taken from one edition to another: carried where the content is the same, nothing lost.

Places and measurements are kept: quantities are common to all editions. A confirmation is carried where the
same question is asked at the same kind of place; a decision or note where the whole row says the same. A mark
on something read from a replaced drawing goes with what it marks.
Dwellings, filings and what is enclosed with them stay; a fact of the procedure stays where the new procedure
asks for it.
Everything else is *held*: it is no part of the new assessment, but going back puts it in again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessor.assessment.checks import ROOTS, check_value
from assessor.assessment.evidence import DrawingKey, StaleKey
from assessor.assessment.record_lines import key_text, parse_key
from assessor.assessment.records import (
    AttestationKey,
    CaseKey,
    DecisionKey,
    DwellingKey,
    EnclosureKey,
    FactKey,
    FilingKey,
    Key,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    Record,
)
from assessor.assessment.state import Assessment, Edit, from_records
from assessor.criteria import Edition
from assessor.criteria.content import Leaf, counterparts, leaves_of, row_digest
from assessor.criteria.difference import EditionDifference, LevelChange, difference
from assessor.errors import EditError


@dataclass(frozen=True, slots=True)
class Held:
    """A record that the present edition cannot take, kept until the assessment goes back.

    Attributes:
        edition: code of the edition it belongs to.
        key: its key there.
        record: the record.
        content: digest of what it answered: it comes back only where that is still asked.
    """

    edition: str
    key: Key
    record: Record
    content: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A record under a row that went over, with its key before and after."""

    old: Key
    new: Key


@dataclass(frozen=True, slots=True)
class LevelShift:
    """A row whose level in the category of the assessment differs."""

    old_row: str
    new_row: str
    change: LevelChange


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """What happened to every answer.

    Attributes:
        old: code of the edition before.
        new: code of the edition after.
        category: category of the assessment.
        difference: the two editions side by side.
        kept_places: places kept as they are.
        kept_measurements: measurements kept as they are.
        carried: confirmations, decisions and notes that went over.
        restored: keys of records held since an earlier upgrade that are back.
        held: everything kept outside the assessment from now on, of any edition.
        newly_held: the part of `held` that this upgrade took out.
        disputed: keys in the new edition for which answers of several old rows differ; asked again.
        levels: rows whose level differs.
        ask_again: rows of the new edition whose old answers could not all be carried.
        new_rows: rows of the category without a counterpart before.
        gone_rows: rows of the category that no longer exist.
    """

    old: str
    new: str
    category: str
    difference: EditionDifference
    kept_places: int = 0
    kept_measurements: int = 0
    carried: tuple[Carried, ...] = ()
    restored: tuple[Key, ...] = ()
    held: tuple[Held, ...] = ()
    newly_held: tuple[Held, ...] = ()
    disputed: tuple[Key, ...] = ()
    levels: tuple[LevelShift, ...] = ()
    ask_again: tuple[str, ...] = ()
    new_rows: tuple[str, ...] = ()
    gone_rows: tuple[str, ...] = ()


def upgrade(
    state: Assessment, old: Edition, new: Edition, shelf: Iterable[Held] = ()
) -> tuple[Assessment, UpgradeReport]:
    """The assessment in another edition, and what happened.

    Args:
        state: the assessment, made against `old`.
        old: its edition.
        new: the edition to take it to.
        shelf: what earlier upgrades held (`UpgradeReport.held`).

    Raises:
        EditError: the assessment is not one of `old`, or `new` does not have its category.
    """
    if state.case.edition != old.code:
        raise EditError("upgrade_edition", found=state.case.edition, edition=old.code)
    if state.case.category not in {category.code for category in new.head.categories}:
        raise EditError("category_unknown", category=state.case.category, edition=new.code)
    taken = _Taken(old, new, state)
    records = dict(taken.records)
    back = _Taken(new, old, from_records(records.items())).records
    newly_held = [
        Held(old.code, key, record, _content(old, key))
        for key, record in state.records()
        if not isinstance(key, CaseKey) and back.get(key) != record
    ]
    restored, still_held = _restore(new, records, shelf)
    held = _newest([*still_held, *newly_held])
    result = from_records(records.items())
    return result, _report(taken, result, restored, held, tuple(newly_held))


def as_edit(before: Assessment, after: Assessment, label: str = "upgrade") -> Edit:
    """The one edit that leads from a state to another: what undo takes back, and what a journal keeps."""
    target = dict(after.records())
    present = dict(before.records())
    gone: list[tuple[Key, Record | None]] = [(key, None) for key in present if key not in target]
    # Contents go before the places they lie in, so that the inverse brings the places back first.
    gone.sort(key=lambda item: item[0].tag == "place")
    changed = [(key, record) for key, record in target.items() if present.get(key) != record]
    return Edit((*gone, *changed), label)


class _Taken:
    """What of an assessment another edition can take.

    Attributes:
        records: the records that go over, under their new keys.
        carried: those under rows, with the key before and after.
        disputed: new keys for which answers differ.
    """

    def __init__(self, old: Edition, new: Edition, state: Assessment) -> None:
        self.old, self.new, self.state = old, new, state
        self.records: dict[Key, Record] = {}
        self.carried: list[Carried] = []
        self._places: dict[str, bool] = {}
        self._rows = counterparts(old, new)
        case = replace(state.case, edition=new.code, edition_digest=new.digest)
        self.records[CaseKey()] = case
        answers: dict[Key, list[tuple[Key, Record]]] = {}
        marks: list[tuple[StaleKey, Record]] = []
        for key, record in state.records():
            match key:
                case CaseKey():
                    pass
                case PlaceKey(place=place):
                    if self._fits(place):
                        self.records[key] = record
                case MeasurementKey():
                    assert isinstance(record, Measurement)
                    if self._measurable(key, record):
                        self.records[key] = record
                case FactKey(code=code):
                    if _asks(new, code):
                        self.records[key] = record
                case DwellingKey() | FilingKey() | EnclosureKey() | DrawingKey():
                    self.records[key] = record
                case StaleKey():
                    marks.append((key, record))
                case _:
                    for target in self._targets(key):
                        answers.setdefault(target, []).append((key, record))
        self.disputed: list[Key] = []
        for target, given in answers.items():
            if any(record != given[0][1] for _, record in given):
                self.disputed.append(target)
                continue
            self.records[target] = given[0][1]
            self.carried.extend(Carried(source, target) for source, _ in given)
        self._take_marks(marks)

    def _take_marks(self, marks: Iterable[tuple[StaleKey, Record]]) -> None:
        """Marks follow what they mark to its new key; what stays behind keeps its mark with it."""
        for mark, record in marks:
            subject = parse_key(mark.subject)
            is_under_row = isinstance(subject, AttestationKey | NoteKey)
            for target in self._targets(subject) if is_under_row else [subject]:
                if target in self.records:
                    self.records.setdefault(StaleKey(mark.drawing, key_text(target)), record)

    def _fits(self, place: str) -> bool:
        """Whether the new edition knows the place's kind, and that of every place around it."""
        if place in ROOTS:
            return True
        if place not in self._places:
            record = self.state.places.get(place)
            self._places[place] = False  # holds while the places around are looked at
            self._places[place] = record is not None and self._may_stand(record)
        return self._places[place]

    def _may_stand(self, record: PlaceRecord) -> bool:
        kind = self.new.kinds.get(record.kind)
        if kind is None or kind.abstract or record.parent is None or not self._fits(record.parent):
            return False
        around = record.parent if record.parent in ROOTS else self.state.places[record.parent].kind
        allowed = self.new.allowed_parents(record.kind)
        return not allowed or bool(set(self.new.kind_and_wider(around)) & set(allowed))

    def _measurable(self, key: MeasurementKey, record: Measurement) -> bool:
        quantity = self.new.quantities.get(key.quantity)
        if quantity is None or not self._fits(key.place):
            return False
        try:
            check_value(quantity, record.value)
        except EditError:
            return False
        return True

    def _targets(self, key: Key) -> list[Key]:
        match key:
            case AttestationKey(row=row, key=condition, place=place) if self._fits(place):
                return [
                    AttestationKey(other, match, place)
                    for other in self._rows.get(row, ())
                    if (match := self._same_question(row, condition, other)) is not None
                ]
            case DecisionKey(row=row) | NoteKey(row=row) if row in self._rows:
                digest = row_digest(self.old.rows[row])
                same = [other for other in self._rows[row] if row_digest(self.new.rows[other]) == digest]
                kind = type(key)
                return [kind(other) for other in same]
            case _:
                return []

    def _same_question(self, row: str, condition: str, other: str) -> str | None:
        """Key of the same question in the other row: under the same key, else the only one on both sides."""
        asked = _questions(leaves_of(self.old.rows[row]))
        asks = _questions(leaves_of(self.new.rows[other]))
        question = asked.get(condition)
        if question is None:
            return None
        if asks.get(condition) == question:
            return condition
        here = [key for key, one in asked.items() if one == question]
        there = [key for key, one in asks.items() if one == question]
        return there[0] if len(here) == len(there) == 1 else None


Questions = Mapping[str, tuple[str, tuple[str, ...]]]


def _questions(leaves: Iterable[Leaf]) -> Questions:
    return {leaf.key: leaf.question for leaf in leaves if leaf.key is not None}


def _content(edition: Edition, key: Key) -> str:
    """Digest of what a record under a row answers; empty for places and measurements."""
    match key:
        case AttestationKey(row=row, key=condition) if row in edition.rows:
            question = _questions(leaves_of(edition.rows[row])).get(condition)
            return "" if question is None else " ".join((question[0], *question[1]))
        case DecisionKey(row=row) | NoteKey(row=row) if row in edition.rows:
            return row_digest(edition.rows[row])
        case _:
            return ""


def _restore(
    edition: Edition, records: dict[Key, Record], shelf: Iterable[Held]
) -> tuple[list[Key], list[Held]]:
    """Puts back what fits now; what was entered since stands, and the rest stays held."""
    restored: list[Key] = []
    still: list[Held] = []
    waiting: list[Held] = []
    for one in shelf:
        (waiting if one.edition == edition.code else still).append(one)
    # Places first, outer ones before those in them: an upgrade lists them in the order of the document.
    # Marks come after what they mark.
    answered = ("measurement", "attestation", "decision", "note", "fact")
    for tags in (("place",), answered, ("stale",)):
        for one in [held for held in waiting if held.key.tag in tags]:
            if records.get(one.key) == one.record:
                continue
            if one.key in records or not _has_room(edition, records, one):
                still.append(one)
                continue
            records[one.key] = one.record
            restored.append(one.key)
    return restored, still


def _has_room(edition: Edition, records: Mapping[Key, Record], one: Held) -> bool:
    match one.key:
        case PlaceKey():
            parent = getattr(one.record, "parent", None)
            kind = getattr(one.record, "kind", "")
            return kind in edition.kinds and (parent in ROOTS or PlaceKey(str(parent)) in records)
        case MeasurementKey(place=place, quantity=code):
            return code in edition.quantities and (place in ROOTS or PlaceKey(place) in records)
        case FactKey(code=code):
            return _asks(edition, code)
        case StaleKey(drawing=drawing, subject=subject):
            return DrawingKey(drawing) in records and parse_key(subject) in records
        case AttestationKey(place=place) if place not in ROOTS and PlaceKey(place) not in records:
            return False
        case _:
            content = _content(edition, one.key)
            return bool(content) and content == one.content


def _asks(edition: Edition, code: str) -> bool:
    """Whether the edition's procedure asks for a fact."""
    return edition.procedure is not None and code in edition.procedure.fact_by_code


def _newest(held: Iterable[Held]) -> tuple[Held, ...]:
    """One record per edition and key, the last one held."""
    found: dict[tuple[str, Key], Held] = {}
    for one in held:
        found.pop((one.edition, one.key), None)
        found[one.edition, one.key] = one
    return tuple(found.values())


def _report(
    taken: _Taken,
    result: Assessment,
    restored: list[Key],
    held: tuple[Held, ...],
    newly_held: tuple[Held, ...],
) -> UpgradeReport:
    old, new, category = taken.old, taken.new, taken.state.case.category
    compared = difference(old, new)
    rows = counterparts(old, new)
    back = {getattr(key, "row", "") for key in restored}
    lost_rows = {getattr(one.key, "row", "") for one in newly_held}
    ask_again = {other for row in lost_rows for other in rows.get(row, ())} - back
    ask_again |= {row for key in taken.disputed if (row := getattr(key, "row", ""))}
    levels = [
        LevelShift(row.old, row.new, change)
        for row in compared.rows
        for change in row.levels
        if change.category == category
    ]
    return UpgradeReport(
        old.code,
        new.code,
        category,
        compared,
        kept_places=len(result.places),
        kept_measurements=sum(len(inner) for inner in result.measurements.values()),
        carried=tuple(taken.carried),
        restored=tuple(restored),
        held=held,
        newly_held=newly_held,
        disputed=tuple(taken.disputed),
        levels=tuple(levels),
        ask_again=tuple(row for row in new.rows if row in ask_again),
        new_rows=tuple(row for row in compared.only_new if new.level(new.rows[row], category)),
        gone_rows=tuple(row for row in compared.only_old if old.level(old.rows[row], category)),
    )
