"""Keys on a real token in software: signing with them, and one clear error for each thing that goes wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from token_kit import PIN

from assessor import messages
from assessor.errors import SigningError
from assessor.signing import tokens
from assessor.signing.sign import certify, countersign
from assessor.signing.tokens import load_pkcs11
from assessor.signing.verify import verify


def code_of(call) -> SigningError:
    with pytest.raises(SigningError) as caught:
        call()
    for language in ("ja", "en"):
        assert all(messages.explain(caught.value, language))
    return caught.value


@pytest.fixture
def load(token_kit, now):
    """Opens a key on a token and closes it after the test."""
    opened = []

    def call(token: str, pin: str = PIN, certificate: str = "", module: Path | None = None):
        key = load_pkcs11(module or token_kit.module, token, pin, certificate, now=now)
        opened.append(key)
        return key

    yield call
    for key in opened:
        key.close()


@pytest.mark.parametrize("stamped", [False, True], ids=["B-B", "B-T"])
@pytest.mark.parametrize(("token", "kind"), [("rsa", "rsa2048"), ("ec", "p256")])
def test_certification_with_a_token(pki, load, desk, base_pdf, boxes, tsa_url, now, token, kind, stamped):
    key = load(token)
    signed = certify(
        base_pdf,
        key,
        stamp_pdf=desk.stamp,
        stamp_box=boxes[0],
        countersign_box=boxes[1],
        reason="設計",
        signing_time=now,
        timestamp_url=tsa_url if stamped else None,
    )
    result = verify(signed, trust=pki.trust, now=now)
    assert result.integrity == "intact"
    assert result.designer.known == "trusted_root"
    assert result.designer.fingerprint == pki.key(kind).certificate.fingerprint
    assert result.designer.time == ("proven" if stamped else "claimed")
    assert len(key.chain_der) == 2


@pytest.mark.parametrize("stamped", [False, True], ids=["B-B", "B-T"])
@pytest.mark.parametrize("token", ["rsa", "ec"])
def test_countersignature_with_a_token(pki, load, desk, certified, tsa_url, now, token, stamped):  # fixtures
    signed = countersign(
        certified,
        load(token),
        stamp_pdf=desk.stamp,
        reason="確認",
        signing_time=now,
        timestamp_url=tsa_url if stamped else None,
    )
    result = verify(signed, trust=pki.trust, now=now, expect_official=True)
    assert (result.integrity, result.reasons) == ("intact", ())
    assert result.official.known == "trusted_root"


def test_the_tokens_present_are_listed(token_kit):
    found = {one.label: one for one in tokens.tokens(token_kit.module)}
    assert set(found) >= {"rsa", "ec", "several", "odd", "bare", "twin"}
    assert found["rsa"].maker == "SoftHSM project"
    assert not found["rsa"].is_locked


@pytest.mark.parametrize("pin", ["0000", "", "4", "4711 ", "x" * 300])
def test_wrong_pin(load, pin):
    assert code_of(lambda: load("rsa", pin)).code == "wrong_pin"


def test_modules_that_are_none(load, tmp_path):
    assert code_of(lambda: load("rsa", module=tmp_path / "none.so")).code == "token_module_missing"
    junk = tmp_path / "junk.so"
    junk.write_bytes(b"no library")
    assert code_of(lambda: load("rsa", module=junk)).code == "token_module_unusable"
    assert code_of(lambda: tokens.tokens(tmp_path)).code == "token_module_missing"


def test_missing_and_ambiguous_tokens(load):
    missing = code_of(lambda: load("not there"))
    assert missing.code == "token_missing"
    assert "rsa" in missing.params["present"]
    assert code_of(lambda: load("")).code == "token_several"
    assert code_of(lambda: load("twin")).code == "token_several"


def test_certificates_on_a_token(load):
    several = code_of(lambda: load("several"))
    assert (several.code, several.params["present"]) == ("token_certificates_several", "one, two")
    assert load("several", certificate="two").label == "two"


@pytest.mark.parametrize(
    ("token", "certificate", "code"),
    [
        ("several", "three", "token_certificate_unknown"),
        ("bare", "", "token_certificate_missing"),
        ("odd", "no key", "token_certificate_unknown"),
        ("odd", "expired", "certificate_expired"),
        ("odd", "future", "certificate_not_yet_valid"),
        ("odd", "short", "token_key_too_short"),
    ],
)
def test_a_certificate_that_cannot_sign(load, token, certificate, code):
    assert code_of(lambda: load(token, certificate=certificate)).code == code
    # What failed has logged out: the token is free again, and its PIN is asked for anew.
    assert code_of(lambda: load(token, "0000")).code == "wrong_pin"


def test_one_at_a_time_and_free_again_after_closing(load):
    key = load("rsa")
    assert code_of(lambda: load("rsa")).code == "token_busy"
    key.close()
    key.close()
    with load("rsa") as again:
        assert again.certificate.fingerprint == key.certificate.fingerprint
    assert code_of(lambda: load("rsa", "0000")).code == "wrong_pin"


def test_a_key_that_nobody_holds_logs_out(token_kit, now):
    load_pkcs11(token_kit.module, "rsa", PIN, now=now)
    load_pkcs11(token_kit.module, "rsa", PIN, now=now).close()


def test_a_token_pulled_out_while_signing(load, desk, certified, now, monkeypatch):
    import pkcs11.exceptions

    key = load("ec")

    def gone(*_, **__):
        raise pkcs11.exceptions.DeviceRemoved

    monkeypatch.setattr(type(key.signer), "_pull_signing_key_handle", gone)
    problem = code_of(
        lambda: countersign(certified, key, stamp_pdf=desk.stamp, reason="確認", signing_time=now)
    )
    assert problem.code == "token_lost"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("PinLocked", "token_locked"),
        ("PinExpired", "token_pin_not_set"),
        ("UserPinNotInitialized", "token_pin_not_set"),
        ("DeviceRemoved", "token_failed"),
    ],
)
def test_answers_that_the_software_token_never_gives(load, monkeypatch, answer, code):
    """SoftHSM2 locks no PIN and cannot be unplugged: the answer of such a token is put in its place."""
    import pkcs11

    class Token:
        label, serial, manufacturer_id, flags = "card", b"1", "maker", pkcs11.TokenFlag.TOKEN_INITIALIZED

        def open(self, **_):
            raise getattr(pkcs11.exceptions, answer)

    monkeypatch.setattr(tokens, "_present", lambda *_: [Token()])
    assert code_of(lambda: load("card")).code == code


def test_a_token_that_says_it_is_locked_is_not_tried(load, monkeypatch):
    import pkcs11

    class Token:
        label, serial, manufacturer_id = "card", b"1", "maker"
        flags = pkcs11.TokenFlag.TOKEN_INITIALIZED | pkcs11.TokenFlag.USER_PIN_LOCKED

    monkeypatch.setattr(tokens, "_present", lambda *_: [Token()])
    assert code_of(lambda: load("card")).code == "token_locked"


def test_without_the_library_the_rest_still_works(token_kit):
    program = (
        "import sys; sys.modules['pkcs11'] = None\n"
        "from pathlib import Path\n"
        "from assessor.errors import SigningError\n"
        "from assessor.signing.tokens import load_pkcs11\n"
        "try:\n    load_pkcs11(Path(sys.argv[1]), 'rsa', '1')\n"
        "except SigningError as error:\n    print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(token_kit.module)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "token_support_missing", done.stderr


def test_the_key_prints_neither_pin_nor_secret(load):
    shown = repr(load("rsa"))
    assert PIN not in shown
    assert "rsa" in shown
