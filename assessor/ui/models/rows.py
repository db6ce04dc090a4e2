"""The rows of the tables, grouped by item, filtered by table, state and search."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assessor.assessment.review_edits import findings_of
from assessor.criteria import Row
from assessor.evaluation import PlaceIndex, RowResult
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.models.review_marks import REVIEW_FILTERS, marked_rows, passes_review, review_mark
from assessor.ui.models.two_levels import TwoLevelModel
from assessor.workflow.insight import Margin, margin_of

AnyIndex = QModelIndex | QPersistentModelIndex
NUMBER, TITLE, LEVEL, IMPORTANCE, DIFFICULTY, DECIDING, VERDICT, EXAMINED = range(8)
COLUMNS = 8
VIEW_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ID_ROLE = Qt.ItemDataRole.UserRole + 2
TITLE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The title alone: heights depend on it, and it needs no verdict to be worded."""
MARK_ROLE = Qt.ItemDataRole.UserRole + 4
"""What a review says of the row."""
_ROW_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
FILTERS = ("all", "undetermined", "not_conforming", "recheck")


@dataclass(frozen=True, slots=True)
class RowView:
    """The texts of one row as they are shown now."""

    id: str
    number: str
    title: str
    level: str
    level_text: str
    importance: str
    difficulty: str
    deciding: str
    shown: str
    chip: str
    is_person: bool
    disagrees: bool
    margin: Margin | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    table: str
    label: str
    rows: tuple[str, ...]


def shown_verdict(result: RowResult) -> str:
    """The verdict as the window shows it: one to check again is called so, and counts as what it is."""
    return "recheck" if result.recheck else result.verdict


def is_open(result: RowResult) -> bool:
    """Whether the row asks for something: undetermined, or a decision to check again."""
    return result.recheck or result.verdict == "undetermined"


