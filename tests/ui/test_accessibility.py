"""Every control has a name for screen readers, every page can be left by keyboard, texts have contrast."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from assessor.app import pages
from assessor.ui.start.window import StartWindow
from assessor.ui.theme import DARK, LIGHT, STATE_COLORS, VERDICT_COLORS
from assessor.workflow.editions import edition_heads
from tests.ui.conftest import TWO_TYPES, measured

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QPlainTextEdit,
    QTextEdit,
)


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return "" if found is None else found.text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    """Shown controls without a name, as a way down from the root."""
    found = []
    for widget in root.findChildren(QWidget):
        around = widget.parentWidget()
        inside = isinstance(
            around, QComboBox | QAbstractSpinBox | QHeaderView | QAbstractItemView | QLineEdit
        )
        corner = inside or widget.objectName().startswith("qt_")
        if corner or isinstance(widget, QHeaderView) or not isinstance(widget, CONTROLS):
            continue
        if widget.isVisibleTo(root) and not name_of(widget):
            found.append(f"{type(around).__name__} > {type(widget).__name__} {widget.objectName()}".strip())
    return found


@pytest.fixture
def window(make_window):
    window = make_window(sets=[*TWO_TYPES, *measured("A-bath", bath_short_side_mm=1180)], pages=pages())
    window.activateWindow()
    return window


def steps(window) -> list[str]:
    return [window.steps.step(row).key for row in range(window.steps.rowCount())]


def test_every_control_of_every_page_has_a_name(window) -> None:
    found = set()
    for step in steps(window):
        window.show_step(step)
        found |= {f"{step}: {one}" for one in nameless(window)}
    window.show_row("2-2/3(5)a")
    window.why.decision.choose("not_applicable")
    window.banner.show_message("x", offer=("y", window.next_open))
    assert found | set(nameless(window)) == set()


def test_every_control_of_the_start_screen_has_a_name(qtbot, theme) -> None:
    start = StartWindow(edition_heads()[0], "ja", theme)
    qtbot.addWidget(start)
    start.show()
    assert nameless(start) == []


def test_a_control_without_a_name_is_found(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    QLineEdit(root)
    root.show()
    assert nameless(root) == ["QWidget > QLineEdit"]


def test_tab_leads_on_from_every_control_of_every_page(window, qtbot) -> None:
    # A table of cells takes Tab for its next cell, as a spreadsheet does; F6 leaves it like everything else.
    for step in steps(window):
        window.show_step(step)
        window.step_view.setFocus()
        seen: list[QWidget] = []
        for _ in range(60):
            before = QApplication.focusWidget()
            assert before is not None, step
            seen.append(before)
            in_cells = isinstance(before, QTableView)
            qtbot.keyClick(before, Qt.Key.Key_F6 if in_cells else Qt.Key.Key_Tab)
            after = QApplication.focusWidget()
            assert after is not before, (
                f"{step}: {type(before).__name__} {name_of(before)} keeps the keyboard"
            )
            if after is window.step_view:
                break
        else:
            pytest.fail(f"{step}: the walk does not come round: {[name_of(one) for one in seen[-8:]]}")


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two colours as WCAG 2 defines it."""

    def light(color: QColor) -> float:
        parts = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in (color.redF(), color.greenF(), color.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_stand_out_from_what_they_stand_on(tokens) -> None:
    grounds = ("window", "surface", "raised", "accent_soft")
    pairs = {(text, ground) for text in ("text", "soft", "accent") for ground in grounds}
    states = {*VERDICT_COLORS.values(), *STATE_COLORS.values()}
    pairs |= {(state, f"{state}_soft") for state in states}
    pairs |= {(state, ground) for state in states for ground in grounds}
    pairs |= {("on_accent", "accent"), ("surface", "soft"), ("text", "idle_soft"), ("soft", "idle_soft")}
    weak = {
        pair: round(contrast(tokens.color(pair[0]), tokens.color(pair[1])), 2)
        for pair in pairs
        if contrast(tokens.color(pair[0]), tokens.color(pair[1])) < 4.5
    }
    assert weak == {}
