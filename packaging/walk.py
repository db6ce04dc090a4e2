"""From the empty start page to a decided sheet, by keys in the real window, with a picture per step.

    python packaging/walk.py FOLDER [COBIE.xlsx]

The building is the worked example: a house of two dwellings. With its COBie workbook rooms, areas, doors and
windows are imported; without it they are typed. Runs without a screen, in a data folder of its own. A test
walks the same way.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from walk_places import KEY, PlacesWalk

from assessor.app import build
from assessor.ui.models.cells import CELL_ROLE
from assessor.ui.preferences import Preferences


class Walk(PlacesWalk):
    """The whole walk; the second half is the sheet: questions, results, evidence, PDF."""

    def run(self, folder: Path) -> Path:
        """From the start page to the PDF; gives the file."""
        self.begin()
        self.fill_case()
        if self._workbook is not None:
            self.import_rooms(self._workbook)
        self.dwelling("A")
        self.other_dwelling()
        self.building()
        self.look_around()
        self.tables()
        self.results()
        self.replace_drawing()
        return self.export(folder)

    def look_around(self) -> None:
        """What the measurements alone decide."""
        for step in ("matrix", "tightness", "doubts"):
            self.window.show_step(step)
            self.shoot(step)

    # The sheet ------------------------------------------------------------------------------------------

    def tables(self) -> None:
        """F8 from one undetermined row to the next: answered, or judged where nothing can be entered."""
        window, shown = self.window, set()
        for _ in range(400):
            self.hand.press(KEY.Key_F8)
            row = window.current_row
            result = self.session.evaluation.rows.get(row)
            if result is None or result.verdict != "undetermined":
                break
            table = self.session.edition.rows[row].table
            if table not in shown:
                shown.add(table)
                self.shoot(f"table-{table}")
            self._answer(row)
        self.shoot("tables-done")

    def _answer(self, row: str) -> None:
        """Questions are answered yes, yes-or-no figures no; a person judges what then is still open."""
        window, view = self.window, self.window.why.input_view
        self.hand.press(KEY.Key_Return)
        for _ in range(80):
            QApplication.processEvents()
            if self.session.evaluation.rows[row].verdict != "undetermined":
                return
            cell = view.currentIndex().data(CELL_ROLE) if view.hasFocus() else None
            if cell is None or cell.kind != "switch":
                break
            field = window.why.inputs.field(view.currentIndex())
            before = view.currentIndex()
            is_question = field is None or field.kind == "attest"
            self.hand.press(KEY.Key_Y if is_question else KEY.Key_N)
            QApplication.processEvents()
            if view.currentIndex() == before and view.hasFocus():
                break
        if self.session.evaluation.rows[row].verdict == "undetermined":
            self.judged.append(row)
            self.hand.press(KEY.Key_Escape, KEY.Key_Escape)
            self.hand.press(KEY.Key_N)

    def results(self) -> None:
        """What came out, and the way to pass."""
        for step in ("results", "way"):
            self.window.show_step(step)
            self.shoot(step)

    def replace_drawing(self) -> None:
        """A drawing is entered, replaced, and what was read from it checked again."""
        self.window.show_step("evidence")
        page = self.window.page("evidence")
        self._in_dialog(page.add, "drawing", "A-11", "平面図", "1")
        self._in_dialog(page.replace_drawing, "drawing-replaced", "", "", "2")
        self.shoot("evidence-checks")
        self.window.show_step("matrix")
        self.shoot("matrix-doubtful")
        self.window.show_step("evidence")
        self.hand.click(page.confirm_all)
        self.shoot("evidence")

    def _in_dialog(self, button: QAbstractButton, name: str, *texts: str) -> None:
        def fill() -> None:
            dialog: Any = QApplication.activeModalWidget()
            dialog.activateWindow()
            QApplication.processEvents()
            for field, text in zip((dialog.number, dialog.title, dialog.revision), texts, strict=True):
                if text and field.isEnabled():
                    field.setFocus()
                    self.hand.type(text)
            self.shoot(name, dialog)
            self.hand.press(KEY.Key_Return)
            if dialog.isVisible():
                dialog.reject()
                refused.append(name)

        refused: list[str] = []
        QTimer.singleShot(0, fill)
        self.hand.click(button)
        if refused:
            raise RuntimeError(f"{name}: the dialog did not take what was typed")

    def export(self, folder: Path) -> Path:
        """The checklist as PDF, unsigned; gives the file."""
        self.window.show_step("export")
        page = self.window.page("export")
        self._wait()
        self.shoot("export")
        self.preferences.keep_folder("export", folder)
        self.hand.click(page.unsigned)
        dialog = page.dialog
        self.shoot("export-dialog", dialog)
        self.hand.press(KEY.Key_Return)
        self._wait()
        self.shoot("exported", dialog)
        written = dialog.exported
        self.hand.press(KEY.Key_Escape)
        if written is None:
            raise RuntimeError("nothing was written")
        return Path(written.path)

    def _wait(self) -> None:
        """Until nothing runs beside the window."""
        for _ in range(1200):
            QTest.qWait(50)
            if not self.desk.runner.is_busy:
                return
        raise RuntimeError("it takes too long")


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    workbook = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    home = tempfile.mkdtemp()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[name] = home
    app = QApplication([])
    preferences = Preferences(Path(home) / "window.ini")
    desk, _ = build(app, preferences, "ja")
    taken: list[str] = []

    def shoot(name: str, what: QWidget) -> None:
        taken.append(name)
        what.grab().save(str(folder / f"{len(taken):02d}-{name}.png"), "PNG", 0)

    walk = Walk(desk, preferences, shoot, workbook)
    walk.run(folder)
    rows = walk.session.evaluation.rows.values()
    print(Counter(row.verdict for row in rows))
    print(f"{walk.hand.strokes} key strokes, {walk.hand.clicks} clicks, {len(taken)} pictures")
    assert desk.document is not None
    desk.document.handle.close(discard=True)
    desk.filing.document = None
    desk.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
