"""One paper of a filing alone: looked at, printed, or kept as a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor.errors import UserError
from assessor.messages import explain
from assessor.report.raster import Pages
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.pictures import Preview
from assessor.ui.output.preview import PreviewPanel
from assessor.ui.output.printing import prepare, print_pages
from assessor.ui.shown_files import documents_folder, file_name, free_name
from assessor.workflow.files import write_output

Draw = Callable[[], bytes]
"""Makes the PDF; runs beside the window and touches no widget."""


class PaperDialog(QDialog):
    """Shows the pages of a paper.

    Attributes:
        preview_shown: the pages; None until they are drawn.
    """

    def __init__(
        self, context: UiContext, runner: JobRunner | None, title: str, draw: Draw, parent: QWidget | None
    ) -> None:
        """Opens on a paper, which is drawn at once.

        Args:
            context: wording, theme, the case.
            runner: draws and prints; None: the dialog brings one of its own.
            title: what the paper is called.
            draw: makes its PDF.
            parent: the window in front.
        """
        super().__init__(parent)
        px = context.theme.px
        self._language = context.wording.language
        self._own = JobRunner(self) if runner is None else None
        self._runner = runner if runner is not None else self._own
        assert self._runner is not None
        case = context.bridge.session.state.case.name
        self._stem = file_name(f"{case} {title}".strip())
        self.preview_shown: Preview | None = None
        self.setWindowTitle(title)
        self.preview = PreviewPanel(context, self._runner)
        self.said = plain_label(name="caption", wraps=True)
        self.print = QPushButton(self.tr("印刷…"))
        self.save = QPushButton(self.tr("PDFに保存…"))
        self.done_button = QPushButton(self.tr("閉じる"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(12), px(8), px(12), px(8))
        buttons.setSpacing(px(8))
        buttons.addWidget(self.said, 1)
        for button in (self.print, self.save, self.done_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.preview, 1)
        layout.addLayout(buttons)
        self.print.clicked.connect(self.ask_print)
        self.save.clicked.connect(self._on_ask_save)
        self.done_button.clicked.connect(self.close)
        self._set_enabled(is_on=False)
        space = self.screen().availableGeometry()
        self.resize(min(px(820), space.width() - px(48)), min(px(900), space.height() - px(64)))
        self._job: Job | None = self._runner.start(lambda _: _drawn(draw()))
        self._job.finished.connect(self._on_drawn)
        self._job.failed.connect(self._on_failed)

    def _set_enabled(self, *, is_on: bool) -> None:
        for button in (self.print, self.save):
            button.setEnabled(is_on)

    def _on_drawn(self, found: Preview) -> None:
        self._job = None
        self.preview_shown = found
        self.preview.set_preview(found)
        self._set_enabled(is_on=True)

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        sentences = [one for one in explain(error, self._language) if one]
        if self.preview_shown is None:
            self.preview.set_message("✕ " + "\n".join(sentences))
            return
        self._set_enabled(is_on=True)
        self.said.setText("✕ " + " ".join(sentences))

    # Ways out -------------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Asks for a printer and prints the pages."""
        if self.preview_shown is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, self.preview_shown.sizes[0], self._stem)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("印刷"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self.preview_shown.sizes))
        dialog.setFromTo(1, len(self.preview_shown.sizes))
        chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        if chosen:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Prints the pages."""
        assert self.preview_shown is not None
        assert self._runner is not None
        pdf = self.preview_shown.pdf
        self._set_enabled(is_on=False)
        self.said.setText(self.tr("印刷しています…"))
        self._job = self._runner.start(lambda control: print_pages(control, pdf, printer))
        self._job.finished.connect(self._on_printed)
        self._job.failed.connect(self._on_failed)

    def _on_printed(self, count: int) -> None:
        self._job = None
        self._set_enabled(is_on=True)
        self.said.setText(self.tr("%dページをプリンターに渡しました。") % count)

    def _on_ask_save(self) -> None:
        proposed = free_name(documents_folder() / f"{self._stem}.pdf")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("PDFに保存"), str(proposed), "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Writes the paper; a fault is said in the dialog."""
        if self.preview_shown is None:
            return
        try:
            write_output(path, self.preview_shown.pdf)
        except UserError as error:
            self._on_failed(error)
            return
        self.said.setText(self.tr("書き出しました：%s") % path.name)

    def done(self, result: int) -> None:
        """Nothing is drawn or printed any more, whichever way it was closed."""
        if self._job is not None:
            self._job.cancel()
        if self._own is not None:
            self._own.close()
        super().done(result)
        self.deleteLater()


def _drawn(pdf: bytes) -> Preview:
    with Pages(pdf) as pages:
        return Preview(pdf, tuple(pages.size(number) for number in range(len(pages))))
