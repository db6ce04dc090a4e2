"""The sheet by keyboard alone: what a key leads to, and that nothing typed is lost on the way."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from assessor.app import pages
from tests.ui.conftest import TWO_TYPES


def test_a_typed_value_is_kept_when_a_key_leads_on(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    window.show_row("2-2/3(5)a")
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_Return)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "1180")
    window.actions_by_name["next_open"].trigger()
    assert window.current_row != "2-2/3(5)a"
    values = window.bridge_for_tests.session.state.measurements["A-bath"]
    assert [one.value for one in values.values()] == [Decimal(1180)]


def test_one_key_answers_a_question_for_all_types_where_nobody_answered_it(make_window, qtbot) -> None:
    window = make_window("r4", sets=TWO_TYPES)
    window.show_row("2-1/5(1)")
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_Return)
    assert window.focusWidget() is window.why.input_view
    qtbot.keyClick(window.why.input_view, Qt.Key.Key_Y)
    row = window.bridge_for_tests.session.evaluation.rows["2-1/5(1)"]
    assert row.verdict == "conforming"
    qtbot.waitUntil(lambda: window.focusWidget() is window.table_page.view)


def test_enter_leads_to_the_places_where_a_row_has_nothing_to_enter(make_window, qtbot) -> None:
    window = make_window(pages=pages())
    window.show_row("1/2")
    qtbot.keyClick(window.table_page.view, Qt.Key.Key_Return)
    assert window.focusWidget() is window.why.to_places
    qtbot.keyClick(window.why.to_places, Qt.Key.Key_Space)
    assert window.current_step == "places"


def test_lists_of_many_places_fold_once_nothing_is_missing(make_window, qtbot) -> None:
    from assessor.assessment import Measurement
    from assessor.assessment.edits import measure
    from tests.ui.conftest import place

    types = [one for name in "ABCDEFGH" for one in (place(name, "unit_type", name=name),)]
    baths = [place(f"{name}-bath", "bathroom", name, "浴室") for name in "ABCDEFGH"]
    window = make_window(sets=[*types, *baths])
    window.show_row("2-2/3(5)a")
    why = window.why
    heading = why.inputs.index(0, 0)
    code = why.inputs.field(why.inputs.index(0, 0, heading)).code
    assert why.inputs.rowCount(heading) == 8
    assert why.input_view.isExpanded(heading)
    for name in "ABCDEFGH":
        for quantity, value in ((code, 1600), ("bath_area_m2", 4)):
            window.bridge_for_tests.push(measure(f"{name}-bath", quantity, Measurement(Decimal(value))))
    assert why.input_view.isExpanded(why.inputs.index(0, 0)), "nothing jumps while it is worked on"
    window.show_row("2-2/3(5)b")
    window.show_row("2-2/3(5)a")
    heading = why.inputs.index(0, 0)
    assert not why.input_view.isExpanded(heading)
    height = why.input_view.height()
    why.input_view.start(why.inputs.index(0, 1, heading))
    assert why.input_view.isExpanded(heading)
    assert why.input_view.height() > height
