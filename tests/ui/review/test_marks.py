"""The review in the architect's table: the examiner's mark beside each row, and the filters it brings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from assessor.ui.models.rows import EXAMINED, MARK_ROLE
from tests.ui.review.conftest import OTHER, ROW, begin


def mark(desk, row: str) -> str:
    model = desk.window.table_page.model
    return model.index_of(row, EXAMINED).data()


def filters(desk) -> dict[str, QToolButton]:
    buttons = desk.window.top_bar.findChildren(QToolButton)
    return {one.property("filter"): one for one in buttons if one.property("filter")}


def test_mark_and_verdict_of_the_examiner_stand_beside_the_row(make_desk, signed, qtbot) -> None:
    desk, office = make_desk()
    begin(qtbot, office, signed)
    window = desk.window
    window.show_step("tables")
    table = window.table_page
    tester = QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert not table.view.isColumnHidden(EXAMINED)
    assert table.model.headerData(EXAMINED, Qt.Orientation.Horizontal) == "審査"
    rows = list(desk.document.session.evaluation.rows)
    assert {mark(desk, row) for row in rows} == {"未審査"}
    assert filters(desk)["unseen"].text() == f"未審査 {len(rows)}"
    page = window.page("review")
    page.choose(OTHER)
    with qtbot.waitSignal(table.model.dataChanged) as changed:
        page.panel.say("confirmed")
    assert changed.args[0].column() == EXAMINED
    assert mark(desk, OTHER) == "✓ 確認"
    assert filters(desk)["unseen"].text() == f"未審査 {len(rows) - 1}"
    page.panel.verdict.setCurrentIndex(page.panel.verdict.findData("not_conforming"))
    page.panel.verdict.activated.emit(page.panel.verdict.currentIndex())
    assert mark(desk, OTHER) == "✓ 確認 ✕不適合"
    page.choose(ROW)
    page.panel.editor.text.setPlainText("浴室の短辺を確認できません。")
    page.panel.editor.record()
    assert mark(desk, ROW) == "！ 指摘"
    assert table.model.index_of(ROW, EXAMINED).data(MARK_ROLE).tone == "bad"
    tip = table.model.index_of(ROW, EXAMINED).data(Qt.ItemDataRole.ToolTipRole)
    assert "浴室の短辺" in tip
    filters(desk)["unseen"].click()
    assert set(rows) - set(table.model.shown_rows) == {ROW, OTHER}
    tester.deleteLater()


def test_without_a_review_there_is_neither_column_nor_filter(make_desk, qtbot) -> None:
    desk, _ = make_desk()
    desk.new_document("r4", "new")
    assert desk.window.table_page.view.isColumnHidden(EXAMINED)
    assert not {"unseen", "returned"} & filters(desk).keys()
