"""A later round at the desk: what was said before, what is not at hand, and the way to the review before."""

import shutil

import pytest

from assessor import paths
from assessor.assessment import RowNote, edits
from assessor.assessment.review import Answer, Finding, Look
from assessor.assessment.review_edits import answer, find, look
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
    begin(qtbot, office, rounds / "R2.pdf")
    page = desk.window.page("review")
    page.set_filter("all")
    page.choose(OTHER)
    texts = page.model.line(page.model.index_of(OTHER)).texts
    assert any("未審査" in one and "R1" in one and "保留" in one for one in texts)
    assert page.panel.earlier.isVisibleTo(page)
    assert "R1" in page.panel.earlier.text()
    assert "保留" in page.panel.earlier.text()
    assert "現地で確かめる" in page.panel.earlier.text()
    page.panel.say("confirmed")
    texts = page.model.line(page.model.index_of(OTHER)).texts
    assert not any("R1" in one for one in texts)
    page.choose(ROW)
    assert "指摘" in page.panel.earlier.text()
