"""The files of an inbox as a table."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from assessor.messages import Language, has_text, text
from assessor.ui.context import plain_tool_tip
from assessor.ui.models.rows import AnyIndex
from assessor.ui.theme import Theme
from assessor.workflow.inbox import InboxEntry

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 2
COLUMNS = (
    "file", "case", "holder", "outcome", "integrity", "result", "round", "differences", "edition", "kind",
    "signed_at",
)  # fmt: skip
NUMBERS = frozenset({"round", "differences"})
_WORDED = frozenset({"outcome", "integrity", "result", "kind"})
_TONES = {
    "agrees": "good",
    "intact": "good",
    "conforming": "good",
    "differs": "bad",
    "changed": "bad",
    "not_conforming": "bad",
}
"""Other words that say whether something is as it should be are a warning."""
_ORDER = {
    "outcome": (
        "changed",
        "differs",
        "unverifiable",
        "not_recomputed",
        "unreadable",
        "unknown_signer",
        "agrees",
    ),
    "integrity": ("changed", "unverifiable", "intact"),
    "result": ("not_conforming", "undecided", "conforming", ""),
}
"""What is to be looked at first stands first."""


class InboxModel(QAbstractTableModel):
    """One line per file, in the order in which they were verified."""

    def __init__(self, theme: Theme, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._folder = Path()
        self._entries: list[InboxEntry] = []

    @property
    def entries(self) -> Sequence[InboxEntry]:
        """The files so far."""
        return self._entries

    def begin(self, folder: Path) -> None:
        """Empties the table for a folder."""
        self.beginResetModel()
        self._folder = folder
        self._entries = []
        self.endResetModel()

    def add(self, entries: Sequence[InboxEntry]) -> None:
        """Appends files."""
        if not entries:
            return
        at = len(self._entries)
        self.beginInsertRows(QModelIndex(), at, at + len(entries) - 1)
        self._entries.extend(entries)
        self.endInsertRows()

    def index_of(self, path: Path) -> QModelIndex:
        """The line of a file; invalid where there is none."""
        for row, entry in enumerate(self._entries):
            if entry.path == path:
                return self.index(row, 0)
        return QModelIndex()

    def words(self, entry: InboxEntry, column: str) -> str:
        """What a cell says."""
        match column:
            case "file":
                return self._name(entry.path)
            case "round":
                return f"R{entry.round}" if entry.round else "—"
            case "differences":
                return str(entry.differences) if entry.result else "—"
            case "signed_at":
                return entry.signed_at[:16].replace("T", " ")
        value = _value(entry, column)
        key = f"inbox.{column}.{value}"
        return text(key, self._language) if column in _WORDED and has_text(key) else value or "—"

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self._folder).as_posix()
        except ValueError:
            return path.name

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of files."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The same everywhere."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return text(f"inbox.column.{COLUMNS[section]}", self._language)
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, colours, what is sorted by."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.words(entry, column)
            case Qt.ItemDataRole.ToolTipRole:
                said = entry.sentences(self._language) if column == "outcome" else []
                return plain_tool_tip("\n".join([self.words(entry, column), *said]))
            case Qt.ItemDataRole.TextAlignmentRole if column in NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(entry, column)
            case _ if role == SORT_ROLE:
                return self._sorted_by(entry, column)
            case _ if role == ENTRY_ROLE:
                return entry
        return None

    def _color(self, entry: InboxEntry, column: str) -> Any:
        if column == "differences" and entry.differences:
            return self._theme.tokens.color("bad")
        value = _value(entry, column)
        if column not in _ORDER or not value:
            return None
        return self._theme.tokens.color(_TONES.get(value, "warn"))

    def _sorted_by(self, entry: InboxEntry, column: str) -> Any:
        if column in NUMBERS:
            return getattr(entry, column)
        if column in _ORDER:
            value, order = _value(entry, column), _ORDER[column]
            return order.index(value) if value in order else len(order)
        return self.words(entry, column).casefold()

    # The theme -------------------------------------------------------------------------------------------

    def repaint(self) -> None:
        """Colours changed."""
        if self._entries:
            last = self.index(len(self._entries) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.ForegroundRole])


def _value(entry: InboxEntry, column: str) -> str:
    """What a column shows as a word."""
    return entry.headline if column == "outcome" else str(getattr(entry, column, ""))


class Feed(QObject):
    """Brings entries from the thread that verifies to the table."""

    arrived = Signal(int, int, object)
    """How many are done, of how many, and the last one."""
    looked = Signal(int, int)
    """How many were looked into for a printed page, of how many."""
