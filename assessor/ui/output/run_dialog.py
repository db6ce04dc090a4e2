"""What the dialogs that sign have in common: fields, then progress, then where the file lies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import explain
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Control, Job, JobRunner
from assessor.ui.output.export_form import ExportForm
from assessor.ui.shown_files import open_with_system, show_in_folder
from assessor.workflow.token_keys import remember_token


class RunDialog(QDialog):
    """Asks, works beside the window, tells. A subclass says what is asked, done and told.

    Attributes:
        fields: key, stamp, target.
        problem: what went wrong, where no field mends it.
        step: what is being done; `bar` how far it is.
        outcome: what was done; `where` the file.
        cancel: the button that stops or leaves; `goes` the one that begins.
    """

    def __init__(
        self,
        context: UiContext,
        runner: JobRunner,
        *,
        signs: bool,
        timestamp_url: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._runner = runner
        self._job: Job | None = None
        self._steps: tuple[str, ...] = ()
        self._written: Path | None = None
        self.setModal(True)
        self.fields = ExportForm(context.wording.language, runner, signs=signs, timestamp_url=timestamp_url)
        self.problem = plain_label(wraps=True)
        self.problem.setProperty("tone", "bad")
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.step = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("進み具合"))
        self.stack = QStackedWidget()
        self.cancel, self.goes = QPushButton(), QPushButton()

    # For the subclasses ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """What the button does; calls `run`."""
        raise NotImplementedError

    def step_words(self, step: str) -> str:
        """What is said while a step runs."""
        return {
            "key": self.tr("鍵を開いています…"),
            "evaluate": self.tr("判定を計算しています…"),
            "draw": self.tr("ページを描き、長期保存の形式（PDF/A）に整えています…"),
            "sign": self.tr("署名し、署名を確かめています…"),
            "write": self.tr("書き込み、読み返して確かめています…"),
        }[step]

    def take(self, result: Any) -> tuple[str, Path]:
        """Takes what the work gave; returns what is said about it, and the file."""
        raise NotImplementedError

    def announce(self, result: Any) -> None:
        """Emits the signal of the subclass."""
        raise NotImplementedError

    def build(self, about: QLabel, action: str, above: tuple[QWidget, ...] = ()) -> None:
        """Puts the dialog together.

        Args:
            about: what it is about.
            action: word on the button that begins.
            above: further questions, above the fields.
        """
        px = self._context.theme.px
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        for part in (*above, self.fields):
            lines.addWidget(part)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setObjectName("dialogArea")
        area.setWidget(body)
        self.area = area
        self.stack.addWidget(area)
        self.stack.addWidget(self._done_part())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        for one in (about, self.stack, self.problem, self.step, self.bar):
            layout.addWidget(one)
        layout.setStretchFactor(self.stack, 1)
        buttons = QHBoxLayout()
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.goes.setText(action)
        self.goes.setDefault(True)
        self.goes.clicked.connect(self._on_go)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.goes)
        layout.addLayout(buttons)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_go)
        for grid in self.fields.findChildren(QGridLayout):
            grid.setVerticalSpacing(px(8))
            grid.setHorizontalSpacing(px(12))
        for row in self.fields.findChildren(QHBoxLayout):
            row.setSpacing(px(8))
        self.fields.form.align()
        self._show_state("edit")
        wanted = body.sizeHint().height() + px(200)
        screen = self.screen().availableGeometry()
        self.resize(min(px(600), screen.width() - px(16)), min(wanted, screen.height() - px(48)))
        self.fields.first_field().setFocus()

    def _done_part(self) -> QWidget:
        px = self._context.theme.px
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        self.outcome = plain_label(wraps=True)
        self.outcome.setProperty("tone", "good")
        self.where = plain_label(wraps=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.opens = QPushButton(self.tr("開く"))
        self.opens.clicked.connect(self._on_open)
        self.shows = QPushButton(self.tr("フォルダーを表示"))
        self.shows.clicked.connect(self._on_show)
        row = QHBoxLayout()
        for button in (self.opens, self.shows):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        lines.addWidget(self.outcome)
        lines.addWidget(self.where)
        lines.addLayout(row)
        lines.addStretch(1)
        return part

    # States ---------------------------------------------------------------------------------------------

    def _show_state(self, state: str) -> None:
        runs = state == "run"
        self.area.setEnabled(state == "edit")
        self.fields.setEnabled(state == "edit")
        self.stack.setCurrentIndex(1 if state == "done" else 0)
        self.step.setVisible(runs)
        self.bar.setVisible(runs)
        self.goes.setVisible(state != "done")
        self.goes.setEnabled(state == "edit")
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("閉じる") if state == "done" else self.tr("取りやめ"))
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # Running --------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Begins, unless it runs or is done, or a field says what is missing."""
        if self._job is None and self._written is None and self.fields.is_complete():
            self.begin()

    def run(self, work: Callable[[Control], Any], steps: tuple[str, ...]) -> None:
        """Starts the work, which names its steps."""
        self._steps = steps
        self.bar.setRange(0, len(steps))
        self.bar.setValue(0)
        self._show_state("run")
        self.cancel.setFocus()
        self._job = self._runner.start(work)
        self._job.progressed.connect(self._on_step)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def key_file(self) -> Path | None:
        """The key file that signs; None: the program's own key, or one on a token."""
        order = self.fields.key_order()
        return None if order is None else order.file

    def _on_go(self) -> None:
        self.go()

    def _on_step(self, step: str) -> None:
        at = self._steps.index(step)
        self.bar.setValue(at)
        count = self.tr("（%(at)d／%(count)d）") % {"at": at + 1, "count": len(self._steps)}
        self.step.setText(f"{self.step_words(step)}{count}")
        # From here on there is nothing left to take back.
        self.cancel.setEnabled(step != "write")

    def _on_finished(self, result: Any) -> None:
        self._job = None
        said, self._written = self.take(result)
        self._show_state("done")
        self.outcome.setText(said)
        self.where.setText(str(self._written))
        self.opens.setFocus()
        self._remember()
        self.announce(result)

    def _remember(self) -> None:
        """Keeps library and certificate of a token for the next time, never its PIN."""
        order = self.fields.key_order()
        if order is None:
            return
        try:
            remember_token(order.token)
        except UserError as error:
            # It is signed all the same; only the next time it must be chosen anew.
            self._tell("！ " + explain(error, self._context.wording.language)[0])

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._show_state("edit")
        self.fields.refresh_key()
        if not self.fields.show_problem(error):
            self._tell("✕ " + "\n".join(one for one in explain(error, self._context.wording.language) if one))
            self.goes.setFocus()

    def _on_stopped(self) -> None:
        self._job = None
        self._show_state("edit")
        self.fields.refresh_key()
        self._tell(self.tr("取りやめました。ファイルは作られていません。"))

    def _on_open(self) -> None:
        if self._written is not None:
            open_with_system(self._written)

    def _on_show(self) -> None:
        if self._written is not None:
            show_in_folder(self._written)

    def reject(self) -> None:
        """Running work is asked to stop first; what was entered stays."""
        if self._job is not None:
            if self.cancel.isEnabled():
                self._job.cancel()
                self.cancel.setEnabled(False)
                self.step.setText(self.tr("取りやめています…"))
            return
        self.fields.key.token.leave()
        super().reject()
