"""Cells of the grid: drawn by what they are, edited by text, list or one key."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assessor.criteria import Quantity
from assessor.messages import Language
from assessor.ui.context import UiContext
from assessor.ui.painting import LEFT, RIGHT, AnyIndex, Brushwork
from assessor.ui.places.cells import Cell
from assessor.ui.places.grid_model import CELL_ROLE, GridModel

_TEXT_COLORS = {"own": "text", "inherited": "soft", "derived": "accent", "open": "soft", "idle": "soft"}
HATCH_ALPHA = 110
_STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Up: "row_up",
    Qt.Key.Key_Down: "row_down",
}


class GridDelegate(QStyledItemDelegate):
    """Draws and edits the cells.

    Attributes:
        typing: whether the next editor starts because a character was typed (choices then take text).
    """

    stepped = Signal(str)
    """An editor was left by a key: `down`, `up`, `right`, `left`, `row_up`, `row_down`."""

    def __init__(self, context: UiContext, view: QTableView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._language: Language = context.wording.language
        self._brush = Brushwork(context.theme)
        self.typing = False

    def take_over_theme(self) -> None:
        """Fonts of the present theme."""
        self._brush = Brushwork(self._theme)

    # Drawing --------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line; wide enough for the value."""
        del option
        metrics = self._brush.fonts.body_metrics
        shown = str(index.data() or "")
        return QSize(metrics.horizontalAdvance(shown) + self._theme.px(24), metrics.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one cell."""
        cell: Cell = index.data(CELL_ROLE)
        brush, px, rect = self._brush, self._theme.px, option.rect
        painter.save()
        painter.setClipRect(rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, cell, selected=selected)
        inside = rect.adjusted(px(6), 0, -px(6), -1)
        if cell.is_odd:
            brush.text(painter, inside, "！", color="warn", align=LEFT, font="bold")
            inside = inside.adjusted(brush.fonts.bold_metrics.horizontalAdvance("！"), 0, 0, 0)
        if cell.differs:
            brush.text(painter, inside, "≠", color="warn", align=LEFT)
            inside = inside.adjusted(brush.fonts.body_metrics.horizontalAdvance("≠") + px(2), 0, 0, 0)
        numeric = int(index.data(Qt.ItemDataRole.TextAlignmentRole)) & int(Qt.AlignmentFlag.AlignRight)
        shown = cell.shown
        if cell.state == "derived":
            shown = f"= {shown}"
        self._value(painter, inside, shown, cell, numeric=bool(numeric))
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.focus(painter, rect)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, cell: Cell, *, selected: bool) -> None:
        brush = self._brush
        if selected:
            painter.fillRect(rect, brush.color("accent_soft"))
        elif cell.state == "none":
            painter.fillRect(rect, brush.color("raised"))
            hatch = QColor(brush.color("line"))
            hatch.setAlpha(HATCH_ALPHA)
            painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        elif cell.state in ("idle", "default"):
            painter.fillRect(rect, brush.color("raised"))
        elif cell.state == "open":
            painter.fillRect(rect, brush.color("warn_soft"))
        line = brush.color("line")
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, line)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), line)

    def _value(self, painter: QPainter, rect: QRect, shown: str, cell: Cell, *, numeric: bool) -> None:
        if not shown:
            return
        font = self._brush.fonts.body
        metrics = self._brush.fonts.body_metrics
        if cell.state == "inherited":
            font = self._theme.font()
            font.setItalic(True)
        painter.setFont(font)
        painter.setPen(self._brush.color(_TEXT_COLORS.get(cell.state, "text")))
        fits = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(RIGHT if numeric else LEFT), fits)

    # Editing --------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A list for choices and switches, a line of text for everything else and for typed names."""
        del option
        model = index.model()
        assert isinstance(model, GridModel)
        quantity = model.quantity(index)
        name = str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        words = self._words(quantity)
        if words and not self.typing:
            combo = QComboBox(parent)
            combo.setObjectName("cell")
            combo.setAccessibleName(name)
            combo.addItem(self.tr("（未入力）"), "")
            for number, word in enumerate(words, 1):
                combo.addItem(f"{number}  {word}", word)
            combo.activated.connect(self._on_activated)
            return combo
        line = QLineEdit(parent)
        line.setObjectName("cell")
        line.setAccessibleName(name)
        line.setFrame(False)
        if words:
            completer = QCompleter(words, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        elif quantity.type in {"number", "count"}:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return line

    def _words(self, quantity: Quantity) -> list[str]:
        if quantity.type == "flag":
            return [self.tr("はい"), self.tr("いいえ")]
        return [option.name.in_language(self._language) for option in quantity.options]

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Starts with what is entered here."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            position = editor.findData(text)
            editor.setCurrentIndex(max(position, 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: AnyIndex) -> None:
        """Hands the text over; what did not change is not entered again."""
        typed = str(editor.currentData()) if isinstance(editor, QComboBox) else editor.property("text")
        if typed != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, typed, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Over the cell; wider where the text needs it."""
        del index
        width = max(option.rect.width(), self._theme.px(140 if isinstance(editor, QComboBox) else 0))
        editor.setGeometry(QRect(option.rect.topLeft(), QSize(width, option.rect.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and arrows leave the editor; a text that cannot be read keeps it open."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            line = watched if isinstance(watched, QLineEdit) else None
            if key in _STEPS and (line is not None or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)):
                assert isinstance(watched, QWidget)
                completer = line.completer() if line is not None else None
                popup = completer.popup() if completer is not None else None
                if popup is not None and popup.currentIndex().isValid():
                    return super().eventFilter(watched, event)
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                step = _STEPS[key]
                self._leave(watched, "up" if back and step == "down" else step)
                return True
        return super().eventFilter(watched, event)

    def _leave(self, editor: QWidget, step: str) -> None:
        view = self.parent()
        assert isinstance(view, QTableView)
        index = view.currentIndex()
        if isinstance(editor, QLineEdit):
            typed = editor.text()
            model = view.model()
            assert isinstance(model, GridModel)
            unchanged = typed == str(index.data(Qt.ItemDataRole.EditRole) or "")
            if not unchanged and not model.enter(index, typed):
                editor.setProperty("wrong", "true")
                editor.style().unpolish(editor)
                editor.style().polish(editor)
                editor.selectAll()
                return
        else:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(step)

    def _on_activated(self, _position: int) -> None:
        combo = self.sender()
        if isinstance(combo, QWidget):
            self._leave(combo, "down")
