"""The matrix of rows × unit types: symbols, the deciding type, application at once, filter, keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.assessment import Decision, Edit, Measurement
from assessor.assessment.edits import decide
from assessor.assessment.evidence import Drawing
from assessor.assessment.evidence_edits import confirm, open_checks, register, revise
from assessor.assessment.records import MeasurementKey
from assessor.ui.matrix.model import CELL_ROLE, HEAD_ROLE
from tests.ui.conftest import TWO_TYPES, measured

WIDTH_ROW = "2-2/3(5)a"
"""Inside measures of the bathroom: short side at least 1,200 mm, area at least 1.9 m² (draft 別表2-2)."""


def bathroom(place: str, short: int):
    return measured(place, bath_short_side_mm=short, bath_area_m2=3)


@pytest.fixture
def matrix(make_window, request):
    def make(a: int = 1600, b: int = 1000):
        sets = [*TWO_TYPES, *bathroom("A-bath", a), *bathroom("B-bath", b)]
        window = make_window(sets=sets, pages=pages())
        window.show_step("matrix")
        page = window.page("matrix")
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make


def cells(page, row: str) -> list:
    position = page.model.rows.index(row)
    return [page.model.index(position, column).data(CELL_ROLE) for column in range(page.model.columnCount())]


def test_each_type_shows_its_own_verdict_and_the_worst_is_framed(matrix):
    _, page = matrix()
    building, a, b = cells(page, WIDTH_ROW)
    assert (building.mark, a.mark, b.mark) == ("✕", "✓", "✕")
    assert (a.is_worst, b.is_worst) == (False, True)
    assert b.share < 0 <= a.share
    position = page.model.rows.index(WIDTH_ROW)
    assert "B › 浴室" in page.model.index(position, 2).data(Qt.ItemDataRole.ToolTipRole)


def test_leaving_a_type_out_changes_the_building_at_once_and_keeps_what_it_would_be(matrix, qtbot):
    window, page = matrix()
    position = page.model.rows.index(WIDTH_ROW)
    page.view.setCurrentIndex(page.model.index(position, 2))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    building, _, b = cells(page, WIDTH_ROW)
    assert building.mark == "✓"
    assert (b.mark, b.is_left_out, b.is_worst) == ("✕", True, False)
    assert page.model.headerData(2, Qt.Orientation.Horizontal, HEAD_ROLE).applied is False
    window.bridge_for_tests.undo()
    assert cells(page, WIDTH_ROW)[0].mark == "✕"
    page.view.unit_header.sectionClicked.emit(2)
    assert cells(page, WIDTH_ROW)[0].mark == "✓"


def shown(page, row: str, column: int) -> str:
    return page.model.index(page.model.rows.index(row), column).data()


def test_a_decision_against_the_measurements_is_marked_where_they_say_otherwise(matrix):
    window, page = matrix()
    window.bridge_for_tests.push(decide(WIDTH_ROW, Decision("conforming", "実測で確認")))
    building, a, b = cells(page, WIDTH_ROW)
    assert (building.doubt, a.doubt, b.doubt) == ("disagrees", "", "disagrees")
    assert [shown(page, WIDTH_ROW, column) for column in range(3)] == ["✓✎！", "✓", "✕！"]
    assert "人の判断が異なります" in page.model.describe(WIDTH_ROW, 2)
    window.bridge_for_tests.undo()
    assert {one.doubt for one in cells(page, WIDTH_ROW)} == {""}


def test_what_was_read_from_a_replaced_drawing_is_marked_in_its_type_alone(matrix):
    window, page = matrix()
    bridge = window.bridge_for_tests
    key = MeasurementKey("A-bath", "bath_short_side_mm")
    bridge.push(Edit(((key, Measurement(Decimal(1600), drawing="A-01")),)))
    bridge.push(register("A-01", Drawing("平面図", revision="1")))
    bridge.push(revise(bridge.session.state, "A-01", "2"))
    building, a, b = cells(page, WIDTH_ROW)
    assert (building.mark, a.doubt, b.doubt) == ("！", "stale", "")
    assert (shown(page, WIDTH_ROW, 1), shown(page, WIDTH_ROW, 2)) == ("✓！", "✕")
    index = page.model.index(page.model.rows.index(WIDTH_ROW), 1)
    assert "差し替えられました" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    bridge.push(confirm(bridge.session.state, open_checks(bridge.session.state)))
    assert {one.doubt for one in cells(page, WIDTH_ROW)} == {""}


def test_titles_take_the_room_that_unit_types_leave(matrix, qtbot):
    window, page = matrix()
    qtbot.waitUntil(lambda: page.view.row_header.sizeHint().width() > 400)
    free = page.view.width() - 3 * page.view.unit_header.defaultSectionSize()
    assert page.view.row_header.sizeHint().width() <= free
    window.resize(620, 700)
    qtbot.waitUntil(lambda: page.view.row_header.sizeHint().width() <= page.view.width() // 2)


def test_the_building_cannot_be_left_out(matrix, qtbot):
    window, page = matrix()
    before = window.bridge_for_tests.session.state
    page.view.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    page.view.unit_header.sectionClicked.emit(0)
    assert window.bridge_for_tests.session.state is before


def test_only_what_fails(matrix):
    window, page = matrix()
    page.only_failing.setChecked(True)
    rows = window.bridge_for_tests.session.evaluation.rows
    assert WIDTH_ROW in page.model.rows
    assert all(
        any(trace.state.value == "false" for trace in rows[row].scopes)
        or rows[row].verdict == "not_conforming"
        for row in page.model.rows
    )
    assert len(page.model.rows) < len(rows)


def test_enter_goes_to_the_row(matrix, qtbot):
    window, page = matrix()
    page.view.setCurrentIndex(page.model.index(page.model.rows.index(WIDTH_ROW), 1))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.current_row == WIDTH_ROW
    assert window.current_step == "table:2-2"


def test_units_come_and_go(matrix):
    from assessor.assessment.edits import copy_place, remove_place

    window, page = matrix()
    bridge = window.bridge_for_tests
    copy, edit = copy_place(bridge.session.state, "B", "C")
    bridge.push(edit)
    assert page.model.units == ("A", "B", copy)
    bridge.push(remove_place(bridge.session.state, "A"))
    assert page.model.units == ("B", copy)
    assert not cells(page, WIDTH_ROW)[1].is_worst, "two types that are alike: none is worse"


def test_without_unit_types_it_says_what_to_do(make_window):
    window = make_window(pages=pages())
    window.show_step("matrix")
    page = window.page("matrix")
    assert page.stack.currentIndex() == 1
    assert page.empty.text()


def test_where_it_is_low_rows_come_before_words(matrix, qtbot):
    window, page = matrix()
    assert page.legend.isVisible()
    window.resize(1366, 440)
    qtbot.waitUntil(lambda: not page.legend.isVisible())
    assert page.view.toolTip() == page.legend.text()
    assert page.detail.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(page.legend.isVisible)
