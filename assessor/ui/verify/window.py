"""The window that verifies a received PDF."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.context import plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.theme import Theme
from assessor.ui.verify.findings import Checked, check
from assessor.ui.verify.result_view import ResultView
from assessor.ui.verify.trust_question import confirm_trust
from assessor.workflow.trusting import certificate_entry, keep_trusted


class VerifyWindow(QWidget):
    """Progress, then the answer.

    Attributes:
        path: the file.
        checked: what was found; None until then.
        result: the answer shown; None until then.
    """

    sheet_asked = Signal(object)
    """The embedded assessment shall be shown: the checked file."""
    trust_list_asked = Signal()
    other_asked = Signal()
    checked_file = Signal(object)
    closed = Signal(object)

    def __init__(self, theme: Theme, language: Language, runner: JobRunner, path: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._language: Language = language
        self._runner = runner
        self._job: Job | None = None
        self.path = path
        self.checked: Checked | None = None
        self.result: ResultView | None = None
        self.setWindowTitle(self.tr("%s の検証") % path.name)
        self._build()
        px = theme.px
        screen = self.screen().availableGeometry()
        self.resize(min(px(760), screen.width() - px(16)), min(px(640), screen.height() - px(48)))
        self.verify()

    def _build(self) -> None:
        px = self._theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, px(12))
        layout.setSpacing(px(8))
        heading = plain_label(self.path.name, name="heading", wraps=True)
        heading.setContentsMargins(px(16), px(12), px(16), 0)
        self.message = plain_label(wraps=True)
        self.message.setContentsMargins(px(16), 0, px(16), 0)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("進み具合"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("検証の結果"))
        layout.addWidget(heading)
        layout.addWidget(self.message)
        layout.addWidget(self.bar)
        layout.addWidget(self.area, 1)
        self._room = QWidget()
        layout.addWidget(self._room, 1)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), 0, px(16), 0)
        self.trust_list = QPushButton(self.tr("信頼する証明書…"))
        self.trust_list.clicked.connect(self.trust_list_asked)
        self.again = QPushButton(self.tr("別のPDFを検証…"))
        self.again.clicked.connect(self.other_asked)
        self.cancel = QPushButton(self.tr("取りやめ"))
        self.cancel.clicked.connect(self.call_off)
        self.leave = QPushButton(self.tr("閉じる"))
        self.leave.clicked.connect(self.close)
        row.addWidget(self.trust_list)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.leave)
        layout.addLayout(row)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.close)
        self.leave.setFocus()

    # Verifying ------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Verifies the file, again where the trusted certificates changed."""
        if self._job is not None:
            return
        self.result = None
        self._show_running(True)
        self.message.setText(self.tr("検証しています…"))
        path = self.path
        self._job = self._runner.start(lambda control: check(control, path), "verify")
        self._job.progressed.connect(self._on_step)
        self._job.finished.connect(self._on_checked)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def show_work(self, job: Job, said: str) -> None:
        """Shows work of another part on this file; it can be called off, and closing the window ends it.

        Args:
            job: the work.
            said: what it does, in words.
        """
        self._job = job
        self._show_running(True)
        self.message.setText(said)
        job.progressed.connect(self._on_step)
        for over in (job.finished, job.failed, job.stopped):
            over.connect(self._on_work_over)

    def _on_work_over(self) -> None:
        self._job = None
        self._show_running(False)

    def call_off(self) -> None:
        """The work that runs is no longer wanted."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)

    def show_fault(self, error: UserError) -> None:
        """Says what is wrong, above what was found before."""
        self.message.setVisible(True)
        self.message.setText("✕ " + "\n".join(one for one in explain(error, self._language) if one))

    def _show_running(self, running: bool) -> None:
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running)
        self.again.setEnabled(not running)
        self.trust_list.setEnabled(not running)
        self.bar.setVisible(running)
        self.message.setVisible(running)
        # What was found before stays in sight while other work on the file runs.
        has_result = self.result is not None
        self.area.setVisible(has_result)
        self._room.setVisible(not has_result)

    def _on_step(self, step: str) -> None:
        words = {
            "verify": self.tr("署名を検証しています…"),
            "recompute": self.tr("埋め込まれた評価データから判定を再計算しています…"),
        }
        self.message.setText(words.get(step, self.message.text()))

    def _on_checked(self, checked: Checked) -> None:
        self._job = None
        self.checked = checked
        self.result = ResultView(self._theme, self._language, checked)
        self.result.setObjectName("page")
        self.result.trust_asked.connect(self._on_trust)
        self.result.sheet_asked.connect(self._on_sheet)
        self.area.setWidget(self.result)
        self._show_running(False)
        self.checked_file.emit(checked)

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._show_running(False)
        self.show_fault(error)

    def _on_stopped(self) -> None:
        self._job = None
        self._show_running(False)
        self.message.setVisible(True)
        self.message.setText(self.tr("検証を取りやめました。"))

    # What follows ---------------------------------------------------------------------------------------

    def _on_sheet(self) -> None:
        self.sheet_asked.emit(self.checked)

    def _on_trust(self, fingerprint: str) -> None:
        assert self.checked is not None
        entry = certificate_entry(self.checked.certificates[fingerprint])
        if not confirm_trust(self, entry):
            return
        try:
            keep_trusted(entry)
        except UserError as error:
            self._on_failed(error)
            return
        self.verify()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Running work is no longer wanted."""
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
        self.closed.emit(self)
