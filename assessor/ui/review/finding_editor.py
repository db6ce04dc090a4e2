"""Where a finding is written: its text, standard phrases, the drawing it is seen in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit
from assessor.assessment.review import Finding
from assessor.assessment.review_edits import change_finding, find
from assessor.ui.context import UiContext, plain_label
from assessor.workflow.documents import now
from assessor.workflow.phrases import Phrase, phrases

_GAP = "…"


class FindingEditor(QWidget):
    """Takes one finding at a time, a new one or one of this round again.

    Attributes:
        row: the row it is about, WHOLE for the application; None: nothing can be written.
        changes: id of the finding that is written anew; empty: a new one.
    """

    pushed = Signal(object)
    """This edit shall be kept; whoever keeps it calls `clear` and gives the keyboard back."""
    left = Signal()
    """Nothing is wanted here any more."""
    wanted = Signal()
    """The keyboard came here: bring it into sight."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self.row: str | None = None
        self.changes = ""
        self._phrase = ""
        self._asked = ""
        self._build()
        self._show_title()

    def _build(self) -> None:
        px = self._context.theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, px(8), 0, 0)
        lines.setSpacing(px(8))
        head = QHBoxLayout()
        self.title = plain_label(name="section", wraps=True)
        head.addWidget(self.title, 1)
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
        self.text.setPlaceholderText(self.tr("指摘の内容（Alt+数字で定型文、Ctrl+Enter で記録）"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 4 + px(16))
        self.drawing = QLineEdit()
        self.drawing.setAccessibleName(self.tr("図面番号"))
        self.drawing.setPlaceholderText(self.tr("図面番号（例：A-12）"))
        lines.addWidget(self.text)
        lines.addWidget(self.drawing)
        row = QHBoxLayout()
        self.discard = QPushButton(self.tr("やめる（Esc）"))
        self.discard.clicked.connect(self.leave)
        self.keep = QPushButton(self.tr("指摘を記録"))
        self.keep.clicked.connect(self.record)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.keep)
        lines.addLayout(row)
        slots: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Return", self.record),
            ("Ctrl+Enter", self.record),
        ]
        slots += [(f"Alt+{one.key}", partial(self.put_in_by_key, one.key)) for one in phrases() if one.key]
        for key, slot in slots:
            shortcut = QShortcut(QKeySequence(key), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def own_keys(self) -> list[tuple[str, str]]:
        """Keys that work while a finding is written."""
        return [
            ("Ctrl+Enter", self.tr("書いている指摘を記録し、表に戻る")),
            ("Alt+1 – 9", self.tr("書いている指摘に定型文を入れる")),
            ("Esc", self.tr("書いている指摘をやめて消し、表に戻る")),
        ]

    def event(self, event: QEvent) -> bool:
        """Esc is for this part: the window has a use of its own for it, and a key of two has none."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, wherever the keyboard is in here."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @property
    def has_draft(self) -> bool:
        """Whether a finding was begun and not recorded."""
        return bool(self.row is not None and self.text.toPlainText().strip() and not self._is_unchanged())

    def _is_unchanged(self) -> bool:
        kept = self._bridge.session.state.findings.get(self.changes)
        said = (self.text.toPlainText().strip(), self.drawing.text().strip())
        return kept is not None and (kept.text, kept.drawing) == said

    def begin(self, phrase: Phrase | None = None) -> None:
        """Goes to the text of a new finding, with a phrase put in."""
        if self.row is None or not self._bridge.session.state.is_round_open:
            return
        if phrase is not None:
            self._put_in(phrase)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.wanted.emit()

    def change(self, name: str) -> None:
        """Goes to the text of a finding of this round."""
        finding = self._bridge.session.state.findings[name]
        self.changes, self._phrase = name, finding.phrase
        self.text.setPlainText(finding.text)
        self.drawing.setText(finding.drawing)
        self._show_title()
        self.begin()

    def record(self) -> None:
        """Asks to keep what was typed; a phrase with a gap is asked about once."""
        said = self.text.toPlainText().strip()
        if self.row is None or not said:
            self.text.setFocus()
        elif said == self._asked or not self._asks_for_gap(said):
            self.pushed.emit(self._edit(said))

    def record_as_it_is(self) -> None:
        """Asks to keep what was typed, with its gaps."""
        self._asked = self.text.toPlainText().strip()
        self.record()

    def _edit(self, said: str) -> Edit:
        state = self._bridge.session.state
        kept = state.findings.get(self.changes)
        drawing = self.drawing.text().strip()
        stamped = Finding(self.row or "", said, drawing, self._phrase, at=now(), by=self._bridge.user)
        if kept is None:
            return find(state, stamped)[1]
        return change_finding(state, self.changes, replace(stamped, row=kept.row))

    def _asks_for_gap(self, said: str) -> bool:
        """A phrase that is not filled in is asked about once; recorded again it is kept as it is."""
        at = self.text.toPlainText().find(_GAP)
        if not self._phrase or at < 0:
            return False
        self._asked = said
        self._select(at)
        self.text.setFocus()
        self.title.setText(self.tr("「…」を埋めてください。もう一度記録すると、このまま残します。"))
        return True

    def _select(self, at: int) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def leave(self) -> None:
        """What was typed is not wanted."""
        self.clear()
        self.left.emit()

    def clear(self) -> None:
        """Empties the fields."""
        self.changes = self._phrase = self._asked = ""
        self.text.clear()
        self.drawing.clear()
        self._show_title()

    def _show_title(self) -> None:
        self.title.setText(self.tr("%sを書き直す") % self.changes if self.changes else self.tr("新しい指摘"))

    # Phrases --------------------------------------------------------------------------------------------

    def put_in_by_key(self, key: str) -> bool:
        """A digit puts in the phrase it stands for; False where there is none."""
        found = next((one for one in phrases() if one.key == key), None)
        if found is not None:
            self.begin(found)
        return found is not None

    def _put_in(self, phrase: Phrase) -> None:
        said = phrase.text[self._context.wording.language]
        cursor = self.text.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(said)
        self.text.setTextCursor(cursor)
        gap = said.find(_GAP)
        if gap >= 0:
            self._select(start + gap)
        self._phrase = self._phrase or phrase.id

    def _on_phrase(self, action: QAction) -> None:
        found = next((one for one in phrases() if one.id == action.data()), None)
        if found is not None:
            self.begin(found)
