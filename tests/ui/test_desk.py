"""Documents on the desk, and how it looks: language, text size, colours, closing, faults of the program."""

import importlib
import pkgutil
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

import assessor.ui
from assessor.app import build
from assessor.assessment.edits import set_case
from assessor.paths import data_root, resource
from assessor.ui.crash import CrashDialog, CrashForm, record_of
from assessor.ui.forms import Form
from assessor.ui.preferences import Preferences
from assessor.ui.theme import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[2]


def change(desk) -> None:
    """An edit: without one there is nothing to ask about."""
    bridge = desk.window.context.bridge
    assert bridge.push(set_case(bridge.session.state, name="髙﨑ハイツ"))


def test_a_new_document_is_kept_from_the_first_edit(desk, tmp_path) -> None:
    desk.new_document("draft", "new")
    window = desk.window
    assert window.current_step == "case"
    window.page("case").form.name.setText("")
    window.page("case").form.name.textEdited.emit("")
    bridge = window.context.bridge
    bridge.push(set_case(bridge.session.state, name="髙﨑ハイツ"))
    assert "作業用の写しに保存済" in window.top_bar.save_state.text()
    path = tmp_path / f"a{'.x'}"
    assert desk.filing.write(lambda: desk.document.handle.save_as(path))
    assert window.top_bar.save_state.text().startswith("保存済")
    assert not window.isWindowModified()
    bridge.push(set_case(bridge.session.state, name="別"))
    assert window.isWindowModified()
    assert desk.save()
    assert not window.isWindowModified()
    desk.close_document()
    assert desk.document is None
    assert desk.open_file(path)
    assert desk.window.context.bridge.session.state.case.name == "別"


def test_another_document_does_not_push_unsaved_changes_aside(desk, monkeypatch) -> None:
    desk.new_document("draft", "new")
    first, window = desk.document, desk.window
    change(desk)
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Close]
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answers.pop(0))
    desk.new_document("r4", "new")
    assert desk.document is first
    assert desk.window is window
    assert desk.document is first
    desk.new_document("r4", "new")
    assert desk.document is not first
    assert desk.window.context.bridge.session.edition.code == "r4"


def test_the_example_opens_with_its_verdicts(desk) -> None:
    assert desk.open_file(next(resource("examples").glob("*.json")))
    window = desk.window
    assert window.current_row is not None
    assert window.table_page.model.count("not_conforming") > 0


def test_a_file_that_is_no_assessment_changes_nothing(desk, tmp_path) -> None:
    desk.new_document("r4", "new")
    document = desk.document
    wrong = tmp_path / "x.json"
    wrong.write_text("{}")
    assert not desk.open_file(wrong)
    assert desk.document is document
    assert desk.window.banner.isVisible()


def test_language_and_text_size_change_at_once_and_keep_row_and_undo(desk) -> None:
    desk.new_document("r4", "new")
    window = desk.window
    window.show_step("table:2-1")
    row = window.table_page.model.shown_rows[2]
    window.show_row(row)
    window.why.decision.choose("conforming")
    desk.set_language("en")
    assert desk.window is not window
    assert desk.window.current_row == row
    assert desk.window.current_step == "table:2-1"
    assert desk.window.actions_by_name["undo"].isEnabled()
    assert "Conforming" in desk.window.table_page.model.view_of(row).chip
    assert "Undo" in desk.window.actions_by_name["undo"].text()
    before = desk.window.table_page.view.fontMetrics().height()
    desk.set_text_size(2.0)
    assert desk.window.table_page.view.fontMetrics().height() > 1.8 * before
    desk.window.actions_by_name["undo"].trigger()
    assert not desk.document.session.state.decisions


