"""A public-key infrastructure, PDFs and a time-stamp server of the tests' own."""

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import pdfa

from assessor.signing.keys import Pkcs12Key, load_pkcs12
from assessor.signing.sign import certify, countersign
from assessor.signing.trust_store import TrustStore

sys.path.insert(0, str(Path(__file__).parent))
from attack_kit import files  # test folders are no packages
from token_kit import TokenKit, make_tokens

__all__ = ["files"]

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
PASSPHRASE = b"correct horse battery"
STAMP_BOX = (0, 50, 50, 250, 150)
COUNTERSIGN_BOX = (0, 300.5, 50, 500.5, 150)
ASSESSMENT = b'{"edition": "r4"}'


@dataclass
class Issued:
    """A certificate with its key and what stands above it."""

    key: object
    certificate: x509.Certificate
    chain: list[x509.Certificate] = field(default_factory=list)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(self, passphrase: bytes = PASSPHRASE, *, key: bool = True, certificate: bool = True) -> bytes:
        encryption = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(100)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(passphrase)
        )
        return pkcs12.serialize_key_and_certificates(
            b"key",
            self.key if key else None,
            self.certificate if certificate else None,
            self.chain or None,
            encryption,
        )


class Pki:
    """Root, intermediate and leaves; each is made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def root(self) -> Issued:
        return self.issue("Test Root", rsa_key(2048), None, ca=True)

    @cached_property
    def intermediate(self) -> Issued:
        return self.issue("Test Intermediate", rsa_key(2048), self.root, ca=True)

    @cached_property
    def rsa2048(self) -> Issued:
        return self.issue("設計 太郎", rsa_key(2048), self.intermediate)

    @cached_property
    def rsa3072(self) -> Issued:
        return self.issue("設計 次郎", rsa_key(3072), self.intermediate)

    @cached_property
    def p256(self) -> Issued:
        return self.issue("髙﨑 𠮷邉", ec_key(), self.intermediate)

    @cached_property
    def p384(self) -> Issued:
        return self.issue("審査 花子", ec.generate_private_key(ec.SECP384R1()), self.intermediate)

    @cached_property
    def self_signed(self) -> Issued:
        return self.issue("設計 太郎", ec_key(), None)

    @cached_property
    def expired(self) -> Issued:
        return self.issue(
            "Expired", ec_key(), self.intermediate, since=NOW - timedelta(800), until=NOW - timedelta(1)
        )

    @cached_property
    def brief(self) -> Issued:
        return self.issue("Brief", ec_key(), self.intermediate, until=NOW + timedelta(10))

    @cached_property
    def future(self) -> Issued:
        return self.issue("Future", ec_key(), self.intermediate, since=NOW + timedelta(10))

    @cached_property
    def short(self) -> Issued:
        return self.issue("Short", rsa_key(1024), self.intermediate)

    @cached_property
    def edwards(self) -> Issued:
        return self.issue("Edwards", ed25519.Ed25519PrivateKey.generate(), self.intermediate)

    @cached_property
    def tsa(self) -> Issued:
        return self.issue("Test TSA", rsa_key(2048), self.intermediate, stamping=True)

    def issue(
        self,
        name: str,
        key,
        issuer: Issued | None,
        *,
        ca: bool = False,
        stamping: bool = False,
        since: datetime = NOW - timedelta(400),
        until: datetime = NOW + timedelta(2000),
    ) -> Issued:
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test"),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        usage = x509.KeyUsage(not ca, not ca and not stamping, False, False, False, ca, ca, False, False)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        if issuer is not None:
            builder = builder.add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
            )
        if stamping:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        above = issuer or Issued(key, None)
        digest = hashes.SHA256()
        certificate = builder.sign(above.key, digest)
        chain = [issuer.certificate, *issuer.chain] if issuer else []
        return Issued(key, certificate, chain)

    def crl(self, issuer: Issued, *revoked: Issued) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(NOW - timedelta(days=1))
            .next_update(NOW + timedelta(days=30))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
            )
        )
        for one in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(one.certificate.serial_number)
                .revocation_date(NOW - timedelta(days=2))
                .build()
            )
        return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def path(self, name: str) -> Path:
        path = self.folder / f"{name}.p12"
        if not path.exists():
            path.write_bytes(getattr(self, name).p12())
        return path

    def key(self, name: str) -> Pkcs12Key:
        return load_pkcs12(self.path(name), PASSPHRASE, now=NOW)

    @property
    def trust(self) -> TrustStore:
        return TrustStore((self.root.der,))


def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def make_pdf(*attachments: tuple[str, bytes], pages: int = 2) -> bytes:
    """A PDF/A-3b file with drawn boxes and embedded files."""
    pdf = pikepdf.new()
    for number in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[number].Contents = pdf.make_stream(b"0.9 g 50 50 200 100 re f 300.5 50 200 100 re f")
    for name, data in attachments:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf, data, filename=name, mime_type="application/json", relationship=pikepdf.Name.Source
        )
    pdf.docinfo["/Title"] = "Checklist"
    with pdf.open_metadata() as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
    out = io.BytesIO()
    pdfa.save(pdf, out, "3b")
    return out.getvalue()


def make_stamp(text_box: bool = True) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    drawing = b"0.8 0 0 RG 3 w 5 5 190 90 re S" + (b" 20 20 m 180 80 l S" if text_box else b"")
    pdf.pages[0].Contents = pdf.make_stream(drawing)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


class Desk:
    """Signs with the tests' keys at the tests' time."""

    def __init__(self, pki: Pki, pdf: bytes, stamp: bytes) -> None:
        self.pki, self.pdf, self.stamp = pki, pdf, stamp

    def certify(self, key: str = "rsa2048", pdf: bytes | None = None, url: str | None = None) -> bytes:
        return certify(
            self.pdf if pdf is None else pdf,
            self.pki.key(key),
            stamp_pdf=self.stamp,
            stamp_box=STAMP_BOX,
            countersign_box=COUNTERSIGN_BOX,
            reason="設計者として証明します",
            signing_time=NOW,
            timestamp_url=url,
        )

    def countersign(
        self, pdf: bytes, key: str = "p256", url: str | None = None, reason: str = "確認"
    ) -> bytes:
        return countersign(
            pdf,
            self.pki.key(key),
            stamp_pdf=self.stamp,
            reason=reason,
            signing_time=NOW + timedelta(hours=1),
            timestamp_url=url,
        )


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
def token_kit(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Iterator["TokenKit"]:
    """Tokens in software; the configuration of the account that runs the tests is not touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", "")
        yield make_tokens(tmp_path_factory.mktemp("softhsm"), pki)


