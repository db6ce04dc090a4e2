"""The tree of places as a Qt model: building, site and unit types at the top, rooms and parts below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from assessor.assessment.edits import change_place
from assessor.assessment.records import DWELLING_COUNT
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE, PlaceIndex
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.workflow.placing import ROOTS, may_lie_in, move

AnyIndex = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
MIME = "application/x-assessor-place"


class PlaceTreeModel(QAbstractItemModel):
    """Places by number: each place keeps the number it was given first, as the id of its index."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._shape = self._present_shape()
        context.bridge.document_changed.connect(self._on_document_changed)

    # Places ---------------------------------------------------------------------------------------------

    @property
    def _index(self) -> PlaceIndex:
        return self._session.evaluation.snapshot.index

    def _children(self, place: str | None) -> Sequence[str]:
        index = self._index
        if place is None:
            return (BUILDING, SITE, *index.unit_types)
        if place == BUILDING:
            return [
                one for one in index.children[BUILDING] if one != SITE and index.places[one].kind != UNIT_TYPE
            ]
        return index.children[place]

    def _parent(self, place: str) -> str | None:
        shown = self._index.places[place]
        return None if place in ROOTS or shown.kind == UNIT_TYPE else shown.parent

    def _number(self, place: str) -> int:
        if place not in self._numbers:
            self._numbers[place] = len(self._ids)
            self._ids.append(place)
        return self._numbers[place]

    def place(self, index: AnyIndex) -> str | None:
        """The place of an index; None for the invalid one."""
        return self._ids[index.internalId()] if index.isValid() else None

    def index_of(self, place: str) -> QModelIndex:
        """The index of a place; invalid where there is no such place."""
        if place not in self._index.places:
            return QModelIndex()
        return self.createIndex(
            list(self._children(self._parent(place))).index(place), 0, self._number(place)
        )

    def _present_shape(self) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        waiting: list[str] = list(reversed(self._children(None)))
        while waiting:
            current = waiting.pop()
            found.append((current, self._parent(current)))
            waiting.extend(reversed(self._children(current)))
        return found

    def _on_document_changed(self, change: Change) -> None:
        if not change.places:
            return
        shape = self._present_shape()
        if shape != self._shape:
            # Places are few and change seldom; the view keeps what is open and chosen.
            self.beginResetModel()
            self._shape = shape
            self.endResetModel()
            return
        for key in change.outcome.keys:
            if key.tag == "place" and (index := self.index_of(key.place)).isValid():
                self.dataChanged.emit(index, index)

    # Qt -------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Index of a place."""
        if column != 0 or row < 0 or parent.column() > 0:
            return QModelIndex()
        children = self._children(self.place(parent))
        return self.createIndex(row, 0, self._number(children[row])) if row < len(children) else QModelIndex()

    def parent(self, child: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The place around."""
        place = self.place(child)
        around = None if place is None or place not in self._index.places else self._parent(place)
        return QModelIndex() if around is None else self.index_of(around)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Places in a place."""
        if parent.column() > 0:
            return 0
        place = self.place(parent)
        return len(self._children(place)) if place is None or place in self._index.places else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The name."""
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, kind and what is said of a place."""
        place_id = self.place(index)
        if place_id is None or place_id not in self._index.places:
            return None
        place = self._index.places[place_id]
        if role == PLACE_ROLE:
            return place_id
        if role == Qt.ItemDataRole.EditRole:
            return place.name
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(place_id)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(f"{self._wording.place(self._index, place_id)}\n{self._kind(place_id)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._shown(place_id)} {self._kind(place_id)}"
        return None

    def _kind(self, place: str) -> str:
        return self._wording.kind(self._index.places[place].kind)

    def _shown(self, place: str) -> str:
        if place == BUILDING:
            return self.tr("建物・共用部")
        name = self._wording.place(self._index, place)
        shown = self._index.places[place]
        if shown.kind == UNIT_TYPE:
            count = self._session.state.measurements.get(place, {}).get(DWELLING_COUNT)
            dwellings = self.tr("　%s戸") % count.value if count is not None else ""
            return f"{name}{dwellings}" + ("" if shown.applied else self.tr("（申請しない）"))
        return name

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Renames a place."""
        place = self.place(index)
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or place is None or not name:
            return False
        if place not in self._session.state.places or name == self._index.places[place].name:
            return False
        return self._bridge.push(change_place(self._session.state, place, name=name), initiator=self)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Places are renamed and dragged, building and site are not."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        place = self.place(index)
        if place is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        if self._session.read_only:
            return base
        base |= Qt.ItemFlag.ItemIsDropEnabled
        if place not in ROOTS:
            base |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return base

    # Dragging -------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        """Places are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only places of this window."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged place by its id."""
        data = QMimeData()
        places = [place for index in indexes if (place := self.place(index)) is not None]
        data.setData(MIME, "\n".join(places).encode())
        return data

    def _dragged(self, data: QMimeData) -> str | None:
        place = bytes(data.data(MIME).data()).decode().split("\n")[0] if data.hasFormat(MIME) else ""
        return place if place in self._session.state.places else None

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        """Only where the kind may lie, and never into itself."""
        del action, row, column
        place, target = self._dragged(data), self._drop_parent(data, parent)
        if place is None or target is None or place in self._index.chains[target]:
            return False
        kinds = self._index.places
        return may_lie_in(self._session.edition, kinds[place].kind, kinds[target].kind)

    def _drop_parent(self, data: QMimeData, parent: AnyIndex) -> str | None:
        """The place dropped into; between the unit types that is the building."""
        target = self.place(parent)
        place = self._dragged(data)
        if target is None and place is not None and self._index.places[place].kind == UNIT_TYPE:
            return BUILDING
        return target

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        """Moves the place; the rows follow from the change, so the view removes nothing itself."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        place, target = self._dragged(data), self._drop_parent(data, parent)
        assert place is not None
        assert target is not None
        children = self._children(self.place(parent))
        before = children[row] if 0 <= row < len(children) else None
        self._bridge.push(move(self._session.state, self._index, place, target, before), initiator=self)
        return False
