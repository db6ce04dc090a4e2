"""Margins in the tables: beside value and limit, or under the verdict where there is no room for them."""

import pytest

from assessor.ui import delegates
from tests.ui.conftest import TWO_TYPES, measured

ROW = "2-2/3(5)a"
"""Bathroom: short side at least 1,200 mm and area at least 1.9 m² (draft 別表2-2)."""


@pytest.mark.parametrize(("width", "is_narrow"), [(1600, False), (860, True), (640, True)])
def test_the_bar_is_drawn_once_whatever_the_width(make_window, monkeypatch, width, is_narrow):
    sets = [*TWO_TYPES]
    for bath in ("A-bath", "B-bath"):
        sets += measured(bath, bath_short_side_mm=1300, bath_area_m2=3)
    window = make_window(sets=sets)
    window.resize(width, 768)
    window.show_row(ROW)
    drawn = []
    real = delegates.draw_margin

    def record(painter, brush, rect, margin, **settings):
        drawn.append((rect, settings.get("slim", False), margin))
        real(painter, brush, rect, margin, **settings)

    table = window.table_page.view
    monkeypatch.setattr(delegates, "draw_margin", record)
    picture = table.viewport().grab()
    assert not picture.isNull()
    index = table.currentIndex()
    at = table.visualRect(index.siblingAtColumn(delegates.VERDICT))
    mine = [one for one in drawn if at.top() <= one[0].center().y() <= at.bottom()]
    assert len(mine) == 1
    rect, slim, margin = mine[0]
    assert slim is is_narrow
    assert margin.share == pytest.approx(100 / 1200)
    assert at.contains(rect) is is_narrow