def test_no_window_text_stays_japanese_in_english(desk) -> None:
    desk.set_language("en")
    desk.new_document("r4", "new")
    window = desk.window
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for step in ("case", "tables", "results", "help"):
        window.show_step(step)
    for widget in window.findChildren(QWidget):
        for name in ("text", "placeholderText", "toolTip", "accessibleName"):
            value = getattr(widget, name, None)
            text = value() if callable(value) else ""
            assert not japanese.search(str(text)), (widget, name, text)
    for name in ("undo", "save", "find", "help"):
        assert not japanese.search(window.actions_by_name[name].text())


def test_large_text_on_a_small_screen_cuts_no_control(desk, qtbot) -> None:
    desk.set_text_size(2.0)
    desk.new_document("draft", "new")
    window = desk.window
    window.resize(1366, 768)
    qtbot.wait(20)
    for step in ("case", "table:2-2", "results"):
        window.show_step(step)
        qtbot.wait(20)
        assert window.width() == 1366
        assert window.height() == 768
        assert not window.step_view.isVisible()
        assert window.tally_bar.geometry().bottom() <= window.centralWidget().height()
        for button in window.top_bar.findChildren(QWidget) + window.tally_bar.findChildren(QWidget):
            if button.isVisible() and button.parentWidget() in (window.top_bar, window.tally_bar):
                assert button.width() >= min(button.sizeHint().width(), window.width() - 40), button
                assert button.geometry().right() <= window.width()
    window.top_bar.steps_button.click()
    assert window.step_view.isVisible()


def test_closing_with_unsaved_changes_asks_and_can_be_called_off(desk, monkeypatch) -> None:
    desk.new_document("draft", "new")
    window = desk.window
    change(desk)
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Close]
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answers.pop(0))
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert desk.document is not None
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted()
    assert desk.document is None


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_contrast_is_at_least_4_5(tokens) -> None:
    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (bright + 0.05) / (dark + 0.05)

    pairs = [
        (text, ground)
        for text in ("text", "soft")
        for ground in ("window", "surface", "raised", "accent_soft")
    ]
    pairs += [(name, f"{name}_soft") for name in ("good", "bad", "warn", "idle")]
    pairs += [
        ("on_accent", "accent"),
        ("bad", "surface"),
        ("bad", "accent_soft"),
        ("accent", "surface"),
        ("text", "warn_soft"),
        ("text", "bad_soft"),
        ("soft", "bad_soft"),
        ("soft", "warn_soft"),
        ("surface", "soft"),
    ]
    for text, ground in pairs:
        assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5, (text, ground)


def _forms() -> list[type[Form]]:
    found: list[type[Form]] = []
    waiting = list(Form.__subclasses__())
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(one.__subclasses__())
    return found


def test_every_form_file_has_a_class_whose_fields_are_in_it(qtbot) -> None:
    for module in pkgutil.walk_packages(assessor.ui.__path__, "assessor.ui."):
        importlib.import_module(module.name)
    classes = {one.NAME: one for one in _forms() if one.__module__.startswith("assessor.")}
    files = {file.stem for file in (data_root() / "forms").glob("*.ui")}
    assert files == set(classes)
    for one in classes.values():
        qtbot.addWidget(one().root)


def test_a_missing_field_of_a_form_is_a_bug(qtbot) -> None:
    class Wrong(CrashForm):
        nothing: QWidget

    with pytest.raises(TypeError, match="nothing"):
        Wrong()


def test_a_fault_shows_what_would_be_reported_and_nothing_of_the_case(qtbot) -> None:
    try:
        int("髙﨑ハイツの秘密")
    except ValueError:
        kind, error, trace = sys.exc_info()
    record = record_of(kind, error, trace)
    assert "ValueError" in record
    assert "test_desk.py" in record
    assert "秘密" not in record
    assert str(Path.home()) not in record
    left = []
    dialog = CrashDialog(record, lambda: left.append(1))
    qtbot.addWidget(dialog)
    dialog.form.copy.click()
    assert QApplication.clipboard().text() == record
    dialog.form.quit.click()
    assert left == [1]


