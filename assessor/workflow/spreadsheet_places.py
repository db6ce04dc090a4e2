"""The sheets of what was entered: dimensions by place, and the evidence of every answer."""

from decimal import Decimal

from assessor.assessment.checks import attest_keys
from assessor.criteria.nodes import Attest
from assessor.importers.book import Page, PageCell
from assessor.workflow.needed import needed
from assessor.workflow.spreadsheet_sheet import SheetWriter

_PLACE_COLUMNS = (
    ("place_id", 14),
    ("unit_type", 14),
    ("place", 26),
    ("kind", 14),
    ("parent", 14),
    ("applied", 8),
    ("complete", 9),
    ("order", 7),
)
_EVIDENCE_COLUMNS = (
    ("record", 8),
    ("row_id", 11),
    ("place_id", 14),
    ("place", 28),
    ("quantity", 30),
    ("name", 40),
    ("value", 14),
    ("unit", 8),
    ("drawing", 18),
    ("note", 30),
    ("origin", 10),
    ("at", 22),
    ("by", 14),
    ("basis", 12),
)


class PlaceSheets(SheetWriter):
    """Dimensions and evidence."""

    def dimensions(self) -> Page:
        """The values of every quantity, a row per place."""
        places = sorted(self.state.places.items(), key=lambda item: item[1].order)
        codes = self._quantities({record.kind for _, record in places})
        units = [self.wording.unit(self.edition.quantities[code]) for code in codes]
        rows: list[tuple[PageCell, ...]] = [
            (*(name for name, _ in _PLACE_COLUMNS), *codes),
            (
                *(self.head(name) for name, _ in _PLACE_COLUMNS),
                *(f"{self.wording.quantity(code)} ({unit})" if unit else self.wording.quantity(code)
                  for code, unit in zip(codes, units, strict=True)),
            ),
        ]  # fmt: skip
        for place, record in places:
            unit = self.index.unit_type_of(place)
            values = self.state.measurements.get(place, {})
            rows.append(
                (
                    place,
                    "" if unit is None else self.wording.place(self.index, unit),
                    record.name,
                    self.wording.kind(record.kind),
                    record.parent or "",
                    self.answer(record.applied),
                    "" if record.complete is None else self.answer(record.complete),
                    Decimal(record.order),
                    *(self.value(code, values.get(code)) for code in codes),
                )
            )
        widths = (*(width for _, width in _PLACE_COLUMNS), 14)
        return Page(self.name("dimensions"), tuple(rows), heads=2, hidden=(0,), fixed=3, widths=widths)

    def _quantities(self, kinds: set[str]) -> tuple[str, ...]:
        """What the category asks for at these kinds of place, and whatever else was entered."""
        asked = needed(self.edition, self.evaluation.snapshot.category).columns(kinds)
        entered = {code for inner in self.state.measurements.values() for code in inner}
        return (*asked, *(code for code in self.edition.quantities if code in entered - set(asked)))

    # Evidence --------------------------------------------------------------------------------------------

    def evidence(self) -> Page:
        """Every measurement, confirmation and decision with where it comes from."""
        rows: list[tuple[PageCell, ...]] = [
            tuple(name for name, _ in _EVIDENCE_COLUMNS),
            tuple(self.head(name) for name, _ in _EVIDENCE_COLUMNS),
        ]
        rows.extend(self._measured())
        rows.extend(self._attested())
        rows.extend(self._decided())
        rows.extend(self._noted())
        widths = tuple(width for _, width in _EVIDENCE_COLUMNS)
        return Page(self.name("evidence"), tuple(rows), heads=2, hidden=(0,), fixed=4, widths=widths)

    def _record(self, kind: str) -> str:
        return self.say(f"words.record.{kind}").split("|")[0]

    def _measured(self) -> list[tuple[PageCell, ...]]:
        word = self._record("measurement")
        return [
            (
                *(word, "", place, self.wording.place_path(self.index, place)),
                *(code, self.wording.quantity(code), self.value(code, one)),
                self.wording.unit(self.edition.quantities[code]),
                *(one.drawing, one.note, one.origin, one.at, one.by, ""),
            )
            for place, inner in self.state.measurements.items()
            for code, one in inner.items()
        ]

    def _attested(self) -> list[tuple[PageCell, ...]]:
        word = self._record("attestation")
        found: list[tuple[PageCell, ...]] = []
        for row, by_key in self.state.attestations.items():
            asked = attest_keys(self.edition.rows[row])
            for key, by_place in by_key.items():
                node = asked[key]
                question = (
                    node.text.in_language(self.wording.language)
                    if isinstance(node, Attest)
                    else self.wording.node(node)
                )
                found.extend(
                    (
                        *(word, row, place, self.wording.place_path(self.index, place)),
                        *(key, question, self.answer(one.value), ""),
                        *(one.drawing, one.note, "", one.at, one.by, ""),
                    )
                    for place, one in by_place.items()
                )
        return found

    def _decided(self) -> list[tuple[PageCell, ...]]:
        word = self._record("decision")
        return [
            (
                *(
                    word,
                    row,
                    "",
                    "",
                    one.verdict,
                    self.edition.rows[row].title.in_language(self.wording.language),
                ),
                *(self.wording.verdict(one.verdict), "", "", one.reason, "", one.at, one.by, one.basis),
            )
            for row, one in self.state.decisions.items()
        ]

    def _noted(self) -> list[tuple[PageCell, ...]]:
        """Notes on rows that the category does not ask for: the sheet of verdicts does not list them."""
        word = self._record("note")
        return [
            (
                *(word, row, "", "", "", self.edition.rows[row].title.in_language(self.wording.language)),
                *(self.answer(one.ruled_out), "", one.drawings, one.remark, "", "", "", ""),
            )
            for row, one in self.state.notes.items()
            if row not in self.evaluation.rows
        ]
