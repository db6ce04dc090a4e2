"""The examiner's page: one key each, findings with phrases, filters, both verdicts, closing a round."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from assessor.assessment.review_edits import findings_of, not_looked_at
from assessor.signing.verification import Verification
from assessor.ui.keys import keys_of
from assessor.ui.models.steps import STEP_ROLE
from assessor.ui.review.sheet import WHOLE, look_of
from assessor.workflow.verifying import verify_pdf
from tests.ui.review.conftest import OTHER, PASSPHRASE, ROW, begin, taken

SECONDS = 60_000


@pytest.fixture
def opened(make_desk, signed, qtbot):
    desk, office = make_desk()
    begin(qtbot, office, signed)
    page = desk.window.page("review")
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert desk.window.pages.currentWidget() is page
    yield desk, office, page
    tester.deleteLater()


def state_of(desk):
    return desk.document.session.state


def attention(desk, key: str) -> int:
    steps = desk.window.steps
    return steps.index(steps.row_of(key)).data(STEP_ROLE).attention


def line(page, row):
    return page.model.line(page.model.index_of(row))


def test_one_key_each_says_what_the_examiner_thinks(opened, qtbot) -> None:
    desk, _, page = opened
    rows = list(desk.document.session.evaluation.rows)
    page.choose(rows[0])
    qtbot.keyClick(page.view, Qt.Key.Key_K)
    assert look_of(state_of(desk), rows[0]).state == "confirmed"
    assert look_of(state_of(desk), rows[0]).by == "desk"
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_H)
    assert look_of(state_of(desk), rows[1]).state == "deferred"
    assert page.panel.row == rows[1]
    assert "保留 1" in page.count.text()
    assert attention(desk, "review") == len(rows) - 2
    assert f"2／{len(rows)}" in page.count.text()
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert look_of(state_of(desk), rows[1]) is None
    desk.window.actions_by_name["undo"].trigger()
    assert look_of(state_of(desk), rows[1]).state == "deferred"


def test_space_goes_to_the_next_row_not_looked_at_around_the_end(opened, qtbot) -> None:
    desk, _, page = opened
    rows = list(desk.document.session.evaluation.rows)
    page.choose(rows[1])
    qtbot.keyClick(page.view, Qt.Key.Key_K)
    page.choose(rows[0])
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.panel.row == rows[2]
    page.choose(rows[-1])
    qtbot.keyClick(page.view, Qt.Key.Key_K)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.panel.row == rows[0]


def test_rows_looked_at_leave_the_filter_and_the_next_takes_their_place(opened, qtbot) -> None:
    desk, _, page = opened
    rows = list(desk.document.session.evaluation.rows)
    page.set_filter("unseen")
    page.choose(rows[0])
    for row in rows[:3]:
        page.follow()
        assert page.panel.row == row
        qtbot.keyClick(page.view, Qt.Key.Key_K)
        assert not page.model.index_of(row).isValid()
    assert not_looked_at(state_of(desk), rows) == rows[3:]
    page.set_filter("deferred")
    assert "保留の項目はありません" in page._empty.text()


def test_a_finding_by_keys_alone_with_a_phrase_and_a_drawing(opened, qtbot) -> None:
    desk, _, page = opened
    page.choose(ROW)
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    assert page.panel.editor.text.textCursor().selectedText() == "…"
    page.panel.editor.text.textCursor().insertText("平面図")
    page.panel.editor.drawing.setText("A-12")
    qtbot.keyClick(page.panel.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (found,) = findings_of(state_of(desk), ROW).values()
    assert "平面図を提出してください" in found.text
    assert (found.drawing, found.phrase, found.by) == ("A-12", "drawing_missing", "desk")
    assert look_of(state_of(desk), ROW).state == "finding"
    assert line(page, ROW).texts[-1] == "1"
    assert page.panel.editor.text.toPlainText() == ""
    assert page.returns.isEnabled()
    assert not page.approves.isEnabled()


def test_a_phrase_that_is_not_filled_in_is_asked_about_once(opened) -> None:
    desk, _, page = opened
    page.choose(ROW)
    page.panel.editor.put_in_by_key("1")
    page.panel.editor.record()
    assert not state_of(desk).findings
    assert "埋めて" in page.panel.editor.title.text()
    assert page.panel.editor.text.textCursor().selectedText() == "…"
    page.panel.editor.record()
    assert len(state_of(desk).findings) == 1
    assert page.panel.editor.title.text() == "新しい指摘"


def test_a_finding_that_was_begun_is_kept_when_the_row_is_left(opened, qtbot) -> None:
    desk, _, page = opened
    page.set_filter("unseen")
    page.choose(OTHER)
    page.panel.editor.begin()
    page.panel.editor.text.setPlainText("案内図がありません。")
    page.choose(ROW)
    assert [one.text for one in findings_of(state_of(desk), OTHER).values()] == ["案内図がありません。"]
    assert not findings_of(state_of(desk), ROW)
    assert page.panel.row == ROW
    assert page.panel.editor.text.toPlainText() == ""


def test_a_finding_is_rewritten_and_taken_back(opened) -> None:
    desk, _, page = opened
    page.choose(WHOLE)
    page.panel.say("finding")
    page.panel.editor.text.setPlainText("全体")
    page.panel.editor.record()
    (name,) = findings_of(state_of(desk), "")
    page.panel.editor.change(name)
    page.panel.editor.text.setPlainText("全体について")
    page.panel.editor.record()
    assert {key: one.text for key, one in findings_of(state_of(desk), "").items()} == {name: "全体について"}
    page.panel._boxes[0].withdraw_asked.emit(name)
    assert not state_of(desk).findings


def test_both_verdicts_stand_side_by_side_and_the_sheet_stays_as_it_was(opened) -> None:
    desk, _, page = opened
    before = desk.document.session.evaluation.rows[ROW].verdict
    page.choose(ROW)
    wanted = "not_conforming" if before == "conforming" else "conforming"
    page.panel.verdict.setCurrentIndex(page.panel.verdict.findData(wanted))
    page.panel._on_verdict()
    page.panel.note.setText("図面と不一致")
    page.panel.note.editingFinished.emit()
    look = look_of(state_of(desk), ROW)
    assert (look.verdict, look.note, look.state) == (wanted, "図面と不一致", "deferred")
    assert desk.document.session.evaluation.rows[ROW].verdict == before
    texts = line(page, ROW).texts
    wording = desk.window.context.wording
    assert wording.verdict(before) in texts[2]
    assert wording.verdict(wanted) in texts[4]


def test_enter_shows_the_row_in_the_sheet_which_refuses_edits(opened, qtbot) -> None:
    desk, _, page = opened
    page.choose(ROW)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert desk.window.current_row == ROW
    desk.window.why.decision.choose("not_applicable")
    assert not state_of(desk).decisions.get(ROW)
    desk.window.actions_by_name["review"].trigger()
    assert page.panel.row == ROW
    assert desk.window.pages.currentWidget() is page


def fill_key(dialog, key_file, target) -> None:
    form = dialog.fields.form
    form.file_key.setChecked(True)
    form.key_file.setText(str(key_file))
    form.passphrase.setText(PASSPHRASE)
    form.target.setText(str(target))


def test_returned_with_findings_as_a_signed_report(opened, qtbot, people, tmp_path) -> None:
    desk, office, page = opened
    page.choose(ROW)
    page.panel.editor.begin()
    page.panel.editor.text.setPlainText("短辺を確認できません。")
    page.panel.editor.record()
    page.returns.click()
    dialog = office.dialog
    fill_key(dialog, people["official"][1], tmp_path / "report.pdf")
    dialog.fields.form.passphrase.setText("wrong")
    dialog.go()
    qtbot.waitUntil(lambda: dialog.fields.form.passphrase_problem.text() != "", timeout=SECONDS)
    assert state_of(desk).is_round_open
    dialog.fields.form.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.round_closed, timeout=SECONDS):
        dialog.go()
    verified = verify_pdf(str(tmp_path / "report.pdf"))
    assert verified.is_report
    assert verified.verification.integrity == "intact"
    assert not state_of(desk).is_round_open
    assert not page.returns.isEnabled()
    assert not page.panel.editor.isEnabled()
    assert not desk.window.actions_by_name["undo"].isEnabled()
    assert "返却" in page.heading.text()
    dialog.reject()
    assert office.dialog is None


def test_approval_wants_what_is_in_the_way_said_aloud(opened, qtbot, people, tmp_path) -> None:
    _, office, page = opened
    page.choose(ROW)
    page.panel.say("confirmed")
    page.approves.click()
    dialog = office.dialog
    fill_key(dialog, people["official"][1], tmp_path / "approved.pdf")
    dialog.go()
    qtbot.waitUntil(lambda: "まだ審査していない" in dialog.problem.text(), timeout=SECONDS)
    dialog.unseen.setChecked(True)
    dialog.despite.setChecked(True)
    with qtbot.waitSignal(dialog.round_closed, timeout=SECONDS):
        dialog.go()
    verification: Verification = verify_pdf(str(tmp_path / "approved.pdf")).verification
    assert verification.official.holder == "審査 花子"
    assert verification.integrity == "intact"
    assert "承認" in page.heading.text()
    dialog.reject()


def test_the_verification_window_of_an_intact_file_offers_the_review(make_desk, signed, qtbot) -> None:
    desk, office = make_desk()
    window = desk.offers.office.verify(signed)
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    button = window.findChild(QPushButton, "beginReview")
    assert button.isVisible()
    assert button.text() == "審査を始める"
    button.click()
    taken(qtbot, office)
    assert state_of(desk).is_desk
    assert desk.window.current_step == "review"


def test_a_file_that_was_changed_offers_nothing(make_desk, signed, qtbot, tmp_path) -> None:
    desk, _ = make_desk()
    other = tmp_path / "changed.pdf"
    other.write_bytes(signed.read_bytes() + b"%more")
    window = desk.offers.office.verify(other)
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    assert not window.findChild(QPushButton, "beginReview").isVisible()


def test_reading_a_file_runs_beside_the_window_and_can_be_called_off(
    make_desk, signed, qtbot, monkeypatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(control, path, known):
        reached.set()
        assert go_on.wait(20)
        control.check()
        raise AssertionError("not called off")

    monkeypatch.setattr("assessor.ui.review.intake.read_received", slow)
    desk, office = make_desk()
    window = desk.offers.office.verify(signed)
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    button = window.findChild(QPushButton, "beginReview")
    button.click()
    assert reached.wait(20)
    assert threading.current_thread() is threading.main_thread()  # this one is free while the other waits
    assert window.bar.isVisible()
    assert window.cancel.isVisible()
    assert office.intake.begin(signed, window) is None  # one at a time
    window.cancel.click()
    go_on.set()
    taken(qtbot, office)
    assert not window.bar.isVisible()
    assert not window.cancel.isVisible()
    assert window.area.isVisible()
    assert desk.document is None


def test_a_file_that_changed_after_it_was_verified_is_verified_again(
    make_desk, signed, qtbot, tmp_path
) -> None:
    desk, office = make_desk()
    file = tmp_path / "received.pdf"
    file.write_bytes(signed.read_bytes())
    window = desk.offers.office.verify(file)
    qtbot.waitUntil(lambda: window.checked is not None, timeout=SECONDS)
    file.write_bytes(signed.read_bytes() + b"%more")
    begin(qtbot, office, file, window)
    assert desk.document is None
    assert window.message.text().startswith("✕")
    assert window.message.isVisible()


def test_the_examiners_own_verdict_by_one_key(opened, qtbot) -> None:
    desk, _, page = opened
    rows = desk.document.session.evaluation.rows
    row = next(one for one, result in rows.items() if result.verdict == "conforming")
    page.choose(row)
    qtbot.keyClick(page.view, Qt.Key.Key_Y)
    assert (look_of(state_of(desk), row).state, look_of(state_of(desk), row).verdict) == (
        "confirmed",
        "conforming",
    )
    qtbot.keyClick(page.view, Qt.Key.Key_N)
    assert (look_of(state_of(desk), row).state, look_of(state_of(desk), row).verdict) == (
        "confirmed",
        "not_conforming",
    )
    other = next(one for one, result in rows.items() if result.verdict == "undetermined")
    page.choose(other)
    qtbot.keyClick(page.view, Qt.Key.Key_X)
    assert (look_of(state_of(desk), other).state, look_of(state_of(desk), other).verdict) == (
        "deferred",
        "not_applicable",
    )


def test_the_panel_says_what_the_row_asks(opened) -> None:
    desk, _, page = opened
    page.choose(ROW)
    asked = desk.document.session.edition.rows[ROW].text.ja
    assert page.panel.criterion.text() == asked
    assert page.panel.criterion.isVisible()
    page.choose(WHOLE)
    assert not page.panel.criterion.isVisible()


def test_the_history_of_the_examiner_goes_out_as_a_table(opened, qtbot, tmp_path) -> None:
    desk, office, page = opened
    page.choose(ROW)
    qtbot.keyClick(page.view, Qt.Key.Key_N)
    qtbot.keyClick(page.view, Qt.Key.Key_K)
    page.panel.editor.text.setPlainText("浴室の短辺を確認できません。")
    page.panel.editor.record()
    assert office.write_history(tmp_path / "h.csv")
    lines = (tmp_path / "h.csv").read_text("utf-8-sig").splitlines()
    said = [line for line in lines if ROW in line and "審査" in line]
    assert "？ 保留 ✕ 不適合" in said[0] or "✓ 確認 ✕ 不適合" in said[0]
    assert "✓ 確認 ✕ 不適合" in said[1]
    assert any("指摘（R1-1）" in line and "浴室の短辺" in line for line in lines)
    assert "history_out" in desk.window.actions_by_name
    assert not office.write_history(tmp_path / "missing" / "h.csv")


def test_the_keyboard_is_in_the_rows_after_a_file_is_taken_in(opened, qtbot) -> None:
    desk, _, page = opened
    desk.window.activateWindow()
    qtbot.waitUntil(page.view.hasFocus)
    desk.window.step_view.setFocus()
    desk.window.actions_by_name["cycle_focus"].trigger()
    assert page.view.hasFocus()


def test_esc_leaves_the_finding_and_digits_are_phrases_again(opened, qtbot) -> None:
    desk, _, page = opened
    desk.window.activateWindow()
    page.choose(ROW)
    qtbot.waitUntil(page.view.hasFocus)
    editor = page.panel.editor
    for part in (editor.text, editor.drawing, editor.keep):
        editor.begin()
        editor.text.insertPlainText("短辺")
        part.setFocus()
        qtbot.keyClick(part, Qt.Key.Key_Escape)
        assert page.view.hasFocus()
        assert editor.text.toPlainText() == ""
    assert "Esc" in editor.discard.text()
    assert not state_of(desk).findings


def test_alt_and_a_digit_put_a_phrase_into_the_box_as_it_says(opened, qtbot) -> None:
    desk, _, page = opened
    desk.window.activateWindow()
    page.choose(ROW)
    editor = page.panel.editor
    editor.begin()
    qtbot.waitUntil(editor.text.hasFocus)
    qtbot.keyClick(editor.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "を提出してください" in editor.text.toPlainText()
    assert "1" not in editor.text.toPlainText()
    assert "Alt+数字" in editor.text.placeholderText()


def test_the_keyboard_passes_over_headings(opened, qtbot) -> None:
    _, _, page = opened
    rows = [one.key for section in page.model.sections for one in section.lines]
    page.choose(rows[0])
    seen = [rows[0]]
    for _ in rows[1:]:
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        seen.append(page.view.current_line.key)
    assert seen == rows
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current_line.key == rows[-1]
    for row in reversed(rows[:-1]):
        qtbot.keyClick(page.view, Qt.Key.Key_Up)
        assert page.view.current_line.key == row
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        qtbot.keyClick(page.view, key)
        assert page.view.current_line is not None


def test_the_help_names_every_key_of_the_review(opened) -> None:
    desk, _, page = opened
    told = {
        key.keys: key.text for key in keys_of(desk.window) if desk.window.pages.title_of(key.where) == "審査"
    }
    assert {"K", "S", "H", "Y / N / X", "1 – 9", "R", "Delete", "Space", "Ctrl+Enter", "Esc"} <= set(told)
    assert all(told.values())
    assert all(key.text for key in keys_of(desk.window))
    assert page.isAncestorOf(page.view)


def test_returning_says_how_few_rows_were_looked_at(opened, qtbot) -> None:
    desk, office, page = opened
    rows = list(desk.document.session.evaluation.rows)
    page.choose(ROW)
    page.panel.editor.begin()
    page.panel.editor.text.insertPlainText("短辺を確認できません。")
    page.panel.editor.record()
    page.returns.click()
    assert f"{len(rows)}項目のうち1項目だけ" in office.dialog.about.text()
    assert f"残り{len(rows) - 1}項目は未審査" in office.dialog.about.text()
    office.dialog.reject()
