"""The walk through the window: keys, tallies in the same call, filters, search, undo."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from assessor.assessment.edits import measure, set_case
from assessor.assessment.records import Decision
from assessor.errors import EditError, StoreError
from assessor.evaluation import basis_of
from assessor.ui.bridge import SaveState
from assessor.ui.models.rows import VERDICT
from assessor.ui.window import PageSpec
from tests.ui.conftest import TWO_TYPES, measured, place

BATH_ROW = "2-2/3(5)a"


def tally(window):
    return window.tally_bar._required._count.text()


def row_text(window, row, column=VERDICT):
    return window.table_page.model.index_of(row, column).data()


def choose(window, qtbot, row=BATH_ROW):
    window.show_row(row)
    assert window.current_row == row
    assert window.why.row_id == row


def test_every_table_has_a_step_and_its_rows(make_window) -> None:
    window = make_window()
    edition = window.context.bridge.session.edition
    seen = []
    for table in edition.tables:
        window.show_step(f"table:{table.code}")
        assert window.table_page.model.table == table.code
        seen.extend(window.table_page.model.shown_rows)
    # 117 rows in the category 新築 (draft, line 38).
    assert len(seen) == len(set(seen)) == 117
    window.show_step("tables")
    assert window.table_page.model.shown_rows == seen


def test_tallies_change_in_the_call_of_the_edit(make_window) -> None:
    window = make_window(sets=TWO_TYPES)
    before = tally(window)
    sets = [*measured("A-bath", bath_short_side_mm=1200, bath_area_m2=1.9)]
    bridge = window.bridge_for_tests
    window.show_row(BATH_ROW)
    for key, record in [*sets, *measured("B-bath", bath_short_side_mm=1200, bath_area_m2=1.9)]:
        assert bridge.push(measure(key.place, key.quantity, record))
    # No event loop ran in between.
    assert row_text(window, BATH_ROW).startswith("✓ 適合")
    done, _, total = tally(window).partition("/")
    assert (int(done), total) == (int(before.partition("/")[0]) + 1, before.partition("/")[2])
    key, record = measured("B-bath", bath_short_side_mm=1199)[0]
    assert bridge.push(measure(key.place, key.quantity, record))
    assert row_text(window, BATH_ROW).startswith("✕ 不適合")
    assert "1,199 mm < 1,200 mm" in window.table_page.model.view_of(BATH_ROW).deciding
    assert tally(window) == before
    bridge.undo()
    assert row_text(window, BATH_ROW).startswith("✓ 適合")
    bridge.redo()
    assert row_text(window, BATH_ROW).startswith("✕ 不適合")


def test_one_key_walks_the_whole_sheet(make_window, qtbot) -> None:
    window = make_window()
    window.show_step("table:1")
    window.table_page.view.setFocus()
    order = list(window.context.bridge.session.evaluation.rows)
    seen = [window.current_row]
    for _ in order[1:]:
        qtbot.keyClick(window.table_page.view, Qt.Key.Key_Space)
        seen.append(window.current_row)
    assert seen == order
    assert window.current_step == f"table:{window.context.bridge.session.edition.tables[-1].code}"


def test_next_open_skips_what_is_settled_and_ends_with_a_note(make_window, qtbot) -> None:
    window = make_window("r4")
    session = window.context.bridge.session
    rows = list(session.evaluation.rows)
    window.show_row(rows[0])
    for row in rows[:3]:
        window.why.show_row(row)
        window.why.decision.choose("conforming")
    window.show_row(rows[0])
    window.next_open()
    assert window.current_row == rows[3]
    for row in rows[3:]:
        window.why.show_row(row)
        window.why.decision.choose("conforming")
    window.next_open()
    assert window.banner.isVisible()
    assert "ありません" in window.banner.sentence.text()
    # Every row conforms: the minimums are reached too.
    assert session.evaluation.summary.result == "conforming"
    window.banner.offer.click()
    assert window.current_step == "results"


def test_enter_goes_to_the_first_missing_value_and_on(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    table = window.table_page.view
    view = window.why.input_view
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = view.findChild(QLineEdit, "cell")
    assert editor is not None
    typed = {"bath_short_side_mm": "1,250", "bath_area_m2": "１．９５"}
    for _ in range(4):
        editor = next(one for one in view.findChildren(QLineEdit, "cell") if one.isVisible())
        field = window.why.inputs.field(view.currentIndex())
        editor.clear()
        editor.insert(typed[field.code])
        editor.setModified(True)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.wait(5)
    measurements = window.context.bridge.session.state.measurements
    assert str(measurements["A-bath"]["bath_short_side_mm"].value) == "1250"
    assert str(measurements["B-bath"]["bath_area_m2"].value) == "1.95"
    assert row_text(window, BATH_ROW).startswith("✓ 適合")
    # Nothing is missing any more: the keyboard is back in the table.
    qtbot.waitUntil(table.hasFocus)


def test_an_unreadable_number_stays_in_its_field_and_is_explained(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_Return)
    editor = window.why.input_view.findChild(QLineEdit, "cell")
    editor.clear()
    editor.insert("12oo")
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.text() == "12oo"
    assert "12oo" in window.banner.sentence.text()
    assert not window.context.bridge.session.state.measurements
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_an_unlikely_value_is_taken_and_questioned(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    field = window.why.inputs.next_open()
    while field.code != "bath_short_side_mm":
        field = window.why.inputs.next_open(field)
    assert window.why.inputs.set_typed(field, "12")
    assert window.banner.isVisible()
    assert "12 mm" in window.banner.sentence.text()
    window.banner.offer.click()
    assert field.place not in window.context.bridge.session.state.measurements


def test_a_decision_against_the_machine_needs_a_reason(make_window, qtbot) -> None:
    sets = [*TWO_TYPES, *measured("A-bath", bath_short_side_mm=1100, bath_area_m2=1.9)]
    window = make_window(sets=sets)
    choose(window, qtbot)
    table, box = window.table_page.view, window.why.decision
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Y)
    state = lambda: window.context.bridge.session.state.decisions.get(BATH_ROW)  # noqa: E731
    assert state() is None
    assert box.pending == "conforming"
    qtbot.waitUntil(box.reason.hasFocus)
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert state() is None
    assert window.banner.isVisible()
    box.reason.insert("shop drawing 12")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert state().verdict == "conforming"
    assert state().reason == "shop drawing 12"
    result = window.context.bridge.session.evaluation.rows[BATH_ROW]
    assert result.disagrees
    assert result.decided_by == "person"
    qtbot.waitUntil(table.hasFocus)
    assert "食い違い" in row_text(window, BATH_ROW)
    findings = window.page("results").findings
    texts = [findings.data(findings.index(row, 0)) for row in range(findings.rowCount())]
    assert any("異なる判断" in text for text in texts)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert state() is None
    assert window.context.bridge.session.evaluation.rows[BATH_ROW].verdict == "not_conforming"


@pytest.mark.parametrize(("key", "verdict"), [("Y", "conforming"), ("N", "not_conforming")])
def test_one_key_decides_an_undetermined_row(make_window, qtbot, key, verdict) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    qtbot.keyClick(window.table_page.view, key)
    decision = window.context.bridge.session.state.decisions[BATH_ROW]
    assert (decision.verdict, decision.reason) == (verdict, "")


def test_not_applicable_always_needs_a_reason(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_X)
    assert BATH_ROW not in window.context.bridge.session.state.decisions
    qtbot.keyClick(window.why.decision.reason, Qt.Key.Key_Escape)
    assert window.why.decision.pending is None
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_X)
    window.why.decision.reason.insert("no bathroom")
    window.why.decision.confirm.click()
    assert window.context.bridge.session.state.decisions[BATH_ROW].verdict == "not_applicable"


def test_a_later_measurement_asks_to_check_the_decision_again(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    session = window.context.bridge.session
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_Y)
    before = session.state.decisions[BATH_ROW]
    assert before.basis == basis_of(session.evaluation.rows[BATH_ROW].scopes)
    key, record = measured("A-bath", bath_short_side_mm=1300)[0]
    window.bridge_for_tests.push(measure(key.place, key.quantity, record))
    assert row_text(window, BATH_ROW).startswith("！ 要再確認")
    assert session.state.decisions[BATH_ROW] == before
    assert window.why.decision.again.isVisible()
    window.why.decision.again.click()
    assert row_text(window, BATH_ROW).startswith("✓ 適合")


def test_filters_show_what_they_say_and_keep_a_row_that_was_just_settled(make_window, qtbot) -> None:
    window = make_window("r4", sets=TWO_TYPES)
    session = window.context.bridge.session
    window.rows.take_filter("undetermined")
    model = window.table_page.model
    assert (
        model.shown_rows
        == [
            row
            for row, result in session.evaluation.rows.items()
            if result.verdict == "undetermined" and session.edition.rows[row].table == model.table
        ]
        or model.table is None
    )
    row = model.shown_rows[0]
    window.show_row(row)
    qtbot.keyClick(window.table_page.view, "Y")
    assert row in model.shown_rows
    window.rows.take_filter("undetermined")
    assert row not in model.shown_rows
    window.rows.take_filter("recheck")
    assert model.shown_rows == []
    assert "再確認" in window.table_page._empty_text.text()
    assert window.why.row_id is None


def test_search_spans_all_tables_and_ignores_width_and_case(make_window, qtbot) -> None:
    window = make_window("r4")
    window.show_step("table:1")
    window.top_bar.search.setText("ｴﾚﾍﾞｰﾀｰ")
    rows = window.table_page.model.shown_rows
    assert rows
    edition = window.context.bridge.session.edition
    assert all(
        "エレベーター"
        in f"{edition.rows[row].title.ja}{edition.rows[row].text.ja}{edition.rows[row].item.ja}"
        for row in rows
    )
    assert window.current_step == "tables"
    window.top_bar.search.setText("存在しない言葉")
    assert window.table_page.model.shown_rows == []
    window.table_page.show_all_asked.emit()
    assert len(window.table_page.model.shown_rows) == 98
    assert window.top_bar.search.text() == ""


def test_another_category_gives_its_rows(make_window) -> None:
    window = make_window()
    window.show_step("tables")
    bridge = window.bridge_for_tests
    bridge.push(set_case(bridge.session.state, category="renovation"))
    # 115 rows in the category 既存・改修 (draft, line 38).
    assert len(window.table_page.model.shown_rows) == 115
    bridge.undo()
    assert len(window.table_page.model.shown_rows) == 117


def test_a_failed_commit_is_told_and_changes_nothing(make_window) -> None:
    def refuse(entry):
        raise StoreError("access_denied", path="x")

    window = make_window(sets=TWO_TYPES, commit=refuse)
    before = window.context.bridge.session.state
    key, record = measured("A-bath", bath_short_side_mm=1300)[0]
    assert not window.bridge_for_tests.push(measure(key.place, key.quantity, record))
    assert window.context.bridge.session.state is before
    assert window.banner.isVisible()
    assert not window.bridge_for_tests.undo_stack.canUndo()
    assert "保存できません" in window.top_bar.save_state.text()


def test_a_refused_edit_is_no_longer_told_once_an_edit_was_taken(make_window) -> None:
    window = make_window(sets=TWO_TYPES)
    bridge = window.bridge_for_tests
    bridge.report(EditError("reason_needed", row="3(5)a", verdict="適合"))
    assert window.banner.isVisible()
    key, record = measured("A-bath", bath_short_side_mm=1300)[0]
    assert bridge.push(measure(key.place, key.quantity, record))
    assert not window.banner.isVisible()
    # An error of the store stays: that a later edit was taken does not mend it.
    bridge.report(StoreError("access_denied", path="x"))
    assert bridge.push(measure(key.place, key.quantity, None))
    assert window.banner.isVisible()


def test_a_click_on_the_current_step_leaves_the_help(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    window.show_step("table:2-2")
    window.actions_by_name["help"].trigger()
    assert window.pages.currentWidget() is window.page("help")
    where = window.step_view.visualRect(window.step_view.currentIndex()).center()
    qtbot.mouseClick(window.step_view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.pages.currentWidget() is window.table_page


def test_read_only_takes_nothing(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES, read_only=True)
    choose(window, qtbot)
    qtbot.keyClick(window.table_page.view, "Y")
    assert not window.context.bridge.session.state.decisions
    assert "読み取り専用" in window.top_bar.save_state.text()
    assert window.banner.isVisible()


def test_further_pages_and_actions_join_by_name(make_window) -> None:
    made = []

    def make(context):
        made.append(context)
        return QWidget()

    window = make_window(
        pages=(PageSpec("units", "住戸と寸法", 20, make), PageSpec("export", "出力", 70, make))
    )
    assert [window.steps.step(row).key for row in range(3)] == ["case", "units", "tables"]
    assert window.steps.step(window.steps.rowCount() - 1).key == "export"
    assert made == []
    window.show_step("units")
    assert made == [window.context]
    pressed = []
    window.actions_by_name.add("export", "出力", lambda: pressed.append(1))
    window.case_menu.aboutToShow.emit()
    texts = [action.text() for action in window.case_menu.actions()]
    assert "出力" in texts
    window.actions_by_name["export"].trigger()
    assert pressed == [1]
    with pytest.raises(ValueError, match="twice"):
        window.actions_by_name.add("export", "x", print)


def test_text_of_a_file_stays_plain_everywhere(make_window, qtbot) -> None:
    mark = "<b>x</b><img src='file:///y'>"
    window = make_window(sets=[place("A", "unit_type", name=mark), place("A-bath", "bathroom", "A", mark)])
    window.bridge_for_tests.push(set_case(window.context.bridge.session.state, name=mark, remarks=mark))
    for step in ("case", "tables", "results"):
        window.show_step(step)
    choose(window, qtbot)
    for label in window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    assert "<b>" not in window.top_bar.case_button.toolTip()
    model = window.why.inputs
    for row in range(model.rowCount()):
        heading = model.index(row, 0)
        tips = [
            model.index(child, 0, heading).data(Qt.ItemDataRole.ToolTipRole)
            for child in range(model.rowCount(heading))
        ]
        assert all("<img" not in tip for tip in [heading.data(Qt.ItemDataRole.ToolTipRole), *tips])


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_every_control_has_a_name_and_keyboard_focus(make_window, size) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QHeaderView, QPlainTextEdit

    window = make_window(sets=TWO_TYPES)
    window.resize(*size)
    for step in ("case", "table:2-2", "results"):
        window.show_step(step)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView):
            for control in window.findChildren(kind):
                if (
                    not control.isVisible()
                    or isinstance(control, QHeaderView)
                    or control.objectName()[:3] == "qt_"
                ):
                    continue
                name = control.accessibleName() or getattr(control, "text", str)()
                assert name, (step, control, control.objectName())
                assert control.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(
                    control, QAbstractButton
                ), control


def test_decision_kept_before_shows_who_and_when(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    choose(window, qtbot)
    from assessor.assessment.edits import decide

    window.bridge_for_tests.push(
        decide(BATH_ROW, Decision("conforming", at="2026-05-01T10:00:00", by="髙﨑"))
    )
    assert "髙﨑" in window.why.decision.note.text()
    assert "2026-05-01" in window.why.decision.note.text()


def test_a_page_that_is_not_listed_marks_no_step(make_window) -> None:
    window = make_window()
    window.show_step("results")
    chosen = window.step_view.selectionModel()
    assert chosen.hasSelection()
    window.actions_by_name["help"].trigger()
    assert window.pages.is_shown("help")
    assert not chosen.hasSelection()
    window.actions_by_name["back"].trigger()
    assert window.pages.is_shown("results")
    assert [index.row() for index in chosen.selectedIndexes()] == [window.steps.row_of("results")]


def test_a_wide_page_that_was_left_takes_no_room_from_the_panel(make_window, qtbot) -> None:
    wide = QWidget()
    wide.setMinimumSize(1000, 100)
    window = make_window(pages=(PageSpec("wide", "広い", 70, lambda _: wide),))
    window.resize(1100, 700)
    window.show()
    window.show_step("tables")
    qtbot.waitUntil(window.why.isVisible)
    before = window.why.width()
    window.show_step("wide")
    qtbot.waitUntil(lambda: wide.isVisible() and wide.width() >= 1000)
    window.show_step("tables")
    qtbot.waitUntil(lambda: window.why.isVisible() and window.why.width() == before)
    body = window.why._scroll.widget()
    assert window.why._scroll.viewport().width() >= body.minimumSizeHint().width()


def test_the_header_is_as_high_whatever_the_save_state_says(make_window) -> None:
    window = make_window()
    bar = window.top_bar
    moment = datetime(2026, 1, 2, 23, 58, 58).astimezone()
    states = (SaveState("unsaved"), SaveState("saved", moment))
    for width in range(700, 1500, 20):
        heights = set()
        for state in states:
            for in_file in (True, False):
                bar.set_save_state(state, in_file=in_file)
                bar.layout().invalidate()
                heights.add(bar.layout().heightForWidth(width))
        assert len(heights) == 1, width


def test_saving_shows_the_time_of_saving(make_window) -> None:
    window = make_window()
    window._bridge.save_state = SaveState("saved", datetime(2001, 1, 1, 5, 31, 3).astimezone())
    window._in_file = lambda: True
    window.refresh_save_state()
    assert window.top_bar.save_state.text().startswith("保存済 ")
    assert "05:31:03" not in window.top_bar.save_state.text()


def test_a_level_that_is_inferred_says_so(make_window) -> None:
    window = make_window("draft")
    rows = window.context.bridge.session.edition.rows
    inferred = [row.id for row in rows.values() if row.inferred]
    assert inferred
    window.show_row(inferred[0])
    assert "区分は推定" in window.why.head._about
    window.show_row(BATH_ROW)
    assert "区分は推定" not in window.why.head._about
