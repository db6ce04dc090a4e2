"""The tree behind "why?": each condition of a row with its truth, value, limit, margin and place."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from assessor.criteria.nodes import AllOf, Case, ForEach, If, Measure, Unless
from assessor.evaluation import PlaceIndex, State, Trace
from assessor.ui.context import UiContext
from assessor.ui.models.rows import AnyIndex
from assessor.workflow.insight import Margin, margin_of

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TraceView:
    """The texts of one condition.

    Attributes:
        state: code of its truth.
        mark: its symbol.
        title: what is asked, with the place where it differs from the one around.
        value: value against limit as it came out.
        detail: margin, recommendation, reason.
        is_test: says only whether something is asked (a case, an excuse); nothing fails by it.
        margin: the distance to the limit, drawn as a bar.
    """

    state: str
    mark: str
    title: str
    value: str
    detail: str
    is_test: bool
    margin: Margin | None = None


@dataclass(slots=True)
class _Item:
    trace: Trace
    parent: "_Item | None"
    row: int
    number: int
    role: str = ""
    children: "list[_Item] | None" = field(default=None)


class TraceModel(QAbstractItemModel):
    """Answers from the traces of one row; parts are looked at only when a view opens them."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._row: str | None = None
        self._items: list[_Item] = []
        self._roots: list[_Item] = []
        self._names_of: PlaceIndex | None = None

    @property
    def row_id(self) -> str | None:
        """The row shown."""
        return self._row

    def show(self, row_id: str | None) -> bool:
        """Shows a row, or its new results; gives whether the tree was built anew (False: same shape)."""
        traces = self._traces(row_id)
        index = self._session.evaluation.snapshot.index
        if row_id == self._row and self._same_shape(traces):
            self._take(self._roots, traces, places_renamed=self._names_of is not index)
            self._names_of = index
            return False
        self._names_of = index
        self.beginResetModel()
        self._row = row_id
        self._items = []
        self._roots = [self._item(trace, None, position) for position, trace in enumerate(traces)]
        self.endResetModel()
        return True

    def _traces(self, row_id: str | None) -> list[Trace]:
        result = None if row_id is None else self._session.evaluation.rows.get(row_id)
        if result is None:
            return []
        return list(result.scopes)

    def _item(self, trace: Trace, parent: _Item | None, row: int, role: str = "") -> _Item:
        item = _Item(trace, parent, row, len(self._items), role)
        self._items.append(item)
        return item

    def _children(self, item: _Item) -> list[_Item]:
        if item.children is None:
            item.children = [
                self._item(part, item, position, role)
                for position, (part, role) in enumerate(_parts(item.trace))
            ]
        return item.children

    def _same_shape(self, traces: list[Trace]) -> bool:
        return len(traces) == len(self._roots) and all(
            _alike(item, trace) for item, trace in zip(self._roots, traces, strict=True)
        )

    def _take(self, items: list[_Item], traces: list[Trace], *, places_renamed: bool) -> None:
        for item, trace in zip(items, traces, strict=True):
            old = item.trace
            if old is trace and not places_renamed:
                continue
            item.trace = trace
            if places_renamed or _looks(old) != _looks(trace):
                index = self.createIndex(item.row, 0, item.number)
                self.dataChanged.emit(index, index)
            if item.children is not None:
                self._take(item.children, [part for part, _ in _parts(trace)], places_renamed=places_renamed)

    def deciding_path(self) -> list[QModelIndex]:
        """Indexes to open so that the conditions that decide are seen."""
        found: list[QModelIndex] = []
        result = None if self._row is None else self._session.evaluation.rows.get(self._row)
        scope = None if result is None else result.deciding_scope
        for item in self._roots:
            if len(self._roots) == 1 or item.trace is scope:
                self._open(item, found)
        return found

    def _open(self, item: _Item, found: list[QModelIndex], depth: int = 0) -> None:
        children = self._children(item)
        if not children or depth > 8:
            return
        found.append(self.createIndex(item.row, 0, item.number))
        same = [child for child in children if child.trace.state is item.trace.state]
        # Of many places the first that decides is opened; of few conditions all are.
        several = isinstance(item.trace.node, ForEach) and len(children) > 1
        for child in (same or children)[:1] if several else children:
            self._open(child, found, depth + 1)

    def trace(self, index: AnyIndex) -> Trace | None:
        """The trace at an index."""
        return self._items[index.internalId()].trace if index.isValid() else None

    # Qt -------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Index of a condition."""
        siblings = self._children(self._items[parent.internalId()]) if parent.isValid() else self._roots
        if not (0 <= row < len(siblings)) or column != 0:
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row].number)

    def parent(self, child: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Index of the condition around."""
        if not child.isValid():
            return QModelIndex()
        around = self._items[child.internalId()].parent
        return QModelIndex() if around is None else self.createIndex(around.row, 0, around.number)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Parts of a condition."""
        if not parent.isValid():
            return len(self._roots)
        return len(self._children(self._items[parent.internalId()]))

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        """Whether there are parts, without making them."""
        if not parent.isValid():
            return bool(self._roots)
        return bool(_parts(self._items[parent.internalId()].trace))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """One."""
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts of a condition."""
        if not index.isValid():
            return None
        item = self._items[index.internalId()]
        if role == ENTRY_ROLE:
            return self._view(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            view = self._view(item)
            state = self._wording.state(item.trace.state)
            return " ".join(part for part in (view.mark, view.title, view.value, view.detail, state) if part)
        return None

    def _view(self, item: _Item) -> TraceView:
        wording, trace = self._wording, item.trace
        index = self._session.evaluation.snapshot.index
        node = trace.node
        title = wording.node(node)
        around = item.parent.trace.place if item.parent is not None else None
        if item.role:
            title = wording.word(f"role.{item.role}") + title
        if trace.place != around:
            place = wording.place_path(index, trace.place)
            plain = isinstance(node, AllOf) and node.label is None
            title = place if plain and item.parent is not None else f"{place}{wording.word('colon')}{title}"
        value, details = "", []
        if isinstance(node, Measure):
            quantity = self._session.edition.quantities[node.measure]
            value = wording.value(quantity, trace.value)
            details.append(wording.margin(trace))
            details.append(wording.recommended(trace))
            if trace.value is not None and trace.value_place is None and trace.margin is not None:
                details.append(wording.word("derived"))
            if trace.counted:
                details.append(wording.counted(self._session.evaluation.snapshot, trace))
        if trace.value_place is not None and trace.value_place != trace.place:
            details.append(wording.word("from_place", place=wording.place_path(index, trace.value_place)))
        if trace.reason not in ("attested", "does_not_apply") or trace.state is not State.TRUE:
            details.append(wording.reason(trace))
        return TraceView(
            trace.state.value,
            wording.state_mark(trace.state),
            title,
            value,
            wording.joined(*details),
            is_test=_is_test(item),
            margin=None if _is_test(item) else margin_of(trace),
        )


def _looks(trace: Trace) -> tuple[object, ...]:
    """Everything of a trace that its line shows."""
    return (
        trace.state,
        trace.value,
        trace.value_place,
        trace.margin,
        trace.recommended,
        trace.reason,
        trace.cases,
        trace.counted,
    )


def _is_test(item: _Item) -> bool:
    return item.role in ("if", "excuse") or (item.parent is not None and _is_test(item.parent))


def _parts(trace: Trace) -> list[tuple[Trace, str]]:
    """The parts to show below a condition, each with its part in it."""
    parts = trace.parts
    if trace.reason == "by_cases" and len(parts) == 1:
        return _parts(parts[0])
    roles: tuple[str, ...]
    match trace.node:
        case If() | Case():
            roles = ("if", "then")
        case Unless() as node:
            roles = (*("excuse",) * len(node.unless), "then")
        case _:
            roles = ("",) * len(parts)
    return list(zip(parts, roles, strict=False))


def _alike(item: _Item, trace: Trace) -> bool:
    """Whether a new trace fits where the old one stood, as far as it has been looked at."""
    old = item.trace
    if old is trace:
        return True
    if old.place != trace.place or type(old.node) is not type(trace.node) or old.node is not trace.node:
        # Narrowed loops build their node once per program, so identity holds across evaluations.
        return False
    new_parts, old_parts = _parts(trace), _parts(old)
    if len(new_parts) != len(old_parts):
        return False
    if item.children is None:
        return True
    return all(_alike(child, part) for child, (part, _) in zip(item.children, new_parts, strict=True))
