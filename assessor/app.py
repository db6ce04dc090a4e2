"""The window's composition root: builds what exists and hands each part what it uses."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from assessor.messages import Language
from assessor.paths import resource
from assessor.ui.compare.office import EditionOffice
from assessor.ui.context import UiContext
from assessor.ui.crash import CrashHandler
from assessor.ui.desk import Desk
from assessor.ui.models.steps import StepCounter
from assessor.ui.portfolio.office import PortfolioOffice
from assessor.ui.preferences import Preferences
from assessor.ui.review.office import ReviewOffice
from assessor.ui.theme import Theme, load_bundled_fonts
from assessor.ui.translation import Translations
from assessor.ui.window import PageSpec


def run(argv_file: Path | None, language: Language | None = None) -> int:
    """Opens the window and returns when it is closed.

    Args:
        argv_file: file to open; None: the start screen.
        language: language of this run; None: the one chosen in the window, else Japanese.

    Returns:
        Exit code: 0, or 2 when a named file could not be opened.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    desk, handler = build(app, Preferences(), language)
    handler.install()
    try:
        if argv_file is not None and not desk.open_file(argv_file):
            return 2
        if argv_file is None:
            desk.show_start()
        QTimer.singleShot(0, _settle)
        return app.exec()
    finally:
        desk.shut_down()
        handler.remove()


def _settle() -> None:
    """What is there now is left out of every later search for rubbish, which would hold up a keystroke."""
    gc.freeze()
    gc.enable()


def build(
    app: QApplication,
    preferences: Preferences,
    language: Language | None = None,
    *,
    bundled_fonts: bool = False,
) -> tuple[Desk, CrashHandler]:
    """Everything but the first window.

    Args:
        app: the application.
        preferences: what this user chose; a language asked for does not change it.
        language: language asked for; None: the one chosen in the window, else Japanese.
        bundled_fonts: leaves the fonts of the system aside, so that pictures are the same everywhere.
    """
    app.setApplicationName("assessor")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    load_bundled_fonts()
    chosen = language or preferences.language or "ja"
    translations = Translations(app)
    translations.use(chosen)
    theme = Theme(preferences.scheme, preferences.text_size, bundled_only=bundled_fonts)
    theme.apply()
    review = ReviewOffice(preferences, theme)
    desk = Desk(app, preferences, theme, translations, chosen, lambda: (*pages(), *review.pages()))
    review.setParent(desk)
    review.serve(desk)
    EditionOffice(desk)
    PortfolioOffice(desk, theme)
    return desk, CrashHandler(app.quit)


def pages() -> tuple[PageSpec, ...]:
    """Pages of the walk besides the window's own, titled in the present language."""
    return (
        PageSpec("places", QCoreApplication.translate("App", "住戸と寸法"), 20, _places_page),
        PageSpec("matrix", QCoreApplication.translate("App", "住戸タイプ別"), 52, _matrix_page),
        PageSpec("way", QCoreApplication.translate("App", "合格への道"), 54, _way_page),
        PageSpec("doubts", QCoreApplication.translate("App", "入力の確かめ"), 56, _doubts_page, _doubts),
        PageSpec("evidence", QCoreApplication.translate("App", "根拠図面"), 57, _evidence_page, _checks),
        PageSpec("tightness", QCoreApplication.translate("App", "寸法の余裕"), 58, _tightness_page),
        PageSpec("compare", QCoreApplication.translate("App", "版の比較"), -1, _compare_page),
    )


def _places_page(context: UiContext) -> QWidget:
    from assessor.ui.places.page import PlacesPage

    return PlacesPage(context)


def _matrix_page(context: UiContext) -> QWidget:
    from assessor.ui.matrix import MatrixPage

    return MatrixPage(context)


def _way_page(context: UiContext) -> QWidget:
    from assessor.ui.insight.way_page import WayPage

    return WayPage(context)


def _doubts_page(context: UiContext) -> QWidget:
    from assessor.ui.insight.doubts_page import DoubtsPage

    return DoubtsPage(context)


def _doubts(context: UiContext) -> StepCounter:
    from assessor.ui.insight.doubts import doubts_of

    return doubts_of(context)


def _tightness_page(context: UiContext) -> QWidget:
    from assessor.ui.insight.tightness_page import TightnessPage

    return TightnessPage(context)


def _evidence_page(context: UiContext) -> QWidget:
    from assessor.ui.insight.evidence_page import EvidencePage

    return EvidencePage(context)


def _checks(context: UiContext) -> StepCounter:
    from assessor.ui.insight.checks_count import checks_count

    return checks_count(context)


def _compare_page(context: UiContext) -> QWidget:
    from assessor.ui.compare.page import ComparePage

    return ComparePage(context)
