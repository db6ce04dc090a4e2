"""How a value to enter is drawn and edited where it stands: a switch, a choice, a number."""

from typing import Protocol, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
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
from assessor.ui.models.cells import CELL_ROLE, NAME, NAME_ROLE, VALUE, Cell
from assessor.ui.painting import RIGHT, AnyIndex, Brushwork
from assessor.workflow.entry import parse_entry

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldModel(Protocol):
    """What the list needs of its model, besides being a Qt model."""

    def field(self, index: AnyIndex) -> Field | None:
        """The field of a line."""

    def set_truth(self, index: AnyIndex, truth: bool | None) -> bool:
        """Answers a switch."""


class FieldDelegate(QStyledItemDelegate):
    """Draws lines, and edits values where they stand."""

    entered = Signal(object)
    """A value was entered with Enter or Tab: its field."""
    chosen = Signal(object)
    """A choice was taken from its list, which is still closing: its field."""

    def __init__(self, context: UiContext, view: QTreeView) -> None:
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
                self.entered.emit(self._take(editor))
            return True
        return super().eventFilter(editor, event)

    def _take(self, editor: QWidget) -> Field | None:
        """Takes over what an editor holds; gives its field, told before the value may change the lines."""
        field = cast("FieldModel", self._view.model()).field(self._view.currentIndex())
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return field

    def _is_readable(self, editor: QWidget) -> bool:
        if not isinstance(editor, QLineEdit):
            return True
        cell = self._view.currentIndex().data(CELL_ROLE)
        if cell is None or cell.quantity is None:
            return True
        try:
            parse_entry(cell.quantity, editor.text(), self._context.wording.language)
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
            self.chosen.emit(self._take(editor))


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
