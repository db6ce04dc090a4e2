"""What the examiner says of one row: look, own verdict, remark, findings with standard phrases."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit
from assessor.assessment.review import Look, LookState
from assessor.assessment.review_edits import change_finding, findings_of, look, settle
from assessor.errors import UserError
from assessor.evaluation.snapshot import PersonVerdict
from assessor.messages import text
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.painting import TextBlock
from assessor.ui.review.finding_box import FindingBox
from assessor.ui.review.finding_editor import FindingEditor
from assessor.ui.review.sheet import WHOLE, earlier_look, look_of
from assessor.workflow.documents import now

LOOK_KEYS: dict[LookState, str] = {"confirmed": "K", "finding": "S", "deferred": "H"}
"""One key each; the same in both languages."""
VERDICTS = ("conforming", "not_conforming", "not_applicable")


class RowPanel(QScrollArea):
    """Shows one row and takes what is said of it.

    Attributes:
        row: id of the row; WHOLE for the application as a whole, None for nothing.
    """

    left = Signal()
    """Done here: the keyboard goes back to the list."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self.row: str | None = None
        self._boxes: list[FindingBox] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("審査の記録"))
        body = QWidget()
        body.setObjectName("page")
        self.setWidget(body)
        self._build(body)
        self.show_row(None)

    # Building -------------------------------------------------------------------------------------------

    def _build(self, body: QWidget) -> None:
        px = self._context.theme.px
        lines = QVBoxLayout(body)
        lines.setContentsMargins(px(12), px(8), px(12), px(12))
        lines.setSpacing(px(8))
        self.title = plain_label(name="heading", wraps=True)
        self.applicant = plain_label(wraps=True)
        for part in (self.title, self.applicant):
            lines.addWidget(part)
        self.criterion = TextBlock(self._context.theme)
        self.enclosed = plain_label(name="caption", wraps=True)
        self.earlier = plain_label(wraps=True)
        for block in (self.criterion, self.enclosed, self.earlier):
            lines.addWidget(block)
        self._look_part = QWidget()
        inside = QVBoxLayout(self._look_part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        row = FlowLayout(spacing=px(4), margin=0)
        self.looks: dict[LookState, QPushButton] = {}
        for state, key in LOOK_KEYS.items():
            said = text(f"review.look.{state}", self._context.wording.language)
            button = QPushButton(f"{said} ({key})")
            button.setCheckable(True)
            button.setProperty("look", state)
            button.clicked.connect(self._on_look)
            row.addWidget(button)
            self.looks[state] = button
        inside.addLayout(row)
        self.verdict = QComboBox()
        self.verdict.setAccessibleName(self.tr("審査者の判定"))
        self.verdict.addItem(self.tr("審査者の判定：なし（Y・N・X）"), "")
        wording = self._context.wording
        for one in VERDICTS:
            said = self.tr("審査者の判定：%s") % f"{wording.mark(one)} {wording.verdict(one)}"
            self.verdict.addItem(said, one)
        self.verdict.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.verdict.setMinimumContentsLength(8)
        self.verdict.activated.connect(self._on_verdict)
        inside.addWidget(self.verdict)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("所見（報告書に載ります）"))
        self.note.setAccessibleName(self.tr("所見（報告書に載ります）"))
        self.note.editingFinished.connect(self._on_note)
        inside.addWidget(self.note)
        self._lines = lines
        lines.addWidget(self._look_part)
        self._findings = QVBoxLayout()
        lines.addLayout(self._findings)
        self.editor = FindingEditor(self._context)
        self.editor.pushed.connect(self._on_finding)
        self.editor.left.connect(self.left)
        self.editor.wanted.connect(self._on_editor_wanted)
        lines.addWidget(self.editor)
        lines.addStretch(1)

    # Showing --------------------------------------------------------------------------------------------

    def set_low(self, *, is_low: bool) -> None:
        """Puts what is said of a row above what there is to read, where there is little height."""
        wanted = 1 if is_low else self._lines.indexOf(self.earlier) + 1
        if (self._lines.indexOf(self._look_part) == 1) == is_low:
            return
        self._lines.insertWidget(wanted - (0 if is_low else 1), self._look_part)

    def show_row(self, row: str | None) -> None:
        """Shows a row; a finding that was begun for the row before is recorded there."""
        if row != self.row:
            if self.editor.has_draft:
                self.editor.record_as_it_is()
            self.row = self.editor.row = row
            self.editor.clear()
        self.refresh()

    def refresh(self) -> None:
        """Shows what is kept of the row."""
        wording, session = self._context.wording, self._bridge.session
        state, row = session.state, self.row
        found = session.edition.rows.get(row or "")
        result = session.evaluation.rows.get(row or "")
        if row is None:
            self.title.setText(self.tr("項目を選んでください。"))
        elif found is None or result is None:
            self.title.setText(text("review.whole", wording.language))
        else:
            place = f"{wording.table(found.table)} {wording.number_of(found)}"
            self.title.setText(f"{place}　{wording.title(found)}")
        self._look_part.setVisible(found is not None and result is not None)
        self.applicant.setVisible(result is not None)
        self._show_criterion()
        self._show_earlier()
        self.editor.setVisible(row is not None)
        if result is not None and row is not None:
            said = f"{wording.mark(result.verdict)} {wording.verdict(result.verdict)}"
            deciding = wording.deciding(result, session.evaluation.snapshot.index)
            self.applicant.setText(self.tr("申請者の判定：%s") % "　".join(filter(None, (said, deciding))))
            self._show_look(look_of(state, row))
        is_open = state.is_round_open
        for part in (self._look_part, self.editor):
            part.setEnabled(is_open)
        self._show_findings()

    def _show_criterion(self) -> None:
        """What the row asks, and where the architect says it is drawn."""
        wording, state = self._context.wording, self._bridge.session.state
        found = self._bridge.session.edition.rows.get(self.row or "")
        said = "" if found is None else found.text.in_language(wording.language)
        self.criterion.setText(said)
        self.criterion.setAccessibleName(said)
        self.criterion.setVisible(bool(said))
        note = None if found is None else state.notes.get(found.id)
        parts = []
        if note is not None and note.drawings:
            parts.append(self.tr("根拠図面：%s") % "　".join(note.drawings.splitlines()))
        if note is not None and note.remark:
            parts.append(self.tr("備考：%s") % note.remark)
        self.enclosed.setText("\n".join(parts))
        self.enclosed.setVisible(bool(parts))

    def _show_earlier(self) -> None:
        """What the examiner said of the row last, in an earlier round."""
        wording = self._context.wording
        found = None if not self.row else earlier_look(self._bridge.session.state, self.row)
        said = ""
        if found is not None:
            number, before = found
            own = (
                f"{wording.mark(before.verdict)} {wording.verdict(before.verdict)}" if before.verdict else ""
            )
            word = text(f"review.look.{before.state}", wording.language)
            parts = "　".join(filter(None, (word, own, before.note)))
            said = self.tr("前の審査（R%(number)d）：%(said)s") % {"number": number, "said": parts}
        self.earlier.setText(said)
        self.earlier.setVisible(bool(said))

    def _show_look(self, kept: Look | None) -> None:
        for state, button in self.looks.items():
            button.setChecked(kept is not None and kept.state == state)
        self.verdict.setCurrentIndex(self.verdict.findData("" if kept is None else kept.verdict))
        said = "" if kept is None else kept.note
        if self.note.text() != said:
            self.note.setText(said)

    def _show_findings(self) -> None:
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = []
        if self.row is None:
            return
        state, language = self._bridge.session.state, self._context.wording.language
        for name in findings_of(state, self.row):
            box = FindingBox(self._context.theme, language, state, name, acts=state.is_round_open)
            box.change_asked.connect(self.editor.change)
            box.withdraw_asked.connect(self._on_withdraw)
            box.settle_asked.connect(self._on_settle)
            self._findings.addWidget(box)
            self._boxes.append(box)

    # Looks ----------------------------------------------------------------------------------------------

    def say(self, state: LookState) -> None:
        """What one key says of the row; a finding asks for its text first."""
        if self.row is None or not self._bridge.session.state.is_round_open:
            return
        if state == "finding" or self.row == WHOLE:
            self.editor.begin()
            return
        self._keep(replace(self._look(), state=state))

    def judge(self, verdict: PersonVerdict) -> None:
        """What one key says: the examiner's own verdict; one that is the architect's confirms the row."""
        result = self._bridge.session.evaluation.rows.get(self.row or "")
        if result is None or not self._bridge.session.state.is_round_open:
            return
        kept = look_of(self._bridge.session.state, self.row or "")
        if kept is None:
            kept = Look("confirmed" if result.verdict == verdict else "deferred")
        self._keep(replace(kept, verdict=verdict))

    def settle_next(self) -> None:
        """One key accepts the answer to the oldest finding of earlier rounds that is open on this row."""
        state = self._bridge.session.state
        if self.row is None or not state.is_round_open:
            return
        for name, one in findings_of(state, self.row).items():
            if not one.settled and one.round < state.last_round:
                self._on_settle(name, True)
                return

    def withdraw(self) -> None:
        """Takes back what was said of the row in this round; findings stay."""
        if self.row and look_of(self._bridge.session.state, self.row) is not None:
            self._push(look(self._bridge.session.state, self.row, None))

    def _look(self) -> Look:
        """What is kept; where nothing is, a row with findings is not simply confirmed."""
        kept = look_of(self._bridge.session.state, self.row or "")
        return kept if kept is not None else Look("deferred")

    def _keep(self, wanted: Look) -> None:
        state = self._bridge.session.state
        if self.row and look_of(state, self.row) != wanted:
            stamped = replace(wanted, at=now(), by=self._bridge.user)
            self._push(look(state, self.row, stamped))

    def _on_look(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.say(button.property("look"))
            self.refresh()

    def _on_verdict(self) -> None:
        self._keep(replace(self._look(), verdict=self.verdict.currentData()))

    def _on_note(self) -> None:
        said = self.note.text().strip()
        if self.row and said != self._look().note:
            self._keep(replace(self._look(), note=said))

    # Findings -------------------------------------------------------------------------------------------

    def _on_finding(self, edit: Edit) -> None:
        if self._push(edit):
            self.editor.clear()
            self.left.emit()

    def _on_editor_wanted(self) -> None:
        self.ensureWidgetVisible(self.editor)

    def _on_withdraw(self, name: str) -> None:
        self._push(change_finding(self._bridge.session.state, name, None))
        if self.editor.changes == name:
            self.editor.clear()

    def _on_settle(self, name: str, accepted: bool) -> None:
        state = self._bridge.session.state
        self._push(settle(state, name, accepted=accepted, at=now(), by=self._bridge.user))

    def _push(self, edit: Edit) -> bool:
        try:
            return self._bridge.push(edit, initiator=self)
        except UserError as error:
            self._bridge.report(error)
            return False
