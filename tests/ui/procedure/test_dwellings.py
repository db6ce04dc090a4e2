"""The page of dwellings applied for: ranges, paste, edits in the table, totals, doubts, files."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from assessor.ui.procedure.dwelling_model import FIELDS
from tests.ui.conftest import TWO_TYPES, measured

SETS = [
    *TWO_TYPES,
    *measured("A", dwelling_exclusive_area_m2=55),
    *measured("B", dwelling_exclusive_area_m2=45),
]


def cell(page, row: int, field: str) -> str:
    return page.model.index(row, FIELDS.index(field)).data()


def numbers(page) -> list[str]:
    return [cell(page, row, "number") for row in range(page.model.rowCount())]


def test_ranges_say_what_they_would_do_and_do_it_in_one_step(page_of):
    window, page = page_of("dwellings", sets=SETS)
    page.ranges.setPlainText("101-103: A\n201-202: B\n301: C")
    assert "5" in page.said.text()
    assert "301" in page.said.text(), "unit type C is not there"
    page.add.click()
    assert numbers(page) == ["101", "102", "103", "201", "202"]
    assert cell(page, 3, "floor") == "2"
    assert page.ranges.toPlainText(), "what could not be taken stays to be mended"
    window.bridge_for_tests.undo()
    assert numbers(page) == []


def test_area_of_the_type_counts_until_the_dwelling_has_its_own(page_of):
    window, page = page_of("dwellings", sets=SETS)
    page.ranges.setPlainText("101: A\n102: B")
    page.add.click()
    assert cell(page, 1, "area") == "45"
    area = page.model.index(1, FIELDS.index("area"))
    assert area.data(Qt.ItemDataRole.EditRole) == ""
    assert page.model.setData(area, "５０.５㎡")
    dwelling = next(
        one for one in window.bridge_for_tests.session.state.dwellings.values() if one.number == "102"
    )
    assert dwelling.area == Decimal("50.5")
    assert cell(page, 1, "admission").endswith("適合")
    assert "105.5" in page.summary.text()


def test_an_area_that_is_none_is_refused_with_a_sentence(page_of):
    window, page = page_of("dwellings", sets=SETS)
    page.ranges.setPlainText("101: A")
    page.add.click()
    told = []
    window.bridge_for_tests.failed.connect(told.append)
    assert not page.model.setData(page.model.index(0, FIELDS.index("area")), "広い")
    assert [one.code for one in told] == ["dwelling_area"]
    assert cell(page, 0, "area") == "55"


def test_text_of_a_spreadsheet_is_pasted(page_of, qtbot):
    _, page = page_of("dwellings", sets=SETS)
    QApplication.clipboard().setText("部屋番号\tタイプ\t専有面積\n101\tA\t51.2\n102\tB\t")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert numbers(page) == ["101", "102"]
    assert cell(page, 0, "area") == "51.2"
    assert cell(page, 1, "unit_type") == "B"


def test_the_unit_type_is_chosen_from_a_box(page_of):
    window, page = page_of("dwellings", sets=SETS)
    page.ranges.setPlainText("101")
    page.add.click()
    index = page.model.index(0, FIELDS.index("unit_type"))
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    box = page.view.findChild(QComboBox)
    box.setCurrentIndex(box.findData("B"))
    box.activated.emit(box.currentIndex())
    assert window.bridge_for_tests.session.state.dwellings["d-1"].unit_type == "B"


def test_delete_takes_chosen_rows_out_and_sorting_puts_them_in_order(page_of, qtbot):
    _, page = page_of("dwellings", sets=SETS)
    page.ranges.setPlainText("1001: A, 99: A, 301: A".replace(": A,", ","))
    page.ranges.setPlainText("1001, 99, 301: A")
    page.add.click()
    page.sort.click()
    assert numbers(page) == ["99", "301", "1001"]
    page.view.selectRow(1)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert numbers(page) == ["99", "1001"]


def test_what_does_not_fit_is_said(page_of):
    _, page = page_of("dwellings", sets=[*SETS, *measured("building", dwelling_count=1)])
    assert not page.doubts.isVisible()
    page.ranges.setPlainText("101: A\n102: B\n103")
    page.add.click()
    assert "103" in page.doubts.text(), "no unit type"
    assert "3" in page.doubts.text(), "more than the building has"
    assert [line.texts[1] for line in page.overview.sections[0].lines] == ["1", "1", "1"]


def test_a_file_goes_out_and_comes_in_again(page_of, tmp_path, request):
    _, page = page_of("dwellings", sets=SETS)
    tester = QAbstractItemModelTester(page.overview, QAbstractItemModelTester.FailureReportingMode.Fatal)
    request.addfinalizer(tester.deleteLater)
    page.ranges.setPlainText("101-103: A\n201: B")
    page.add.click()
    assert page.write_file(tmp_path / "list.xlsx")
    page.view.selectAll()
    page.remove.click()
    assert numbers(page) == []
    page.read_file(tmp_path / "list.xlsx")
    assert numbers(page) == ["101", "102", "103", "201"]
    assert cell(page, 3, "unit_type") == "B"
