"""Where the keyboard is when a window has just been made, and that little room cuts nothing."""

import pytest
from PySide6.QtWidgets import QPushButton

from assessor.workflow.templates import UnitChoice, templates


@pytest.fixture
def large(desk):
    yield desk
    desk._theme.scale = 1.0
    desk._theme.apply()


@pytest.mark.parametrize("step", ["case", "results", "places"])
def test_large_text_leaves_the_keyboard_on_the_page(large, qtbot, step) -> None:
    """The steps are shown on demand only there, and cannot take it."""
    large.new_document("r4", "new")
    large.window.resize(1366, 768)
    large.window.show_step(step)
    large.set_text_size(2.0)
    window = large.window
    assert not window.step_view.isVisible()
    focus = window.focusWidget()
    assert focus is not None
    assert window.pages.currentWidget().isAncestorOf(focus)


def test_an_assessment_with_dwellings_begins_among_its_places(desk) -> None:
    template = next(one for one in templates("unit_types") if one.code == "3ldk")
    desk.new_document("r4", "new", "x", (UnitChoice(template, 2),))
    focus = desk.window.focusWidget()
    assert focus is not None
    assert desk.window.page("places").isAncestorOf(focus)


def test_a_decision_that_asks_for_its_reason_is_not_cut_at_large_text(large, qtbot) -> None:
    large.open_example()
    large.window.resize(1366, 768)
    large.set_text_size(2.0)
    window = large.window
    row = next(one for one in window.context.bridge.session.evaluation.rows)
    window.show_row(row)
    window.banner.show_message("x", "y", severity="warning")
    window.why.decision.choose("not_applicable")
    reason = window.why.decision.reason
    assert reason.hasFocus() or window.focusWidget() is reason
    for one in (reason, *window.why.decision.findChildren(QPushButton)):
        if one.isVisible():
            assert one.height() >= one.minimumSizeHint().height() - 1, one
    # All of it is in sight.
    qtbot.waitUntil(lambda: not reason.visibleRegion().isEmpty())
    assert reason.visibleRegion().boundingRect().height() >= reason.height() - 1
