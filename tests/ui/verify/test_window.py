"""Received PDFs: one sentence for each case, the facts apart, trust, and the embedded assessment."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton

from assessor.assessment.edits import set_case
from assessor.errors import EditError
from assessor.signing.keys import create_local_key
from assessor.signing.sign import countersign
from assessor.ui.verify.findings import MARKS, headline
from assessor.ui.verify.trust_dialog import TrustDialog
from assessor.ui.verify.window import VerifyWindow
from assessor.workflow import exporting
from assessor.workflow.exporting import export_pdf
from assessor.workflow.trusting import trust_certificate, trust_folder, trusted
from tests.ui.desk_kit import HOLDER, PASSPHRASE, house, settle, texts


@pytest.fixture
def verify(runner, own_home, theme, qtbot):
    def verify(path) -> VerifyWindow:
        window = VerifyWindow(theme, "ja", runner, path)
        # It deletes itself when it is closed.
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        window.show()
        settle(qtbot, runner)
        return window

    return verify


def said(window) -> str:
    return window.result.headline.text()


def test_intact_and_by_a_signer_who_is_trusted(verify, signed_pdf, key) -> None:
    trust_certificate(key.certificate_der)
    window = verify(signed_pdf)
    assert said(window).startswith("✓")
    assert HOLDER in said(window)
    assert headline(window.checked.verified) == "agrees"
    assert not [one for one in window.findChildren(QPushButton) if one.property("fingerprint")]


def test_who_approved_it_is_a_fact_of_its_own(verify, signed_pdf, tmp_path) -> None:
    examiner = create_local_key("審査 花子", "", PASSPHRASE.encode(), tmp_path / "office.p12")
    approved = tmp_path / "approved.pdf"
    approved.write_bytes(
        countersign(signed_pdf.read_bytes(), examiner, stamp_pdf=None, reason="承認します。備考：あり")
    )
    window = verify(approved)
    everything = texts(window.result)
    assert "審査の結論：承認（審査 花子、" in everything
    assert "備考：あり" in everything


def test_an_unknown_signer_is_never_passed_over(verify, signed_pdf) -> None:
    window = verify(signed_pdf)
    assert headline(window.checked.verified) == "unknown_signer"
    assert said(window).startswith("！")
    everything = texts(window.result)
    # Four facts apart: change, signer, revocation, time.
    for fact in ("署名後の変更", "署名者は本人か", "証明書の失効", "署名の時刻"):
        assert fact in everything
    assert "確認していません" in everything
    assert "✓ 印字された判定とすべて一致します。" in everything


def test_a_changed_file_says_so(verify, signed_pdf, tmp_path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(signed_pdf.read_bytes() + b"\n% more\n")
    window = verify(changed)
    assert headline(window.checked.verified) == "changed"
    assert said(window).startswith("✕ 署名後に変更されています。")
    assert "バイト" in said(window)
    assert "再計算していません" in texts(window.result)


@pytest.mark.parametrize("content", [b"hello", b"", b"%PDF-1.7\n" + b"x" * 400])
def test_garbage_cannot_be_verified_and_harms_nothing(verify, content, tmp_path) -> None:
    path = tmp_path / "garbage.pdf"
    path.write_bytes(content)
    window = verify(path)
    assert headline(window.checked.verified) == "unverifiable"
    assert said(window).startswith("？ 検証できません。")


def test_an_unsigned_checklist_cannot_be_verified(verify, tmp_path) -> None:
    edition, state = house()
    export_pdf(edition, state, tmp_path / "unsigned.pdf")
    window = verify(tmp_path / "unsigned.pdf")
    assert said(window).startswith("？ 検証できません。署名がありません。")


def test_a_file_that_is_not_there_is_said(verify, tmp_path) -> None:
    window = verify(tmp_path / "none.pdf")
    assert window.checked is None
    assert "none.pdf" in window.message.text()
    assert window.message.isVisible()


def test_verdicts_printed_better_than_they_are_computed_are_listed(
    verify, key, tmp_path, monkeypatch
) -> None:
    edition, state = house()
    honest = exporting.printed_results

    def dishonest(*given):
        found = honest(*given)
        return {**found, "rows": {**found["rows"], "2-2/3(5)a": "conforming"}, "result": "conforming"}

    monkeypatch.setattr(exporting, "printed_results", dishonest)
    export_pdf(edition, state, tmp_path / "forged.pdf", key=key)
    window = verify(tmp_path / "forged.pdf")
    assert headline(window.checked.verified) == "differs"
    assert said(window).startswith("✕")
    model = window.result.differences
    assert model.rowCount() == 1
    cells = [model.index(0, column).data() for column in range(3)]
    assert cells[0].startswith("別表2-2 3(5)a")
    assert cells[1:] == ["✓ 適合", "✕ 不適合"]
    # Results by name, not by code.
    assert "not_conforming" not in texts(window.result)


def test_a_name_full_of_markup_stays_text(verify, tmp_path) -> None:
    name = '<img src="file:///etc/passwd">A<b>B'
    mine = create_local_key(name, "<i>office", PASSPHRASE.encode(), tmp_path / "k.p12")
    edition, state = house()
    export_pdf(edition, state, tmp_path / "s.pdf", key=mine)
    window = verify(tmp_path / "s.pdf")
    assert name in said(window)
    assert window.result.headline.textFormat() is Qt.TextFormat.PlainText


def test_the_signer_is_trusted_only_after_a_yes_and_the_answer_follows(
    verify, signed_pdf, runner, qtbot, monkeypatch
) -> None:
    window = verify(signed_pdf)
    asked = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def answer(box):
        asked.append((box.textFormat(), box.informativeText(), box.defaultButton().text()))
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    fingerprint = window.checked.verified.verification.designer.fingerprint
    for expected in ("unknown_signer", "agrees"):
        button = next(one for one in window.findChildren(QPushButton) if one.property("fingerprint"))
        button.click()
        settle(qtbot, runner)
        assert headline(window.checked.verified) == expected
    assert [one.fingerprint for one in trusted()] == [fingerprint]
    assert asked[0][0] is Qt.TextFormat.PlainText
    assert fingerprint[:4] in asked[0][1]


def test_a_revoked_signer_is_said_on_top(verify, signed_pdf, key) -> None:
    import dataclasses

    trust_certificate(key.certificate_der)
    window = verify(signed_pdf)
    verified = window.checked.verified
    signature = dataclasses.replace(verified.verification.signatures[0], revocation="revoked")
    verification = dataclasses.replace(verified.verification, signatures=(signature,))
    assert headline(dataclasses.replace(verified, verification=verification)) == "revoked"
    assert MARKS["revoked"] == ("！", "warn")


def test_closing_while_it_runs_ends_the_work(runner, own_home, theme, signed_pdf, qtbot, monkeypatch) -> None:
    reached, go_on, ended = threading.Event(), threading.Event(), []

    def slow(control, path):
        reached.set()
        assert go_on.wait(5)
        try:
            control.check()
        finally:
            ended.append(1)
        raise AssertionError("not cancelled")

    monkeypatch.setattr("assessor.ui.verify.window.check", slow)
    window = VerifyWindow(theme, "ja", runner, signed_pdf)
    window.show()
    assert reached.wait(5)
    window.close()
    go_on.set()
    settle(qtbot, runner)
    assert ended == [1]


# The list of trusted certificates --------------------------------------------------------------------------


def test_certificates_are_added_from_files_and_taken_out(
    own_home, theme, qtbot, key, tmp_path, monkeypatch
) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = tmp_path / "maker.pem"
    pem.write_bytes(x509.load_der_x509_certificate(key.certificate_der).public_bytes(Encoding.PEM))
    dialog = TrustDialog(theme, "ja")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.removes.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(pem), ""))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Yes)
    dialog.adds.click()
    assert dialog.model.rowCount() == 1
    assert dialog.model.index(0, 0).data() == HOLDER
    assert dialog.model.index(0, 1).data() == "この証明書だけ"
    assert not dialog.empty.isVisible()
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    with qtbot.waitSignal(dialog.trust_changed):
        dialog.removes.click()
    assert dialog.model.rowCount() == 0
    assert trusted() == ()


def test_a_file_that_is_no_certificate_is_said(own_home, theme, qtbot, tmp_path, monkeypatch) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_bytes(b"no certificate")
    dialog = TrustDialog(theme, "ja")
    qtbot.addWidget(dialog)
    dialog.show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(wrong), ""))
    dialog.adds.click()
    assert "wrong.pem" in dialog.problem.text()
    assert dialog.model.rowCount() == 0


# Through the desk ------------------------------------------------------------------------------------------


def test_the_embedded_assessment_opens_and_cannot_be_changed(desk, signed_pdf, qtbot) -> None:
    assert desk.open_file(signed_pdf)
    assert desk.document is None
    office = desk.offers.office
    settle(qtbot, desk.runner)
    office.windows[0].result.sheet_asked.emit()
    sheet = office.sheets[0]
    bridge = sheet.context.bridge
    assert bridge.session.read_only
    assert bridge.session.state.case.name == "髙﨑𠮷邉ハイツ"
    assert bridge.session.evaluation.rows["2-2/3(5)a"].verdict == "not_conforming"
    refused = []
    bridge.failed.connect(refused.append)
    assert not bridge.push(set_case(bridge.session.state, name="x"))
    assert isinstance(refused[0], EditError)
    assert "export" not in sheet.pages.specs
    assert all(field.isReadOnly() for field in sheet.page("case").findChildren(QLineEdit))
    sheet.close()
    assert office.sheets == []
    qtbot.wait(1)
    # The same one again, and everything closes with the office.
    office.windows[0].result.sheet_asked.emit()
    assert len(office.sheets) == 1
    office.close()
    assert (office.sheets, office.windows) == ([], [])


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_same_file_twice_is_one_window(desk, signed_pdf, qtbot) -> None:
    desk.open_file(signed_pdf)
    desk.open_file(signed_pdf)
    settle(qtbot, desk.runner)
    assert len(desk.offers.office.windows) == 1
    desk.offers.office.windows[0].close()
    assert desk.offers.office.windows == []


def test_revocation_lists_and_what_is_expired_are_shown_as_such(
    own_home, theme, qtbot, tmp_path, monkeypatch
) -> None:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "認証局 <b>")])
    root = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - timedelta(20)).not_valid_after(now - timedelta(10))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    gone = x509.RevokedCertificateBuilder().serial_number(9).revocation_date(now - timedelta(1)).build()
    listed = (
        x509.CertificateRevocationListBuilder().issuer_name(name).last_update(now - timedelta(1))
        .next_update(now + timedelta(30)).add_revoked_certificate(gone).sign(key, hashes.SHA256())
    )  # fmt: skip
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (tmp_path / "list.crl").write_bytes(listed.public_bytes(Encoding.PEM))
    files = [tmp_path / "root.pem", tmp_path / "list.crl"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(files.pop(0)), ""))
    asked = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.Yes
    )
    dialog = TrustDialog(theme, "ja")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.adds.click()
    dialog.adds.click()
    assert ["認証局" in one for one in asked] == [True, False]
    lines = {
        dialog.model.index(row, 1).data(): [dialog.model.index(row, at).data() for at in range(5)]
        for row in range(dialog.model.rowCount())
    }
    authority, revoked = lines["認証局（証明したすべての人）"], lines["失効の確認（1件）"]
    assert authority[0] == revoked[0] == "認証局 <b>"
    assert authority[3].startswith("✕ 期限切れ ")
    assert not revoked[3].startswith("✕")
    row = next(at for at in range(2) if dialog.model.at(at).kind == "authority")
    index = dialog.model.index(row, 3)
    assert index.data(Qt.ItemDataRole.ForegroundRole) == theme.tokens.color("bad")
    assert "&lt;b&gt;" in dialog.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    (trust_folder() / "broken.crl").write_bytes(b"neither")
    again = TrustDialog(theme, "ja")
    qtbot.addWidget(again)
    assert again.model.rowCount() == 2
    assert "broken.crl" in again.problem.text()


def test_both_fingerprints_are_named_as_on_paper_and_the_case_is_named(verify, signed_pdf) -> None:
    from hashlib import sha256

    from assessor.messages import text
    from assessor.ui.output.export_form import grouped

    window = verify(signed_pdf)
    verified = window.checked.verified
    shown = texts(window.result)
    assert text("report.fingerprint_long", "ja") in shown
    assert grouped(sha256(verified.verification.attachment).hexdigest()) in shown
    assert grouped(verified.verification.file_fingerprint) in shown
    _, state = house()
    assert state.case.name in shown
    assert "区分" in shown
