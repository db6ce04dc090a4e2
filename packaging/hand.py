"""A hand at the keyboard: presses keys where the keyboard is, and counts them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Presses keys, types and clicks where the keyboard is, and counts.

    Attributes:
        strokes: keys pressed so far.
        clicks: clicks so far.
    """

    def __init__(self) -> None:
        self.strokes = 0
        self.clicks = 0
        self.window: QWidget | None = None

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        active = QApplication.activeWindow()
        if popup is None and self.window is not None and (active is None or isinstance(active, QMenu)):
            # A display without a window manager gives the keyboard back to nobody when a menu closes.
            self.window.activateWindow()
            QApplication.processEvents()
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        if found is None:
            raise RuntimeError("nothing has the keyboard")
        return found

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            QTest.keyClick(self._target(), key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)
            self.strokes += 1
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Types; what is not ASCII comes as from an input method."""
        for one in text:
            target = self._target()
            if one.isascii():
                QTest.keyClicks(target, one)
            else:
                event = QInputMethodEvent()
                event.setCommitString(one)
                QApplication.sendEvent(target, event)
            self.strokes += 1
        QApplication.processEvents()

    def click(self, button: QAbstractButton) -> None:
        """Presses a button with the mouse."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1
        QApplication.processEvents()
