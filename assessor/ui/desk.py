"""What lies on the desk: the open document, its window, and the user's choices about how it looks."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget

from assessor.errors import StoreError, UserError
from assessor.messages import Language, explain
from assessor.paths import resource
from assessor.store import (
    SUFFIX,
    DocumentHandle,
    JournalRow,
    PendingRecovery,
    discard_recovery,
    pending_recoveries,
)
from assessor.ui.banner import Banner
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.offers import PDF, Offers, Surroundings
from assessor.ui.preferences import TEXT_SIZES, Preferences
from assessor.ui.procedure.pages import procedure_pages
from assessor.ui.procedure.services import Services
from assessor.ui.start.filing import Filing, plain_box
from assessor.ui.start.recovered import moment
from assessor.ui.start.window import StartWindow
from assessor.ui.theme import Scheme, Theme
from assessor.ui.translation import Translations
from assessor.ui.window import MainWindow, PageSpec
from assessor.workflow import documents
from assessor.workflow.documents import OpenDocument
from assessor.workflow.editions import edition_heads, edition_of
from assessor.workflow.templates import UnitChoice
from assessor.workflow.wording import Wording


class Desk(QObject):
    """Opens and closes documents and builds their windows.

    Attributes:
        window: the window of the open document.
        runner: work beside the window.
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
        self._language: Language = language
        self._pages = pages
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
                ask_settings=self.ask_settings,
                close_document=self.close_document,
            ),
            self,
        )
        self.window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self._start: StartWindow | None = None

    @property
    def language(self) -> Language:
        """Language of the window."""
        return self._language

    @property
    def document(self) -> OpenDocument | None:
        """The open document."""
        return self.filing.document

    def _present_language(self) -> Language:
        return self._language

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
        return self._parent(), None if self.window is None else self.window.banner, self._language

    # The start screen -----------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Shows what there is without a document."""
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
        heads, unreadable = edition_heads()
        faults: list[UserError] = [*unreadable]
        left: list[PendingRecovery] = []
        try:
            left = pending_recoveries()
        except UserError as error:
            faults.append(error)
        recent = [path for path in self._preferences.recent if path.exists()]
        start = StartWindow(heads, self._language, self._theme, recent, left)
        self._start = start
        start.new_asked.connect(self.new_document)
        start.open_asked.connect(self.ask_open)
        start.example_asked.connect(self.open_example)
        start.verify_asked.connect(self.offers.ask_verify)
        start.inbox_asked.connect(self.offers.inbox_asked)
        start.portfolio_asked.connect(self.offers.portfolio_asked)
        start.settings_asked.connect(self.ask_settings)
        start.recent_asked.connect(self.open_file)
        start.recovery_asked.connect(self.recover)
        start.discard_asked.connect(self.discard)
        self.offers.drops.watch(start)
        start.show()
        for fault in faults:
            self.tell(fault)

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

    def discard(self, pending: PendingRecovery) -> bool:
        """Throws away what an earlier run left behind, after a question."""
        box = plain_box(
            self._parent(), self.tr("残っている作業を破棄しますか。"), self.tr("破棄すると、元に戻せません。")
        )
        box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        answer = box.exec()
        box.deleteLater()
        if answer != QMessageBox.StandardButton.Discard:
            return False
        try:
            discard_recovery(pending)
        except UserError as error:
            self.tell(error)
            return False
        self.show_start()
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
                language=self._language,
            )
        except UserError as error:
            self.tell(error)
            return
        self.take(made, step="case")
        first = made.session.evaluation.snapshot.index.unit_types[:1]
        if self.document is made and self.window is not None and first:
            self.window.show_place(first[0])

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
            step: step to show; the first table when empty.
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
        first = document.session.edition.tables[0].code
        self._build_window(step or f"table:{first}")
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None
        self._say_how_it_was_opened(document)

    def _say_how_it_was_opened(self, document: OpenDocument) -> None:
        assert self.window is not None
        handle, banner = document.handle, self.window.banner
        offer = (self.tr("別の名前で保存…"), self.save_as)
        if handle.holder is not None:
            said = self.tr(
                "%(user)sさんが使用中のため、読み取り専用で開きました（%(host)s、%(since)sから）。"
            ) % {
                "user": handle.holder.user or "?",
                "host": handle.holder.host or "?",
                "since": moment(handle.holder.since),
            }
            banner.show_message(said, severity="warning", offer=offer)
        elif handle.read_only:
            said = self.tr("このファイルまたはフォルダーには書き込めないため、読み取り専用で開きました。")
            banner.show_message(said, severity="warning", offer=offer)
        elif handle.recovered:
            said = self.tr("前回ファイルに保存されなかった変更を、作業用の写しから戻しました。")
            banner.show_message(said, offer=(self.tr("保存"), self.save))

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
        sentence, remedy = explain(error, self._language)
        box = plain_box(self._start, sentence, remedy)
        box.setIcon(QMessageBox.Icon.Warning)
        box.exec()

    # The window -----------------------------------------------------------------------------------------

    def _build_window(self, step: str, row: str | None = None) -> None:
        assert self._bridge is not None
        old = self.window
        wording = Wording(self._bridge.session.edition, self._language)
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
        if window.pages.currentWidget() is window.table_page:
            window.table_page.view.setFocus()
        else:
            window.step_view.setFocus()
        if old is not None:
            old.closing.disconnect(self._on_closing)
            old.close()
            old.deleteLater()

    def _rebuild(self) -> None:
        """Builds the window anew, for texts and sizes; the document, its undo steps and the row stay."""
        if self.window is not None:
            self._build_window(self.window.current_step or "case", self.window.current_row)
        elif self._start is not None:
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
        settings = add("settings", self.tr("表示"), _nothing)
        settings.setMenu(self._settings_menu(window))
        self.offers.register(window)

    def _settings_menu(self, window: MainWindow) -> QMenu:
        menu = QMenu(window)
        choices: tuple[tuple[str, tuple[tuple[str, object], ...], object], ...] = (
            (
                "scheme",
                (
                    (self.tr("システムに合わせる"), "system"),
                    (self.tr("明るい"), "light"),
                    (self.tr("暗い"), "dark"),
                ),
                self._theme.scheme,
            ),
            (
                "text_size",
                tuple((self.tr("文字の大きさ %s %%") % round(size * 100), size) for size in TEXT_SIZES),
                self._theme.scale,
            ),
            ("language", (("日本語", "ja"), ("English", "en")), self._language),
        )
        for name, entries, present in choices:
            group = QActionGroup(menu)
            for text, value in entries:
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(value == present)
                action.setData((name, value))
                group.addAction(action)
            menu.addSeparator()
        menu.triggered.connect(self._on_setting)
        return menu

    def _on_setting(self, action: QAction) -> None:
        found = action.data()
        if not isinstance(found, tuple):
            return
        name, value = found
        if name == "scheme":
            self.set_scheme(value)
        elif name == "text_size":
            self.set_text_size(value)
        else:
            self.set_language(value)

    def set_scheme(self, scheme: Scheme) -> None:
        """Changes the colours at once."""
        self._preferences.scheme = scheme
        self._theme.set_scheme(scheme)

    def set_text_size(self, size: float) -> None:
        """Changes the size of all texts at once."""
        self._preferences.text_size = size
        self._theme.scale = size
        self._theme.apply()
        self._rebuild()

    def set_language(self, language: Language) -> None:
        """Changes the language at once."""
        self._preferences.language = language
        self._language = language
        self._translations.use(language)
        self._rebuild()

    # Files ----------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Asks for a file and opens it."""
        filters = self.tr("評価（*%s *.json）") % SUFFIX
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
        return self._start if self._start is not None and self._start.isVisible() else self.window

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

    # Settings -------------------------------------------------------------------------------------------

    def ask_settings(self) -> None:
        """Shows the user's choices and takes over what was changed."""
        from assessor.ui.start.preferences_dialog import Choices, PreferencesDialog

        kept = self._preferences
        present = Choices(
            kept.user, self._language, self._theme.scheme, self._theme.scale, kept.timestamp_url
        )
        dialog = PreferencesDialog(self._theme, present, self._parent())
        agreed = dialog.exec() == PreferencesDialog.DialogCode.Accepted
        chosen = dialog.choices
        dialog.deleteLater()
        if not agreed:
            return
        kept.user, kept.timestamp_url = chosen.user, chosen.timestamp_url
        if self._bridge is not None:
            self._bridge.user = chosen.user
        if chosen.scheme != present.scheme:
            self.set_scheme(chosen.scheme)
        if chosen.text_size != present.text_size:
            self.set_text_size(chosen.text_size)
        if chosen.language != present.language:
            self.set_language(chosen.language)

    def shut_down(self) -> None:
        """Ends what runs beside the window and lets go of the document."""
        self.filing.end()
        self.runner.close()


def _nothing() -> None:
    """The entry only opens its menu."""