@pytest.fixture(scope="session")
def base_pdf() -> bytes:
    return make_pdf(("assessment.json", ASSESSMENT))


@pytest.fixture(scope="session")
def desk(pki: Pki, base_pdf: bytes) -> Desk:
    return Desk(pki, base_pdf, make_stamp())


@pytest.fixture(scope="session")
def pdf_factory() -> Callable[..., bytes]:
    return make_pdf


@pytest.fixture(scope="session")
def certified(desk: Desk) -> bytes:
    return desk.certify()


@pytest.fixture(scope="session")
def countersigned(desk: Desk, certified: bytes) -> bytes:
    return desk.countersign(certified)


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW + timedelta(days=1)


@pytest.fixture(scope="session")
def later() -> datetime:
    """A moment after the clock's: other programs sign at the clock's time."""
    return max(NOW, datetime.now(UTC)) + timedelta(days=1)


@pytest.fixture(scope="session")
def passphrase() -> bytes:
    return PASSPHRASE


@pytest.fixture(scope="session")
def assessment() -> bytes:
    return ASSESSMENT


@pytest.fixture(scope="session")
def boxes() -> tuple[tuple, tuple]:
    return STAMP_BOX, COUNTERSIGN_BOX


@pytest.fixture(scope="session")
def tsa_url(pki: Pki) -> Iterator[str]:
    """A time-stamp server of our own.

    /refuse refuses, /nonsense answers nonsense, /other stamps something else, /replay answers with an old
    token, /expired has a certificate that ran out, /untitled one that is not for time stamps.
    """
    from asn1crypto import keys, tsp
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    def server_of(issued: Issued) -> DummyTimeStamper:
        store = SimpleCertificateStore()
        store.register_multiple(
            [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in issued.chain]
        )
        return DummyTimeStamper(
            tsa_cert=asn1_x509.Certificate.load(issued.der),
            tsa_key=keys.PrivateKeyInfo.load(
                issued.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            certs_to_embed=store,
            fixed_dt=NOW + timedelta(minutes=1),
        )

    stampers = {
        "/expired": server_of(
            pki.issue(
                "Old TSA",
                rsa_key(2048),
                pki.intermediate,
                stamping=True,
                since=NOW - timedelta(800),
                until=NOW - timedelta(1),
            )
        ),
        "/untitled": server_of(pki.rsa2048),
    }
    stamper = server_of(pki.tsa)
    replayed: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/nonsense":
                answer = b"<html>no</html>"
            elif self.path == "/refuse":
                answer = bytes.fromhex("30053003020102")  # status "rejection", no token
            else:
                request = tsp.TimeStampReq.load(body)
                if self.path == "/other":
                    request["message_imprint"]["hashed_message"] = bytes(32)
                answer = stampers.get(self.path, stamper).request_tsa_response(request).dump()
                if self.path == "/replay":
                    replayed.append(answer)
                    answer = replayed[0]
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Prints nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def run_tool() -> Callable[..., str]:
    """Runs another program; a missing one fails in CI and skips elsewhere."""

    def run(*command: str) -> str:
        if shutil.which(command[0]) is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{command[0]} is not installed")
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="session")
def public_der() -> Callable[[object], bytes]:
    return lambda key: key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
