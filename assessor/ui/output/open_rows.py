"""Rows that would be exported open or failing: a warning, and a way to each."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assessor.evaluation import RowResult
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.models.rows import ROW_ID_ROLE, AnyIndex
from assessor.ui.painting import Brushwork

ORDER = ("recheck", "not_conforming", "undetermined")
STATE_ROLE = Qt.ItemDataRole.UserRole + 7


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One line; empty row: it belongs to the case."""

    row: str
    state: str
    text: str


class OpenRowsModel(QAbstractListModel):
    """Rows to re-check first, then required rows that fail, then required rows still open.

    An optional row is meant to be chosen: open, it is no fault of the checklist.
    """

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows = self._build()
        context.bridge.document_changed.connect(self._on_document_changed)

    @property
    def rows(self) -> tuple[OpenRow, ...]:
        """The lines."""
        return self._rows

    def _build(self) -> tuple[OpenRow, ...]:
        session, wording = self._context.bridge.session, self._context.wording
        found = []
        for row_id, result in session.evaluation.rows.items():
            state = self._state(row_id, result)
            if state:
                row = session.edition.rows[row_id]
                name = f"{wording.table(row.table)} {wording.number_of(row)} {wording.title(row)}"
                text = f"{wording.mark(state)} {wording.verdict(state)}　{name}"
                found.append(OpenRow(row_id, state, text))
        return tuple(sorted(found, key=lambda one: ORDER.index(one.state)))

    def _state(self, row_id: str, result: RowResult) -> str:
        if result.recheck:
            return "recheck"
        session = self._context.bridge.session
        row = session.edition.rows[row_id]
        if session.edition.level(row, session.state.case.category) != "required":
            return ""
        return result.verdict if result.verdict in ORDER else ""

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and the row to go to."""
        if not index.isValid():
            return None
        line = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(line.text)
        if role == ROW_ID_ROLE:
            return line.row
        return line.state if role == STATE_ROLE else None

    def _on_document_changed(self, change: Change) -> None:
        if not (change.outcome.rows or change.case):
            return
        fresh = self._build()
        if fresh != self._rows:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()


class LineDelegate(QStyledItemDelegate):
    """One line with marks drawn by us; too long, it is cut."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line."""
        return QSize(self._theme.px(96), self._brush.fonts.body_metrics.height() + self._theme.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one line."""
        painter.save()
        self._brush.background(painter, option)
        inside = option.rect.adjusted(self._theme.px(4), 0, -self._theme.px(4), -1)
        self._brush.text(painter, inside, index.data() or "", font="body")
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._brush.focus(painter, option.rect)
        painter.restore()


class RowList(QListView):
    """Rows; Enter or a click goes to the row."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.setItemDelegate(LineDelegate(context, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.clicked.connect(self._go)

    def _go(self, index: AnyIndex) -> None:
        row = index.data(ROW_ID_ROLE)
        if row:
            self.row_asked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)
