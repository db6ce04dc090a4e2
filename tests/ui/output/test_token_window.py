"""A key on a real token in software signs in the window; each fault is said where it is mended."""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.errors import DocumentError, SigningError
from assessor.signing.certificates import CertificateFacts
from assessor.signing.tokens import TokenCertificate, TokenFacts
from assessor.ui.output.export_form import ExportForm
from assessor.workflow import token_keys
from assessor.workflow.token_keys import TokenChoice, is_token_preferred, remember_token, remembered_token
from assessor.workflow.verifying import verify_pdf
from tests.ui.desk_kit import settle

SIGNING = Path(__file__).parents[2] / "signing"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the window said, turn by turn, and its folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SIGNING))
        spec = importlib.util.spec_from_file_location("signing_conftest", SIGNING / "conftest.py")
        kit = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, "signing_conftest", kit)
        spec.loader.exec_module(kit)
        folder = tmp_path_factory.mktemp("token")
        patch.setenv("SOFTHSM2_CONF", "")
        tokens = kit.make_tokens(folder, kit.Pki(tmp_path_factory.mktemp("pki")))
        (folder / "junk.so").write_bytes(b"no library")
        words = [tokens.module, folder / "junk.so", sys.modules["token_kit"].PIN, folder]
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("token_window.py"), *map(str, words)],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "home"),
                 "XDG_DATA_HOME": str(folder / "home"), "LOCALAPPDATA": str(folder / "home")},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), folder


def turn(said, name):
    return next((note, problem) for one in said[0] if one[0] == name for note, problem in [one[1:]])


def test_libraries_that_are_none_are_said_beside_them(said) -> None:
    assert "none.so" in turn(said, "no library")[0]
    assert "PKCS#11モジュールとして使えません" in turn(said, "no module")[0]


def test_tokens_and_certificates_are_offered_without_a_pin(said) -> None:
    tokens, certificates = said[0][2], said[0][3]
    assert {"rsa", "ec", "several", "odd", "bare"} <= set(tokens)
    # Two tokens of one name are told apart by their serial numbers.
    assert "twin" not in tokens
    assert certificates == ["", "one", "two"]
    assert "SoftHSM" in turn(said, "seen")[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no pin", "PINを入力してください"),
        ("wrong pin", "トークン「rsa」のPINが違います"),
        ("expired", "有効期限"),
        ("several", "one, two"),
        ("bare", "bare"),
    ],
)
def test_each_fault_is_said_beside_its_field(said, name, words) -> None:
    assert words in turn(said, name)[1]


def test_the_right_pin_signs_and_the_file_verifies(said) -> None:
    assert ["signed", "設計 太郎"] in said[0]
    found = verify_pdf(str(said[1] / "out.pdf"))
    assert found.outcome == "agrees"
    assert found.verification.designer.holder == "設計 太郎"


def test_token_and_certificate_are_remembered_and_the_pin_is_not(said) -> None:
    assert [True, "architect"] in said[0]
    assert [True, "rsa", "architect"] in said[0]
    assert said[0][-2] == ""
    kept = [path.read_text(encoding="utf-8") for path in (said[1] / "home").rglob("token.json")]
    assert len(kept) == 1
    assert json.loads(kept[0]).keys() == {"library", "token", "certificate", "signed_last"}


# What the software token never says ----------------------------------------------------------------------


def facts(label="card", serial="1", **flags) -> TokenFacts:
    return TokenFacts(label, "maker", serial, **{"is_locked": False, "is_last_try": False, **flags})


@pytest.fixture
def form(qtbot, runner, own_home, tmp_path, monkeypatch):
    """The fields on a token that says what the test wants."""
    library = tmp_path / "maker.so"
    library.write_bytes(b"")
    present: list[TokenFacts] = []
    monkeypatch.setattr("assessor.ui.output.token_part.tokens_present", lambda _: list(present))

    def make(*tokens: TokenFacts) -> ExportForm:
        present[:] = tokens
        form = ExportForm("ja", runner, signs=True, timestamp_url="")
        qtbot.addWidget(form)
        form.fill(holder="髙﨑", organisation="", key_file="", target=tmp_path / "x.pdf")
        form.form.library.setEditText(str(library))
        form.form.token_key.setChecked(True)
        settle(qtbot, runner)
        return form

    return make


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({"is_locked": True}, "ロックされています"),
        ({"is_last_try": True}, "次にPINを間違えると"),
        ({"has_failed": True}, "前回のPIN"),
        ({}, "製造番号 1"),
    ],
)
def test_how_many_tries_are_left_is_said_before_the_pin_is_entered(form, flags, words) -> None:
    assert words in form(facts(**flags)).form.token_note.text()


def test_no_token_is_said(form) -> None:
    assert "見つかりません" in form().form.token_note.text()


@pytest.mark.parametrize("code", ["wrong_pin", "wrong_pin_last_try", "token_locked"])
def test_a_refused_pin_is_said_beside_it(form, code) -> None:
    made = form(facts())
    assert made.show_problem(SigningError(code, token="card"))
    assert "card" in made.form.passphrase_problem.text()
    assert not made.form.key_problem.text()


def test_twins_are_told_apart_and_the_only_certificate_is_taken(form) -> None:
    whose = CertificateFacts(
        "設計 太郎",
        "",
        "",
        "",
        "1",
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2030, 1, 1, tzinfo=UTC),
        "",
        False,
    )
    one = TokenFacts("card", "maker", "11", False, False, False, (TokenCertificate("sign", whose),))
    made = form(one, facts(serial="22"))
    assert [made.form.token.itemText(at) for at in range(2)] == ["card（11）", "card（22）"]
    choice = made.key_order().token
    assert (choice.token, choice.certificate) == ("11", "sign")
    assert "2030-01-01" in made.form.certificate.currentText()
    made.form.token.setCurrentIndex(1)
    assert made.key_order().token.certificate == ""


def test_the_field_is_called_pin_only_for_a_token(form) -> None:
    made = form(facts())
    assert made.form.passphrase.accessibleName() == made.form.passphrase_label.text() == "PIN"
    made.form.own_key.setChecked(True)
    assert made.form.passphrase.accessibleName() == "パスフレーズ"
    assert made.key_order().token is None
    assert made.form.library.isHidden()


# Memory --------------------------------------------------------------------------------------------------


def test_what_signed_last_is_kept_and_damage_forgets_it(own_home, tmp_path) -> None:
    assert remembered_token() is None
    remember_token(None)
    assert not is_token_preferred()
    choice = TokenChoice(tmp_path / "maker.so", "card", "署名用")
    remember_token(choice)
    assert (remembered_token(), is_token_preferred()) == (choice, True)
    # A key of another kind signed since: the token stays known.
    remember_token(None)
    assert (remembered_token(), is_token_preferred()) == (choice, False)
    for damaged in ("{", "[]", '{"library": 1, "token": "", "certificate": ""}', '"x"'):
        token_keys._path().write_text(damaged, encoding="utf-8")
        assert remembered_token() is None
        assert not is_token_preferred()


def test_a_memory_that_cannot_be_written_is_an_error(own_home, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(token_keys, "_path", lambda: tmp_path / "none" / "token.json")
    with pytest.raises(DocumentError):
        remember_token(TokenChoice(tmp_path / "maker.so"))
