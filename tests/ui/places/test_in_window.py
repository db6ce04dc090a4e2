"""The page inside the main window: rows open in their table, unlikely values are asked about there."""

from decimal import Decimal

from PySide6.QtCore import Qt

from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.ui.places.page import PlacesPage
from assessor.ui.window import PageSpec
from tests.ui.conftest import TWO_TYPES


def window_with_page(make_window):
    window = make_window("r4", sets=TWO_TYPES, pages=[PageSpec("places", "住戸と寸法", 20, PlacesPage)])
    window.show_step("places")
    return window, window.page("places")


def test_a_row_that_needs_the_value_opens_in_its_table(make_window):
    window, page = window_with_page(make_window)
    bath = next(one for one in page.model.places if page.model.reader.index.places[one].kind == "bathroom")
    page.show_cell(bath, "bath_short_side_mm")
    item = page.detail.rows.item(0)
    page.detail.rows.itemActivated.emit(item)
    assert window.pages.currentWidget() is window.table_page
    assert window.current_row == item.data(Qt.ItemDataRole.UserRole + 1)


def test_an_unlikely_value_is_asked_about_and_can_be_taken_back(make_window):
    window, page = window_with_page(make_window)
    bath = next(one for one in page.model.places if page.model.reader.index.places[one].kind == "bathroom")
    before = page.model.reader.cell(bath, "bath_short_side_mm")
    page.show_cell(bath, "bath_short_side_mm")
    page.model.enter(page.grid.currentIndex(), "14")
    assert window.banner.isVisible()
    assert "14" in window.banner.sentence.text()
    window.banner.offer.click()
    assert page.model.reader.cell(bath, "bath_short_side_mm") == before


def test_both_ways_of_entering_show_the_same(make_window):
    window, page = window_with_page(make_window)
    bath = next(one for one in page.model.places if page.model.reader.index.places[one].kind == "bathroom")
    window.show_row("2-2/3(5)a")
    window.bridge_for_tests.push(measure(bath, "bath_short_side_mm", Measurement(Decimal(1430))))
    window.show_step("places")
    page.show_cell(bath, "bath_short_side_mm")
    assert page.model.cell(page.grid.currentIndex()).shown == "1,430"
