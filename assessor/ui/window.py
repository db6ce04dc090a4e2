"""The main window: the walk at the left, the page in the middle, "why?" at the right, tallies below."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QMainWindow,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.ui.actions import CASE_MENU, ActionRegistry
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change, SaveState
from assessor.ui.case_page import CasePage
from assessor.ui.context import UiContext
from assessor.ui.delegates import StepDelegate
from assessor.ui.fields import Field
from assessor.ui.help_page import HelpPage
from assessor.ui.icons import icon
from assessor.ui.keys import keys_of
from assessor.ui.models.steps import STEP_ROLE, Step, StepModel
from assessor.ui.page_stack import PageSpec, PageStack, is_table
from assessor.ui.questions import question_about
from assessor.ui.results_page import ResultsPage
from assessor.ui.row_choice import RowChoice
from assessor.ui.table_page import TablePage
from assessor.ui.tally_bar import TallyBar
from assessor.ui.top_bar import TopBar
from assessor.ui.why_panel import WhyPanel

__all__ = ["MainWindow", "PageSpec"]

STEPS_WIDTH = 184
WHY_WIDTH = 384
COMPACT = 960
"""Width in units of normal text below which the steps are shown only on demand."""


class MainWindow(QMainWindow):
    """One open assessment.

    Attributes:
        context: what every part is handed.
        actions_by_name: everything the user can do; further parts register theirs here.
    """

    closing = Signal(object)
    """The user closes the window: the event, to be ignored when the user changes their mind."""

    def __init__(
        self,
        context: UiContext,
        pages: Sequence[PageSpec] = (),
        parent: QWidget | None = None,
        *,
        in_file: Callable[[], bool] = bool,
    ) -> None:
        """Builds the window.

        Args:
            context: bridge, wording, theme.
            pages: further pages of the walk.
            parent: owner.
            in_file: whether the last edit is in the document file too, not only in the working copy.
        """
        super().__init__(parent)
        self.context = context
        self._bridge = context.bridge
        self._in_file = in_file
        self._is_compact = False
        self.actions_by_name = ActionRegistry(self)
        self._build((*self._own_pages(), *pages))
        self._register_actions()
        self._connect()
        self._on_case_changed()
        self._on_save_state(self._bridge.save_state)

    # Building -------------------------------------------------------------------------------------------

    def _own_pages(self) -> tuple[PageSpec, ...]:
        return (
            PageSpec("case", self.tr("案件"), 10, CasePage),
            PageSpec("results", self.tr("集計・判定"), 60, ResultsPage),
            PageSpec("help", self.tr("使い方"), -1, HelpPage),
        )

    def _build(self, specs: Sequence[PageSpec]) -> None:
        context, px = self.context, self.context.theme.px
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.case_menu = QMenu(self)
        self.top_bar = TopBar(context, self.case_menu)
        self.banner = Banner(context)
        self.table_page = TablePage(context)
        self.pages = PageStack(context, specs, self.table_page)
        self.steps = StepModel(context, self.pages.listed(), self, counters=self.pages.counters())
        self.step_view = QListView()
        self.step_view.setModel(self.steps)
        self.step_view.setItemDelegate(StepDelegate(context, self.step_view))
        self.step_view.setMouseTracking(True)
        self.step_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.step_view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.step_view.setAccessibleName(self.tr("手順"))
        self.why = WhyPanel(context, lists_places="places" in self.pages.specs)
        self.rows = RowChoice(
            context, self.top_bar, self.table_page, self._present_step, self.show_step, self
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for part in (self.step_view, self.pages, self.why):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 0)
        self.splitter.setCollapsible(1, False)
        self.splitter.setCollapsible(2, False)
        self.splitter.setSizes([px(STEPS_WIDTH), px(800), px(WHY_WIDTH)])
        self.tally_bar = TallyBar(context)
        layout.addWidget(self.top_bar)
        layout.addWidget(self.banner)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.tally_bar)
        self.setCentralWidget(central)
        self.top_bar.set_counts(self.table_page.model)

    def _register_actions(self) -> None:
        add, keys = self.actions_by_name.add, QKeySequence.StandardKey
        undo = add("undo", self.tr("元に戻す"), self._bridge.undo, shortcut=keys.Undo)
        redo = add("redo", self.tr("やり直す"), self._bridge.redo, shortcut="Ctrl+Y")
        add("find", self.tr("項目を探す"), self._on_find, shortcut=keys.Find)
        add("next_open", self.tr("次の未判定"), self.next_open, shortcut="F8")
        add("cycle_focus", self.tr("次の欄へ移る"), self._on_cycle_focus, shortcut="F6")
        add("back", self.tr("表に戻る"), self._on_back, shortcut="Esc")
        add("help", self.tr("使い方"), self._on_help, shortcut="F1")
        theme = self.context.theme
        self.top_bar.add_buttons(((undo, icon("undo", theme)), (redo, icon("redo", theme))))
        self._on_undo_changed()

    def _connect(self) -> None:
        bridge = self._bridge
        bridge.document_changed.connect(self._on_document_changed)
        bridge.failed.connect(self._on_failed)
        bridge.save_state_changed.connect(self._on_save_state)
        bridge.undo_changed.connect(self._on_undo_changed)
        self.case_menu.aboutToShow.connect(self._on_menu)
        self.top_bar.search_left.connect(self._on_search_left)
        self.top_bar.steps_toggled.connect(self.step_view.setVisible)
        self.step_view.selectionModel().currentChanged.connect(self._on_step)
        self.step_view.clicked.connect(self._on_step_clicked)
        self.step_view.activated.connect(self._on_step_activated)
        self.steps.modelReset.connect(self._on_steps_reset)
        page, table = self.table_page, self.table_page.view
        page.row_chosen.connect(self.why.show_row)
        page.model.modelReset.connect(self._on_rows_reset)
        self.pages.row_asked.connect(self.show_row)
        self.pages.place_asked.connect(self.show_place)
        self.pages.questioned.connect(self._on_questioned)
        page.model.counts_changed.connect(self._on_counts)
        table.verdict_asked.connect(self.why.decision.choose)
        table.withdraw_asked.connect(self.why.decision.withdraw)
        table.enter_pressed.connect(self._on_enter)
        table.next_asked.connect(self.next_open)
        self.why.left.connect(self._on_why_left)
        self.why.questioned.connect(self._on_questioned)
        self.why.places_asked.connect(self._on_places_asked)
        self.why.decision.decided.connect(self._on_why_left)
        self.context.theme.changed.connect(self._on_theme)

    # Pages ----------------------------------------------------------------------------------------------

    @property
    def current_step(self) -> str:
        """Key of the step shown."""
        index = self.step_view.currentIndex()
        step: Step | None = index.data(STEP_ROLE) if index.isValid() else None
        return "" if step is None else step.key

    def _present_step(self) -> str:
        return self.current_step

    @property
    def current_row(self) -> str | None:
        """Id of the row chosen."""
        return self.table_page.current_row

    def show_step(self, key: str) -> None:
        """Goes to a page or table of the walk; pages that are not listed are shown too."""
        row = self.steps.row_of(key)
        if row >= 0:
            index = self.steps.index(row)
            if index == self.step_view.currentIndex():
                self._show(key)
            self.step_view.setCurrentIndex(index)
        elif key in self.pages.specs:
            self._show(key)

    def show_row(self, row_id: str) -> None:
        """Goes to a row, in its table, unfiltered where the filter would hide it."""
        row = self._bridge.session.edition.rows.get(row_id)
        if row is None or row_id not in self._bridge.session.evaluation.rows:
            return
        self.rows.reveal(row_id)
        if not self.pages.shows_rows:
            self.show_step(f"table:{row.table}")
        self.table_page.choose(row_id)
        self.table_page.view.setFocus()

    def show_place(self, place: str, code: str = "") -> None:
        """Goes to a place on the page of places, and to the cell of a quantity there."""
        if "places" not in self.pages.specs:
            return
        self.show_step("places")
        page = self.page("places")
        show = getattr(page, "show_cell" if code else "show_place")
        show(*((place, code) if code else (place,)))

    def page(self, key: str) -> QWidget:
        """A page by its key, built when first asked for."""
        return self.pages.page(key)

    def _show(self, key: str) -> None:
        if not self.pages.is_shown(key):
            self.banner.pass_by()
        self.why.setVisible(is_table(key))
        if is_table(key):
            self.rows.show_table(None if key == "tables" else key.removeprefix("table:"))
        self.pages.show_page(key)
        self._mark_step(key)
        if self._is_compact:
            self.top_bar.steps_button.setChecked(False)

    def _mark_step(self, key: str) -> None:
        """Marks the step whose page is in front; none for a page that is not listed.

        The keyboard of the list stays at the step one came from.
        """
        row, chosen = self.steps.row_of(key), self.step_view.selectionModel()
        if row < 0:
            chosen.clearSelection()
        else:
            chosen.select(self.steps.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def take_keyboard(self, *, on_page: bool = False) -> None:
        """Puts the keyboard where work goes on: the rows, else the steps; or the page where asked for.

        Steps that are shown on demand only cannot have it.
        """
        page: QWidget = self.pages.currentWidget() or self.table_page
        if self.pages.shows_rows:
            self.table_page.view.setFocus()
        elif self.step_view.isVisible() and not on_page:
            self.step_view.setFocus()
        else:
            _first_in(page).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_step(self, current: QModelIndex, _previous: QModelIndex) -> None:
        step: Step | None = current.data(STEP_ROLE) if current.isValid() else None
        if step is not None:
            self._show(step.key)

    def _on_step_clicked(self, index: QModelIndex) -> None:
        """A click on the step that is current already comes back from a page that is not listed."""
        step: Step = index.data(STEP_ROLE)
        if not self.pages.is_shown(step.key):
            self._show(step.key)

    def _on_step_activated(self, index: QModelIndex) -> None:
        step: Step = index.data(STEP_ROLE)
        self._show(step.key)
        if self.pages.shows_rows:
            self.table_page.view.setFocus()
        else:
            self.page(step.key).setFocus()

    def _on_steps_reset(self) -> None:
        self.show_step("case")

    # Walking --------------------------------------------------------------------------------------------

    def next_open(self) -> None:
        """Goes to the next row that asks for something, across tables."""
        row = self.table_page.next_open(self.current_row)
        if row is None:
            if not self.pages.shows_rows:
                self.show_step("tables")
            self.banner.show_message(
                self.tr("未判定の項目も、再確認が要る判断も、ほかにありません。"),
                offer=(self.tr("集計・判定を見る"), self._on_show_results),
                passing=True,
            )
            return
        self.show_row(row)

    def _on_show_results(self) -> None:
        self.show_step("results")

    def _on_enter(self) -> None:
        if not self.why.edit_first_open():
            self.why.focus_what_is_left()

    def _on_why_left(self, _row: str = "") -> None:
        self.table_page.view.setFocus()

    def _on_places_asked(self) -> None:
        self.show_step("places")

    def _on_back(self) -> None:
        if self.why.decision.pending is not None:
            self.why.decision.withdraw_pending()
        if self.pages.shows_rows:
            self.table_page.view.setFocus()
        elif self.pages.is_shown("help"):
            self._show(self.current_step or "case")

    def _on_cycle_focus(self) -> None:
        page: QWidget = self.pages.currentWidget() or self.table_page
        parts: list[QWidget] = [self.step_view, page, self.why, self.top_bar.search]
        parts = [part for part in parts if part.isVisible()]
        focus = QApplication.focusWidget()
        at = -1
        for place, part in enumerate(parts):
            if focus is not None and (focus is part or part.isAncestorOf(focus)):
                at = place
        target = parts[(at + 1) % len(parts)]
        if target is self.table_page:
            target = self.table_page.view
        elif target is self.why:
            target = self.why.input_view if self.why.input_view.isVisible() else self.why.trace_view
        _first_in(target).setFocus(Qt.FocusReason.TabFocusReason)

    # Search ---------------------------------------------------------------------------------------------

    def _on_search_left(self) -> None:
        self.table_page.view.setFocus()

    def _on_find(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def _on_rows_reset(self) -> None:
        if not self.table_page.model.shown_rows:
            self.why.show_row(None)

    # What happened --------------------------------------------------------------------------------------

    def _on_document_changed(self, change: Change) -> None:
        if change.case:
            self._on_case_changed()

    def _on_counts(self) -> None:
        self.top_bar.set_counts(self.table_page.model)

    def _on_case_changed(self) -> None:
        session, language = self._bridge.session, self.context.wording.language
        case, head = session.state.case, session.edition.head
        category = next((one.name for one in head.categories if one.code == case.category), None)
        shown = case.category if category is None else category.in_language(language)
        about = self.context.wording.word("and", one=head.name.in_language(language), other=shown)
        self.top_bar.set_case(case.name, about)
        name = case.name or self.tr("（案件名なし）")
        self.setWindowTitle(f"{name}[*]")

    def _on_save_state(self, state: SaveState) -> None:
        in_file = self._in_file()
        self.top_bar.set_save_state(state, in_file=in_file)
        self.setWindowModified(not in_file and state.kind != "read_only")

    def refresh_save_state(self) -> None:
        """Shows anew whether the last edit is in the file; called after saving, whose time is shown."""
        state = self._bridge.save_state
        if self._in_file() and state.at is not None:
            state = replace(state, at=datetime.now().astimezone())
        self._on_save_state(state)

    def _on_undo_changed(self) -> None:
        stack = self._bridge.undo_stack
        for name, possible, what in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(possible)
            plain = self.tr("元に戻す") if name == "undo" else self.tr("やり直す")
            action.setText(f"{plain}：{what}" if what else plain)

    def _on_failed(self, error: UserError) -> None:
        self.banner.show_error(error)

    def _on_questioned(self, code: str, field: Field) -> None:
        question = question_about(self.context, code, field)
        if question is not None:
            offer = (self.tr("入力を取り消す"), self._bridge.undo)
            self.banner.show_message(*question, severity="warning", offer=offer)

    def _on_menu(self) -> None:
        self.case_menu.clear()
        self.actions_by_name.fill(self.case_menu, CASE_MENU)
        if not self.case_menu.isEmpty():
            self.case_menu.addSeparator()
        self.actions_by_name.fill(self.case_menu, ("settings", "preferences", "help"))

    def _on_help(self) -> None:
        # Keys of a page are known once it is there.
        for key, spec in self.pages.specs.items():
            if spec.order >= 0:
                self.page(key)
        page = self.page("help")
        if isinstance(page, HelpPage):
            page.show_keys([(self.pages.title_of(key.where) or "", key) for key in keys_of(self)])
        self._show("help")

    def _on_theme(self) -> None:
        for name in ("undo", "redo"):
            self.actions_by_name[name].setIcon(icon(name, self.context.theme))
        self.update()

    # Qt -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows the steps on demand only where there is little room."""
        super().resizeEvent(event)
        is_compact = event.size().width() / self.context.theme.scale < COMPACT
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.top_bar.steps_button.setVisible(is_compact)
            self.top_bar.steps_button.setChecked(False)
            self.step_view.setVisible(not is_compact)
            half = event.size().width() // 2
            px = self.context.theme.px
            why = half if is_compact else px(WHY_WIDTH)
            steps = px(STEPS_WIDTH)
            self.splitter.setSizes([steps, event.size().width() - why - (0 if is_compact else steps), why])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks whoever owns the document."""
        self.closing.emit(event)


def _first_in(page: QWidget) -> QWidget:
    """What takes the keyboard for a page: its proxy, itself, or the first on it that can."""
    first = page.focusProxy() or page
    if first.isVisible() and first.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return first
    return next((one for one in page.findChildren(QWidget) if _takes_keys(one)), page)


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
