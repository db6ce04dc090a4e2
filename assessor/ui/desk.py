"""What lies on the desk: the open document, its window, and the user's choices about how it looks."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from assessor.errors import StoreError, UserError
from assessor.messages import Language, explain
from assessor.paths import resource
from assessor.store import (
    SUFFIX,
    DocumentHandle,
    JournalRow,
    PendingRecovery,
)
from assessor.ui.banner import Banner
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.looks import Looks
from assessor.ui.offers import PDF, Offers, Surroundings
from assessor.ui.preferences import Preferences
from assessor.ui.procedure.pages import procedure_pages
from assessor.ui.procedure.services import Services
from assessor.ui.start.filing import Filing, plain_box
from assessor.ui.start.front import Front
from assessor.ui.start.held import ask_take_over, holder_words
from assessor.ui.theme import Theme
from assessor.ui.translation import Translations
from assessor.ui.window import MainWindow, PageSpec
from assessor.workflow import documents
from assessor.workflow.documents import OpenDocument
from assessor.workflow.editions import edition_of
from assessor.workflow.templates import UnitChoice
from assessor.workflow.wording import Wording


class Desk(QObject):
    """Opens and closes documents and builds their windows.

    Attributes:
        window: the window of the open document.
        runner: work beside the window.
        front: the start screen.
        looks: colours, text size, language, settings.
        filing: the file of the open document.
        offers: what can be done around it.
    """

    window_made = Signal(object)
    """A main window was built and not yet shown: further parts register their actions."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        theme: Theme,
        translations: Translations,
        language: Language,
        pages: Callable[[], Sequence[PageSpec]] = tuple,
    ) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self._theme = theme
        self._translations = translations
        self._pages = pages
        self.looks = Looks(preferences, theme, translations, language, self)
        self.looks.rebuild_asked.connect(self.rebuild)
        self.looks.user_changed.connect(self._on_user_changed)
        self.runner = JobRunner(self)
        self.filing = Filing(self.runner, preferences, self._parts, self.tell)
        self.filing.saved.connect(self._on_saved)
        self.filing.reopen_asked.connect(self._on_reopen)
        self.offers = Offers(
            Surroundings(
                theme=theme,
                runner=self.runner,
                preferences=preferences,
                filing=self.filing,
                language=self._present_language,
                pages=self._page_specs,
                parent=self._parent,
                tell=self.tell,
                open_file=self.open_file,
                ask_settings=self._ask_settings,
                close_document=self.close_document,
            ),
            self,
        )
        self.window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self.front = Front(preferences, theme, self._present_language, self.tell)
        self._connect_front()

    def _connect_front(self) -> None:
        front, offers = self.front, self.offers
        front.shown.connect(offers.drops.watch)
        front.new_asked.connect(self.new_document)
        front.open_asked.connect(self.ask_open)
        front.example_asked.connect(self.open_example)
        front.verify_asked.connect(offers.ask_verify)
        front.inbox_asked.connect(offers.inbox_asked)
        front.portfolio_asked.connect(offers.portfolio_asked)
        front.settings_asked.connect(self._ask_settings)
        front.recent_asked.connect(self.open_file)
        front.recovery_asked.connect(self.recover)

    @property
    def language(self) -> Language:
        """Language of the window."""
        return self.looks.language

    def set_language(self, language: Language) -> None:
        """Changes the language at once, and for the next time."""
        self.looks.set_language(language)

    def set_text_size(self, size: float) -> None:
        """Changes the size of all texts at once, and for the next time."""
        self.looks.set_text_size(size)

    def _ask_settings(self) -> None:
        self.looks.ask(self._parent())

    def _on_user_changed(self, user: str) -> None:
        if self._bridge is not None:
            self._bridge.user = user

    @property
    def document(self) -> OpenDocument | None:
        """The open document."""
        return self.filing.document

    def _present_language(self) -> Language:
        return self.language

    def _journal(self) -> list[JournalRow]:
        return [] if self.document is None else self.document.handle.journal()

    def _page_specs(self) -> tuple[PageSpec, ...]:
        document = self.document
        around = procedure_pages(Services(self._handle, self.runner))
        if document is not None and document.session.state.is_desk:
            return (*self._pages(), *around)  # an examiner signs a report or an approval, never the sheet
        output = PageSpec("export", self.tr("出力・署名"), 70, self.offers.output_page)
        return (*self._pages(), *around, output)

    def _handle(self) -> DocumentHandle | None:
        return None if self.document is None else self.document.handle

    def _parts(self) -> tuple[QWidget | None, Banner | None, Language]:
        return self._parent(), None if self.window is None else self.window.banner, self.language

    # The start screen -----------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Shows what there is without a document."""
        self.front.show()

    def open_example(self) -> None:
        """Opens a copy of the worked example."""
        examples = sorted(resource("examples").glob("*.json"))
        if examples:
            self.open_file(examples[0])

    def recover(self, pending: PendingRecovery) -> bool:
        """Opens what an earlier run left behind."""
        try:
            found = documents.recover_document(pending)
        except UserError as error:
            self.tell(error)
            return False
        self.take(found)
        if pending.situation == "changed" and self.document is found:
            self.filing.show_fault(StoreError("changed_underneath", path=str(pending.document)))
        return True

    # Documents ------------------------------------------------------------------------------------------

    def new_document(
        self, edition: str, category: str, name: str = "", units: Sequence[UnitChoice] = ()
    ) -> None:
        """Begins an assessment: with its case, or with its first dwelling where there are some."""
        try:
            made = documents.new_document(
                edition_of(edition),
                category,
                name,
                by=self._preferences.user,
                units=units,
                language=self.language,
            )
        except UserError as error:
            self.tell(error)
            return
        self.take(made, step="case")
        first = made.session.evaluation.snapshot.index.unit_types[:1]
        if self.document is made and self.window is not None and first:
            self.window.show_place(first[0])
            self.window.take_keyboard(on_page=True)

    def open_file(self, path: Path) -> bool:
        """Opens a document or an interchange file, or verifies a PDF.

        A fault is shown, and nothing else changes.
        """
        if path.suffix.lower() == PDF:
            self.offers.office.verify(path)
            return True
        present = None if self.document is None else self.document.handle.path
        if self.window is not None and present is not None and path.exists() and present.samefile(path):
            self.window.raise_()
            self.window.activateWindow()
            return True
        try:
            opened = documents.open_file(path)
        except UserError as error:
            self._preferences.forget_recent(path)
            self.tell(error)
            return False
        self.take(opened)
        return True

    def take(self, document: OpenDocument, *, step: str = "") -> None:
        """Goes on with another document, unless the user would rather stay with unsaved changes.

        Args:
            document: the document; the one before is closed.
            step: step to show; when empty the review of a document under review, else the first table.
        """
        if not self.filing.may_leave():
            # What was brought back from an earlier run is kept for the next; a fresh copy holds nothing new.
            document.handle.close(discard=not document.handle.recovered)
            return
        self.filing.end()
        self.filing.begin(document)
        self._bridge = Bridge(
            document.session,
            is_kept=True,
            user=self._preferences.user,
            keep_file=document.handle.keep_file,
        )
        self._bridge.document_changed.connect(self.filing.on_document_changed)
        first = f"table:{document.session.edition.tables[0].code}"
        self._build_window(step or ("review" if document.session.state.is_desk else first))
        self.front.close()
        self._say_how_it_was_opened(document)

    def _say_how_it_was_opened(self, document: OpenDocument) -> None:
        assert self.window is not None
        handle, banner = document.handle, self.window.banner
        save_as = (self.tr("別の名前で保存…"), self.save_as)
        take_over = (self.tr("引き継いで編集する…"), self.take_over)
        if handle.holder is not None:
            may = documents.may_take_over(document)
            said = self.tr(
                "%(user)sさんが使用中のため、読み取り専用で開きました（%(host)s、%(since)sから）。"
            ) % holder_words(handle.holder)
            second = take_over if may else None
            banner.show_message(said, severity="warning", offer=save_as, second=second)
        elif handle.read_only:
            said = self.tr("このファイルまたはフォルダーには書き込めないため、読み取り専用で開きました。")
            banner.show_message(said, severity="warning", offer=save_as)
        elif handle.recovered:
            said = self.tr("前回ファイルに保存されなかった変更を、作業用の写しから戻しました。")
            banner.show_message(said, offer=(self.tr("保存"), self.save))

    def take_over(self) -> bool:
        """Goes on with a document that another machine left in use, after a question."""
        document = self.document
        if document is None or not documents.may_take_over(document):
            return False
        handle = document.handle
        assert handle.path is not None
        assert handle.holder is not None
        if not ask_take_over(self._parent(), handle.path, handle.holder):
            # The question stands as long as the document is read-only.
            self._say_how_it_was_opened(document)
            return False
        step = "" if self.window is None else self.window.current_step
        try:
            opened = documents.open_file(handle.path, take_over=True)
        except UserError as error:
            self.tell(error)
            return False
        self.take(opened, step=step)
        return not opened.session.read_only

    def close_document(self) -> None:
        """Leaves the document and goes back to the start screen."""
        window = self.window
        if window is None or not self.filing.may_leave():
            return
        window.closing.disconnect(self._on_closing)
        self._preferences.keep_geometry("window", window.saveGeometry())
        self.filing.end()
        self.window = None
        self.show_start()
        window.close()
        window.deleteLater()

    def tell(self, error: UserError) -> None:
        """Shows an error in the window's banner, or in a box where there is no window."""
        if self.window is not None:
            self.window.banner.show_error(error)
            return
        sentence, remedy = explain(error, self.language)
        box = plain_box(self.front.window, sentence, remedy)
        box.setIcon(QMessageBox.Icon.Warning)
        box.exec()

    # The window -----------------------------------------------------------------------------------------

    def _build_window(self, step: str, row: str | None = None) -> None:
        assert self._bridge is not None
        old = self.window
        wording = Wording(self._bridge.session.edition, self.language)
        self._bridge.set_edit_text(wording.edit)
        context = UiContext(self._bridge, wording, self._theme, self._journal)
        window = MainWindow(context, self._page_specs(), in_file=self._is_in_file)
        window.closing.connect(self._on_closing)
        self._register(window)
        self.window = window
        self.window_made.emit(window)
        if old is not None:
            window.setGeometry(old.geometry())
            window.setWindowState(old.windowState())
        else:
            kept = self._preferences.geometry("window")
            if kept is None or not window.restoreGeometry(kept):
                window.resize(self._theme.px(1280), self._theme.px(720))
        window.show_step(step)
        if row is not None:
            window.show_row(row)
        window.show()
        window.take_keyboard()
        if old is not None:
            old.closing.disconnect(self._on_closing)
            old.close()
            old.deleteLater()

    def rebuild(self) -> None:
        """Builds the window anew, for texts and sizes; the document, its undo steps and the row stay."""
        if self.window is not None:
            self._build_window(self.window.current_step or "case", self.window.current_row)
        elif self.front.window is not None:
            self.show_start()

    def _is_in_file(self) -> bool:
        return self.filing.is_in_file

    def _register(self, window: MainWindow) -> None:
        add, keys = window.actions_by_name.add, QKeySequence.StandardKey
        add("new", self.tr("新しい評価…"), self.show_start, shortcut=keys.New)
        add("open", self.tr("開く…"), self.ask_open, shortcut=keys.Open)
        add("save", self.tr("保存"), self.save, shortcut=keys.Save)
        add("save_as", self.tr("名前を付けて保存…"), self.save_as, shortcut="Ctrl+Shift+S")
        add("quit", self.tr("終了"), window.close, shortcut="Ctrl+Q")
        self.looks.register(window)
        self.offers.register(window)

    # Files ----------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Asks for a file and opens it."""
        filters = self.tr("評価 (*%s *.json)") % SUFFIX
        chosen, _ = QFileDialog.getOpenFileName(self._parent(), self.tr("開く"), "", filters)
        if chosen:
            self.open_file(Path(chosen))

    def save(self) -> bool:
        """Brings the document file up to date; asks for a name where there is none."""
        return self.filing.save()

    def save_as(self) -> bool:
        """Asks for a name and saves there."""
        return self.filing.save_as()

    def _on_saved(self) -> None:
        if self.window is not None:
            self.window.refresh_save_state()
            self.window.banner.withdraw(self.save)

    def _on_reopen(self, path: Path) -> None:
        step = "" if self.window is None else self.window.current_step
        self.filing.end()
        if self.open_file(path) and self.window is not None and step:
            self.window.show_step(step)

    def _parent(self) -> QWidget | None:
        start = self.front.window
        return start if start is not None and start.isVisible() else self.window

    def _on_closing(self, event: QCloseEvent) -> None:
        window = self.window
        if self.document is None or window is None:
            return
        if not self.filing.may_leave():
            event.ignore()
            return
        self._preferences.keep_geometry("window", window.saveGeometry())
        self.filing.end()
        self.window = None

    def shut_down(self) -> None:
        """Ends what runs beside the window and lets go of the document."""
        self.filing.end()
        self.runner.close()
