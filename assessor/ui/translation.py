"""Japanese is the source; English is a catalogue of ours, and Qt's own texts have theirs."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from assessor.messages import Language
from assessor.paths import resource


class Translations:
    """The catalogues in force. Chosen by setting, never by a search along the system's locale."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: Language) -> None:
        """Takes the catalogues of a language for texts made from now on.

        Raises:
            FileNotFoundError: the English catalogue was not built.
        """
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        QLocale.setDefault(
            QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
            if language == "en"
            else QLocale(QLocale.Language.Japanese, QLocale.Country.Japan)
        )
        if language == "en":
            file = resource("i18n", "app_en.qm")
            if not self._install(str(file)):
                raise FileNotFoundError(file)
        else:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"{folder}/qtbase_ja.qm")

    def _install(self, file: str) -> bool:
        translator = QTranslator(self._app)
        if not translator.load(file):
            return False
        self._app.installTranslator(translator)
        self._installed.append(translator)
        return True
