"""Quantities of one place (the building, the site) as a list to fill in."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from assessor.assessment.checks import is_plausible
from assessor.assessment.records import MeasurementKey
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.fields import Entry, Field, entry
from assessor.ui.models.cells import NAME_ROLE, VALUE, Cell, cell_flags, cell_kind, cell_text
from assessor.ui.models.entering import Entering
from assessor.ui.models.rows import AnyIndex


class QuantityModel(QAbstractTableModel):
    """Name and value of every quantity that the places given carry."""

    questioned = Signal(str, object)

    def __init__(self, context: UiContext, places: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._entering = Entering(context.bridge, context.wording, self, self.questioned.emit)
        used = {code for row in self._session.edition.rows for code in self._session.evaluator.reads(row)}
        self._fields = [
            Field("measure", quantity.code, place)
            for place in places
            for quantity in self._session.edition.quantities.values()
            if place in quantity.kinds and quantity.code in used
        ]
        self._cells: dict[int, tuple[Entry, Cell]] = {}
        context.bridge.document_changed.connect(self._on_document_changed)

    def field(self, index: AnyIndex) -> Field | None:
        """The field of a line."""
        return self._fields[index.row()] if index.isValid() else None

    def set_truth(self, index: AnyIndex, truth: bool | None) -> bool:
        """Answers a yes/no quantity."""
        return self._entering.take_edit(self._entering.answer("", self._fields[index.row()], truth))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of quantities."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Name and value."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("建物・敷地の項目"), self.tr("値"))[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Values that are typed or chosen are editable; switches are pressed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return cell_flags(self.cell(index), index.column(), read_only=self._session.read_only)

    def cell(self, index: AnyIndex) -> Cell:
        """A line as it is shown; made once per value."""
        row = index.row()
        field = self._fields[row]
        found = entry(self._session, "", field)
        kept = self._cells.get(row)
        if kept is None or kept[0] != found:
            kept = self._cells[row] = found, self._cell(field, found)
        return kept[1]

    def _cell(self, field: Field, found: Entry) -> Cell:
        quantity = self._session.edition.quantities[field.code]
        own = found.where == field.place
        return Cell(
            kind=cell_kind(quantity),
            name=self._wording.quantity_and_basis(field.code),
            value=self._wording.value(quantity, found.value),
            truth=found.value if isinstance(found.value, bool) else None,
            is_own=own,
            is_heading=True,
            is_odd=own and not is_plausible(quantity, found.value),
            quantity=quantity,
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line as a whole, its texts, the text an editor starts with."""
        if not index.isValid():
            return None
        if role == NAME_ROLE:
            return self._wording.quantity_and_basis(self._fields[index.row()].code)
        if role == Qt.ItemDataRole.EditRole:
            return self._entering.edit_text(self._fields[index.row()])
        cell = self.cell(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            about = None if cell.quantity is None or cell.quantity.help is None else cell.quantity.help
            parts = [cell.name] if about is None else [cell.name, about.in_language(self._wording.language)]
            return plain_tool_tip("\n".join(parts))
        return cell_text(cell, index.column(), role, self._wording)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what an editor gives; an unreadable value is announced and changes nothing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self._entering.take_typed(self._fields[index.row()], str(value))

    def _on_document_changed(self, change: Change) -> None:
        # A derived quantity (dwellings to be certified) may follow any measurement.
        if self._fields and any(isinstance(key, MeasurementKey) for key in change.outcome.keys):
            self.dataChanged.emit(self.index(0, VALUE), self.index(len(self._fields) - 1, VALUE))
