"""Step 6 as a page: warnings that lead somewhere, pages drawn anew, the ways out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from assessor.assessment.edits import set_case
from assessor.errors import ReportError
from assessor.ui.output.page import OutputPage
from assessor.ui.window import MainWindow, PageSpec
from tests.ui.desk_kit import PASSPHRASE, settle


@pytest.fixture
def window(context, runner, preferences, own_home, qtbot, tmp_path):
    preferences.keep_folder("export", tmp_path)

    def make(given):
        return OutputPage(given, runner, preferences, None)

    window = MainWindow(context, [PageSpec("export", "出力・署名", 70, make)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_step("export")
    qtbot.waitUntil(lambda: window.page("export").preview_shown is not None, timeout=10_000)
    qtbot.waitUntil(lambda: window.page("export").preview.view._paper.image is not None, timeout=10_000)
    settle(qtbot, runner)
    return window


def test_open_and_failing_required_rows_are_warned_of_and_lead_to_the_row(window, qtbot) -> None:
    page = window.page("export")
    states = [one.state for one in page.model.rows]
    evaluation = window.context.bridge.session.evaluation
    required = evaluation.summary.tables.values()
    assert states.count("not_conforming") == sum(one.required.not_conforming for one in required)
    assert states.count("undetermined") == sum(one.required.undetermined for one in required)
    assert states == sorted(states, key=("recheck", "not_conforming", "undetermined").index)
    assert str(len(states)) in page.warning.text()
    line = page.model.rows[0]
    page.open_rows.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.open_rows, Qt.Key.Key_Return)
    assert window.current_row == line.row


def test_an_edit_draws_the_pages_anew_when_they_are_looked_at(window, runner, qtbot) -> None:
    page = window.page("export")
    before = page.preview_shown
    bridge = window.context.bridge
    window.show_step("case")
    bridge.push(set_case(bridge.session.state, name="別の名前"))
    settle(qtbot, runner)
    assert not page._timer.isActive()
    assert page.preview_shown is before
    window.show_step("export")
    qtbot.waitUntil(lambda: page.preview_shown is not before, timeout=10_000)
    settle(qtbot, runner)
    assert page.preview_shown.pdf != before.pdf


def test_the_pages_come_in_the_language_chosen(window, runner, qtbot) -> None:
    import pypdfium2

    page = window.page("export")
    before = page.preview_shown
    page.language.setCurrentIndex(page.language.findData("en"))
    page.language.activated.emit(1)
    qtbot.waitUntil(lambda: page.preview_shown is not before, timeout=10_000)
    settle(qtbot, runner)
    document = pypdfium2.PdfDocument(page.preview_shown.pdf)
    assert "Not conforming" in document[0].get_textpage().get_text_range()
    document.close()


def test_a_character_no_font_has_is_said_instead_of_the_pages(window, runner, qtbot) -> None:
    page, bridge = window.page("export"), window.context.bridge
    bridge.push(set_case(bridge.session.state, owner="\U0001f9ff"))
    qtbot.waitUntil(lambda: page.preview_shown is None, timeout=10_000)
    settle(qtbot, runner)
    assert page.preview.stack.currentWidget() is page.preview.message
    assert page.preview.message.text().startswith("✕")
    bridge.undo()
    qtbot.waitUntil(lambda: page.preview_shown is not None, timeout=10_000)
    settle(qtbot, runner)
    assert page.preview.stack.currentWidget() is page.preview.view


def test_signing_from_the_page_remembers_the_key_file_and_folder(
    window, runner, preferences, key, qtbot, tmp_path
) -> None:
    page = window.page("export")
    page.sign.click()
    dialog = page.dialog
    form = dialog.fields.form
    assert form.target.text().startswith(str(tmp_path))
    assert "髙﨑𠮷邉ハイツ" in form.target.text()
    form.file_key.setChecked(True)
    form.key_file.setText(str(key.path))
    form.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(page.export_finished, timeout=20_000):
        dialog._on_go()
    settle(qtbot, runner)
    assert preferences.key_file == str(key.path)
    assert preferences.folder("export") == dialog.exported.path.parent
    dialog.reject()
    assert page.dialog is None
    # The same name is not proposed again.
    page.unsigned.click()
    first = page.dialog.fields.form.target.text()
    page.dialog._on_go()
    settle(qtbot, runner)
    page.dialog.reject()
    page.unsigned.click()
    assert page.dialog.fields.form.target.text() != first
    page.dialog.reject()


def test_printing_from_the_page_shows_progress_and_the_end(
    window, runner, qtbot, tmp_path, monkeypatch
) -> None:
    page, asked = window.page("export"), []

    def accept(dialog):
        printer = dialog.printer()
        asked.append((dialog.minPage(), dialog.maxPage()))
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(72)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    page.print.click()
    assert page.printing.isVisible()
    settle(qtbot, runner)
    count = len(page.preview_shown.sizes)
    assert asked == [(1, count)]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert str(count) in page.banner.sentence.text()
    assert page.printing.isHidden()
    assert str(tmp_path / "printed.pdf") in page.banner.sentence.text()


def test_a_printer_that_refuses_is_said(window, runner, qtbot, monkeypatch) -> None:
    page = window.page("export")

    def refuse(*_):
        raise ReportError("printer_refused", printer="P1")

    monkeypatch.setattr("assessor.ui.output.print_part.print_pages", refuse)
    page.print_on(QPrinter(QPrinter.PrinterMode.ScreenResolution))
    settle(qtbot, runner)
    assert "P1" in page.banner.sentence.text()


def test_every_control_can_be_reached_and_has_a_name(window) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox

    page = window.page("export")
    for control in page.findChildren(QAbstractButton) + page.findChildren(QComboBox):
        if not control.isVisible():
            continue
        name = control.accessibleName() or getattr(control, "text", lambda: "")()
        assert name, control
        assert control.focusPolicy() != Qt.FocusPolicy.NoFocus or control.objectName() == "flat", control
    for view in page.findChildren(QAbstractItemView):
        if view.isVisible():
            assert view.accessibleName(), view
