"""What every part of the window is handed: nothing is reachable from everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from assessor.store import JournalRow
from assessor.ui.bridge import Bridge
from assessor.ui.theme import Theme
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class UiContext:
    """What there is to work with.

    Attributes:
        bridge: to the document.
        wording: words of its edition.
        theme: colours and sizes.
        journal: gives all edits of the document, oldest first; None where there is no document around it.
    """

    bridge: Bridge
    wording: Wording
    theme: Theme
    journal: Callable[[], Sequence[JournalRow]] | None = None


def plain_label(text: str = "", *, name: str = "", wraps: bool = False) -> QLabel:
    """A label that shows text as it is, whatever a file put into it.

    Args:
        text: what to show.
        name: object name, for the style sheet (`heading`, `section`, `caption`).
        wraps: whether long text goes on in the next line.
    """
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setObjectName(name)
    label.setWordWrap(wraps)
    return label


def plain_tool_tip(text: str) -> str:
    """A tool tip that shows text as it is: Qt would otherwise guess whether it is markup."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""
