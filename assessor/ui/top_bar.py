"""The bar above: case, undo, search, filters, save state, export."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from assessor.ui.bridge import SaveState
from assessor.ui.context import UiContext, plain_label, plain_tool_tip
from assessor.ui.flow import FlowLayout
from assessor.ui.models.review_marks import REVIEW_FILTERS
from assessor.ui.models.rows import FILTERS, RowModel

NAME_WIDTH = 220
SEARCH_WIDTH, SEARCH_LEAST = 168, 112
SAVED_MOST, SAVED_WIDTH, SAVED_LEAST = 200, 120, 56
"""Width in units of normal text of the save state: at most, where the bar has several lines, and at least."""


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
        self.search.setFixedWidth(px(SEARCH_WIDTH))
        self.search.textChanged.connect(self.search_changed)
        self.search.installEventFilter(self)
        for part in (self.steps_button, self.case_button, self.about):
            self._flow.addWidget(part)
        self._add_undo_place()
        self._flow.addWidget(self.search)
        self._add_filters()
        self.save_state = plain_label(name="caption")
        self.save_state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._saved = ""
        # As wide as its longest usual text from the start: nothing moves when the text changes.
        metrics = self.save_state.fontMetrics()
        usual = (self.tr("保存済 %s"), self.tr("作業用の写しに保存済 %s"), self.tr("未保存"))
        widest = max(metrics.horizontalAdvance(one.replace("%s", "00:00:00")) for one in usual)
        self.save_state.setMinimumWidth(widest)
        self.save_state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._flow.addWidget(self.save_state)
        self._flow.add_stretch_before(self.save_state)
        self.steps_button.hide()
        self.steps_button.installEventFilter(self)

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
        self._fit()

    def _fit(self) -> None:
        """Keeps everything in one line where that can be; the save state moves nothing, it is shortened."""
        px, gap = self._context.theme.px, self._flow.spacing()
        margins = self._flow.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        items = [self._flow.itemAt(place) for place in range(self._flow.count())]
        about = self.about.sizeHint().width() + gap if self.about.text() else 0
        room -= px(SEARCH_WIDTH)
        for item in items:
            widget = None if item is None else item.widget()
            if widget is None or widget.isHidden() or widget in (self.search, self.about, self.save_state):
                continue
            room -= widget.sizeHint().width() + gap
        room -= gap  # before the save state
        spare = px(SEARCH_WIDTH - SEARCH_LEAST)
        # A failure is said in full: there is always room for it.
        metrics = self.save_state.fontMetrics()
        whole = metrics.horizontalAdvance(self.tr("！ 保存できません")) + px(4)
        least = max(whole, px(SAVED_LEAST))
        has_about, searched = True, SEARCH_WIDTH
        left = room - about
        if left < least:
            searched, left = SEARCH_LEAST, left + spare
        if left < least:
            has_about, left = False, left + about
        if left < least:
            # Several lines in any case.
            has_about, searched, left = True, SEARCH_WIDTH, max(whole, px(SAVED_WIDTH))
        self.about.setVisible(has_about)
        self.search.setFixedWidth(px(searched))
        shown = metrics.elidedText(self._saved, Qt.TextElideMode.ElideRight, left)
        self.save_state.setText(shown)
        # The same for every text.
        self.save_state.setFixedWidth(min(left, px(SAVED_MOST)))
        self.save_state.setToolTip(plain_tool_tip(self._saved) if shown != self._saved else "")
        self.save_state.setAccessibleName(self._saved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room, less said."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
        self._fit()

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
        self._fit()

    def set_save_state(self, state: SaveState, *, in_file: bool) -> None:
        """Shows whether the last edit is kept for good."""
        time = state.at.strftime("%H:%M:%S") if state.at is not None else ""
        match state.kind:
            case "saved" | "memory" if in_file:
                text = self.tr("保存済 %s") % time
            case "saved":
                text = self.tr("作業用の写しに保存済 %s") % time
            case "failed":
                text = self.tr("！ 保存できません")
            case "read_only":
                text = self.tr("読み取り専用")
            case _:
                text = self.tr("未保存")
        self._saved = text.strip()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the search, Enter and the arrow down go to what was found."""
        if watched is self.steps_button and event.type() in (
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        ):
            self._fit()
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.search_left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.search_left.emit()
                return True
        return super().eventFilter(watched, event)
