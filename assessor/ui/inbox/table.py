"""The table of an inbox: which files are shown, in which order, how wide the columns are."""

from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from assessor.ui.inbox.model import COLUMNS, ENTRY_ROLE, SORT_ROLE, InboxModel
from assessor.ui.models.rows import folded
from assessor.ui.theme import Theme

Shown = Literal["all", "look", "unknown", "agrees"]
_GROUPS: dict[str, Shown] = {"agrees": "agrees", "unknown_signer": "unknown"}
"""What is in neither is to be looked at."""
WIDTHS = {
    "file": 180,
    "case": 180,
    "holder": 120,
    "outcome": 168,
    "edition": 64,
    "kind": 112,
    "signed_at": 128,
}
_OTHER_WIDTH = 96


class InboxFilter(QSortFilterProxyModel):
    """All files, or those of one group; and of these the ones with all words sought."""

    def __init__(self, model: InboxModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.shown: Shown = "all"
        self._words: list[str] = []
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def set_shown(self, shown: Shown) -> None:
        """Chooses which files are shown."""
        self.shown = shown
        self.invalidate()

    def seek(self, words: str) -> None:
        """Shows only lines that hold every word, in whatever column."""
        self._words = folded(words).split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a line is shown."""
        entry = self._model.entries[row]
        if self.shown not in ("all", _GROUPS.get(entry.headline, "look")):
            return False
        if not self._words:
            return True
        line = folded("\n".join(self._model.words(entry, column) for column in COLUMNS))
        return all(word in line for word in self._words)


class InboxTable(QTableView):
    """The files; Enter or a double click opens one."""

    entry_asked = Signal(object)

    def __init__(self, shown: InboxFilter, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.setModel(shown)
        self.setObjectName("padded")
        self.setAccessibleName(self.tr("受け取ったPDF"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(COLUMNS.index("file"), Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + px(8))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        for at, name in enumerate(COLUMNS):
            title = header.fontMetrics().horizontalAdvance(
                str(shown.headerData(at, Qt.Orientation.Horizontal))
            )
            self.setColumnWidth(at, max(px(WIDTHS.get(name, _OTHER_WIDTH)), title + px(28)))
        header.setStretchLastSection(True)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the verification."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.entry_asked.emit(current.data(ENTRY_ROLE))
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.entry_asked.emit(index.data(ENTRY_ROLE))
