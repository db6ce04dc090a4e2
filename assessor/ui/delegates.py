"""Delegates of the row table, the steps, the conditions and the summary: all drawn, no widget per row."""

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from assessor.ui.context import UiContext
from assessor.ui.margin_bar import draw_margin
from assessor.ui.models.rows import (
    DECIDING,
    DIFFICULTY,
    IMPORTANCE,
    LEVEL,
    MARK_ROLE,
    NUMBER,
    TITLE,
    TITLE_ROLE,
    VERDICT,
    VIEW_ROLE,
    RowView,
)
from assessor.ui.models.steps import STEP_ROLE, Step
from assessor.ui.models.summary import LINE_ROLE, Line
from assessor.ui.models.trace import ENTRY_ROLE, TraceView
from assessor.ui.painting import CENTER, RIGHT, AnyIndex, Brushwork
from assessor.ui.theme import STATE_COLORS

BAR_WIDTH = 56
"""Width of a margin's bar, in units of normal text."""


class RowDelegate(QStyledItemDelegate):
    """Rows of the tables. The height of a row depends on its title only, never on its verdict."""

    def __init__(self, context: UiContext, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self._view = view
        self._line = QSize(0, self._brush.fonts.body_metrics.height() + context.theme.px(10))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line, more where the title needs it."""
        if index.column() != TITLE or index.internalId() == 0:
            return self._line
        width = self._view.columnWidth(TITLE) - self._theme.px(12)
        height = self._brush.wrapped_height(index.data(TITLE_ROLE), width)
        return QSize(0, max(height + self._theme.px(10), self._line.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one cell."""
        painter.save()
        brush, px = self._brush, self._theme.px
        if not index.parent().isValid():
            painter.fillRect(option.rect, brush.color("raised"))
            painter.fillRect(
                option.rect.x(), option.rect.bottom(), option.rect.width(), 1, brush.color("line")
            )
            text = index.data() or ""
            brush.text(painter, option.rect.adjusted(px(8), 0, -px(8), 0), text, color="soft", font="bold")
            painter.restore()
            return
        view: RowView = index.data(VIEW_ROLE)
        brush.background(painter, option, is_first=index.column() == NUMBER)
        inside = option.rect.adjusted(px(6), 0, -px(6), -1)
        match index.column():
            case 0:
                brush.text(painter, inside.adjusted(px(4), 0, 0, 0), view.number, color="soft")
            case 1:
                self._title(painter, inside, view.title)
            case 2:
                self._level(painter, inside, view)
            case 3:
                brush.text(painter, inside, view.importance, align=CENTER)
            case 4:
                brush.text(painter, inside, view.difficulty, align=RIGHT)
            case 5:
                self._deciding(painter, inside, view)
            case 6:
                self._verdict(painter, inside, view)
            case _:
                mark = index.data(MARK_ROLE)
                brush.text(painter, inside, mark.text, color=mark.tone)
        painter.restore()

    def _deciding(self, painter: QPainter, rect: QRect, view: RowView) -> None:
        """Place, value and limit; the margin as a bar where there is room for both."""
        px, width = self._theme.px, self._theme.px(BAR_WIDTH)
        text = QRect(rect)
        if view.margin is not None and self._has_bar():
            bar = QRect(rect.right() - width + 1, rect.y(), width, rect.height())
            draw_margin(painter, self._brush, bar, view.margin)
            text.setRight(bar.x() - px(8))
        color = "bad" if view.shown == "not_conforming" else "soft"
        self._brush.text(painter, text, view.deciding, color=color)

    def _title(self, painter: QPainter, rect: QRect, title: str) -> None:
        height = self._brush.wrapped_height(title, rect.width())
        top = rect.y() + max(0, (rect.height() - height) // 2)
        self._brush.wrapped(painter, QRect(rect.x(), top, rect.width(), height), title)

    def _level(self, painter: QPainter, rect: QRect, view: RowView) -> None:
        metrics = self._brush.fonts.caption_metrics
        height = metrics.height() + self._theme.px(2)
        top = rect.y() + (rect.height() - height) // 2
        self._brush.tag(
            painter,
            QRect(rect.x(), top, rect.width(), height),
            view.level_text,
            filled=view.level == "required",
        )

    def _has_bar(self) -> bool:
        """Whether the margin stands beside value and limit; else it goes under the verdict."""
        room = 0 if self._view.isColumnHidden(DECIDING) else self._view.columnWidth(DECIDING)
        return room - self._theme.px(12) >= self._theme.px(BAR_WIDTH) * 4

    def _verdict(self, painter: QPainter, rect: QRect, view: RowView) -> None:
        px, metrics = self._theme.px, self._brush.fonts.body_metrics
        marks = ("≠" if view.disagrees else "") + ("✎" if view.is_person else "")
        space = self._brush.width("≠✎") + px(4)
        height = metrics.height() + px(4)
        top = rect.y() + (rect.height() - height) // 2
        bar = px(5) if view.margin is not None and not self._has_bar() else 0
        chip = QRect(rect.x(), top - bar // 2, rect.width() - space, height)
        self._brush.chip(painter, chip, view.chip, view.shown)
        if view.margin is not None and bar:
            below = QRect(chip.x(), chip.bottom() + 1, chip.width(), bar)
            draw_margin(painter, self._brush, below, view.margin, slim=True)
        if marks:
            color = "bad" if view.disagrees else "soft"
            where = QRect(chip.right() + px(4), top, space - px(4), height)
            self._brush.text(painter, where, marks, color=color)

    def column_width(self, column: int, texts: list[str]) -> int:
        """Width that shows the longest of the texts, with the room its drawing needs."""
        widest = max((self._brush.width(text) for text in set(texts)), default=0)
        extra = {
            NUMBER: 20,
            LEVEL: 24,
            IMPORTANCE: 16,
            DIFFICULTY: 16,
            DECIDING: 16,
            VERDICT: 30,
        }.get(column, 16)
        marks = self._brush.width("≠✎") if column == VERDICT else 0
        return widest + marks + self._theme.px(extra)


class StepDelegate(QStyledItemDelegate):
    """Steps with their counts and a thin bar that shows how far a table is."""

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line with room for the bar."""
        return QSize(self._theme.px(80), self._brush.fonts.body_metrics.height() + self._theme.px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one step."""
        step: Step = index.data(STEP_ROLE)
        brush, px = self._brush, self._theme.px
        painter.save()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, brush.color("accent_soft"))
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), brush.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, brush.color("raised"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.focus(painter, rect)
        indent = px(30)
        top = rect.adjusted(0, px(3), 0, -px(6))
        if step.number:
            number = QRect(rect.x() + px(10), top.y(), px(20), top.height())
            brush.text(painter, number, step.number, color="soft")
        count = f"{step.done}/{step.total}" if step.total else (str(step.attention) if step.attention else "")
        mark = "✓" if step.total and step.done == step.total else ""
        mark = "✕" if step.failing else ("！" if step.attention else mark)
        mark_width = brush.width("✓") + px(4)
        right = QRect(rect.x(), top.y(), rect.width() - px(8) - mark_width, top.height())
        brush.text(painter, right, count, color="soft", align=RIGHT, font="caption")
        brush.text(
            painter,
            QRect(right.right(), top.y(), mark_width, top.height()),
            mark,
            color="bad" if step.failing else ("warn" if step.attention else "good"),
            align=RIGHT,
        )
        count_width = brush.fonts.caption_metrics.horizontalAdvance(count) if count else 0
        title = QRect(
            rect.x() + indent, top.y(), right.right() - count_width - rect.x() - indent - px(6), top.height()
        )
        brush.text(painter, title, step.title, font="bold" if selected else "body")
        if step.total:
            bar = QRect(rect.x() + indent, rect.bottom() - px(5), rect.width() - indent - px(8), px(2))
            painter.fillRect(bar, brush.color("line"))
            filled = round(bar.width() * step.done / step.total)
            painter.fillRect(bar.x(), bar.y(), filled, bar.height(), brush.color("accent"))
        painter.restore()


class TraceDelegate(QStyledItemDelegate):
    """Conditions: symbol, what is asked, the value at the right; margin and reason below."""

    def __init__(self, context: UiContext, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self._view = view

    def _width(self, index: AnyIndex) -> int:
        depth, around = 1, index.parent()
        while around.isValid():
            depth, around = depth + 1, around.parent()
        return max(self._view.viewport().width() - depth * self._view.indentation(), self._theme.px(80))

    def _bar(self, view: TraceView) -> int:
        """Room for the bar beside the margin in words."""
        return self._theme.px(BAR_WIDTH + 16) if view.margin is not None and view.detail else 0

    def _columns(self, view: TraceView, width: int) -> tuple[int, int, int]:
        """Width of the symbol, of the title, of the value."""
        mark = self._brush.width("✓") + self._theme.px(6)
        value = self._brush.fonts.bold_metrics.horizontalAdvance(view.value) if view.value else 0
        value = min(value, (width - mark) // 2)
        return mark, max(width - mark - value - self._theme.px(14), self._theme.px(40)), value

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """As many lines as the texts need at this width."""
        view: TraceView = index.data(ENTRY_ROLE)
        mark, title, value = self._columns(view, self._width(index))
        height = self._brush.wrapped_height(view.title, title)
        if view.detail:
            width = title + value - self._bar(view)
            height += self._brush.wrapped_height(view.detail, width, font="caption")
        return QSize(mark + title + value, height + self._theme.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one condition."""
        view: TraceView = index.data(ENTRY_ROLE)
        brush, px = self._brush, self._theme.px
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, brush.color("accent_soft"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            brush.focus(painter, option.rect)
        rect = option.rect.adjusted(0, px(4), 0, -px(4))
        mark, title, value = self._columns(view, option.rect.width())
        line = brush.fonts.body_metrics.height()
        color = "idle" if view.is_test else STATE_COLORS[view.state]
        brush.text(painter, QRect(rect.x(), rect.y(), mark, line), view.mark, color=color)
        height = brush.wrapped_height(view.title, title)
        muted = "soft" if view.state == "void" else "text"
        brush.wrapped(painter, QRect(rect.x() + mark, rect.y(), title, height), view.title, color=muted)
        where = QRect(rect.right() - value - px(6), rect.y(), value, line)
        brush.text(painter, where, view.value, color=color, align=RIGHT, font="bold")
        bar = self._bar(view)
        if bar and view.margin is not None:
            top = rect.y() + height
            where = QRect(rect.right() - bar + px(2), top, bar - px(8), brush.fonts.caption_metrics.height())
            draw_margin(painter, brush, where, view.margin)
        if view.detail:
            below = QRect(
                rect.x() + mark, rect.y() + height, title + value - bar, rect.bottom() - rect.y() - height + 1
            )
            brush.wrapped(painter, below, view.detail, color="soft", font="caption")
        painter.restore()


class SummaryDelegate(QStyledItemDelegate):
    """Lines of the official summary; minimums and the total stand out."""

    def __init__(self, context: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line, as wide as the text."""
        metrics = self._brush.fonts.bold_metrics
        return QSize(
            metrics.horizontalAdvance(index.data() or "") + self._theme.px(20),
            metrics.height() + self._theme.px(8),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one cell."""
        line: Line = index.data(LINE_ROLE)
        brush, px = self._brush, self._theme.px
        painter.save()
        strong = line.kind in ("group", "total")
        if strong:
            painter.fillRect(option.rect, brush.color("raised"))
        brush.background(painter, option)
        inside = option.rect.adjusted(px(8), 0, -px(8), -1)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        text = index.data() or ""
        last = index.column() == len(line.texts) - 1
        if last and line.verdict:
            chip = inside.adjusted(-px(4), px(2), 0, -px(2))
            chip.setWidth(min(chip.width(), brush.width(text) + px(14)))
            brush.chip(painter, chip, text, line.verdict)
        else:
            muted = text == "0" or (index.column() == 1 and not strong)
            kind = "bold" if strong else "body"
            color = "soft" if muted else "text"
            if align is None:
                brush.text(painter, inside, text, color=color, font=kind)
            else:
                brush.text(painter, inside, text, color=color, font=kind, align=RIGHT)
        painter.restore()


class FindingDelegate(QStyledItemDelegate):
    """Findings under their headings."""

    def __init__(self, context: UiContext, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One line."""
        height = self._brush.fonts.body_metrics.height() + self._theme.px(8)
        return QSize(self._brush.width(index.data() or ""), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one line."""
        painter.save()
        self._brush.background(painter, option)
        is_heading = not index.parent().isValid()
        inside = option.rect.adjusted(self._theme.px(4), 0, -self._theme.px(8), -1)
        font = "bold" if is_heading else "body"
        self._brush.text(painter, inside, index.data() or "", font=font)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._brush.focus(painter, option.rect)
        painter.restore()