def folded(text: str) -> str:
    """Text as the search compares it: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def _differing(before: RowView, after: RowView) -> tuple[int, int]:
    """First and last column that look different; an empty range where none does."""
    if before == after:
        return 0, -1
    alike = replace(before, deciding=after.deciding, margin=after.margin) == after
    if alike:
        return DECIDING, DECIDING
    result = {"shown", "chip", "is_person", "disagrees"}
    others = [name for name in RowView.__slots__ if name not in result and name not in ("deciding", "margin")]
    if any(getattr(before, name) != getattr(after, name) for name in others):
        return 0, COLUMNS - 1
    return (
        VERDICT if (before.deciding, before.margin) == (after.deciding, after.margin) else DECIDING
    ), VERDICT


class RowModel(TwoLevelModel):
    """Two levels: items, and the rows in them.

    A row that no longer fits the filter stays until the filter is set anew, so that nothing jumps.

    Groups have the internal id 0, rows that of their group plus one. Nothing is shown before `set_view`.
    """

    counts_changed = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._table: str | None = None
        self._filter = "all"
        self._query = ""
        self._groups: list[_Group] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._cache: dict[str, tuple[RowResult, PlaceIndex, RowView]] = {}
        self._haystacks: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._is_started = False
        self._category = self._session.evaluation.snapshot.category
        context.bridge.document_changed.connect(self._on_document_changed)

    # What is shown --------------------------------------------------------------------------------------

    @property
    def table(self) -> str | None:
        """The table shown; None for all."""
        return self._table

    @property
    def filter(self) -> str:
        """The filter in force."""
        return self._filter

    @property
    def query(self) -> str:
        """The search text in force."""
        return self._query

    def set_view(
        self, *, table: str | None = None, status: str = "all", query: str = "", force: bool = False
    ) -> None:
        """Chooses the table (None: all), the filter and the search text."""
        wanted = (table, status, folded(query).strip())
        if wanted != (self._table, self._filter, self._query) or force or not self._is_started:
            self._is_started = True
            self.beginResetModel()
            self._table, self._filter, self._query = wanted
            self._rebuild()
            self.endResetModel()

    def _rebuild(self) -> None:
        self._category = self._session.evaluation.snapshot.category
        self._cache.clear()
        by_group: dict[tuple[str, str], list[str]] = {}
        labels: dict[tuple[str, str], str] = {}
        for row_id in self._session.evaluation.rows:
            row = self._session.edition.rows[row_id]
            if self._table is not None and row.table != self._table:
                continue
            if not self._passes(row):
                continue
            key = (row.table, row.item.ja)
            by_group.setdefault(key, []).append(row_id)
            labels.setdefault(key, self._group_label(row))
        self._groups = [_Group(key[0], labels[key], tuple(rows)) for key, rows in by_group.items()]
        self._places = {
            row_id: (group, position)
            for group, one in enumerate(self._groups)
            for position, row_id in enumerate(one.rows)
        }

    def _group_label(self, row: Row) -> str:
        number = self._wording.number_of(row).partition("(")[0].rstrip("abcdefghijklmnopqrstuvwxyz")
        label = f"{number}  {row.item.in_language(self._wording.language)}"
        return label if self._table is not None else f"{self._wording.table(row.table)}  {label}"

    def _passes(self, row: Row) -> bool:
        if self._filter in REVIEW_FILTERS.values() and not passes_review(
            self._session.state, self._filter, row.id
        ):
            return False
        if not self.fits(row.id, self._filter):
            return False
        if not self._query:
            return True
        haystack = self._haystacks.get(row.id)
        if haystack is None:
            language = self._wording.language
            parts = (
                row.id,
                row.item.in_language(language),
                row.title.in_language(language),
                row.text.in_language(language),
            )
            haystack = self._haystacks[row.id] = folded("\n".join(parts))
        return all(word in haystack for word in self._query.split())

    def fits(self, row_id: str, status: str) -> bool:
        """Whether a row belongs to what a filter shows."""
        if status == "all":
            return True
        if status in REVIEW_FILTERS.values():
            return passes_review(self._session.state, status, row_id)
        result = self._session.evaluation.rows[row_id]
        return result.recheck if status == "recheck" else result.verdict == status

    def count(self, status: str) -> int:
        """Rows of the whole category that a filter would show."""
        results = self._session.evaluation.rows
        if status in ("undetermined", "not_conforming"):  # counted with every edit that changes a verdict
            return sum([result.verdict == status for result in results.values()])
        return sum([self.fits(row, status) for row in results])

    @property
    def shown_rows(self) -> list[str]:
        """Ids of the rows shown, in order."""
        return [row_id for group in self._groups for row_id in group.rows]

    def index_of(self, row_id: str, column: int = 0) -> QModelIndex:
        """Index of a row; invalid when it is not shown."""
        where = self._places.get(row_id)
        return QModelIndex() if where is None else self.createIndex(where[1], column, where[0] + 1)

    def row_id(self, index: AnyIndex) -> str | None:
        """Id of the row at an index; None for items and elsewhere."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._groups[index.internalId() - 1].rows[index.row()]

    def _title(self, row_id: str) -> str:
        title = self._titles.get(row_id)
        if title is None:
            title = self._titles[row_id] = self._wording.title(self._session.edition.rows[row_id])
        return title

    def view_of(self, row_id: str) -> RowView:
        """The texts of a row; made once per result."""
        evaluation = self._session.evaluation
        result, index = evaluation.rows[row_id], evaluation.snapshot.index
        kept = self._cache.get(row_id)
        if kept is not None and kept[0] is result and kept[1] is index:
            return kept[2]
        row, wording = self._session.edition.rows[row_id], self._wording
        level = self._session.edition.level(row, evaluation.snapshot.category) or "optional"
        shown, leaf = shown_verdict(result), result.deciding_leaf
        view = RowView(
            id=row_id,
            number=wording.number_of(row),
            title=self._title(row_id),
            level=level,
            level_text=wording.level(level),
            importance=row.importance or "",
            difficulty=wording.difficulty(row),
            deciding=wording.deciding(result, index),
            shown=shown,
            chip=f"{wording.mark(shown)} {wording.verdict(shown)}",
            is_person=result.decided_by == "person",
            disagrees=result.disagrees,
            margin=None if leaf is None or result.machine == "not_applicable" else margin_of(leaf),
        )
        self._cache[row_id] = (result, index, view)
        return view

    # Qt -------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Index of a group or of a row in one."""
        # Not `hasIndex`, which would come back here twice for each of thousands of calls.
        if row < 0 or not 0 <= column < COLUMNS or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Groups, or rows of a group."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() == 0 and parent.column() == 0:
            return len(self._groups[parent.row()].rows)
        return 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The same everywhere."""
        return COLUMNS

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Items are headings and cannot be chosen."""
        if not index.isValid() or index.internalId() == 0:
            return Qt.ItemFlag.NoItemFlags
        return _ROW_FLAGS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("番号"),
            self.tr("項目"),
            self.tr("区分"),
            self.tr("重要度"),
            self.tr("難易度"),
            self.tr("決め手"),
            self.tr("判定"),
            self.tr("審査") if self._session.state.is_desk else self.tr("指摘"),
        )[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the row as a whole, and a sentence for screen readers."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            shows = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._groups[index.row()].label if shows and index.column() == 0 else None
        row_id = self._groups[index.internalId() - 1].rows[index.row()]
        if role == ROW_ID_ROLE:
            return row_id
        if role == TITLE_ROLE:
            return self._title(row_id)
        if role == VIEW_ROLE:
            return self.view_of(row_id)
        if role == MARK_ROLE or index.column() == EXAMINED:
            return self._marked(row_id, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(self.view_of(row_id), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(self.view_of(row_id), index.column())
        return None

    def _marked(self, row_id: str, role: int) -> Any:
        mark = review_mark(self._session.state, self._wording, row_id)
        if role == MARK_ROLE:
            return mark
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ToolTipRole and mark.text:
            said = [one.text for one in findings_of(self._session.state, row_id).values() if not one.settled]
            return plain_tool_tip("\n".join([mark.text, *said]))
        return mark.text if role in shown else None

    def _text(self, view: RowView, column: int) -> str:
        match column:
            case 0:
                return view.number
            case 1:
                return view.title
            case 2:
                return view.level_text
            case 3:
                return view.importance
            case 4:
                return view.difficulty
            case 5:
                return view.deciding
            case _:
                marks = (
                    self.tr("人が判断") if view.is_person else "",
                    self.tr("食い違い") if view.disagrees else "",
                )
                return " ".join(part for part in (view.chip, *marks) if part)

    def _tool_tip(self, view: RowView, column: int) -> str | None:
        if column == VERDICT:
            keys = self.tr("Y 適合　N 不適合　X 非対象　Delete 取消")
            return plain_tool_tip(f"{self._text(view, column)}\n{keys}")
        return plain_tool_tip(self._text(view, column)) if column in (TITLE, DECIDING) else None

    def _on_document_changed(self, change: Change) -> None:
        if self._session.evaluation.snapshot.category != self._category:
            self._category = self._session.evaluation.snapshot.category
            if self._is_started:
                self.set_view(table=self._table, status=self._filter, query=self._query, force=True)
            self.counts_changed.emit()
            return
        rows = self._places if change.places or change.case else change.outcome.rows
        for row_id in rows:
            where = self._places.get(row_id)
            if where is None:
                continue
            # What was shown before is compared: most edits of one unit type leave the worst of all as it is.
            before = self._cache.get(row_id)
            first, last = (0, COLUMNS - 1) if before is None else _differing(before[2], self.view_of(row_id))
            if first <= last:
                left = self.createIndex(where[1], first, where[0] + 1)
                self.dataChanged.emit(left, left.siblingAtColumn(last))
        marked = marked_rows(self._session.state, change.outcome)
        for row_id in marked & self._places.keys():
            cell = self.index_of(row_id, EXAMINED)
            self.dataChanged.emit(cell, cell)
        if change.verdicts or marked:
            self.counts_changed.emit()
