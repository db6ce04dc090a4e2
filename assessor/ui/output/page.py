"""Step 6 「出力・署名」: what is exported, its pages, and the ways out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.export_dialog import ExportDialog, Proposal
from assessor.ui.output.open_rows import OpenRowsModel, RowList
from assessor.ui.output.pictures import Preview, draw_preview
from assessor.ui.output.preview import PreviewPanel
from assessor.ui.output.print_part import PrintPart
from assessor.ui.preferences import Preferences
from assessor.ui.shown_files import documents_folder, file_name, free_name
from assessor.ui.tally_bar import ResultChip
from assessor.workflow.exporting import Exported

SIDE_WIDTH = 320
NARROW = 600


class OutputPage(QWidget):
    """Choices at the left, the pages at the right."""

    row_asked = Signal(str)
    export_finished = Signal(object)

    def __init__(
        self,
        context: UiContext,
        runner: JobRunner,
        preferences: Preferences,
        document_path: Path | None,
        history: Callable[[], bytes] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Builds the page.

        Args:
            context: bridge, wording, theme.
            runner: draws, exports and prints.
            preferences: last choices of the user.
            document_path: of the document, for the folder that is proposed.
            history: gives the journal of the document, to travel in what is exported.
            parent: owner.
        """
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._runner = runner
        self._preferences = preferences
        self._document_path = document_path
        self._history = history
        self._language: Language = context.wording.language
        self._draw_job: Job | None = None
        self._is_stale = True
        self._prints_when_drawn = False
        self.dialog: ExportDialog | None = None
        self.preview_shown: Preview | None = None
        self._timer = QTimer(self, singleShot=True, interval=250)
        self._timer.timeout.connect(self._draw)
        self.model = OpenRowsModel(context, self)
        self.model.modelReset.connect(self._on_open_rows)
        self.banner = Banner(context)
        self.preview = PreviewPanel(context, runner)
        self._build()
        self._on_open_rows()
        self._show_result()
        context.bridge.document_changed.connect(self._on_document_changed)

    # Building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._side())
        self._splitter.addWidget(self.preview)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([px(SIDE_WIDTH), px(860)])
        layout.addWidget(self.banner)
        layout.addWidget(self._splitter, 1)

    def _side(self) -> QWidget:
        px = self._context.theme.px
        body = QWidget()
        body.setObjectName("page")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(px(12), px(8), px(12), px(12))
        lines.setSpacing(px(8))
        self.result = ResultChip(self._context)
        head = FlowLayout(spacing=px(8), margin=0)
        head.addWidget(plain_label(self.tr("出力・署名"), name="heading"))
        head.addWidget(self.result)
        lines.addLayout(head)
        language = QHBoxLayout()
        caption = plain_label(self.tr("用紙の言語"))
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("用紙の言語"))
        self.language.addItem("日本語", "ja")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(self._language))
        self.language.activated.connect(self._on_language)
        caption.setBuddy(self.language)
        language.addWidget(caption)
        language.addWidget(self.language, 1)
        lines.addLayout(language)
        self._add_ways_out(lines)
        self.warning = plain_label(name="section", wraps=True)
        self.warning.setContentsMargins(0, px(8), 0, 0)
        self.open_rows = RowList(self._context)
        self.open_rows.setModel(self.model)
        self.open_rows.setAccessibleName(self.tr("未判定または不適合の必須項目"))
        self.open_rows.setMinimumHeight(px(96))
        self.open_rows.row_asked.connect(self.row_asked)
        lines.addWidget(self.warning)
        lines.addWidget(self.open_rows, 1)
        self.nothing_open = plain_label(
            self.tr("未判定・不適合・要再確認の必須項目はありません。"), wraps=True
        )
        lines.addWidget(self.nothing_open)
        lines.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setMinimumWidth(px(240))
        self.setFocusProxy(self.sign)
        return area

    def _add_ways_out(self, lines: QVBoxLayout) -> None:
        px = self._context.theme.px
        self.sign = QPushButton(self.tr("署名して出力…"))
        self.sign.setDefault(True)
        self.unsigned = QPushButton(self.tr("署名なしで出力…"))
        self.print = QPushButton(self.tr("印刷…"))
        for button, slot in (
            (self.sign, self.ask_signed),
            (self.unsigned, self.ask_unsigned),
            (self.print, self.ask_print),
        ):
            button.clicked.connect(slot)
        lines.addWidget(self.sign)
        others = FlowLayout(spacing=px(8), margin=0)
        others.addWidget(self.unsigned)
        others.addWidget(self.print)
        lines.addLayout(others)
        self.printing = PrintPart(self._context, self._runner)
        self.printing.told.connect(self.banner.show_message)
        self.printing.failed.connect(self.banner.show_error)
        lines.addWidget(self.printing)

    # What is exported -----------------------------------------------------------------------------------

    def _show_result(self) -> None:
        self.result.set_result(self._context.bridge.session.evaluation.summary.result)

    def _on_open_rows(self) -> None:
        count = self.model.rowCount()
        self.warning.setText(
            self.tr("！ このまま出力すると、次の%d項目は未判定または不適合と印字されます") % count
        )
        for part in (self.warning, self.open_rows):
            part.setVisible(count > 0)
        self.nothing_open.setVisible(count == 0)

    def _on_document_changed(self, _change: Change) -> None:
        self._show_result()
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _on_language(self) -> None:
        self._language = self.language.currentData()
        self._is_stale = True
        self._draw()

    # Drawing --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Draws the pages when they are looked at."""
        super().showEvent(event)
        if self._is_stale:
            self._timer.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Pages nobody looks at are not drawn."""
        super().hideEvent(event)
        self._timer.stop()

    def _draw(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        if self._draw_job is not None:
            self._draw_job.cancel()
        if self.preview_shown is None:
            self.preview.set_message(self.tr("ページを描いています…"))
        session, language = self._context.bridge.session, self._language
        edition, state = session.edition, session.state
        job = self._runner.start(lambda _: draw_preview(edition, state, language))
        self._draw_job = job
        job.finished.connect(self._on_drawn)
        job.failed.connect(self._on_not_drawn)
        job.stopped.connect(self._on_draw_stopped)

    def _on_drawn(self, preview: Preview) -> None:
        if self.sender() is not self._draw_job:
            return
        self._draw_job = None
        self.preview_shown = preview
        self.preview.set_preview(preview)
        if self._prints_when_drawn:
            self._prints_when_drawn = False
            self.ask_print()

    def _on_not_drawn(self, error: UserError) -> None:
        if self.sender() is not self._draw_job:
            return
        self._draw_job = None
        self.preview_shown = None
        self._prints_when_drawn = False
        sentences = explain(error, self._context.wording.language)
        self.preview.set_message("✕ " + "\n".join(one for one in sentences if one))

    def _on_draw_stopped(self) -> None:
        if self.sender() is self._draw_job:
            self._draw_job = None

    # Ways out -------------------------------------------------------------------------------------------

    def ask_signed(self) -> None:
        """Opens the dialog that signs and exports."""
        self._ask(signs=True)

    def ask_unsigned(self) -> None:
        """Opens the dialog that exports without a signature."""
        self._ask(signs=False)

    def _ask(self, *, signs: bool) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        try:
            history = None if self._history is None else self._history()
        except UserError as problem:
            self._context.bridge.report(problem)
            return
        proposal = Proposal(
            self._target(signs=signs),
            self._language,
            self._preferences.timestamp_url,
            self._preferences.key_file,
            history,
            self._preferences.seal_file,
        )
        self.dialog = ExportDialog(self._context, self._runner, proposal, signs=signs, parent=self.window())
        self.dialog.finished.connect(self._on_dialog_closed)
        self.dialog.export_finished.connect(self._on_exported)
        self.dialog.open()

    def _target(self, *, signs: bool) -> Path:
        kept = self._preferences.folder("export")
        folder = kept if kept is not None and kept.is_dir() else None
        if folder is None:
            folder = documents_folder() if self._document_path is None else self._document_path.parent
        name = file_name(self._context.bridge.session.state.case.name) or self.tr("チェックシート")
        day = datetime.now().astimezone().strftime("%Y%m%d")
        kind = self.tr("署名済") if signs else self.tr("署名なし")
        return free_name(folder / f"{name}_{day}_{kind}.pdf")

    def _on_exported(self, exported: Exported) -> None:
        self._preferences.keep_folder("export", exported.path.parent)
        if self.dialog is not None and exported.holder is not None:
            order = self.dialog.fields.key_order()
            self._preferences.key_file = "" if order is None or order.file is None else str(order.file)
            self._preferences.seal_file = str(self.dialog.fields.seal or "")
        self.export_finished.emit(exported)

    def _on_dialog_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    # Printing -------------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Asks for a printer and prints the pages that are shown; draws them first where needed."""
        if self.printing.is_busy:
            return
        if self._is_stale or self._draw_job is not None or self.preview_shown is None:
            self._prints_when_drawn = True
            self._draw()
            return
        self.printing.ask(self.preview_shown, self._title(), self)

    def print_on(self, printer: QPrinter) -> None:
        """Prints the pages that are shown on a printer that was set up."""
        assert self.preview_shown is not None
        self.printing.print_on(printer, self.preview_shown.pdf)

    def _title(self) -> str:
        return file_name(self._context.bridge.session.state.case.name) or "checklist"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where it is narrow."""
        super().resizeEvent(event)
        is_narrow = event.size().width() / self._context.theme.scale < NARROW
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
