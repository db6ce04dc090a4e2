"""What happens when the program itself is at fault: it shows what it would report, and goes on."""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

import assessor
from assessor.ui.forms import Form


class CrashForm(Form):
    """Sentence, record and buttons."""

    NAME = "crash"
    record: QPlainTextEdit
    copy: QPushButton
    quit: QPushButton
    go_on: QPushButton


class CrashDialog(QDialog):
    """Shows the record; the user copies it, goes on, or leaves."""

    def __init__(self, record: str, leave: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("予期しないエラー"))
        self._leave = leave
        self.form = CrashForm(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form.root)
        self.form.record.setPlainText(record)
        self.form.copy.clicked.connect(self._on_copy)
        self.form.quit.clicked.connect(self._on_quit)
        self.form.go_on.clicked.connect(self.accept)
        self.resize(640, 420)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.form.record.toPlainText())

    def _on_quit(self) -> None:
        self.reject()
        self._leave()


def record_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What would be reported: versions and the places in the code, with no data and no folder of the user.

    The message of the error is left out beyond its kind, as it may quote what was typed.
    """
    frames = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    head = [
        f"assessor {assessor.__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.machine()}",
        f"{kind.__name__}",
    ]
    del error
    return "\n".join([*head, *frames])


class CrashHandler(QObject):
    """Takes errors nobody caught, in any thread, to one dialog; further ones join it."""

    caught = Signal(str)

    def __init__(self, leave: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave = leave
        self._dialog: CrashDialog | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes over both hooks."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def remove(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._leave()
            return
        traceback.print_exception(kind, error, trace)
        self.caught.emit(record_of(kind, error, trace))

    def _on_thread_error(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_error(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_caught(self, record: str) -> None:
        if self._dialog is not None:
            self._dialog.form.record.appendPlainText(f"\n{record}")
            return
        self._dialog = CrashDialog(record, self._leave)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def _on_finished(self) -> None:
        self._dialog = None
