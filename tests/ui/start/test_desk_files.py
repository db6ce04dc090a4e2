"""Files around the desk: saved by themselves, on leaving, by key; second openers; what was left behind."""

import json
import os
import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assessor.assessment.edits import set_case
from assessor.store import open_document, pending_recoveries
from assessor.store.claims import beside
from assessor.workflow import documents
from assessor.workflow.editions import edition_of
from assessor.workflow.interchange import form_bytes
from tests.ui.desk_kit import FORM, settle


@pytest.fixture
def no_question(monkeypatch):
    """A box that is asked anything fails the test."""

    def fail(box):
        raise AssertionError(box.text())

    monkeypatch.setattr(QMessageBox, "exec", fail)


def rename(desk, name: str) -> None:
    bridge = desk.window.context.bridge
    assert bridge.push(set_case(bridge.session.state, name=name))


def saved(desk, path, name="髙﨑ハイツ"):
    """A document on the desk with a file."""
    desk.new_document("r4", "new", name)
    assert desk.filing.write(lambda: desk.document.handle.save_as(path))
    return path


def name_in(path) -> str:
    edition_and_state = documents.read_source(str(path))
    return edition_and_state[1].case.name


def test_an_untouched_assessment_goes_without_a_question_or_a_trace(desk, no_question) -> None:
    desk.new_document("r4", "new")
    desk.close_document()
    assert desk.document is None
    assert desk.front.window.isVisible()
    assert pending_recoveries() == []


def test_a_document_with_a_file_is_saved_on_leaving_without_a_question(desk, tmp_path, no_question) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    rename(desk, "あとの名前")
    assert name_in(path) == "髙﨑ハイツ"
    desk.window.close()
    assert desk.document is None
    assert name_in(path) == "あとの名前"
    assert pending_recoveries() == []


def test_after_the_idle_time_the_file_is_brought_up_to_date(desk, tmp_path, qtbot) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    desk.filing._timer.setInterval(30)
    rename(desk, "あとの名前")
    assert "作業用の写し" in desk.window.top_bar.save_state.text()
    assert desk.window.isWindowModified()
    qtbot.waitUntil(lambda: name_in(path) == "あとの名前", timeout=5000)
    settle(qtbot, desk.runner)
    assert desk.window.top_bar.save_state.text().startswith("保存済 ")
    assert not desk.window.isWindowModified()


def test_an_assessment_without_a_file_is_not_saved_by_itself(desk, qtbot) -> None:
    desk.new_document("r4", "new")
    rename(desk, "名前")
    assert not desk.filing._timer.isActive()
    desk.filing.save_when_idle()
    assert not desk.runner.is_busy


def test_what_was_never_saved_is_offered_again_and_can_be_thrown_away(desk, monkeypatch) -> None:
    desk.new_document("r4", "new")
    rename(desk, "残る名前")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Close)
    desk.close_document()
    start = desk.front.window
    assert len(start.recoveries) == 1
    assert "残る名前" in start.recoveries[0][0].accessibleName()
    start.recoveries[0][0].click()
    assert desk.document.session.state.case.name == "残る名前"
    desk.close_document()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Cancel)
    desk.front.window.recoveries[0][1].click()
    assert len(pending_recoveries()) == 1
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Discard)
    desk.front.window.recoveries[0][1].click()
    assert pending_recoveries() == []
    assert desk.front.window.isVisible()


def test_a_file_changed_by_somebody_else_is_kept_beside_ours(desk, tmp_path) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    other = documents.new_document(edition_of("r4"), "new", "ほかの人")
    other.handle.save_as(tmp_path / "other.kosodate")
    other.handle.close()
    (tmp_path / "other.kosodate").replace(path)
    rename(desk, "私の名前")
    assert not desk.save()
    banner = desk.window.banner
    assert banner.isVisible()
    assert "両方を残す" in banner.offer.text()
    banner.offer.click()
    assert name_in(path) == "ほかの人"
    assert name_in(tmp_path / "a (2).kosodate") == "私の名前"
    assert desk.document.handle.path.name == "a (2).kosodate"


def test_leaving_is_called_off_when_the_file_cannot_be_saved(desk, tmp_path, monkeypatch) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    path.unlink()
    rename(desk, "私の名前")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Cancel)
    desk.window.close()
    assert desk.document is not None
    assert "名前を付けて保存" in desk.window.banner.offer.text()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Close)
    desk.window.close()
    assert desk.document is None
    assert [one.situation for one in pending_recoveries()] == ["gone"]


