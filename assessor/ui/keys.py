"""The keys of a window, read off what carries them, so that what is told of them is true."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do.

    Attributes:
        keys: as they stand on the keyboard.
        text: what they do.
        where: the widget on which they work.
    """

    keys: str
    text: str
    where: QWidget


def keys_of(window: QWidget) -> list[Key]:
    """Every key of the actions and shortcuts of a window, in the order in which they came to it.

    A widget that understands keys of its own says so by `own_keys()`: keys and what they do. A shortcut that
    nothing names is told there.
    """
    found = []
    for action in window.findChildren(QAction):
        where = action.parent()
        if action.shortcuts() and isinstance(where, QWidget):
            found.append(Key(_spelt(action.shortcuts()), plain_text(action.text()), where))
    for shortcut in window.findChildren(QShortcut):
        where = shortcut.parent()
        if isinstance(where, QWidget):
            text = shortcut.whatsThis() or where.accessibleName() or where.windowTitle()
            if text:
                found.append(Key(_spelt([shortcut.key()]), plain_text(text), where))
    for widget in window.findChildren(QWidget):
        told = getattr(widget, "own_keys", None)
        if told is not None:
            found += [Key(keys, text, widget) for keys, text in told()]
    return found


def plain_text(text: str) -> str:
    """What an action is called: without dots, accelerators and what it would be done to."""
    return text.partition("：")[0].rstrip("…").replace("&&", "\0").replace("&", "").replace("\0", "&")


def _spelt(sequences: Iterable[QKeySequence]) -> str:
    return " / ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in sequences)
