"""Files as other programs make them: pyHanko as it comes, and OpenSSL driven by a script."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import crl, keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from assessor.signing.der import der_length


class Others:
    """Signs, stamps and saves with other programs."""

    def __init__(self, pki, base: bytes, folder: Path) -> None:
        self.pki, self.base, self.folder = pki, base, folder
        self.crls = [crl.CertificateList.load(pki.crl(issuer)) for issuer in (pki.intermediate, pki.root)]
        self.tsa = DummyTimeStamper(
            tsa_cert=_certificate(pki.tsa.certificate),
            tsa_key=_key(pki.tsa),
            certs_to_embed=_chain(pki.tsa),
        )

    def sign(
        self, pdf: bytes, key: str, field: str, *, stamped=False, box=None, signer=None, **metadata
    ) -> bytes:
        """A signature by pyHanko as it comes."""
        issued = getattr(self.pki, key) if isinstance(key, str) else key
        out = io.BytesIO()
        PdfSigner(
            PdfSignatureMetadata(field_name=field, **metadata),
            signer=SimpleSigner(
                signing_cert=_certificate(issued.certificate),
                signing_key=_key(issued),
                cert_registry=_chain(issued),
                **(signer or {}),
            ),
            timestamper=self.tsa if stamped else None,
            new_field_spec=box and fields.SigFieldSpec(field, box=box),
        ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    def sign_for_long(self, pdf: bytes, field: str, *, archive: bool) -> bytes:
        """PAdES B-LT or B-LTA: validation data and document time stamp in revisions of their own."""
        context = ValidationContext(
            trust_roots=[_certificate(self.pki.root.certificate)],
            crls=self.crls,
            allow_fetching=False,
            revocation_mode="soft-fail",
            moment=datetime.now(UTC),
        )
        return self.sign(
            pdf,
            "p256",
            field,
            stamped=True,
            subfilter=fields.SigSeedSubFilter.PADES,
            embed_validation_info=True,
            use_pades_lta=archive,
            validation_context=context,
        )

    def stamp(self, pdf: bytes) -> bytes:
        """A document time stamp."""
        out = io.BytesIO()
        PdfTimeStamper(self.tsa).timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", output=out
        )
        return out.getvalue()

    def add_validation_data(self, pdf: bytes) -> bytes:
        """A security store in a revision that nobody signs."""
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        roots = [_certificate(one.certificate) for one in (self.pki.root, self.pki.intermediate)]
        DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=roots, crls=self.crls)
        return _written(writer)

    def save_again(self, pdf: bytes, *, root: bool = False) -> bytes:
        """Saved without change: the time of saving and the program's name are new."""
        buffer = io.BytesIO(pdf)
        writer = IncrementalPdfFileWriter(buffer)
        if root:
            writer.update_root()
        writer.write_in_place()
        return buffer.getvalue()

    def openssl(self, *options: str, field: str = "Signature1") -> bytes:
        """A signature revision whose value comes from the command line of OpenSSL."""
        writer, out = IncrementalPdfFileWriter(io.BytesIO(self.base)), io.BytesIO()
        steps = PdfCMSEmbedder().write_cms(field_name=field, writer=writer)
        next(steps)
        kind = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
        placeholder = SignatureObject(timestamp=datetime.now(UTC), subfilter=kind, bytes_reserved=16384)
        steps.send(SigObjSetup(sig_placeholder=placeholder))
        steps.send(SigIOSetup(md_algorithm="sha256", in_place=False, output=out))
        start, length, gap_end, rest = byte_range(out.getvalue())
        data = out.getvalue()
        (self.folder / "content").write_bytes(data[start : start + length] + data[gap_end : gap_end + rest])
        issued = self.pki.rsa2048
        (self.folder / "key.pem").write_bytes(
            issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (self.folder / "own.pem").write_bytes(issued.pem)
        (self.folder / "chain.pem").write_bytes(
            b"".join(one.public_bytes(Encoding.PEM) for one in issued.chain)
        )
        program = shutil.which("openssl")
        assert program is not None
        subprocess.run(
            [
                program, "cms", "-sign", "-binary", "-md", "sha256", "-in", "content", "-signer", "own.pem",
                "-inkey", "key.pem", "-certfile", "chain.pem", "-outform", "DER", "-out", "value", *options,
            ],
            cwd=self.folder,
            check=True,
            timeout=60,
        )  # fmt: skip
        steps.send((self.folder / "value").read_bytes())
        return out.getvalue()


def byte_range(pdf: bytes) -> tuple[int, ...]:
    """The last byte range of a file."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    return tuple(int(one) for one in found[-1])


def open_ended(pdf: bytes) -> bytes:
    """The signature's value with an open-ended outer length, as some libraries write it."""
    gap = re.search(rb"/Contents\s*<([0-9a-fA-F]{200,})>", pdf)
    value = bytes.fromhex(gap[1].decode())
    value = value[: der_length(value)]
    freer = b"\x30\x80" + value[4:] + b"\0\0"
    return pdf[: gap.start(1)] + freer.hex().encode().ljust(len(gap[1]), b"0") + pdf[gap.end(1) :]


def _written(writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _certificate(certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _key(issued) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        issued.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )


def _chain(issued) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple([_certificate(one) for one in issued.chain])
    return store
