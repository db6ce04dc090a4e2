"""Start to first painted window, and edit to repainted tallies with 117 rows × 20 unit types × 12 rooms.

    python tests/bench/bench_window.py

Prints figures and asserts nothing. Runs without a screen unless QT_QPA_PLATFORM says otherwise.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

START = """
import os, sys, time, tempfile
began = time.perf_counter()
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from assessor.app import build
from assessor.ui.preferences import Preferences
app = QApplication([])
painted = None
class Watch(QObject):
    def eventFilter(self, watched, event):
        global painted
        if event.type() == QEvent.Type.Paint and painted is None:
            painted = time.perf_counter()
        return False
watch = Watch()
desk, handler = build(app, Preferences(), "ja")
app.installEventFilter(watch)
if sys.argv[1] == "start":
    desk.show_start()
else:
    desk.new_document("draft", "new")
while painted is None:
    app.processEvents()
app.removeEventFilter(watch)
heavy = ("reportlab", "pyhanko", "pikepdf", "pypdfium2", "PySide6.QtUiTools")
loaded = [name for name in heavy if name in sys.modules]
print(painted - began, *loaded)
if desk.document is not None:
    desk.document.handle.close(discard=True)
os._exit(0)
"""


def first_paint(what: str, runs: int = 5) -> None:
    """Prints the time from the first line of Python to the first painted window."""
    times = []
    loaded = ""
    for _ in range(runs + 1):
        done = subprocess.run([sys.executable, "-c", START, what], capture_output=True, text=True, check=True)
        first, *rest = done.stdout.split()
        times.append(float(first))
        loaded = " ".join(rest)
    times = sorted(times[1:])
    print(
        f"first paint, {what}: median {statistics.median(times):.3f} s, "
        f"least {times[0]:.3f} s; heavy: {loaded or '-'}"
    )


def edits() -> None:
    """Prints the time of an edit until the tallies and everything else that changed are painted."""
    from big import big_assessment
    from PySide6.QtWidgets import QApplication, QWidget

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
    window = MainWindow(UiContext(bridge, Wording(edition, "ja"), theme))
    window.resize(1366, 768)
    window.show()
    window.show_step("table:2-2")
    app.processEvents()
    print(f"window on the large assessment: {time.perf_counter() - began:.3f} s")

    def fields() -> Iterator[tuple[str, str]]:
        while True:
            for place, record in session.state.places.items():
                code = {"bathroom": "bath_short_side_mm", "door": "door_clear_width_mm"}.get(record.kind)
                if code is not None:
                    yield place, code

    def paint_pending(widgets: list[QWidget]) -> None:
        app.processEvents()

    for row in ("2-2/3(5)a", "2-2/1(1)"):
        window.show_row(row)
        app.processEvents()
        source = fields()
        times, model_times = [], []
        for number in range(300):
            place, code = next(source)
            edit = measure(place, code, Measurement(Decimal(700 + (number * 37) % 900)))
            began = time.perf_counter()
            bridge.push(edit)
            model_times.append((time.perf_counter() - began) * 1000)
            window.tally_bar.repaint()
            paint_pending([])
            times.append((time.perf_counter() - began) * 1000)
        for name, found in (("edit to all models", model_times), ("edit to repainted", times)):
            found.sort()
            p50, p95 = found[len(found) // 2], found[int(len(found) * 0.95)]
            print(f"{name}, row {row} shown: p50 {p50:.2f} ms, p95 {p95:.2f} ms")
    window.close()


if __name__ == "__main__":
    edits()
    for kind in ("start", "document"):
        first_paint(kind)
