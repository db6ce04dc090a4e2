"""The walk on the left: pages and tables, each with how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.models.rows import AnyIndex

STEP_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the walk.

    Attributes:
        key: name of the page; `table:2-1` for a table, `tables` for all of them.
        number: as shown in front; empty for a table.
        title: what it is called.
        done, total: rows that are decided, of all; total 0 where nothing is counted. A decision to check
            again is one, as in the tallies.
        failing: required rows that do not conform.
        attention: things on the page that ask to be looked at; of a table, its decisions to check again.
    """

    key: str
    number: str
    title: str
    done: int = 0
    total: int = 0
    failing: int = 0
    attention: int = 0


class StepCounter(QObject):
    """Counts what asks to be looked at on a page.

    Attributes:
        count: as it stands now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0


class StepModel(QAbstractListModel):
    """Steps in the order of work; counts come from the tallies."""

    def __init__(
        self,
        context: UiContext,
        pages: Sequence[tuple[str, str, int]],
        parent: QObject | None = None,
        *,
        counters: Mapping[str, StepCounter] | None = None,
    ) -> None:
        """Lists pages and tables.

        Args:
            context: the window's.
            pages: key, title and order of each page; those below order 50 stand before the tables.
            parent: owner.
            counters: what counts, by the key of its page.
        """
        super().__init__(parent)
        self._context = context
        self._counters = dict(counters or {})
        self._pages = sorted(pages, key=lambda page: page[2])
        self._steps: list[Step] = []
        self._steps = self._build()
        context.bridge.document_changed.connect(self._on_document_changed)
        for counter in self._counters.values():
            counter.changed.connect(self._refresh)

    def _build(self) -> list[Step]:
        session, wording = self._context.bridge.session, self._context.wording
        counts: dict[str, tuple[int, int, int, int]] = {}
        for row_id, result in session.evaluation.rows.items():
            row = session.edition.rows[row_id]
            done, total, failing, again = counts.get(row.table, (0, 0, 0, 0))
            decided = result.verdict != "undetermined"
            level = session.edition.level(row, session.evaluation.snapshot.category)
            fails = result.verdict == "not_conforming" and level == "required"
            counts[row.table] = (done + decided, total + 1, failing + fails, again + result.recheck)
        steps: list[Step] = []
        before = [(key, title) for key, title, order in self._pages if order < 50]
        steps.extend(self._page(key, place, title) for place, (key, title) in enumerate(before, 1))
        number = len(before) + 1
        sums = tuple(map(sum, zip(*counts.values(), strict=True))) if counts else (0, 0, 0, 0)
        steps.append(Step("tables", str(number), self.tr("すべての表"), *sums))
        steps.extend(
            Step(f"table:{table.code}", "", wording.table(table.code), *counts[table.code])
            for table in session.edition.tables
            if table.code in counts
        )
        after = [(key, title) for key, title, order in self._pages if order >= 50]
        steps.extend(self._page(key, number + place, title) for place, (key, title) in enumerate(after, 1))
        return steps

    def _page(self, key: str, number: int, title: str) -> Step:
        counter = self._counters.get(key)
        return Step(key, str(number), title, attention=0 if counter is None else counter.count)

    def row_of(self, key: str) -> int:
        """Position of a step; -1 when there is none."""
        return next((row for row, step in enumerate(self._steps) if step.key == key), -1)

    def step(self, row: int) -> Step:
        """The step at a position."""
        return self._steps[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of steps."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The step, its texts."""
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        if role == STEP_ROLE:
            return step
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [step.number, step.title, f"{step.done}/{step.total}" if step.total else ""]
            if step.attention:
                parts.append(self.tr("確かめること %s件") % step.attention)
            return " ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(self._tool_tip(step))
        return None

    def _tool_tip(self, step: Step) -> str:
        tables = self._context.bridge.session.edition.tables
        name = next((one.name for one in tables if step.key == f"table:{one.code}"), None)
        if name is None:
            return step.title
        return f"{step.title} {name.in_language(self._context.wording.language)}"

    def _on_document_changed(self, change: Change) -> None:
        # Most edits leave every verdict as it is.
        if change.case or change.verdicts:
            self._refresh()

    def _refresh(self) -> None:
        fresh = self._build()
        if [step.key for step in fresh] != [step.key for step in self._steps]:
            self.beginResetModel()
            self._steps = fresh
            self.endResetModel()
            return
        before, self._steps = self._steps, fresh
        for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))
