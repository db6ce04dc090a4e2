"""What a spreadsheet offers in words: what a record is about, what stands now, what the file says."""

from dataclasses import fields

from assessor.assessment import Assessment, Decision, Measurement, PlaceRecord, snapshot
from assessor.assessment.records import (
    AttestationKey,
    CaseKey,
    DecisionKey,
    Key,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    Record,
)
from assessor.criteria import Edition
from assessor.importers.own_lists import LISTS
from assessor.importers.plan import Candidate, ImportPlan
from assessor.messages import Language, has_text, text
from assessor.workflow.wording import Wording

_NOTHING = "－"


class PlanWording:
    """The records of a plan in one language; places by name, with those around them."""

    def __init__(
        self, plan: ImportPlan, state: Assessment, edition: Edition, language: Language = "ja"
    ) -> None:
        self._wording = Wording(edition, language)
        # With the places that the file would make.
        self._index = snapshot(state.apply(plan.edit()).state, edition).index
        self._language: Language = language

    def what(self, key: Key) -> str:
        """What a record is about."""
        wording = self._wording
        match key:
            case MeasurementKey():
                return f"{self._place(key.place)} {wording.quantity(key.quantity)}"
            case PlaceKey():
                return self._place(key.place)
            case CaseKey():
                return text("importers.sheet.case", self._language)
            case AttestationKey():
                return f"{self._row(key.row)} {self._place(key.place)}"
            case DecisionKey() | NoteKey():
                return self._row(key.row)
            case _:
                name = self._list_of(key)
                kind = text(f"importers.sheet.{name}", self._language) if name else ""
                return " ".join(part for part in (kind, *key[:-1]) if part)

    def old(self, one: Candidate) -> str:
        """What stands now, as far as the file says otherwise; a dash where nothing does."""
        return self._shown(one, one.old) if one.old is not None else _NOTHING

    def new(self, one: Candidate) -> str:
        """What the file says."""
        rounded = text("importers.rounded", self._language, exact=one.exact) if one.exact else ""
        return self._shown(one, one.new) + rounded

    def _shown(self, one: Candidate, record: Record) -> str:
        if isinstance(one.key, MeasurementKey) and isinstance(record, Measurement):
            value = self._wording.value(self._wording.edition.quantities[one.key.quantity], record.value)
            named = f"{value} [{record.drawing}]" if record.drawing else value
            if one.old is None or getattr(one.old, "value", None) != getattr(one.new, "value", None):
                return named
        other = one.old if record is one.new else one.new
        parts = []
        for field in fields(record):
            value = getattr(record, field.name)
            if other is not None and value == getattr(other, field.name):
                continue
            if other is None and value in ("", None, False):
                continue
            if field.name != "order":
                label, said = self._label(one.key, field.name), self._said(record, field.name, value)
                parts.append(f"{label}: {said}")
        return " / ".join(parts) or _NOTHING

    def _label(self, key: Key, field: str) -> str:
        keys = [f"importers.words.column.{field}"]
        if isinstance(key, CaseKey):
            keys.insert(0, f"importers.case.{field}")
        elif isinstance(key, PlaceKey) and field == "name":
            keys.insert(0, "importers.words.column.place")
        elif (name := self._list_of(key)) is not None:
            keys.insert(0, f"importers.words.list.{name}.{field}")
        found = next((one for one in keys if has_text(one)), None)
        return field if found is None else text(found, self._language).split("|")[0]

    def _said(self, record: Record, field: str, value: object) -> str:
        match value:
            case bool():
                return self._wording.word("yes" if value else "no")
            case None | "":
                return _NOTHING
            case str() if isinstance(record, Decision) and field == "verdict":
                return self._wording.verdict(value)
            case str() if isinstance(record, PlaceRecord) and field == "kind":
                return self._wording.kind(value)
            case str() if has_text(f"importers.words.{field}.{value}"):
                return text(f"importers.words.{field}.{value}", self._language).split("|")[0]
            case _:
                return str(value)

    @staticmethod
    def _list_of(key: Key) -> str | None:
        return next((name for name, one in LISTS.items() if isinstance(key, one.key)), None)

    def _place(self, place: str) -> str:
        return self._wording.place_path(self._index, place) if place in self._index.places else place

    def _row(self, row: str) -> str:
        found = self._wording.edition.rows.get(row)
        return row if found is None else f"{row} {found.title.in_language(self._language)}"
