"""From an empty page to a measured dwelling by keys alone: how many key strokes that takes."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

KEY = Qt.Key

NUMBERS = {
    "bath_short_side_mm": "1400",
    "bath_area_m2": "2.52",
    "bath_lock_height_mm": "1450",
    "toilet_long_side_mm": "1350",
    "corridor_width_mm": "850",
    "dk_area_m2": "14.6",
    "dwelling_exclusive_area_m2": "68.4",
    "door_width_before_deduction_mm": "800",
    "door_leaf_thickness_mm": "36",
    "hinge_side_gap_min_mm": "3",
    "slide_door_remainder_mm": "100",
    "storage_plan_area_m2": "1.2",
    "storage_height_cm": "240",
    "switch_height_mm": "900",
    "rail_height_from_floor_mm": "1200",
    "baluster_gap_mm": "100",
    "height_above_outside_ground_m": "9",
    "unit_dwellings": "6",
    "room_area_m2": "10",
    "ac_to_rail_distance_mm": "700",
    "entrance_sill_outside_step_mm": "20",
    "entrance_sill_doma_step_mm": "5",
    "floor_step_mm": "5",
    "bath_entry_simple_step_mm": "20",
    "balcony_entry_simple_step_mm": "150",
    "ventilation_directions": "2",
}
YES = {
    "bath_lock_present",
    "bath_lock_unlockable_outside",
    "bath_handrail_present",
    "toilet_handrail_present",
    "telework_space_present",
    "baluster_present",
    "window_faces_balcony",
    "sightline_kitchen_to_living",
    "entrance_handrail_present",
}


ALIKE = {
    "door_width_before_deduction_mm",
    "door_leaf_thickness_mm",
    "hinge_side_gap_min_mm",
    "hinge_side_gap_max_mm",
    "storage_height_cm",
    "switch_height_mm",
}
"""What is the same all over a dwelling: the second and all after it are taken from the one before."""


class Hand:
    """Presses keys and counts them."""

    def __init__(self, qtbot, page) -> None:
        self.qtbot = qtbot
        self.page = page
        self.strokes = 0

    def press(self, widget, key) -> None:
        self.qtbot.keyClick(widget, key)
        self.strokes += 1

    def type(self, text: str) -> None:
        for one in text:
            target = self.editor() or self.page.grid
            self.qtbot.keyClick(target, one)
            self.strokes += 1

    def editor(self):
        found = [one for one in self.page.grid.viewport().findChildren(QLineEdit) if one.isVisible()]
        return found[-1] if found else None


@pytest.mark.qt_log_ignore("does not support", extend=True)  # menus on a display without windows
def test_a_typical_dwelling(qtbot, make_page, capsys):
    page = make_page()
    hand = Hand(qtbot, page)
    page.tree.setFocus()
    page.tree.choose("building")
    hand.press(page.tree, KEY.Key_Insert)
    for key in (KEY.Key_U, KEY.Key_3):
        hand.press(QApplication.activePopupWidget(), key)
    assert page.session.state.places["unit_type-1"].name == "A"
    placed = hand.strokes
    hand.press(page.tree, KEY.Key_Return)
    hand.press(page, KEY.Key_F7)
    numbers = typed = 0
    for _ in range(400):
        cell = page.model.cell(page.grid.currentIndex())
        if cell.state != "open":
            before = hand.strokes
            hand.press(page, KEY.Key_F7)
            if page.model.cell(page.grid.currentIndex()).state != "open":
                hand.strokes = before
                break
            continue
        quantity = page.session.edition.quantities[cell.code]
        typed += 1
        if quantity.type == "flag":
            hand.type("y" if cell.code in YES else "n")
        elif quantity.options:
            hand.type("1")
        else:
            numbers += 1
            if cell.code in ALIKE and page.model.entered_before(page.grid.currentIndex()) is not None:
                hand.type('"')
            else:
                hand.type(NUMBERS.get(cell.code, "900"))
                hand.press(hand.editor(), KEY.Key_Return)
        assert page.session.state.measurements[cell.place][cell.code]
    still_open, _ = page.model.open_count()
    assert still_open == 0
    assert typed == sum(len(one) for one in page.session.state.measurements.values())
    assert page.session.state.measurements["bathroom-1"]["bath_area_m2"].value == Decimal("2.52")
    # Nobody has said yet that the template lists all there is.
    while page.session.state.places["unit_type-1"].complete is not True:
        hand.press(page.header.complete, KEY.Key_Space)
    # Rows whose whole answer is measured are decided by the machine now.
    rows = page.session.evaluation.rows
    for row in page.session.edition.rows_for("new"):
        if row.auto == "full" and row.table == "2-2":
            assert rows[row.id].verdict != "undetermined", row.id
    places = len([one for one in page.session.state.places if one not in ("building", "site")])
    with capsys.disabled():
        print(
            f"\n3LDK by keys: {places} places ({placed} strokes), {typed} values ({numbers} numbers), "
            f"{hand.strokes} strokes in all, {hand.strokes / typed:.2f} per value"
        )
