"""The line above the grid: filters by drawing and kind, what is shown, how much is empty."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget

from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.places.grid_model import GridModel


class GridTools(QWidget):
    """Filters and buttons; the last ones only where there is little room.

    Attributes:
        tree_button, head_button, detail_button: bring parts up that have no room of their own.
    """

    filtered = Signal()
    """Another filter was chosen."""
    turned = Signal()
    """Rows and columns were swapped."""
    sheet_chosen = Signal(str)
    """Number of the drawing that values are read from now; empty: none."""
    next_asked = Signal()
    defaults_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = context.wording
        self._is_compact = False
        self._open = 0
        px = context.theme.px
        self.tree_button = self._toggle(self.tr("場所"))
        self.head_button = self._toggle(self.tr("タイプの設定"))
        self.detail_button = self._toggle(self.tr("詳細"))
        for button in (self.tree_button, self.head_button, self.detail_button):
            button.hide()
        self.drawing = QComboBox()
        self.drawing.setAccessibleName(self.tr("図面"))
        self.drawing.setToolTip(self.tr("読み取る図面で絞り込みます"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("場所の種類"))
        self.kind.setToolTip(self.tr("場所の種類で絞り込みます"))
        for combo in (self.drawing, self.kind):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMaximumWidth(px(220))
        self.everything = QCheckBox(self.tr("すべての項目"))
        self.everything.setToolTip(self.tr("今は入力しなくてよい項目も表に出します"))
        self.transposed = self._toggle(self.tr("行と列を入れ替え"))
        self.next_button = QToolButton()
        self.defaults_button = QToolButton()
        self.defaults_button.setText(self.tr("既定値…"))
        self.defaults_button.setToolTip(self.tr("個別の値がない場所に使う値を、建物やタイプごとに決めます"))
        self.sheet = QLineEdit()
        self.sheet.setPlaceholderText(self.tr("図面番号（A-12）"))
        self.sheet.setAccessibleName(self.tr("入力する値の図面番号"))
        self.sheet.setToolTip(self.tr("ここに書いた図面番号が、これから入力する値に付きます"))
        self.sheet.setMaximumWidth(px(132))
        self.count = plain_label(name="caption")
        flow = FlowLayout(self, spacing=px(8))
        flow.setContentsMargins(px(12), px(4), px(12), px(8))
        for part in (
            self.tree_button,
            self.head_button,
            self.drawing,
            self.kind,
            self.sheet,
            self.everything,
            self.transposed,
            self.next_button,
            self.defaults_button,
            self.detail_button,
            self.count,
        ):
            flow.addWidget(part)
        self.sheet.editingFinished.connect(self._on_sheet)
        self.drawing.activated.connect(self.filtered)
        self.kind.activated.connect(self.filtered)
        self.everything.clicked.connect(self.filtered)
        self.transposed.clicked.connect(self.turned)
        self.next_button.clicked.connect(self.next_asked)
        self.defaults_button.clicked.connect(self.defaults_asked)

    def _toggle(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        return button

    def _on_sheet(self) -> None:
        self.sheet_chosen.emit(self.sheet.text().strip())

    def show_view(self, model: GridModel) -> None:
        """Lists the filters of the present view, each kind with how many of its cells are empty."""
        view = model.view
        with QSignalBlocker(self.drawing), QSignalBlocker(self.kind):
            self.drawing.clear()
            self.drawing.addItem(self.tr("すべての図面"), None)
            for drawing in model.drawings():
                self.drawing.addItem(self._wording.word(f"drawing.{drawing}"), drawing)
            self.drawing.setCurrentIndex(max(self.drawing.findData(view.drawing), 0))
            self.kind.clear()
            self.kind.addItem(self.tr("すべての場所"), None)
            still_open = model.open_by_kind()
            for kind in model.kinds():
                count = f"　{still_open[kind]}" if still_open.get(kind) else ""
                self.kind.addItem(f"{self._wording.kind(kind)}{count}", kind)
            self.kind.setCurrentIndex(max(self.kind.findData(view.kind), 0))
        self.everything.setChecked(view.everything)
        self.transposed.setChecked(view.transposed)

    def show_count(self, still_open: int, stops: int) -> None:
        """Says how many cells are empty, of those that are asked for."""
        self._open = still_open
        self.count.setText(
            self.tr("未入力 %(open)s / %(all)s") % {"open": still_open, "all": stops}
            if stops
            else self.tr("この範囲で入力するものはありません")
        )
        self._name_next()

    def set_compact(self, compact: bool) -> None:
        """Little room: parts are brought up by buttons, and the count stands on one."""
        self._is_compact = compact
        for button in (self.tree_button, self.head_button, self.detail_button):
            button.setVisible(compact)
        for part in (self.everything, self.transposed, self.count, self.sheet):
            part.setVisible(not compact)
        self._name_next()

    def _name_next(self) -> None:
        self.next_button.setText(
            self.tr("未入力 %s") % self._open if self._is_compact else self.tr("次の未入力（F7）")
        )
