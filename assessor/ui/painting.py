"""Small drawings that several delegates share: text, chips, tags, switches."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from assessor.ui.theme import STATE_COLORS, VERDICT_COLORS, Theme

AnyIndex = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MARKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "✓": (((0.15, 0.55), (0.38, 0.8), (0.82, 0.22)),),
    "✕": (((0.2, 0.2), (0.8, 0.8)), ((0.8, 0.2), (0.2, 0.8))),
    "－": (((0.18, 0.5), (0.82, 0.5)),),
    "✎": (((0.18, 0.82), (0.26, 0.56), (0.68, 0.14), (0.86, 0.32), (0.44, 0.74), (0.18, 0.82)),),
}
"""Marks drawn by us, as lines in a square of one."""
DRAWN = frozenset(MARKS)
JOINER = "\u2060"
"""Forbids a break between its neighbours; it has no width and is only in what is drawn."""
_SHORT = re.compile(r"（[^（）\s]{1,8}）|\d+[^\W\d_a-zA-Z]")
"""What stays on one line: short remarks in brackets, and the counter or the unit after a figure."""
KEPT_WIDTHS = 4000
KEPT_LAYOUTS = 600
LINE_STEP = 1.25
"""From line to line, in heights of the font: Japanese needs the air that some fonts do not bring along."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts and their metrics, made once per text size."""

    body: QFont
    bold: QFont
    caption: QFont
    body_metrics: QFontMetrics
    bold_metrics: QFontMetrics
    caption_metrics: QFontMetrics

    @classmethod
    def of(cls, theme: Theme) -> "Fonts":
        """The fonts of a theme."""
        body, bold, caption = theme.font(), theme.font(bold=True), theme.font(size=0.88)
        return cls(body, bold, caption, QFontMetrics(body), QFontMetrics(bold), QFontMetrics(caption))


