"""The page "住戸と寸法": places at the left, the grid of what is measured, details below."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE
from assessor.messages import explain
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.fields import Field
from assessor.ui.insight.defaults_dialog import DefaultsDialog
from assessor.ui.painting import AnyIndex
from assessor.ui.places.detail import DetailPanel
from assessor.ui.places.grid_model import GridModel
from assessor.ui.places.grid_texts import View
from assessor.ui.places.grid_view import GridView
from assessor.ui.places.tools import GridTools
from assessor.ui.places.tree_model import PlaceTreeModel
from assessor.ui.places.tree_view import PlaceTree
from assessor.ui.places.unit_header import UnitHeader
from assessor.workflow.pasting import Pasted

TREE_WIDTH = 208
DETAIL_HEIGHT = 132
REASONS_SHOWN = 3
COMPACT, COMPACT_HEIGHT = 720, 400
"""Width and height in units of normal text below which parts are shown only on demand."""


class PlacesPage(QWidget):
    """Dwellings, common parts and site: places and measurements."""

    row_asked = Signal(str)
    """A row is to be opened in its table."""
    questioned = Signal(str, object)
    """An implausible value was entered: quantity and field."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._starts: dict[str, str | None] = {}
        self._is_compact = False
        self._turned_by_hand = False
        self.model = GridModel(context, self)
        self.grid = GridView(context, self.model)
        self.tree_model = PlaceTreeModel(context, self)
        self.tree = PlaceTree(context, self.tree_model)
        self.header = UnitHeader(context)
        self.detail = DetailPanel(context, self.model, self.grid.chosen_pairs)
        self.banner = Banner(context)
        self._build()
        self._connect()
        units = self._session.evaluation.snapshot.index.unit_types
        self.tree.choose(units[0] if units else BUILDING)
        for root in (BUILDING, SITE):
            self.tree.expand(self.tree_model.index_of(root))

    # Building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._context.theme.px
        self.tree_side = QWidget()
        left = QVBoxLayout(self.tree_side)
        left.setContentsMargins(0, px(8), 0, 0)
        left.setSpacing(px(4))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(8), 0, px(8), 0)
        self.add_button = QToolButton()
        self.add_button.setText(self.tr("＋ 追加"))
        self.add_button.setToolTip(
            self.tr("場所や住戸タイプを追加します（Insert）。F9で場所と表を行き来します")
        )
        self.add_button.setMenu(self.tree.add_menu)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        left.addLayout(buttons)
        self.tree_hint = plain_label(name="caption", wraps=True)
        self.tree_hint.setText(self.tr("住戸タイプを追加してください（Insert）。"))
        self.tree_hint.setContentsMargins(px(8), 0, px(8), px(4))
        left.addWidget(self.tree_hint)
        left.addWidget(self.tree, 1)
        center = QWidget()
        middle = QVBoxLayout(center)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.header)
        self.tools = GridTools(self._context)
        middle.addWidget(self.tools)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self._empty_state())
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(self.stack)
        self.halves.addWidget(self.detail)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setSizes([px(400), px(DETAIL_HEIGHT)])
        middle.addWidget(self.halves, 1)
        # Below the grid: above it, each message would move the cells under the mouse.
        middle.addWidget(self.banner)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.tree_side)
        self.splitter.addWidget(center)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([px(TREE_WIDTH), px(900)])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _empty_state(self) -> QWidget:
        px = self._context.theme.px
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(px(24), px(24), px(24), px(24))
        layout.setSpacing(px(8))
        self.empty_label = plain_label(wraps=True)
        self.empty_button = QPushButton(self.tr("追加（Insert）"))
        self.empty_button.clicked.connect(self.tree.add_action.trigger)
        layout.addStretch(1)
        layout.addWidget(self.empty_label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return empty

    def _connect(self) -> None:
        self.tree.place_chosen.connect(self._on_place)
        self.tree.entered.connect(self._on_tree_entered)
        self.tree.copied.connect(self._on_copied)
        self.header.copy_asked.connect(self._on_copy)
        self.header.compare_asked.connect(self._on_compare)
        self.header.refused.connect(self._on_refused)
        self.tools.filtered.connect(self._on_filter)
        self.tools.turned.connect(self._on_turned)
        self.tools.tree_button.toggled.connect(self.tree_side.setVisible)
        self.tools.head_button.toggled.connect(self.header.setVisible)
        self.tools.detail_button.toggled.connect(self.detail.setVisible)
        self.tools.sheet_chosen.connect(self._on_sheet)
        self.tools.next_asked.connect(self.next_open)
        self.tools.defaults_asked.connect(self._on_defaults)
        self.model.refused.connect(self._on_refused)
        self.model.counted.connect(self._on_counted)
        self.model.dataChanged.connect(self._on_data_changed)
        self.grid.current_moved.connect(self._on_current)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.failed.connect(self._on_refused)
        self.grid.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self.detail.row_asked.connect(self.row_asked)
        self._context.bridge.document_changed.connect(self._on_document_changed)
        for text, key, slot in (
            (self.tr("次の未入力"), "F7", self.next_open),
            (self.tr("場所と表を行き来する"), "F9", self.switch_side),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.setFocusProxy(self.tree)

    # Showing --------------------------------------------------------------------------------------------

    def show_place(self, place: str) -> None:
        """Goes to a place."""
        self.tree.choose(place)

    def show_cell(self, place: str, code: str) -> None:
        """Goes to the cell of a place and a quantity, unfiltered where a filter would hide it."""
        index = self._session.evaluation.snapshot.index
        if place not in index.places:
            return
        self.tree.choose(self.model.reader.root_of(place))
        if not self.model.index_of(place, code).isValid():
            self._show(replace(self.model.view, drawing=None, kind=None, everything=True))
        self.grid.select_cell(place, code)
        self.grid.setFocus()

    def _show(self, view: View) -> None:
        self.model.show(view)
        # A single place reads better as a list; more of them as a table, unless the user turned it.
        is_single = len(self.model.places) == 1
        if not self._turned_by_hand and is_single is not view.transposed:
            view = replace(view, transposed=is_single)
            self.model.show(view)
        self._list_filters()
        self._on_counted()
        self.header.show_place(view.root, view.compared)

    def _on_place(self, place: str) -> None:
        view = self.model.view
        index = self._session.evaluation.snapshot.index
        if place == view.root == self.header.place and self.tools.drawing.count():
            return
        if place != view.root:
            self.banner.hide()
        compared = self._starts.get(place)
        if compared not in index.places:
            compared = None
        kinds = {index.places[one].kind for one in self.model.reader.column_places(place)}
        # From type to type one goes on with a kind of place; elsewhere a filter would only hide things.
        shown = index.places[view.root].kind if view.root in index.places else None
        kind = view.kind if view.kind in kinds and index.places[place].kind == shown == UNIT_TYPE else None
        drawings = self.model.reader.needed.drawings(kinds)
        drawing = view.drawing if view.drawing in drawings else None
        self._show(replace(view, root=place, compared=compared, kind=kind, drawing=drawing))

    def _list_filters(self) -> None:
        self.tools.show_view(self.model)

    def _on_turned(self) -> None:
        self._turned_by_hand = True
        self._on_filter()

    def _on_sheet(self, number: str) -> None:
        self.model.drawing = number

    def _on_filter(self) -> None:
        self._show(
            replace(
                self.model.view,
                drawing=self.tools.drawing.currentData(),
                kind=self.tools.kind.currentData(),
                everything=self.tools.everything.isChecked(),
                transposed=self.tools.transposed.isChecked(),
            )
        )

    def _on_counted(self) -> None:
        self.tree_hint.setVisible(not self._session.evaluation.snapshot.index.unit_types)
        self.tools.show_count(*self.model.open_count())
        has_cells = bool(self.model.rowCount() and self.model.columnCount())
        self.stack.setCurrentIndex(0 if has_cells else 1)
        self.empty_label.setText(self._empty_text())
        self.empty_button.setEnabled(not self._session.read_only)

    def _empty_text(self) -> str:
        index, root = self._session.evaluation.snapshot.index, self.model.view.root
        if root in index.places and index.places[root].kind == UNIT_TYPE:
            return self.tr("この住戸タイプには、まだ室がありません。室や建具を追加してください（Insert）。")
        if root in (BUILDING, SITE):
            return self.tr("共用部・敷地の部位や、住戸タイプを追加してください（Insert）。")
        if self.model.view.drawing or self.model.view.kind:
            return self.tr(
                "この絞り込みでは、入力するものがありません。図面か場所の種類を選び直してください。"
            )
        return self.tr("この場所では、今は入力するものがありません。")

    # What happens ---------------------------------------------------------------------------------------

    def _on_current(self) -> None:
        current = self.grid.currentIndex()
        self.detail.show_cell(self.model.cell(current) if current.isValid() else None)

    def _on_data_changed(self, first: AnyIndex, _last: AnyIndex) -> None:
        current = self.grid.currentIndex()
        if (first.row(), first.column()) == (current.row(), current.column()):
            self._on_current()

    def next_open(self) -> None:
        """Goes to the next cell that is asked for and empty."""
        if self.grid.next_open():
            self.grid.setFocus()
        else:
            said = self.tr("この表に、未入力の欄はほかにありません。")
            self.banner.show_message(said, passing=True)

    def _on_defaults(self) -> None:
        # A default is mostly one of the whole project; a unit type's own is chosen in the dialog.
        DefaultsDialog(self._context, BUILDING, self).exec()

    def switch_side(self) -> None:
        """Takes the keyboard from the places to the grid and back."""
        if self.tree.hasFocus():
            self.grid.setFocus()
            return
        if self._is_compact:
            self.tools.tree_button.setChecked(True)
        self.tree.setFocus()

    def _on_tree_entered(self) -> None:
        self.grid.setFocus()

    def _on_copy(self) -> None:
        index = self._session.evaluation.snapshot.index
        chosen = self.tree.chosen
        if chosen is not None:
            self.tree.choose(self.model.reader.root_of(chosen))
            if index.places[self.model.view.root].kind == UNIT_TYPE:
                self.tree.duplicate()

    def _on_copied(self, copy: str, original: str) -> None:
        self._starts[copy] = original
        self._show(replace(self.model.view, root=copy, compared=original))
        self.banner.show_message(
            self.tr(
                "元のタイプと違う値には ≠ を付けて示します。違うところだけ直してください。"
                "戸数は写していません。このタイプの戸数を入力してください。"
            )
        )

    def _on_compare(self, unit: str | None) -> None:
        self._starts[self.model.view.root] = unit
        self._show(replace(self.model.view, compared=unit))

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_error(error)

    def _on_editor_closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            # The text that was refused is gone, so is what was said of it.
            self.banner.pass_by()

    def _on_pasted(self, pasted: Pasted) -> None:
        if pasted.taken:
            said = self.tr("%s件入力しました。") % pasted.taken
        else:
            said = self.tr("入力できた値はありません。")
        lines: list[str] = []
        if pasted.refused:
            said += self.tr("%s件は入力できませんでした。") % len(pasted.refused)
            reasons = dict.fromkeys(explain(one.error, self._wording.language)[0] for one in pasted.refused)
            lines.extend(list(reasons)[:REASONS_SHOWN])
            if len(reasons) > REASONS_SHOWN:
                lines.append(self.tr("ほかにも理由があります。"))
        if pasted.questioned:
            said += self.tr("%s件はふつうの範囲の外です（！）。") % len(pasted.questioned)
        severity = "warning" if pasted.refused or pasted.questioned else "info"
        offer = (self.tr("貼り付けを取り消す"), self._context.bridge.undo) if pasted.values else None
        self.banner.show_message(said, "\n".join(lines), severity=severity, offer=offer)

    def _on_document_changed(self, change: Change) -> None:
        if change.initiator is self.model:
            self._question(change)
        if change.places or change.case:
            self._list_filters()

    def _question(self, change: Change) -> None:
        """One implausible value that was just typed is asked about; pasted ones are counted."""
        keys = [key for key in change.outcome.keys if key.tag == "measurement"]
        if len(keys) == 1:
            cell = self.model.reader.cell(keys[0].place, keys[0].quantity)
            if cell.is_odd:
                self.questioned.emit(cell.code, Field("measure", cell.code, cell.place))

    # Qt -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows tree, head and details on demand only where there is little room."""
        super().resizeEvent(event)
        scale = self._context.theme.scale
        is_compact = event.size().width() / scale < COMPACT or event.size().height() / scale < COMPACT_HEIGHT
        if is_compact is self._is_compact:
            return
        self._is_compact = is_compact
        for button, part in (
            (self.tools.tree_button, self.tree_side),
            (self.tools.head_button, self.header),
            (self.tools.detail_button, self.detail),
        ):
            button.setChecked(False)
            part.setVisible(not is_compact)
        self.tools.set_compact(is_compact)
        self.grid.set_compact(is_compact)

    def showEvent(self, event: QShowEvent) -> None:
        """Takes over what changed while the page was hidden."""
        super().showEvent(event)
        self.model.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """While hidden, changes are only noted."""
        super().hideEvent(event)
        self.model.set_active(False)
