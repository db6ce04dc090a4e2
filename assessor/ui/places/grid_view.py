"""The grid as people use it: where the keyboard goes, and what each key does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from assessor.assessment.records import MeasuredValue
from assessor.ui.context import UiContext
from assessor.ui.painting import AnyIndex
from assessor.ui.places.grid_blocks import GridBlocks
from assessor.ui.places.grid_delegate import GridDelegate
from assessor.ui.places.grid_header import QUANTITY_LINES, GridHeader
from assessor.ui.places.grid_model import GridModel

_YES = frozenset("yYｙＹ")
_NO = frozenset("nNｎＮ")
_DITTO = frozenset('"＂〃”')


class GridView(QTableView):
    """Places by quantities."""

    pasted = Signal(object)
    """A block was pasted: what was taken and what was not."""
    failed = Signal(object)
    """Something the user can mend went wrong: the error."""
    current_moved = Signal()

    def __init__(self, context: UiContext, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._grid = model
        self.blocks = GridBlocks(context, model, self)
        self._delegate = GridDelegate(context, self)
        self._across = GridHeader(Qt.Orientation.Horizontal, context, self)
        self._down = GridHeader(Qt.Orientation.Vertical, context, self)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setAccessibleName(self.tr("寸法の表"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.blocks.pasted.connect(self.pasted)
        self.blocks.failed.connect(self.failed)
        self._delegate.stepped.connect(self.step)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        context.theme.changed.connect(self._on_theme_changed)
        model.modelReset.connect(self._on_model_reset)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._kept: tuple[str, str] | None = None
        self._style()

    # Where the keyboard is -----------------------------------------------------------------------------

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Marks the headers of the current cell."""
        super().currentChanged(current, previous)
        self._across.viewport().update()
        self._down.viewport().update()
        self.current_moved.emit()

    def _on_about_to_reset(self) -> None:
        current = self.currentIndex()
        if current.isValid():
            self._kept = self._grid.pair(current)

    def _on_model_reset(self) -> None:
        transposed = self._grid.view.transposed
        self._across.is_of_places, self._down.is_of_places = transposed, not transposed
        self._fit_columns()
        self._across.updateGeometry()
        self._down.updateGeometry()
        index = self._grid.index_of(*self._kept) if self._kept is not None else QModelIndex()
        if not index.isValid():
            index = self.first_stop()
        if index.isValid():
            self.go_to(index)
        else:
            self.current_moved.emit()
        # Headers and columns take their new sizes first.
        QTimer.singleShot(0, self, self._see_current)

    def _see_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the current cell in sight."""
        super().resizeEvent(event)
        self._see_current()

    def _fit_columns(self) -> None:
        """Columns of one width, wider where a value would be cut."""
        least = self._across.defaultSectionSize()
        option = QStyleOptionViewItem()
        for column in range(self._grid.columnCount()):
            widest = max(
                (
                    self._delegate.sizeHint(option, self._grid.index(row, column)).width()
                    for row in range(self._grid.rowCount())
                ),
                default=0,
            )
            self.setColumnWidth(column, max(least, min(widest, least * 2)))

    def _on_scrolled(self) -> None:
        self._across.viewport().update()

    def _style(self) -> None:
        tokens = self._context.theme.tokens
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {tokens.raised}; border: none; }}"
            "QAbstractScrollArea::corner { background: transparent; border: none; }"
        )

    def set_compact(self, compact: bool) -> None:
        """Lower headers where there is little room."""
        self._across.set_lines(2 if compact else QUANTITY_LINES)

    def _on_theme_changed(self) -> None:
        self._style()
        self._delegate.take_over_theme()
        for header in (self._across, self._down):
            header.take_over_theme()
        self._fit_columns()
        self.viewport().update()

    def go_to(self, index: AnyIndex) -> None:
        """Makes a cell the current and only chosen one, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def first_stop(self) -> QModelIndex:
        """The first open cell, else the first that is entered, else the first that can be."""
        wanted: tuple[Callable[[AnyIndex], bool], ...] = (
            self._is_open,
            self._grid.is_stop,
            self._grid.is_editable,
        )
        for fits in wanted:
            for column in range(self._grid.columnCount()):
                for row in range(self._grid.rowCount()):
                    index = self._grid.index(row, column)
                    if fits(index):
                        return index
        return QModelIndex()

    def _is_open(self, index: AnyIndex) -> bool:
        return self._grid.cell(index).state == "open"

    def next_open(self) -> bool:
        """Goes to the next open cell, column by column and round; False where there is none."""
        rows, columns = self._grid.rowCount(), self._grid.columnCount()
        current = self.currentIndex()
        start = current.column() * rows + current.row() + 1 if current.isValid() else 0
        for number in range(rows * columns):
            column, row = divmod((start + number) % (rows * columns), rows)
            index = self._grid.index(row, column)
            if self._is_open(index):
                self.go_to(index)
                return True
        return False

    def step(self, direction: str) -> None:
        """Goes on from the current cell: `down`/`up` a column, `right`/`left` a row, over what is hatched."""
        current = self.currentIndex()
        if not current.isValid():
            return
        if direction in ("row_down", "row_up"):
            row = current.row() + (1 if direction == "row_down" else -1)
            target = self._grid.index(row, current.column())
        else:
            target = self._next_stop(current, direction)
        if target.isValid():
            self.go_to(target)

    def _next_stop(self, current: AnyIndex, direction: str) -> QModelIndex:
        rows, columns = self._grid.rowCount(), self._grid.columnCount()
        by_column = direction in ("down", "up")
        forward = direction in ("down", "right")
        position = (
            current.column() * rows + current.row()
            if by_column
            else current.row() * columns + current.column()
        )
        span = range(position + 1, rows * columns) if forward else range(position - 1, -1, -1)
        for number in span:
            if by_column:
                column, row = divmod(number, rows)
            else:
                row, column = divmod(number, columns)
            index = self._grid.index(row, column)
            if self._grid.is_stop(index):
                return index
        return QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Tab goes over what is hatched."""
        if action is QAbstractItemView.CursorAction.MoveNext:
            return self._next_stop(self.currentIndex(), "right")
        if action is QAbstractItemView.CursorAction.MovePrevious:
            return self._next_stop(self.currentIndex(), "left")
        return super().moveCursor(action, modifiers)

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab leaves the grid behind its last cell."""
        direction = "right" if next_ else "left"
        if self.currentIndex().isValid() and self._next_stop(self.currentIndex(), direction).isValid():
            return False
        return QWidget.focusNextPrevChild(self, next_)

    # Keys -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Ctrl+D belongs to the grid while it has the keyboard."""
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_override and self._command(event, run=False):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Y and N answer, figures choose, Delete clears; the rest is typed."""
        if self._command(event, run=True):
            return
        current = self.currentIndex()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step("up" if back else "down")
            return
        if current.isValid() and self._answer(current, event.text()):
            return
        alt_down = key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down and self._grid.is_editable(current):
            self.edit(current)
            return
        super().keyPressEvent(event)

    def _command(self, event: QKeyEvent, *, run: bool) -> bool:
        """Clipboard, fill and clear; with `run` they are done, else only recognised."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            action = self.blocks.paste
        elif event.modifiers() == both and event.key() == Qt.Key.Key_C:
            action = self.blocks.copy_with_headers
        elif event.matches(QKeySequence.StandardKey.Copy):
            action = self.blocks.copy
        elif event.matches(QKeySequence.StandardKey.Cut):
            action = self.blocks.cut
        elif ctrl and event.key() == Qt.Key.Key_D:
            action = self.blocks.fill_down
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            action = self.blocks.clear
        else:
            return False
        if run:
            action()
        return True

    def _answer(self, index: AnyIndex, text: str) -> bool:
        """One key for yes, no, the options of a list and what stands before; goes on to the next cell."""
        if len(text) != 1 or not self._grid.is_editable(index):
            return False
        quantity = self._grid.quantity(index)
        value: MeasuredValue
        if text in _DITTO:
            before = self._grid.entered_before(index)
            if before is None:
                return True
            value = before
        elif quantity.type == "flag" and (text in _YES or text in _NO):
            value = text in _YES
        elif quantity.type in {"choice", "grade"} and text in "123456789":
            number = int(text)
            if number > len(quantity.options):
                return False
            value = quantity.option_codes[number - 1]
        else:
            return False
        if self._grid.set_values({self._grid.pair(index): value}, "measure"):
            self.step("down")
        return True

    def edit(self, index: AnyIndex, *args: object) -> bool:  # type: ignore[override]
        """Starts an editor; a typed character makes choices take text."""
        if not args:
            self._delegate.typing = False
            super().edit(index)
            return True
        trigger = args[0]
        self._delegate.typing = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        return bool(super().edit(index, *args))

    def chosen_pairs(self) -> list[tuple[str, str]]:
        """Places and quantities of the chosen cells."""
        return [self._grid.pair(index) for index in self.selectedIndexes()]

    def select_cell(self, place: str, code: str) -> bool:
        """Goes to a place and a quantity; False where they are not shown."""
        index = self._grid.index_of(place, code)
        if index.isValid():
            self.go_to(index)
        return index.isValid()
