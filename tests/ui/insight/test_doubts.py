"""Findings: what does not fit together, its place, the count in the walk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.assessment import Edit
from assessor.assessment.edits import remove_place
from assessor.ui.models.steps import STEP_ROLE
from tests.ui.conftest import TWO_TYPES, measured


@pytest.fixture
def doubts(make_window, request):
    def make(*more):
        window = make_window(sets=[*TWO_TYPES, *more], pages=pages())
        window.show_step("doubts")
        page = window.page("doubts")
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make


def attention(window) -> int:
    return window.steps.index(window.steps.row_of("doubts")).data(STEP_ROLE).attention


def lines(page, key: str) -> list:
    return [line for one in page.model.sections if one.key == key for line in one.lines]


def test_nothing_to_look_at_is_said(doubts):
    window, page = doubts()
    assert lines(page, "odd") == []
    assert attention(window) == sum(len(one.lines) for one in page.model.sections)


def test_an_odd_value_is_counted_and_leads_to_its_cell(doubts, qtbot):
    window, page = doubts()
    before = attention(window)
    window.bridge_for_tests.push(Edit(tuple(measured("B-bath", bath_short_side_mm=86)), "measure"))
    qtbot.waitUntil(lambda: attention(window) == before + 1)
    (line,) = lines(page, "odd")
    assert line.place == ("B-bath", "bath_short_side_mm")
    assert line.texts[0] == "B › 浴室"
    assert "86" in line.texts[2]
    page.view.setCurrentIndex(page.model.index_of(line.key))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.current_step == "places"
    cell = window.page("places").grid
    shown = window.page("places").model.cell(cell.currentIndex())
    assert (shown.place, shown.code) == ("B-bath", "bath_short_side_mm")
    window.bridge_for_tests.undo()
    qtbot.waitUntil(lambda: attention(window) == before)


def test_rooms_larger_than_their_dwelling(doubts):
    _, page = doubts(
        *measured("A", dwelling_exclusive_area_m2=20),
        *measured("A-bed", room_area_m2=18),
        *measured("A-bath", room_area_m2=4),
    )
    found = [line for line in lines(page, "fit") if line.place == ("A", "dwelling_exclusive_area_m2")]
    assert len(found) == 1
    assert "20" in found[0].texts[2]


def test_a_place_that_goes_takes_its_doubts_along(doubts, qtbot):
    window, page = doubts(*measured("B-bath", bath_short_side_mm=86))
    assert len(lines(page, "odd")) == 1
    bridge = window.bridge_for_tests
    bridge.push(remove_place(bridge.session.state, "B"))
    assert lines(page, "odd") == []
    qtbot.waitUntil(lambda: all(line.place[0] != "B" for line in lines(page, "fit")))
