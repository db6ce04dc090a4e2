"""Rows × unit types as a Qt model; the first column is the building."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assessor.assessment.edits import change_place
from assessor.evaluation import VERDICTS, Evaluation, Trace
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.models.rows import shown_verdict
from assessor.workflow.insight import if_applied, is_doubtful_at, scope_line, unit_rows, worst_leaf

AnyIndex = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
HEAD_ROLE = Qt.ItemDataRole.UserRole + 2
ROW_ID_ROLE = Qt.ItemDataRole.UserRole + 3
BUILDING_COLUMN = 0


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell.

    Attributes:
        verdict: its verdict; `recheck` for a decision to check again.
        mark: the symbol.
        word: the verdict in words.
        margin: distance to the limit, in short; empty without a figure.
        share: the same as a share of the limit; negative where it is missed.
        is_worst: this unit type decides the row.
        is_left_out: the unit type is not applied for: the verdict is what it would be.
        is_person: a person decided (only in the column of the building).
        doubt: why the verdict is to be looked at again: `stale` it rests on a replaced drawing, `disagrees` a
            person decided otherwise, `recheck` what the decision rests on has changed; empty: it is not.
    """

    verdict: str
    mark: str
    word: str
    margin: str = ""
    share: float | None = None
    is_worst: bool = False
    is_left_out: bool = False
    is_person: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class RowHead:
    """The head of a row."""

    number: str
    title: str
    level: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class UnitHead:
    """The head of a column: a unit type, or the building where `applied` is None."""

    name: str
    applied: bool | None


def marks(cell: MatrixCell, doubtful: str) -> str:
    """The symbols of a cell: the verdict, ✎ where a person decided, and one more where it is doubtful."""
    person = "✎" if cell.is_person else ""
    doubt = doubtful if cell.doubt and cell.mark != doubtful else ""
    return f"{cell.mark}{person}{doubt}"


