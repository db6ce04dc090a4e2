"""A later round at the desk: what was said before, what is not at hand, and the way to the review before."""

import shutil

import pytest
from PySide6.QtCore import Qt

from assessor import paths
from assessor.assessment import RowNote, edits
from assessor.assessment.review import Answer, Finding, Look
from assessor.assessment.review_edits import answer, find, look
from assessor.ui.preferences import Preferences
from assessor.workflow.exporting import export_pdf
from assessor.workflow.receiving import receive_report
from assessor.workflow.returned import take_report
from assessor.workflow.review import open_submission
from assessor.workflow.review_closing import return_with_findings
from tests.ui.review.conftest import OTHER, ROW, begin


@pytest.fixture(scope="module")
def rounds(signed, people, tmp_path_factory):
    """The examiner's document of the first round (a finding, a deferred row) and the next submission."""
    folder = tmp_path_factory.mktemp("rounds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "user_data", lambda: folder / "data")
        document, _ = open_submission(signed, by="審査")
        with document:
            session = document.session
            deferred = Look("deferred", "not_conforming", "現地で確かめる")
            session.apply(look(session.state, OTHER, deferred), by="審査")
            session.apply(find(session.state, Finding(ROW, "短辺を確認できません。", "A-12"))[1], by="審査")
            return_with_findings(document, folder / "report.pdf", people["official"][0])
            document.handle.save_as(folder / "review.kosodate")
        taken = take_report(receive_report(folder / "report.pdf"), by="髙﨑")
        with taken.document as own:
            session = own.session
            session.apply(answer(session.state, "R1-1", Answer("詳細図を加えました。")), by="髙﨑")
            session.apply(edits.annotate(OTHER, RowNote(remark="図面を差し替えました。")), by="髙﨑")
            export_pdf(
                session.edition,
                session.state,
                folder / "R2.pdf",
                key=people["architect"][0],
                history=own.handle.history(),
            )
    return folder


@pytest.fixture
def alone(make_desk, rounds, qtbot):
    """The second submission where the first review is not known."""
    desk, office = make_desk()
    begin(qtbot, office, rounds / "R2.pdf")
    return desk, desk.window.page("review")


def test_without_the_round_before_nothing_is_called_unchanged(alone) -> None:
    _, page = alone
    assert page.filters["changed"].isVisibleTo(page)
    assert not page.filters["changed"].isEnabled()
    assert "手元にない" in page.filters["changed"].toolTip()
    assert "第1回の提出内容が手元にない" in page.hint.text()
    page.set_filter("changed")
    assert page.shown == "all"
    assert page.filters["all"].isChecked()
    assert "変わった項目はありません" not in page._empty.text()


def test_a_shut_approval_says_why_where_it_is_seen(alone, qtbot) -> None:
    _, page = alone
    assert not page.approves.isEnabled()
    assert "未解決の指摘が1件" in page.approves.toolTip()
    assert page.approves.toolTip() in page.hint.text()
    assert page.hint.isVisibleTo(page)
    page.panel.row = ROW
    page.panel.settle_next()
    assert page.approves.isEnabled()
    assert not page.approves.toolTip()
    assert "承認はできません" not in page.hint.text()
    assert not page.returns.isEnabled()
    assert "返却はできません" in page.returns.toolTip()


def test_it_says_that_the_review_before_is_not_known(alone) -> None:
    desk, _ = alone
    assert "第1回の審査の記録が手元にありません" in desk.window.banner.sentence.text()
    assert "先に開いて" in desk.window.banner.remedy.text()


def test_a_review_before_that_was_used_last_is_offered_and_taken_up(
    make_desk, rounds, qtbot, tmp_path, monkeypatch
) -> None:
    desk, office = make_desk()
    other = tmp_path / "other.kosodate"
    other.write_text("no document")
    file = shutil.copy(rounds / "review.kosodate", tmp_path / "第1回.kosodate")
    office._preferences.keep_recent(file)
    office._preferences.keep_recent(other)
    begin(qtbot, office, rounds / "R2.pdf")
    banner = desk.window.banner
    assert "第1回.kosodate" in banner.sentence.text()
    assert len(desk.document.session.state.looks) == 0
    monkeypatch.setattr(desk.filing, "may_leave", lambda: True)
    banner.offer.click()
    state = desk.document.session.state
    assert desk.document.handle.path == file
    assert (state.last_round, state.is_round_open) == (2, True)
    page = desk.window.page("review")
    assert desk.window.pages.currentWidget() is page
    assert page.filters["changed"].isEnabled()
    page.set_filter("changed")
    assert OTHER in [one.key for section in page.model.sections for one in section.lines]


def test_what_was_said_in_the_round_before_stands_in_the_list_and_beside_it(
    make_desk, rounds, qtbot, tmp_path
) -> None:
    desk, office = make_desk()
    file = shutil.copy(rounds / "review.kosodate", tmp_path / "review.kosodate")
    assert desk.open_file(file)
    assert desk.window.current_step == "review"
    begin(qtbot, office, rounds / "R2.pdf")
    page = desk.window.page("review")
    page.set_filter("all")
    page.choose(OTHER)
    texts = page.model.line(page.model.index_of(OTHER)).texts
    assert any(one.startswith("（R1：") and "保留" in one for one in texts)
    assert page.panel.earlier.isVisibleTo(page)
    assert "R1" in page.panel.earlier.text()
    assert "保留" in page.panel.earlier.text()
    assert "現地で確かめる" in page.panel.earlier.text()
    page.panel.say("confirmed")
    texts = page.model.line(page.model.index_of(OTHER)).texts
    assert not any("R1" in one for one in texts)
    page.choose(ROW)
    assert "指摘" in page.panel.earlier.text()


@pytest.fixture
def begun(make_desk, signed, qtbot):
    desk, office = make_desk()
    begin(qtbot, office, signed)
    return desk


def test_the_sheet_of_the_architect_cannot_be_edited_at_the_desk(begun, qtbot) -> None:
    desk = begun
    desk.window.show_row(ROW)
    why = desk.window.why
    before = desk.document.session.state
    assert why.locked.isVisibleTo(why)
    assert "変更できません" in why.locked.text()
    assert not any(one.isEnabled() for one in why.decision._buttons.values())
    assert why.drawings.isReadOnly()
    assert why.remark.isReadOnly()
    qtbot.keyClicks(why.drawings, "A-99")
    assert why.drawings.text() == before.notes.get(ROW, RowNote()).drawings
    why.decision.choose("not_applicable")
    assert why.decision.pending is None
    assert desk.window.banner.isVisibleTo(desk.window)
    view, model = why.input_view, why.inputs
    assert not why.edit_first_open()
    for row in range(model.rowCount()):
        for index in (model.index(row, 1), model.index(0, 1, model.index(row, 0))):
            if index.isValid():
                view.setCurrentIndex(index)
                for key in (Qt.Key.Key_Y, Qt.Key.Key_5, Qt.Key.Key_Return):
                    qtbot.keyClick(view, key)
                assert view.indexWidget(index) is None
                qtbot.mouseClick(
                    view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
                )
                assert view.indexWidget(index) is None
    assert desk.document.session.state == before


def test_the_save_state_moves_nothing_in_the_bar(begun, qtbot) -> None:
    bar = begun.window.top_bar
    begun.window.resize(1280, 720)
    qtbot.wait(10)
    heights = set()
    for said in (
        "",
        "未保存",
        "作業用の写しに保存済 06:09:33",
        "Saved in the working copy, 06:09:33 in the morning",
    ):
        bar._saved = said
        bar._fit()
        heights.add(bar._flow.heightForWidth(bar.width()))
        assert bar.save_state.accessibleName() == said
    assert len(heights) == 1


def test_large_text_leaves_rows_and_the_keys_of_a_row_in_sight(make_desk, rounds, qtbot) -> None:
    desk, office = make_desk()
    desk.set_text_size(2.0)
    begin(qtbot, office, rounds / "R2.pdf")
    desk.window.resize(1366, 740)
    desk.window.banner.hide()
    page = desk.window.page("review")
    page.choose(OTHER)
    qtbot.wait(50)
    line = page.view.visualRect(page.model.index_of(OTHER))
    assert page.view.viewport().rect().contains(line.adjusted(0, 0, -line.width() + 1, 0))
    assert page.view.viewport().height() > 2 * line.height()
    for button in page.panel.looks.values():
        assert button.visibleRegion().boundingRect() == button.rect()
    desk.window.resize(1366, 1600)
    qtbot.wait(50)
    assert page.next.isVisibleTo(page)
    assert page.hint.isVisibleTo(page)
    panel = page.panel
    assert panel.criterion.geometry().bottom() < panel._look_part.geometry().top()


def test_edits_have_the_name_of_the_account_where_none_was_entered(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "hanako")
    preferences = Preferences(tmp_path / "window.ini")
    assert preferences.user == "hanako"
    preferences.user = "審査 花子"
    assert preferences.user == "審査 花子"
