"""What the examiner says of one row: look, own verdict, remark, findings with standard phrases."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit
from assessor.assessment.review import Finding, Look, LookState
from assessor.assessment.review_edits import change_finding, find, findings_of, look, settle
from assessor.errors import UserError
from assessor.messages import text
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.review.finding_box import FindingBox
from assessor.ui.review.sheet import WHOLE, look_of
from assessor.workflow.documents import now
from assessor.workflow.phrases import Phrase, phrases

LOOK_KEYS: dict[LookState, str] = {"confirmed": "K", "finding": "S", "deferred": "H"}
"""One key each; the same in both languages."""
VERDICTS = ("conforming", "not_conforming", "not_applicable")
_GAP = "…"


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
        self._changes: str = ""
        self._phrase = ""
        self._asked = ""
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
        lines.addWidget(self.title)
        lines.addWidget(self.applicant)
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
        self.verdict.addItem(self.tr("審査者の判定：なし"), "")
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
        lines.addWidget(self._look_part)
        self._findings = QVBoxLayout()
        lines.addLayout(self._findings)
        lines.addWidget(self._editor())
        lines.addStretch(1)

    def _editor(self) -> QWidget:
        px = self._context.theme.px
        self.editor = QWidget()
        lines = QVBoxLayout(self.editor)
        lines.setContentsMargins(0, px(8), 0, 0)
        lines.setSpacing(px(8))
        head = QHBoxLayout()
        self.editor_title = plain_label(name="section", wraps=True)
        head.addWidget(self.editor_title, 1)
        self.phrases = QToolButton()
        self.phrases.setText(self.tr("定型文"))
        self.phrases.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.phrases)
        language = self._context.wording.language
        for one in phrases():
            title = one.title[language].replace("&", "&&")
            action = menu.addAction(f"{title}\t{one.key}" if one.key else title)
            action.setData(one.id)
        menu.triggered.connect(self._on_phrase)
        self.phrases.setMenu(menu)
        head.addWidget(self.phrases)
        lines.addLayout(head)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("指摘の内容"))
        self.text.setPlaceholderText(self.tr("指摘の内容（数字キーで定型文、Ctrl+Enter で記録）"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 4 + px(16))
        self.drawing = QLineEdit()
        self.drawing.setAccessibleName(self.tr("図面番号"))
        self.drawing.setPlaceholderText(self.tr("図面番号（例：A-12）"))
        lines.addWidget(self.text)
        lines.addWidget(self.drawing)
        row = QHBoxLayout()
        self.discard = QPushButton(self.tr("やめる"))
        self.discard.clicked.connect(self.leave_editor)
        self.record = QPushButton(self.tr("指摘を記録"))
        self.record.clicked.connect(self.record_finding)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.record)
        lines.addLayout(row)
        for key, slot in (
            ("Ctrl+Return", self.record_finding),
            ("Ctrl+Enter", self.record_finding),
            ("Esc", self.leave_editor),
        ):
            shortcut = QShortcut(QKeySequence(key), self.editor, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return self.editor

    # Showing --------------------------------------------------------------------------------------------

    def show_row(self, row: str | None) -> None:
        """Shows a row; a finding that was begun for the row before is recorded there."""
        if row != self.row:
            if self.has_draft:
                self._asked = self.text.toPlainText().strip()
                self.record_finding()
            self.row = row
            self._clear_editor()
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
            box.change_asked.connect(self.change)
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
            self.begin()
            return
        self._keep(replace(self._look(), state=state))

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

    @property
    def has_draft(self) -> bool:
        """Whether a finding was begun and not recorded."""
        return bool(self.row is not None and self.text.toPlainText().strip() and not self._is_unchanged())

    def _is_unchanged(self) -> bool:
        kept = self._bridge.session.state.findings.get(self._changes)
        said = (self.text.toPlainText().strip(), self.drawing.text().strip())
        return kept is not None and (kept.text, kept.drawing) == said

    def begin(self, phrase: Phrase | None = None) -> None:
        """Goes to the text of a new finding, with a phrase put in."""
        if self.row is None or not self._bridge.session.state.is_round_open:
            return
        if phrase is not None:
            self._put_in(phrase)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self.editor)

    def change(self, name: str) -> None:
        """Goes to the text of a finding of this round."""
        finding = self._bridge.session.state.findings[name]
        self._changes, self._phrase = name, finding.phrase
        self.text.setPlainText(finding.text)
        self.drawing.setText(finding.drawing)
        self._show_editor_title()
        self.begin()

    def record_finding(self) -> None:
        """Keeps what was typed as a finding."""
        said, drawing = self.text.toPlainText().strip(), self.drawing.text().strip()
        if self.row is None or not said:
            self.text.setFocus()
            return
        if said != self._asked and self._asks_for_gap(said):
            return
        state = self._bridge.session.state
        kept = state.findings.get(self._changes)
        stamped = Finding(self.row, said, drawing, self._phrase, at=now(), by=self._bridge.user)
        if kept is None:
            _, edit = find(state, stamped)
        else:
            edit = change_finding(state, self._changes, replace(stamped, row=kept.row))
        if self._push(edit):
            self._clear_editor()
            self.left.emit()

    def _asks_for_gap(self, said: str) -> bool:
        """A phrase that is not filled in is asked about once; recorded again it is kept as it is."""
        at = self.text.toPlainText().find(_GAP)
        if not self._phrase or at < 0:
            return False
        self._asked = said
        cursor = self.text.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()
        self.editor_title.setText(self.tr("「…」を埋めてください。もう一度記録すると、このまま残します。"))
        return True

    def leave_editor(self) -> None:
        """What was typed is not wanted."""
        self._clear_editor()
        self.left.emit()

    def _clear_editor(self) -> None:
        self._changes = self._phrase = self._asked = ""
        self.text.clear()
        self.drawing.clear()
        self._show_editor_title()

    def _show_editor_title(self) -> None:
        title = self.tr("%sを書き直す") % self._changes if self._changes else self.tr("新しい指摘")
        self.editor_title.setText(title)

    def _put_in(self, phrase: Phrase) -> None:
        said = phrase.text[self._context.wording.language]
        cursor = self.text.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(said)
        gap = said.find(_GAP)
        if gap >= 0:
            cursor.setPosition(start + gap)
            cursor.setPosition(start + gap + 1, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self._phrase = self._phrase or phrase.id

    def put_in_by_key(self, key: str) -> bool:
        """A digit puts in the phrase it stands for; False where there is none."""
        found = next((one for one in phrases() if one.key == key), None)
        if found is not None:
            self.begin(found)
        return found is not None

    def _on_phrase(self, action: QAction) -> None:
        found = next((one for one in phrases() if one.id == action.data()), None)
        if found is not None:
            self.begin(found)

    def _on_withdraw(self, name: str) -> None:
        self._push(change_finding(self._bridge.session.state, name, None))
        if self._changes == name:
            self._clear_editor()

    def _on_settle(self, name: str, accepted: bool) -> None:
        state = self._bridge.session.state
        self._push(settle(state, name, accepted=accepted, at=now(), by=self._bridge.user))

    def _push(self, edit: Edit) -> bool:
        try:
            return self._bridge.push(edit, initiator=self)
        except UserError as error:
            self._bridge.report(error)
            return False
