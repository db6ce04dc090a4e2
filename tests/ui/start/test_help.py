"""F1: the keys of the window, read off the window, so that none is missing and none is made up."""

from PySide6.QtGui import QAction, QKeySequence, QShortcut

from tests.ui.desk_kit import texts


def sequences(window) -> set[str]:
    """Every key that does something in the window."""
    found = [key for action in window.findChildren(QAction) for key in action.shortcuts()]
    found += [shortcut.key() for shortcut in window.findChildren(QShortcut)]
    return {one.toString(QKeySequence.SequenceFormat.NativeText) for one in found}


def test_every_key_of_the_window_is_told(desk) -> None:
    desk.open_example()
    window = desk.window
    window.actions_by_name["help"].trigger()
    page = window.page("help")
    assert page.isVisible()
    told = texts(page).split("\n")
    keys = sequences(window)
    assert {"Ins", "F7", "F9", "Ctrl+E", "Ctrl+P", "Ctrl+Shift+E", "F8", "F1", "Ctrl+D"} <= keys
    words = {word for line in told for word in line.split(" / ")}
    assert keys - words == set()
    assert "署名して出力" in told
    assert "「住戸と寸法」のキー" in told


def test_a_key_that_joins_later_is_told_too(desk) -> None:
    desk.open_example()
    window = desk.window
    window.actions_by_name["help"].trigger()
    window.actions_by_name.add("later", "後から加わるもの…", window.next_open, shortcut="Ctrl+Alt+L")
    window.show_step("case")
    window.actions_by_name["help"].trigger()
    told = texts(window.page("help")).split("\n")
    assert "Ctrl+Alt+L" in told
    assert "後から加わるもの" in told
    assert told.count("F8") == 1


def test_undo_is_called_by_its_name_whatever_it_would_take_back(desk) -> None:
    desk.open_example()
    window = desk.window
    window.show_row(next(iter(window.context.bridge.session.evaluation.rows)))
    window.why.remark.textEdited.emit("x")
    window.why.remark.setText("x")
    window.why.remark.textEdited.emit("x")
    window.actions_by_name["help"].trigger()
    assert "元に戻す" in texts(window.page("help")).split("\n")
