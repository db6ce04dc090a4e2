"""The pages on the screen: turned by keys, zoomed."""

import pytest
from PySide6.QtCore import Qt

from assessor.ui.output.pictures import draw_preview
from assessor.ui.output.preview import PreviewPanel
from tests.ui.desk_kit import house, settle


@pytest.fixture(scope="module")
def drawn():
    edition, state = house()
    return draw_preview(edition, state, "ja")


@pytest.fixture
def panel(context, runner, qtbot, drawn):
    panel = PreviewPanel(context, runner)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.set_preview(drawn)
    qtbot.waitUntil(lambda: panel.view._paper.image is not None, timeout=10_000)
    settle(qtbot, runner)
    return panel


def test_the_page_is_drawn_and_turned_by_keys(panel, drawn, qtbot, runner) -> None:
    view = panel.view
    assert view.page_count == len(drawn.sizes) > 3
    first = view._paper.image
    assert first is not None
    # It is not an empty sheet.
    assert len({first.pixel(x, first.height() // 4) for x in range(0, first.width(), 3)}) > 1
    view.set_zoom("page")
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    assert panel.number.text() == f"2 / {len(drawn.sizes)}"
    assert panel.list.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == len(drawn.sizes) - 1
    assert not panel.forward.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == len(drawn.sizes) - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    assert not panel.back.isEnabled()
    panel.list.setCurrentIndex(panel.model.index(2))
    assert view.page == 2
    qtbot.waitUntil(lambda: view._paper.image is not None, timeout=10_000)
    settle(qtbot, runner)


def test_zoom_by_keys_and_box_draws_at_the_resolution_needed(panel, qtbot, runner) -> None:
    view = panel.view
    by_width = view._paper.page_size.width()
    assert by_width <= view.viewport().width()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view._paper.page_size.width() > by_width
    panel.zoom.setCurrentIndex(panel.zoom.findData(2.0))
    panel.zoom.activated.emit(0)
    assert view.percent == 200
    # A4 at 200 % of 96 dots per inch.
    wanted = 210 / 25.4 * 192 * view.devicePixelRatioF()
    paper = view._paper
    qtbot.waitUntil(
        lambda: paper.image is not None and abs(paper.image.width() - wanted) <= 2, timeout=10_000
    )
    settle(qtbot, runner)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == "width"
    assert view._paper.page_size.width() == by_width


def test_a_page_longer_than_the_window_scrolls_before_it_turns(panel, qtbot) -> None:
    view = panel.view
    view.set_zoom(2.0)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 0
    assert view.verticalScrollBar().value() > 0
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert (view.page, view.verticalScrollBar().value()) == (1, 0)


def test_where_there_is_little_room_the_list_gives_way(panel) -> None:
    panel.resize(400, 500)
    assert not panel.list.isVisible()
    panel.resize(900, 500)
    assert panel.list.isVisible()
