"""Printing from the page: the question which printer, then a quiet line that says how far it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from assessor.errors import UserError
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.pictures import Preview
from assessor.ui.output.printing import prepare, print_pages

LANE = "print"


class PrintPart(QWidget):
    """Prints beside the window; stands below the button while it does, and nothing waits for it.

    No key stops it by accident: the button that does takes a click, or the space bar once one has gone there.

    Attributes:
        cancel: the button that stops.
    """

    told = Signal(str)
    """How it ended, as a sentence."""
    failed = Signal(object)
    """A UserError."""

    def __init__(self, context: UiContext, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._file = ""
        px = context.theme.px
        self.said = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("印刷の進み具合"))
        self.cancel = QPushButton(self.tr("印刷を取りやめ"))
        self.cancel.setAutoDefault(False)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.clicked.connect(self.stop)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        lines.addWidget(self.said)
        lines.addLayout(row)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether pages are being printed."""
        return self._job is not None

    def ask(self, preview: Preview, title: str, parent: QWidget) -> None:
        """Asks for a printer and prints the pages.

        Args:
            preview: the pages.
            title: name of the print job.
            parent: owner of the question.
        """
        if self._job is not None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, preview.sizes[0], title)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(self.tr("印刷"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(preview.sizes))
        dialog.setFromTo(1, len(preview.sizes))
        chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        if chosen:
            self.print_on(printer, preview.pdf)

    def print_on(self, printer: QPrinter, pdf: bytes) -> None:
        """Prints pages on a printer that was set up."""
        self._file = printer.outputFileName()
        self.said.setText(self.tr("印刷しています…"))
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        # In a lane of its own: the pages on the screen do not wait for those on paper.
        job = self._runner.start(lambda control: print_pages(control, pdf, printer), LANE)
        self._job = job
        job.progressed.connect(self._on_step)
        job.finished.connect(self._on_printed)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)

    def stop(self) -> None:
        """Asks for an end; the print job is thrown away."""
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.said.setText(self.tr("取りやめています…"))
            self._job.cancel()

    def _on_step(self, step: str) -> None:
        _, at, count = step.split(":")
        self.bar.setRange(0, int(count))
        self.bar.setValue(int(at) - 1)
        if self.cancel.isEnabled():
            words = self.tr("印刷しています…（%(at)s／%(count)sページ）")
            self.said.setText(words % {"at": at, "count": count})

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _on_printed(self, count: int) -> None:
        self._end()
        if self._file:
            words = self.tr("%(count)dページをPDFに書き出し、読み返して確かめました：%(file)s")
            self.told.emit(words % {"count": count, "file": self._file})
        else:
            self.told.emit(self.tr("%dページをプリンターに渡しました。") % count)

    def _on_failed(self, error: UserError) -> None:
        self._end()
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self._end()
        self.told.emit(self.tr("印刷を取りやめました。"))
