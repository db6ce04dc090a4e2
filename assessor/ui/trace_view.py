"""The conditions of a row as a tree, opened down to what decides."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from assessor.ui.context import UiContext
from assessor.ui.delegates import TraceDelegate
from assessor.ui.field_view import content_height


class TraceView(QTreeView):
    """As high as what is open: whatever it stands in scrolls."""

    line_asked = Signal(QRect)
    """A line is to be seen: where it is, in the viewport."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self.setHeaderHidden(True)
        self.setIndentation(context.theme.px(12))
        self.setItemDelegate(TraceDelegate(context, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAnimated(False)
        self.expanded.connect(self.fit)
        self.collapsed.connect(self.fit)

    def fit(self) -> None:
        """Takes the height of what is open."""
        if self.model() is None:
            return
        line = self.fontMetrics().height() + self._theme.px(12)
        self.setFixedHeight(max(content_height(self), line) + 2)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,  # noqa: ARG002
    ) -> None:
        """Leaves scrolling to whatever it stands in."""
        self.line_asked.emit(self.visualRect(index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts may wrap differently."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.fit()
