"""Editors of facts: yes or no, a day, one of some words, free text. Each can be left open."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from assessor.ui.procedure.days import typed_day
from assessor.ui.theme import Theme


class YesNo(QWidget):
    """Two buttons; a second press on the one that is down takes the answer back."""

    chosen = Signal(object)
    """True, False, or None where the answer was taken back."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        self.yes = self._button(self.tr("はい"), name)
        self.no = self._button(self.tr("いいえ"), name)
        for button in (self.yes, self.no):
            button.setMinimumWidth(theme.px(56))
            layout.addWidget(button)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setAccessibleName(f"{name} {text}")
        return button

    def set_value(self, value: object) -> None:
        """Shows an answer."""
        self.yes.setChecked(value is True)
        self.no.setChecked(value is False)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be changed."""
        self.yes.setEnabled(not read_only)
        self.no.setEnabled(not read_only)

    def _on_yes(self) -> None:
        self.chosen.emit(True if self.yes.isChecked() else None)

    def _on_no(self) -> None:
        self.chosen.emit(False if self.no.isChecked() else None)


class DayEdit(QLineEdit):
    """A date, typed in any usual form, shown as `2026-04-01`. What is no day stays and is not taken."""

    chosen = Signal(object)
    """The day in ISO 8601, or None where it was cleared."""
    refused = Signal(bool)
    """Whether what stands there is no day."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._is_refused = False
        self.setPlaceholderText(self.tr("例：2026-04-01"))
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(128))
        self.setToolTip(self.tr("2026-04-01、2026年4月1日、令和8年4月1日、R8.4.1 のように入力できます。"))
        self.editingFinished.connect(self._on_finished)

    def set_value(self, value: object) -> None:
        """Shows a day; something being typed is left alone unless the day changed underneath."""
        text = value if isinstance(value, str) else ""
        if text != self._kept or (not self.hasFocus() and not self._is_refused):
            self._kept = text
            self.setText(text)
            self._mark(is_refused=False)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be changed."""
        self.setReadOnly(read_only)

    def _on_finished(self) -> None:
        typed = self.text().strip()
        if typed == self._kept:
            self._mark(is_refused=False)
            return
        day = typed_day(typed)
        if typed and day is None:
            self._mark(is_refused=True)
            return
        self._kept = "" if day is None else day.isoformat()
        self.setText(self._kept)
        self._mark(is_refused=False)
        self.chosen.emit(self._kept or None)

    def _mark(self, *, is_refused: bool) -> None:
        if is_refused != self._is_refused:
            self._is_refused = is_refused
            self.refused.emit(is_refused)


class Choice(QComboBox):
    """One of some words, or none; the wheel scrolls the page, not the answer."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, options: list[tuple[str, str]]) -> None:
        """Takes the options as code and word."""
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(140))
        self.addItem(self.tr("―"), "")
        for code, word in options:
            self.addItem(word, code)
        self.activated.connect(self._on_activated)

    def set_value(self, value: object) -> None:
        """Shows an answer."""
        self.setCurrentIndex(max(0, self.findData(value or "")))

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be changed."""
        self.setEnabled(not read_only)

    def _on_activated(self) -> None:
        self.chosen.emit(self.currentData() or None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to what lies around."""
        event.ignore()


class Words(QLineEdit):
    """Free text; every keystroke is kept."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(140))
        self.textEdited.connect(self._on_edited)

    def set_value(self, value: object) -> None:
        """Shows a text; one that already says so keeps its cursor."""
        text = value if isinstance(value, str) else ""
        if text != self.text():
            self.setText(text)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be changed."""
        self.setReadOnly(read_only)

    def _on_edited(self, text: str) -> None:
        self.chosen.emit(text or None)


FactEditor = YesNo | DayEdit | Choice | Words
