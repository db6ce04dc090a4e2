"""What the pages around the sheet have in common: a heading, and reading anew what an edit changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.procedure.live_eligibility import live_eligibility
from assessor.workflow.eligibility import Eligibility
from assessor.workflow.procedure_wording import ProcedureWording

NARROW = 700
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

    def splitter(self, left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QSplitter:
        """Two parts side by side, one below the other where it is narrow."""
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
        return split

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where it is narrow."""
        super().resizeEvent(event)
        if self._split is None:
            return
        narrow = event.size().width() / self._context.theme.scale < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() is not wanted:
            self._split.setOrientation(wanted)
            self._split.setSizes([1000, 1000] if narrow else [1600, 1000])


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
