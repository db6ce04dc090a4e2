"""The matrix of rows × unit types: symbols, the deciding type, application at once, filter, keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
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
