"""The dialog that closes a round: key and stamp, then progress, then where the file lies."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment.review_edits import not_looked_at, open_findings
from assessor.errors import UserError
from assessor.messages import explain, text
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.export_dialog import Proposal
from assessor.ui.output.export_form import ExportForm
from assessor.ui.review.closing import STEPS, ClosingOrder, Kind, close_round
from assessor.ui.shown_files import open_with_system, show_in_folder
from assessor.workflow.documents import OpenDocument
from assessor.workflow.review_closing import Closed


class ClosingDialog(QDialog):
    """Returns a round with findings, or approves it.

    Attributes:
        fields: key, stamp, target.
        closed_round: what was written; None until then.
    """

    round_closed = Signal(object)

    def __init__(
        self,
        context: UiContext,
        runner: JobRunner,
        document: OpenDocument,
        kind: Kind,
        proposal: Proposal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._runner = runner
        self._document = document
        self._kind: Kind = kind
        self._proposal = proposal
        self._job: Job | None = None
        self.closed_round: Closed | None = None
        self.setModal(True)
        self.setWindowTitle(self._action().rstrip("…"))
        language = context.wording.language
        self.fields = ExportForm(language, signs=True, timestamp_url=proposal.timestamp_url)
        self.fields.fill(
            holder=context.bridge.user, organisation="", key_file=proposal.key_file, target=proposal.target
        )
        self.fields.form.stamp_role.setText(text("report.signature.role.official", language))
        self._build()
        self._show_state("edit")
        self._tell("")
        px = context.theme.px
        for grid in self.fields.findChildren(QGridLayout):
            grid.setVerticalSpacing(px(8))
            grid.setHorizontalSpacing(px(12))
        wanted = self.fields.sizeHint().height() + px(260)
        screen = self.screen().availableGeometry()
        self.resize(min(px(600), screen.width() - px(16)), min(wanted, screen.height() - px(48)))
        self.fields.first_field().setFocus()

    def _action(self) -> str:
        return self.tr("指摘して返却") if self._kind == "returned" else self.tr("承認して署名")

    # Building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        self.about = plain_label(self._about(), name="heading", wraps=True)
        lines.addWidget(self.about)
        self.unseen, self.despite, self.verdict = QCheckBox(), QCheckBox(), QLineEdit()
        if self._kind == "approved":
            self._add_approval(lines)
        lines.addWidget(self.fields)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setObjectName("dialogArea")
        self.area.setWidget(body)
        self.problem = plain_label(wraps=True)
        self.problem.setProperty("tone", "bad")
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome = plain_label(wraps=True)
        self.outcome.setProperty("tone", "good")
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.step = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(STEPS))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("進み具合"))
        layout.addWidget(self.area, 1)
        for part in (self.problem, self.outcome, self.step, self.bar):
            layout.addWidget(part)
        layout.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.go)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.opens = QPushButton(self.tr("開く"))
        self.shows = QPushButton(self.tr("フォルダーを表示"))
        self.cancel = QPushButton()
        self.goes = QPushButton(self._action())
        for button, slot in (
            (self.opens, self._on_open),
            (self.shows, self._on_show),
            (self.cancel, self.reject),
            (self.goes, self.go),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        self.goes.setDefault(True)
        row.addWidget(self.opens)
        row.addWidget(self.shows)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.goes)
        return row

    def _about(self) -> str:
        session = self._context.bridge.session
        name = session.state.case.name or self.tr("（案件名なし）")
        said = text("review.round", self._context.wording.language, number=session.state.last_round)
        if self._kind == "approved":
            return f"{name}　{said}"
        count = self.tr("指摘%d件を返却します") % len(open_findings(session.state))
        return f"{name}　{said}　{count}"

    def _add_approval(self, lines: QVBoxLayout) -> None:
        """What stands in the way has to be said aloud before it is passed over."""
        session, wording = self._context.bridge.session, self._context.wording
        unseen = len(not_looked_at(session.state, session.evaluation.rows))
        result = session.evaluation.summary.result
        self.unseen.setText(self.tr("未審査の%d項目を残したまま承認する") % unseen)
        self.despite.setText(self.tr("結果が「%s」でも承認する") % wording.result(result))
        proposal = text("review.approved_stamp", self._proposal.language, number=session.state.last_round)
        self.verdict.setText(proposal)
        self.verdict.setAccessibleName(self.tr("印に載せる審査の結論"))
        caption = plain_label(self.tr("印に載せる審査の結論"))
        caption.setBuddy(self.verdict)
        for part in (self.unseen, self.despite, caption, self.verdict):
            lines.addWidget(part)
        for box, is_needed in ((self.unseen, unseen > 0), (self.despite, result != "conforming")):
            box.setHidden(not is_needed)

    # States ---------------------------------------------------------------------------------------------

    def _show_state(self, state: str) -> None:
        runs, done = state == "run", state == "done"
        self.area.setEnabled(state == "edit")
        self.area.setVisible(not done)
        self.step.setVisible(runs)
        self.bar.setVisible(runs)
        for part in (self.opens, self.shows, self.outcome):
            part.setVisible(done)
        self.goes.setVisible(not done)
        self.goes.setEnabled(state == "edit")
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("閉じる") if done else self.tr("取りやめ"))
        if state != "edit":
            self._tell("")

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _step_words(self, step: str) -> str:
        return {
            "key": self.tr("鍵を開いています…"),
            "draw": self.tr("頁と印を描いています…"),
            "sign": self.tr("署名し、署名を確かめています…"),
            "write": self.tr("書き込み、読み返して確かめています…"),
        }[step]

    # Running --------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Closes the round."""
        if self._job is not None or self.closed_round is not None or not self.fields.is_complete():
            return
        key = self.fields.key_order()
        assert key is not None
        order = ClosingOrder(
            self._document,
            self._kind,
            self.fields.target,
            self._proposal.language,
            key,
            self.fields.choice(),
            self.verdict.text().strip(),
            self.unseen.isChecked(),
            self.despite.isChecked(),
        )
        self.bar.setValue(0)
        self._show_state("run")
        self.cancel.setFocus()
        self._job = self._runner.start(lambda control: close_round(control, order))
        self._job.progressed.connect(self._on_step)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def _on_step(self, step: str) -> None:
        at = STEPS.index(step)
        self.bar.setValue(at)
        count = self.tr("（%(at)d／%(count)d）") % {"at": at + 1, "count": len(STEPS)}
        self.step.setText(f"{self._step_words(step)}{count}")
        # From here on there is nothing left to take back.
        self.cancel.setEnabled(step != "write")

    def _on_finished(self, closed: Closed) -> None:
        self._job = None
        self.closed_round = closed
        self._show_state("done")
        if closed.outcome == "returned":
            said = self.tr(
                "✓ 指摘%(count)d件の審査報告書に署名しました（署名者 %(holder)s）。申請者に送ってください。"
            )
        else:
            said = self.tr("✓ 承認の署名を加えました（署名者 %(holder)s）。")
        words = said % {"count": closed.findings, "holder": closed.holder}
        self.outcome.setText(f"{words}\n{closed.path}")
        self.opens.setFocus()
        self.round_closed.emit(closed)

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

    def key_file(self) -> Path | None:
        """The key file that signs; None: the program's own key."""
        order = self.fields.key_order()
        return None if order is None else order.file

    def _on_open(self) -> None:
        if self.closed_round is not None:
            open_with_system(self.closed_round.path)

    def _on_show(self) -> None:
        if self.closed_round is not None:
            show_in_folder(self.closed_round.path)

    def reject(self) -> None:
        """Running work is asked to stop first; what was entered stays."""
        if self._job is not None:
            if self.cancel.isEnabled():
                self._job.cancel()
                self.cancel.setEnabled(False)
                self.step.setText(self.tr("取りやめています…"))
            return
        super().reject()
