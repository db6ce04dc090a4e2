"""The export dialog: what is refused and where it is said, what is kept, and when "done" is said."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit

from assessor.assessment.edits import set_case
from assessor.errors import DocumentError
from assessor.report.raster import Pages
from assessor.signing.keys import local_key_path
from assessor.ui.output import export_dialog as module
from assessor.ui.output.export_dialog import ExportDialog, Proposal
from assessor.ui.output.ordering import MIN_PASSPHRASE, strength
from assessor.ui.output.pictures import page_image
from assessor.workflow.interchange import form_bytes
from assessor.workflow.own_key import own_certificate
from assessor.workflow.verifying import verify_pdf
from tests.ui.desk_kit import HOLDER, PASSPHRASE, settle


@pytest.fixture
def make(context, runner, own_home, qtbot, tmp_path):
    def make(*, signs: bool = True, **settings) -> ExportDialog:
        proposal = Proposal(tmp_path / "out.pdf", "ja", **settings)
        dialog = ExportDialog(context, runner, proposal, signs=signs)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def shown(label) -> str:
    return label.text() if not label.isHidden() else ""


def fill_new_key(dialog, passphrase=PASSPHRASE, repeat=None) -> None:
    form = dialog.fields.form
    form.passphrase.setText(passphrase)
    form.repeat.setText(passphrase if repeat is None else repeat)


def test_a_new_key_is_made_and_the_pdf_verifies(make, runner, qtbot, tmp_path) -> None:
    dialog = make()
    form = dialog.fields.form
    assert dialog.fields.makes_key
    assert form.holder.text() == form.stamp_name.text() == HOLDER
    fill_new_key(dialog)
    steps = []
    dialog._on_go()
    dialog._job.progressed.connect(steps.append)
    assert not dialog.fields.isEnabled()
    assert not dialog.goes.isEnabled()
    settle(qtbot, runner)
    assert steps == ["key", "evaluate", "draw", "sign", "write"]
    assert dialog.exported.path == tmp_path / "out.pdf"
    assert dialog.exported.holder == HOLDER
    assert dialog.outcome.text().startswith("✓")
    assert dialog.where.text() == str(tmp_path / "out.pdf")
    assert dialog.opens.isVisible()
    assert dialog.shows.isVisible()
    found = verify_pdf(str(tmp_path / "out.pdf"))
    assert found.outcome == "agrees"
    # The next time the key is there, and says whose it is without its passphrase.
    again = make()
    assert not again.fields.makes_key
    assert HOLDER in again.fields.form.own_facts.text()
    assert own_certificate().fingerprint == found.verification.designer.fingerprint
    assert again.fields.form.repeat.isHidden()


def test_a_wrong_passphrase_keeps_the_dialog_and_what_was_entered(make, runner, qtbot, key, tmp_path) -> None:
    dialog = make(key_file=str(key.path))
    form = dialog.fields.form
    assert form.file_key.isChecked()
    form.stamp_role.setText("管理建築士")
    form.passphrase.setText("wrong passphrase")
    dialog._on_go()
    settle(qtbot, runner)
    assert dialog.isVisible()
    assert dialog.exported is None
    assert "パスフレーズが違います" in shown(form.passphrase_problem)
    assert form.passphrase.text() == "wrong passphrase"
    assert form.passphrase.selectedText() == "wrong passphrase"
    assert form.stamp_role.text() == "管理建築士"
    assert not (tmp_path / "out.pdf").exists()
    form.passphrase.setText(PASSPHRASE)
    assert not shown(form.passphrase_problem)
    dialog._on_go()
    settle(qtbot, runner)
    assert dialog.exported.holder == HOLDER


def test_an_expired_certificate_is_said_at_the_key(make, runner, qtbot, expired_key_file) -> None:
    dialog = make(key_file=str(expired_key_file))
    dialog.fields.form.passphrase.setText(PASSPHRASE)
    dialog._on_go()
    settle(qtbot, runner)
    assert "有効期限" in shown(dialog.fields.form.key_problem)
    assert dialog.exported is None


def test_a_file_that_is_no_key_is_said_at_the_key(make, runner, qtbot, tmp_path) -> None:
    wrong = tmp_path / "x.p12"
    wrong.write_bytes(b"no key at all")
    dialog = make(key_file=str(wrong))
    dialog.fields.form.passphrase.setText("x")
    dialog._on_go()
    settle(qtbot, runner)
    assert "x.p12" in shown(dialog.fields.form.key_problem)


@pytest.mark.parametrize(
    ("passphrase", "repeat"), [("short", "short"), ("long enough", "long enougj"), ("", "")]
)
def test_a_passphrase_for_a_new_key_is_checked_before_anything_runs(make, runner, passphrase, repeat) -> None:
    dialog = make()
    fill_new_key(dialog, passphrase, repeat)
    dialog._on_go()
    assert not runner.is_busy
    assert shown(dialog.fields.form.passphrase_problem).startswith("✕")
    assert "以上必要" not in dialog.fields.form.strength.text()
    assert not local_key_path().exists()


def test_a_new_key_needs_a_name(make, runner) -> None:
    dialog = make()
    fill_new_key(dialog)
    dialog.fields.form.holder.setText("  ")
    dialog._on_go()
    assert not runner.is_busy
    assert shown(dialog.fields.form.key_problem)


def test_a_folder_that_is_not_there_is_said_at_the_target(make, runner, qtbot, tmp_path) -> None:
    dialog = make(signs=False)
    form = dialog.fields.form
    form.target.setText(str(tmp_path / "none" / "x.pdf"))
    dialog._on_go()
    settle(qtbot, runner)
    assert str(tmp_path / "none" / "x.pdf") in shown(form.target_problem)
    assert dialog.fields.isEnabled()
    form.target.setText(str(tmp_path / "x"))
    dialog._on_go()
    settle(qtbot, runner)
    assert dialog.exported.path == tmp_path / "x.pdf"
    assert dialog.exported.holder is None


def test_a_full_disk_leaves_the_old_file_and_everything_entered(
    make, runner, qtbot, tmp_path, monkeypatch
) -> None:
    old = tmp_path / "out.pdf"
    old.write_bytes(b"old")

    def full(*_, **__):
        raise DocumentError("output_not_written", path=str(old), detail="No space left on device")

    monkeypatch.setattr("assessor.workflow.exporting.write_output", full)
    dialog = make(signs=False)
    dialog._on_go()
    assert "もう一度押すと" in shown(dialog.fields.form.target_problem)
    dialog._on_go()
    settle(qtbot, runner)
    assert "No space left" in shown(dialog.fields.form.target_problem)
    assert old.read_bytes() == b"old"
    assert dialog.exported is None


def test_a_file_of_the_name_is_replaced_only_when_pressed_again(make, runner, qtbot, tmp_path) -> None:
    (tmp_path / "out.pdf").write_bytes(b"old")
    dialog = make(signs=False)
    dialog._on_go()
    assert not runner.is_busy
    assert (tmp_path / "out.pdf").read_bytes() == b"old"
    dialog._on_go()
    settle(qtbot, runner)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_a_name_chosen_in_the_file_dialog_is_not_asked_about_twice(
    make, runner, qtbot, tmp_path, monkeypatch
) -> None:
    chosen = tmp_path / "chosen.pdf"
    chosen.write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    dialog = make(signs=False)
    dialog.fields.form.choose_target.click()
    dialog._on_go()
    settle(qtbot, runner)
    assert chosen.read_bytes().startswith(b"%PDF")


def test_a_character_no_font_has_is_named_and_stops_the_export(
    make, context, runner, qtbot, tmp_path
) -> None:
    bridge = context.bridge
    assert bridge.push(set_case(bridge.session.state, owner="\U0001f9ff商事"))
    dialog = make(signs=False)
    dialog._on_go()
    settle(qtbot, runner)
    assert "1F9FF" in dialog.problem.text().upper()
    assert dialog.problem.isVisible()
    assert not (tmp_path / "out.pdf").exists()


def test_cancelling_makes_no_file_and_keeps_the_fields(make, runner, qtbot, tmp_path, monkeypatch) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(control, order):
        control.step("evaluate")
        reached.set()
        assert go_on.wait(5)
        control.step("draw")
        raise AssertionError("not cancelled")

    monkeypatch.setattr(module, "carry_out", slow)
    dialog = make(signs=False)
    dialog._on_go()
    assert reached.wait(5)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    settle(qtbot, runner)
    assert dialog.isVisible()
    assert dialog.fields.isEnabled()
    assert "取りやめました" in dialog.problem.text()
    assert list(tmp_path.glob("*.pdf")) == []
    dialog.reject()
    assert not dialog.isVisible()


def test_a_time_stamp_server_that_is_not_there_is_said_and_can_be_left_out(
    make, runner, qtbot, key, tmp_path
) -> None:
    dialog = make(key_file=str(key.path), timestamp_url="http://127.0.0.1:9/tsa")
    form = dialog.fields.form
    assert form.timestamp.isChecked()
    form.passphrase.setText(PASSPHRASE)
    dialog._on_go()
    settle(qtbot, runner)
    assert "127.0.0.1:9" in shown(form.timestamp_problem)
    form.timestamp.setChecked(False)
    dialog._on_go()
    settle(qtbot, runner)
    assert dialog.exported is not None


def test_a_seal_is_stamped_and_a_file_that_is_no_picture_is_said_beside_it(
    make, runner, qtbot, key, tmp_path
) -> None:
    dialog = make(key_file=str(key.path), seal=str(tmp_path / "seal.png"))
    form = dialog.fields.form
    form.passphrase.setText(PASSPHRASE)
    (tmp_path / "seal.png").write_bytes(b"no picture")
    dialog._on_go()
    settle(qtbot, runner)
    assert "seal.png" in shown(form.seal_problem)
    assert dialog.exported is None
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "seal.png"))
    dialog._on_go()
    settle(qtbot, runner)
    assert not shown(form.seal_problem)
    with Pages(dialog.exported.path.read_bytes()) as pages:
        page = page_image(pages, 0, 72)
    reds = sum(
        page.pixelColor(x, y).red() > 200 and page.pixelColor(x, y).green() < 60
        for x in range(page.width())
        for y in range(page.height())
    )
    assert reds > 100


def test_an_unsigned_checklist_never_takes_the_place_of_a_signed_one(
    make, runner, qtbot, signed_pdf, tmp_path
) -> None:
    before = signed_pdf.read_bytes()
    (tmp_path / "out.pdf").write_bytes(before)
    dialog = make(signs=False)
    dialog._on_go()
    dialog._on_go()
    settle(qtbot, runner)
    assert "out.pdf" in shown(dialog.fields.form.target_problem)
    assert (tmp_path / "out.pdf").read_bytes() == before


def test_the_passphrase_is_hidden_until_asked_for_and_in_no_text_of_the_order(make) -> None:
    dialog = make()
    form = dialog.fields.form
    assert form.passphrase.echoMode() is QLineEdit.EchoMode.Password
    form.reveal.setChecked(True)
    assert form.passphrase.echoMode() is QLineEdit.EchoMode.Normal
    form.passphrase.setText("secret words")
    assert "secret" not in repr(dialog.fields.key_order())


def test_what_is_exported_is_what_stood_there_when_the_dialog_opened(
    make, context, runner, qtbot, key, tmp_path
) -> None:
    before = form_bytes(context.bridge.session.state)
    dialog = make(key_file=str(key.path))
    context.bridge.push(set_case(context.bridge.session.state, name="あとから"))
    dialog.fields.form.passphrase.setText(PASSPHRASE)
    dialog._on_go()
    settle(qtbot, runner)
    assert verify_pdf(str(tmp_path / "out.pdf")).verification.attachment == before


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("a" * (MIN_PASSPHRASE - 1), "short"),
        ("a" * 12, "weak"),
        ("Tokyo-2026!", "fair"),
        (PASSPHRASE * 2, "strong"),
    ],
)
def test_strength(passphrase, expected) -> None:
    assert strength(passphrase) == expected


def test_every_field_has_a_name_for_screen_readers(make) -> None:
    dialog = make()
    for field in dialog.findChildren(QLineEdit):
        assert field.accessibleName(), field.objectName()
    assert Path(dialog.fields.form.target.text()).name == "out.pdf"
