"""Messages go when they no longer hold, and stay while they do."""

from decimal import Decimal

import pytest

from assessor.app import pages
from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.errors import EditError, StoreError
from assessor.ui.fields import Field
from tests.ui.conftest import TWO_TYPES

ROW = "2-2/3(5)a"
SHORT = Field("measure", "bath_short_side_mm", "A-bath")


@pytest.fixture
def window(make_window):
    return make_window(sets=TWO_TYPES, pages=pages())


def enter(window, value, place="A-bath", code="bath_short_side_mm") -> None:
    assert window.bridge_for_tests.push(measure(place, code, Measurement(Decimal(value))))


def test_a_refused_value_is_no_longer_told_on_the_places_page(window) -> None:
    window.show_step("places")
    page = window.page("places")
    page.show_cell("A-bath", "bath_short_side_mm")
    page.model.setData(page.grid.currentIndex(), "12oo")
    assert page.banner.isVisible()
    page.model.setData(page.grid.currentIndex(), "1200")
    assert not page.banner.isVisible(), "the cell holds a value now"


def test_a_page_that_is_left_takes_its_message_along(window) -> None:
    window.show_step("places")
    page = window.page("places")
    page.show_cell("A-bath", "bath_short_side_mm")
    page.model.setData(page.grid.currentIndex(), "12oo")
    assert page.banner.isVisible()
    window.show_step("case")
    window.show_step("places")
    assert not page.banner.isVisible()


def test_a_refused_value_of_another_page_is_not_told_on_the_next(window) -> None:
    window.show_row(ROW)
    window.why.inputs.set_typed(SHORT, "12oo")
    assert window.banner.isVisible()
    window.show_step("places")
    assert not window.banner.isVisible()


def test_a_question_about_a_value_ends_with_the_next_edit_whose_undo_it_would_be(window) -> None:
    window.show_row(ROW)
    window.why.inputs.set_typed(SHORT, "12")
    assert "12 mm" in window.banner.sentence.text()
    window.show_step("places")
    assert window.banner.isVisible(), "it waits for an answer"
    enter(window, 1300, "B-bath")
    assert not window.banner.isVisible()


def test_nothing_left_to_enter_is_no_longer_said_once_something_is(window) -> None:
    window.show_step("places")
    page = window.page("places")
    page.banner.show_message("この表に、未入力の欄はほかにありません。", passing=True)
    enter(window, 1300)
    assert not page.banner.isVisible()


def test_what_stays_true_stays(window) -> None:
    window.banner.show_message(
        "読み取り専用で開きました。", severity="warning", offer=("x", window.next_open)
    )
    enter(window, 1300)
    window.show_step("places")
    assert window.banner.isVisible()
    window.bridge_for_tests.report(StoreError("access_denied", path="x"))
    window.show_step("case")
    enter(window, 1400)
    assert window.banner.isVisible()


def test_each_offer_does_its_own_and_only_once(window) -> None:
    done = []
    banner = window.banner
    banner.show_message("x", offer=("a", lambda: done.append("a")), second=("b", lambda: done.append("b")))
    assert (banner.offer.text(), banner.second.text()) == ("a", "b")
    banner.second.click()
    assert done == ["b"]
    assert not banner.isVisible()
    banner.show_message("y", offer=("a", lambda: done.append("a")))
    assert not banner.second.isVisible()
    banner.offer.click()
    assert done == ["b", "a"]
    window.bridge_for_tests.report(EditError("reason_needed", row="x", verdict="y"))
    assert not banner.offer.isVisible()
