"""What is kept between edits is never behind the document."""

import random
from decimal import Decimal

import pytest

from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.ui.places.cells import CellReader
from assessor.ui.places.grid_texts import View


def any_value(quantity, chance: random.Random):
    match quantity.type:
        case "flag":
            return chance.random() < 0.5
        case "choice" | "grade":
            return chance.choice(quantity.option_codes)
        case "list":
            return (Decimal(60), Decimal(30))
        case _:
            return Decimal(chance.choice((0, 1, 5, 90, 300, 780, 1200)))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("root", ["unit_type-1", "building"])
def test_kept_cells_equal_fresh_ones(make_page, seed, root):
    page = make_page("maisonette", "1ldk")
    page.model.show(View(root, everything=True))
    chance = random.Random(seed)
    quantities = page.session.edition.quantities
    places = [*page.model.reader.column_places(root), "building", "unit_type-1"]
    reader = page.model.reader
    carried = [(one, code) for one in places for code in reader.needed.at(reader.index.places[one].kind)]
    for _ in range(12):
        place, code = chance.choice(carried)
        old = page.session.state.measurements.get(place, {}).get(code)
        fresh = None if old is not None else Measurement(any_value(quantities[code], chance))
        page.bridge.push(measure(place, code, fresh))
        fresh_reader = CellReader(page.session, page.bridge_wording)
        for one in page.model.places:
            for shown in page.model.codes:
                assert reader.cell(one, shown) == fresh_reader.cell(one, shown), (one, shown, place, code)
    while page.bridge.undo_stack.canUndo():
        page.bridge.undo()
    assert not page.session.state.measurements
