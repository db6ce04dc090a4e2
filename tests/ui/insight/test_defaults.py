"""Defaults: one value serves every place without its own, stays visible as a default, and can go again."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.ui.insight.defaults_dialog import USE, VALUE, DefaultsDialog
from tests.ui.conftest import TWO_TYPES, measured, place

WIDTH = "door_clear_width_mm"


@pytest.fixture
def dialog(make_window, request, qtbot):
    def make(*more):
        doors = [place("A-door", "door", "A-bed", "戸"), place("B-door", "door", "B-bed", "戸", 3)]
        window = make_window(sets=[*TWO_TYPES, *doors, *more], pages=pages())
        found = DefaultsDialog(window.context, parent=window)
        tester = QAbstractItemModelTester(found.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, found

    return make


def enter(dialog, code: str, text: str) -> bool:
    index = dialog.model.index(dialog.model.row_of(code), VALUE)
    return dialog.model.setData(index, text, Qt.ItemDataRole.EditRole)


def test_all_inner_doors_at_once(dialog):
    window, found = dialog()
    session = window.bridge_for_tests.session
    before = found.model.line(found.model.row_of(WIDTH))
    assert (before.value, before.own) == (None, 0)
    assert enter(found, WIDTH, "780")
    assert session.state.measurements["building"][WIDTH].value == Decimal(780)
    page = window.page("places")
    page.show_cell("A-door", WIDTH)
    cell = page.model.reader.cell("A-door", WIDTH)
    assert (cell.state, cell.origin, cell.shown) == ("inherited", "building", "780")


def test_a_default_stays_in_the_grid(dialog):
    """The column of what a default answers is not one that is no longer asked for."""
    window, found = dialog()
    page = window.page("places")
    page.show_place("A")
    assert WIDTH not in page.model.codes, "the width is asked for through the leaf before deductions"
    enter(found, "door_width_before_deduction_mm", "850")
    page.show_place("B")
    page.show_place("A")
    assert not page.model.view.everything
    assert "door_width_before_deduction_mm" in page.model.codes
    cell = page.model.reader.cell("A-door", "door_width_before_deduction_mm")
    assert (cell.state, cell.shown) == ("inherited", "850")


def test_a_value_of_its_own_stands_against_the_default(dialog):
    window, found = dialog(*measured("B-door", door_clear_width_mm=800))
    enter(found, WIDTH, "７８０")
    line = found.model.line(found.model.row_of(WIDTH))
    assert (line.value, line.own) == (Decimal(780), 1)
    index = found.model.index(found.model.row_of(WIDTH), USE)
    assert str(line.served) in index.data()
    reader = window.page("places").model.reader
    assert reader.cell("B-door", WIDTH).shown == "800"
    assert enter(found, WIDTH, "")
    assert WIDTH not in window.bridge_for_tests.session.state.measurements.get("building", {})
    window.bridge_for_tests.undo()
    assert found.model.line(found.model.row_of(WIDTH)).value == Decimal(780)


def test_the_default_of_a_type_is_nearer_than_that_of_the_building(dialog):
    window, found = dialog()
    enter(found, WIDTH, "780")
    found.model.show("A", "")
    assert enter(found, WIDTH, "750")
    found.model.show("building", "")
    line = found.model.line(found.model.row_of(WIDTH))
    assert line.own >= 1
    reader = window.page("places").model.reader
    assert reader.cell("A-door", WIDTH).shown == "750"
    assert reader.cell("B-door", WIDTH).shown == "780"


def test_what_is_no_value_is_refused_in_words(dialog):
    window, found = dialog()
    found.show()
    assert not enter(found, WIDTH, "ひろい")
    assert found.banner.isVisible()
    assert WIDTH not in window.bridge_for_tests.session.state.measurements.get("building", {})
    found.close()


def test_names_narrow_the_list(dialog):
    _, found = dialog()
    everything = found.model.rowCount()
    found.query.setText("幅")
    assert 0 < found.model.rowCount() < everything
    assert found.model.row_of(WIDTH) >= 0
