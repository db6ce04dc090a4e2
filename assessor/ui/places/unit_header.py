"""The head of the page: what place is shown, and what is said of a unit type as a whole."""

from datetime import UTC, datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assessor.assessment import Edit, PlaceRecord
from assessor.assessment.edits import change_place
from assessor.assessment.records import DWELLING_COUNT, PlaceKey
from assessor.errors import UserError
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.workflow.entry import entry_text, parse_entry
from assessor.workflow.pasting import values_edit


class UnitHeader(QWidget):
    """Name, number of dwellings, whether applied for, whether all parts are listed, and comparison."""

    copy_asked = Signal()
    compare_asked = Signal(object)
    """The unit type to compare with; None for none."""
    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._place = BUILDING
        px = context.theme.px
        self.title = plain_label(name="heading")
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("タイプの名前"))
        self.name.setMaximumWidth(px(150))
        self.dwellings = QLineEdit()
        self.dwellings.setAccessibleName(self.tr("このタイプの戸数"))
        self.dwellings.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.dwellings.setMaximumWidth(px(64))
        self.dwellings_label = plain_label(self.tr("戸数"), name="caption")
        self.dwellings_label.setBuddy(self.dwellings)
        self.applied = QCheckBox(self.tr("申請する"))
        self.complete = QCheckBox(self.tr("部位はすべて入力した"))
        self.complete_hint = plain_label(name="caption")
        self.copy = QPushButton(self.tr("コピーして新しいタイプ"))
        self.compare = QComboBox()
        self.compare.setAccessibleName(self.tr("比べるタイプ"))
        self.compare.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.compare.setMaximumWidth(px(200))
        flow = FlowLayout(spacing=px(8), margin=0)
        for part in (
            self.title,
            self.name,
            self._pair(),
            self.applied,
            self.complete,
            self.copy,
            self.compare,
        ):
            flow.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(4))
        layout.setSpacing(px(2))
        layout.addLayout(flow)
        layout.addWidget(self.complete_hint)
        self.name.editingFinished.connect(self._on_name)
        self.dwellings.editingFinished.connect(self._on_dwellings)
        self.applied.clicked.connect(self._on_applied)
        self.complete.clicked.connect(self._on_complete)
        self.copy.clicked.connect(self.copy_asked)
        self.compare.activated.connect(self._on_compare)
        context.bridge.document_changed.connect(self._on_document_changed)

    @property
    def place(self) -> str:
        """The place shown."""
        return self._place

    def _pair(self) -> QWidget:
        pair = QWidget()
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.dwellings_label)
        layout.addWidget(self.dwellings)
        self.dwellings_pair = pair
        return pair

    def show_place(self, place: str, compared: str | None) -> None:
        """Shows what is said of a place."""
        self._place = place
        index = self._session.evaluation.snapshot.index
        if place not in index.places:
            return
        kind = index.places[place].kind
        is_unit = kind == UNIT_TYPE
        if place == BUILDING:
            self.title.setText(self.tr("建物・共用部"))
        elif is_unit:
            self.title.setText(self._wording.kind(kind))
        else:
            self.title.setText(self._wording.place_path(index, place))
        for part in (self.name, self.dwellings_pair, self.applied, self.copy, self.compare):
            part.setVisible(is_unit)
        self.compare.setVisible(is_unit and len(index.unit_types) > 1)
        is_whole = is_unit or place in (BUILDING, SITE)
        self.complete.setVisible(is_whole)
        self.complete_hint.setVisible(is_whole)
        for part in (self.name, self.dwellings, self.applied, self.complete, self.copy):
            part.setEnabled(not self._session.read_only)
        record = index.places[place]
        if self.name.text() != record.name:
            self.name.setText(record.name)
        self.dwellings.setText(self._own_dwellings())
        with QSignalBlocker(self.applied), QSignalBlocker(self.complete):
            self.applied.setChecked(record.applied)
            self.complete.setChecked(self._is_listed(place))
        self.complete_hint.setText(self._hint(record.complete))
        self.complete.setAccessibleDescription(self.complete_hint.text())
        self._list_types(place, compared)

    def _is_listed(self, place: str) -> bool:
        """What the verdicts go by, whether somebody said so or not."""
        index = self._session.evaluation.snapshot.index
        if place == BUILDING:
            return index.is_listed_apart_from_site()
        return index.is_listed(place, index.places[place].kind)

    def _hint(self, complete: bool | None) -> str:
        if complete is None:
            return self.tr("自動：部位が一つでもあれば、書いていない部位は「ない」とみなします。")
        if complete:
            return self.tr("書いていない部位は「ない」とみなします（非対象になります）。")
        return self.tr("まだ途中：書いていない部位は「分からない」まま、未判定にします。")

    def _own_dwellings(self) -> str:
        quantity = self._session.edition.quantities.get(DWELLING_COUNT)
        own = self._session.state.measurements.get(self._place, {}).get(DWELLING_COUNT)
        return "" if own is None or quantity is None else entry_text(quantity, own.value)

    def _list_types(self, place: str, compared: str | None) -> None:
        index = self._session.evaluation.snapshot.index
        with QSignalBlocker(self.compare):
            self.compare.clear()
            self.compare.addItem(self.tr("比べない"), None)
            for unit in index.unit_types:
                if unit != place:
                    self.compare.addItem(self.tr("%s と比べる") % self._wording.place(index, unit), unit)
            self.compare.setCurrentIndex(max(self.compare.findData(compared), 0))

    def _on_document_changed(self, change: Change) -> None:
        own = any(getattr(key, "place", None) == self._place for key in change.outcome.keys)
        if change.places or own:
            self.show_place(self._place, self.compare.currentData())

    def _on_name(self) -> None:
        name = self.name.text().strip()
        record = self._session.state.places.get(self._place)
        if record is None or not name or name == record.name:
            self.name.setText(record.name if record is not None else "")
            return
        self._bridge.push(change_place(self._session.state, self._place, name=name), initiator=self)

    def _on_dwellings(self) -> None:
        quantity = self._session.edition.quantities.get(DWELLING_COUNT)
        typed = self.dwellings.text()
        if quantity is None or typed == self._own_dwellings():
            return
        try:
            value = parse_entry(quantity, typed, self._wording.language)
        except UserError as problem:
            self.dwellings.setText(self._own_dwellings())
            self.refused.emit(problem)
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        values = {(self._place, DWELLING_COUNT): value}
        self._bridge.push(values_edit(self._session.state, values, "measure", at=at, by=self._bridge.user))

    def _on_applied(self, checked: bool) -> None:
        self._bridge.push(change_place(self._session.state, self._place, applied=checked))

    def _on_complete(self, checked: bool) -> None:
        state, place = self._session.state, self._place
        if place in state.places:
            self._bridge.push(change_place(state, place, complete=checked))
            return
        # Building and site are there even where no record says so.
        record = PlaceRecord(place, "", None if place == BUILDING else BUILDING, complete=checked)
        self._bridge.push(Edit(((PlaceKey(place), record),), "change_place"))

    def _on_compare(self, _position: int) -> None:
        self.compare_asked.emit(self.compare.currentData())
