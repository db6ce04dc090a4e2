"""Keys: what can sign, and one clear error for each thing that cannot."""

import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from assessor import messages
from assessor.errors import SigningError
from assessor.signing import keys
from assessor.signing.keys import create_local_key, load_pkcs12


@pytest.mark.parametrize("name", ["rsa2048", "rsa3072", "p256", "p384"])
def test_load_gives_the_certificate_facts(pki, name):
    issued = getattr(pki, name)
    key = pki.key(name)
    assert key.certificate_der == issued.der
    assert (
        key.certificate.holder
        == issued.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    )
    assert int(key.certificate.serial, 16) == issued.certificate.serial_number
    assert key.certificate.not_after == issued.certificate.not_valid_after_utc
    assert "Test Intermediate" in key.certificate.issuer
    assert not key.certificate.is_self_signed
    assert len(key.chain_der) == 2


def code_of(call) -> SigningError:
    with pytest.raises(SigningError) as caught:
        call()
    sentence, remedy = messages.explain(caught.value)
    english, english_remedy = messages.explain(caught.value, "en")
    assert sentence
    assert remedy
    assert english
    assert english_remedy
    return caught.value


def write(tmp_path, data: bytes):
    path = tmp_path / "key.p12"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda pki: pki.rsa2048.p12(b"another passphrase"), "wrong_passphrase"),
        (lambda pki: pki.rsa2048.p12()[:-400], "key_file_damaged"),
        (lambda _: b"", "key_file_damaged"),
        (lambda _: b"hello", "key_file_damaged"),
        (lambda pki: pki.rsa2048.pem, "key_file_damaged"),
        (lambda pki: pki.rsa2048.der, "key_file_damaged"),
        (lambda _: bytes(3 << 20), "key_file_damaged"),
        (lambda pki: pki.rsa2048.p12(key=False), "private_key_missing"),
        (lambda pki: pki.rsa2048.p12(certificate=False), "certificate_missing"),
        (lambda pki: pki.expired.p12(), "certificate_expired"),
        (lambda pki: pki.future.p12(), "certificate_not_yet_valid"),
        (lambda pki: pki.short.p12(), "key_too_short"),
        (lambda pki: pki.edwards.p12(), "key_kind_unsupported"),
    ],
)
def test_a_key_that_cannot_sign_has_its_own_error(pki, tmp_path, passphrase, now, build, code):  # fixtures
    path = write(tmp_path, build(pki))
    assert code_of(lambda: load_pkcs12(path, passphrase, now=now)).code == code


def test_missing_and_unreadable_files(tmp_path, passphrase):
    assert code_of(lambda: load_pkcs12(tmp_path / "none.p12", passphrase)).code == "key_file_missing"
    assert code_of(lambda: load_pkcs12(tmp_path, passphrase)).code == "key_file_unreadable"


def test_local_key_is_self_signed_for_five_years(tmp_path):
    now = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)
    path = tmp_path / "keys" / "local.p12"
    key = create_local_key("髙﨑 𠮷邉", "設計事務所", "合言葉はとても長い".encode(), path, now)
    facts = key.certificate
    assert (facts.holder, facts.organisation) == ("髙﨑 𠮷邉", "設計事務所")
    assert facts.is_self_signed
    assert facts.not_before == now
    assert facts.not_after == datetime(2033, 2, 28, 12, 0, tzinfo=UTC)
    certificate = x509.load_der_x509_certificate(key.certificate_der)
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert usage.digital_signature
    assert not usage.key_cert_sign
    assert load_pkcs12(path, "合言葉はとても長い".encode(), now=now).certificate == facts
    assert [file.name for file in path.parent.iterdir()] == ["local.p12"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_local_key_needs_its_passphrase(tmp_path):
    path = tmp_path / "local.p12"
    create_local_key("A", "", b"long enough", path)
    assert code_of(lambda: load_pkcs12(path, b"long enougH")).code == "wrong_passphrase"
    assert code_of(lambda: load_pkcs12(path, b"")).code == "wrong_passphrase"


@pytest.mark.parametrize(
    ("name", "organisation", "passphrase", "code"),
    [
        (" ", "", b"long enough", "key_name_missing"),
        ("x" * 65, "", b"long enough", "key_name_too_long"),
        ("x", "組" * 65, b"long enough", "key_name_too_long"),
        ("x", "", b"1234567", "passphrase_too_short"),
        ("x", "", "八文字に足りない"[:7].encode(), "passphrase_too_short"),
        ("x", "", b"\xff\xfe not utf-8", "passphrase_not_text"),
    ],
)
def test_local_key_refuses_bad_input(tmp_path, name, organisation, passphrase, code):
    path = tmp_path / "local.p12"
    assert code_of(lambda: create_local_key(name, organisation, passphrase, path)).code == code
    assert not path.exists()


def test_local_key_never_replaces_a_key(tmp_path):
    path = tmp_path / "local.p12"
    create_local_key("A", "", b"long enough", path)
    before = path.read_bytes()
    assert code_of(lambda: create_local_key("B", "", b"long enough", path)).code == "key_exists"
    assert path.read_bytes() == before


def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keys.os, "fsync", full)
    path = tmp_path / "local.p12"
    assert code_of(lambda: create_local_key("A", "", b"long enough", path)).code == "key_not_written"
    assert list(tmp_path.iterdir()) == []


def test_default_place_of_the_local_key(monkeypatch, tmp_path):
    monkeypatch.setattr(keys.paths, "user_data", lambda: tmp_path)
    assert keys.local_key_path() == tmp_path / "keys" / "local.p12"


def test_the_key_does_not_print_its_secret(pki):
    text = repr(pki.key("p256"))
    assert "signer" not in text
    assert "髙﨑 𠮷邉" in text


def test_a_key_is_judged_at_the_given_moment(pki, tmp_path, passphrase, now):
    path = write(tmp_path, pki.expired.p12())
    assert load_pkcs12(path, passphrase, now=now - timedelta(30)).certificate.holder == "Expired"
