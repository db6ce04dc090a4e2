"""The dialog of the export: fields, then progress, then where the file lies."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.export_form import ExportForm
from assessor.ui.output.ordering import Order, carry_out
from assessor.ui.shown_files import open_with_system, show_in_folder
from assessor.workflow.exporting import Exported


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the dialog begins with.

    Attributes:
        target: file to write.
        language: of the pages.
        timestamp_url: server that proves the time; empty: none.
        key_file: key file used last; empty: the own key.
        history: journal of the document, which travels in the file; None: there is none.
        seal: picture of the seal used last; empty: none.
    """

    target: Path
    language: Language
    timestamp_url: str = ""
    key_file: str = ""
    history: bytes | None = None
    seal: str = ""


class ExportDialog(QDialog):
    """Exports one assessment as it was when the dialog opened.

    Attributes:
        fields: the fields.
        exported: what was written; None until then.
    """

    export_finished = Signal(object)

    def __init__(
        self,
        context: UiContext,
        runner: JobRunner,
        proposal: Proposal,
        *,
        signs: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._runner = runner
        self._proposal = proposal
        self._signs = signs
        session = context.bridge.session
        self._edition: Edition = session.edition
        self._state: Assessment = session.state
        self._job: Job | None = None
        self.exported: Exported | None = None
        self.setWindowTitle(self.tr("署名して出力") if signs else self.tr("署名なしで出力"))
        self.setModal(True)
        self.fields = ExportForm(context.wording.language, signs=signs, timestamp_url=proposal.timestamp_url)
        case = self._state.case
        self.fields.fill(
            holder=case.assessor,
            organisation=case.office,
            key_file=proposal.key_file,
            target=proposal.target,
            seal=proposal.seal,
        )
        self._build()
        self._show_state("edit")
        px = context.theme.px
        for grid in self.fields.findChildren(QGridLayout):
            grid.setVerticalSpacing(px(8))
            grid.setHorizontalSpacing(px(12))
        for row in self.fields.findChildren(QHBoxLayout):
            row.setSpacing(px(8))
        wanted = self.fields.sizeHint().height() + px(200)
        screen = self.screen().availableGeometry()
        self.resize(min(px(600), screen.width() - px(16)), min(wanted, screen.height() - px(48)))
        self.fields.first_field().setFocus()

    def _build(self) -> None:
        px = self._context.theme.px
        wording, evaluation = self._context.wording, self._context.bridge.session.evaluation
        name = self._state.case.name or self.tr("（案件名なし）")
        result = evaluation.summary.result
        verdict = "undetermined" if result == "undecided" else result
        about = plain_label(
            f"{name}　{wording.mark(verdict)} {wording.result(result)}", name="heading", wraps=True
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setObjectName("dialogArea")
        area.setWidget(self.fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        self.stack.addWidget(self._done_part())
        self.problem = plain_label(wraps=True)
        self.problem.setProperty("tone", "bad")
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.step = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("進み具合"))
        buttons = QHBoxLayout()
        self.cancel = QPushButton(self.tr("取りやめ"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("署名して出力") if self._signs else self.tr("出力"))
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        for part in (about, self.stack, self.problem, self.step, self.bar):
            layout.addWidget(part)
        layout.setStretchFactor(self.stack, 1)
        layout.addLayout(buttons)

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
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_go)
        return part

    # States ---------------------------------------------------------------------------------------------

    def _show_state(self, state: str) -> None:
        runs = state == "run"
        self.fields.setEnabled(state == "edit")
        self.stack.setCurrentIndex(1 if state == "done" else 0)
        self.step.setVisible(runs)
        self.bar.setVisible(runs)
        self.go.setVisible(state != "done")
        self.go.setEnabled(state == "edit")
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("閉じる") if state == "done" else self.tr("取りやめ"))
        if state != "edit":
            self._tell("")

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _step_words(self, step: str) -> str:
        return {
            "key": self.tr("鍵を開いています…"),
            "evaluate": self.tr("判定を計算しています…"),
            "draw": self.tr("頁を描き、長期保存の形式（PDF/A）に整えています…"),
            "sign": self.tr("署名し、署名を確かめています…"),
            "write": self.tr("書き込み、読み返して確かめています…"),
        }[step]

    # Running --------------------------------------------------------------------------------------------

    def _on_go(self) -> None:
        if self._job is not None or self.exported is not None or not self.fields.is_complete():
            return
        order = Order(
            self._edition,
            self._state,
            self.fields.target,
            self._proposal.language,
            self.fields.key_order(),
            self.fields.choice(),
            self._proposal.history,
        )
        self._steps = order.steps
        self.bar.setRange(0, len(self._steps))
        self.bar.setValue(0)
        self._show_state("run")
        self.cancel.setFocus()
        self._job = self._runner.start(lambda control: carry_out(control, order))
        self._job.progressed.connect(self._on_step)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def _on_step(self, step: str) -> None:
        at = self._steps.index(step)
        self.bar.setValue(at)
        count = self.tr("（%(at)d／%(count)d）") % {"at": at + 1, "count": len(self._steps)}
        self.step.setText(f"{self._step_words(step)}{count}")
        # From here on there is nothing left to take back.
        self.cancel.setEnabled(step != "write")

    def _on_finished(self, exported: Exported) -> None:
        self._job = None
        self.exported = exported
        self._show_state("done")
        if exported.holder is not None:
            said = self.tr(
                "✓ 署名済みのPDFを書き出し、署名と内容を読み返して確かめました"
                "（%(count)d頁、署名者 %(holder)s）。"
            )
        else:
            said = self.tr("✓ PDFを書き出し、読み返して確かめました（%(count)d頁、署名なし）。")
        self.outcome.setText(said % {"count": exported.pages, "holder": exported.holder})
        self.where.setText(str(exported.path))
        self.opens.setFocus()
        self.export_finished.emit(exported)

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._show_state("edit")
        self.fields.refresh_key()
        if not self.fields.show_problem(error):
            self._tell("✕ " + "\n".join(one for one in explain(error, self._context.wording.language) if one))
            self.go.setFocus()

    def _on_stopped(self) -> None:
        self._job = None
        self._show_state("edit")
        self.fields.refresh_key()
        self._tell(self.tr("取りやめました。ファイルは作られていません。"))

    def _on_open(self) -> None:
        if self.exported is not None:
            open_with_system(self.exported.path)

    def _on_show(self) -> None:
        if self.exported is not None:
            show_in_folder(self.exported.path)

    def reject(self) -> None:
        """Running work is asked to stop first; what was entered stays."""
        if self._job is not None:
            if self.cancel.isEnabled():
                self._job.cancel()
                self.cancel.setEnabled(False)
                self.step.setText(self.tr("取りやめています…"))
            return
        super().reject()
