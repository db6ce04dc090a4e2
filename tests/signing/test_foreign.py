"""Honest files made with other programs: none is accused, and what is unusual is said neutrally."""

import pytest
from foreign_kit import Others, open_ended
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

PADES = SigSeedSubFilter.PADES
HONEST = {
    # name: (file, roles, codes that must be among the notes)
    "RSA": (lambda o, _c, _b: o.sign(o.base, "rsa2048", "Signature1"), "o", {"plain_signature"}),
    "RSA 3072": (lambda o, _c, _b: o.sign(o.base, "rsa3072", "Signature1"), "o", {"plain_signature"}),
    "P-256": (lambda o, _c, _b: o.sign(o.base, "p256", "Signature1"), "o", {"plain_signature"}),
    "P-384": (lambda o, _c, _b: o.sign(o.base, "p384", "Signature1"), "o", {"plain_signature"}),
    "Ed25519": (lambda o, _c, _b: o.sign(o.base, "edwards", "Signature1"), "o", {"plain_signature"}),
    "self-made": (lambda o, _c, _b: o.sign(o.base, "self_signed", "Signature1"), "o", {"plain_signature"}),
    "SHA-384": (lambda o, _c, _b: o.sign(o.base, "p384", "A", md_algorithm="sha384"), "o", set()),
    "SHA-512": (lambda o, _c, _b: o.sign(o.base, "rsa2048", "A", md_algorithm="sha512"), "o", set()),
    "SHA3-256": (lambda o, _c, _b: o.sign(o.base, "p384", "A", md_algorithm="sha3_256"), "o", set()),
    "RSA-PSS": (lambda o, _c, _b: o.sign(o.base, "rsa2048", "A", signer={"prefer_pss": True}), "o", set()),
    "PAdES": (lambda o, _c, _b: o.sign(o.base, "p256", "A", subfilter=PADES), "o", set()),
    "PAdES B-T": (lambda o, _c, _b: o.sign(o.base, "p256", "A", subfilter=PADES, stamped=True), "o", set()),
    "PAdES B-LT": (
        lambda o, _c, _b: o.sign_for_long(o.base, "A", archive=False),
        "o",
        {"revision_validation_data"},
    ),
    "PAdES B-LTA": (lambda o, _c, _b: o.sign_for_long(o.base, "A", archive=True), "o", set()),
    "visible": (lambda o, _c, _b: o.sign(o.base, "rsa2048", "A", box=(10, 10, 90, 60)), "o", set()),
    "signed by two": (
        lambda o, _c, _b: o.sign(o.sign(o.base, "rsa2048", "A"), "p256", "B"),
        "oo",
        {"plain_signature"},
    ),
    "certified in our field": (
        lambda o, _c, _b: o.sign(
            o.base, "rsa2048", "DesignerSignature", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS
        ),
        "d",
        set(),
    ),
    "not certified in our field": (
        lambda o, _c, _b: o.sign(o.base, "rsa2048", "DesignerSignature"),
        "o",
        {"plain_signature"},
    ),
    "certified, no changes": (
        lambda o, _c, _b: o.sign(o.base, "rsa2048", "A", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES),
        "o",
        {"plain_signature"},
    ),
    "OpenSSL": (lambda o, _c, _b: o.openssl(), "o", {"plain_signature", "signer_named_loosely"}),
    "OpenSSL CAdES": (lambda o, _c, _b: o.openssl("-cades"), "o", {"plain_signature"}),
    "OpenSSL, key identifier": (lambda o, _c, _b: o.openssl("-keyid"), "o", {"signer_named_loosely"}),
    "OpenSSL, no attributes": (lambda o, _c, _b: o.openssl("-noattr"), "o", {"signer_named_loosely"}),
    "OpenSSL, open-ended": (lambda o, _c, _b: open_ended(o.openssl()), "o", {"signer_named_loosely"}),
    "countersigned": (lambda o, c, _b: o.sign(c, "p256", "CounterSignature"), "do", {"metadata_refreshed"}),
    "countersigned PAdES B-T": (
        lambda o, c, _b: o.sign(c, "p256", "CounterSignature", subfilter=PADES, stamped=True),
        "do",
        {"metadata_refreshed"},
    ),
    "countersigned PAdES B-LT": (
        lambda o, c, _b: o.sign_for_long(c, "CounterSignature", archive=False),
        "do",
        {"revision_validation_data"},
    ),
    "countersigned PAdES B-LTA": (
        lambda o, c, _b: o.sign_for_long(c, "CounterSignature", archive=True),
        "do",
        {"revision_validation_data"},
    ),
    "validation data after the certification": (
        lambda o, c, _b: o.add_validation_data(c),
        "d",
        {"revision_validation_data"},
    ),
    "validation data after both": (
        lambda o, _c, b: o.add_validation_data(b),
        "do",
        {"revision_validation_data"},
    ),
    "validation data twice": (
        lambda o, _c, b: o.add_validation_data(o.add_validation_data(b)),
        "do",
        {"revision_validation_data"},
    ),
    "validation data, then countersigned": (
        lambda o, c, _b: o.sign(o.add_validation_data(c), "p256", "CounterSignature"),
        "do",
        {"revision_validation_data"},
    ),
    "validation data and a document time stamp": (
        lambda o, _c, b: o.stamp(o.add_validation_data(b)),
        "do",
        {"revision_validation_data"},
    ),
    "a document time stamp": (lambda o, _c, b: o.stamp(b), "do", {"metadata_refreshed"}),
    "a document time stamp on a plain signature": (
        lambda o, _c, _b: o.stamp(o.sign(o.base, "rsa2048", "A")),
        "o",
        {"plain_signature"},
    ),
    "saved again": (lambda o, c, _b: o.save_again(c), "d", {"revision_resaved"}),
    "saved again after both": (lambda o, _c, b: o.save_again(b), "do", {"revision_resaved"}),
    "saved again with its catalogue": (
        lambda o, _c, b: o.save_again(b, root=True),
        "do",
        {"revision_resaved"},
    ),
}


