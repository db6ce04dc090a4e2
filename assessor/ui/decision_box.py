"""A person's verdict on a row, with the reason that some verdicts need."""

from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Decision
from assessor.assessment.edits import decide
from assessor.errors import EditError
from assessor.evaluation import RowResult, basis_of
from assessor.evaluation.snapshot import PersonVerdict
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.painting import mark_icon

VERDICTS: tuple[PersonVerdict, ...] = ("conforming", "not_conforming", "not_applicable")
KEYS = {"conforming": "Y", "not_conforming": "N", "not_applicable": "X"}


def needs_reason(result: RowResult, verdict: PersonVerdict) -> bool:
    """Whether a verdict needs a written reason: against the machine's, and for not applicable."""
    return verdict == "not_applicable" or result.machine not in ("undetermined", verdict)


class DecisionBox(QWidget):
    """Buttons for the verdicts, the reason, and what a decision disagrees with."""

    decided = Signal(str)
    """A decision was taken, withdrawn or given up: row id."""
    reason_asked = Signal()
    """A verdict waits for its reason."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._row: str | None = None
        self._pending: PersonVerdict | None = None
        px, wording = context.theme.px, context.wording
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        line = QWidget()
        buttons = FlowLayout(line, spacing=px(4), margin=0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[PersonVerdict, QPushButton] = {}
        for verdict in VERDICTS:
            button = QPushButton(wording.verdict(verdict))
            button.setCheckable(True)
            button.setProperty("verdict", verdict)
            button.setToolTip(self.tr("自分で判断する（キー %s）") % KEYS[verdict])
            button.setAccessibleName(wording.verdict(verdict))
            self._group.addButton(button)
            button.toggled.connect(self._on_toggled)
            self._buttons[verdict] = button
            buttons.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self._withdraw = QToolButton()
        self._withdraw.setText(self.tr("取消"))
        self._withdraw.setToolTip(self.tr("判断を取り消し、入力からの判定に戻す（キー Delete）"))
        self._withdraw.clicked.connect(self.withdraw)
        buttons.addWidget(self._withdraw)
        layout.addWidget(line)
        self.note = plain_label(name="caption", wraps=True)
        layout.addWidget(self.note)
        layout.addLayout(self._build_reason())
        self.again = QPushButton()
        self.again.clicked.connect(self._on_again)
        layout.addWidget(self.again)
        context.theme.changed.connect(self._show_icons)
        self._show_icons()
        self.show_row(None)

    def _build_reason(self) -> QHBoxLayout:
        px = self._context.theme.px
        reason_line = QHBoxLayout()
        reason_line.setSpacing(px(4))
        self._reason_label = plain_label(self.tr("理由"), name="caption")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("判断の理由"))
        self.reason.setPlaceholderText(self.tr("入力からの判定と異なる判断、非対象には理由が要ります"))
        self._reason_label.setBuddy(self.reason)
        self.reason.returnPressed.connect(self._on_reason_entered)
        self.reason.editingFinished.connect(self._on_reason_left)
        self.confirm = QPushButton(self.tr("確定"))
        self.confirm.clicked.connect(self._on_reason_entered)
        reason_line.addWidget(self._reason_label)
        reason_line.addWidget(self.reason, 1)
        reason_line.addWidget(self.confirm)
        return reason_line

    @property
    def pending(self) -> PersonVerdict | None:
        """A verdict that waits for its reason."""
        return self._pending

    def show_row(self, row_id: str | None) -> None:
        """Shows the decision on a row."""
        if row_id != self._row:
            self._pending = None
        self._row = row_id
        session, wording = self._bridge.session, self._context.wording
        result = None if row_id is None else session.evaluation.rows.get(row_id)
        decision = None if row_id is None else session.state.decisions.get(row_id)
        is_locked = session.read_only or session.state.is_desk
        enabled = result is not None and not is_locked
        chosen = self._pending or (decision.verdict if decision is not None else None)
        for verdict, button in self._buttons.items():
            button.setEnabled(enabled)
            button.setChecked(verdict == chosen)
        self._withdraw.setEnabled(enabled and (decision is not None or self._pending is not None))
        self.reason.setReadOnly(not enabled)
        if not self.reason.hasFocus() or not self.reason.isModified():
            self.reason.setText(decision.reason if decision is not None else "")
        asks = self._pending is not None or (
            decision is not None and (bool(decision.reason) or (result is not None and result.disagrees))
        )
        for part in (self._reason_label, self.reason):
            part.setVisible(asks)
        self.confirm.setVisible(self._pending is not None)
        asks_again = result is not None and (result.recheck or result.is_doubtful)
        self.again.setVisible(asks_again and self._pending is None and not is_locked)
        self.again.setText(
            self.tr("新しい図面で確かめた（このままでよい）")
            if result is not None and result.is_doubtful
            else self.tr("今の入力で、もう一度同じ判断にする")
        )
        self.note.setText("" if result is None else self._note(result, decision))
        self.note.setProperty("verdict", wording.verdict(result.machine) if result is not None else "")

    def _note(self, result: RowResult, decision: Decision | None) -> str:
        wording = self._context.wording
        machine = wording.verdict(result.machine)
        if self._pending is not None:
            return self.tr("「%s」の理由を書いて、Enterで確定してください。") % wording.verdict(self._pending)
        if result.is_doubtful:
            return self.tr("読み取った図面が差し替えられました。新しい図面で確かめてください。")
        if result.recheck:
            return self.tr("判断の後で入力が変わりました。入力からの判定は「%s」です。") % machine
        if result.disagrees:
            return self.tr("入力からの判定「%s」と異なる判断です。") % machine
        if decision is not None:
            who = decision.by or self.tr("担当者")
            return self.tr("%s の判断（%s）") % (who, _day(decision.at))
        if result.machine == "undetermined":
            return self.tr("入力がそろえば判定します。自分で判断もできます。")
        return self.tr("入力からの判定：%s") % machine

    def focus_first(self) -> None:
        """Puts the keyboard on the first verdict."""
        self._buttons[VERDICTS[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, verdict: PersonVerdict) -> None:
        """Decides, or asks for the reason first."""
        if self._row is None:
            return
        result = self._bridge.session.evaluation.rows[self._row]
        decision = self._bridge.session.state.decisions.get(self._row)
        known = self.reason.text().strip()
        if decision is not None and decision.verdict != verdict and not self.reason.isModified():
            known = ""
        # At the examiner's desk the edit is refused, and says why: no reason is asked for it.
        if needs_reason(result, verdict) and not known and not self._bridge.session.state.is_desk:
            self._pending = verdict
            self.reason.clear()
            self.show_row(self._row)
            self.reason.setFocus()
            self.reason_asked.emit()
            return
        self._decide(verdict, known if needs_reason(result, verdict) else "")

    def _decide(self, verdict: PersonVerdict, reason: str) -> None:
        assert self._row is not None
        row, result = self._row, self._bridge.session.evaluation.rows[self._row]
        self._pending = None
        self.reason.setModified(False)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        decision = Decision(verdict, reason, basis_of(result.scopes), at=at, by=self._bridge.user)
        if self._bridge.push(decide(row, decision), initiator=self):
            self.decided.emit(row)
        self.show_row(row)

    def withdraw(self) -> None:
        """Takes the decision back; the machine's verdict counts again."""
        if self._row is None:
            return
        row = self._row
        self._pending = None
        self.reason.setModified(False)
        if row in self._bridge.session.state.decisions and self._bridge.push(
            decide(row, None), initiator=self
        ):
            self.decided.emit(row)
        self.show_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up a verdict that waits for its reason."""
        if event.key() == Qt.Key.Key_Escape and self._row is not None:
            self.withdraw_pending()
            self.decided.emit(self._row)
        else:
            super().keyPressEvent(event)

    def withdraw_pending(self) -> None:
        """Gives up a verdict that still waits for its reason."""
        self._pending = None
        self.reason.setModified(False)
        self.show_row(self._row)

    def _show_icons(self) -> None:
        size = self._context.theme.px(14)
        for verdict, button in self._buttons.items():
            color = "on_accent" if button.isChecked() else "text"
            button.setIcon(mark_icon(self._context.wording.mark(verdict), self._context.theme, color))
            button.setIconSize(QSize(size, size))

    def _on_toggled(self) -> None:
        self._show_icons()

    def _on_clicked(self, button: QPushButton) -> None:
        self.choose(button.property("verdict"))
        self.show_row(self._row)

    def _on_reason_entered(self) -> None:
        if self._row is None:
            return
        reason = self.reason.text().strip()
        decision = self._bridge.session.state.decisions.get(self._row)
        verdict = self._pending or (decision.verdict if decision is not None else None)
        if verdict is None:
            return
        if needs_reason(self._bridge.session.evaluation.rows[self._row], verdict) and not reason:
            wording = self._context.wording
            number = wording.number_of(self._bridge.session.edition.rows[self._row])
            self._bridge.report(EditError("reason_needed", row=number, verdict=wording.verdict(verdict)))
            return
        self._decide(verdict, reason)

    def _on_reason_left(self) -> None:
        """A reason written for a decision that stands is kept when the field is left."""
        reason = self.reason.text().strip()
        if self._pending is None and self.reason.isModified() and self._row is not None and reason:
            self._on_reason_entered()

    def _on_again(self) -> None:
        decision = None if self._row is None else self._bridge.session.state.decisions.get(self._row)
        session = self._bridge.session
        if self._row is not None and session.evaluation.rows[self._row].is_doubtful:
            # Brings along the whole of a checklist's content: loaded when it is first asked for.
            from assessor.workflow.evidence import confirm_row

            self._bridge.push(confirm_row(session, self._row))
        elif decision is not None:
            self._decide(decision.verdict, decision.reason)


def _day(at: str) -> str:
    return at[:10]
