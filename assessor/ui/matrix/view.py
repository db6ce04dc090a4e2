"""The table of the matrix: heads and cells, all drawn."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from assessor.ui.context import UiContext
from assessor.ui.matrix.model import (
    BUILDING_COLUMN,
    CELL_ROLE,
    HEAD_ROLE,
    ROW_ID_ROLE,
    MatrixCell,
    MatrixModel,
    RowHead,
    UnitHead,
)
from assessor.ui.painting import CENTER, AnyIndex, Brushwork
from assessor.ui.theme import VERDICT_COLORS

HEAD_WIDTH, COLUMN_WIDTH = 320, 104
DEEPEST = 0.3
"""Share of the limit from which a missed limit has the deepest tint."""
DEPTH = 0.22
"""How far the deepest tint goes from the soft colour towards the full one; symbols stay readable on it."""


def tint(soft: QColor, full: QColor, share: float | None) -> QColor:
    """The ground of a cell that misses its limit: the deeper, the farther it is away."""
    part = 0.0 if share is None else min(abs(share) / DEEPEST, 1.0) * DEPTH
    mixed = [
        round(one + (other - one) * part)
        for one, other in zip(soft.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


class CellDelegate(QStyledItemDelegate):
    """Symbol and margin on a ground that tells the verdict."""

    def __init__(self, context: UiContext, view: QTableView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one cell."""
        cell: MatrixCell = index.data(CELL_ROLE)
        brush, px, rect = self._brush, self._theme.px, option.rect
        painter.save()
        name = VERDICT_COLORS[cell.verdict]
        ground = brush.color(f"{name}_soft")
        if cell.verdict == "not_conforming":
            ground = tint(ground, brush.color(name), cell.share)
        is_plain = cell.is_left_out or cell.verdict in ("not_applicable", "undetermined")
        inside = rect.adjusted(0, 0, -1, -1)
        painter.fillRect(inside, brush.color("surface") if is_plain else ground)
        color = "soft" if cell.is_left_out or cell.verdict == "not_applicable" else name
        if cell.verdict == "not_conforming" and not cell.is_left_out:
            color = "text"
        font = "body" if cell.is_left_out else "bold"
        mark = index.data(Qt.ItemDataRole.DisplayRole)
        wide = brush.width(mark, font=font) + brush.width(cell.margin, font="caption") + px(16)
        if cell.margin and wide <= rect.width():
            left = inside.adjusted(px(6), 0, 0, 0)
            brush.text(painter, left, mark, color=color, font=font)
            rest = inside.adjusted(0, 0, -px(6), 0)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            muted = "text" if color == "text" else "soft"
            brush.text(painter, rest, cell.margin, color=muted, align=align, font="caption")
        else:
            brush.text(painter, inside, mark, color=color, align=CENTER, font=font)
        if cell.is_worst:
            painter.setPen(QPen(brush.color(name), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inside.adjusted(1, 1, -2, -2))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, brush.color("line"))
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), brush.color("line"))
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            brush.focus(painter, rect)
        painter.restore()


