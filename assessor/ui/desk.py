"""What lies on the desk: the open document, its window, and the user's choices about how it looks."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.store import SUFFIX
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.preferences import TEXT_SIZES, Preferences
from assessor.ui.start_window import StartWindow
from assessor.ui.theme import Scheme, Theme
from assessor.ui.translation import Translations
from assessor.ui.window import MainWindow, PageSpec
from assessor.workflow import documents
from assessor.workflow.documents import OpenDocument
from assessor.workflow.editions import edition_of, editions
from assessor.workflow.wording import Wording


class Desk(QObject):
    """Opens and closes documents and builds their windows.

    Attributes:
        window: the window of the open document.
        document: the open document.
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
        self.document: OpenDocument | None = None
        self.window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self._start: StartWindow | None = None

    @property
    def language(self) -> Language:
        """Language of the window."""
        return self._language

    # Documents ------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Shows what there is without a document."""
        self._start = StartWindow(editions(), self._language, self._theme)
        self._start.new_asked.connect(self.new_document)
        self._start.open_asked.connect(self.ask_open)
        self._start.show()

    def new_document(self, edition: str, category: str) -> None:
        """Begins an assessment."""
        try:
            made = documents.new_document(edition_of(edition), category, "", by=self._preferences.user)
        except UserError as error:
            self.tell(error)
            return
        self.take(made, step="case")

    def open_file(self, path: Path) -> bool:
        """Opens a document or an interchange file; a fault is shown, and nothing else changes."""
        try:
            opened = documents.open_file(path)
        except UserError as error:
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
        if not self._may_leave():
            # What was brought back from an earlier run is kept for the next; a fresh copy holds nothing new.
            document.handle.close(discard=not document.handle.recovered)
            return
        self._close_document()
        self.document = document
        self._bridge = Bridge(document.session, is_kept=True, user=self._preferences.user)
        first = document.session.edition.tables[0].code
        self._build_window(step or f"table:{first}")
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None

    def tell(self, error: UserError) -> None:
        """Shows an error in the window's banner, or in a box where there is no window."""
        if self.window is not None:
            self.window.banner.show_error(error)
            return
        sentence, remedy = explain(error, self._language)
        box = _plain_box(self._start, sentence, remedy)
        box.setIcon(QMessageBox.Icon.Warning)
        box.exec()

    def _close_document(self) -> None:
        if self.document is not None:
            self.document.handle.close()
        self.document = None

    # The window -----------------------------------------------------------------------------------------

    def _build_window(self, step: str, row: str | None = None) -> None:
        assert self._bridge is not None
        old = self.window
        wording = Wording(self._bridge.session.edition, self._language)
        self._bridge.set_edit_text(wording.edit)
        context = UiContext(self._bridge, wording, self._theme)
        window = MainWindow(context, self._pages(), in_file=self._is_in_file)
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
            old = self._start
            self.show_start()
            old.close()
            old.deleteLater()

    def _is_in_file(self) -> bool:
        return self.document is not None and not self.document.handle.has_unsaved_changes

    def _register(self, window: MainWindow) -> None:
        add, keys = window.actions_by_name.add, QKeySequence.StandardKey
        add("new", self.tr("新しい評価…"), self.show_start, shortcut=keys.New)
        add("open", self.tr("開く…"), self.ask_open, shortcut=keys.Open)
        add("save", self.tr("保存"), self.save, shortcut=keys.Save)
        add("save_as", self.tr("名前を付けて保存…"), self.save_as, shortcut="Ctrl+Shift+S")
        add("quit", self.tr("終了"), window.close, shortcut="Ctrl+Q")
        settings = add("settings", self.tr("表示"), _nothing)
        settings.setMenu(self._settings_menu(window))

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
        if self.document is None:
            return False
        if self.document.handle.path is None or self.document.handle.read_only:
            return self.save_as()
        return self._saved(self.document.handle.save)

    def save_as(self) -> bool:
        """Asks for a name and saves there."""
        if self.document is None:
            return False
        handle = self.document.handle
        name = self.document.session.state.case.name or self.tr("評価")
        start = str(handle.path or Path.home() / f"{_file_name(name)}{SUFFIX}")
        filters = self.tr("評価（*%s）") % SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(self._parent(), self.tr("名前を付けて保存"), start, filters)
        if not chosen:
            return False
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(SUFFIX)
        # The file dialog has asked already whether to replace a file that is there.
        return self._saved(lambda: handle.save_as(path, overwrite=True))

    def _saved(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except UserError as error:
            self.tell(error)
            return False
        if self.window is not None:
            self.window.refresh_save_state()
        return True

    def _parent(self) -> QWidget | None:
        return self.window if self.window is not None else self._start

    def _on_closing(self, event: QCloseEvent) -> None:
        document, window = self.document, self.window
        if document is None or window is None:
            return
        if not self._may_leave():
            event.ignore()
            return
        self._preferences.keep_geometry("window", window.saveGeometry())
        self._close_document()
        self.window = None

    def _may_leave(self) -> bool:
        unsaved = self.document is not None and self.document.handle.has_unsaved_changes
        return not unsaved or self.window is None or self._may_close(self.window)

    def _may_close(self, window: MainWindow) -> bool:
        box = _plain_box(
            window,
            self.tr("ファイルにまだ保存していない変更があります。"),
            self.tr("保存せずに閉じても、変更は作業用の写しに残り、次に始めるときに戻せます。"),
        )
        box.setStandardButtons(
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Close
            | QMessageBox.StandardButton.Cancel
        )
        box.setDefaultButton(QMessageBox.StandardButton.Save)
        answer = box.exec()
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Close


def _nothing() -> None:
    """The entry only opens its menu."""


def _file_name(name: str) -> str:
    """The case's name without what no file name can hold."""
    return (
        "".join(char for char in name if char not in '\\/:*?"<>|' and char.isprintable()).strip()
        or "assessment"
    )


def _plain_box(parent: QWidget | None, sentence: str, remedy: str) -> QMessageBox:
    from PySide6.QtCore import Qt

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(remedy)
    return box
