"""What can be entered for a row: conditions to confirm and quantities to measure, each at its places."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from assessor.assessment.edits import join
from assessor.assessment.records import AttestationKey, Key, MeasurementKey
from assessor.evaluation.snapshot import BUILDING
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.fields import Entry, Field, Group, RowFields, entry
from assessor.ui.models.cells import NAME_ROLE, OPEN_ROLE, VALUE, Cell, cell_flags, cell_text
from assessor.ui.models.entering import Entering
from assessor.ui.models.line_texts import LineTexts
from assessor.ui.models.two_levels import AnyIndex, TwoLevelModel


class InputModel(TwoLevelModel):
    """Headings (internal id 0) and their places (internal id: heading plus one)."""

    questioned = Signal(str, object)
    """An implausible value was entered: quantity code and field."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._texts = LineTexts(context)
        self._entering = Entering(context.bridge, context.wording, self, self.questioned.emit)
        self._row: str | None = None
        self._groups: list[Group] = []
        self._fields: RowFields | None = None
        self._cells: dict[tuple[int, int], tuple[tuple[Entry, ...], Cell]] = {}
        self._names: dict[tuple[int, int], str] = {}
        context.bridge.document_changed.connect(self._on_document_changed)

    @property
    def row_id(self) -> str | None:
        """The row shown."""
        return self._row

    def show(self, row_id: str | None) -> None:
        """Shows what can be entered for a row, the missing first."""
        self.beginResetModel()
        self._row = row_id
        self._fields = None if row_id is None else RowFields(self._session, row_id)
        self._groups = [] if self._fields is None else self._fields.groups()
        self._cells, self._names = {}, {}
        self.endResetModel()

    def _on_document_changed(self, change: Change) -> None:
        # The row is worked out anew whenever something it looks at changed; otherwise no field differs.
        if self._row is None or not (self._row in change.outcome.rows or change.places):
            return
        if change.places:
            self._names = {}
        self._follow()
        touched = None if change.places else _touched(change.outcome.keys, self._row)
        for (group, place), (known, cell) in list(self._cells.items()):
            if touched is not None and (
                not self._is_touched(touched, group, place) or self._known(group, place) == known
            ):
                continue
            del self._cells[group, place]
            index = self.createIndex(group, 0, 0) if place < 0 else self.createIndex(place, 0, group + 1)
            if self.cell(index) != cell:
                self.dataChanged.emit(index, index.siblingAtColumn(VALUE))

    def _is_touched(self, touched: "_Touched", position: int, place: int) -> bool:
        """Whether an edit may have changed a line: a value counts at its place and at all places in it."""
        group = self._groups[position]
        if group.kind == "measure" and self._session.edition.quantities[group.code].derive is not None:
            return True
        where = touched.get((group.kind, group.code))
        if where is None:
            return False
        chains = self._session.evaluation.snapshot.index.chains
        places = group.places if place < 0 else (group.places[place],)
        return any(not where.isdisjoint(chains.get(one, (one,))) for one in places)

    def _known(self, position: int, place: int) -> tuple[Entry, ...]:
        """What a line rests on: one entry, or those of all places for their heading."""
        assert self._row is not None
        group = self._groups[position]
        places = group.places if place < 0 else (group.places[place],)
        return tuple([entry(self._session, self._row, Field(group.kind, group.code, one)) for one in places])

    def _follow(self) -> None:
        """Takes over new fields; what is already listed keeps its order, so that nothing jumps."""
        assert self._fields is not None
        fresh = {(group.kind, group.code): group for group in self._fields.groups()}
        kept = [fresh.pop((old.kind, old.code)) for old in self._groups if (old.kind, old.code) in fresh]
        following = [*kept, *fresh.values()]
        if [(one.code, one.places) for one in following] == [(one.code, one.places) for one in self._groups]:
            self._groups = following
            return
        self.beginResetModel()
        self._groups = following
        self._cells, self._names = {}, {}
        self.endResetModel()

    # Fields ---------------------------------------------------------------------------------------------

    def field(self, index: AnyIndex) -> Field | None:
        """The field of a line: of a heading with one place that place, of a heading with several None."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            group = self._groups[index.row()]
            return Field(group.kind, group.code, group.places[0]) if len(group.places) == 1 else None
        group = self._groups[index.internalId() - 1]
        return Field(group.kind, group.code, group.places[index.row()])

    def index_of(self, field: Field) -> QModelIndex:
        """Index of the value of a field."""
        for position, group in enumerate(self._groups):
            if (group.kind, group.code) == (field.kind, field.code) and field.place in group.places:
                if len(group.places) == 1:
                    return self.index(position, VALUE)
                return self.index(group.places.index(field.place), VALUE, self.index(position, 0))
        return QModelIndex()

    def next_open(self, after: Field | None = None) -> Field | None:
        """The next field without a value, after a field or from the top; open headings first."""
        assert self._row is not None
        fields = [
            Field(group.kind, group.code, place)
            for group in self._groups
            if group.is_open
            for place in group.places
        ]
        start = fields.index(after) + 1 if after in fields else 0
        for field in [*fields[start:], *fields[:start]]:
            if field != after and entry(self._session, self._row, field).value is None:
                return field
        return None

    def next_empty(self, after: Field | None) -> Field | None:
        """The next field without a value: one the verdict waits for; once it is known, what follows below."""
        assert self._row is not None
        if any(group.is_open for group in self._groups):
            return self.next_open(after)
        fields = [Field(group.kind, group.code, place) for group in self._groups for place in group.places]
        below = fields[fields.index(after) + 1 :] if after in fields else []
        return next((one for one in below if entry(self._session, self._row, one).value is None), None)

    def heading_to_answer(self, field: Field) -> QModelIndex | None:
        """The heading of a question that was answered for no place: one key answers it for all."""
        for position, group in enumerate(self._groups):
            if (group.kind, group.code) == (field.kind, field.code) and len(group.places) > 1:
                index = self.index(position, VALUE)
                nothing = all(one.value is None for one in self._known(position, -1))
                return index if nothing and self.cell(index).kind == "switch" else None
        return None

    def set_truth(self, index: AnyIndex, truth: bool | None) -> bool:
        """Answers a condition or a yes/no quantity; on a heading with several places, for all of them."""
        if self._row is None or not index.isValid():
            return False
        field = self.field(index)
        if field is not None:
            return self._entering.take_edit(self._entering.answer(self._row, field, truth))
        group = self._groups[index.row()]
        if group.kind == "measure":
            fields = [Field(group.kind, group.code, place) for place in group.places]
            answers = (self._entering.answer(self._row, one, truth) for one in fields)
            return self._entering.take_edit(join(answers, "measure"))
        # One answer at the building holds everywhere; answers of single places would stand before it.
        edits = [
            self._entering.answer(self._row, Field("attest", group.code, place), None)
            for place in self._answered(group.code)
            if place != BUILDING
        ]
        edits.append(self._entering.answer(self._row, Field("attest", group.code, BUILDING), truth))
        return self._entering.take_edit(join(edits, "attest"))

    def _answered(self, key: str) -> list[str]:
        assert self._row is not None
        return list(self._session.state.attestations.get(self._row, {}).get(key, {}))

    def set_typed(self, field: Field, typed: str) -> bool:
        """Takes a typed value; an unreadable one is announced and changes nothing."""
        return self._entering.take_typed(field, typed)

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Headings, or places where there are several."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != 0 or parent.column() != 0:
            return 0
        places = len(self._groups[parent.row()].places)
        return places if places > 1 else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """Name and value."""
        return 2

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Values that are typed or chosen are editable; switches are pressed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return cell_flags(self.cell(index), index.column(), read_only=self._session.read_only)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles, for screen readers."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("入力する項目"), self.tr("値"))[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line as a whole, its texts, the text an editor starts with."""
        if not index.isValid():
            return None
        if role == NAME_ROLE:
            return self._name(index)
        if role == OPEN_ROLE:
            return index.internalId() == 0 and self._groups[index.row()].is_open
        if role == Qt.ItemDataRole.EditRole:
            field = self.field(index)
            return None if field is None or field.kind == "attest" else self._entering.edit_text(field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._texts.tool_tip(self.cell(index))
        return cell_text(self.cell(index), index.column(), role, self._wording)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what an editor gives."""
        field = self.field(index)
        if role != Qt.ItemDataRole.EditRole or field is None or field.kind == "attest":
            return False
        return self.set_typed(field, str(value))

    def cell(self, index: AnyIndex) -> Cell:
        """A line as it is shown; made once until something it shows changes."""
        is_heading = index.internalId() == 0
        place = (index.row(), -1) if is_heading else (index.internalId() - 1, index.row())
        found = self._cells.get(place)
        if found is None:
            found = self._known(*place), self._cell(index, is_heading=is_heading)
            self._cells[place] = found
        return found[1]

    def _cell(self, index: AnyIndex, *, is_heading: bool) -> Cell:
        assert self._row is not None
        name, field = self._name(index), self.field(index)
        if field is None:
            return self._texts.line_of_many(self._row, self._groups[index.row()], name)
        return self._texts.line(self._row, field, name, is_heading=is_heading)

    def _name(self, index: AnyIndex) -> str:
        """Name of a line; made once."""
        is_heading = index.internalId() == 0
        line = (index.row(), -1) if is_heading else (index.internalId() - 1, index.row())
        name = self._names.get(line)
        if name is None:
            assert self._row is not None
            group = self._groups[line[0]]
            texts = self._texts
            name = texts.heading(self._row, group) if is_heading else texts.place(group.places[line[1]])
            self._names[line] = name
        return name


_Touched = dict[tuple[str, str], set[str]]


def _touched(keys: Iterable[Key], row: str) -> _Touched:
    """Places at which an edit changed a quantity, or an answer to a condition of the row."""
    found: _Touched = {}
    for key in keys:
        match key:
            case MeasurementKey(place=place, quantity=code):
                found.setdefault(("measure", code), set()).add(place)
            case AttestationKey(row=of_row, key=code, place=place) if of_row == row:
                found.setdefault(("attest", code), set()).add(place)
    return found