class RowHeader(QHeaderView):
    """Level, number and title of each row; stays in sight while the unit types scroll."""

    def __init__(self, context: UiContext, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setDefaultSectionSize(self._brush.fonts.body_metrics.height() + context.theme.px(10))
        levels = (context.wording.level("required"), context.wording.level("optional"))
        self._tag = max(self._brush.width(one, font="caption") for one in levels) + context.theme.px(10)
        numbers = context.bridge.session.edition.rows
        self._number = max(self._brush.width(one) for one in numbers) + context.theme.px(8)
        self.room = 0
        self._wide: int | None = None

    def forget_titles(self) -> None:
        """Other rows are shown: their titles are measured anew."""
        self._wide = None

    def sizeHint(self) -> QSize:
        """Wide enough for the titles where the unit types leave room, else half of the view at most."""
        least = self._theme.px(HEAD_WIDTH)
        if not self.room:
            return QSize(least, 0)
        model = self.model()
        free = self.room - model.columnCount() * self._theme.px(COLUMN_WIDTH) - self._theme.px(24)
        return QSize(max(min(least, self.room // 2), min(self._widest(), free)), 0)

    def _widest(self) -> int:
        if self._wide is None:
            model, across = self.model(), Qt.Orientation.Vertical
            heads = (model.headerData(row, across, HEAD_ROLE) for row in range(model.rowCount()))
            titles = (self._brush.width(head.title) for head in heads if head is not None)
            self._wide = self._tag + self._number + max(titles, default=0) + self._theme.px(24)
        return self._wide

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draws one head."""
        head: RowHead | None = self.model().headerData(logicalIndex, Qt.Orientation.Vertical, HEAD_ROLE)
        if head is None:
            return
        brush, px = self._brush, self._theme.px
        painter.save()
        view = self.parent()
        assert isinstance(view, QTableView)
        is_current = view.currentIndex().row() == logicalIndex
        painter.fillRect(rect, brush.color("accent_soft" if is_current else "surface"))
        if is_current:
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), brush.color("accent"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, brush.color("line"))
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), brush.color("line"))
        x = rect.x() + px(8)
        tag = QRect(x, rect.y() + px(4), self._tag, rect.height() - px(8))
        brush.tag(painter, tag, head.level, filled=head.is_required)
        x += self._tag + px(8)
        brush.text(painter, QRect(x, rect.y(), self._number, rect.height() - 1), head.number, color="soft")
        x += self._number
        title = QRect(x, rect.y(), rect.right() - x - px(4), rect.height() - 1)
        brush.text(painter, title, head.title)
        painter.restore()


class UnitTypeHeader(QHeaderView):
    """Name of each unit type, its failing rows, and the box that takes it into the application."""

    def __init__(self, context: UiContext, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setDefaultSectionSize(context.theme.px(COLUMN_WIDTH))
        self.setMinimumSectionSize(context.theme.px(56))

    def sizeHint(self) -> QSize:
        """Name above, box below."""
        fonts, px = self._brush.fonts, self._theme.px
        return QSize(px(COLUMN_WIDTH), fonts.bold_metrics.height() + fonts.caption_metrics.height() + px(14))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draws one head."""
        head: UnitHead | None = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, HEAD_ROLE)
        if head is None:
            return
        brush, px = self._brush, self._theme.px
        painter.save()
        painter.fillRect(rect, brush.color("raised"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, brush.color("line"))
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), brush.color("line"))
        line = brush.fonts.bold_metrics.height()
        top = QRect(rect.x() + px(4), rect.y() + px(4), rect.width() - px(8), line)
        muted = "soft" if head.applied is False else "text"
        if head.applied is None:
            brush.text(painter, rect.adjusted(px(4), 0, -px(4), 0), head.name, align=CENTER, font="bold")
        else:
            brush.text(painter, top, head.name, color=muted, align=CENTER, font="bold")
            below = QRect(rect.x(), top.bottom() + px(4), rect.width(), brush.fonts.caption_metrics.height())
            self._box(painter, below, head)
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, head: UnitHead) -> None:
        brush, px = self._brush, self._theme.px
        text = self.tr("申請")
        side = min(px(12), rect.height())
        width = side + px(5) + brush.width(text, font="caption")
        x = rect.x() + (rect.width() - width) // 2
        box = QRect(x, rect.y() + (rect.height() - side) // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(brush.color("accent" if head.applied else "soft"), 1))
        painter.setBrush(brush.color("accent") if head.applied else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(2), px(2))
        if head.applied:
            painter.setPen(brush.color("on_accent"))
            brush.draw_mark(painter, box.toRectF(), "✓")
        where = QRect(box.right() + px(5), rect.y(), rect.right() - box.right() - px(5), rect.height())
        brush.text(painter, where, text, color="soft", font="caption")


class MatrixView(QTableView):
    """The matrix; Enter goes to the row, Space takes the unit type into the application or out of it."""

    row_asked = Signal(str)
    current_moved = Signal()

    def __init__(self, context: UiContext, model: MatrixModel) -> None:
        super().__init__()
        self._matrix = model
        self.row_header = RowHeader(context, self)
        self.unit_header = UnitTypeHeader(context, self)
        self.setVerticalHeader(self.row_header)
        self.setHorizontalHeader(self.unit_header)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(context, self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("住戸タイプごとの判定"))
        self.setTabKeyNavigation(False)
        self.unit_header.sectionClicked.connect(model.toggle)
        self.row_header.sectionDoubleClicked.connect(self._on_row_head)
        self.doubleClicked.connect(self._go)
        model.modelReset.connect(self._on_reset)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """The head of the current row is marked."""
        super().currentChanged(current, previous)
        self.row_header.viewport().update()
        self.current_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space."""
        current = self.currentIndex()
        if not current.isValid():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(current)
        elif event.key() == Qt.Key.Key_Space:
            if current.column() != BUILDING_COLUMN:
                self._matrix.toggle(current.column())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not search among symbols."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The heads never take more than half."""
        super().resizeEvent(event)
        if self.row_header.room != self.width():
            self.row_header.room = self.width()
            self.updateGeometries()

    def _on_reset(self) -> None:
        self.row_header.forget_titles()
        self.updateGeometries()

    def _on_row_head(self, section: int) -> None:
        self.row_asked.emit(self._matrix.rows[section])

    def _go(self, index: QModelIndex) -> None:
        self.row_asked.emit(index.data(ROW_ID_ROLE))