def test_a_second_opener_reads_only_and_is_told_who_and_since_when(
    desk, tmp_path, monkeypatch, qtbot
) -> None:
    path = tmp_path / "a.kosodate"
    first = documents.new_document(edition_of("r4"), "new", "髙﨑ハイツ")
    first.handle.save_as(path)
    try:
        assert desk.open_file(path)
        assert desk.document.session.read_only
        sentence = desk.window.banner.sentence.text()
        holder = desk.document.handle.holder
        assert holder.user in sentence
        since = datetime.fromisoformat(holder.since).astimezone(UTC).astimezone()
        assert since.strftime("%Y-%m-%d %H:%M") in sentence
        bridge = desk.window.context.bridge
        assert not bridge.push(set_case(bridge.session.state, name="x"))
        # Under another name it goes on as one's own.
        copy = tmp_path / "mine.kosodate"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
        assert desk.save_as()
        assert not desk.document.session.read_only
        rename(desk, "写し")
        assert desk.save()
        assert (name_in(copy), name_in(path)) == ("写し", "髙﨑ハイツ")
    finally:
        first.handle.close()


def left_by(path, host="kenchiku-2") -> None:
    """A lock as another machine leaves it."""
    beside(path).write_text(
        json.dumps({"user": "佐藤", "host": host, "pid": 1, "since": "2026-11-20T08:00:00+00:00"})
    )


def answer(monkeypatch, role) -> list[str]:
    """Answers boxes by the role of a button; gives what they said."""
    said = []

    def choose(box):
        said.append(box.text() + box.informativeText())
        button = next(one for one in box.buttons() if box.buttonRole(one) is role)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", choose)
    return said