class Brushwork:
    """Draws with the colours of a theme.

    Attributes:
        theme: colours and sizes.
        fonts: body, bold and caption.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.fonts = Fonts.of(theme)
        self._colors_of = theme.tokens
        self._colors: dict[str, QColor] = {}
        self._widths: dict[tuple[str, str], int] = {}
        self._layouts: dict[tuple[str, int, str], tuple[QTextLayout, int]] = {}

    def color(self, name: str) -> QColor:
        """A colour of the theme."""
        if self._colors_of is not self.theme.tokens:
            self._colors_of, self._colors = self.theme.tokens, {}
        found = self._colors.get(name)
        if found is None:
            found = self._colors[name] = self.theme.tokens.color(name)
        return found

    def background(self, painter: QPainter, option: QStyleOptionViewItem, *, is_first: bool = False) -> None:
        """Fills a cell: chosen rows in the soft accent with a bar in front, focus as a frame."""
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.color("accent_soft"))
            if is_first:
                painter.fillRect(rect.x(), rect.y(), self.theme.px(3), rect.height(), self.color("accent"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self.color("line"))

    def focus(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the cell that has the keyboard."""
        painter.setPen(QPen(self.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def arrow(self, painter: QPainter, box: QRect, *, is_open: bool) -> None:
        """The arrow of something that can be folded: to the right when folded, down when open."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("soft"))
        points = ((0.1, 0.3), (0.9, 0.3), (0.5, 0.8)) if is_open else ((0.3, 0.1), (0.8, 0.5), (0.3, 0.9))
        painter.drawPolygon(
            [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
        )

    def text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        *,
        color: str = "text",
        align: Qt.AlignmentFlag = LEFT,
        font: str = "body",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """One line of text, cut with an ellipsis where it does not fit."""
        if not text:
            return
        metrics: QFontMetrics = getattr(self.fonts, f"{font}_metrics")
        painter.setFont(getattr(self.fonts, font))
        painter.setPen(self.color(color))
        if self.width(text, font=font) > rect.width():
            text = metrics.elidedText(text, elide, rect.width())
        if DRAWN.isdisjoint(text):
            painter.drawText(rect, int(align), text)
            return
        x = rect.x()
        if align != LEFT:
            spare = rect.width() - self.width(text, font=font)
            x += spare if align == RIGHT else spare // 2
        for part in _parts(text):
            width = self.width(part, font=font)
            if part in DRAWN:
                self.draw_mark(painter, QRectF(x, rect.center().y() - width / 2 + 0.5, width, width), part)
            else:
                painter.drawText(QRect(x, rect.y(), width + 2, rect.height()), int(LEFT), part)
            x += width

    def width(self, text: str, *, font: str = "body") -> int:
        """Width of one line of text, marks included."""
        known = self._widths.get((text, font))
        if known is not None:
            return known
        metrics: QFontMetrics = getattr(self.fonts, f"{font}_metrics")
        if DRAWN.isdisjoint(text):
            width = metrics.horizontalAdvance(text)
        else:
            mark = round(metrics.height() * 0.8)
            width = sum(mark if part in DRAWN else metrics.horizontalAdvance(part) for part in _parts(text))
        if len(self._widths) > KEPT_WIDTHS:
            self._widths.clear()
        self._widths[text, font] = width
        return width

    def draw_mark(self, painter: QPainter, box: QRectF, mark: str) -> None:
        """A mark as lines of our own: a borrowed font would sit higher or lower than the words beside it."""
        pen = QPen(painter.pen().color(), max(1.4, box.width() * 0.12))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in MARKS[mark]:
            painter.drawPolyline(
                [box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in line]
            )
        painter.restore()

    def wrapped(
        self, painter: QPainter, rect: QRect, text: str, *, color: str = "text", font: str = "body"
    ) -> None:
        """Text over as many lines as it needs."""
        painter.setPen(self.color(color))
        self._layout(text, rect.width(), font)[0].draw(painter, QPointF(rect.topLeft()))

    def wrapped_height(self, text: str, width: int, *, font: str = "body") -> int:
        """Height of wrapped text."""
        return self._layout(text, width, font)[1] if text else 0

    def _layout(self, text: str, width: int, font: str) -> tuple[QTextLayout, int]:
        """The lines of a text, broken where the script allows, with room between; kept for the next time."""
        key = (text, width, font)
        found = self._layouts.get(key)
        if found is not None:
            return found
        kept = _SHORT.sub(lambda found: JOINER.join(found.group()), text)
        layout = QTextLayout(kept.replace("\n", "\u2028"), getattr(self.fonts, font))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        metrics: QFontMetrics = getattr(self.fonts, f"{font}_metrics")
        step = max(metrics.lineSpacing(), round(metrics.height() * LINE_STEP))
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += step
        layout.endLayout()
        if len(self._layouts) > KEPT_LAYOUTS:
            self._layouts.clear()
        # The room below the last line belongs to whoever stands there.
        self._layouts[key] = layout, max(top - step, 0) + metrics.height()
        return self._layouts[key]

    def chip(self, painter: QPainter, rect: QRect, text: str, verdict: str) -> None:
        """A verdict: symbol and word on a soft ground."""
        name = VERDICT_COLORS.get(verdict) or STATE_COLORS[verdict]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(f"{name}_soft"))
        radius = self.theme.px(3)
        painter.drawRoundedRect(rect, radius, radius)
        self.text(painter, rect.adjusted(self.theme.px(6), 0, -self.theme.px(4), 0), text, color=name)

    def tag(self, painter: QPainter, rect: QRect, text: str, *, filled: bool) -> None:
        """A level: 必須 filled, 選択 outlined."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.px(3)
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.color("soft"))
        else:
            painter.setPen(QPen(self.color("soft"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), radius, radius)
        self.text(painter, rect, text, color="surface" if filled else "soft", align=CENTER, font="caption")

    def segments(
        self, painter: QPainter, rects: list[QRect], texts: list[str], chosen: int, own: bool
    ) -> None:
        """A switch of a few words; the chosen one is filled, a chosen one from elsewhere only outlined."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.px(3)
        for position, (rect, text) in enumerate(zip(rects, texts, strict=True)):
            is_on = position == chosen
            filled = is_on and own
            painter.setPen(QPen(self.color("accent" if is_on else "line"), 2 if is_on and not own else 1))
            painter.setBrush(self.color("accent" if filled else "surface"))
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), radius, radius)
            name = "on_accent" if filled else ("accent" if is_on else "text")
            self.text(painter, rect, text, color=name, align=CENTER, font="caption")


def _parts(text: str) -> list[str]:
    """The text cut so that each mark stands alone."""
    return [part for part in re.split(f"([{''.join(MARKS)}])", text) if part]


class MarkedLabel(QWidget):
    """One line of text with marks in it."""

    def __init__(
        self, theme: Theme, *, color: str = "text", font: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._brush = Brushwork(theme)
        self._color, self._font, self._text = color, font, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The text."""
        return self._text

    def setText(self, text: str) -> None:
        """Shows a text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip("")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        metrics: QFontMetrics = getattr(self._brush.fonts, f"{self._font}_metrics")
        return QSize(self._brush.width(self._text, font=self._font), metrics.height())

    def minimumSizeHint(self) -> QSize:
        """A long text is cut rather than the window widened."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the text."""
        painter = QPainter(self)
        self._brush.text(painter, self.rect(), self._text, color=self._color, font=self._font)


def mark_icon(mark: str, theme: Theme, color: str) -> QIcon:
    """A mark as an icon for a button."""
    size = theme.px(32)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(theme.tokens.color(color))
    Brushwork(theme).draw_mark(painter, QRectF(0, 0, size, size), mark)
    painter.end()
    return QIcon(pixmap)


class TextBlock(QWidget):
    """Text of several lines, as it is, with room between the lines."""

    def __init__(
        self, theme: Theme, *, color: str = "text", font: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._brush = Brushwork(theme)
        self._color, self._font, self._text = color, font, ""
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The text."""
        return self._text

    def setText(self, text: str) -> None:
        """Shows a text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        return self._brush.wrapped_height(self._text, width, font=self._font)

    def sizeHint(self) -> QSize:
        """As high as the text at the present width."""
        width = max(self.width(), 80)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never lower than the text."""
        return QSize(0, self.heightForWidth(max(self.width(), 80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the text."""
        painter = QPainter(self)
        self._brush.wrapped(painter, self.rect(), self._text, color=self._color, font=self._font)
