"""Signatures that prove nothing, or not what they seem to."""

import io

import pikepdf
import pytest
from asn1crypto import cms
from attack_kit import (
    CHANGED,
    INTACT,
    UNVERIFIABLE,
    certify_foreign,
    check,
    gap_of,
    impostor,
    patch,
    swap_token,
    with_cms,
)
from pyhanko.sign import fields

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

ATTACKS = {
    "annotations allowed": (
        lambda f: certify_foreign(f, docmdp_permissions=fields.MDPPerm.ANNOTATE),
        UNVERIFIABLE,
        "permission_too_wide",
    ),
    "SHA-1": (lambda f: certify_foreign(f, md_algorithm="sha1"), UNVERIFIABLE, "algorithm_weak"),
    "a kind nobody can check": (
        lambda f: f.certified.replace(b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached"),
        CHANGED,
        "signed_bytes_changed",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, now, name):
    check(files, now, *ATTACKS[name])


def test_impostor_with_the_same_name_is_not_the_pinned_designer(files, now, tmp_path):
    certificate = tmp_path / "designer.pem"
    certificate.write_bytes(files.pki.rsa2048.pem)
    trust = TrustStore().with_certificate(certificate)
    honest = verify(files.certified, trust=trust, now=now).designer
    forged = verify(impostor(files), trust=trust, now=now).designer
    assert honest.holder == forged.holder
    assert (honest.known, forged.known) == ("pinned", "self_made_unknown")


def test_nothing_is_read_when_the_designers_signature_is_broken(files, now):
    gap = gap_of(files.certified)
    at = gap.start(1) + 5000
    other = b"2" if files.certified[at : at + 1] == b"1" else b"1"
    broken = patch(files.certified, at, other)
    assert verify(broken, trust=TrustStore(), now=now).attachment is None


def test_time_stamp_of_another_signature(files, now, tsa_url):
    files.url = tsa_url
    result = verify(swap_token(files), trust=files.pki.trust, now=now)
    assert result.integrity == CHANGED
    assert "timestamp_damaged" in [reason.code for reason in result.reasons]


def test_signature_without_its_signers_hash(files, now):
    """An older form that lets the certificate be exchanged."""
    signed = certify_foreign(files, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    honest = verify(signed, trust=files.pki.trust, now=now)
    assert honest.integrity == INTACT  # pyHanko binds the certificate in this form, too

    def strip(info) -> None:
        attributes = info["content"]["signer_infos"][0]["signed_attrs"]
        info["content"]["signer_infos"][0]["signed_attrs"] = cms.CMSAttributes(
            [one for one in attributes if one["type"].native != "signing_certificate_v2"]
        )

    result = verify(with_cms(signed, strip), trust=files.pki.trust, now=now)
    assert "signer_named_loosely" in [reason.code for reason in result.reasons]
    assert result.integrity == CHANGED


def test_encrypted(files, now):
    with pikepdf.open(io.BytesIO(files.base)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    result = verify(out.getvalue(), trust=files.pki.trust, now=now)
    assert [reason.code for reason in result.reasons] == ["encrypted"]
    assert result.integrity == UNVERIFIABLE
