"""Enter in the panel beside the table: every value typed lands in its field, whatever the verdict does."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from assessor.ui.field_delegate import ChoiceBox
from assessor.ui.fields import Field
from tests.ui.conftest import TWO_TYPES, measured, place

ROW = "2-2/3(5)a"
KEY = Qt.Key


def hit(key, text: str = "") -> None:
    """A key as the window system sends it: to whatever has the keyboard now, no event loop in between."""
    target = QApplication.focusWidget()
    assert target is not None, "the keyboard is nowhere"
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_value(text: str) -> None:
    for one in text:
        hit(0, one)
    hit(KEY.Key_Return, "\r")


def take_keyboard(window, qtbot) -> None:
    window.table_page.view.setFocus()
    window.activateWindow()
    qtbot.waitUntil(window.table_page.view.hasFocus)


def start(window, qtbot, row=ROW):
    window.show_row(row)
    take_keyboard(window, qtbot)
    hit(KEY.Key_Return, "\r")
    return window.bridge_for_tests.session


def test_values_typed_in_one_go_all_arrive_though_the_first_decides_the_row(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    session = start(window, qtbot)
    shown = []
    for _ in range(4):
        shown.append(window.why.inputs.field(window.why.input_view.currentIndex()))
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        # 1,100 is below every limit: the row fails with the first value.
        type_value("1100" if shown[-1].code == "bath_short_side_mm" else "1.8")
        assert session.evaluation.rows[ROW].verdict == "not_conforming"
    assert len(set(shown)) == 4
    assert {
        (place, code, str(one.value))
        for place, values in session.state.measurements.items()
        for code, one in values.items()
    } == {
        (f"{unit}-bath", code, value)
        for unit in "AB"
        for code, value in (("bath_short_side_mm", "1100"), ("bath_area_m2", "1.8"))
    }
    # After the last one the rows have the keyboard, where one key goes on.
    assert QApplication.focusWidget() is window.table_page.view
    hit(KEY.Key_Space, " ")
    assert window.current_row != ROW


def test_enter_passes_what_is_entered_and_stops_at_the_empty(make_window, qtbot) -> None:
    sets = [*TWO_TYPES, *measured("A-bath", bath_area_m2=2), *measured("B-bath", bath_short_side_mm=1300)]
    window = make_window(sets=sets)
    session = start(window, qtbot)
    first = window.why.inputs.field(window.why.input_view.currentIndex())
    assert (first.place, first.code) == ("A-bath", "bath_short_side_mm")
    type_value("1000")
    assert session.evaluation.rows[ROW].verdict == "not_conforming"
    second = window.why.inputs.field(window.why.input_view.currentIndex())
    assert (second.place, second.code) == ("B-bath", "bath_area_m2")
    type_value("2.1")
    assert QApplication.focusWidget() is window.table_page.view
    assert str(session.state.measurements["B-bath"]["bath_area_m2"].value) == "2.1"


def test_the_notes_are_never_typed_into_by_accident(make_window, qtbot) -> None:
    """Lines that come and go with a value take the keyboard along to the next field, nowhere else."""
    window = make_window(sets=TWO_TYPES)
    window.show_row(ROW)
    take_keyboard(window, qtbot)
    seen = []
    window.why.drawings.textEdited.connect(seen.append)
    window.why.remark.textEdited.connect(seen.append)
    rows = list(window.context.bridge.session.evaluation.rows)
    session = window.bridge_for_tests.session
    for row in rows:
        if not row.startswith(("2-1/", "2-2/")):
            continue
        window.show_row(row)
        window.table_page.view.setFocus()
        hit(KEY.Key_Return, "\r")
        for _ in range(6):
            target = QApplication.focusWidget()
            if not isinstance(target, QLineEdit) or target.objectName() != "cell":
                break
            type_value("5")
            focus = QApplication.focusWidget()
            assert focus is not None
            assert focus not in (window.why.drawings, window.why.remark, window.top_bar.search), row
            if focus is target:  # not taken: explained, and left
                hit(KEY.Key_Escape)
                break
    assert seen == []
    assert not session.state.notes
    assert session.state.measurements


def test_keys_typed_while_a_list_of_choices_closes_reach_the_next_field(make_window, qtbot) -> None:
    sets = [place("A", "unit_type", name="A"), place("A-door", "door", "A", "玄関戸")]
    window = make_window(sets=[*sets, *measured("A-door", door_type="hinged")])
    session = window.bridge_for_tests.session
    why = window.why
    window.show_row("2-2/6(1)a")
    field = Field("measure", "door_location", "A-door")
    following = Field("measure", "hinge_side_gap_min_mm", "A-door")
    index = why.inputs.index_of(field)
    take_keyboard(window, qtbot)
    why.input_view.start(index)
    box = QApplication.focusWidget()
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    for one in "900":
        hit(0, one)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hit(KEY.Key_Return, "\r")
    assert session.state.measurements[field.place][field.code].value == "main"
    assert session.state.measurements[following.place][following.code].value == Decimal(900)


def test_units_and_sums_are_read_in_the_panel_as_in_the_grid(make_window, qtbot) -> None:
    window = make_window(sets=TWO_TYPES)
    session = start(window, qtbot)
    type_value("910*2-90")
    assert str(session.state.measurements["A-bath"]["bath_short_side_mm"].value) == "1730"
    type_value("1.2m")
    assert str(session.state.measurements["B-bath"]["bath_short_side_mm"].value) == "1200"
