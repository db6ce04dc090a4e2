"""Choosing from a list with the keyboard."""

from PySide6.QtCore import Qt

from assessor.ui.field_delegate import ChoiceBox


def test_arrow_keys_look_and_do_not_take(qtbot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["（未入力）", "開き戸", "引き戸", "折戸"])
    taken = []
    box.activated.connect(lambda: taken.append((box.currentIndex(), box.is_looking)))
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == 2
    assert all(looking for _, looking in taken)
    box.activated.emit(3)
    assert taken[-1][1] is False
