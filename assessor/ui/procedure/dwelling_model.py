"""The dwellings applied for as an editable table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from assessor.assessment.procedure import area_of, sorted_dwellings, unit_type_of
from assessor.assessment.records import Dwelling
from assessor.errors import EditError
from assessor.evaluation import UNIT_TYPE
from assessor.evaluation.requirements import Fulfilment
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.procedure.live_eligibility import live_eligibility
from assessor.workflow.dwelling_entry import area_number, plain_number
from assessor.workflow.dwellings import change_dwelling
from assessor.workflow.eligibility import admissions
from assessor.workflow.procedure_wording import ProcedureWording

AnyIndex = QModelIndex | QPersistentModelIndex
FIELDS = ("number", "floor", "unit_type", "area", "admission", "note")
COLORS = {"met": "good", "not_met": "bad", "undetermined": "warn"}
MARKS = {"met": "conforming", "not_met": "not_conforming", "undetermined": "undetermined"}


class DwellingModel(QAbstractTableModel):
    """One line per dwelling, in the order of the list."""

    refused = Signal(object)
    """What was typed cannot be taken: the error."""

    def __init__(self, context: UiContext, words: ProcedureWording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._words = words
        self._rows: list[tuple[str, Dwelling]] = []
        self._texts: list[tuple[str, ...]] = []
        self._admitted: dict[str, Fulfilment] = {}
        self._titles = {
            **{name: words.label(f"dwellings.column.{name}") for name in FIELDS if name != "admission"},
            "admission": self.tr("要件"),
        }

    @property
    def keys(self) -> list[str]:
        """Ids of the dwellings, in order."""
        return [key for key, _ in self._rows]

    def unit_types(self) -> list[tuple[str, str]]:
        """Unit types as id and name, in order."""
        places = self._bridge.session.state.places
        found = [(code, one) for code, one in places.items() if one.kind == UNIT_TYPE]
        return [(code, one.name) for code, one in sorted(found, key=lambda item: item[1].order)]

    def answers(self) -> list[str]:
        """Every answer there can be, as it is shown."""
        return [self._answer(found) for found in COLORS]

    def _answer(self, found: str) -> str:
        return f"{self._words.mark(MARKS[found])} {self._words.label(f'fulfilment.{found}')}"

    def refresh(self) -> None:
        """Reads the list; where the same dwellings stand in it, only what they say changes."""
        session = self._bridge.session
        admitted = {
            one.dwelling: one.fulfilment
            for one in admissions(live_eligibility(self._bridge).now())
            if one.dwelling is not None
        }
        fresh = sorted_dwellings(session.state)
        if [key for key, _ in fresh] != self.keys:
            self.beginResetModel()
            self._rows, self._admitted = fresh, admitted
            self._texts = [self._line(key, one) for key, one in fresh]
            self.endResetModel()
            return
        before, self._rows, self._admitted = self._texts, fresh, admitted
        self._texts = [self._line(key, one) for key, one in fresh]
        for row, (old, new) in enumerate(zip(before, self._texts, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))

    def _line(self, key: str, one: Dwelling) -> tuple[str, ...]:
        state = self._bridge.session.state
        unit, area = unit_type_of(state, one), area_of(state, one)
        found = self._admitted.get(key)
        answer = "" if found is None else self._answer(found)
        name = "" if unit is None else state.places[unit].name
        return (one.number, one.floor, name, "" if area is None else f"{area:f}", answer, one.note)

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Dwellings."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The same everywhere."""
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles above; nothing at the side."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[FIELDS[section]]
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything but the answer can be changed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if FIELDS[index.column()] != "admission" and not self._bridge.session.read_only:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; an area that is that of the unit type is told apart."""
        if not index.isValid():
            return None
        _, one = self._rows[index.row()]
        field = FIELDS[index.column()]
        shown = self._texts[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return shown
            case Qt.ItemDataRole.EditRole:
                if field == "unit_type":
                    return one.unit_type
                return "" if field == "area" and one.area is None else shown
            case Qt.ItemDataRole.ToolTipRole:
                if field == "area" and one.area is None and shown:
                    return plain_tool_tip(
                        self.tr("住戸タイプの専有面積です。住戸ごとに違うときは入力してください。")
                    )
                return plain_tool_tip(shown)
            case Qt.ItemDataRole.TextAlignmentRole if field == "area":
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(index.row(), field)
        return None

    def _color(self, row: int, field: str) -> QColor | None:
        key, one = self._rows[row]
        tokens = self._context.theme.tokens
        if field == "admission" and key in self._admitted:
            return tokens.color(COLORS[self._admitted[key]])
        return tokens.color("soft") if field == "area" and one.area is None else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed becomes an edit."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        key, one = self._rows[index.row()]
        field, typed = FIELDS[index.column()], str(value or "").strip()
        fresh: Any = typed
        if field == "number":
            fresh = plain_number(typed)
        elif field == "area":
            fresh = area_number(typed) if typed else None
            if typed and fresh is None:
                error = EditError("dwelling_area", number=one.number, value=typed)
                self.refused.emit(error)
                return False
        if fresh == getattr(one, field):
            return True
        edit = change_dwelling(self._bridge.session.state, key, **{field: fresh})
        return self._bridge.push(edit)
