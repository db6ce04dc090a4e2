"""The architect: a report opened, findings answered, the next round signed and taken in at the desk."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from assessor import paths
from assessor.assessment import RowNote, edits
from assessor.assessment.review import Finding, Look
from assessor.assessment.review_edits import find, look, unanswered
from assessor.ui.models.rows import EXAMINED
from assessor.ui.review.sheet import WHOLE
from assessor.workflow.exporting import export_pdf
from assessor.workflow.review import open_submission
from assessor.workflow.review_closing import return_with_findings
from tests.ui.review.conftest import OTHER, ROW, begin, taken

SECONDS = 60_000


@pytest.fixture(scope="module")
def returned(signed, people, tmp_path_factory):
    """The examiner's document of a returned round, and the report: two findings, one on the whole."""
    folder = tmp_path_factory.mktemp("returned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "user_data", lambda: folder / "data")
        document, _ = open_submission(signed, by="審査")
        with document:
            session = document.session
            session.apply(look(session.state, OTHER, Look("confirmed")), by="審査")
            for one in (
                Finding(ROW, "短辺を確認できません。", "A-12"),
                Finding("", "案内図を添付してください。"),
            ):
                session.apply(find(session.state, one)[1], by="審査")
            return_with_findings(document, folder / "report.pdf", people["official"][0])
            document.handle.save_as(folder / "review.kosodate")
    return folder


@pytest.fixture
def opened(make_desk, returned, qtbot):
    desk, office = make_desk()
    window = desk.offers.office.verify(returned / "report.pdf")
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    button = window.findChild(QPushButton, "beginReview")
    assert button.isVisible()
    assert button.text() == "指摘に回答する"
    button.click()
    taken(qtbot, office)
    page = desk.window.page("answers")
    assert desk.window.pages.currentWidget() is page
    return desk, office, page


def answer_all(qtbot, page) -> None:
    for box, said in zip(page.boxes, ("案内図を加えました。", "詳細図を加えました。"), strict=True):
        box.text.setFocus()
        box.text.insertPlainText(said)
        box.drawing.setFocus()


def test_findings_stand_first_with_a_field_for_each_answer(opened, qtbot) -> None:
    desk, _, page = opened
    session = desk.document.session
    assert [box.name for box in page.boxes] == ["R1-2", "R1-1"]
    assert page.count.text() == "回答済 0／2"
    answer_all(qtbot, page)
    page.keep_all()
    assert page.count.text() == "回答済 2／2"
    assert not page.next.isEnabled()
    assert session.state.answers["R1-1"]["1"].text == "詳細図を加えました。"
    assert session.state.answers["R1-1"]["1"].by == "desk"
    desk.window.actions_by_name["undo"].trigger()
    assert page.count.text() == "回答済 1／2"


def test_an_answer_made_empty_is_taken_back_and_a_drawing_goes_with_the_text(opened) -> None:
    desk, _, page = opened
    box = page.boxes[1]
    box.drawing.setText("A-12b")
    box.keep()
    assert unanswered(desk.document.session.state) == ["R1-1", "R1-2"]
    box.text.setPlainText("直しました。")
    box.keep()
    (kept,) = desk.document.session.state.answers["R1-1"].values()
    assert (kept.text, kept.drawing) == ("直しました。", "A-12b")
    box.text.setPlainText(" ")
    box.keep()
    assert not desk.document.session.state.answers.get("R1-1")


def test_next_unanswered_and_the_way_to_the_row(opened, qtbot) -> None:
    desk, _, page = opened
    desk.window.activateWindow()
    page.next.click()
    qtbot.waitUntil(page.boxes[0].text.hasFocus)
    page.boxes[0].text.insertPlainText("案内図を加えました。")
    page.next.click()
    assert page.boxes[1].text.hasFocus()
    page.boxes[1].go.click()
    assert desk.window.current_row == ROW
    assert not page.boxes[0].go.isVisibleTo(page)


def test_typing_is_kept_when_another_page_is_shown(opened) -> None:
    desk, _, page = opened
    page.boxes[0].text.setPlainText("案内図を加えました。")
    desk.window.show_step("case")
    assert desk.document.session.state.answers["R1-2"]["1"].text == "案内図を加えました。"


def test_signing_again_leads_to_step_6(opened) -> None:
    desk, _, page = opened
    page.boxes[0].text.setPlainText("案内図を加えました。")
    page.sign.click()
    assert desk.window.current_step == "export"
    output = desk.window.page("export")
    assert output.dialog is not None
    assert desk.document.session.state.answers["R1-2"]
    output.dialog.reject()


def test_the_next_round_comes_into_the_open_review(
    opened, make_desk, returned, people, qtbot, tmp_path
) -> None:
    desk, _, page = opened
    answer_all(qtbot, page)
    page.keep_all()
    assert desk.window.context.bridge.push(edits.annotate(OTHER, RowNote(remark="図面を差し替えました。")))
    own = desk.window.page("round_changes")
    desk.window.show_step("round_changes")
    assert own.model.rowCount() == 1
    session = desk.document.session
    second = tmp_path / "R2.pdf"
    export_pdf(
        session.edition,
        session.state,
        second,
        key=people["architect"][0],
        history=desk.document.handle.history(),
    )
    official, office = make_desk("official")
    file = shutil.copy(returned / "review.kosodate", tmp_path / "review.kosodate")
    assert official.open_file(file)
    begin(qtbot, office, second)
    state = official.document.session.state
    assert (state.last_round, state.is_round_open) == (2, True)
    examiner = official.window.page("review")
    assert official.window.pages.currentWidget() is examiner
    examiner.set_filter("finding")
    examiner.choose(ROW)
    (box,) = examiner.panel._boxes
    box.settle_asked.emit("R1-1", True)
    assert official.document.session.state.findings["R1-1"].settled == 2
    assert "未解決の指摘 1" in examiner.count.text()
    assert examiner.filters["changed"].isVisibleTo(examiner)
    examiner.set_filter("changed")
    assert OTHER in [one.key for section in examiner.model.sections for one in section.lines]
    official.window.show_step("round_changes")
    changes = official.window.page("round_changes").model
    assert [line.texts[-1] for section in changes.sections for line in section.lines] == [
        "図面を差し替えました。"
    ]
    (changed,) = [line for section in changes.sections for line in section.lines]
    assert changed.row == OTHER
    official.window.page("round_changes").view.row_asked.emit(OTHER)
    assert official.window.current_row == OTHER
    official.window.show_step("review")
    examiner.choose(WHOLE)
    qtbot.keyClick(examiner.view, Qt.Key.Key_R)
    assert official.document.session.state.findings["R1-2"].settled == 2
    assert "未解決の指摘 0" in examiner.count.text()
    examiner.choose(OTHER)
    qtbot.keyClick(examiner.view, Qt.Key.Key_K)
    assert official.document.session.state.looks["2"]


def test_a_report_of_another_case_gets_a_document_of_its_own(make_desk, returned, qtbot) -> None:
    desk, office = make_desk()
    desk.new_document("r4", "new")
    before = desk.document
    window = desk.offers.office.verify(returned / "report.pdf")
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    window.findChild(QPushButton, "beginReview").click()
    taken(qtbot, office)
    assert desk.document is not before
    assert len(desk.window.page("answers").boxes) == 2


def test_a_file_of_the_inbox_is_verified_and_offers_the_review(make_desk, signed, qtbot, tmp_path) -> None:
    desk, office = make_desk()
    folder = tmp_path / "inbox"
    folder.mkdir()
    shutil.copy(signed, folder)
    office.show_inbox()
    inbox = office.inbox
    with qtbot.waitSignal(inbox.checked, timeout=SECONDS):
        inbox.check(folder)
    qtbot.keyClick(inbox.table, Qt.Key.Key_Return)
    (window,) = desk.offers.office.windows
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    window.findChild(QPushButton, "beginReview").click()
    taken(qtbot, office)
    assert desk.document.session.state.is_desk
    inbox.close()
    assert office.inbox is None


def test_the_table_marks_returned_rows_and_shows_them_alone(opened, qtbot) -> None:
    desk, _, page = opened
    table = desk.window.table_page
    button = next(
        one for one in desk.window.top_bar.findChildren(QToolButton) if one.property("filter") == "returned"
    )
    assert button.text() == "指摘 1"
    button.click()
    assert table.model.shown_rows == [ROW]
    assert desk.window.current_step == "tables"
    cell = table.model.index_of(ROW, EXAMINED)
    assert cell.data() == "！ 指摘 1"
    assert table.model.headerData(EXAMINED, Qt.Orientation.Horizontal) == "指摘"
    desk.window.show_step("answers")
    answer_all(qtbot, page)
    assert table.model.index_of(ROW, EXAMINED).data() == "✓ 回答済 1"


def test_half_typed_text_stays_while_another_finding_is_answered(opened, qtbot) -> None:
    desk, _, page = opened
    first, second = page.boxes
    first.drawing.setFocus()
    first.drawing.setText("A-12b")
    second.text.setFocus()
    second.text.insertPlainText("詳細図を加えました。")
    page.keep_all()
    assert desk.document.session.state.answers["R1-1"]
    assert first.drawing.text() == "A-12b"
    first.text.setPlainText("案内図")
    desk.window.context.bridge.push(edits.annotate(OTHER, RowNote(remark="図面を差し替えました。")))
    assert (first.text.toPlainText(), first.drawing.text()) == ("案内図", "A-12b")
    second.text.setPlainText("書きかけ")
    page.refresh()
    assert second.text.toPlainText() == "書きかけ"


def test_half_typed_text_stays_when_the_list_of_findings_is_built_anew(opened, monkeypatch) -> None:
    _, _, page = opened
    page.boxes[0].drawing.setText("A-12b")
    both = [box.name for box in page.boxes]
    monkeypatch.setattr("assessor.ui.review.answers_page.open_findings", lambda *_: both[:1])
    page.refresh()
    assert [(box.name, box.drawing.text()) for box in page.boxes] == [(both[0], "A-12b")]


def test_the_keyboard_is_in_the_first_answer_after_a_report_is_taken_in(opened, qtbot) -> None:
    desk, _, page = opened
    desk.window.activateWindow()
    qtbot.waitUntil(page.boxes[0].text.hasFocus)
