"""The view of the dwellings applied for: edited in place, pasted into, rows taken out with Delete."""

from PySide6.QtCore import QAbstractItemModel, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assessor.ui.context import UiContext
from assessor.ui.painting import LEFT, AnyIndex, Brushwork
from assessor.ui.procedure.dwelling_model import FIELDS, DwellingModel

WIDTHS = {"number": 84, "floor": 48, "unit_type": 120, "area": 104, "admission": 92}


class UnitTypeDelegate(QStyledItemDelegate):
    """The unit type is chosen from those there are."""

    def __init__(self, model: DwellingModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: ARG002
        """A box with the unit types."""
        box = QComboBox(parent)
        box.addItem("", "")
        for code, name in self._model.unit_types():
            box.addItem(name or code, code)
        box.activated.connect(lambda _: self._on_activated(box))
        return box

    def _on_activated(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Starts at the present one."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(self._model.data(index, 2))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Takes the choice over."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class DwellingView(QTableView):
    """The table; text pasted into it is announced."""

    pasted = Signal(str)
    removal_asked = Signal(object)
    """Ids of the dwellings to be taken out."""

    def __init__(self, context: UiContext, model: DwellingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dwellings = model
        px, brush = context.theme.px, Brushwork(context.theme)
        self.setModel(model)
        self.setItemDelegateForColumn(FIELDS.index("unit_type"), UnitTypeDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setObjectName("padded")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(brush.fonts.body_metrics.height() + px(12))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(LEFT)
        header.setStretchLastSection(True)
        for column, name in enumerate(FIELDS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if name in WIDTHS:
                title = str(model.headerData(column, header.orientation()))
                texts = [title, *(model.answers() if name == "admission" else ())]
                widest = max(brush.width(one) for one in texts)
                header.resizeSection(column, max(px(WIDTHS[name]), widest + px(24)))

    def chosen(self) -> list[str]:
        """Ids of the chosen dwellings, in order."""
        keys = self._dwellings.keys
        return [keys[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste and Delete belong to the whole table."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete) and self.chosen():
            self.removal_asked.emit(self.chosen())
        else:
            super().keyPressEvent(event)
