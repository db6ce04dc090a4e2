"""What was done to a row: when, who, from what to what. Read from the document when it is opened."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from assessor.assessment.records import NoteKey
from assessor.errors import StoreError
from assessor.store import JournalRow
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.painting import TextBlock
from assessor.workflow.history import RowEvent, event_text, row_events

Journal = Callable[[], Sequence[JournalRow]]
SHOWN = 12
PAUSE_MS = 200


class HistoryBlock(QWidget):
    """A heading that opens, and below it the edits of the row, the newest first.

    The journal of a document may be long, so it is read only while this is open, and after a pause.
    """

    def __init__(self, context: UiContext, journal: Journal, parent: QWidget | None = None) -> None:
        """Builds the block, closed.

        Args:
            context: the window's.
            journal: gives all edits of the document, oldest first.
            parent: owner.
        """
        super().__init__(parent)
        self._context = context
        self._journal = journal
        self._known: Sequence[JournalRow] | None = None
        self._row: str | None = None
        px = context.theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, px(8), 0, 0)
        lines.setSpacing(px(4))
        self.button = QToolButton()
        self.button.setObjectName("fold")
        self.button.setText(self.tr("経過（いつ、だれが、何を）"))
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.toggled.connect(self._on_toggled)
        self.text = TextBlock(context.theme, color="soft")
        self.text.hide()
        lines.addWidget(self.button)
        lines.addWidget(self.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        context.bridge.document_changed.connect(self._on_document_changed)

    def show_row(self, row: str | None) -> None:
        """Shows the edits of a row, where it is open."""
        self._row = row
        if self.button.isChecked():
            self.refresh()

    def refresh(self) -> None:
        """Reads the journal if it has grown, and shows what concerns the row."""
        self._timer.stop()
        if self._row is None or self._row not in self._context.bridge.session.edition.rows:
            self.text.setText("")
            return
        try:
            if self._known is None:
                self._known = self._journal()
        except StoreError as error:
            self._context.bridge.report(error)
            return
        edition = self._context.bridge.session.edition
        events = _joined(row_events(self._known, edition, self._row))
        self.text.setText(
            "\n".join(self._lines(events)) or self.tr("この項目には、まだ何も入力されていません。")
        )

    def _lines(self, events: Sequence[RowEvent]) -> list[str]:
        wording, index = self._context.wording, self._context.bridge.session.evaluation.snapshot.index
        lines: list[str] = []
        head = ""
        for event in list(reversed(events))[:SHOWN]:
            when_who = f"{_local(event.at)}　{event.by or self.tr('（名前なし）')}"
            if when_who != head:
                head = when_who
                lines.append(when_who)
            lines.append(f"　{event_text(wording, index, event)}")
        if len(events) > SHOWN:
            lines.append(self.tr("ほか %s件（古いもの）") % (len(events) - SHOWN))
        return lines

    def _on_toggled(self, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.text.setVisible(is_open)
        if is_open:
            self.refresh()

    def _on_document_changed(self, _change: Change) -> None:
        self._known = None
        if self.button.isChecked():
            self._timer.start()


def _joined(events: Sequence[RowEvent]) -> list[RowEvent]:
    """Letters typed one after the other into the same note count as one edit."""
    found: list[RowEvent] = []
    for event in events:
        last = found[-1] if found else None
        same = last is not None and isinstance(event.key, NoteKey) and last.key == event.key
        if last is not None and same and last.by == event.by and last.after == event.before:
            found[-1] = replace(last, seq=event.seq, at=event.at, after=event.after)
        else:
            found.append(event)
    return found


def _local(at: str) -> str:
    """An ISO 8601 time as the clock on the wall showed it; what is none, as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
