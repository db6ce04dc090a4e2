"""The tree of places and the head of a unit type."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.assessment.records import PlaceKey
from tests.ui.conftest import place
from tests.ui.places.conftest import unit_template, value

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def names(page, parent: str) -> list[str]:
    model = page.tree_model
    index = model.index_of(parent) if parent else QModelIndex()
    return [model.index(row, 0, index).data() for row in range(model.rowCount(index))]


def test_building_site_and_unit_types_are_at_the_top(make_page):
    page = make_page("1ldk", "2ldk")
    assert names(page, "") == ["建物・共用部", "敷地", "A", "B"]
    assert names(page, "unit_type-1")[:3] == ["玄関", "廊下", "洗面脱衣室"]


def test_an_empty_assessment_says_what_to_do(make_page):
    page = make_page()
    assert page.tree_hint.isVisible()
    assert "Insert" in page.tree_hint.text()
    page.tree.choose("site")
    page.tree.add_unit_type(unit_template("empty"))
    assert not page.tree_hint.isVisible()


def walk_menu(qtbot, page, *keys):
    qtbot.keyClick(page.tree, KEY.Key_Insert)
    for key in keys:
        qtbot.keyClick(QApplication.activePopupWidget(), key)


@pytest.mark.qt_log_ignore("does not support", extend=True)  # menus on a display without windows
def test_insert_adds_a_template_by_keys(qtbot, make_page):
    page = make_page()
    page.tree.setFocus()
    page.tree.choose("building")
    # Up from the first entry: the last one, the unit types; then the third template.
    walk_menu(qtbot, page, KEY.Key_Up, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert names(page, "")[-1] == "A"
    assert page.tree.chosen == "unit_type-1"
    assert len([one for one in names(page, "unit_type-1") if one.startswith("洋室")]) == 3
    assert page.bridge.undo_stack.count() == 1
    page.bridge.undo()
    assert names(page, "") == ["建物・共用部", "敷地"]


def test_only_kinds_that_fit_are_offered(page):
    page.tree.choose("bathroom-1")
    page.tree.add_menu.aboutToShow.emit()
    offered = [action.data() for action in page.tree.add_menu.actions() if isinstance(action.data(), tuple)]
    inside = {kind for kind, parent, _ in offered if parent == "bathroom-1"}
    beside = {kind for kind, parent, _ in offered if parent == "unit_type-1"}
    assert inside == {"storage", "floor_step", "door", "window", "railing", "stair"}
    assert "bedroom" in beside
    assert not {"elevator", "facility"} & (inside | beside)


def test_a_kind_is_added_behind_the_chosen_place(page):
    page.tree.choose("bathroom-1")
    before = names(page, "unit_type-1")
    added = page.tree.add_kind("toilet", "unit_type-1", "bathroom-1")
    after = names(page, "unit_type-1")
    assert after.index("トイレ2") == before.index("浴室") + 1
    assert page.tree.chosen == added


def test_rename_by_f2(qtbot, page):
    page.tree.choose("bathroom-1")
    page.tree.setFocus()
    qtbot.keyClick(page.tree, KEY.Key_F2)
    editor = page.tree.viewport().findChild(QLineEdit)
    editor.setText("浴室（1418）")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.session.state.places["bathroom-1"].name == "浴室（1418）")
    assert page.tree.chosen == "bathroom-1"


def test_remove_and_undo(qtbot, page):
    page.bridge.push(measure("bathroom-1", "bath_short_side_mm", Measurement(Decimal(1400))))
    before = names(page, "unit_type-1")
    page.tree.choose("bathroom-1")
    page.tree.setFocus()
    qtbot.keyClick(page.tree, KEY.Key_Delete)
    assert "浴室" not in names(page, "unit_type-1")
    assert page.tree.chosen == "toilet-1"
    page.bridge.undo()
    assert names(page, "unit_type-1") == before
    assert value(page, "bathroom-1", "bath_short_side_mm") == 1400


def test_building_and_site_stay(qtbot, page):
    for root in ("building", "site"):
        page.tree.choose(root)
        assert not page.tree.remove_action.isEnabled()
        page.tree.remove()
        assert page.tree.duplicate() is None
    assert names(page, "")[:2] == ["建物・共用部", "敷地"]


def test_move_up_and_down(qtbot, page):
    page.tree.choose("bathroom-1")
    page.tree.setFocus()
    before = names(page, "unit_type-1")
    qtbot.keyClick(page.tree, KEY.Key_Up, MOD.AltModifier)
    after = names(page, "unit_type-1")
    assert after.index("浴室") == before.index("浴室") - 1
    assert page.tree.chosen == "bathroom-1"
    qtbot.keyClick(page.tree, KEY.Key_Down, MOD.AltModifier)
    assert names(page, "unit_type-1") == before


def drag(page, place: str, parent: str, row: int) -> bool:
    model = page.tree_model
    data = model.mimeData([model.index_of(place)])
    target = model.index_of(parent) if parent else QModelIndex()
    if not model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, target):
        return False
    model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, target)
    return True


def test_drag(make_page):
    page = make_page("2ldk", "1ldk")
    assert drag(page, "door-2", "toilet-1", 0)
    assert page.session.state.places["door-2"].parent == "toilet-1"
    assert names(page, "toilet-1")[0] == "洗面脱衣室の出入口"
    assert not drag(page, "bathroom-1", "toilet-1", -1)
    assert not drag(page, "unit_type-1", "bathroom-1", -1)
    assert drag(page, "unit_type-2", "", 2)
    assert names(page, "")[2:] == ["B", "A"]
    assert drag(page, "bathroom-1", "unit_type-2", -1)
    assert names(page, "unit_type-2")[-1] == "浴室"


def test_a_copied_type_shows_what_differs(qtbot, page):
    page.bridge.push(measure("bathroom-1", "bath_short_side_mm", Measurement(Decimal(1400))))
    page.tree.choose("unit_type-1")
    page.header.copy.click()
    copy = page.tree.chosen
    assert page.session.state.places[copy].name == "B"
    assert page.model.view.compared == "unit_type-1"
    reader = page.model.reader
    assert not any(reader.cell(one, code).differs for one in page.model.places for code in page.model.codes)
    bath = next(one for one in page.model.places if page.session.state.places[one].kind == "bathroom")
    page.bridge.push(measure(bath, "bath_short_side_mm", Measurement(Decimal(1200))))
    cell = page.model.reader.cell(bath, "bath_short_side_mm")
    assert cell.differs
    assert cell.other == "1,400"
    page.header.compare.setCurrentIndex(0)
    page.header.compare.activated.emit(0)
    assert not page.model.reader.cell(bath, "bath_short_side_mm").differs


def test_head_of_a_unit_type(qtbot, page):
    page.tree.choose("unit_type-1")
    page.header.dwellings.setText("１２戸")
    page.header.dwellings.editingFinished.emit()
    assert value(page, "unit_type-1", "unit_dwellings") == 12
    assert names(page, "")[-1].endswith("12戸")
    page.header.name.setText("3LDK-a")
    page.header.name.editingFinished.emit()
    assert page.session.state.places["unit_type-1"].name == "3LDK-a"


def test_the_mark_of_completeness_shows_what_the_verdicts_go_by(make_page):
    """Where nobody said so, a unit type with a part counts as listed: the mark must not look empty."""
    sets = [
        place("A", "unit_type", name="A"),
        place("A-bed", "bedroom", "A"),
        place("B", "unit_type", name="B"),
    ]
    page = make_page(sets=sets)
    page.tree.choose("A")
    assert page.session.state.places["A"].complete is None
    assert page.header.complete.checkState() is Qt.CheckState.Checked
    assert "自動" in page.header.complete_hint.text()
    seen = []
    for _ in range(2):
        page.header.complete.click()
        seen.append((page.session.state.places["A"].complete, page.header.complete.isChecked()))
    assert seen == [(False, False), (True, True)]
    page.tree.choose("B")
    assert page.header.complete.checkState() is Qt.CheckState.Unchecked, "without a part nothing is listed"


def test_the_building_of_a_bare_document_can_be_called_complete(make_page):
    page = make_page(sets=[(PlaceKey(one), None) for one in ("site", "building")])
    page.tree.choose("building")
    page.header.complete.click()
    assert page.session.state.places["building"].complete is True


def test_what_is_left_out_of_the_application_says_so(page):
    page.tree.choose("unit_type-1")
    page.header.applied.click()
    assert page.session.state.places["unit_type-1"].applied is False
    assert "申請しない" in names(page, "")[-1]
    page.bridge.undo()
    assert page.header.applied.isChecked()


def test_a_wrong_number_of_dwellings_is_refused_with_a_reason(page):
    page.tree.choose("unit_type-1")
    page.header.dwellings.setText("たくさん")
    page.header.dwellings.editingFinished.emit()
    assert page.banner.isVisible()
    assert page.header.dwellings.text() == ""


@pytest.mark.parametrize("root", ["building", "site", "unit_type-1", "bathroom-1"])
def test_every_control_has_a_name(make_page, root):
    page = make_page("2ldk", "1ldk")
    page.tree.choose(root)
    for kind in (QLineEdit, QComboBox, QAbstractButton):
        for one in page.findChildren(kind):
            if one.isVisible() and one.objectName() != "qt_toolbar_ext_button":
                named = one.accessibleName() or (one.text() if hasattr(one, "text") else "")
                assert named or type(one).__name__ in ("QTableCornerButton", "QAbstractButton"), one


def test_little_room_keeps_the_grid(make_page):
    page = make_page("2ldk")
    page.resize(620, 380)
    QApplication.processEvents()
    assert not page.tree_side.isVisible()
    assert page.grid.height() > page.height() // 2
    page.tools.tree_button.click()
    assert page.tree_side.isVisible()
    page.resize(1180, 640)
    QApplication.processEvents()
    assert page.tree_side.isVisible()
    assert page.detail.isVisible()
    assert not page.tools.tree_button.isVisible()


def test_f9_goes_between_places_and_grid(qtbot, page):
    page.grid.setFocus()
    qtbot.keyClick(page.grid, KEY.Key_F9)
    assert page.tree.hasFocus()
    qtbot.keyClick(page.tree, KEY.Key_F9)
    assert page.grid.hasFocus()
    page.resize(620, 380)
    QApplication.processEvents()
    qtbot.keyClick(page.grid, KEY.Key_F9)
    assert page.tree_side.isVisible()
    assert page.tree.hasFocus()


def test_a_filter_by_kind_goes_with_unit_types_only(make_page):
    page = make_page("2ldk", "2ldk")
    page.tree.choose("unit_type-1")
    page.model.show(replace(page.model.view, kind="door"))
    page.tree.choose("unit_type-2")
    assert page.model.view.kind == "door"
    page.tree.choose("bathroom-2")
    assert page.model.view.kind is None, "what is asked of the bathroom itself must not be hidden"
    assert "bath_short_side_mm" in page.model.codes
