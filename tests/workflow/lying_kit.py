"""Checklists whose pages say other than their data, signed as a whole by their own maker."""

import dataclasses
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest

from assessor.signing.trust_store import TrustStore
from assessor.workflow import exporting
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import build_checklist, sign_checklist
from assessor.workflow.verifying import verify_bytes


def drawn(house, *, language="ja", signer="", content=None):
    """The unsigned checklist; `content` changes what is drawn and nothing else."""
    edition, state = house
    honest = exporting.checklist_data

    def dishonest(*given, **named):
        return content(honest(*given, **named))

    with pytest.MonkeyPatch.context() as patch:
        if content is not None:
            patch.setattr(exporting, "checklist_data", dishonest)
        return build_checklist(
            edition,
            state,
            evaluate(edition, state),
            created=datetime.now(UTC),
            language=language,
            signer=signer,
        )


def edited(checklist, change):
    """The checklist with its file changed by `change(document)`."""
    with pikepdf.open(BytesIO(checklist.pdf)) as document:
        change(document)
        out = BytesIO()
        document.save(out)
    return dataclasses.replace(checklist, pdf=out.getvalue())


def signed(house, key, checklist):
    return sign_checklist(checklist, house[1], key, datetime.now(UTC))


def verified(house, key, checklist):
    """What verifying says of it, signed by its own maker."""
    return verify_bytes(signed(house, key, checklist), trust=TrustStore())


def foreign(pdf, key, **metadata):
    """Signed as another program would, with an ordinary signature."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import PdfSigner
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    box = metadata.pop("box", None)
    page = metadata.pop("page", 0)
    spec = fields.SigFieldSpec("Signature1", on_page=page, box=box) if box else None
    out = BytesIO()
    settings = {"field_name": "Signature1", "md_algorithm": "sha256", **metadata}
    PdfSigner(PdfSignatureMetadata(**settings), signer=key.signer, new_field_spec=spec).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), output=out
    )
    return out.getvalue()


def archived(pdf):
    """With a document time stamp in a revision of its own, by a server nobody knows."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfTimeStamper
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    private = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test TSA")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(100))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(private, hashes.SHA256())
    )
    server = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=keys.PrivateKeyInfo.load(
            private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
    )
    out = BytesIO()
    PdfTimeStamper(server, field_name="ArchiveTimestamp").timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", output=out
    )
    return out.getvalue()


def over(document, page, code):
    """Adds operators above all else on a page (counted from 0)."""
    target = document.pages[page]
    target.contents_add(document.make_stream(b"q " + code + b" Q"), prepend=False)


def shifted(document, points=6):
    """Every page a little to the side, as another layout would have it."""
    for page in document.pages:
        page.contents_add(document.make_stream(b"q 1 0 0 1 %d 0 cm" % points), prepend=True)
        page.contents_add(document.make_stream(b"Q"), prepend=False)
