"""Who signed and how that is known, revocation, and proven or claimed time."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.errors import SigningError
from assessor.messages import explain
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify


def designer(pdf, trust, now):
    result = verify(pdf, trust=trust, now=now)
    assert result.integrity == "intact"
    return result.designer, [reason.code for reason in result.reasons]


def test_known_through_a_trusted_root(pki, certified, now):
    one, _ = designer(certified, pki.trust, now)
    assert (one.known, one.revocation) == ("trusted_root", "not_checked")
    assert one.holder == "設計 太郎"
    assert one.issuer == "CN=Test Intermediate,O=Test"
    assert one.organisation == "Test"


def test_an_intermediate_authority_can_be_the_root(pki, certified, now):
    one, _ = designer(certified, TrustStore((pki.intermediate.der,)), now)
    assert one.known == "trusted_root"


def test_nobody_is_known_to_an_empty_store(certified, now):
    assert designer(certified, TrustStore(), now)[0].known == "unknown"


def test_another_root_of_the_same_name_is_not_the_root(pki, certified, now):
    other = pki.issue("Test Root", pki.p256.key, None, ca=True)
    assert designer(certified, TrustStore((other.der,)), now)[0].known == "unknown"


def test_pinned_certificate(pki, certified, desk, now):
    assert designer(certified, TrustStore((pki.rsa2048.der,)), now)[0].known == "pinned"
    own = desk.certify("self_signed")
    assert designer(own, TrustStore((pki.self_signed.der,)), now)[0].known == "pinned"
    assert designer(own, TrustStore((pki.rsa2048.der,)), now)[0].known == "self_made_unknown"


def test_a_pinned_certificate_vouches_for_nobody_else(pki, desk, now):
    assert designer(desk.certify("rsa3072"), TrustStore((pki.rsa2048.der,)), now)[0].known == "unknown"


def test_expired_since_and_only_claimed_time(pki, certified, now):
    one, notes = designer(certified, pki.trust, now + timedelta(3000))
    assert one.known == "unknown"
    assert one.time == "claimed"
    assert "certificate_expired" in notes


def test_expired_since_but_proven_time(pki, desk, tsa_url, now):
    """A trusted stamp inside the validity keeps the signer known; the stamp itself must still be valid."""
    signed = desk.certify("brief", url=tsa_url)
    one, notes = designer(signed, pki.trust, now + timedelta(100))
    assert (one.known, one.time) == ("trusted_root", "proven")
    assert "certificate_expired" not in notes
    unproven, notes = designer(desk.certify("brief"), pki.trust, now + timedelta(100))
    assert (unproven.known, unproven.time) == ("unknown", "claimed")
    assert "certificate_expired" in notes


def test_pinned_but_expired_is_said(pki, certified, now):
    one, notes = designer(certified, TrustStore((pki.rsa2048.der,)), now + timedelta(3000))
    assert one.known == "pinned"
    assert "certificate_expired" in notes


def test_time_stamp_of_an_unknown_server_proves_nothing(pki, desk, tsa_url, now):
    signed = desk.certify("self_signed", url=tsa_url)
    one, notes = designer(signed, TrustStore((pki.self_signed.der,)), now)
    assert (one.known, one.time) == ("pinned", "claimed")
    assert "timestamp_untrusted" in notes
    one, notes = designer(signed, TrustStore((pki.self_signed.der, pki.tsa.der)), now)
    assert one.time == "proven"
    assert "timestamp_untrusted" not in notes


def test_revocation_checked_from_lists_at_hand(pki, certified, now):
    lists = (pki.crl(pki.root), pki.crl(pki.intermediate))
    one, _ = designer(certified, TrustStore((pki.root.der,), lists), now)
    assert (one.known, one.revocation) == ("trusted_root", "checked")


def test_a_list_that_says_nothing_about_the_signer_checks_nothing(pki, certified, now):
    one, _ = designer(certified, TrustStore((pki.root.der,), (pki.crl(pki.root),)), now)
    assert (one.known, one.revocation) == ("trusted_root", "not_checked")


@pytest.mark.parametrize("pinned", [False, True])
@pytest.mark.parametrize("root_list", [False, True])
def test_revoked_certificate_is_not_hidden(pki, certified, now, pinned, root_list):
    lists = (*((pki.crl(pki.root),) if root_list else ()), pki.crl(pki.intermediate, pki.rsa2048))
    certificates = (pki.root.der, pki.rsa2048.der) if pinned else (pki.root.der,)
    one, notes = designer(certified, TrustStore(certificates, lists), now)
    assert (one.known, one.revocation) == ("unknown", "revoked")
    assert "certificate_revoked" in notes


def test_a_list_of_a_namesake_revokes_nobody(pki, certified, now):
    named = x509.load_der_x509_crl(pki.crl(pki.intermediate, pki.rsa2048))
    forged = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(named.issuer)
        .last_update(named.last_update_utc)
        .next_update(named.last_update_utc + timedelta(days=90))
        .add_revoked_certificate(next(iter(named)))
        .sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
        .public_bytes(Encoding.DER)
    )
    one, _ = designer(certified, TrustStore((pki.root.der,), (forged,)), now)
    assert (one.known, one.revocation) == ("trusted_root", "not_checked")


def test_store_reads_a_folder(pki, certified, now, tmp_path):
    (tmp_path / "root.pem").write_bytes(pki.root.pem)
    (tmp_path / "leaf.der").write_bytes(pki.self_signed.der)
    (tmp_path / "both.CRT").write_bytes(pki.p256.pem + pki.p384.pem)
    (tmp_path / "lists.crl").write_bytes(pki.crl(pki.intermediate))
    (tmp_path / "notes.txt").write_text("not a certificate")
    store = TrustStore.load(tmp_path)
    assert store.roots == (pki.root.der,)
    assert len(store.pinned) == 3
    assert len(store.revocation_lists) == 1
    assert designer(certified, store, now)[0].known == "trusted_root"


def test_a_missing_folder_is_an_empty_store(tmp_path):
    assert TrustStore.load(tmp_path / "none") == TrustStore()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pem", b"hello"),
        ("a.der", b""),
        ("a.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        ("a.crl", b"hello"),
    ],
)
def test_a_damaged_file_in_the_folder_is_named(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SigningError) as caught:
        TrustStore.load(tmp_path)
    assert caught.value.code == "trust_file_damaged"
    assert name in explain(caught.value)[0]


def test_a_certificate_file_that_cannot_be_read(tmp_path):
    with pytest.raises(SigningError) as caught:
        TrustStore().with_certificate(tmp_path / "none.pem")
    assert caught.value.code == "trust_file_unreadable"
    assert explain(caught.value)


def test_names_from_certificates_are_made_plain(pki, desk, now):
    pki.trick = pki.issue("Taro \u202enagemooT\n<b>", pki.p256.key, pki.intermediate)
    one, _notes = designer(desk.certify("trick"), pki.trust, now)
    assert one.holder == "Taro \ufffdnagemooT\ufffd<b>"


def test_files_of_both_kinds_make_a_store(pki, certified, now, tmp_path):
    (tmp_path / "root.pem").write_bytes(pki.root.pem)
    (tmp_path / "revoked.CRL").write_bytes(pki.crl(pki.intermediate, pki.rsa2048))
    (tmp_path / "root.crl").write_bytes(pki.crl(pki.root))
    store = TrustStore.of([tmp_path / name for name in ("root.pem", "revoked.CRL", "root.crl")])
    assert (len(store.certificates), len(store.revocation_lists)) == (1, 2)
    assert verify(certified, trust=store, now=now).designer.revocation == "revoked"
    with pytest.raises(SigningError, match="trust_file_damaged"):
        TrustStore.of([tmp_path / "root.pem", tmp_path / "revoked.CRL", write(tmp_path, "x.crl", b"x")])


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path
