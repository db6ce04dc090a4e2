"""The list in which values are entered: switches, choices and numbers, all by keyboard or mouse."""

from typing import Protocol, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from assessor.errors import UserError
from assessor.ui.context import UiContext
from assessor.ui.fields import Field
from assessor.ui.models.inputs import CELL_ROLE, NAME, NAME_ROLE, OPEN_ROLE, VALUE, Cell
from assessor.ui.painting import RIGHT, AnyIndex, Brushwork
from assessor.ui.values import parse_value

FEW = 6
"""Places of one quantity that are listed even where all are entered."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldModel(Protocol):
    """What the list needs of its model, besides being a Qt model."""

    def field(self, index: AnyIndex) -> Field | None:
        """The field of a line."""

    def set_truth(self, index: AnyIndex, truth: bool | None) -> bool:
        """Answers a switch."""


class FieldDelegate(QStyledItemDelegate):
    """Draws lines, and edits values where they stand."""

    entered = Signal()
    """A value was entered with Enter or Tab."""

    def __init__(self, context: UiContext, view: "FieldView") -> None:
        super().__init__(view)
        self._context = context
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self._view = view
        self._line = QSize(0, self._brush.fonts.body_metrics.height() + self._theme.px(12))
        self._words = [context.wording.word("yes"), context.wording.word("no")]

    # Layout ---------------------------------------------------------------------------------------------

    def value_width(self) -> int:
        """Width of the value column: a switch, or a number of seven figures with its unit."""
        metrics = self._brush.fonts.caption_metrics
        switch = sum(metrics.horizontalAdvance(word) + self._theme.px(18) for word in self._words)
        return max(
            switch + self._theme.px(24), self._brush.fonts.body_metrics.horizontalAdvance("000,000.0 mm")
        ) + self._theme.px(16)

    def _indent(self, index: AnyIndex) -> int:
        """Room before a name: for the arrow of what can be folded, and for the places below it."""
        is_place = index.internalId() != 0
        return self._theme.px(14) if is_place or self._view.model().rowCount(index) else 0

    def _name_width(self, index: AnyIndex) -> int:
        indent = self._indent(index)
        return max(self._view.columnWidth(NAME) - indent - self._theme.px(14), self._theme.px(60))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """As many lines as the name needs."""
        if index.column() != NAME:
            return self._line
        width = self._name_width(index)
        height = self._brush.wrapped_height(index.data(NAME_ROLE), width) + self._theme.px(8)
        return self._line if height <= self._line.height() else QSize(0, height)

    def _segments(self, rect: QRect) -> list[QRect]:
        metrics, px = self._brush.fonts.caption_metrics, self._theme.px
        height = metrics.height() + px(6)
        widths = [metrics.horizontalAdvance(word) + px(18) for word in self._words]
        left = rect.right() - sum(widths) - px(6)
        top = rect.y() + (rect.height() - height) // 2
        found = []
        for width in widths:
            found.append(QRect(left, top, width, height))
            left += width + px(2)
        return found

    # Drawing --------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws a name or a value."""
        cell: Cell = index.data(CELL_ROLE)
        brush, px = self._brush, self._theme.px
        painter.save()
        brush.background(painter, option)
        if index.column() == NAME:
            indent = self._indent(index)
            width = self._name_width(index)
            height = brush.wrapped_height(cell.name, width)
            top = option.rect.y() + (option.rect.height() - height) // 2
            where = QRect(option.rect.x() + px(6) + indent, top, width, height)
            brush.wrapped(painter, where, cell.name, color="text" if cell.is_heading else "soft")
            if cell.is_heading and indent:
                arrow = QRect(option.rect.x() + px(4), option.rect.center().y() - px(5), px(10), px(10))
                brush.arrow(painter, arrow, is_open=self._view.isExpanded(index))
        else:
            self._paint_value(painter, option, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.focus(painter, option.rect)
        painter.restore()

    def _paint_value(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        brush, px = self._brush, self._theme.px
        if cell.kind == "switch":
            chosen = -1 if cell.truth is None else (0 if cell.truth else 1)
            rects = self._segments(option.rect)
            brush.segments(painter, rects, self._words, chosen, cell.is_own)
            return
        inside = option.rect.adjusted(px(4), px(3), -px(4), -px(4))
        if cell.kind == "none":
            brush.text(painter, inside.adjusted(0, 0, -px(6), 0), cell.value, color="soft", align=RIGHT)
            return
        empty = not cell.value
        painter.setPen(brush.color("line"))
        painter.setBrush(brush.color("surface"))
        painter.drawRect(inside.adjusted(0, 0, -1, -1))
        text = self._context.wording.word("not_entered") if empty else cell.value
        color = "soft" if empty or not cell.is_own else ("warn" if cell.is_odd else "text")
        if cell.is_odd:
            text = f"！{text}"
        brush.text(painter, inside.adjusted(px(4), 0, -px(6), 0), text, color=color, align=RIGHT)

    # Editing --------------------------------------------------------------------------------------------

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Presses a switch with the mouse (the chosen word again takes it back), or folds a heading."""
        cell: Cell = index.data(CELL_ROLE)
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and index.column() == NAME
            and index.internalId() == 0
            and model.rowCount(index)
        ):
            self._view.setExpanded(index, not self._view.isExpanded(index))
            return True
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and index.column() == VALUE
            and cell.kind == "switch"
            and isinstance(event, QMouseEvent)
        ):
            for truth, rect in zip((True, False), self._segments(option.rect), strict=True):
                if rect.contains(event.position().toPoint()):
                    wanted = None if cell.truth is truth and cell.is_own else truth
                    return cast("FieldModel", model).set_truth(index, wanted)
        return super().editorEvent(event, model, option, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: ARG002
        """A field for numbers, a list for choices."""
        cell: Cell = index.data(CELL_ROLE)
        editor: QWidget
        if cell.kind == "choice" and cell.quantity is not None:
            editor = ChoiceBox(parent)
            editor.addItem(self.tr("（未入力）"), "")
            for choice in cell.quantity.options:
                editor.addItem(choice.name.in_language(self._context.wording.language), choice.code)
            editor.activated.connect(self._on_activated)
        else:
            editor = QLineEdit(parent)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setObjectName("cell")
        editor.setAccessibleName(cell.name)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Starts with what was entered."""
        text = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hands the value over."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: ARG002
        """Right over the value."""
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab take the value and go on; an unreadable number stays in its field."""
        keys = (*ENTER, Qt.Key.Key_Tab)
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in keys
            and isinstance(editor, QWidget)
            and not (isinstance(editor, QComboBox) and editor.view().isVisible())
        ):
            if self._is_readable(editor):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.entered.emit()
            return True
        return super().eventFilter(editor, event)

    def _is_readable(self, editor: QWidget) -> bool:
        if not isinstance(editor, QLineEdit):
            return True
        cell = self._view.currentIndex().data(CELL_ROLE)
        if cell is None or cell.quantity is None:
            return True
        try:
            parse_value(cell.quantity, editor.text(), self._context.wording, cell.name)
        except UserError as error:
            editor.setProperty("wrong", True)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            editor.selectAll()
            self._context.bridge.report(error)
            return False
        return True

    def _on_activated(self) -> None:
        editor = self.sender()
        if isinstance(editor, ChoiceBox) and not editor.is_looking:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.entered.emit()


class ChoiceBox(QComboBox):
    """A list of choices: arrow keys on the closed list look for one, Enter or a click takes it.

    Attributes:
        is_looking: a key moves the choice right now, so that it is not taken yet.
    """

    is_looking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt calls an arrow key on a closed list a choice made."""
        self.is_looking = True
        try:
            super().keyPressEvent(event)
        finally:
            self.is_looking = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the list around."""
        event.ignore()


class FieldView(QTreeView):
    """The list. Y, N and Delete answer switches, Enter edits, everything else as in any list."""

    entered = Signal()
    line_asked = Signal(QRect)
    """A line is to be seen: where it is, in the viewport."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, fits: bool = False) -> None:
        """Builds the list.

        Args:
            context: the window's.
            parent: owner.
            fits: it takes the height of its lines, and whatever it stands in scrolls.
        """
        super().__init__(parent)
        self._fits = fits
        self._theme = context.theme
        self.delegate = FieldDelegate(context, self)
        self.setItemDelegate(self.delegate)
        self.delegate.entered.connect(self.entered)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.expanded.connect(self.fit)
        self.collapsed.connect(self.fit)
        if fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Follows the model's size."""
        super().setModel(model)
        if model is None:
            return
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(VALUE, self.delegate.value_width())
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        """Unfolds what still asks for something and what is short; the rest stays one line."""
        model = self.model()
        blocked = self.blockSignals(True)
        for row in range(model.rowCount()):
            index = model.index(row, NAME)
            if index.data(OPEN_ROLE) or 0 < model.rowCount(index) <= FEW:
                self.setExpanded(index, True)
        self.blockSignals(blocked)
        self.fit()

    def fit(self) -> None:
        """Takes the height of its lines, where it is to."""
        if self._fits:
            line = self.fontMetrics().height() + self._theme.px(12)
            self.setFixedHeight(max(content_height(self), line) + 2)

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Leaves scrolling to whatever it stands in, where it shows all of its lines."""
        if self._fits:
            self.line_asked.emit(self.visualRect(index))
        else:
            super().scrollTo(index, hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names may wrap differently at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answers switches with one key."""
        index = self.currentIndex()
        cell: Cell | None = index.data(CELL_ROLE) if index.isValid() else None
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if cell is not None and plain and cell.kind == "switch":
            answers: dict[int, bool | None] = {
                Qt.Key.Key_Y: True,
                Qt.Key.Key_N: False,
                Qt.Key.Key_Delete: None,
                Qt.Key.Key_Backspace: None,
            }
            if event.key() in answers:
                cast("FieldModel", self.model()).set_truth(index, answers[event.key()])
                if event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
                    self.entered.emit()
                return
            if event.key() in ENTER:
                self.entered.emit()
                return
        if cell is not None and plain and cell.kind == "none" and event.key() in ENTER:
            heading = index.siblingAtColumn(NAME)
            self.setExpanded(heading, not self.isExpanded(heading))
            return
        if cell is not None and plain and cell.kind in ("number", "choice"):
            value = index.siblingAtColumn(VALUE)
            if event.key() in ENTER:
                self.setCurrentIndex(value)
                self.edit(value)
                return
            if event.key() == Qt.Key.Key_Delete:
                self.model().setData(value, "")
                return
            if event.text() and event.text().isprintable() and index.column() == NAME:
                self.setCurrentIndex(value)
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters answer; they do not search."""

    def start(self, field_index: QModelIndex) -> None:
        """Puts the keyboard on a field and opens its editor."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if field_index.parent().isValid():
            self.setExpanded(field_index.parent(), True)
        self.setCurrentIndex(field_index)
        self.scrollTo(field_index)
        cell: Cell | None = field_index.data(CELL_ROLE)
        if cell is not None and cell.kind in ("number", "choice"):
            self.edit(field_index)

    def commit(self) -> None:
        """Takes over what stands in an open editor, before a key leads away from it."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None and self.state() is QAbstractItemView.State.EditingState:
            self.delegate.commitData.emit(editor)


def content_height(view: QTreeView) -> int:
    """Height of all lines that are open in a tree, as the view has laid them out."""
    model = view.model()
    last = QModelIndex()
    rows = model.rowCount(last)
    while rows:
        last = model.index(rows - 1, 0, last)
        rows = model.rowCount(last) if view.isExpanded(last) else 0
    if not last.isValid():
        return 0
    return view.visualRect(last).bottom() + view.verticalScrollBar().value() + 1
