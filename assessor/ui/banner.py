"""Messages that do not stop the work: what, where, why, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.context import UiContext, plain_label


class Banner(QWidget):
    """One message above the page, with an offer to act on it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language: Language = context.wording.language
        self._act: Callable[[], object] | None = None
        self._error: UserError | None = None
        px = context.theme.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), px(6), px(8), px(6))
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        self.sentence = plain_label(wraps=True)
        self.remedy = plain_label(name="caption", wraps=True)
        texts.addWidget(self.sentence)
        texts.addWidget(self.remedy)
        layout.addLayout(texts, 1)
        self.offer = QPushButton()
        self.offer.clicked.connect(self._on_offer)
        layout.addWidget(self.offer)
        close = QToolButton()
        close.setObjectName("flat")
        close.setText("✕")
        close.setAccessibleName(self.tr("この知らせを閉じる"))
        close.setToolTip(self.tr("閉じる"))
        close.clicked.connect(self.hide)
        layout.addWidget(close)
        self.hide()

    def show_error(self, error: UserError) -> None:
        """An error that the user can mend."""
        sentence, remedy = explain(error, self._language)
        self._show("error", sentence, remedy, None)
        self._error = error

    def settle(self, kind: type[UserError]) -> None:
        """Takes an error of a kind away, once what it asked for was done."""
        if isinstance(self._error, kind):
            self._error = None
            self.hide()

    def withdraw(self, act: Callable[[], object]) -> None:
        """Takes a message away whose offer was done otherwise."""
        if self._act == act:
            self._act = None
            self.hide()

    def show_message(
        self,
        sentence: str,
        remedy: str = "",
        *,
        severity: str = "info",
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """A note (`info`) or a question (`warning`), with an action offered."""
        self._show(severity, sentence, remedy, offer)

    def _show(
        self, severity: str, sentence: str, remedy: str, offer: tuple[str, Callable[[], object]] | None
    ) -> None:
        self._error = None
        self.sentence.setText(sentence)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self._act = None if offer is None else offer[1]
        self.offer.setVisible(offer is not None)
        self.offer.setText("" if offer is None else offer[0])
        self.setProperty("severity", severity)
        self.setAccessibleName(f"{sentence} {remedy}".strip())
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _on_offer(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
