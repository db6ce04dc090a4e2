"""Dropped files, spreadsheets, settings."""

import json
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.ui.start.import_dialog import ImportDialog
from assessor.ui.start.preferences_dialog import Choices, PreferencesDialog, is_server
from assessor.workflow.embedded import read_embedded
from assessor.workflow.history import HISTORY_FILE
from assessor.workflow.verifying import verify_pdf
from tests.ui.desk_kit import FORM, PASSPHRASE, settle


def drop(widget, *paths) -> bool:
    """Drags files over a widget and lets go; says whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    both = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *both)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(5, 5), *both)
    QApplication.sendEvent(widget, event)
    return enter.isAccepted()


@pytest.fixture
def house_file(tmp_path):
    path = tmp_path / "house.json"
    path.write_text(json.dumps(FORM), encoding="utf-8")
    return path


def test_a_pdf_dropped_on_any_window_is_verified(desk, signed_pdf, qtbot) -> None:
    desk.show_start()
    assert drop(desk.front.window, signed_pdf)
    settle(qtbot, desk.runner)
    window = desk.offers.office.windows[0]
    assert window.checked is not None
    window.close()
    desk.new_document("r4", "new")
    assert drop(desk.window, signed_pdf)
    settle(qtbot, desk.runner)
    assert len(desk.offers.office.windows) == 1


def test_an_assessment_dropped_on_the_start_screen_opens(desk, house_file) -> None:
    desk.show_start()
    assert drop(desk.front.window, house_file)
    assert desk.document.session.state.case.name == "髙﨑𠮷邉ハイツ"


def test_what_is_no_local_file_is_left_alone(desk, tmp_path) -> None:
    desk.show_start()
    assert not drop(desk.front.window, tmp_path / "none.json")
    data = QMimeData()
    data.setUrls([QUrl("https://example.invalid/x.pdf")])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(desk.front.window, event)
    assert not event.isAccepted()


def test_a_spreadsheet_goes_out_and_what_differs_comes_back_as_one_step(
    desk, house_file, tmp_path, monkeypatch
) -> None:
    desk.open_file(house_file)
    bridge = desk.window.context.bridge
    before = bridge.session.state
    sheet = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sheet), ""))
    desk.window.actions_by_name["export_workbook"].trigger()
    assert sheet.read_bytes().startswith(b"PK")
    bridge.push(measure("bath-A", "bath_short_side_mm", Measurement(Decimal(1300))))
    bridge.push(measure("bath-A", "bath_area_m2", None))
    changed = bridge.session.state
    steps = bridge.undo_stack.index()
    seen = []

    def look(dialog) -> ImportDialog.DialogCode:
        seen.append((len(dialog.plan.taken), len(dialog.plan.conflicts), dialog.take.text()))
        return ImportDialog.DialogCode.Accepted

    monkeypatch.setattr(ImportDialog, "exec", look)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    desk.window.actions_by_name["import"].trigger()
    assert seen == [(1, 1, "1件を取り込む")]
    values = bridge.session.state.measurements["bath-A"]
    # The gap is filled; what was entered meanwhile stays, because nobody ticked it.
    assert values["bath_area_m2"].value == Decimal("1.95")
    assert values["bath_short_side_mm"].value == 1300
    assert bridge.undo_stack.index() == steps + 1
    bridge.undo()
    assert bridge.session.state == changed

    def tick(dialog) -> ImportDialog.DialogCode:
        dialog._conflicts[0].setCheckState(0, Qt.CheckState.Checked)
        assert dialog.take.text() == "2件を取り込む"
        line = dialog._conflicts[0]
        # Side by side: what it is, what stands now, what the file says.
        assert "浴室の短辺" in line.text(0)
        assert ("1,300" in line.text(1), "1,150" in line.text(2)) == (True, True)
        return ImportDialog.DialogCode.Accepted

    monkeypatch.setattr(ImportDialog, "exec", tick)
    assert drop(desk.window, sheet)
    after = bridge.session.state.measurements["bath-A"]
    assert {code: one.value for code, one in after.items()} == {
        code: one.value for code, one in before.measurements["bath-A"].items()
    }


def test_conflicts_are_chosen_all_at_once_and_undone_at_once(desk, house_file, tmp_path, monkeypatch) -> None:
    desk.open_file(house_file)
    bridge = desk.window.context.bridge
    before = bridge.session.state
    table = tmp_path / "x.csv"
    table.write_text("室,浴室の短辺 (mm),浴室の広さ (m2)\n浴室,１４００,2.5\n", encoding="utf-8")
    seen = []

    def choose(dialog) -> ImportDialog.DialogCode:
        dialog.replace_all.click()
        seen.append(len(dialog.accepted_keys))
        dialog.keep_all.click()
        seen.append((len(dialog.accepted_keys), dialog.take.isEnabled()))
        dialog.replace_all.click()
        return ImportDialog.DialogCode.Accepted

    monkeypatch.setattr(ImportDialog, "exec", choose)
    steps = bridge.undo_stack.index()
    assert desk.offers.import_table(table)
    assert seen == [2, (0, False)]
    values = bridge.session.state.measurements["bath-A"]
    assert [values[code].value for code in ("bath_short_side_mm", "bath_area_m2")] == [1400, Decimal("2.5")]
    assert bridge.undo_stack.index() == steps + 1
    bridge.undo()
    assert bridge.session.state == before


def test_an_import_called_off_changes_nothing(desk, house_file, tmp_path, monkeypatch) -> None:
    desk.open_file(house_file)
    table = tmp_path / "x.csv"
    table.write_text("室,品質\n浴室,1\n", encoding="utf-8")
    state = desk.document.session.state
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: ImportDialog.DialogCode.Rejected)
    assert not desk.offers.import_table(table)
    assert desk.document.session.state is state


def test_a_file_that_is_no_spreadsheet_is_said(desk, house_file, tmp_path) -> None:
    desk.open_file(house_file)
    wrong = tmp_path / "x.xlsx"
    wrong.write_bytes(b"PK but nothing else")
    assert not desk.offers.import_table(wrong)
    assert "x.xlsx" in desk.window.banner.sentence.text()


def test_the_course_of_the_document_travels_in_what_is_signed(desk, house_file, key, tmp_path, qtbot) -> None:
    desk.open_file(house_file)
    bridge = desk.window.context.bridge
    bridge.push(measure("bath-A", "bath_short_side_mm", Measurement(Decimal(1300))))
    desk.window.actions_by_name["sign"].trigger()
    dialog = desk.window.page("export").dialog
    form = dialog.fields.form
    form.file_key.setChecked(True)
    form.key_file.setText(str(key.path))
    form.passphrase.setText(PASSPHRASE)
    form.target.setText(str(tmp_path / "signed.pdf"))
    dialog._on_go()
    settle(qtbot, desk.runner)
    history = read_embedded((tmp_path / "signed.pdf").read_bytes(), HISTORY_FILE)
    assert history == desk.document.handle.history()
    assert verify_pdf(str(tmp_path / "signed.pdf")).outcome == "agrees"
    dialog.reject()


def test_settings_take_effect_at_once_and_are_kept(desk, preferences, monkeypatch) -> None:
    desk.new_document("r4", "new")

    def choose(dialog):
        form = dialog.form
        form.user.setText(" 髙﨑 ")
        form.timestamp_url.setText("https://tsa.example/")
        form.scheme.setCurrentIndex(form.scheme.findData("dark"))
        form.language.setCurrentIndex(form.language.findData("en"))
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PreferencesDialog, "exec", choose)
    desk.window.actions_by_name["preferences"].trigger()
    assert (preferences.user, preferences.timestamp_url) == ("髙﨑", "https://tsa.example/")
    assert desk.window.context.bridge.user == "髙﨑"
    assert desk._theme.is_dark()
    assert desk.language == "en"
    assert desk.window.actions_by_name["preferences"].text() == "Settings…"


def test_an_address_that_cannot_be_a_server_is_refused_beside_its_field(theme, qtbot) -> None:
    dialog = PreferencesDialog(theme, Choices("", "ja", "light", 1.0, ""))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.timestamp_url.setText("tsa.example")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.timestamp_problem.isVisible()
    dialog.form.timestamp_url.setText("")
    dialog.accept()
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("", True),
        ("http://a", True),
        ("https://a:8080/tsa", True),
        ("ftp://a", False),
        ("https://", False),
        ("file:///x", False),
        ("http://[", False),
    ],
)
def test_servers(url, right) -> None:
    assert is_server(url) is right


def test_language_changed_on_the_start_screen_shows_at_once(desk) -> None:
    desk.show_start()
    desk.set_language("en")
    assert desk.front.window.verify.text() == "Verify a received PDF…"


def test_nothing_is_asked_when_the_start_screen_is_left(desk, monkeypatch) -> None:
    def fail(box):
        raise AssertionError(box.text())

    monkeypatch.setattr(QMessageBox, "exec", fail)
    desk.show_start()
    assert desk.front.window.close()
