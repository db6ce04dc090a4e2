"""The window of a folder of cases: list, filters, order, dashboard, and what cannot be read."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor import paths
from assessor.assessment import Edit
from assessor.assessment.records import (
    CaseKey,
    Dwelling,
    DwellingKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
)
from assessor.criteria import load_edition
from assessor.store import SUFFIX
from assessor.ui.jobs import JobRunner
from assessor.ui.portfolio.case_model import FIELDS
from assessor.ui.portfolio.window import PortfolioWindow
from assessor.ui.portfolio.year_chart import YearChart
from assessor.ui.preferences import Preferences
from assessor.workflow import portfolio
from assessor.workflow.documents import write_document
from assessor.workflow.portfolio import YearCount
from assessor.workflow.session import new_assessment

TODAY = date(2026, 9, 1)


def case(folder, name: str, *sets, owner: str = "") -> None:
    edition = load_edition("r4")
    state = new_assessment(edition, "existing", name, "2026-04-01")
    state = state.apply(Edit(((CaseKey(), replace(state.case, owner=owner)), *sets))).state
    write_document(folder / f"{name}{SUFFIX}", edition, state)


@pytest.fixture
def folder(tmp_path):
    """Three cases of different stages and a file that is none."""
    dwellings = [(DwellingKey(f"d-{number}"), Dwelling(str(number))) for number in (101, 102, 103)]
    certified = (FilingKey("f-1"), Filing("certification", filed="2026-08-01", decided="2026-08-20"))
    case(tmp_path, "い団地", certified, *dwellings, owner="公社")
    case(tmp_path, "ろ団地", (FilingKey("f-1"), Filing("consultation", filed="2026-07-01")), owner="公社")
    case(tmp_path, "髙﨑ハイツ")
    (tmp_path / f"broken{SUFFIX}").write_bytes(b"no document")
    return tmp_path


@pytest.fixture
def window(qtbot, theme, folder, tmp_path_factory):
    runner = JobRunner()
    kept = Preferences(tmp_path_factory.mktemp("config") / "window.ini")
    window = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=0, preferences=kept)
    qtbot.addWidget(window)
    window.testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (window.model, window.shown)
    ]
    window.show()
    window.look(folder)
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    yield window
    runner.close()


def column(window, field: str) -> list[str]:
    at = FIELDS.index(field)
    return [window.shown.index(row, at).data() for row in range(window.shown.rowCount())]


def test_every_case_is_listed_with_stage_and_result(window):
    found = dict(zip(column(window, "name"), column(window, "stage"), strict=True))
    assert set(found) == {"い団地", "ろ団地", "髙﨑ハイツ", f"broken{SUFFIX}"}
    assert found["い団地"] == "認定済み"
    assert found["髙﨑ハイツ"] == "事前相談"
    results = dict(zip(column(window, "name"), column(window, "result"), strict=True))
    assert results["髙﨑ハイツ"] == "？ 未了"
    assert results[f"broken{SUFFIX}"] == "読めません"


def test_the_nearest_day_comes_first(window):
    days = column(window, "day")
    assert days[:2] == sorted(day for day in days if day)
    assert days[0] == "2026-08-01", "an expected notice a month after the consultation of 1 July"


def test_filters_narrow_and_say_how_many(window):
    window.query.setText("公社 ろ")
    assert column(window, "name") == ["ろ団地"]
    assert "1件" in window.count.text()
    window.query.setText("")
    window.stage.setCurrentIndex(window.stage.findData("認定済み"))
    window.stage.activated.emit(window.stage.currentIndex())
    assert column(window, "name") == ["い団地"]
    window.stage.setCurrentIndex(0)
    window.result.setCurrentIndex(window.result.findData("fault"))
    window.result.activated.emit(window.result.currentIndex())
    assert column(window, "name") == [f"broken{SUFFIX}"]


def test_certified_dwellings_by_year_against_a_target(window):
    assert window.dashboard.chart.years == (YearCount(2026, 3, 3, None),)
    window.dashboard.by.setValue(2028)
    window.dashboard.target.setValue(9)
    assert [one.target for one in window.dashboard.chart.years] == [3, 6, 9]
    assert "6" in window.dashboard.against.text(), "nine are wanted, three are there"


def test_enter_opens_a_case(window, folder):
    asked = []
    window.open_asked.connect(asked.append)
    row = column(window, "name").index("い団地")
    window.view.activated.emit(window.shown.index(row, 0))
    assert asked == [folder / f"い団地{SUFFIX}"]


def test_numbers_sort_as_numbers(window):
    at = FIELDS.index("certified")
    window.view.sortByColumn(at, window.view.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    assert column(window, "certified")[0] == "3"


def test_an_empty_folder_is_an_empty_list(window, qtbot, tmp_path_factory):
    window.look(tmp_path_factory.mktemp("empty"))
    qtbot.waitUntil(lambda: not window.model.rows, timeout=5_000)
    assert window.dashboard.chart.years == ()


def test_folder_and_target_are_remembered(qtbot, theme, folder, tmp_path_factory):
    kept = Preferences(tmp_path_factory.mktemp("config") / "window.ini")
    runner = JobRunner()
    first = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=0, preferences=kept)
    qtbot.addWidget(first)
    first.resume()
    assert first.folder is None, "nothing was looked at yet"
    first.look(folder)
    first.dashboard.target.setValue(1623)
    first.dashboard.by.setValue(2035)
    first.close()
    again = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=0, preferences=kept)
    qtbot.addWidget(again)
    again.show()
    again.resume()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert again.folder == folder
    assert again.shown.rowCount() == 4
    assert (again.dashboard.target.value(), again.dashboard.by.value()) == (1623, 2035)
    assert "1,620" in again.dashboard.against.text()
    runner.close()


def test_a_folder_that_is_gone_is_not_looked_for(qtbot, theme, tmp_path):
    kept = Preferences(tmp_path / "window.ini")
    kept.keep_folder("portfolio", tmp_path / "gone")
    runner = JobRunner()
    window = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=0, preferences=kept)
    qtbot.addWidget(window)
    window.resume()
    assert window.folder is None
    runner.close()


def test_looking_can_be_given_up_and_taken_up_again(qtbot, theme, folder, tmp_path_factory, monkeypatch):
    """What was found until then stays; the rest says that it was not looked at."""
    waiting = threading.Event()

    def slow(paths, extra, workers):
        for number, path in enumerate(paths):
            if number:
                waiting.wait(10)
            yield from judged((path,), extra, workers)

    judged = portfolio._judged
    monkeypatch.setattr(portfolio, "_judged", slow)
    kept = Preferences(tmp_path_factory.mktemp("config") / "window.ini")
    for cache in (paths.user_data() / "portfolio").glob("*.json"):
        cache.unlink()
    runner = JobRunner()
    window = PortfolioWindow(theme, "ja", runner, today=lambda: TODAY, workers=0, preferences=kept)
    qtbot.addWidget(window)
    window.show()
    window.look(folder)
    qtbot.waitUntil(lambda: "？ 未了" in column(window, "result"), timeout=20_000)
    assert window.cancel.isVisible()
    window.cancel.click()
    waiting.set()
    assert not window.cancel.isVisible()
    assert "調べていないもの 2件" in window.count.text()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert column(window, "result").count("？ 未了") == 1
    window.again.click()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert column(window, "result").count("？ 未了") == 3
    runner.close()


def test_a_folder_without_cases_says_so(window, tmp_path_factory, qtbot):
    window.look(tmp_path_factory.mktemp("empty"))
    qtbot.waitUntil(lambda: "ありません" in window.count.text(), timeout=20_000)
    assert SUFFIX in window.count.text()


def test_works_before_the_design_are_told_in_the_list(window, folder, qtbot):
    case(folder, "は団地", (FactKey("confirmation_applied_on"), Fact("2020-02-01")),
         (FactKey("confirmation_received_on"), Fact("2020-01-01")))  # fmt: skip
    window.look(folder)
    qtbot.waitUntil(lambda: "は団地" in column(window, "name"), timeout=20_000)
    at = column(window, "name").index("は団地")
    assert column(window, "what")[at] == "日付の順序 1件"
    index = window.shown.index(at, FIELDS.index("what"))
    assert "確認済証の交付は" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_years_are_never_cut_short(qtbot, theme, monkeypatch):
    """Where there is no room for every year, some are left out, the last one never."""
    chart = YearChart(theme)
    qtbot.addWidget(chart)
    chart.resize(220, 180)
    chart.set_years([YearCount(year, 10, 140, None) for year in range(2025, 2036)], 2035)
    drawn = {}

    def note(_painter, where, words, **_style):
        drawn.setdefault(words, []).append(where)

    monkeypatch.setattr(chart._brush, "text", note)
    chart.grab()
    years = {words: places[0] for words, places in drawn.items() if words.startswith("20")}
    assert "2035" in years
    assert 3 <= len(years) < 11
    for words, where in years.items():
        assert chart._brush.width(words, font="caption") <= where.width()
        assert where.left() >= 0
        assert where.right() < chart.width()
