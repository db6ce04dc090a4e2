"""The page of the nearest way: what is left, the easiest set, rows ruled out, undo, keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.assessment import Edit, RowNote
from assessor.assessment.edits import decide
from assessor.assessment.records import Decision, NoteKey
from assessor.workflow.answers import answer, rows_ruled_out


@pytest.fixture
def way(make_window, request):
    def make(code: str = "draft"):
        window = make_window(code, pages=pages())
        window.show_step("way")
        page = window.page("way")
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make


def keys(page, section: str) -> list[str]:
    return [line.key for one in page.model.sections if one.key == section for line in one.lines]


def test_required_rows_and_the_easiest_optional_ones(way):
    window, page = way()
    session = window.bridge_for_tests.session
    rows = session.edition.rows
    required = [row for row in rows.values() if row.levels.new == "required"]
    assert set(keys(page, "required")) <= {row.id for row in required}
    chosen = keys(page, "rated")
    assert len(chosen) == 26, "the total minimum of the draft for new buildings is 26 of 66"
    assert all(rows[row].levels.new == "optional" for row in chosen)
    optional = [row for row in rows.values() if row.levels.new == "optional"]
    easiest = sorted(row.difficulty for row in optional if row.difficulty is not None)[:26]
    total = sum(rows[row].difficulty for row in chosen)
    assert total >= sum(easiest), "no set of 26 is easier than the 26 easiest"
    assert session_sum(page) == str(total.normalize())


def session_sum(page) -> str:
    note = next(one.note for one in page.model.sections if one.key == "rated")
    return str(Decimal(note.rpartition(" ")[2]).normalize())


def test_a_row_ruled_out_is_replaced_and_can_come_back(way, qtbot):
    window, page = way()
    bridge = window.bridge_for_tests
    before = keys(page, "rated")
    page.view.setCurrentIndex(page.model.index_of(before[3]))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert keys(page, "out") == [before[3]]
    after = keys(page, "rated")
    assert before[3] not in after
    assert len(after) == len(before)
    assert page.view.current_line.key == after[3], "the keyboard stays where it was"
    out = rows_ruled_out(bridge.session.state)
    found = answer(bridge.session.edition, bridge.session.evaluation, out)["nearest"]
    assert [one["row"] for one in found["rated"]] == after
    bridge.undo()
    assert keys(page, "rated") == before
    bridge.redo()
    page.take_back.click()
    assert keys(page, "rated") == before


def test_the_box_can_be_clicked(way, qtbot):
    _, page = way()
    row = keys(page, "rated")[0]
    index = page.model.index_of(row)
    page.view.scrollTo(index)
    where = page.view.visualRect(index)
    point = where.center()
    point.setX(where.x() + 14)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert keys(page, "out") == [row]


def test_ruling_out_keeps_the_notes_of_the_row_and_typing_keeps_the_ruling(way):
    window, page = way()
    bridge = window.bridge_for_tests
    row = keys(page, "rated")[0]
    bridge.push(Edit(((NoteKey(row), RowNote("A-12", "後で")),), "annotate"))
    page.model.checked.emit(page.model.line(page.model.index_of(row)), False)
    assert bridge.session.state.notes[row] == RowNote("A-12", "後で", ruled_out=True)
    window.show_row(row)
    window.why.remark.setText("今")
    window.why.remark.textEdited.emit("今")
    assert bridge.session.state.notes[row] == RowNote("A-12", "今", ruled_out=True)


def test_it_follows_every_verdict(way):
    window, page = way()
    row = keys(page, "rated")[0]
    window.bridge_for_tests.push(decide(row, Decision("conforming")))
    assert row not in keys(page, "rated")
    assert len(keys(page, "rated")) == 25


def test_rows_without_a_figure_stand_apart_and_can_be_left_out(way):
    window, page = way("r4")
    assert keys(page, "rated") == []
    assert len(keys(page, "unrated")) == 13, "the total minimum of r4 for new buildings is 13 of 35"
    page.rated_only.click()
    assert keys(page, "unrated") == []
    assert keys(page, "out") == [], "left out of this view, not ruled out in the document"
    assert page.sentence.text().count("足りません") >= 1
    session = window.bridge_for_tests.session
    found = answer(session.edition, session.evaluation)["nearest"]
    assert found["without_unrated"]["rated"] == []
    short = {one["name"]: one["missing"] for one in found["without_unrated"]["unreachable"]}
    assert short["total"] == 13
    assert window.bridge_for_tests.undo_stack.count() == 0
    page.rated_only.click()
    assert len(keys(page, "unrated")) == 13


def test_left_out_rows_follow_every_verdict(way):
    window, page = way("draft")
    page.rated_only.click()
    row = keys(page, "rated")[0]
    window.bridge_for_tests.push(decide(row, Decision("conforming")))
    assert row not in keys(page, "rated")
    rows = window.bridge_for_tests.session.edition.rows
    assert all(rows[one].difficulty is not None for one in keys(page, "rated"))


def test_enter_leads_to_the_row(way, qtbot):
    window, page = way()
    row = keys(page, "required")[2]
    page.view.setCurrentIndex(page.model.index_of(row))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.current_row == row
