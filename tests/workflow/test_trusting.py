"""Whom this user trusts: certificates and revocation lists, from PEM and DER, told apart by content."""

import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from assessor import paths
from assessor.errors import SigningError
from assessor.paths import resource
from assessor.workflow.documents import read_source
from assessor.workflow.exporting import export_pdf
from assessor.workflow.trusting import (
    distrust,
    keep_trusted,
    own_trust,
    read_trust,
    trust_file,
    trust_folder,
    trust_store,
    trusted,
)
from assessor.workflow.verifying import verify_pdf


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    """The infrastructure of the tests of signatures."""
    path = Path(__file__).parents[1] / "signing" / "conftest.py"
    spec = importlib.util.spec_from_file_location("signing_conftest", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["signing_conftest"] = module
    spec.loader.exec_module(module)
    return module.Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "data")


def pem_list(der: bytes) -> bytes:
    return x509.load_der_x509_crl(der).public_bytes(Encoding.PEM)


@pytest.fixture
def files(pki, tmp_path):
    """Root, leaf and list, each in DER and PEM; two under names that mislead."""
    revoked = pki.crl(pki.intermediate, pki.rsa2048)
    root = pki.root.certificate
    made = {
        "root.pem": root.public_bytes(Encoding.PEM),
        "root.der": root.public_bytes(Encoding.DER),
        "leaf.cer": pki.rsa2048.certificate.public_bytes(Encoding.DER),
        "list.crl": revoked,
        "list-pem.crl": pem_list(revoked),
        "list.pem": pem_list(revoked),
        "root.crl": root.public_bytes(Encoding.DER),
        "none.crl": b"neither",
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind", "holder", "entries"),
    [
        ("root.pem", "authority", "Test Root", 0),
        ("root.der", "authority", "Test Root", 0),
        ("root.crl", "authority", "Test Root", 0),
        ("leaf.cer", "pinned", "設計 太郎", 0),
        ("list.crl", "revocations", "Test Intermediate", 1),
        ("list-pem.crl", "revocations", "Test Intermediate", 1),
        ("list.pem", "revocations", "Test Intermediate", 1),
    ],
)
def test_what_a_file_holds(files, name, kind, holder, entries) -> None:
    (one,) = read_trust(files / name)
    assert (one.kind, one.holder, one.entries) == (kind, holder, entries)
    assert one.valid_until is not None
    assert not one.is_expired(one.valid_until)
    assert one.is_expired(one.valid_until + timedelta(seconds=1))
    keep_trusted(one)
    (kept,) = trusted()
    assert (kept.fingerprint, kept.path.parent) == (one.fingerprint, trust_folder())
    distrust(kept)
    assert trusted() == ()


def test_what_is_neither_is_refused(files) -> None:
    with pytest.raises(SigningError, match="trust_file_damaged"):
        read_trust(files / "none.crl")
    with pytest.raises(SigningError, match="trust_file_unreadable"):
        read_trust(files / "missing.pem")


def test_a_damaged_file_is_named_and_the_others_count(files) -> None:
    trust_file(files / "root.pem")
    trust_file(files / "list.crl")
    (trust_folder() / "broken.der").write_bytes(b"neither")
    found = own_trust()
    assert (len(found.store.certificates), len(found.store.revocation_lists)) == (1, 1)
    assert [(one.code, Path(one.params["path"]).name) for one in found.faults] == [
        ("trust_file_damaged", "broken.der")
    ]
    assert len(trusted()) == 2
    with pytest.raises(SigningError, match="trust_file_damaged"):
        own_trust(further=[files / "none.crl"])
    assert len(own_trust(further=[files / "leaf.cer"]).store.certificates) == 2


def test_a_newer_list_of_an_issuer_replaces_the_older(pki, files) -> None:
    trust_file(files / "list.crl")
    (old,) = trusted()
    issuer = pki.intermediate
    newer = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(datetime.now(UTC))
        .next_update(datetime.now(UTC) + timedelta(days=30))
        .sign(issuer.key, x509.load_der_x509_crl(old.der).signature_hash_algorithm)
    )
    (files / "newer.crl").write_bytes(newer.public_bytes(Encoding.DER))
    trust_file(files / "newer.crl")
    assert [one.entries for one in trusted()] == [0]
    trust_file(files / "list.crl")
    assert sorted(one.entries for one in trusted()) == [0, 1]  # an older one does not push out the newer


def fresh_list(issuer, *revoked) -> bytes:
    """A list of today, whatever day that is."""
    moment = datetime.now(UTC)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(moment - timedelta(days=1))
        .next_update(moment + timedelta(days=30))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(moment - timedelta(days=1)).build())
    signed = made.sign(issuer.key, issuer.certificate.signature_hash_algorithm)
    return signed.public_bytes(Encoding.PEM)


@pytest.mark.parametrize(("name", "expected"), [("rsa2048", "revoked"), ("p256", "checked")])
def test_a_list_says_who_is_revoked(pki, files, name, expected) -> None:
    edition, state = read_source(str(resource("examples", "duplex.json")))
    (files / "now.pem").write_bytes(fresh_list(pki.intermediate, pki.rsa2048))
    (files / "above.crl").write_bytes(fresh_list(pki.root))
    done = export_pdf(edition, state, files / f"{name}.pdf", key=pki.key(name))
    before = verify_pdf(str(done.path), trust=[files / "root.pem"])
    assert (before.verification.designer.revocation, before.headline) == ("not_checked", "agrees")
    lists = [files / "now.pem", files / "above.crl"]
    after = verify_pdf(str(done.path), trust=trust_store([files / "root.pem", *lists]))
    assert after.verification.designer.revocation == expected
    assert (after.headline == "agrees") == (expected == "checked")
