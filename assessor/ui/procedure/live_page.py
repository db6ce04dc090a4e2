"""What the pages around the sheet have in common: a heading, and reading anew what an edit changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QVBoxLayout, QWidget

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.procedure.live_eligibility import live_eligibility
from assessor.workflow.eligibility import Eligibility
from assessor.workflow.procedure_wording import ProcedureWording

NARROW = 700
"""Width in units of normal text below which the parts stand one below the other."""
PEEK = 56
LEAST_UPPER, LEAST_LOWER = 160, 340
Today = Callable[[], date]


class LivePage(QWidget):
    """A page that follows every edit while it is shown, and otherwise when it is next shown."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._words = ProcedureWording(self._session.edition, context.wording.language)
        self._is_stale = True
        self._split: QSplitter | None = None
        self._area: QScrollArea | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._bridge.document_changed.connect(self._on_document_changed)

    @property
    def can_edit(self) -> bool:
        """Whether edits are taken."""
        return not self._session.read_only

    def refresh(self) -> None:
        """Shows the present state."""
        raise NotImplementedError

    def eligibility(self) -> Eligibility:
        """The requirements of the case as it is now, asked once for all pages."""
        return live_eligibility(self._bridge).now()

    def splitter(self, left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QWidget:
        """Two parts side by side; where it is narrow one below the other, on a page that scrolls."""
        px = self._context.theme.px
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([px(sizes[0]), px(sizes[1])])
        self._split = split
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(split)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        return self._area

    def show_lower(self) -> None:
        """Brings the second part into sight where it lies below the first."""
        if self._split is None or self._area is None:
            return
        if self._split.orientation() is Qt.Orientation.Vertical:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _on_document_changed(self, change: Change) -> None:  # noqa: ARG002 (anything may matter here)
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The parts take what room there is, or as much as they need to be read."""
        if event.type() is QEvent.Type.Resize and self._area is not None and watched is self._area.viewport():
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        split, area = self._split, self._area
        if split is None or area is None:
            return
        px = self._context.theme.px
        narrow = self.width() / self._context.theme.scale < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        upper = max(area.viewport().height() - px(PEEK), px(LEAST_UPPER))
        # Half a list and half a form are no use: the list fills the view, and the form lies below it.
        split.setMinimumHeight(upper + px(LEAST_LOWER) if narrow else 0)
        if split.orientation() is not wanted:
            split.setOrientation(wanted)
            split.setSizes([upper, px(LEAST_LOWER)] if narrow else [1600, 1000])
        elif narrow:
            split.setSizes([upper, split.height() - upper])

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is in sight."""
        area, split = self._area, self._split
        is_inside = split is not None and now is not None and split.isAncestorOf(now)
        if area is None or not is_inside or not self.isVisible():
            return
        assert now is not None
        area.ensureWidgetVisible(now, 0, self._context.theme.px(8))


def set_tone(label: QWidget, tone: str) -> None:
    """Colours a label as the style sheet colours good and bad news; empty: as any text."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def panel_area(content: QWidget) -> QScrollArea:
    """A part that scrolls where it does not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName("panel")
    content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(content)
    return area
