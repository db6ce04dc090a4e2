"""The dialog "既定値": one value for all places that have none of their own, for example all inner doors."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.evaluation import BUILDING
from assessor.ui.banner import Banner
from assessor.ui.context import UiContext, plain_label, plain_tool_tip
from assessor.ui.models.rows import folded
from assessor.workflow.defaults import Default, defaults, scopes
from assessor.workflow.entry import entry_text, parse_entry
from assessor.workflow.needed import needed
from assessor.workflow.pasting import values_edit

AnyIndex = QModelIndex | QPersistentModelIndex
NAME, VALUE, USE = range(3)


class DefaultsModel(QAbstractTableModel):
    """Quantities with their default at one place."""

    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._asked = needed(self._session.edition, self._session.state.case.category)
        self._scope, self._query = BUILDING, ""
        self._lines: list[Default] = []
        self.show(BUILDING, "")
        self._bridge.document_changed.connect(self._on_document_changed)

    def show(self, scope: str, query: str) -> None:
        """Chooses the place and the text that names must hold."""
        self.beginResetModel()
        self._scope, self._query = scope, folded(query).strip()
        self._lines = self._listed()
        self.endResetModel()

    def _listed(self) -> list[Default]:
        if self._scope not in self._session.evaluation.snapshot.index.places:
            return []
        found = defaults(self._session, self._asked, self._scope)
        return [one for one in found if self._query in folded(self._wording.quantity(one.code))]

    def line(self, row: int) -> Default:
        """The default at a position."""
        return self._lines[row]

    def row_of(self, code: str) -> int:
        """Position of a quantity; -1 where it is not listed."""
        return next((row for row, one in enumerate(self._lines) if one.code == code), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Quantities listed."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Name, value, use."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("寸法・仕様"), self.tr("既定値"), self.tr("使われる場所"))[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The value is edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == VALUE and not self._session.read_only:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts."""
        if not index.isValid():
            return None
        one = self._lines[index.row()]
        quantity = self._session.edition.quantities[one.code]
        if role == Qt.ItemDataRole.EditRole and index.column() == VALUE:
            return "" if one.value is None else entry_text(quantity, one.value, self._wording.language)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            match index.column():
                case 0:
                    return self._wording.quantity_and_basis(one.code)
                case 1:
                    return self._wording.value(quantity, one.value)
                case _:
                    return self._use(one)
        if role == Qt.ItemDataRole.ToolTipRole and quantity.options:
            names = (option.name.in_language(self._wording.language) for option in quantity.options)
            return plain_tool_tip("\n".join(names))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == VALUE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _use(self, one: Default) -> str:
        use = self.tr("%sか所") % one.served
        return use + (self.tr("（ほか %sか所には個別の値）") % one.own if one.own else "")

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Sets or, with an empty text, takes away a default."""
        if role != Qt.ItemDataRole.EditRole or index.column() != VALUE:
            return False
        one = self._lines[index.row()]
        quantity = self._session.edition.quantities[one.code]
        try:
            parsed = parse_entry(quantity, str(value), self._wording.language)
        except UserError as problem:
            self.refused.emit(problem)
            return False
        if parsed == one.value:
            return True
        at = datetime.now(UTC).isoformat(timespec="seconds")
        values = {(self._scope, one.code): parsed}
        edit = values_edit(self._session.state, values, "default", at=at, by=self._bridge.user)
        return self._bridge.push(edit)

    def _on_document_changed(self) -> None:
        fresh = self._listed()
        if [one.code for one in fresh] != [one.code for one in self._lines]:
            self.beginResetModel()
            self._lines = fresh
            self.endResetModel()
            return
        before, self._lines = self._lines, fresh
        for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, VALUE), self.index(row, USE))


class DefaultsDialog(QDialog):
    """Defaults at the building or at a unit type; each entry counts at once and can be undone."""

    def __init__(self, context: UiContext, scope: str = BUILDING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, session = context.theme.px, context.bridge.session
        self.setWindowTitle(self.tr("既定値"))
        self.model = DefaultsModel(context, self)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("既定値の範囲"))
        index = session.evaluation.snapshot.index
        for place in scopes(session):
            name = self.tr("建物全体") if place == BUILDING else context.wording.place(index, place)
            self.scope.addItem(name, place)
        self.query = QLineEdit()
        self.query.setPlaceholderText(self.tr("名前で絞り込む（例：出入口）"))
        self.query.setAccessibleName(self.tr("名前で絞り込む"))
        self.query.setClearButtonEnabled(True)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("既定値の一覧"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(px(26))
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((VALUE, 140), (USE, 240)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, px(width))
        self.banner = Banner(context)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self.scope)
        top.addWidget(self.query, 1)
        hint = plain_label(
            self.tr(
                "個別の値がない場所に使われます。入力の表では斜体で示し、既定値のままであることが分かります。"
                "空にすると既定値はなくなります。"
            ),
            name="caption",
            wraps=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(8))
        layout.addLayout(top)
        for part in (hint, self.banner):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        self.resize(px(760), px(520))
        self.scope.activated.connect(self._on_view)
        self.query.textChanged.connect(self._on_view)
        self.model.refused.connect(self._on_refused)
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))
        self._on_view()

    def _on_view(self) -> None:
        self.model.show(self.scope.currentData(), self.query.text())

    def _on_refused(self, problem: UserError) -> None:
        self.banner.show_error(problem)
