"""Pictures of the start page and of every step: light and dark, normal and 200 % text, Japanese and English.

    python packaging/screenshots.py FOLDER [ASSESSMENT.json]

Runs the whole program without a screen, in a data folder of its own and with the shipped fonts, so that the
pictures are the same everywhere.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from assessor.app import build
from assessor.messages import Language
from assessor.paths import resource
from assessor.ui.desk import Desk
from assessor.ui.preferences import Preferences
from assessor.ui.theme import Scheme

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
TABLE = "2-2"


def take(desk: Desk, look: Look, source: Path, folder: Path) -> None:
    """All pictures of one look."""
    desk.looks.set_scheme(look.scheme)
    desk.looks.set_text_size(look.scale)
    desk.looks.set_language(look.language)
    desk.show_start()
    start = desk.front.window
    assert start is not None
    shoot(start, folder / f"{look.name}-start.png")
    desk.open_file(source)
    window = desk.window
    assert window is not None
    edition, rows = window.context.bridge.session.edition, window.context.bridge.session.evaluation.rows
    failing = (one.row for one in rows.values() if one.verdict == "not_conforming")
    row = next((one for one in failing if edition.rows[one].table == TABLE), "")
    for step in ("case", *window.pages.specs, "tables", f"table:{TABLE}", "results", "help"):
        window.show_step(step)
        if row and step == f"table:{TABLE}":
            window.show_row(row)
        # What a page draws or reads in the background comes to it.
        wait(3000 if step == "export" else 200)
        shoot(window, folder / f"{look.name}-{step.replace(':', '-')}.png")
    desk.close_document()


def wait(milliseconds: int) -> None:
    """Lets the program run; unlike QTest's wait this leaves room for work in other threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shoot(window: QWidget, file: Path) -> None:
    """One picture of a window at the size it is made for."""
    window.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    QApplication.processEvents()
    window.grab().save(str(file), "PNG", 0)


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else next(resource("examples").glob("*.json"))
    with tempfile.TemporaryDirectory() as data:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = data
        app = QApplication([])
        desk, _ = build(app, Preferences(Path(data) / "settings.ini"), bundled_fonts=True)
        for look in LOOKS:
            take(desk, look, source.resolve(), folder)
        desk.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
