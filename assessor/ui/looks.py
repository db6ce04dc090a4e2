"""How the windows look and read: colours, text size, language; and the other choices of the user."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from assessor.messages import Language
from assessor.ui.preferences import TEXT_SIZES, Preferences
from assessor.ui.theme import Scheme, Theme
from assessor.ui.translation import Translations
from assessor.ui.window import MainWindow


class Looks(QObject):
    """Carries out what the user chooses, and keeps it.

    Attributes:
        language: of the windows now; the one kept may be another, where this run was asked for one.
    """

    rebuild_asked = Signal()
    """Texts or sizes changed: windows are to be built anew."""
    user_changed = Signal(str)
    """Edits are kept under another name."""

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        translations: Translations,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._translations = translations
        self.language: Language = language

    def set_scheme(self, scheme: Scheme) -> None:
        """Changes the colours at once."""
        self._preferences.scheme = scheme
        self._theme.set_scheme(scheme)

    def set_text_size(self, size: float) -> None:
        """Changes the size of all texts at once."""
        self._preferences.text_size = size
        self._theme.scale = size
        self._theme.apply()
        self.rebuild_asked.emit()

    def set_language(self, language: Language) -> None:
        """Changes the language at once."""
        self._preferences.language = language
        self.language = language
        self._translations.use(language)
        self.rebuild_asked.emit()

    # The menu -------------------------------------------------------------------------------------------

    def register(self, window: MainWindow) -> None:
        """Gives a window its menu of looks."""
        window.actions_by_name.add("settings", self.tr("表示"), _nothing).setMenu(self._menu(window))

    def _menu(self, window: MainWindow) -> QMenu:
        menu = QMenu(window)
        schemes = (
            (self.tr("システムに合わせる"), "system"),
            (self.tr("明るい"), "light"),
            (self.tr("暗い"), "dark"),
        )
        sizes = tuple((self.tr("文字の大きさ %s %%") % round(size * 100), size) for size in TEXT_SIZES)
        languages = (("日本語", "ja"), ("English", "en"))
        choices: tuple[tuple[str, tuple[tuple[str, object], ...], object], ...] = (
            ("scheme", schemes, self._theme.scheme),
            ("text_size", sizes, self._theme.scale),
            ("language", languages, self.language),
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
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_chosen(self, action: QAction) -> None:
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

    # The dialog -----------------------------------------------------------------------------------------

    def ask(self, parent: QWidget | None) -> None:
        """Shows the user's choices and takes over what was changed."""
        from assessor.ui.start.preferences_dialog import Choices, PreferencesDialog

        kept = self._preferences
        present = Choices(kept.user, self.language, self._theme.scheme, self._theme.scale, kept.timestamp_url)
        dialog = PreferencesDialog(self._theme, present, parent)
        agreed = dialog.exec() == PreferencesDialog.DialogCode.Accepted
        chosen = dialog.choices
        dialog.deleteLater()
        if not agreed:
            return
        kept.user, kept.timestamp_url = chosen.user, chosen.timestamp_url
        self.user_changed.emit(kept.user)
        if chosen.scheme != present.scheme:
            self.set_scheme(chosen.scheme)
        if chosen.text_size != present.text_size:
            self.set_text_size(chosen.text_size)
        if chosen.language != present.language:
            self.set_language(chosen.language)


def _nothing() -> None:
    """The entry only opens its menu."""
