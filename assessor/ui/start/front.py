"""The start screen while it is shown: what lies there, and what an earlier run left behind."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from assessor.errors import UserError
from assessor.messages import Language
from assessor.store import PendingRecovery, discard_recovery, pending_recoveries
from assessor.ui.preferences import Preferences
from assessor.ui.start.filing import plain_box
from assessor.ui.start.window import StartWindow
from assessor.ui.theme import Theme
from assessor.workflow.editions import edition_heads


class Front(QObject):
    """Builds the start screen anew each time it is asked for, and hands on what is asked of it.

    Attributes:
        window: the screen while there is one.
    """

    shown = Signal(object)
    """A start screen was built and is about to be seen."""
    new_asked = Signal(str, str, str, object)
    open_asked = Signal()
    example_asked = Signal()
    verify_asked = Signal()
    inbox_asked = Signal()
    portfolio_asked = Signal()
    settings_asked = Signal()
    recent_asked = Signal(object)
    recovery_asked = Signal(object)

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        language: Callable[[], Language],
        tell: Callable[[UserError], None],
    ) -> None:
        """Builds nothing yet.

        Args:
            preferences: documents used last.
            theme: colours and sizes.
            language: present language.
            tell: shows an error.
        """
        super().__init__()
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self._tell = tell
        self.window: StartWindow | None = None

    def show(self) -> None:
        """Shows what there is without a document."""
        self.close()
        heads, unreadable = edition_heads()
        faults: list[UserError] = [*unreadable]
        left: list[PendingRecovery] = []
        try:
            left = pending_recoveries()
        except UserError as error:
            faults.append(error)
        recent = [path for path in self._preferences.recent if path.exists()]
        window = StartWindow(heads, self._language(), self._theme, recent, left)
        for name in ("new", "open", "example", "verify", "inbox", "portfolio", "settings", "recent"):
            getattr(window, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
        window.recovery_asked.connect(self.recovery_asked)
        window.discard_asked.connect(self.discard)
        self.window = window
        self.shown.emit(window)
        window.show()
        for fault in faults:
            self._tell(fault)

    def close(self) -> None:
        """Takes the screen away."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def discard(self, pending: PendingRecovery) -> bool:
        """Throws away what an earlier run left behind, after a question."""
        box = plain_box(
            self.window, self.tr("残っている作業を破棄しますか。"), self.tr("破棄すると、元に戻せません。")
        )
        box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        answer = box.exec()
        box.deleteLater()
        if answer != QMessageBox.StandardButton.Discard:
            return False
        try:
            discard_recovery(pending)
        except UserError as error:
            self._tell(error)
            return False
        self.show()
        return True
