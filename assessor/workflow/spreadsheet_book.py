"""The whole assessment as the pages of a workbook: verdicts, dimensions, matrix, live tallies, evidence."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from decimal import Decimal

from assessor.assessment import Assessment, Measurement
from assessor.assessment.checks import attest_keys
from assessor.criteria import Quantity
from assessor.criteria.nodes import Attest, Measure
from assessor.evaluation import UNIT_TYPE, VERDICTS, Evaluation, Minimum, PlaceIndex, RowResult
from assessor.evaluation.tally import OptionalTally, RequiredTally
from assessor.importers.book import Book, Formula, Page, PageCell
from assessor.importers.sheets import column_letters
from assessor.messages import text
from assessor.workflow.checklist_findings import finding_text
from assessor.workflow.needed import needed
from assessor.workflow.wording import Wording

PAGES = ("case", "verdicts", "dimensions", "matrix", "tallies", "evidence")
FINAL = ("conforming", "not_conforming", "not_applicable", "undetermined")
_VERDICT_COLUMNS = (
    ("row_id", 11),
    ("table", 10),
    ("title", 40),
    ("level", 9),
    ("verdict", 10),
    ("decided_by", 8),
    ("machine", 12),
    ("deciding", 44),
    ("limit", 22),
    ("margin", 16),
    ("deciding_place", 28),
    ("drawings", 18),
    ("remark", 40),
)
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
_TALLY_HEADS = (
    "table",
    "required",
    "required_conforming",
    "required_not_applicable",
    "required_not_conforming",
    "required_undetermined",
    "optional",
    "optional_conforming",
    "optional_undetermined",
    "minimum",
    "missing",
)


def book_of(wording: Wording, state: Assessment, evaluation: Evaluation) -> Book:
    """The workbook of an assessment, in the language of the wording."""
    pages = _Pages(wording, state, evaluation)
    made: dict[str, Callable[[], Page]] = {
        "case": pages.case,
        "verdicts": pages.verdicts,
        "dimensions": pages.dimensions,
        "matrix": pages.matrix,
        "tallies": pages.tallies,
        "evidence": pages.evidence,
    }
    return Book(state.case.name, tuple(made[name]() for name in PAGES))


class _Pages:
    def __init__(self, wording: Wording, state: Assessment, evaluation: Evaluation) -> None:
        self.wording, self.state, self.evaluation = wording, state, evaluation
        self.edition = wording.edition
        self.index: PlaceIndex = evaluation.snapshot.index

    def say(self, key: str) -> str:
        return text(f"importers.{key}", self.wording.language)

    def head(self, name: str, unit: str = "") -> str:
        """The heading of a column: that by which an import recognises it, where there is one."""
        key = f"words.column.{name}"
        try:
            found = self.say(key).split("|")[0]
        except KeyError:
            found = self.say(f"heading.{name}")
        return f"{found} ({unit})" if unit else found

    def name(self, page: str) -> str:
        return self.say(f"sheet.{page}")

    def case(self) -> Page:
        case = self.state.case
        category = next(one for one in self.edition.head.categories if one.code == case.category)
        shown = {
            "edition": f"{self.edition.head.name.in_language(self.wording.language)} ({case.edition})",
            "category": category.name.in_language(self.wording.language),
        }
        fields = (
            *("name", "address", "owner", "assessor", "office", "date_made"),
            *("edition", "edition_digest", "category", "remarks", "credit"),
        )
        rows = [(self.say(f"case.{name}"), shown.get(name, getattr(case, name))) for name in fields]
        return Page(self.name("case"), tuple(rows), heads=0, widths=(18, 80))

    def verdicts(self) -> Page:
        rows: list[tuple[PageCell, ...]] = [
            tuple(name for name, _ in _VERDICT_COLUMNS),
            tuple(self.head(name) for name, _ in _VERDICT_COLUMNS),
        ]
        rows.extend(self._verdict(result) for result in self.evaluation.rows.values())
        words = tuple(self.wording.verdict(one) for one in FINAL)
        return Page(
            self.name("verdicts"),
            tuple(rows),
            heads=2,
            hidden=(0,),
            fixed=3,
            widths=tuple(width for _, width in _VERDICT_COLUMNS),
            choices=((_column("verdict"), words),),
        )

    def _verdict(self, result: RowResult) -> tuple[PageCell, ...]:
        wording, row = self.wording, self.edition.rows[result.row]
        level = self.edition.level(row, self.evaluation.snapshot.category)
        note = self.state.notes.get(row.id)
        leaf = result.deciding_leaf
        deciding = wording.deciding(result, self.index) if leaf is None else finding_text(wording, leaf)
        limit = wording.limit(leaf.node) if leaf is not None and isinstance(leaf.node, Measure) else ""
        return (
            row.id,
            wording.table(row.table),
            row.title.in_language(wording.language),
            wording.level(level or ""),
            wording.verdict(result.verdict),
            self.say(f"decided_by.{result.decided_by}"),
            wording.verdict(result.machine) if result.disagrees else "",
            deciding,
            limit,
            "" if leaf is None else wording.margin(leaf),
            "" if leaf is None else wording.place_path(self.index, leaf.place),
            note.drawings if note else "",
            note.remark if note else "",
        )

    def dimensions(self) -> Page:
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
                    self._answer(record.applied),
                    "" if record.complete is None else self._answer(record.complete),
                    Decimal(record.order),
                    *(self._value(code, values.get(code)) for code in codes),
                )
            )
        widths = (*(width for _, width in _PLACE_COLUMNS), 14)
        return Page(self.name("dimensions"), tuple(rows), heads=2, hidden=(0,), fixed=3, widths=widths)

    def _quantities(self, kinds: set[str]) -> tuple[str, ...]:
        """What the category asks for at these kinds of place, and whatever else was entered."""
        asked = needed(self.edition, self.evaluation.snapshot.category).columns(kinds)
        entered = {code for inner in self.state.measurements.values() for code in inner}
        return (*asked, *(code for code in self.edition.quantities if code in entered - set(asked)))

    def _answer(self, value: bool) -> str:
        return self.wording.word("yes" if value else "no")

    def _value(self, code: str, one: Measurement | None) -> PageCell:
        if one is None:
            return None
        match one.value:
            case bool():
                return self._answer(one.value)
            case tuple():
                return ", ".join(format(part, "f") for part in one.value)
            case str():
                return self._option(self.edition.quantities[code], one.value)
            case _:
                return one.value

    def _option(self, quantity: Quantity, value: str) -> str:
        names = {option.code: option.name.in_language(self.wording.language) for option in quantity.options}
        return names.get(value, value)

    def matrix(self) -> Page:
        units = self.index.applied_unit_types
        heads = (
            *(self.head("row_id"), self.head("title"), self.head("level"), self.head("whole")),
            *(self.wording.place(self.index, unit) for unit in units),
        )
        rows: list[tuple[PageCell, ...]] = [heads]
        for row_id, result in self.evaluation.rows.items():
            row = self.edition.rows[row_id]
            if row.scope != UNIT_TYPE:
                continue
            level = self.edition.level(row, self.evaluation.snapshot.category)
            marks = {trace.place: VERDICTS[trace.state] for trace in result.scopes}
            rows.append(
                (
                    row_id,
                    row.title.in_language(self.wording.language),
                    self.wording.level(level or ""),
                    self._marked(result.verdict),
                    *(self._marked(marks[unit]) for unit in units),
                )
            )
        return Page(self.name("matrix"), tuple(rows), fixed=4, widths=(11, 40, 9, 14))

    def _marked(self, verdict: str) -> str:
        return f"{self.wording.mark(verdict)} {self.wording.verdict(verdict)}"

    # Tallies ---------------------------------------------------------------------------------------------

    def tallies(self) -> Page:
        summary, groups = self.evaluation.summary, self.edition.head.groups
        rows: list[tuple[PageCell, ...]] = [tuple(self.head(name) for name in _TALLY_HEADS)]
        lines: dict[str, int] = {}
        for code, tally in summary.tables.items():
            lines[code] = len(rows) + 1
            rows.append((self.wording.table(code), *self._counted(code, tally.required, tally.optional)))
        last = len(rows)
        minimums = {one.name: one for one in summary.groups}
        first_minimum = len(rows) + 1
        for group in groups:
            of = [summary.tables[code] for code in group.tables]
            required = _all_required([one.required for one in of])
            optional = _all_optional([one.optional for one in of])
            terms = [str(lines[code]) for code in group.tables]
            rows.append(
                self._sums(group.name, terms, required, optional, minimums[group.name], len(rows) + 1)
            )
        terms = [f"2:{last}"]
        rows.append(
            self._sums("total", terms, summary.required, summary.optional, summary.total, len(rows) + 1)
        )
        total = len(rows)
        rows.append(())
        rows.append((self.head("result"), self._result(first_minimum, total)))
        strong = (total - 1, total + 1)
        return Page(self.name("tallies"), tuple(rows), fixed=1, widths=(34, 12), strong=strong)

    def _counted(self, code: str, required: RequiredTally, optional: OptionalTally) -> tuple[PageCell, ...]:
        """One table, counted over the cells of the verdicts: another verdict there, another number here."""
        sheet = "'" + self.name("verdicts").replace("'", "''") + "'!"
        bottom = len(self.evaluation.rows) + 2

        def span(column: str) -> str:
            letters = column_letters(_column(column))
            return f"{sheet}${letters}$3:${letters}${bottom}"

        def count(level: str, verdict: str | None, value: int) -> Formula:
            parts = [
                span("table"),
                f'"{self.wording.table(code)}"',
                span("level"),
                f'"{self.wording.level(level)}"',
            ]
            if verdict is not None:
                parts += [span("verdict"), f'"{self.wording.verdict(verdict)}"']
            return Formula(f"=COUNTIFS({','.join(parts)})", Decimal(value))

        return (
            count("required", None, required.total),
            count("required", "conforming", required.conforming),
            count("required", "not_applicable", required.not_applicable),
            count("required", "not_conforming", required.not_conforming),
            count("required", "undetermined", required.undetermined),
            count("optional", None, optional.total),
            count("optional", "conforming", optional.conforming),
            count("optional", "undetermined", optional.undetermined),
        )

    def _sums(
        self,
        name: str,
        terms: Sequence[str],
        required: RequiredTally,
        optional: OptionalTally,
        minimum: Minimum,
        line: int,
    ) -> tuple[PageCell, ...]:
        values = (
            *(required.total, required.conforming, required.not_applicable, required.not_conforming),
            *(required.undetermined, optional.total, optional.conforming, optional.undetermined),
        )

        def added(letters: str) -> str:
            # "2:10" is a span of lines, anything else single lines.
            spans = [":".join(f"{letters}{one}" for one in term.split(":")) for term in terms]
            return f"=SUM({','.join(spans)})"

        counts = [
            Formula(added(column_letters(number + 1)), Decimal(value)) for number, value in enumerate(values)
        ]
        missing = Formula(f"=MAX(0,J{line}-H{line})", Decimal(minimum.missing))
        return (self.wording.group(name), *counts, Decimal(minimum.minimum), missing)

    def _result(self, first: int, total: int) -> Formula:
        """The same rules as the tallies: failed, or no longer reachable; then still open; else conforming."""
        lines = range(first, total + 1)
        unreachable = ",".join(f"H{line}+I{line}<J{line}" for line in lines)
        words = {one: self.wording.result(one) for one in ("conforming", "not_conforming", "undecided")}
        formula = (
            f'=IF(OR(E{total}>0,{unreachable}),"{words["not_conforming"]}",'
            f'IF(OR(F{total}>0,SUM(K{first}:K{total})>0),"{words["undecided"]}","{words["conforming"]}"))'
        )
        return Formula(formula, words[self.evaluation.summary.result])

    # Evidence --------------------------------------------------------------------------------------------

    def evidence(self) -> Page:
        rows: list[tuple[PageCell, ...]] = [
            tuple(name for name, _ in _EVIDENCE_COLUMNS),
            tuple(self.head(name) for name, _ in _EVIDENCE_COLUMNS),
        ]
        rows.extend(self._measured())
        rows.extend(self._attested())
        rows.extend(self._decided())
        widths = tuple(width for _, width in _EVIDENCE_COLUMNS)
        return Page(self.name("evidence"), tuple(rows), heads=2, hidden=(0,), fixed=4, widths=widths)

    def _record(self, kind: str) -> str:
        return self.say(f"words.record.{kind}").split("|")[0]

    def _measured(self) -> list[tuple[PageCell, ...]]:
        word = self._record("measurement")
        return [
            (
                *(word, "", place, self.wording.place_path(self.index, place)),
                *(code, self.wording.quantity(code), self._value(code, one)),
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
                        *(key, question, self._answer(one.value), ""),
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


def _column(name: str) -> int:
    return [one for one, _ in _VERDICT_COLUMNS].index(name)


def _all_required(tallies: Sequence[RequiredTally]) -> RequiredTally:
    return RequiredTally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))


def _all_optional(tallies: Sequence[OptionalTally]) -> OptionalTally:
    return OptionalTally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))
