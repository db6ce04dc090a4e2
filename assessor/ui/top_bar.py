"""The bar above: case, undo, search, filters, save state, export."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from assessor.ui.bridge import SaveState
from assessor.ui.context import UiContext, plain_label, plain_tool_tip
from assessor.ui.flow import FlowLayout
from assessor.ui.models.review_marks import REVIEW_FILTERS
from assessor.ui.models.rows import FILTERS, RowModel

NAME_WIDTH = 220


class TopBar(QWidget):
    """Emits what was asked for; shows what it is told."""

    filter_chosen = Signal(str)
    search_changed = Signal(str)
    search_left = Signal()
    steps_toggled = Signal(bool)

    def __init__(self, context: UiContext, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        px = context.theme.px
        self._flow = FlowLayout(self, spacing=px(8), margin=px(8))
        self.steps_button = QToolButton()
        self.steps_button.setText(self.tr("☰ 手順"))
        self.steps_button.setCheckable(True)
        self.steps_button.setAccessibleName(self.tr("手順の一覧を出す・しまう"))
        self.steps_button.toggled.connect(self.steps_toggled)
        self.case_button = QToolButton()
        self.case_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.case_button.setMenu(menu)
        self.case_button.setFont(context.theme.font(bold=True))
        self.about = plain_label(name="caption")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("検索（Ctrl+F）"))
        self.search.setAccessibleName(self.tr("項目を探す"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(px(168))
        self.search.textChanged.connect(self.search_changed)
        self.search.installEventFilter(self)
        for part in (self.steps_button, self.case_button, self.about):
            self._flow.addWidget(part)
        self._add_undo_place()
        self._flow.addWidget(self.search)
        self._add_filters()
        self.save_state = plain_label(name="caption")
        # As wide as its longest usual text from the start: nothing moves when the text changes.
        metrics = self.save_state.fontMetrics()
        usual = (self.tr("保存済 %s"), self.tr("作業用の写しに保存済 %s"), self.tr("未保存"))
        widest = max(metrics.horizontalAdvance(one.replace("%s", "00:00:00")) for one in usual)
        self.save_state.setMinimumWidth(widest)
        self.save_state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._flow.addWidget(self.save_state)
        self._flow.add_stretch_before(self.save_state)
        self.steps_button.hide()

    def _add_undo_place(self) -> None:
        place = QWidget()
        self._buttons = QHBoxLayout(place)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(0)
        self._flow.addWidget(place)

    def add_buttons(self, actions: tuple[tuple[QAction, QIcon], ...]) -> None:
        """Puts undo and redo beside the case."""
        size = self._context.theme.px(18)
        for action, icon in actions:
            button = QToolButton()
            button.setObjectName("flat")
            action.setIcon(icon)
            button.setDefaultAction(action)
            button.setIconSize(QSize(size, size))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self._buttons.addWidget(button)

    def add_export(self, action: QAction) -> None:
        """Puts the way out at the right end."""
        button = QToolButton()
        button.setDefaultAction(action)
        self._flow.addWidget(button)

    def _add_filters(self) -> None:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._context.theme.px(2))
        self._filters = QButtonGroup(self)
        self._filters.setExclusive(True)
        state = self._context.bridge.session.state
        further = (REVIEW_FILTERS[state.is_desk],) if state.last_round else ()
        for name in (*FILTERS, *further):
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("filter", name)
            self._filters.addButton(button)
            row.addWidget(button)
        self._filters.buttonClicked.connect(self._on_filter)
        self._filters.buttons()[0].setChecked(True)
        self._flow.addWidget(place)

    def _on_filter(self, button: QToolButton) -> None:
        self.filter_chosen.emit(button.property("filter"))

    def set_filter(self, name: str) -> None:
        """Shows which filter is in force."""
        for button in self._filters.buttons():
            button.setChecked(button.property("filter") == name)

    def set_counts(self, model: RowModel) -> None:
        """Shows how many rows each filter would show."""
        wording = self._context.wording
        for button in self._filters.buttons():
            name = button.property("filter")
            words = {"all": self.tr("すべて"), "unseen": self.tr("未審査"), "returned": self.tr("指摘")}
            word = words.get(name) or wording.verdict(name)
            text = f"{word} {model.count(name)}"
            if button.text() != text:
                button.setText(text)
                button.setAccessibleName(self.tr("表示：%s") % text)

    def set_case(self, name: str, about: str) -> None:
        """Shows the case's name, edition and category."""
        shown = name or self.tr("（案件名なし）")
        metrics = self.case_button.fontMetrics()
        width = self._context.theme.px(NAME_WIDTH)
        elided = metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle, width)
        self.case_button.setText(f"{elided.replace('&', '&&')} ▾")
        self.case_button.setToolTip(plain_tool_tip(shown))
        self.case_button.setAccessibleName(self.tr("案件のメニュー：%s") % shown)
        self.about.setText(about)

    def set_save_state(self, state: SaveState, *, in_file: bool) -> None:
        """Shows whether the last edit is kept for good."""
        time = state.at.strftime("%H:%M:%S") if state.at is not None else ""
        match state.kind:
            case "saved" | "memory" if in_file:
                text = self.tr("保存済 %s") % time
            case "saved":
                text = self.tr("作業用の写しに保存済 %s") % time
            case "failed":
                text = self.tr("！ 最後の変更を保存できません")
            case "read_only":
                text = self.tr("読み取り専用")
            case _:
                text = self.tr("未保存")
        self.save_state.setText(text.strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the search, Enter and the arrow down go to what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.search_left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.search_left.emit()
                return True
        return super().eventFilter(watched, event)
