"""One finding with its answers, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor.assessment import Assessment
from assessor.assessment.review import Finding
from assessor.messages import Language, text
from assessor.ui.context import plain_label
from assessor.ui.painting import TextBlock
from assessor.ui.theme import Theme

SETTLE_KEY = "R"
"""In the list of rows; the same in both languages."""


def state_word(state: Assessment, name: str, finding: Finding, language: Language) -> str:
    """Whether a finding is settled, answered for the last round, or open."""
    if finding.settled:
        return text("review.state.settled", language)
    answered = str(state.last_round) in state.answers.get(name, {}) or bool(
        state.is_desk and str(finding.round) in state.answers.get(name, {})
    )
    return text("review.state.answered" if answered else "review.state.open", language)


class FindingBox(QFrame):
    """Text of the finding and of every answer; buttons where the examiner may act.

    Attributes:
        name: id of the finding.
    """

    change_asked = Signal(str)
    withdraw_asked = Signal(str)
    settle_asked = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        language: Language,
        state: Assessment,
        name: str,
        *,
        acts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Builds the box.

        Args:
            theme: colours and sizes.
            language: of the window.
            state: what the review stands at.
            name: id of the finding.
            acts: whether the examiner may change something here.
            parent: owner.
        """
        super().__init__(parent)
        self.name = name
        finding = state.findings[name]
        px = theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, px(4), 0, px(4))
        lines.setSpacing(px(4))
        head = f"{name}　{state_word(state, name, finding, language)}"
        if finding.drawing:
            head += self.tr("　図面：%s") % finding.drawing
        lines.addWidget(plain_label(head, name="section", wraps=True))
        self._add(lines, theme, finding.text, "text")
        for number, answer in sorted(state.answers.get(name, {}).items(), key=lambda one: int(one[0])):
            said = text("review.answer", language, round=number, text=answer.text)
            if answer.drawing:
                said += self.tr("　図面：%s") % answer.drawing
            self._add(lines, theme, said, "accent")
        if acts:
            lines.addLayout(self._buttons(theme, state, finding))

    def _add(self, lines: QVBoxLayout, theme: Theme, said: str, color: str) -> None:
        block = TextBlock(theme, color=color)
        block.setText(said)
        block.setAccessibleName(said)
        lines.addWidget(block)

    def _buttons(self, theme: Theme, state: Assessment, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        if finding.round == state.last_round:
            change, withdraw = QPushButton(self.tr("書き直す")), QPushButton(self.tr("取り消す"))
            change.clicked.connect(self._on_change)
            withdraw.clicked.connect(self._on_withdraw)
            row.addWidget(change)
            row.addWidget(withdraw)
        else:
            is_open = not finding.settled
            accepts = f"{self.tr('解決とする')} ({SETTLE_KEY})"
            settle = QPushButton(accepts if is_open else self.tr("未解決に戻す"))
            settle.clicked.connect(self._on_settle if is_open else self._on_open_again)
            row.addWidget(settle)
        row.addStretch(1)
        return row

    def _on_change(self) -> None:
        self.change_asked.emit(self.name)

    def _on_withdraw(self) -> None:
        self.withdraw_asked.emit(self.name)

    def _on_settle(self) -> None:
        self.settle_asked.emit(self.name, True)

    def _on_open_again(self) -> None:
        self.settle_asked.emit(self.name, False)
