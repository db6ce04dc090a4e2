"""Start to first painted window, and edit to repainted tallies with 117 rows × 20 unit types × 12 rooms.

    python tests/bench/bench_window.py

Prints figures and asserts nothing. Runs without a screen unless QT_QPA_PLATFORM says otherwise.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from figures import Figure, environment, median, quantile, show

START = """
import gc, os, sys, time, tempfile
began = time.perf_counter()
gc.disable()  # as the program does until its window shows
import assessor.workflow.history  # and what needs no Qt before Qt, as the program does
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from assessor.app import build
from assessor.ui.preferences import Preferences
app = QApplication([])
painted = False
class Watch(QObject):
    def eventFilter(self, watched, event):
        global painted
        painted = painted or event.type() == QEvent.Type.Paint
        return False
watch = Watch()
desk, handler = build(app, Preferences(), "ja")
desk.window_made.connect(lambda window: window.installEventFilter(watch))
if sys.argv[1] == "start":
    desk.show_start()
    for window in app.topLevelWidgets():
        window.installEventFilter(watch)
else:
    desk.new_document("draft", "new")
while not painted:
    app.processEvents()
took = time.perf_counter() - began  # the pass of events that painted is over: the whole window is drawn
heavy = ("reportlab", "pyhanko", "pikepdf", "pypdfium2", "openpyxl")
print(took, *(name for name in heavy if name in sys.modules))
if desk.document is not None:
    desk.document.handle.close(discard=True)
os._exit(0)
"""


def first_paint(what: str, runs: int = 7) -> Figure:
    """The time from the first line of Python until the whole first window is drawn."""
    times = []
    heavy: list[str] = []
    for _ in range(runs + 1):
        done = subprocess.run(
            [sys.executable, "-c", START, what],
            capture_output=True,
            text=True,
            check=True,
            env=environment(),
        )
        first, *heavy = done.stdout.split()
        times.append(float(first))
    name = {"start": "start to painted start screen", "document": "start to painted new assessment"}[what]
    if heavy:
        name += f" (loads {', '.join(heavy)})"
    return Figure(f"{name}, median of {runs}", median(times[1:]), "s", 0.6)


def edits() -> list[Figure]:
    """The time of an edit until the tallies and everything else that changed are painted."""
    from big import big_assessment
    from PySide6.QtWidgets import QApplication

    from assessor.app import pages
    from assessor.assessment import Measurement
    from assessor.assessment.edits import measure
    from assessor.criteria import load_edition
    from assessor.ui.bridge import Bridge
    from assessor.ui.context import UiContext
    from assessor.ui.theme import Theme, load_bundled_fonts
    from assessor.ui.window import MainWindow
    from assessor.workflow.session import Session
    from assessor.workflow.wording import Wording

    app = QApplication([])
    app.setStyle("Fusion")
    load_bundled_fonts()
    theme = Theme("light", bundled_only=True)
    theme.apply()
    edition = load_edition("draft")
    session = Session(edition, big_assessment(edition))
    bridge = Bridge(session)
    began = time.perf_counter()
    window = MainWindow(UiContext(bridge, Wording(edition, "ja"), theme), pages())
    window.resize(1366, 768)
    window.show()
    window.show_step("table:2-2")
    app.processEvents()
    found = [Figure("window on the large assessment", time.perf_counter() - began, "s")]
    walked = []
    for row in [row.id for row in edition.rows_for("new") if row.table == "2-2"]:
        began = time.perf_counter()
        window.show_row(row)
        app.processEvents()
        walked.append((time.perf_counter() - began) * 1000)
    found.append(Figure("another row and its reasons, p50", median(walked), "ms"))
    found.append(Figure("another row and its reasons, p95", quantile(walked, 0.95), "ms"))

    def fields(kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
        while True:
            for place, record in session.state.places.items():
                code = kinds.get(record.kind)
                if code is not None:
                    yield place, code

    bath, door = {"bathroom": "bath_short_side_mm"}, {"door": "door_clear_width_mm"}
    for name, row, kinds in (
        ("bath and door widths, a bath row shown", "2-2/3(5)a", bath | door),
        ("bath widths, their row shown", "2-2/3(5)a", bath),
        ("bath and door widths, another row shown", "2-2/1(1)", bath | door),
    ):
        window.show_row(row)
        app.processEvents()
        source = fields(kinds)
        times = []
        for number in range(400):
            place, code = next(source)
            edit = measure(place, code, Measurement(Decimal(700 + (number * 37) % 900)))
            began = time.perf_counter()
            bridge.push(edit)
            window.tally_bar.repaint()
            app.processEvents()
            times.append((time.perf_counter() - began) * 1000)
        found.append(Figure(f"edit to repainted, {name}, p50", median(times), "ms"))
        found.append(Figure(f"edit to repainted, {name}, p95", quantile(times, 0.95), "ms", 4))
    window.close()
    return found


if __name__ == "__main__":
    show(
        [*edits(), *(first_paint(kind) for kind in ("start", "document"))],
        as_json="--json" in sys.argv,
    )
