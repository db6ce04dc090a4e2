"""The grid: typing, keys, paste, copy, fill, clear, defaults, comparison, undo."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, measure, remove_place
from assessor.ui.places.grid_model import CELL_ROLE
from assessor.ui.places.grid_texts import View
from tests.ui.places.conftest import go, value

KEY = Qt.Key


def editor(page) -> QLineEdit:
    found = [one for one in page.grid.viewport().findChildren(QLineEdit) if one.isVisible()]
    return found[-1] if found else None


def type_in(qtbot, page, text: str, key=KEY.Key_Return) -> None:
    """Types ASCII text into the current cell and leaves it."""
    qtbot.keyClicks(page.grid, text[0])
    for one in text[1:]:
        qtbot.keyClicks(editor(page), one)
    qtbot.keyClick(editor(page), key)


def paste(qtbot, page, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page.grid, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_type_and_go_down(qtbot, page):
    go(page, "door-1", "door_width_before_deduction_mm")
    type_in(qtbot, page, "910*2-90")
    assert value(page, "door-1", "door_width_before_deduction_mm") == 1730
    # The next door, over the rooms and parts between.
    assert page.model.pair(page.grid.currentIndex()) == ("door-2", "door_width_before_deduction_mm")
    assert page.bridge.undo_stack.count() == 1
    page.bridge.undo()
    assert value(page, "door-1", "door_width_before_deduction_mm") is None


def test_who_and_when_are_kept(qtbot, page):
    go(page, "door-1", "door_width_before_deduction_mm")
    type_in(qtbot, page, "800")
    kept = page.session.state.measurements["door-1"]["door_width_before_deduction_mm"]
    assert (kept.by, kept.origin) == ("山田", "typed")
    assert kept.at


def test_an_unreadable_text_keeps_the_editor_open_and_says_why(qtbot, page):
    go(page, "door-1", "door_width_before_deduction_mm")
    type_in(qtbot, page, "12,00")
    assert editor(page) is not None
    assert editor(page).text() == "12,00"
    assert editor(page).property("wrong") == "true"
    assert page.banner.isVisible()
    assert "12,00" in page.banner.sentence.text()
    assert value(page, "door-1", "door_width_before_deduction_mm") is None
    top = page.grid.mapToGlobal(page.grid.rect().topLeft())
    qtbot.keyClick(editor(page), KEY.Key_Escape)
    assert page.bridge.undo_stack.count() == 0
    assert not page.banner.isVisible(), "the text is gone, and what was said of it"
    page.layout().activate()
    assert page.grid.mapToGlobal(page.grid.rect().topLeft()) == top, "no message moves the cells"


def test_japanese_input_starts_an_editor(qtbot, page):
    go(page, "door-1", "door_type")
    event = QInputMethodEvent()
    event.setCommitString("開き戸")
    page.grid.inputMethodEvent(event)
    assert isinstance(editor(page), QLineEdit)
    editor(page).setText("開き戸")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert value(page, "door-1", "door_type") == "hinged"


def test_one_key_answers_and_goes_on(qtbot, page):
    go(page, "door-1", "door_has_glass")
    qtbot.keyClick(page.grid, KEY.Key_N)
    assert value(page, "door-1", "door_has_glass") is False
    assert page.model.pair(page.grid.currentIndex()) == ("door-2", "door_has_glass")
    qtbot.keyClick(page.grid, KEY.Key_Y)
    assert value(page, "door-2", "door_has_glass") is True
    go(page, "door-3", "door_type")
    qtbot.keyClick(page.grid, KEY.Key_2)
    options = page.session.edition.quantities["door_type"].option_codes
    assert value(page, "door-3", "door_type") == options[1]


def test_a_list_opens_for_choices(qtbot, page):
    index = go(page, "door-1", "door_type")
    qtbot.keyClick(page.grid, KEY.Key_F2)
    combo = page.grid.viewport().findChild(QComboBox)
    assert [combo.itemText(one) for one in range(combo.count())][1].startswith("1  ")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert (
        index.data(Qt.ItemDataRole.DisplayRole)
        == page.session.edition.quantities["door_type"].options[0].name.ja
    )


def test_tab_goes_right_and_leaves_at_the_end(qtbot, page):
    page.model.show(View("bathroom-1"))
    page.grid.go_to(page.grid.first_stop())
    seen = set()
    for _ in range(100):
        cell = page.model.cell(page.grid.currentIndex())
        assert cell.state in ("open", "own")
        assert (cell.place, cell.code) not in seen
        seen.add((cell.place, cell.code))
        qtbot.keyClick(page.grid, KEY.Key_Tab)
        if not page.grid.hasFocus():
            break
    assert not page.grid.hasFocus()
    stops = {
        (place, code)
        for place in page.model.places
        for code in page.model.codes
        if page.model.reader.cell(place, code).state == "open"
    }
    assert stops == seen


def test_a_block_is_one_step_with_a_report(qtbot, page):
    page.model.show(View("unit_type-1", kind="door", everything=True))
    first = page.model.index_of("door-1", "door_width_before_deduction_mm")
    page.grid.go_to(first)
    paste(qtbot, page, "８００\t36\r\n0.78m\tabc\r\n1,200mm\t\r\n")
    assert value(page, "door-1", "door_width_before_deduction_mm") == 800
    assert value(page, "door-2", "door_width_before_deduction_mm") == 780
    assert value(page, "door-3", "door_width_before_deduction_mm") == 1200
    assert value(page, "door-1", "door_leaf_thickness_mm") == 36
    assert "4件入力" in page.banner.sentence.text()
    assert "1件は入力できません" in page.banner.sentence.text()
    assert "abc" in page.banner.remedy.text()
    assert page.bridge.undo_stack.count() == 1
    page.bridge.undo()
    assert not page.session.state.measurements


def test_a_column_finds_the_cells_that_take_it(qtbot, page):
    page.model.show(View("unit_type-1", everything=True))
    page.grid.go_to(page.model.index_of("door-1", "door_width_before_deduction_mm"))
    doors = [one for one in page.model.places if one.startswith("door-")]
    paste(qtbot, page, "\n".join(str(700 + number) for number in range(len(doors))))
    found = [value(page, door, "door_width_before_deduction_mm") for door in doors]
    assert found == [700 + number for number in range(len(doors))]


def test_cells_outside_are_reported(qtbot, page):
    page.model.show(View("unit_type-1", kind="door", everything=True))
    doors = [one for one in page.model.places if one.startswith("door-")]
    page.grid.go_to(page.model.index_of(doors[-1], "door_width_before_deduction_mm"))
    paste(qtbot, page, "800\n810\n820\n")
    assert "1件入力" in page.banner.sentence.text()
    assert "2件は入力できません" in page.banner.sentence.text()


def test_one_value_fills_the_selection(qtbot, page):
    page.model.show(View("unit_type-1", kind="door", everything=True))
    column = page.model.index_of("door-1", "door_leaf_thickness_mm").column()
    page.grid.selectColumn(column)
    paste(qtbot, page, "36")
    doors = [one for one in page.model.places if one.startswith("door-")]
    assert {value(page, door, "door_leaf_thickness_mm") for door in doors} == {Decimal(36)}
    qtbot.keyClick(page.grid, KEY.Key_Delete)
    assert {value(page, door, "door_leaf_thickness_mm") for door in doors} == {None}
    page.bridge.undo()
    assert {value(page, door, "door_leaf_thickness_mm") for door in doors} == {Decimal(36)}


def test_fill_down(qtbot, page):
    page.model.show(View("unit_type-1", kind="door", everything=True))
    page.bridge.push(measure("door-1", "door_leaf_thickness_mm", Measurement(Decimal(40))))
    page.grid.go_to(page.model.index_of("door-2", "door_leaf_thickness_mm"))
    qtbot.keyClick(page.grid, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert value(page, "door-2", "door_leaf_thickness_mm") == 40
    page.grid.selectColumn(page.grid.currentIndex().column())
    page.model.set_values({("unit_type-1", "door_leaf_thickness_mm"): None}, "clear")
    first = page.model.index_of("door-2", "door_leaf_thickness_mm")
    last = page.model.index_of("door-4", "door_leaf_thickness_mm")
    page.grid.clearSelection()
    page.grid.go_to(first)
    chosen = QItemSelection(first, last)
    page.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(page.grid, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert value(page, "door-4", "door_leaf_thickness_mm") == 40


def test_copy_and_paste_back(qtbot, page):
    page.bridge.push(measure("door-1", "door_type", Measurement("sliding")))
    page.bridge.push(measure("door-1", "door_has_glass", Measurement(True)))
    page.model.show(View("unit_type-1", kind="door", everything=True))
    row = page.model.index_of("door-1", "door_type").row()
    page.grid.selectRow(row)
    qtbot.keyClick(page.grid, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "引き戸" in QGuiApplication.clipboard().text()
    page.grid.go_to(page.model.index(row + 1, 0))
    qtbot.keyClick(page.grid, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert value(page, "door-2", "door_type") == "sliding"
    assert value(page, "door-2", "door_has_glass") is True
    qtbot.keyClick(
        page.grid, KEY.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert "建具の種類" in QGuiApplication.clipboard().text().splitlines()[0]


def test_a_default_of_the_unit_type_shows_as_default(qtbot, page):
    page.model.show(View("unit_type-1", everything=True))
    page.grid.go_to(page.model.index_of("unit_type-1", "door_clear_width_mm"))
    assert page.model.cell(page.grid.currentIndex()).state == "default"
    type_in(qtbot, page, "780")
    cell = page.model.reader.cell("door-2", "door_clear_width_mm")
    assert (cell.state, cell.shown, cell.origin) == ("inherited", "780", "unit_type-1")
    assert "A" in page.model.index_of("door-2", "door_clear_width_mm").data(Qt.ItemDataRole.ToolTipRole)
    page.bridge.push(measure("door-2", "door_clear_width_mm", Measurement(Decimal(800))))
    assert page.model.reader.cell("door-2", "door_clear_width_mm").state == "own"


def test_derived_values_are_told_apart(page):
    page.bridge.push(measure("door-1", "door_type", Measurement("hinged")))
    page.bridge.push(measure("door-1", "door_width_before_deduction_mm", Measurement(Decimal(800))))
    page.bridge.push(measure("door-1", "door_leaf_thickness_mm", Measurement(Decimal(36))))
    cell = page.model.reader.cell("door-1", "door_clear_width_mm")
    # door-1 is the front door: the leaf's thickness is deducted.
    assert (cell.state, cell.shown) == ("derived", "764")


def test_hatched_cells_take_nothing(qtbot, page):
    page.model.show(View("unit_type-1", everything=True))
    index = page.model.index_of("toilet-1", "door_type")
    assert index.data(CELL_ROLE).state == "none"
    assert not page.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    page.grid.go_to(index)
    qtbot.keyClick(page.grid, KEY.Key_1)
    paste(qtbot, page, "引き戸")
    assert not page.session.state.measurements
    assert page.banner.isVisible()


def test_unlikely_values_are_taken_and_questioned(qtbot, page):
    go(page, "bathroom-1", "bath_short_side_mm")
    with qtbot.waitSignal(page.questioned) as asked:
        type_in(qtbot, page, "14")
    assert asked.args[0] == "bath_short_side_mm"
    assert value(page, "bathroom-1", "bath_short_side_mm") == 14
    assert page.model.reader.cell("bathroom-1", "bath_short_side_mm").is_odd


def test_turned_round(qtbot, page):
    page.model.show(View("unit_type-1", kind="door", transposed=True, everything=True))
    assert page.model.columnCount() == len(page.model.places)
    index = page.model.index_of("door-2", "door_type")
    page.grid.go_to(index)
    qtbot.keyClick(page.grid, KEY.Key_1)
    assert value(page, "door-2", "door_type") is not None
    assert "建具の種類" in page.model.headerData(index.row(), Qt.Orientation.Vertical)


def test_new_questions_appear_while_typing_and_none_goes_away(page):
    page.model.show(View("unit_type-1", kind="toilet"))
    before = list(page.model.codes)
    page.bridge.push(measure("toilet-1", "toilet_long_side_mm", Measurement(Decimal(1400))))
    assert [code for code in before if code in page.model.codes] == before
    assert page.model.reader.cell("toilet-1", "toilet_clearance_front_mm").state == "idle"
    page.bridge.undo()
    page.model.show(View("unit_type-1", kind="corridor"))
    assert "corridor_has_column" in page.model.codes


def test_changes_from_elsewhere_are_shown(page):
    page.model.show(View("unit_type-1"))
    page.bridge.push(add_place(page.session.state, "bedroom", "洋室9", "unit_type-1")[1])
    assert any(page.session.state.places[one].name == "洋室9" for one in page.model.places)
    page.hide()
    page.bridge.push(remove_place(page.session.state, "bedroom-1"))
    page.show()
    assert "bedroom-1" not in page.model.places


def test_the_removed_view_falls_back(page):
    page.bridge.push(remove_place(page.session.state, "unit_type-1"))
    assert page.model.view.root == "building"
    assert page.header.place == "building"


def test_read_only(qtbot, make_page):
    page = make_page("1ldk", read_only=True)
    page.grid.go_to(page.model.index_of("door-1", "door_type"))
    qtbot.keyClick(page.grid, KEY.Key_1)
    qtbot.keyClick(page.grid, KEY.Key_F2)
    assert not page.session.state.measurements
    assert not page.header.name.isEnabled()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_cell_can_be_read_aloud(make_page, language):
    page = make_page("maisonette", language=language)
    page.model.show(View("unit_type-1", everything=True))
    for row in range(page.model.rowCount()):
        for column in range(page.model.columnCount()):
            index = page.model.index(row, column)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole)
            assert index.data(Qt.ItemDataRole.ToolTipRole)


def test_details_of_the_current_cell(qtbot, page):
    go(page, "bathroom-1", "bath_short_side_mm")
    assert not page.detail.drawing.isEnabled()
    type_in(qtbot, page, "1400")
    go(page, "bathroom-1", "bath_short_side_mm")
    page.detail.drawing.setText("A-12")
    page.detail.drawing.editingFinished.emit()
    assert page.session.state.measurements["bathroom-1"]["bath_short_side_mm"].drawing == "A-12"
    go(page, "bathroom-1", "bath_short_side_mm")
    type_in(qtbot, page, "1450")
    kept = page.session.state.measurements["bathroom-1"]["bath_short_side_mm"]
    assert (kept.value, kept.drawing) == (1450, "A-12")
    go(page, "bathroom-1", "bath_short_side_mm")
    rows = [page.detail.rows.item(one).text() for one in range(page.detail.rows.count())]
    assert any("2-2/3(5)a" in row for row in rows)
    with qtbot.waitSignal(page.row_asked) as asked:
        page.detail.rows.itemActivated.emit(page.detail.rows.item(0))
    assert asked.args == [page.detail.rows.item(0).data(Qt.ItemDataRole.UserRole + 1)]


def test_next_open(qtbot, page):
    page.model.show(View("bathroom-1"))
    qtbot.keyClick(page, KEY.Key_F7)
    assert page.model.cell(page.grid.currentIndex()).state == "open"
    for place in page.model.places:
        for code in page.model.codes:
            if page.model.reader.cell(place, code).state == "open":
                quantity = page.session.edition.quantities[code]
                fits = {"flag": False, "choice": None}.get(quantity.type, Decimal(1300))
                page.bridge.push(
                    measure(place, code, Measurement(quantity.option_codes[0] if fits is None else fits))
                )
    while page.grid.next_open():
        index = page.grid.currentIndex()
        page.model.enter(index, "0" if page.model.quantity(index).type == "flag" else "1")
    page.next_open()
    assert page.banner.isVisible()


def test_a_drawing_said_once_goes_with_every_value_entered_after_it(page, qtbot):
    page.tools.sheet.setFocus()
    qtbot.keyClicks(page.tools.sheet, "A-12")
    qtbot.keyClick(page.tools.sheet, Qt.Key.Key_Return)
    index = go(page, "bathroom-1", "bath_short_side_mm")
    page.model.enter(index, "1400")
    measured = page.session.state.measurements["bathroom-1"]["bath_short_side_mm"]
    assert (measured.drawing, measured.value) == ("A-12", 1400)
    page.tools.sheet.clear()
    page.tools.sheet.editingFinished.emit()
    page.model.enter(index, "1450")
    measured = page.session.state.measurements["bathroom-1"]["bath_short_side_mm"]
    assert (measured.drawing, measured.value) == ("A-12", 1450), "what was said before stays"
    page.model.enter(go(page, "bathroom-1", "bath_area_m2"), "2.6")
    assert page.session.state.measurements["bathroom-1"]["bath_area_m2"].drawing == ""


def test_a_drawing_is_named_at_all_chosen_values_in_one_step(page, qtbot):
    for code, typed in (("bath_short_side_mm", "1400"), ("bath_area_m2", "2.6")):
        page.model.enter(go(page, "bathroom-1", code), typed)
    first = page.model.index_of("bathroom-1", "bath_short_side_mm")
    last = page.model.index_of("bathroom-1", "bath_area_m2")
    page.grid.selectionModel().select(
        QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    count = page.bridge.undo_stack.count()
    qtbot.keyClicks(page.detail.drawing, "A-12")
    qtbot.keyClick(page.detail.drawing, Qt.Key.Key_Return)
    bath = page.session.state.measurements["bathroom-1"]
    assert {one.drawing for one in bath.values()} == {"A-12"}
    assert len(bath) == 2
    assert page.bridge.undo_stack.count() == count + 1
    page.bridge.undo()
    assert {one.drawing for one in page.session.state.measurements["bathroom-1"].values()} == {""}


def test_one_key_repeats_the_value_before_and_goes_on(page, qtbot):
    index = go(page, "door-2", "door_width_before_deduction_mm")
    page.model.enter(index, "780")
    go(page, "door-3", "door_width_before_deduction_mm")
    qtbot.keyClick(page.grid, '"')
    assert value(page, "door-3", "door_width_before_deduction_mm") == 780
    assert page.model.pair(page.grid.currentIndex()) != ("door-3", "door_width_before_deduction_mm")
    page.bridge.undo()
    assert value(page, "door-3", "door_width_before_deduction_mm") is None
    # Nothing before: nothing happens, and no editor opens.
    go(page, "door-1", "door_width_before_deduction_mm")
    qtbot.keyClick(page.grid, '"')
    assert editor(page) is None
    assert value(page, "door-1", "door_width_before_deduction_mm") is None
