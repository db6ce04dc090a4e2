"""Headers of the grid: names of quantities over several lines, places indented as they lie in each other."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from assessor.ui.context import UiContext
from assessor.ui.painting import LINE_STEP, Brushwork
from assessor.ui.places.grid_model import HEADER_ROLE
from assessor.ui.places.grid_texts import HeaderText

QUANTITY_LINES = 3
COLUMN_WIDTH = 92
PLACE_WIDTH = 200
QUANTITY_WIDTH = 360


class GridHeader(QHeaderView):
    """One header of the grid; draws places or quantities, whichever stands there."""

    def __init__(self, orientation: Qt.Orientation, context: UiContext, view: QTableView) -> None:
        super().__init__(orientation, view)
        self._theme = context.theme
        self._brush = Brushwork(context.theme)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(
            QHeaderView.ResizeMode.Interactive
            if orientation is Qt.Orientation.Horizontal
            else QHeaderView.ResizeMode.Fixed
        )
        self.is_of_places = orientation is Qt.Orientation.Vertical
        self.lines = QUANTITY_LINES
        self.take_over_theme()

    def set_lines(self, lines: int) -> None:
        """How many lines a name may take."""
        self.lines = lines
        self.updateGeometry()

    def take_over_theme(self) -> None:
        """Sizes and fonts of the present theme."""
        self._brush = Brushwork(self._theme)
        px, line = self._theme.px, self._brush.fonts.body_metrics.height()
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setDefaultSectionSize(px(COLUMN_WIDTH))
        else:
            self.setDefaultSectionSize(line + px(8))
        self.setMinimumSectionSize(px(40))
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for three lines of a name, its unit and the drawing; or for a name beside the grid."""
        px, fonts = self._theme.px, self._brush.fonts
        if self.orientation() is Qt.Orientation.Horizontal:
            named = self._place_lines() if self.is_of_places else self.lines
            lines = round(fonts.caption_metrics.height() * LINE_STEP) * (named + 1)
            group = 0 if self.is_of_places else fonts.caption_metrics.height() + px(4)
            return QSize(px(80), lines + group + px(8))
        wanted = px(PLACE_WIDTH if self.is_of_places else QUANTITY_WIDTH)
        table = self.parentWidget()
        most = table.width() * 2 // 5 if table is not None and table.width() > 0 else wanted
        return QSize(min(wanted, max(most, px(80))), px(80))

    def _place_lines(self) -> int:
        """Lines that the longest name of a place takes, as far as there is room for them."""
        model = self.model()
        line = self._brush.fonts.caption_metrics.height()
        for count in range(1, self.lines):
            rooms = (
                (model.headerData(one, self.orientation(), HEADER_ROLE), self.sectionSize(one))
                for one in range(self.count())
            )
            if all(
                shown is None
                or self._fits(
                    shown.title, QRect(0, 0, width - self._theme.px(10), round(line * LINE_STEP) * count)
                )
                for shown, width in rooms
            ):
                return count
        return self.lines

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draws one header."""
        model = self.model()
        shown: HeaderText | None = model.headerData(logicalIndex, self.orientation(), HEADER_ROLE)
        if shown is None or not rect.isValid():
            return
        painter.save()
        brush = self._brush
        table = self.parentWidget()
        assert isinstance(table, QTableView)
        current = table.currentIndex()
        across = self.orientation() is Qt.Orientation.Horizontal
        is_current = current.isValid() and (current.column() if across else current.row()) == logicalIndex
        painter.fillRect(rect, brush.color("accent_soft" if is_current else "raised"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, brush.color("line"))
        if across:
            self._across(painter, rect, shown, is_current=is_current)
        else:
            self._down(painter, rect, shown, is_current=is_current)
        painter.restore()

    def _across(self, painter: QPainter, rect: QRect, shown: HeaderText, *, is_current: bool) -> None:
        brush, px = self._brush, self._theme.px
        line = brush.fonts.caption_metrics.height()
        inside = rect.adjusted(px(5), px(3), -px(5), -px(3))
        top = inside.y()
        if not self.is_of_places:
            if shown.starts_group:
                painter.fillRect(rect.x(), rect.y(), px(1), rect.height(), brush.color("soft"))
            half = rect.width() // 2
            # The first column in sight says the drawing too.
            if shown.starts_group or -half < rect.x() <= half:
                start = max(inside.x(), px(5))
                where = QRect(start, top, inside.right() - start, line)
                brush.text(painter, where, shown.group, color="accent", font="caption")
            top += line + px(4)
        names = QRect(inside.x(), top, inside.width(), round(line * LINE_STEP) * self.lines)
        color = "text" if is_current else "soft"
        brush.wrapped(painter, names, self._cut(shown.title, names), color=color, font="caption")
        note = QRect(inside.x(), inside.bottom() - line, inside.width(), line)
        brush.text(painter, note, shown.note, color="soft", font="caption")
        painter.fillRect(rect.right(), rect.y() + px(4), 1, rect.height() - px(8), brush.color("line"))

    def _cut(self, title: str, room: QRect) -> str:
        """The title as far as it fits into the room, with an ellipsis."""
        if self._fits(title, room):
            return title
        while title and not self._fits(title + "…", room):
            title = title[:-1]
        return title + "…"

    def _fits(self, text: str, room: QRect) -> bool:
        return self._brush.wrapped_height(text, room.width(), font="caption") <= room.height()

    def _down(self, painter: QPainter, rect: QRect, shown: HeaderText, *, is_current: bool) -> None:
        brush, px = self._brush, self._theme.px
        inside = rect.adjusted(px(8) + shown.depth * px(12), 0, -px(6), -1)
        note_width = 0
        if shown.note:
            wanted = brush.fonts.caption_metrics.horizontalAdvance(shown.note)
            room = inside.width() - brush.fonts.body_metrics.horizontalAdvance(shown.title) - px(10)
            if wanted <= room or not self.is_of_places:
                note_width = min(wanted, inside.width() // 3)
                where = QRect(inside.right() - note_width, inside.y(), note_width, inside.height())
                brush.text(painter, where, shown.note, color="soft", font="caption")
                note_width += px(8)
        font = "bold" if self.is_of_places and shown.depth == 0 else "body"
        color = "accent" if is_current else "text"
        brush.text(painter, inside.adjusted(0, 0, -note_width, 0), shown.title, color=color, font=font)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), brush.color("line"))
