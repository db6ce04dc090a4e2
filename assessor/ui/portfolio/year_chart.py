"""Certified dwellings by year as bars, the sum as a line of figures, and the target where there is one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.ui.painting import CENTER, RIGHT, Brushwork
from assessor.ui.theme import Theme
from assessor.workflow.portfolio import YearCount


class YearChart(QWidget):
    """One column per year: what came before it in grey, what it added in the accent, the target as a tick."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._brush = Brushwork(theme)
        self._years: tuple[YearCount, ...] = ()
        self._present = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("年度ごとの認定住戸"))

    @property
    def years(self) -> tuple[YearCount, ...]:
        """What is shown."""
        return self._years

    def set_years(self, years: Sequence[YearCount], present: int) -> None:
        """Shows counts by year; of years after the present one only the target."""
        self._years = tuple(years)
        self._present = present
        said = [
            self.tr("%(year)s：新たに %(added)s、計 %(total)s")
            % {"year": one.year, "added": one.added, "total": one.total}
            for one in self._years
        ]
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for a few years."""
        return QSize(self._theme.px(280), self._theme.px(180))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the columns."""
        painter = QPainter(self)
        brush, px = self._brush, self._theme.px
        if not self._years:
            brush.text(
                painter, self.rect(), self.tr("認定された住戸はまだありません"), color="soft", align=CENTER
            )
            return
        line = brush.fonts.caption_metrics.height() + px(2)
        most = max(1, *(max(one.total, one.target or 0) for one in self._years))
        floor, room = self.height() - line, self.height() - 3 * line - px(4)
        width = self.width() // len(self._years)
        # Labels that would not fit side by side are left out, counted back from the last year.
        widest = max(brush.width(words, font="caption") for words in self._labels()) + px(4)
        step = max(1, -(-widest // max(1, width)))
        wide = min(self.width(), max(width, widest))
        spread = (wide - width) // 2
        for number, one in enumerate(self._years):
            is_labelled = (len(self._years) - 1 - number) % step == 0
            x = number * width
            left = max(0, min(x - spread, self.width() - wide))
            inside = QRect(x + width // 6, 0, max(px(6), width - width // 3), floor)
            whole, added = room * one.total // most, room * one.added // most
            if one.year <= self._present:
                before = whole - added
                painter.fillRect(inside.x(), floor - before, inside.width(), before, brush.color("line"))
                painter.fillRect(inside.x(), floor - whole, inside.width(), added, brush.color("accent"))
                # The figure stands clear of the line of the target.
                goal = 0 if one.target is None else room * one.target // most
                top = max(whole, goal + px(2)) if whole < goal + line else whole
                above = QRect(left, floor - top - line, wide, line)
                if is_labelled:
                    brush.text(painter, above, f"{one.total:,}", align=CENTER, font="caption")
            painter.fillRect(x, floor, width, 1, brush.color("soft"))
            below = QRect(left, floor + 1, wide, line)
            if is_labelled:
                brush.text(painter, below, str(one.year), align=CENTER, font="caption", color="soft")
            if one.target is not None:
                y = floor - room * one.target // most
                painter.setPen(QPen(brush.color(self._tone(one)), 2, Qt.PenStyle.DashLine))
                painter.drawLine(x + px(2), y, x + width - px(2), y)
                if number == len(self._years) - 1:
                    said = self.tr("目標 %s") % f"{one.target:,}"
                    used = brush.width(said, font="caption")
                    where = QRect(x + width - used, y - line - px(1), used, line)
                    brush.text(painter, where, said, align=RIGHT, font="caption", color="soft")

    def _labels(self) -> list[str]:
        """Everything written below and above the columns."""
        return [words for one in self._years for words in (str(one.year), f"{one.total:,}")]

    def _tone(self, one: YearCount) -> str:
        if one.year > self._present:
            return "soft"
        return "good" if one.target is not None and one.total >= one.target else "bad"
