"""The small bar that shows a margin against its limit."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF

from assessor.ui.painting import Brushwork
from assessor.workflow.insight import Margin

FULL = 0.5
"""Share of the limit at which the bar reaches its end; farther away it is cut."""


def draw_margin(
    painter: QPainter, brush: Brushwork, rect: QRect, margin: Margin, *, slim: bool = False
) -> None:
    """Draws a bar: the limit as a line in the middle, spare to the right, shortfall to the left.

    The recommended value is a small diamond above the bar, filled where it is met.

    Args:
        painter: draws.
        brush: colours and sizes.
        rect: where.
        margin: what.
        slim: under something else, in a few pixels of height.
    """
    px = brush.theme.px
    painter.save()
    middle, half = rect.center().x(), rect.width() / 2
    height, over = (max(px(2), 2), px(2)) if slim else (max(px(4), 3), px(3))
    track = QRect(rect.x(), rect.center().y() - height // 2 + px(1), rect.width(), height)
    painter.fillRect(track, brush.color("line"))
    length = round(min(abs(margin.share) / FULL, 1.0) * half)
    is_good = margin.share >= 0
    bar = QRect(middle if is_good else middle - length, track.y(), max(length, 1), height)
    painter.fillRect(bar, brush.color("good" if is_good else "bad"))
    painter.fillRect(middle, track.y() - over, max(px(1), 1), height + 2 * over, brush.color("text"))
    if margin.recommended is not None:
        x = middle + max(-1.0, min(margin.recommended / FULL, 1.0)) * (half - px(3))
        y, size = track.y() - (0 if slim else px(2)), px(2 if slim else 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(brush.color("accent"))
        painter.setBrush(brush.color("accent") if margin.is_recommended else Qt.BrushStyle.NoBrush)
        points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
    painter.restore()
