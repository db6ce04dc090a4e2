"""Files dropped on a window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class DropTarget(QObject):
    """Takes files that are dropped anywhere on the windows it watches."""

    dropped = Signal(object)
    """Paths of local files."""

    def watch(self, window: QWidget) -> None:
        """Takes files dropped on a window."""
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags with local files in them; everything else is left to the window."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
            QEvent.Type.Drop,
        ):
            found = local_files(event.mimeData())
            if found:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.dropped.emit(found)
                return True
        elif isinstance(event, QDragEnterEvent) and local_files(event.mimeData()):
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)


def local_files(data: QMimeData) -> list[Path]:
    """Files on this computer or its shares; nothing is ever fetched."""
    found = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [one for one in found if one.is_file()]
