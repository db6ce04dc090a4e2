"""One page of the checklist, turned and zoomed by keys, wheel and buttons."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from assessor.ui.context import UiContext

Fit = Literal["width", "page"]
Zoom = Fit | float
POINTS = 72
SCREEN_DPI = 96
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
MARGIN = 12


class Paper(QWidget):
    """The sheet: white until its picture is there."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._theme = context.theme
        self.image: QImage | None = None
        self.page_size = QSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws picture or empty sheet, with an edge."""
        if self.page_size.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left = (self.width() - self.page_size.width()) // 2
        top = max(self._theme.px(MARGIN), (self.height() - self.page_size.height()) // 2)
        place = QRectF(left, top, self.page_size.width(), self.page_size.height())
        painter.fillRect(place, Qt.GlobalColor.white)
        if self.image is not None:
            painter.drawImage(place, self.image)
        painter.setPen(self._theme.tokens.color("line"))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


class PageView(QScrollArea):
    """Shows one page; asks for its picture at the resolution it needs.

    Attributes:
        page: number of the page shown, counted from 0.
        zoom: `width`, `page`, or a factor.
    """

    picture_asked = Signal(int, float)
    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._theme = context.theme
        self._paper = Paper(context)
        self.setWidget(self._paper)
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("pageView")
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.page = 0
        self.zoom: Zoom = "width"

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._sizes)

    @property
    def dpi(self) -> float:
        """Resolution at which the page is shown."""
        return self._factor() * SCREEN_DPI * self.devicePixelRatioF()

    def set_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Takes new pages; the page and the place on it stay where that is possible."""
        self._sizes = sizes
        self.page = min(self.page, max(0, len(sizes) - 1))
        self._paper.image = None
        self._lay_out()
        self.page_changed.emit(self.page)

    def set_picture(self, page: int, image: QImage) -> None:
        """Takes the picture of a page, if it is still the one shown."""
        if page == self.page:
            self._paper.image = image
            self._paper.update()

    def show_page(self, page: int, *, at_end: bool = False) -> None:
        """Turns to a page; beyond the first and last nothing happens."""
        if not 0 <= page < self.page_count or page == self.page:
            return
        self.page = page
        self._paper.image = None
        bar = self.verticalScrollBar()
        self._lay_out()
        bar.setValue(bar.maximum() if at_end else 0)
        self.page_changed.emit(page)

    def set_zoom(self, zoom: Zoom) -> None:
        """Changes how large the page is shown."""
        self.zoom = zoom
        self._lay_out()
        self.zoom_changed.emit()

    def step_zoom(self, direction: int) -> None:
        """The next larger or smaller step."""
        now = self._factor()
        if direction > 0:
            target = next((one for one in STEPS if one > now * 1.01), STEPS[-1])
        else:
            target = next((one for one in reversed(STEPS) if one < now * 0.99), STEPS[0])
        self.set_zoom(target)

    @property
    def percent(self) -> int:
        """Size against the paper's own, in hundredths."""
        return round(self._factor() * 100)

    def _factor(self) -> float:
        if not self._sizes:
            return 1.0
        if self.zoom not in ("width", "page"):
            return float(self.zoom)
        width, height = (side / POINTS * SCREEN_DPI for side in self._sizes[self.page])
        room = self.maximumViewportSize()
        margin = 2 * self._theme.px(MARGIN)
        # The bar is counted in always: else it would come and go with the width that it takes.
        by_width = (room.width() - self.verticalScrollBar().sizeHint().width() - margin) / width
        if self.zoom == "width":
            return max(0.1, by_width)
        return max(0.1, min(by_width, (room.height() - margin) / height))

    def _lay_out(self) -> None:
        if not self._sizes:
            self._paper.page_size = QSize()
            self._paper.resize(0, 0)
            return
        factor = self._factor()
        width, height = (round(side / POINTS * SCREEN_DPI * factor) for side in self._sizes[self.page])
        margin = 2 * self._theme.px(MARGIN)
        room = self.viewport().size()
        self._paper.page_size = QSize(width, height)
        self._paper.resize(max(room.width(), width + margin), max(room.height(), height + margin))
        self._paper.update()
        self.picture_asked.emit(self.page, self.dpi)

    # Qt -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the page again."""
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._lay_out()
            self.zoom_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns the page at its ends; plus, minus and 0 zoom."""
        bar, key = self.verticalScrollBar(), event.key()
        at_end, at_start = bar.value() >= bar.maximum(), bar.value() <= 0
        match key:
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space | Qt.Key.Key_Down | Qt.Key.Key_Right if at_end:
                self.show_page(self.page + 1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Up | Qt.Key.Key_Left if at_start:
                self.show_page(self.page - 1, at_end=True)
            case Qt.Key.Key_Space:
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            case Qt.Key.Key_Home:
                self.show_page(0)
            case Qt.Key.Key_End:
                self.show_page(self.page_count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Semicolon:  # the same key on a Japanese keyboard
                self.step_zoom(1)
            case Qt.Key.Key_Minus:
                self.step_zoom(-1)
            case Qt.Key.Key_0:
                self.set_zoom("width")
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, and turns the page at its ends; with Ctrl it zooms."""
        up = event.angleDelta().y() > 0
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if up else -1)
        elif not up and bar.value() >= bar.maximum():
            self.show_page(self.page + 1)
        elif up and bar.value() <= 0:
            self.show_page(self.page - 1, at_end=True)
        else:
            super().wheelEvent(event)
