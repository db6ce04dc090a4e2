"""The grid of places and quantities as a Qt model; it answers from the session and holds no values."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assessor.assessment.records import MeasuredValue
from assessor.criteria import Quantity
from assessor.errors import UserError
from assessor.evaluation import BUILDING, UNIT_TYPE
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.places.cells import STOPS, Cell, CellReader
from assessor.ui.places.grid_texts import GridTexts, View
from assessor.workflow.entry import parse_entry
from assessor.workflow.pasting import values_edit
from assessor.workflow.placing import compare

AnyIndex = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
HEADER_ROLE = Qt.ItemDataRole.UserRole + 2


class GridModel(QAbstractTableModel):
    """Places by quantities (or the other way round)."""

    refused = Signal(object)
    """An entry was not taken: the error."""
    counted = Signal()
    """How many cells are open may have changed."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self.reader = CellReader(self._session, context.wording)
        self.texts = GridTexts(context, self.reader, self)
        self._view = View()
        self._places: list[str] = []
        self._codes: list[str] = []
        self.drawing = ""
        """Number of the drawing that values are read from now; it goes with each value entered."""
        self._is_active = True
        self._is_stale = False
        self._places, self._codes = self._wanted()
        context.bridge.document_changed.connect(self._on_document_changed)

    # What is shown --------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What is shown."""
        return self._view

    @property
    def places(self) -> Sequence[str]:
        """Places shown, in order."""
        return self._places

    @property
    def codes(self) -> Sequence[str]:
        """Quantities shown, in order."""
        return self._codes

    def show(self, view: View) -> None:
        """Shows another part of the document."""
        self.beginResetModel()
        self._view = view
        self._rebuild()
        self.endResetModel()
        self.counted.emit()

    def set_active(self, active: bool) -> None:
        """While the page is hidden, changes are only noted."""
        self._is_active = active
        if active and self._is_stale:
            self._is_stale = False
            self.show(self._view)

    def _rebuild(self) -> None:
        self.reader.forget()
        index = self.reader.index
        if self._view.root not in index.places:
            self._view = View()
        compared = self._view.compared
        self.reader.comparison = (
            compare(index, self._view.root, compared)
            if compared is not None and compared in index.places
            else None
        )
        self._places, self._codes = self._wanted()

    def _wanted(self) -> tuple[list[str], list[str]]:
        """Places and quantities of the present view."""
        reader, view = self.reader, self._view
        listed = reader.column_places(view.root)
        kind_of = {place: reader.index.places[place].kind for place in listed}
        counted = [place for place in listed if view.kind is None or reader.index.is_a(place, view.kind)]
        codes = reader.needed.columns({kind_of[place] for place in counted}, view.drawing)
        if not view.everything:
            stopping = {
                code
                for place in counted
                for code in reader.needed.at(kind_of[place])
                if reader.is_shown(place, code)
            }
            codes = tuple(code for code in codes if code in stopping)
        with_values = [
            place
            for place in counted
            if any(reader.is_carried(place, code) for code in codes) or place == view.root
        ]
        kept = set(with_values)
        if view.kind is None:
            for place in with_values:
                kept.update(reader.index.chains[place])
        else:
            # A default for all places of the kind is entered at the unit type or the building.
            kept.update(one for one in listed[:1] if kind_of[one] in (BUILDING, UNIT_TYPE))
        return [place for place in listed if place in kept], list(codes)

    def kinds(self) -> list[str]:
        """Kinds of place in the view at which something is asked for, in order of appearance."""
        reader = self.reader
        found = dict.fromkeys(
            reader.index.places[place].kind for place in reader.column_places(self._view.root)
        )
        return [kind for kind in found if reader.needed.at(kind)]

    def drawings(self) -> tuple[str, ...]:
        """Drawings from which something is asked for in the view."""
        return self.reader.needed.drawings(self.kinds())

    def open_count(self) -> tuple[int, int]:
        """Open cells of the grid, and all at which Tab and Enter stop."""
        shown = set(self._codes)
        states = [
            self.reader.cell(place, code).state
            for place in self._places
            for code in self.reader.needed.at(self.reader.index.places[place].kind)
            if code in shown
        ]
        return states.count("open"), sum(1 for state in states if state in STOPS)

    def open_by_kind(self) -> dict[str, int]:
        """Open cells per kind of place in the whole view, whatever the filters hide."""
        reader = self.reader
        found: dict[str, int] = {}
        for place in reader.column_places(self._view.root):
            kind = reader.index.places[place].kind
            codes = reader.needed.at(kind)
            found[kind] = found.get(kind, 0) + sum(
                1 for code in codes if reader.cell(place, code).state == "open"
            )
        return found

    # Cells ----------------------------------------------------------------------------------------------

    def pair(self, index: AnyIndex) -> tuple[str, str]:
        """Place and quantity of an index."""
        down, across = index.row(), index.column()
        if self._view.transposed:
            down, across = across, down
        return self._places[down], self._codes[across]

    def cell(self, index: AnyIndex) -> Cell:
        """The cell of an index."""
        return self.reader.cell(*self.pair(index))

    def quantity(self, index: AnyIndex) -> Quantity:
        """The quantity of an index."""
        return self._session.edition.quantities[self.pair(index)[1]]

    def index_of(self, place: str, code: str) -> QModelIndex:
        """Index of a place and a quantity; invalid where they are not shown."""
        if place not in self._places or code not in self._codes:
            return QModelIndex()
        down, across = self._places.index(place), self._codes.index(code)
        return self.index(across, down) if self._view.transposed else self.index(down, across)

    def is_editable(self, index: AnyIndex) -> bool:
        """Whether a value may be entered."""
        return index.isValid() and self.cell(index).state != "none" and not self._session.read_only

    def is_stop(self, index: AnyIndex) -> bool:
        """Whether Tab and Enter stop here."""
        return self.cell(index).state in STOPS

    # Entering -------------------------------------------------------------------------------------------

    def entered_before(self, index: AnyIndex) -> MeasuredValue | None:
        """What was entered for the quantity at the last place before this one that has a value of its own."""
        place, code = self.pair(index)
        for earlier in reversed(self._places[: self._places.index(place)]):
            value = self._own(earlier, code)
            if value is not None and self.reader.is_carried(earlier, code):
                return value
        return None

    def enter(self, index: AnyIndex, typed: str) -> bool:
        """Takes a typed text; an unreadable one is announced and changes nothing."""
        place, code = self.pair(index)
        try:
            value = parse_entry(self._session.edition.quantities[code], typed, self._wording.language)
        except UserError as problem:
            self.refused.emit(problem)
            return False
        return self.set_values({(place, code): value}, "measure")

    def set_values(self, values: Mapping[tuple[str, str], MeasuredValue | None], label: str) -> bool:
        """Enters or clears values as one step; what is so already stays as it is."""
        fresh = {
            (place, code): value for (place, code), value in values.items() if self._own(place, code) != value
        }
        if not fresh:
            return True
        at = datetime.now(UTC).isoformat(timespec="seconds")
        edit = values_edit(
            self._session.state, fresh, label, at=at, by=self._bridge.user, drawing=self.drawing
        )
        return self._bridge.push(edit, initiator=self)

    def _own(self, place: str, code: str) -> MeasuredValue | None:
        found = self._session.state.measurements.get(place, {}).get(code)
        return None if found is None else found.value

    # Changes --------------------------------------------------------------------------------------------

    def _on_document_changed(self, change: Change) -> None:
        if not self._is_active:
            self._is_stale = True
            return
        if change.places or change.case:
            self.show(self._view)
            return
        entered = [(key.place, key.quantity) for key in change.outcome.keys if key.tag == "measurement"]
        before = self.reader.renew(entered)
        self._grow()
        changed = [pair for pair, cell in before.items() if self.reader.cell(*pair) != cell]
        shown = [index for pair in changed if (index := self.index_of(*pair)).isValid()]
        for index in shown:
            self.dataChanged.emit(index, index)
        self.counted.emit()

    def _grow(self) -> None:
        """Adds quantities that are asked for only now; none goes away while one is typing."""
        wanted = [code for code in self._wanted()[1] if code not in self._codes]
        if not wanted:
            return
        order = self.reader.needed.columns({self.reader.index.places[one].kind for one in self._places})
        rank = {one: number for number, one in enumerate(order)}
        for code in wanted:
            at = sum(1 for one in self._codes if rank.get(one, -1) < rank.get(code, len(rank)))
            if self._view.transposed:
                self.beginInsertRows(QModelIndex(), at, at)
            else:
                self.beginInsertColumns(QModelIndex(), at, at)
            self._codes.insert(at, code)
            if self._view.transposed:
                self.endInsertRows()
            else:
                self.endInsertColumns()

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Places (or quantities)."""
        if parent.isValid():
            return 0
        return len(self._codes if self._view.transposed else self._places)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Quantities (or places)."""
        if parent.isValid():
            return 0
        return len(self._places if self._view.transposed else self._codes)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Hatched cells can be looked at but not edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else base

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, its text, the text to edit, and what is said of it."""
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).shown
        if role == Qt.ItemDataRole.EditRole:
            return self.reader.edit_text(*self.pair(index))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = self.quantity(index).type in {"number", "count", "list"}
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(self.texts.tool_tip(self.cell(index)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(index)
            value = self._wording.value(self.quantity(index), cell.value) or cell.shown
            return f"{value or self.texts.state_text(cell)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.texts.tool_tip(self.cell(index))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a typed text."""
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(index):
            return False
        return self.enter(index, str(value))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of places and quantities."""
        across = orientation is Qt.Orientation.Horizontal
        if not 0 <= section < (self.columnCount() if across else self.rowCount()):
            return None
        shown = (
            self.texts.place_header(self._places[section], self._view.root)
            if across is self._view.transposed
            else self.texts.quantity_header(self._codes, section)
        )
        if role == HEADER_ROLE:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"{shown.title} {shown.note}".strip() if across is not self._view.transposed else shown.title
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(f"{shown.title}\n{shown.note}")
        return None