class MatrixModel(QAbstractTableModel):
    """Answers from the evaluation; keeps which rows are shown and what left-out types would give.

    A row that no longer fits the filter stays until the filter is set anew, so that nothing jumps.
    """

    refiltered = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._only_failing = False
        self._rows: tuple[str, ...] = ()
        self._units: tuple[str, ...] = ()
        self._then_of: Evaluation | None = None
        self._then: Mapping[str, Mapping[str, Trace]] = {}
        self._category = ""
        self._list()
        context.bridge.document_changed.connect(self._on_document_changed)

    # What is shown --------------------------------------------------------------------------------------

    @property
    def only_failing(self) -> bool:
        """Whether only rows that fail somewhere are shown."""
        return self._only_failing

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the rows shown."""
        return self._rows

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the unit types, in the order of the columns."""
        return self._units

    def set_only_failing(self, only: bool) -> None:
        """Shows all rows, or those that fail in a unit type or in the building."""
        self.beginResetModel()
        self._only_failing = only
        self._list()
        self.endResetModel()
        self.refiltered.emit()

    def _list(self) -> None:
        evaluation = self._session.evaluation
        self._category = evaluation.snapshot.category
        self._units = evaluation.snapshot.index.unit_types
        rows = unit_rows(self._session.edition, evaluation)
        if self._only_failing:
            rows = tuple(row for row in rows if self._fails(row))
        self._rows = rows

    def _fails(self, row: str) -> bool:
        result = self._session.evaluation.rows[row]
        return result.verdict == "not_conforming" or any(
            VERDICTS[trace.state] == "not_conforming" for trace in result.scopes
        )

    def failing_count(self) -> int:
        """Rows that fail somewhere, shown or not."""
        return sum(map(self._fails, unit_rows(self._session.edition, self._session.evaluation)))

    def scope(self, row: str, unit: str) -> Trace | None:
        """How a row came out in a unit type, or would, if it is left out."""
        evaluation = self._session.evaluation
        found = evaluation.scopes.get(row, {}).get(unit)
        if found is not None:
            return found
        if self._then_of is not evaluation:
            self._then = if_applied(self._session.evaluator, evaluation)
            self._then_of = evaluation
        return self._then.get(row, {}).get(unit)

    def cell(self, row: str, column: int) -> MatrixCell:
        """What a cell shows."""
        wording, evaluation = self._wording, self._session.evaluation
        result = evaluation.rows[row]
        if column == BUILDING_COLUMN:
            verdict = shown_verdict(result)
            is_stale = result.is_doubtful and result.recheck
            changed = "recheck" if result.recheck else ""
            return MatrixCell(
                verdict,
                wording.mark(verdict),
                wording.verdict(verdict),
                is_person=result.decided_by == "person",
                doubt="stale" if is_stale else ("disagrees" if result.disagrees else changed),
            )
        unit = self._units[column - 1]
        scope = self.scope(row, unit)
        if scope is None:
            return MatrixCell("undetermined", wording.mark("undetermined"), wording.verdict("undetermined"))
        verdict = VERDICTS[scope.state]
        leaf = worst_leaf(scope)
        is_certain = verdict in ("conforming", "not_conforming")
        return MatrixCell(
            verdict,
            wording.mark(verdict),
            wording.verdict(verdict),
            margin=wording.margin(leaf.trace) if is_certain else "",
            share=leaf.share if is_certain else None,
            is_worst=is_certain and self._is_worst(row, unit),
            is_left_out=unit not in evaluation.snapshot.index.applied_unit_types,
            doubt=self._doubt(row, scope) if verdict != "undetermined" else "",
        )

    def _doubt(self, row: str, scope: Trace) -> str:
        """Why the verdict of a unit type is doubtful: a replaced drawing, or a decision against it."""
        evaluation = self._session.evaluation
        result = evaluation.rows[row]
        if is_doubtful_at(row, scope, evaluation.snapshot):
            return "stale"
        is_against = result.disagrees and VERDICTS[scope.state] != result.verdict
        return "disagrees" if is_against else ""

    def _is_worst(self, row: str, unit: str) -> bool:
        """Whether this unit type decides the row: nearer to the limit (or farther beyond) than another."""
        result = self._session.evaluation.rows[row]
        decides = result.deciding_scope
        if decides is None or decides.place != unit:
            return False
        same = {worst_leaf(one).share for one in result.scopes if one.state is decides.state}
        return len(same) > 1 or len([one for one in result.scopes if one.state is decides.state]) < len(
            result.scopes
        )

    def line(self, row: str, column: int) -> str:
        """The worst place of a cell, with value and limit."""
        evaluation = self._session.evaluation
        index = evaluation.snapshot.index
        if column == BUILDING_COLUMN:
            return self._wording.deciding(evaluation.rows[row], index, full=True)
        scope = self.scope(row, self._units[column - 1])
        return "" if scope is None else scope_line(self._wording, index, row, scope)

    def toggle(self, column: int) -> bool:
        """Takes a unit type into the application or leaves it out; False for the building."""
        if column == BUILDING_COLUMN or self._session.read_only:
            return False
        unit = self._units[column - 1]
        applied = self._session.state.places[unit].applied
        return self._context.bridge.push(change_place(self._session.state, unit, applied=not applied))

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The building and the unit types."""
        return 0 if parent.isValid() else 1 + len(self._units)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, its words, the worst place."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW_ID_ROLE:
            return row
        if role == CELL_ROLE:
            return self.cell(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return marks(self.cell(row, column), self._wording.mark("recheck"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(row, column)
            head = self.row_head(row)
            named = f"{head.number} {head.title} {self.unit_head(column).name}"
            doubt = self._doubt_words(cell)
            return self._wording.joined(named, cell.word, doubt, cell.margin, self.line(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(self.describe(row, column))
        return None

    def describe(self, row: str, column: int) -> str:
        """Verdict and worst place of a cell, on two lines."""
        cell = self.cell(row, column)
        about = self.unit_head(column).name
        if cell.is_left_out:
            about = self.tr("%s（申請しない。申請した場合の判定）") % about
        shown = f"{about}{self._wording.word('colon')}{cell.mark} {cell.word}"
        doubt = self._doubt_words(cell)
        if doubt:
            doubt = f"{self._wording.mark('recheck')} {doubt}"
        return f"{self._wording.joined(shown, cell.margin, doubt)}\n{self.line(row, column)}"

    def _doubt_words(self, cell: MatrixCell) -> str:
        match cell.doubt:
            case "stale":
                return self.tr("読み取った図面が差し替えられました")
            case "disagrees":
                return self.tr("入力からの判定と、人の判断が異なります")
            case "recheck":
                return self.tr("判断のもとになった入力が変わりました")
            case _:
                return ""

    def row_head(self, row: str) -> RowHead:
        """What stands beside a row."""
        one = self._session.edition.rows[row]
        level = self._session.edition.level(one, self._session.evaluation.snapshot.category) or "optional"
        item, title = one.item.in_language(self._wording.language), self._wording.title(one)
        named = title if title == item else self._wording.joined(item, title)
        return RowHead(row, named, self._wording.level(level), level == "required")

    def unit_head(self, column: int) -> UnitHead:
        """What stands above a column."""
        index = self._session.evaluation.snapshot.index
        if column == BUILDING_COLUMN:
            return UnitHead(self.tr("建物"), None)
        unit = self._units[column - 1]
        return UnitHead(self._wording.place(index, unit), index.places[unit].applied)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Heads of rows and columns."""
        is_row = orientation is Qt.Orientation.Vertical
        if not 0 <= section < (len(self._rows) if is_row else 1 + len(self._units)):
            return None
        if is_row:
            head = self.row_head(self._rows[section])
            if role == HEAD_ROLE:
                return head
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{head.level} {head.number} {head.title}"
            return plain_tool_tip(head.title) if role == Qt.ItemDataRole.ToolTipRole else None
        unit = self.unit_head(section)
        if role == HEAD_ROLE:
            return unit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if unit.applied is None:
                return unit.name
            return f"{unit.name} {self.tr('申請する') if unit.applied else self.tr('申請しない')}"
        if role == Qt.ItemDataRole.ToolTipRole and unit.applied is not None:
            return plain_tool_tip(self.tr("クリック（スペース）で、申請する・しないを切り替えます"))
        return None

    def _on_document_changed(self, change: Change) -> None:
        evaluation = self._session.evaluation
        same_units = evaluation.snapshot.index.unit_types == self._units
        if not same_units or evaluation.snapshot.category != self._category:
            self.set_only_failing(self._only_failing)
            return
        if change.outcome.rows or change.places:
            last = self.columnCount() - 1
            rows = set(self._rows) if change.places else change.outcome.rows
            for position, row in enumerate(self._rows):
                if row in rows:
                    self.dataChanged.emit(self.index(position, 0), self.index(position, last))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
