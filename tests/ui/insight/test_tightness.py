"""Tightness: rows that would fail if inside measures were smaller; margins as bars."""

from fractions import Fraction

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.assessment import Edit
from assessor.ui.margin_bar import draw_margin
from assessor.ui.models.rows import VIEW_ROLE
from assessor.ui.models.trace import ENTRY_ROLE
from assessor.ui.painting import Brushwork
from assessor.workflow.insight import Margin
from tests.ui.conftest import TWO_TYPES, measured

BATH = "2-2/3(5)a"
"""Bathroom of the draft: short side at least 1,200 mm and area at least 1.9 m²."""


@pytest.fixture
def tightness(make_window, request):
    def make(short: int):
        sets = [*TWO_TYPES]
        for bath in ("A-bath", "B-bath"):
            sets += measured(bath, bath_short_side_mm=short, bath_area_m2=3)
        window = make_window(sets=sets, pages=pages())
        window.show_step("tightness")
        page = window.page("tightness")
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make


def keys(page, section: str) -> list[str]:
    return [line.key for one in page.model.sections if one.key == section for line in one.lines]


@pytest.mark.parametrize(("short", "step", "lost"), [(1210, 10, False), (1210, 11, True), (1212, 12, False)])
def test_a_row_is_lost_beyond_its_margin(tightness, short, step, lost):
    _, page = tightness(short)
    page.amount.setValue(step)
    assert (BATH in keys(page, "lost")) is lost
    assert (BATH in keys(page, "kept")) is not lost


def test_margins_are_listed_tightest_first(tightness):
    window, page = tightness(1250)
    page.amount.setValue(1)
    rows = keys(page, "kept")
    assert BATH in rows
    results = window.bridge_for_tests.session.evaluation.rows
    shares = []
    for row in rows:
        leaf = results[row].deciding_leaf
        limit = leaf.node.value[0] if isinstance(leaf.node.value, tuple) else leaf.node.value
        shares.append(leaf.margin / Fraction(limit))
    assert shares == sorted(shares)


def test_a_hidden_page_follows_when_it_is_shown(tightness):
    window, page = tightness(1210)
    window.show_step("results")
    window.bridge_for_tests.push(Edit(tuple(measured("A-bath", bath_short_side_mm=1205)), "measure"))
    page.amount.setValue(12)
    window.show_step("tightness")
    assert BATH in keys(page, "lost")


def test_table_and_conditions_carry_the_margin(tightness):
    window, _ = tightness(1260)
    window.show_row(BATH)
    view = window.table_page.model.index_of(BATH).data(VIEW_ROLE)
    assert view.margin.share == pytest.approx(0.05)
    window.bridge_for_tests.push(Edit(tuple(measured("B-bath", bath_short_side_mm=1080)), "measure"))
    view = window.table_page.model.index_of(BATH).data(VIEW_ROLE)
    assert view.margin.share == pytest.approx(-0.1)
    found = []
    waiting = [window.why.trace.index(row, 0) for row in range(window.why.trace.rowCount())]
    while waiting:
        index = waiting.pop()
        found.append(index.data(ENTRY_ROLE).margin)
        waiting += [window.why.trace.index(row, 0, index) for row in range(window.why.trace.rowCount(index))]
    assert -0.1 in [round(one.share, 4) for one in found if one is not None]


@pytest.mark.parametrize(("share", "left", "right"), [(0.25, False, True), (-0.25, True, False)])
def test_spare_goes_right_and_shortfall_left(theme, share, left, right):
    image = QImage(101, 20, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    brush = Brushwork(theme)
    draw_margin(painter, brush, image.rect(), Margin(share))
    painter.end()
    name = "good" if share > 0 else "bad"
    wanted = brush.color(name).rgb()
    columns = {x for x in range(101) for y in range(20) if image.pixel(x, y) == wanted}
    assert (min(columns) < 40) is left
    assert (max(columns) > 60) is right
    assert len(columns) == pytest.approx(25, abs=2), "a quarter of the limit is half of the half"


def test_it_says_what_was_made_smaller_and_what_was_not(tightness):
    window, page = tightness(1500)
    assert page.reach.text().splitlines() == [
        "小さくした寸法：浴室の短辺",
        "辺とともに小さくした面積：浴室の広さ",
    ]
    window.bridge_for_tests.push(Edit(tuple(measured("A", dk_area_m2=12))))
    assert "変えずに調べた面積：ダイニングとキッチンの合計面積" in page.reach.text()
