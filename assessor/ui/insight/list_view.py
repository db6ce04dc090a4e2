"""The view of lines under headings: drawn, driven by the keyboard, keeps what is chosen."""

from collections.abc import Hashable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from assessor.ui.context import UiContext
from assessor.ui.insight.lists import LINE_ROLE, SECTION_ROLE, Column, Line, Section, SectionsModel
from assessor.ui.margin_bar import draw_margin
from assessor.ui.painting import LEFT, RIGHT, AnyIndex, Brushwork
from assessor.workflow.insight import margin_of

WIDE = 1140
"""Width in units of normal text from which a column of wrapping texts has its full width."""


class LineDelegate(QStyledItemDelegate):
    """Headings in bold on a raised ground; lines with box, texts, figures and chips."""

    def __init__(self, context: UiContext, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self._view = view

    def _inside(self, width: int, line: Line, column: int) -> int:
        box = self._theme.px(22) if line.checked is not None and column == 0 else 0
        return max(width - self._theme.px(16) - box, self._theme.px(40))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line; more where a wrapping column needs it."""
        px = self._theme.px
        height = self._brush.fonts.body_metrics.height() + px(10)
        line: Line | None = index.data(LINE_ROLE)
        if line is None:
            return QSize(0, height + px(2))
        model = index.model()
        assert isinstance(model, SectionsModel)
        for column, about in enumerate(model.columns):
            if about.kind == "wrap" and not self._view.isColumnHidden(column):
                width = self._inside(self._view.columnWidth(column), line, column)
                wrapped = self._brush.wrapped_height(line.texts[column], width)
                height = max(height, wrapped + px(10))
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one cell."""
        painter.save()
        section: Section | None = index.data(SECTION_ROLE)
        if section is not None:
            self._heading(painter, option.rect, section)
        else:
            self._cell(painter, option, index)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, section: Section) -> None:
        brush, px = self._brush, self._theme.px
        painter.fillRect(rect, brush.color("raised"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, brush.color("line"))
        inside = rect.adjusted(px(10), 0, -px(8), -1)
        brush.text(painter, inside, section.title, font="bold")
        used = brush.width(section.title, font="bold") + px(12)
        brush.text(painter, inside.adjusted(used, 0, 0, 0), section.note, color="soft", font="caption")

    def _cell(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        brush, px = self._brush, self._theme.px
        line: Line = index.data(LINE_ROLE)
        model = index.model()
        assert isinstance(model, SectionsModel)
        column = index.column()
        brush.background(painter, option, is_first=column == 0)
        inside = option.rect.adjusted(px(10), 0, -px(6), -1)
        if inside.height() > self._view.viewport().height():
            # Never in sight as a whole: short texts stand where reading begins, not in the middle.
            inside.setHeight(brush.fonts.body_metrics.height() + px(10))
        if line.checked is not None and column == 0:
            side = px(14)
            box = QRect(inside.x(), inside.y() + (inside.height() - side) // 2, side, side)
            self._box(painter, box, is_on=line.checked)
            inside.setLeft(box.right() + px(8))
        text, muted = line.texts[column], line.checked is False
        match model.columns[column].kind:
            case "chip" if line.verdict and text:
                height = brush.fonts.body_metrics.height() + px(4)
                top = inside.y() + (inside.height() - height) // 2
                width = min(inside.width(), brush.width(text) + px(14))
                brush.chip(painter, QRect(inside.x(), top, width, height), text, line.verdict)
            case "bar":
                self._bar(painter, inside, line, text)
            case "number":
                brush.text(painter, inside, text, align=RIGHT, color="soft" if muted else "text")
            case "wrap":
                height = brush.wrapped_height(text, inside.width())
                top = inside.y() + max(px(5), (inside.height() - height) // 2)
                where = QRect(inside.x(), top, inside.width(), height)
                brush.wrapped(painter, where, text, color="soft" if muted else "text")
            case kind:
                color = "soft" if muted or kind == "soft" else "text"
                # What stands at the end of a long line is the value; its place is cut rather than that.
                cut = Qt.TextElideMode.ElideMiddle if kind == "soft" else Qt.TextElideMode.ElideRight
                brush.text(painter, inside, text, color=color, align=LEFT, elide=cut)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,  # noqa: ARG002 (the box stands at a fixed place)
        index: AnyIndex,
    ) -> bool:
        """A click on the box sets or clears it."""
        line: Line | None = index.data(LINE_ROLE)
        if event.type() is not QEvent.Type.MouseButtonRelease or line is None or line.checked is None:
            return False
        assert isinstance(event, QMouseEvent)
        x = event.position().x() - self._view.columnViewportPosition(0)
        can = index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        if index.column() != 0 or not can or not 0 <= x < self._theme.px(32):
            return False
        wanted = Qt.CheckState.Unchecked if line.checked else Qt.CheckState.Checked
        return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def _bar(self, painter: QPainter, rect: QRect, line: Line, text: str) -> None:
        """The margin in words, and as a bar beside it."""
        brush, px = self._brush, self._theme.px
        margin = None if line.leaf is None else margin_of(line.leaf)
        width = px(64)
        if margin is not None:
            bar = QRect(rect.right() - width + 1, rect.y(), width, rect.height())
            draw_margin(painter, brush, bar, margin)
        words = rect.adjusted(0, 0, -width - px(8), 0)
        brush.text(painter, words, text, align=RIGHT, color="soft", font="caption")

    def _box(self, painter: QPainter, box: QRect, *, is_on: bool) -> None:
        brush, px = self._brush, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(brush.color("accent" if is_on else "soft"), 1))
        painter.setBrush(brush.color("accent") if is_on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(2), px(2))
        if is_on:
            painter.setPen(brush.color("on_accent"))
            brush.draw_mark(painter, box.toRectF(), "✓")
        painter.restore()


class SectionsView(QTreeView):
    """Lines under headings; Enter or a double click leads to what a line is about, Space sets its box."""

    row_asked = Signal(str)
    place_asked = Signal(str, str)
    line_chosen = Signal(object)
    """The current line, or None."""

    def __init__(self, context: UiContext, model: SectionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._lines = model
        self._kept: tuple[Hashable, str, int] | None = None
        self._brush = Brushwork(context.theme)
        self.setItemDelegate(LineDelegate(context, self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(LEFT)
        for column, about in enumerate(model.columns):
            fixed = QHeaderView.ResizeMode.Fixed if about.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, fixed)
            if about.width:
                header.resizeSection(column, self._width_of(about, WIDE))
        header.sectionResized.connect(self._on_section_resized)
        model.modelAboutToBeReset.connect(self._on_before_reset)
        model.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(self.go)
        self._on_reset()

    def _width_of(self, about: Column, width: float) -> int:
        """Width of a column in a view of a width, in units of normal text."""
        needed = max(self._brush.width(text) for text in (about.title, *about.samples)) + self._theme.px(30)
        # What goes on in the next line anyway leaves room to its neighbours where there is little.
        part = min(1.0, width / WIDE) if about.kind == "wrap" else 1.0
        return max(needed, round(self._theme.px(about.width) * part))

    @property
    def current_line(self) -> Line | None:
        """The line that has the keyboard."""
        return self._lines.line(self.currentIndex())

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Announces the line."""
        super().currentChanged(current, previous)
        self.line_chosen.emit(self._lines.line(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on, Space sets the box."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.go(current)
        elif event.key() == Qt.Key.Key_Space and self.toggle():
            return
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The keyboard passes over headings: nothing can be done there."""
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or self._lines.line(found) is not None:
            return found
        up = QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MoveLeft
        beyond = self.indexAbove(found) if action in up else self.indexBelow(found)
        if not beyond.isValid() and action in up:
            self.scrollToTop()
        return beyond if self._lines.line(beyond) is not None else self.currentIndex()

    def toggle(self) -> bool:
        """Sets or clears the box of the current line; False where there is none."""
        current = self.currentIndex().siblingAtColumn(0)
        line = self._lines.line(current)
        if line is None or line.checked is None or not self._lines.is_checkable:
            return False
        wanted = Qt.CheckState.Unchecked if line.checked else Qt.CheckState.Checked
        return self._lines.setData(current, wanted, Qt.ItemDataRole.CheckStateRole)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not search."""

    def go(self, index: QModelIndex) -> None:
        """Leads to what a line is about."""
        line = self._lines.line(index)
        if line is None:
            return
        if line.place is not None:
            self.place_asked.emit(*line.place)
        elif line.row is not None:
            self.row_asked.emit(line.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves columns out where there is no room; texts wrap differently."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            width = event.size().width() / self._theme.scale
            for column, about in enumerate(self._lines.columns):
                self.setColumnHidden(column, bool(about.least) and width < about.least)
                if about.width:
                    self.header().resizeSection(column, self._width_of(about, width))
            self.scheduleDelayedItemsLayout()

    def _on_section_resized(self, _section: int, _old: int, _new: int) -> None:
        self.scheduleDelayedItemsLayout()

    def _on_before_reset(self) -> None:
        line, current = self.current_line, self.currentIndex()
        if line is None:
            self._kept = None
            return
        section = self._lines.sections[current.internalId() - 1]
        self._kept = (line.key, section.key, current.row())

    def _kept_index(self) -> QModelIndex:
        """The line chosen before; where it left its section, the one that stands there now."""
        if self._kept is None:
            return QModelIndex()
        key, section_key, position = self._kept
        for number, section in enumerate(self._lines.sections):
            if section.key == section_key and section.lines:
                keys = [line.key for line in section.lines]
                row = keys.index(key) if key in keys else min(position, len(keys) - 1)
                return self._lines.index(row, 0, self._lines.index(number, 0))
        return self._lines.index_of(key)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The line with the keyboard has a frame around all of it."""
        super().drawRow(painter, options, index)
        current = self.currentIndex()
        if (
            self.hasFocus()
            and current.isValid()
            and index.sibling(index.row(), 0) == current.siblingAtColumn(0)
        ):
            where = QRect(options.rect)
            where.setWidth(self.viewport().width() - where.x())
            self._brush.focus(painter, where)

    def _on_reset(self) -> None:
        for row in range(self._lines.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self.expandAll()
        index = self._kept_index()
        if not index.isValid():
            first = next(
                (number for number, section in enumerate(self._lines.sections) if section.lines), None
            )
            if first is not None:
                index = self._lines.index(0, 0, self._lines.index(first, 0))
        self.setCurrentIndex(index)
        if not index.isValid():
            self.line_chosen.emit(None)
