"""Blocks of cells: paste, copy, cut, clear and fill down, each as one step."""

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView

from assessor.assessment.records import MeasuredValue
from assessor.errors import UserError
from assessor.evaluation import Value
from assessor.ui.context import UiContext
from assessor.ui.painting import AnyIndex
from assessor.ui.places.grid_model import GridModel
from assessor.workflow.blocks import block_text, parse_block
from assessor.workflow.entry import entry_text
from assessor.workflow.pasting import Pasted, Target, fill_targets, paste


class GridBlocks(QObject):
    """What the keys of the clipboard do with the chosen cells of the grid."""

    pasted = Signal(object)
    """A block was pasted: what was taken and what was not."""
    failed = Signal(object)
    """Something the user can mend went wrong: the error."""

    def __init__(self, context: UiContext, model: GridModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context
        self._grid = model
        self._view = view

    def _chosen(self) -> list[list[QModelIndex]]:
        """The chosen cells, row by row; the current cell where none is chosen."""
        chosen = self._view.selectedIndexes() or [self._view.currentIndex()]
        rows: dict[int, list[QModelIndex]] = {}
        for index in sorted(chosen, key=lambda one: (one.row(), one.column())):
            if index.isValid():
                rows.setdefault(index.row(), []).append(index)
        return list(rows.values())

    def _target(self, index: AnyIndex) -> Target:
        return self._grid.pair(index) if self._grid.is_editable(index) else None

    def paste(self) -> None:
        """Enters the clipboard from the first chosen cell on, as one step."""
        clipboard = QGuiApplication.clipboard().text()
        try:
            block = parse_block(clipboard)
        except UserError as problem:
            self.failed.emit(problem)
            return
        chosen = self._chosen()
        if not block or not chosen:
            return
        targets: list[list[Target]]
        if len(block) == 1 and len(block[0]) == 1:
            targets = [[self._target(index) for index in row] for row in chosen]
            if any(one is not None for row in targets for one in row):
                targets = [[one for one in row if one is not None] for row in targets]
        else:
            first = chosen[0][0]
            targets = [
                [
                    self._target(self._grid.index(row, column))
                    for column in range(first.column(), self._columns())
                ]
                for row in range(first.row(), self._grid.rowCount())
            ]
        session = self._context.bridge.session
        laid = fill_targets(targets, block)
        found: Pasted = paste(session.edition, session.state, laid, self._context.wording.language)
        if self._grid.set_values(found.values, "paste"):
            self.pasted.emit(found)

    def _columns(self) -> int:
        return self._grid.columnCount()

    def copy(self) -> None:
        """Puts what is entered in the chosen cells on the clipboard."""
        rows = [[str(index.data(Qt.ItemDataRole.EditRole) or "") for index in row] for row in self._chosen()]
        QGuiApplication.clipboard().setText(block_text(rows))

    def copy_with_headers(self) -> None:
        """Puts the whole grid on the clipboard with its headers, inherited and derived values too."""
        grid = self._grid
        language = self._context.wording.language
        heads = [str(grid.headerData(one, Qt.Orientation.Horizontal)) for one in range(self._columns())]
        rows = [["", *heads]]
        for row in range(grid.rowCount()):
            line = [str(grid.headerData(row, Qt.Orientation.Vertical))]
            for column in range(self._columns()):
                index = grid.index(row, column)
                cell = grid.cell(index)
                value = _measured(cell.value)
                plain = cell.shown if value is None else entry_text(grid.quantity(index), value, language)
                line.append(plain)
            rows.append(line)
        QGuiApplication.clipboard().setText(block_text(rows))

    def cut(self) -> None:
        """Copies and clears."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Clears what is entered in the chosen cells, as one step."""
        values = {self._grid.pair(index): None for row in self._chosen() for index in row}
        self._grid.set_values(values, "clear")

    def fill_down(self) -> None:
        """Enters the first chosen value in the cells below; a single cell takes that above it."""
        rows = self._chosen()
        if len(rows) == 1:
            rows = [[self._above(index) for index in rows[0]], rows[0]]
        values: dict[tuple[str, str], MeasuredValue | None] = {}
        by_column: dict[int, list[QModelIndex]] = {}
        for row in rows:
            for index in row:
                if index.isValid():
                    by_column.setdefault(index.column(), []).append(index)
        for first, *rest in by_column.values():
            value, code = _measured(self._grid.cell(first).value), self._grid.pair(first)[1]
            if value is None:
                continue
            for index in rest:
                takes = self._grid.is_editable(index) and self._grid.cell(index).state != "default"
                if takes and self._grid.pair(index)[1] == code:
                    values[self._grid.pair(index)] = value
        self._grid.set_values(values, "fill")

    def _above(self, index: AnyIndex) -> QModelIndex:
        for row in range(index.row() - 1, -1, -1):
            above = self._grid.index(row, index.column())
            if self._grid.is_editable(above) and self._grid.cell(above).state != "default":
                return above
        return QModelIndex()


def _measured(value: Value | None) -> MeasuredValue | None:
    """A value as it can be entered; None where it has no exact decimal spelling of three places."""
    if not isinstance(value, Fraction):
        return value
    thousandths = value * 1000
    return Decimal(int(thousandths)).scaleb(-3) if thousandths.denominator == 1 else None
