"""What the user can do, by name: menus, buttons and keys refer to these names."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

CASE_MENU = (
    "new",
    "open",
    "save",
    "save_as",
    "",
    "export",
    "sign",
    "print",
    "",
    "import",
    "export_workbook",
    "export_form",
    "",
    "compare",
    "",
    "verify",
    "inbox",
    "review",
    "portfolio",
    "trust",
    "",
    "close",
    "quit",
)
"""Names in the menu of the case; names nobody registered are left out, "" is a line."""


class ActionRegistry(QObject):
    """Actions of one window, by name."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}

    def add(
        self,
        name: str,
        text: str,
        slot: Callable[..., Any],
        *,
        shortcut: QKeySequence.StandardKey | str | None = None,
        group: QActionGroup | None = None,
        checked: bool | None = None,
    ) -> QAction:
        """Registers an action; its key works in the whole window.

        Args:
            name: stable name, unique.
            text: what the user reads.
            slot: called without arguments when it is used.
            shortcut: key.
            group: group of which one is checked.
            checked: whether it is checked; None: it cannot be.
        """
        if name in self._actions:
            raise ValueError(f"action {name} is registered twice")
        action = QAction(text, self._window)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        if group is not None:
            group.addAction(action)
        action.setData(slot)
        action.triggered.connect(self._on_triggered)
        self._window.addAction(action)
        self._actions[name] = action
        return action

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            action.data()()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        return name in self._actions

    def names(self) -> tuple[str, ...]:
        """All names."""
        return tuple(self._actions)

    def fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        """Puts those of the names that are registered into a menu."""
        pending = False
        for name in names:
            if not name:
                pending = True
            elif name in self._actions:
                if pending and not menu.isEmpty():
                    menu.addSeparator()
                pending = False
                menu.addAction(self._actions[name])
