"""What a folder of 500 cases costs: the first look, verdicts from nothing, and opening it again.

Run with `python tests/bench/bench_portfolio.py [CASES]`; prints figures.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big import big_assessment

from assessor import paths
from assessor.assessment import Edit
from assessor.assessment.records import CaseKey, Dwelling, DwellingKey, Fact, FactKey, Filing, FilingKey
from assessor.criteria import load_edition
from assessor.store import create_document
from assessor.workflow.portfolio import Portfolio, certified_by_year

TODAY = date(2026, 11, 21)
SMALL = 20


def cases(folder, count):
    """Documents of 1,000 to 1,800 records each, at different stages."""
    edition = load_edition("r4")
    bases = [big_assessment(edition, "new", units) for units in (2, 3, 4)]
    for number in range(count):
        state = bases[number % 3]
        sets = [(CaseKey(), replace(state.case, name=f"第{number}住宅", date_made="2026-04-01"))]
        sets += [(FactKey("agent_files"), Fact(value=False)), (FactKey("opinion_received"), Fact(value=True))]
        sets += [
            (DwellingKey(f"d-{one}"), Dwelling(f"{one // 10 + 1}{one % 10:02d}", "1", "u1", order=one))
            for one in range(30)
        ]
        for step, application in enumerate(("consultation", "opinion_report", "design_certification")):
            if number % 5 > step:
                sets.append(
                    (FilingKey(f"f{step}"), Filing(application, "2024-05-01", "2024-06-01", order=step))
                )
        if number % 5 == 4:
            filed = f"20{20 + number % 7}-03-01"
            sets.append((FilingKey("f4"), Filing("certification", filed, filed, order=4)))
        records = list(state.apply(Edit(tuple(sets))).state.records())
        with create_document(records, at="2026-11-21T00:00:00+00:00", by="bench") as handle:
            handle.save_as(folder / f"{number:04d}.kosodate")


def timed(label, action):
    """Prints how long an action takes, and gives what it gave."""
    start = perf_counter()
    found = action()
    print(f"{label}: {perf_counter() - start:.2f} s")
    return found


def main() -> None:
    """Prints everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        home, folder = root / "home", root / "cases"
        home.mkdir()
        folder.mkdir()
        paths.user_data = lambda: home  # type: ignore[assignment]
        cases(folder, count)
        size = sum(one.stat().st_size for one in folder.iterdir()) / 2**20
        print(f"{count} cases, {size:.0f} MB, {os.cpu_count()} processors")
        cold = Portfolio(folder)
        timed("list, first look, nothing known", lambda: cold.scan(TODAY))
        timed("verdicts of all, 4 processes", lambda: list(cold.judge(workers=4)))
        warm = Portfolio(folder)
        rows = timed("list with all verdicts, opened again", lambda: warm.scan(TODAY))
        print(f"of these with verdicts: {sum(row.verdicts is not None for row in rows)}")
        timed("certified dwellings by year", lambda: certified_by_year(rows, target=1623, by=2030))
        for one in sorted(folder.iterdir())[:SMALL]:
            one.touch()
        again = Portfolio(folder)
        timed("list after 20 documents were touched", lambda: again.scan(TODAY))
        timed("verdicts of these, this process", lambda: list(again.judge()))
        for state in ("verdicts unknown", "verdicts known"):
            if state == "verdicts unknown":
                shutil.rmtree(home / "portfolio")
            shown(folder, home, state)


def shown(folder, home, name):
    """The window from nothing to the list, then order, filter and dashboard, and until all is known."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from assessor.ui.jobs import JobRunner
    from assessor.ui.portfolio.window import PortfolioWindow
    from assessor.ui.preferences import Preferences
    from assessor.ui.theme import Theme, load_bundled_fonts

    app = QApplication.instance() or QApplication([])
    load_bundled_fonts()
    theme = Theme("light", bundled_only=True)
    theme.apply()
    runner = JobRunner()
    start = perf_counter()
    kept = Preferences(home / "window.ini")
    window = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=4, preferences=kept)
    window.show()
    window.look(folder)
    while not window.model.rows:
        app.processEvents()
    window.repaint()
    print(f"window, {name}: list shown after {perf_counter() - start:.2f} s")
    while runner.is_busy:
        app.processEvents()
    print(f"window, {name}: all known after {perf_counter() - start:.2f} s")
    for column in (0, 1, 2, 4, 6):
        order = Qt.SortOrder.DescendingOrder
        timed(f"  order by column {column}", lambda at=column, by=order: window.view.sortByColumn(at, by))
    timed("  filter by a word", lambda: window.query.setText("第4"))
    timed("  no filter", lambda: window.query.setText(""))
    timed("  target 1,623 dwellings", lambda: window.dashboard.target.setValue(1623))
    print(f"  {window.dashboard.against.text()}".replace("\n", ", "))
    runner.close()
    window.close()


if __name__ == "__main__":
    sys.exit(main())