@pytest.fixture(scope="module")
def others(pki, base_pdf, tmp_path_factory):
    return Others(pki, base_pdf, tmp_path_factory.mktemp("others"))


@pytest.mark.parametrize("name", HONEST)
def test_honest_file(others, certified, countersigned, pki, later, assessment, name):
    build, roles, notes = HONEST[name]
    found = verify(build(others, certified, countersigned), trust=pki.trust, now=later)
    assert found.integrity == "intact", found.reasons
    assert "".join(one.role[0] for one in found.signatures) == roles
    assert all(one.is_unchanged for one in found.signatures)
    assert notes <= {one.code for one in found.reasons}
    assert found.attachment == assessment
    expected = {"self_made_unknown"} if name == "self-made" else {"trusted_root"}
    assert {one.known for one in found.signatures} == expected


def test_our_own_signature_in_a_freer_encoding_was_rewritten(certified, pki, now):
    """This program writes one encoding only; whoever changed it touched the signature."""
    found = verify(open_ended(certified), trust=pki.trust, now=now)
    assert found.integrity == "changed"
    assert "container_altered" in {one.code for one in found.reasons}


def test_a_signature_without_its_certificate_cannot_be_verified(others, pki, now):
    found = verify(others.openssl("-nocerts"), trust=TrustStore(), now=now)
    assert found.integrity == "unverifiable"


def test_a_plain_signature_protects_what_follows_as_well(others, pki, later):
    """Nothing allows changes after an ordinary signature: neither notes nor fields nor metadata."""
    from attack_kit import SILENT_CHANGES, update

    signed = others.sign(others.base, "rsa2048", "A")
    for change in SILENT_CHANGES:
        found = verify(update(signed, change), trust=pki.trust, now=later)
        assert found.integrity == "changed", change.__name__


def test_every_byte_of_a_foreign_signature_counts(others, pki, later):
    """One other digit at every 61st place of the value, with a chain of three and a time stamp."""
    for honest in (
        others.sign(others.base, "p256", "A", subfilter=PADES, stamped=True),
        others.openssl(),
    ):
        start = honest.index(b"<30")
        value = honest[start:].split(b">")[0].rstrip(b"0")
        for at in range(start + 1, start + len(value), 61):
            other = b"1" if honest[at : at + 1] != b"1" else b"2"
            found = verify(honest[:at] + other + honest[at + 1 :], trust=pki.trust, now=later)
            assert found.integrity != "intact", at - start
