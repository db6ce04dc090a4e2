"""Odd but real signatures and time stamps: each has its own answer; none is a crash or passes unseen."""

import io
import shutil
import subprocess
from datetime import timedelta

import pytest
from asn1crypto import algos, core, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from foreign_kit import Others
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from assessor.signing.verify import verify


@pytest.fixture(scope="module")
def others(pki, base_pdf, tmp_path_factory):
    return Others(pki, base_pdf, tmp_path_factory.mktemp("others"))


def stamped_by(others, server) -> bytes:
    """An ordinary signature with a time stamp of a server."""
    honest, others.tsa = others.tsa, server
    try:
        return others.sign(others.base, "p256", "A", stamped=True)
    finally:
        others.tsa = honest


def codes(found):
    return {one.code for one in found.reasons}


def test_a_time_stamp_proves_the_time(others, pki, later):
    (signature,) = verify(stamped_by(others, others.tsa), trust=pki.trust, now=later).signatures
    assert signature.time == "proven"


def test_a_time_stamp_from_the_future_proves_nothing(others, pki, later):
    server = DummyTimeStamper(
        tsa_cert=others.tsa.tsa_cert,
        tsa_key=others.tsa.tsa_key,
        certs_to_embed=others.tsa.certs_to_embed,
        fixed_dt=later + timedelta(days=300),
    )
    found = verify(stamped_by(others, server), trust=pki.trust, now=later)
    assert found.integrity == "intact"
    assert found.signatures[0].time == "claimed"
    assert "timestamp_in_future" in codes(found)


def test_a_time_stamp_by_a_certificate_for_something_else_proves_nothing(others, pki, later):
    from foreign_kit import _certificate, _chain, _key

    issued = pki.rsa2048
    server = DummyTimeStamper(
        tsa_cert=_certificate(issued.certificate), tsa_key=_key(issued), certs_to_embed=_chain(issued)
    )
    found = verify(stamped_by(others, server), trust=pki.trust, now=later)
    assert found.integrity == "intact"
    assert found.signatures[0].time == "claimed"
    assert "timestamp_untrusted" in codes(found)


def with_serial(issued, issuer, serial):
    """The certificate with another serial number, signed anew by its issuer."""
    certificate = x509.Certificate.load(issued.der)
    body = certificate["tbs_certificate"]
    body["serial_number"] = core.Integer(serial)
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
    body["signature"] = algorithm
    value = issuer.key.sign(body.dump(force=True), padding.PKCS1v15(), hashes.SHA256())
    return x509.Certificate(
        {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": value}
    )


@pytest.mark.parametrize("serial", [-7, 0, 1 << 200])
def test_a_serial_number_out_of_the_rules_is_no_crash(others, pki, later, serial):
    from foreign_kit import _chain, _key

    certificate = with_serial(pki.rsa2048, pki.intermediate, serial)
    out = io.BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="A", md_algorithm="sha256"),
        signer=SimpleSigner(
            signing_cert=x509.Certificate.load(certificate.dump()),
            signing_key=_key(pki.rsa2048),
            cert_registry=_chain(pki.rsa2048),
        ),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(others.base)), output=out)
    found = verify(out.getvalue(), trust=pki.trust, now=later)
    assert found.integrity in {"intact", "unverifiable"}
    assert "unexpected" not in codes(found)
    if found.signatures:
        assert int(found.signatures[0].serial, 16) == serial


def test_a_signature_of_mutool_is_weak_and_said_so(pki, base_pdf, later, tmp_path):
    """That program signs over a SHA-1 digest: such a signature proves nothing any more."""
    program = shutil.which("mutool")
    if program is None:
        pytest.skip("mutool is not installed")
    from pyhanko.sign import fields

    writer, prepared = IncrementalPdfFileWriter(io.BytesIO(base_pdf)), io.BytesIO()
    fields.append_signature_field(writer, fields.SigFieldSpec("Signature1", box=(10, 10, 90, 60)))
    writer.write(prepared)
    (tmp_path / "in.pdf").write_bytes(prepared.getvalue())
    (tmp_path / "key.p12").write_bytes(pki.rsa2048.p12(b"secret"))
    command = [program, "sign", "-s", "key.p12", "-P", "secret", "-o", "out.pdf", "in.pdf"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    found = verify((tmp_path / "out.pdf").read_bytes(), trust=pki.trust, now=later)
    assert found.integrity == "unverifiable"
    weak = [one for one in found.reasons if one.code == "algorithm_weak"]
    assert [one.params["algorithm"] for one in weak] == ["sha1"]
    assert not [one for one in found.reasons if one.effect == "changed"]
