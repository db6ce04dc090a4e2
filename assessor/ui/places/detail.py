"""What stands behind the current cell: how it is measured, where the value comes from, which rows need it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit, Measurement
from assessor.assessment.records import MeasurementKey
from assessor.criteria import Quantity
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.painting import TextBlock
from assessor.ui.places.cells import Cell
from assessor.ui.places.grid_model import GridModel
from assessor.ui.places.sketch import Sketch

ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class DetailPanel(QWidget):
    """Details of one measurement."""

    row_asked = Signal(str)
    """A row that reads the quantity."""

    def __init__(
        self,
        context: UiContext,
        model: GridModel,
        chosen: Callable[[], list[tuple[str, str]]],
        parent: QWidget | None = None,
    ) -> None:
        """Builds the panel.

        Args:
            context: the window's.
            model: the grid's.
            chosen: gives place and quantity of the cells that are chosen: a drawing is named at all of them.
            parent: owner.
        """
        super().__init__(parent)
        self._chosen = chosen
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._model = model
        self._pair: tuple[str, str] | None = None
        px = context.theme.px
        self.title = plain_label(name="section", wraps=True)
        self.help = TextBlock(context.theme)
        self.state = plain_label(name="caption", wraps=True)
        self.sketch = Sketch(context)
        self.drawing = QLineEdit()
        self.drawing.setPlaceholderText(self.tr("A-12"))
        self.drawing.setAccessibleName(self.tr("図面番号"))
        self.drawing.setToolTip(self.tr("複数の欄を選んでいるときは、値のある欄のすべてに付けます"))
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("備考"))
        self.source = plain_label(name="caption", wraps=True)
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("この値を使う項目"))
        self.rows.setToolTip(self.tr("ダブルクリック（Enter）で項目を開きます"))
        left = QVBoxLayout()
        left.setSpacing(px(2))
        for part in (self.title, self.help, self.state):
            left.addWidget(part)
        left.addStretch(1)
        form = QFormLayout()
        form.setSpacing(px(4))
        form.addRow(self._label(self.tr("図面番号"), self.drawing), self.drawing)
        form.addRow(self._label(self.tr("備考"), self.note), self.note)
        form.addRow(self.source)
        right = QVBoxLayout()
        right.setSpacing(px(2))
        right.addWidget(plain_label(self.tr("この値を使う項目"), name="section"))
        right.addWidget(self.rows)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(16))
        layout.addWidget(self.sketch)
        layout.addLayout(left, 4)
        layout.addLayout(form, 3)
        layout.addLayout(right, 3)
        self.drawing.editingFinished.connect(self._on_edited)
        self.note.editingFinished.connect(self._on_edited)
        self.rows.itemActivated.connect(self._on_activated)
        context.bridge.document_changed.connect(self._on_document_changed)

    def _label(self, text: str, buddy: QWidget) -> QWidget:
        label = plain_label(text, name="caption")
        label.setBuddy(buddy)
        return label

    def show_cell(self, cell: Cell | None) -> None:
        """Shows what stands behind a cell."""
        self._pair = None if cell is None else (cell.place, cell.code)
        self.setEnabled(cell is not None)
        if cell is None:
            for part in (self.title, self.help, self.state, self.source, self.drawing, self.note):
                part.setText("")
            self.rows.clear()
            self.sketch.show_quantity(None)
            return
        quantity = self._session.edition.quantities[cell.code]
        index = self._model.reader.index
        name = self._wording.quantity_and_basis(cell.code)
        self.title.setText(f"{self._wording.place_path(index, cell.place)}　{name}")
        self.help.setText(self._help(quantity))
        self.state.setText(self._state(quantity, cell))
        self.sketch.show_quantity(quantity)
        own = self._own()
        for field, text in ((self.drawing, own and own.drawing), (self.note, own and own.note)):
            field.setEnabled(own is not None and not self._session.read_only)
            if field.text() != (text or ""):
                field.setText(text or "")
        self.source.setText("" if own is None else self._source(own))
        self._list_rows(cell)

    def _help(self, quantity: Quantity) -> str:
        parts = [
            self.tr("読み取る図面：%s") % self._wording.word(f"drawing.{quantity.drawing}"),
            "" if quantity.help is None else quantity.help.in_language(self._wording.language),
        ]
        if quantity.options:
            names = (option.name.in_language(self._wording.language) for option in quantity.options)
            parts.append("　".join(f"{number} {name}" for number, name in enumerate(names, 1)))
        elif quantity.type == "flag":
            parts.append(self.tr("Y はい　N いいえ"))
        parts.append(self.tr('〃 または " で、上と同じ値'))
        return "\n".join(filter(None, parts))

    def _state(self, quantity: Quantity, cell: Cell) -> str:
        shown = self._wording.value(quantity, cell.value) if cell.value is not None else cell.shown
        said = self._model.texts.state_text(cell)
        text = "　".join(filter(None, (shown, said)))
        if cell.is_odd and quantity.plausible is not None:
            low, high = (self._wording.value(quantity, one) for one in quantity.plausible)
            text += self.tr("　！ ふつうは %(low)s〜%(high)s") % {"low": low, "high": high}
        return text

    def _source(self, own: Measurement) -> str:
        origins = {
            "typed": self.tr("手入力"),
            "imported": self.tr("取り込み"),
            "plan": self.tr("図面上で計測"),
        }
        return "　".join(filter(None, (origins[own.origin], _moment(own.at), own.by)))

    def _list_rows(self, cell: Cell) -> None:
        kind = self._model.reader.index.places[cell.place].kind
        ask = self._model.reader.needed.at(kind).get(cell.code)
        rows = ask.rows if ask is not None else self._rows_of(cell.code)
        shown = [self.rows.item(number).data(ROW_ROLE) for number in range(self.rows.count())]
        if shown == list(rows):
            return
        self.rows.clear()
        for row_id in rows:
            row = self._session.edition.rows[row_id]
            item = QListWidgetItem(f"{row_id}　{self._wording.title(row)}")
            item.setData(ROW_ROLE, row_id)
            self.rows.addItem(item)

    def _rows_of(self, code: str) -> tuple[str, ...]:
        """Rows that read a quantity anywhere, for a default entered further out."""
        asks = self._model.reader.needed.asks.values()
        found = {row for by_code in asks if code in by_code for row in by_code[code].rows}
        return tuple(row for row in self._session.edition.rows if row in found)

    def _own(self) -> Measurement | None:
        if self._pair is None:
            return None
        return self._session.state.measurements.get(self._pair[0], {}).get(self._pair[1])

    def _on_edited(self) -> None:
        own = self._own()
        if own is None or self._pair is None:
            return
        drawing, note = self.drawing.text().strip(), self.note.text().strip()
        state = self._session.state
        fresh = {self._pair: replace(own, drawing=drawing, note=note)}
        if drawing != own.drawing:
            for place, code in self._chosen():
                other = state.measurements.get(place, {}).get(code)
                if other is not None and (place, code) != self._pair:
                    fresh[place, code] = replace(other, drawing=drawing)
        sets = tuple(
            (MeasurementKey(place, code), record)
            for (place, code), record in fresh.items()
            if record != state.measurements[place][code]
        )
        if sets:
            self._bridge.push(Edit(sets, "details"), initiator=self)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.row_asked.emit(item.data(ROW_ROLE))

    def _on_document_changed(self, change: Change) -> None:
        if self._pair is None or change.initiator is self:
            return
        place, code = self._pair
        if place in self._model.reader.index.places:
            self.show_cell(self._model.reader.cell(place, code))
        else:
            self.show_cell(None)


def _moment(at: str) -> str:
    """A kept moment in the reader's time, to the minute."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
    except ValueError:
        return at
