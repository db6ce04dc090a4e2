"""The sheets of our own export, read back whole: places, evidence, notes."""

from dataclasses import replace
from typing import get_args

from assessor.assessment import Assessment, Attestation, Decision, Measurement, PlaceRecord, RowNote
from assessor.assessment.checks import attest_keys
from assessor.assessment.records import AttestationKey, DecisionKey, MeasurementKey, NoteKey, Origin, PlaceKey
from assessor.criteria import Edition
from assessor.evaluation.snapshot import PersonVerdict
from assessor.importers.places import Places
from assessor.importers.plan import Planner
from assessor.importers.sheets import Where, plain, raw_text
from assessor.importers.tables import Table
from assessor.importers.values import Refused, read_value
from assessor.importers.words import answers, words

RECORDS = ("measurement", "attestation", "decision", "note")
"""What a row of the evidence sheet is."""
MAX_ORDER_DIGITS = 10


class OwnSheets:
    """Reads what our export wrote.

    Attributes:
        evidence: measurements of the evidence sheet; they go in where no sheet of dimensions says otherwise.
    """

    def __init__(self, edition: Edition, state: Assessment, planner: Planner, places: Places) -> None:
        self.edition, self.state, self.planner, self.places = edition, state, planner, places
        self.evidence: dict[MeasurementKey, tuple[Measurement, Where]] = {}

    def places_of(self, table: Table) -> None:
        """Places as our export lists them; one that lies in a place further down waits for it."""
        waiting = [row for row in table.rows if self._has_id(table, row)]
        while waiting:
            later: list[int] = []
            for row in waiting:
                place, parent = table.text(row, "place_id"), table.text(row, "parent")
                if place in self.places.records or not parent or parent in self.places.records:
                    self._own_place(table, row, place, parent)
                else:
                    later.append(row)
            if len(later) == len(waiting):
                for row in later:
                    where = table.where(row, table.roles["parent"])
                    self.planner.leave_out("parent_unknown", where, place=table.text(row, "parent"))
                return
            waiting = later

    def _has_id(self, table: Table, row: int) -> bool:
        found = bool(table.text(row, "place_id"))
        if not found:
            self.planner.leave_out("place_without_id", table.where(row, table.roles["place_id"]))
        return found

    def _own_place(self, table: Table, row: int, place: str, parent: str) -> None:
        where = table.where(row, table.roles["place_id"])
        kind = self.places.kind(table.text(row, "kind"))
        order = table.text(row, "order")
        if kind is None:
            self.planner.leave_out("kind_unknown", where, kind=table.text(row, "kind"))
            return
        record = PlaceRecord(
            kind,
            raw_text(table.cell(row, "place")),
            parent or (None if place == "building" else "building"),
            applied=answers().get(plain(table.text(row, "applied")), True),
            complete=answers().get(plain(table.text(row, "complete"))),
            order=int(order) if order.isascii() and order.isdigit() and len(order) < MAX_ORDER_DIGITS else 0,
        )
        if place in self.state.places:
            self.planner.offer(PlaceKey(place), record, where)
        elif place in self.places.added:
            self.planner.leave_out("given_twice", where, what=place, value=record.name)
        else:
            try:
                self.places.add_record(place, record)
            except Refused as refused:
                self.planner.leave_out(refused.code, where, **refused.params)
            else:
                self.planner.place(place, record, where)

    def records_of(self, table: Table) -> None:
        """Measurements, confirmations, decisions and further notes, one per row."""
        kinds = {plain(word): kind for kind in RECORDS for word in (kind, *words(f"record.{kind}"))}
        for row in table.rows:
            where = table.where(row, table.roles["record"])
            try:
                match kinds.get(plain(table.text(row, "record"))):
                    case "measurement":
                        self._evidence_row(table, row, where)
                    case "attestation":
                        self._attestation(table, row, where)
                    case "decision":
                        self._decision(table, row, where)
                    case "note":
                        self._note(table, row, where)
                    case _:
                        raise Refused("record_unknown", value=table.text(row, "record"))  # noqa: TRY301
            except Refused as refused:
                self.planner.leave_out(refused.code, where, **refused.params)

    def _evidence_row(self, table: Table, row: int, where: Where) -> None:
        quantity = self.edition.quantities.get(table.text(row, "quantity"))
        place = table.text(row, "place_id")
        if quantity is None:
            raise Refused("quantity_unknown", name=table.text(row, "quantity"))
        if place not in self.places.records:
            raise Refused("place_unknown", place=place)
        value = read_value(quantity, table.cell(row, "value"), rounding=False).value
        origin: Origin = next(
            (one for one in get_args(Origin) if one == table.text(row, "origin")), "imported"
        )
        measurement = Measurement(
            value,
            origin,
            self._raw(table, row, "drawing"),
            self._raw(table, row, "note"),
            *self._signed(table, row),
        )
        self.evidence[MeasurementKey(place, quantity.code)] = (measurement, where)

    def _attestation(self, table: Table, row: int, where: Where) -> None:
        row_id, key, place = (table.text(row, role) for role in ("row_id", "quantity", "place_id"))
        answer = answers().get(plain(table.text(row, "value")))
        if row_id not in self.edition.rows or key not in attest_keys(self.edition.rows[row_id]):
            raise Refused("row_unknown", row=f"{row_id} {key}", edition=self.edition.code)
        if place not in self.places.records:
            raise Refused("place_unknown", place=place)
        if answer is None:
            raise Refused("not_yes_or_no", value=table.text(row, "value"))
        attestation = Attestation(
            answer, self._raw(table, row, "drawing"), self._raw(table, row, "note"), *self._signed(table, row)
        )
        self.planner.offer(AttestationKey(row_id, key, place), attestation, where)

    def _decision(self, table: Table, row: int, where: Where) -> None:
        row_id, code = table.text(row, "row_id"), table.text(row, "quantity")
        verdict: PersonVerdict | None = next((one for one in get_args(PersonVerdict) if one == code), None)
        if row_id not in self.edition.rows:
            raise Refused("row_unknown", row=row_id, edition=self.edition.code)
        if verdict is None:
            raise Refused("record_unknown", value=code)
        reason, basis = self._raw(table, row, "note"), table.text(row, "basis")
        self.planner.offer(
            DecisionKey(row_id), Decision(verdict, reason, basis, *self._signed(table, row)), where
        )

    def _note(self, table: Table, row: int, where: Where) -> None:
        """A note on a row of another category: the verdicts do not show it."""
        row_id = table.text(row, "row_id")
        if row_id not in self.edition.rows:
            raise Refused("row_unknown", row=row_id, edition=self.edition.code)
        ruled_out = answers().get(plain(table.text(row, "value")), False)
        note = RowNote(self._raw(table, row, "drawing"), self._raw(table, row, "note"), ruled_out)
        self.planner.offer(NoteKey(row_id), note, where)

    def notes_of(self, table: Table) -> None:
        """Drawings and remarks beside the verdicts, and which rows are ruled out."""
        for row in table.rows:
            row_id = table.text(row, "row_id")
            note = RowNote(self._raw(table, row, "drawings"), self._raw(table, row, "remark"))
            if "ruled_out" in table.roles:
                said = answers().get(plain(table.text(row, "ruled_out")), False)
                note = replace(note, ruled_out=said)
            if note == RowNote():
                continue
            if "ruled_out" not in table.roles:
                # A sheet that says nothing of what is ruled out: that of the document stays.
                note = replace(note, ruled_out=self.state.notes.get(row_id, RowNote()).ruled_out)
            where = table.where(row, table.roles["row_id"])
            if row_id in self.edition.rows:
                self.planner.offer(NoteKey(row_id), note, where)
            else:
                self.planner.leave_out("row_unknown", where, row=row_id, edition=self.edition.code)

    @staticmethod
    def _raw(table: Table, row: int, role: str) -> str:
        return raw_text(table.cell(row, role))

    @staticmethod
    def _signed(table: Table, row: int) -> tuple[str, str]:
        return table.text(row, "at"), raw_text(table.cell(row, "by"))
