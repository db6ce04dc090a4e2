"""The sketch beside the quantity that is being entered in the row's panel."""

from assessor.app import pages
from assessor.evaluation import BUILDING
from assessor.ui.places.sketch import sketches
from assessor.workflow.editions import edition_of
from tests.ui.conftest import TWO_TYPES


def test_the_panel_shows_where_the_entered_quantity_is_measured(make_window):
    window = make_window(sets=TWO_TYPES, pages=pages())
    window.show_row("2-2/3(5)a")
    assert not window.why.sketch.isVisible()
    assert window.why.edit_first_open()
    field = window.why.inputs.field(window.why.input_view.currentIndex())
    assert field.code in sketches()
    assert window.why.sketch.isVisible()
    window.show_row("2-1/3")
    assert not window.why.sketch.isVisible()


def test_every_measured_length_has_a_sketch():
    missing = []
    for code in ("draft", "r4"):
        for quantity in edition_of(code).quantities.values():
            is_size = quantity.type == "number" and quantity.unit in ("mm", "cm", "deg")
            if is_size and quantity.derive is None and BUILDING not in quantity.kinds:
                missing.append(quantity.code)
    assert {code for code in missing if code not in sketches()} == set()
