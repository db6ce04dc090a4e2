"""Messages that do not stop the work: what, where, why, and what to do. Each goes when it no longer holds."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from assessor.errors import EditError, UserError
from assessor.messages import Language, explain
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label

Offer = tuple[str, Callable[[], object]]
"""What the button says, and what it does."""


class Banner(QWidget):
    """One message above the page, with an offer or two to act on it.

    A refused edit, an offer to undo and what is said in passing hold until the next edit; what a page tells
    in its own banner holds as long as the page is looked at. Everything else stays until it is closed
    or another message follows.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language: Language = context.wording.language
        self._bridge = context.bridge
        self._acts: tuple[Callable[[], object], ...] = ()
        self._is_passing = False
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
        self.offer, self.second = QPushButton(), QPushButton()
        for button in (self.offer, self.second):
            button.clicked.connect(self._on_offer)
            layout.addWidget(button)
        close = QToolButton()
        close.setObjectName("flat")
        close.setText("✕")
        close.setAccessibleName(self.tr("この知らせを閉じる"))
        close.setToolTip(self.tr("閉じる"))
        close.clicked.connect(self.hide)
        layout.addWidget(close)
        self._bridge.document_changed.connect(self._on_document_changed)
        self.hide()

    def show_error(self, error: UserError) -> None:
        """An error that the user can mend."""
        sentence, remedy = explain(error, self._language)
        self._show("error", sentence, remedy, (), is_passing=isinstance(error, EditError))

    def pass_by(self) -> None:
        """The user went on to another page: what was said in passing goes, unless it waits for an answer."""
        if self._is_passing and not self._acts:
            self.hide()

    def withdraw(self, act: Callable[[], object]) -> None:
        """Takes a message away whose offer was done otherwise."""
        if act in self._acts:
            self._acts = ()
            self.hide()

    def show_message(
        self,
        sentence: str,
        remedy: str = "",
        *,
        severity: str = "info",
        offer: Offer | None = None,
        second: Offer | None = None,
        passing: bool = False,
    ) -> None:
        """A note (`info`) or a question (`warning`), with actions offered.

        Args:
            sentence: what there is to say.
            remedy: what to do.
            severity: `info`, `warning` or `error`.
            offer: what helps.
            second: what would help too.
            passing: it is true now, and may not be after the next edit.
        """
        offers = tuple(one for one in (offer, second) if one is not None)
        # Undo takes back the last edit, whichever that is by then.
        undoes = any(act == self._bridge.undo for _, act in offers)
        self._show(severity, sentence, remedy, offers, is_passing=passing or undoes)

    def _show(
        self, severity: str, sentence: str, remedy: str, offers: tuple[Offer, ...], *, is_passing: bool
    ) -> None:
        self._is_passing = is_passing
        self.sentence.setText(sentence)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self._acts = tuple(act for _, act in offers)
        texts = [text for text, _ in offers]
        for place, button in enumerate((self.offer, self.second)):
            button.setText(texts[place] if place < len(texts) else "")
            button.setVisible(place < len(texts))
        self.setProperty("severity", severity)
        self.setAccessibleName(f"{sentence} {remedy}".strip())
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _on_offer(self) -> None:
        place = 0 if self.sender() is self.offer else 1
        acts, self._acts = self._acts, ()
        self.hide()
        if place < len(acts):
            acts[place]()

    def _on_document_changed(self, _change: Change) -> None:
        if self._is_passing:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """A page that is left takes along what it told."""
        super().hideEvent(event)
        if not event.spontaneous() and self.parent() is not None and not self.isHidden():
            self.hide()
