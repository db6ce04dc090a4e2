"""The dialog that closes a round: key and stamp, then progress, then where the file lies."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from assessor.assessment.review_edits import not_looked_at, open_findings
from assessor.messages import text
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import JobRunner
from assessor.ui.output.export_dialog import Proposal
from assessor.ui.output.run_dialog import RunDialog
from assessor.ui.review.closing import STEPS, ClosingOrder, Kind, close_round
from assessor.workflow.documents import OpenDocument
from assessor.workflow.review_closing import Closed


class ClosingDialog(RunDialog):
    """Returns a round with findings, or approves it.

    Attributes:
        closed_round: what was written; None until then.
        unseen: approves though rows were not looked at; `despite` though the result is another.
        remark: what is said beside an approval.
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
        super().__init__(context, runner, signs=True, timestamp_url=proposal.timestamp_url, parent=parent)
        self._document = document
        self._kind: Kind = kind
        self._proposal = proposal
        self.closed_round: Closed | None = None
        action = self.tr("指摘して返却") if kind == "returned" else self.tr("承認して署名")
        self.setWindowTitle(action)
        self.fields.fill(
            holder=context.bridge.user,
            organisation="",
            key_file=proposal.key_file,
            target=proposal.target,
            seal=proposal.seal,
        )
        self.fields.form.stamp_role.setText(text("report.signature.role.official", context.wording.language))
        self.unseen, self.despite, self.remark = QCheckBox(), QCheckBox(), QLineEdit()
        self.about = plain_label(self._about(), name="heading", wraps=True)
        self.build(self.about, action, self._approval() if kind == "approved" else ())

    def _about(self) -> str:
        session = self._context.bridge.session
        name = session.state.case.name or self.tr("（案件名なし）")
        said = text("review.round", self._context.wording.language, number=session.state.last_round)
        if self._kind == "approved":
            return f"{name}　{said}"
        count = self.tr("指摘%d件を返却します") % len(open_findings(session.state))
        total = len(session.evaluation.rows)
        unseen = len(not_looked_at(session.state, session.evaluation.rows))
        if not unseen:
            return f"{name}　{said}　{count}"
        left = self.tr(
            "！ %(total)d項目のうち%(seen)d項目だけを審査しました。残り%(unseen)d項目は未審査です。"
        )
        told = left % {"total": total, "seen": total - unseen, "unseen": unseen}
        return f"{name}　{said}　{count}\n{told}"

    def _approval(self) -> tuple[QWidget, ...]:
        """What stands in the way has to be said aloud before it is passed over."""
        session, wording = self._context.bridge.session, self._context.wording
        unseen = len(not_looked_at(session.state, session.evaluation.rows))
        result = session.evaluation.summary.result
        self.unseen.setText(self.tr("未審査の%d項目を残したまま承認する") % unseen)
        self.despite.setText(self.tr("結果が「%s」でも承認する") % wording.result(result))
        self.remark.setAccessibleName(self.tr("備考（承認の印と署名に載せる）"))
        self.remark.setPlaceholderText(self.tr("なくてもかまいません"))
        caption = plain_label(self.tr("備考（承認の印と署名に載せる）"))
        caption.setBuddy(self.remark)
        for box, is_needed in ((self.unseen, unseen > 0), (self.despite, result != "conforming")):
            box.setHidden(not is_needed)
        return self.unseen, self.despite, caption, self.remark

    def begin(self) -> None:
        """Closes the round as the fields say."""
        key = self.fields.key_order()
        assert key is not None
        order = ClosingOrder(
            self._document,
            self._kind,
            self.fields.target,
            self._proposal.language,
            key,
            self.fields.choice(),
            self.remark.text().strip(),
            self.unseen.isChecked(),
            self.despite.isChecked(),
        )
        self.run(lambda control: close_round(control, order), STEPS)

    def take(self, result: Closed) -> tuple[str, Path]:
        """What was written, and who signed it."""
        self.closed_round = result
        if result.outcome == "returned":
            said = self.tr(
                "✓ 指摘%(count)d件の審査報告書に署名しました（署名者 %(holder)s）。申請者に送ってください。"
            )
        else:
            said = self.tr("✓ 承認の署名を加えました（署名者 %(holder)s）。")
        return said % {"count": result.findings, "holder": result.holder}, result.path

    def announce(self, result: Closed) -> None:
        """Tells whoever opened the dialog."""
        self.round_closed.emit(result)