def test_what_another_machine_left_in_use_can_be_taken_over(desk, tmp_path, monkeypatch) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    desk.close_document()
    left_by(path)
    assert desk.open_file(path)
    banner = desk.window.banner
    assert desk.document.session.read_only
    assert banner.second.isVisible()
    assert "佐藤" in banner.sentence.text()
    assert "kenchiku-2" in banner.sentence.text()
    # The way back is the first answer, and keeps the offer.
    said = answer(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    banner.second.click()
    assert desk.document.session.read_only
    assert desk.window.banner.second.isVisible()
    assert all(word in said[0] for word in ("a.kosodate", "kenchiku-2", "佐藤", "2026-11-20"))
    answer(monkeypatch, QMessageBox.ButtonRole.AcceptRole)
    desk.window.banner.second.click()
    assert not desk.document.session.read_only
    assert not desk.window.banner.isVisible()
    rename(desk, "引き継いだもの")
    assert desk.save()
    desk.close_document()
    assert name_in(path) == "引き継いだもの"


def test_a_window_of_this_machine_is_never_pushed_aside(desk, tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.kosodate"
    first = documents.new_document(edition_of("r4"), "new", "髙﨑ハイツ")
    first.handle.save_as(path)
    try:
        assert desk.open_file(path)
        assert not desk.window.banner.second.isVisible()
        assert not desk.take_over()
        assert desk.document.session.read_only
    finally:
        first.handle.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything can be written here")
def test_a_protected_file_is_opened_read_only_with_a_word(desk, tmp_path) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    desk.close_document()
    path.chmod(0o444)
    assert desk.open_file(path)
    assert desk.document.session.read_only
    assert "書き込めない" in desk.window.banner.sentence.text()


def test_the_example_opens_as_a_copy_that_has_no_file(desk, no_question) -> None:
    desk.show_start()
    desk.front.window.example.click()
    assert desk.document.handle.path is None
    assert not desk.document.session.read_only
    assert "Duplex" in desk.window.windowTitle()
    assert desk.front.window is None


def test_a_new_assessment_from_the_start_screen_carries_its_name(desk) -> None:
    desk.show_start()
    start = desk.front.window
    start.name.setText("  髙﨑ハイツ ")
    button = next(one for one in start.categories if one.property("edition") == "r4")
    button.click()
    case = desk.document.session.state.case
    assert (case.name, case.edition, case.category) == ("髙﨑ハイツ", "r4", button.property("category"))


def test_the_edition_in_force_stands_first_and_is_chosen(desk) -> None:
    desk.show_start()
    begin = desk.front.window.begin
    assert [one.property("edition") for one in begin.editions.buttons()] == ["r4", "draft"]
    assert begin.edition == "r4"
    shown = lambda: {one.property("edition") for one in begin.categories if one.isVisible()}  # noqa: E731
    assert shown() == {"r4"}
    begin.editions.buttons()[1].click()
    assert shown() == {"draft"}


def test_dwellings_are_there_with_the_press_that_begins(desk, qtbot) -> None:
    desk.show_start()
    begin = desk.front.window.begin
    first, count = begin.units[0]
    assert not count.isEnabled()
    assert not begin.more.isVisible()
    # Two dwellings of three bedrooms, by keyboard: the type, the number, another type.
    first.setCurrentIndex(first.findText("3LDK"))
    count.setValue(2)
    begin.more.click()
    second, _ = begin.units[1]
    second.setCurrentIndex(second.findText("2LDK"))
    new = next(one for one in begin.categories if one.isVisible() and one.property("category") == "new")
    new.click()
    state = desk.document.session.state
    types = {one: state.places[one] for one in desk.document.session.evaluation.snapshot.index.unit_types}
    assert [one.name for one in types.values()] == ["A", "B"]
    assert [one.complete for one in types.values()] == [False, False]
    dwellings = [state.measurements[one]["unit_dwellings"].value for one in types]
    assert dwellings == [2, 1]
    rooms = [sum(p.parent == one and p.kind == "bedroom" for p in state.places.values()) for one in types]
    assert rooms[0] > rooms[1] > 0
    # The first dwelling is in front, ready to be measured.
    assert desk.window.current_step == "places"
    assert desk.window.page("places").tree.chosen == next(iter(types))


def test_recent_files_are_offered_newest_first_and_gone_ones_left_out(desk, tmp_path) -> None:
    for name in ("a", "b", "c"):
        saved(desk, tmp_path / f"{name}.kosodate")
        desk.close_document()
    (tmp_path / "b.kosodate").unlink()
    desk.show_start()
    assert [one.text() for one in desk.front.window.recent] == ["c", "a"]
    desk.front.window.recent[1].click()
    assert desk.document.handle.path == tmp_path / "a.kosodate"


def test_a_file_that_cannot_be_opened_changes_nothing_and_is_no_longer_recent(desk, tmp_path) -> None:
    saved(desk, tmp_path / "a.kosodate")
    broken = tmp_path / "b.kosodate"
    broken.write_bytes(b"SQLite format 3\x00 but no more")
    desk._preferences.keep_recent(broken)
    before = desk.document
    assert not desk.open_file(broken)
    assert desk.document is before
    assert "b.kosodate" in desk.window.banner.sentence.text()
    assert broken not in desk._preferences.recent


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_opening_the_open_file_only_brings_it_to_the_front(desk, tmp_path) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    before = desk.document
    assert desk.open_file(path)
    assert desk.document is before
    assert not before.session.read_only


def test_the_interchange_form_goes_out_and_comes_back(desk, tmp_path, monkeypatch) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps(FORM), encoding="utf-8")
    assert desk.open_file(source)
    assert desk.document.handle.path is None
    target = tmp_path / "out.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.window.actions_by_name["export_form"].trigger()
    assert "out.json" in desk.window.banner.sentence.text()
    there = documents.read_source(str(target))[1]
    assert form_bytes(there) == form_bytes(desk.document.session.state)


def test_writing_elsewhere_that_fails_is_said(desk, tmp_path, monkeypatch) -> None:
    desk.new_document("r4", "new")
    target = tmp_path / "none" / "out.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.window.actions_by_name["export_form"].trigger()
    assert str(target) in desk.window.banner.sentence.text()


def test_every_entry_of_the_case_menu_is_there(desk) -> None:
    desk.new_document("r4", "new")
    window = desk.window
    window._on_menu()
    shown = {one.text() for one in window.case_menu.actions() if one.text()}
    for name in ("new", "open", "save", "save_as", "export", "sign", "print", "import", "export_workbook"):
        assert window.actions_by_name[name].text() in shown, name
    for name in ("export_form", "verify", "trust", "preferences", "close", "quit"):
        assert window.actions_by_name[name].text() in shown, name
    keys = [one.shortcut().toString() for one in window.actions() if not one.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_the_documents_handle_is_not_left_open(desk, tmp_path) -> None:
    path = saved(desk, tmp_path / "a.kosodate")
    desk.close_document()
    handle = open_document(path)
    assert not handle.read_only
    handle.close()


def test_start_screen_is_reachable_by_keyboard(desk, qtbot) -> None:
    desk.show_start()
    start = desk.front.window
    assert start.name.hasFocus() or start.focusWidget() is start.name
    for button in (*start.categories, start.open, start.example, start.verify):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() or button.text()
