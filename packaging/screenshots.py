"""Pictures of every step of the window: light and dark, normal and 200 % text, Japanese and English.

    python packaging/screenshots.py FOLDER [ASSESSMENT.json]

Runs without a screen and with the bundled fonts, so that the pictures are the same everywhere.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from assessor.app import pages
from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.messages import Language
from assessor.paths import resource
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.theme import Scheme, Theme, load_bundled_fonts
from assessor.ui.translation import Translations
from assessor.ui.window import MainWindow
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording

WIDTH, HEIGHT = 1366, 768


@dataclass(frozen=True)
class Look:
    """One way the window can look."""

    name: str
    scheme: Scheme
    scale: float
    language: Language


LOOKS = (
    Look("light", "light", 1.0, "ja"),
    Look("dark", "dark", 1.0, "ja"),
    Look("light-200", "light", 2.0, "ja"),
    Look("dark-200", "dark", 2.0, "ja"),
    Look("english", "light", 1.0, "en"),
)
STEPS = (
    "case",
    "places",
    "tables",
    "table:2-2",
    "matrix",
    "way",
    "doubts",
    "tightness",
    "results",
    "help",
)


def take(app: QApplication, look: Look, edition: Edition, state: Assessment, folder: Path, row: str) -> None:
    """All pictures of one look."""
    translations = Translations(app)
    translations.use(look.language)
    theme = Theme(look.scheme, look.scale, bundled_only=True)
    theme.apply()
    wording = Wording(edition, look.language)
    bridge = Bridge(Session(edition, state), edit_text=wording.edit)
    window = MainWindow(UiContext(bridge, wording, theme), pages())
    window.resize(WIDTH, HEIGHT)
    window.show()
    for step in STEPS:
        window.show_step(step)
        if step == "table:2-2":
            window.show_row(row)
        app.processEvents()
        app.processEvents()
        window.grab().save(str(folder / f"{look.name}-{step.replace(':', '-')}.png"), "PNG", 0)
    window.close()
    window.deleteLater()
    translations.use("ja")
    app.processEvents()


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    examples = sorted(resource("examples").glob("*.json"))
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else examples[0]
    app = QApplication([])
    app.setStyle("Fusion")
    load_bundled_fonts()
    edition, state = read_assessment(source.read_bytes(), source.name)
    failing = [
        one.row
        for one in Session(edition, state).evaluation.rows.values()
        if one.verdict == "not_conforming" and edition.rows[one.row].table == "2-2"
    ]
    row = failing[0] if failing else next(row.id for row in edition.rows.values() if row.table == "2-2")
    for look in LOOKS:
        if look.language == "en" and not resource("i18n", "app_en.qm").is_file():
            continue
        take(app, look, edition, state, folder, row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