def test_an_error_nobody_caught_opens_the_dialog_once(qapp, qtbot, tmp_path, capsys) -> None:
    _, handler = build(qapp, Preferences(tmp_path / "window.ini"), "ja")
    error = RuntimeError("x")
    handler._on_error(RuntimeError, error, error.__traceback__)
    handler._on_error(RuntimeError, error, error.__traceback__)
    qtbot.waitUntil(lambda: handler._dialog is not None)
    assert qapp.thread() is QThread.currentThread()
    qtbot.waitUntil(lambda: handler._dialog.form.record.toPlainText().count("RuntimeError") == 2)
    dialog = handler._dialog
    dialog.form.go_on.click()
    assert handler._dialog is None
    assert "RuntimeError" in capsys.readouterr().err
    dialog.deleteLater()


def test_preferences_survive_and_refuse_nonsense(tmp_path) -> None:
    file = tmp_path / "window.ini"
    first = Preferences(file)
    assert first.language is None
    first.language, first.scheme, first.text_size, first.user = "en", "dark", 1.5, "髙﨑"
    first._settings.sync()
    again = Preferences(file)
    assert (again.language, again.scheme, again.text_size, again.user) == ("en", "dark", 1.5, "髙﨑")
    again._settings.setValue("language", "xx")
    again._settings.setValue("text_size", "huge")
    again._settings.setValue("scheme", "pink")
    assert (again.language, again.text_size, again.scheme) == (None, 1.0, "system")


def test_folders_and_numbers_are_kept_by_purpose(tmp_path) -> None:
    file = tmp_path / "window.ini"
    first = Preferences(file)
    assert (first.folder("portfolio"), first.number("target", 5)) == (None, 5)
    first.keep_folder("portfolio", tmp_path / "a")
    first.keep_number("target", 1200)
    first._settings.sync()
    again = Preferences(file)
    assert (again.folder("portfolio"), again.number("target")) == (tmp_path / "a", 1200)
    again._settings.setValue("number/target", "many")
    assert again.number("target", 3) == 3


def test_settings_are_kept_under_a_path_only(tmp_path, monkeypatch) -> None:
    """A settings object handed over by mistake was made into a file called by its description."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError):
        Preferences(Preferences(tmp_path / "window.ini")._settings)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("<")] == []


@pytest.mark.parametrize(
    ("kept", "asked", "shown"),
    [(None, None, "ja"), ("en", None, "en"), ("ja", "en", "en"), ("en", "ja", "ja"), (None, "en", "en")],
)
def test_a_language_asked_for_holds_for_this_run_and_leaves_the_choice(
    qapp, qtbot, tmp_path, kept, asked, shown
) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences.language = kept
    desk, _ = build(qapp, preferences, asked)
    try:
        desk.show_start()
        assert desk.language == shown
        assert desk.front.window.verify.text().startswith("Verify" if shown == "en" else "受け取った")
        assert preferences.language == kept
    finally:
        desk.front.window.close()
        desk.front.window.deleteLater()
        desk.shut_down()
        desk._translations.use("ja")


def test_nothing_heavy_is_loaded_for_the_window() -> None:
    import subprocess

    code = (
        "import sys; import assessor.app; "
        "print([name for name in ('reportlab','pyhanko','pikepdf','pypdfium2','openpyxl','cryptography') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_work_taken_up_again_and_saved_is_called_saved(desk, tmp_path) -> None:
    desk.new_document("r4", "new")
    change(desk)
    path = tmp_path / "a.kosodate"
    assert desk.filing.write(lambda: desk.document.handle.save_as(path))
    desk.document.handle.close()
    desk.filing.document = None
    assert desk.open_file(path)
    window = desk.window
    # Nothing was edited since: the file is up to date all the same.
    assert window.top_bar.save_state.text() == "保存済"
    window.banner.show_message("作業の写しから戻しました。", offer=("保存", desk.save))
    assert desk.save()
    assert not window.banner.isVisible()
