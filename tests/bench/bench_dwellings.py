"""What 297 dwellings cost on the pages around the sheet: opening, edits that touch them, edits that do not.

Run with `python tests/bench/bench_dwellings.py [DWELLINGS]`; prints figures.
"""

import os
import sys
from decimal import Decimal
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from figures import median
from PySide6.QtWidgets import QApplication

from assessor.assessment import Edit, Measurement, PlaceRecord
from assessor.assessment.records import Fact, FactKey, MeasurementKey, PlaceKey
from assessor.criteria import load_edition
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.procedure.pages import procedure_pages
from assessor.ui.theme import Theme, load_bundled_fonts
from assessor.ui.window import MainWindow
from assessor.workflow.dwelling_entry import parse_ranges
from assessor.workflow.dwellings import plan_dwellings
from assessor.workflow.eligibility import basis, eligibility, eligibility_lines
from assessor.workflow.session import Session, new_assessment
from assessor.workflow.wording import Wording

PER_FLOOR = 9
UNITS = "ABCDEFGH"
TIMES = 15


def large(edition, count):
    """A building of eight unit types with so many dwellings."""
    state = new_assessment(edition, "new", "大規模団地", "2026-04-01")
    sets = []
    for order, name in enumerate(UNITS, 1):
        sets += [
            (PlaceKey(name), PlaceRecord("unit_type", name, order=order)),
            (PlaceKey(f"{name}-bath"), PlaceRecord("bathroom", "浴室", name, order=1)),
            (MeasurementKey(name, "dwelling_exclusive_area_m2"), Measurement(Decimal("51.2"))),
        ]
    state = state.apply(Edit(tuple(sets))).state
    floors = range(1, 1 + -(-count // PER_FLOOR))
    lines = [f"{floor}01-{floor}0{PER_FLOOR}:{UNITS[floor % len(UNITS)]}" for floor in floors]
    return state.apply(plan_dwellings(state, parse_ranges("\n".join(lines))[0]).edit).state


def timed(label, action):
    """Prints the median and the worst of some runs, in milliseconds."""
    found = []
    for number in range(TIMES):
        start = perf_counter()
        action(number)
        found.append(1000 * (perf_counter() - start))
    print(f"{label}: {median(found):.1f} ms (worst {max(found):.1f})")


def main() -> None:
    """Prints everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 297
    edition = load_edition("r4")
    state = large(edition, count)
    print(f"{len(state.dwellings)} dwellings of {len(UNITS)} unit types")
    found = eligibility(edition, state)
    timed("requirements of all", lambda _: eligibility(edition, state))
    timed("whether anything they read changed", lambda _: basis(edition, state))
    timed("requirements in words", lambda _: eligibility_lines(edition, found))
    app = QApplication([])
    load_bundled_fonts()
    theme = Theme("light", bundled_only=True)
    theme.apply()
    bridge = Bridge(Session(edition, state))
    window = MainWindow(UiContext(bridge, Wording(edition, "ja"), theme), procedure_pages())
    window.resize(1366, 768)
    window.show()

    def push(key, record):
        bridge.push(Edit(((key, record),)))
        window.repaint()
        app.processEvents()

    for step in ("requirements", "dwellings"):
        start = perf_counter()
        window.show_step(step)
        window.repaint()
        app.processEvents()
        print(f"{step}: shown after {1000 * (perf_counter() - start):.0f} ms")
        timed(
            f"{step}: area of a unit type, to the repainted page",
            lambda n: push(MeasurementKey("A", "dwelling_exclusive_area_m2"), Measurement(Decimal(40 + n))),
        )
        timed(
            f"{step}: a fact, to the repainted page",
            lambda n: push(FactKey("complies_with_law"), Fact(bool(n % 2))),
        )
        timed(
            f"{step}: a width that they do not read",
            lambda n: push(MeasurementKey("A-bath", "bath_short_side_mm"), Measurement(Decimal(1200 + n))),
        )


if __name__ == "__main__":
    sys.exit(main())
