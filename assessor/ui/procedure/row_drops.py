"""Files dropped on a line of a list belong to that line."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Line, SectionsModel
from assessor.ui.start.drops import local_files

_TYPES = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class RowDrops(QObject):
    """Takes files dropped on lines of a view; elsewhere they are left to the window."""

    dropped = Signal(object, object)
    """Key of the line, and the paths of local files."""

    def __init__(self, view: SectionsView) -> None:
        super().__init__(view)
        self._view = view
        self.is_enabled = True
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags with local files over a line."""
        if event.type() not in _TYPES or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        files = local_files(event.mimeData()) if self.is_enabled else []
        if not files:
            event.ignore()
            return True
        line = self._line(event)
        if line is None and event.type() is not QEvent.Type.DragEnter:
            event.ignore()
            return True
        event.acceptProposedAction()
        if line is not None and event.type() is QEvent.Type.Drop:
            self.dropped.emit(line.key, files)
        return True

    def _line(self, event: QDropEvent) -> Line | None:
        model = self._view.model()
        assert isinstance(model, SectionsModel)
        return model.line(self._view.indexAt(event.position().toPoint()))
