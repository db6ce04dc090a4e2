"""The sheets of verdicts: row by row, by unit type, and tallies that stay live formulas."""

from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal

from assessor.criteria.nodes import Measure
from assessor.evaluation import UNIT_TYPE, VERDICTS, Minimum, RowResult
from assessor.evaluation.tally import OptionalTally, RequiredTally
from assessor.importers.book import Formula, Page, PageCell
from assessor.importers.sheets import column_letters
from assessor.workflow.checklist_findings import finding_text
from assessor.workflow.spreadsheet_sheet import SheetWriter

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
    ("ruled_out", 10),
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


class VerdictSheets(SheetWriter):
    """Verdicts, the matrix of unit types, and tallies."""

    def verdicts(self) -> Page:
        """A line per row of the edition."""
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
            self.answer(True) if note and note.ruled_out else "",
        )

    def matrix(self) -> Page:
        """Rows by unit type."""
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
        """Counts by table, minimums and the result, live over the verdicts."""
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


def _column(name: str) -> int:
    return [one for one, _ in _VERDICT_COLUMNS].index(name)


def _all_required(tallies: Sequence[RequiredTally]) -> RequiredTally:
    return RequiredTally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))


def _all_optional(tallies: Sequence[OptionalTally]) -> OptionalTally:
    return OptionalTally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))
