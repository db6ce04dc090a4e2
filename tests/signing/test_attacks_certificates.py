"""Certificates that claim more than anybody vouched for: unchanged or not, the signer stays unknown."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from foreign_kit import Others

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

SIGN = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
ENCRYPT = x509.KeyUsage(False, False, True, False, False, False, False, False, False)


class Forger:
    """Issues certificates as a cheat would: any name, any purpose, any issuer that it has a key of."""

    def __init__(self, pki, moment) -> None:
        self.pki, self.moment = pki, moment

    def issue(self, name="設計 太郎", issuer=None, *, key=None, usage=SIGN, purpose=None, serial=None,
              ca=False, since=-400, until=2000, issuer_name=None, digest=None):  # fmt: skip
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = _name(name)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer_name or (issuer.certificate.subject if issuer else subject))
            .public_key(key.public_key())
            .serial_number(serial or x509.random_serial_number())
            .not_valid_before(self.moment + timedelta(since))
            .not_valid_after(self.moment + timedelta(until))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(usage, critical=True)
        )
        if purpose:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        certificate = builder.sign((issuer or _Own(key)).key, digest or hashes.SHA256())
        chain = [issuer.certificate, *issuer.chain] if issuer else []
        return type(self.pki.root)(key, certificate, chain)


class _Own:
    def __init__(self, key) -> None:
        self.key = key


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def fake_root(forger):
    """An authority of the trusted one's name with another key."""
    root = forger.issue("Test Root", ca=True, usage=x509.KeyUsage(*[False] * 5, True, True, False, False))
    return forger.issue(issuer=root)


UNKNOWN = {"unknown", "self_made_unknown"}
CERTIFICATES = {
    "of the same name, self-made": lambda f: f.issue(),
    "of the same name and number, self-made": lambda f: f.issue(
        serial=f.pki.rsa2048.certificate.serial_number
    ),
    "naming the trusted issuer, signed by itself": lambda f: f.issue(
        issuer_name=f.pki.intermediate.certificate.subject
    ),
    "under a root of the trusted one's name": fake_root,
    "issued by one who may issue none": lambda f: f.issue(issuer=f.pki.rsa2048),
    "for encryption only": lambda f: f.issue(issuer=f.pki.intermediate, usage=ENCRYPT),
    "not yet valid": lambda f: f.issue(issuer=f.pki.intermediate, since=50),
    "expired": lambda f: f.issue(issuer=f.pki.intermediate, until=-50),
    "a root that signs itself": lambda f: f.issue("Test Root", ca=True),
}


@pytest.fixture(scope="module")
def forger(pki, later):
    return Forger(pki, later)


@pytest.fixture(scope="module")
def others(pki, base_pdf, tmp_path_factory):
    return Others(pki, base_pdf, tmp_path_factory.mktemp("others"))


def signed_by(others, issued) -> bytes:
    return others.sign(others.base, issued, "A", signer={"signature_mechanism": None})


@pytest.mark.parametrize("name", CERTIFICATES)
def test_nobody_vouches_for(forger, others, pki, later, name):
    found = verify(signed_by(others, CERTIFICATES[name](forger)), trust=pki.trust, now=later)
    assert found.integrity in {"intact", "unverifiable"}, found.reasons
    assert {one.known for one in found.signatures} <= UNKNOWN, name


def test_pinning_one_pins_no_other_of_that_name(forger, others, later, tmp_path):
    own, other = forger.issue(), forger.issue()
    trusted = tmp_path / "own.pem"
    trusted.write_bytes(own.pem)
    trust = TrustStore().with_certificate(trusted)
    assert verify(signed_by(others, own), trust=trust, now=later).signatures[0].known == "pinned"
    assert verify(signed_by(others, other), trust=trust, now=later).signatures[0].known in UNKNOWN


WEAK = {
    "RSA 1024": lambda _: rsa.generate_private_key(65537, 1024),
    "P-192": lambda _: ec.generate_private_key(ec.SECP192R1()),
}


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_key_proves_nothing(forger, others, pki, later, name):
    issued = forger.issue(issuer=pki.intermediate, key=WEAK[name](None))
    found = verify(signed_by(others, issued), trust=pki.trust, now=later)
    assert found.integrity == "unverifiable"
    assert "algorithm_weak" in {one.code for one in found.reasons}


@pytest.mark.parametrize("digest", ["sha1", "md5", "sha224"])
def test_a_weak_digest_proves_nothing(others, pki, later, digest):
    found = verify(others.sign(others.base, "rsa2048", "A", md_algorithm=digest), trust=pki.trust, now=later)
    assert found.integrity == "unverifiable"
    assert "algorithm_weak" in {one.code for one in found.reasons}


def test_a_certificate_of_another_purpose(forger, others, pki, later):
    issued = forger.issue(issuer=pki.intermediate, purpose=ExtendedKeyUsageOID.SERVER_AUTH)
    found = verify(signed_by(others, issued), trust=pki.trust, now=later)
    assert found.signatures[0].known in UNKNOWN


@pytest.mark.parametrize("name", ["\u202e郎太 計設", "設計\u200b太郎", "a\u0000b", "<b>x</b>", "x" * 64])
def test_names_that_mislead_are_shown_plain(forger, others, pki, later, name):
    found = verify(signed_by(others, forger.issue(name)), trust=pki.trust, now=later)
    shown = "".join(one.holder + one.issuer for one in found.signatures)
    assert not set("\u202e\u200b\u0000") & set(shown)
    assert found.integrity in {"intact", "unverifiable"}
