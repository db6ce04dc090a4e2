"""Keys to sign with: a PKCS#12 file, or a key of one's own made here for whoever has none."""

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assessor import paths
from assessor.errors import SigningError
from assessor.signing.certificates import CertificateFacts, check_validity
from assessor.signing.reading import quiet

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates

MIN_PASSPHRASE = 8
LOCAL_KEY_YEARS = 5
MIN_RSA_BITS = 2048
_MAX_PKCS12 = 1 << 20
_MAX_X509_NAME = 64  # X.520 upper bound of common name and organisation
# Rounds of the key derivation: about 0.05 s for us, 300,000 times that for who guesses passphrases.
_KDF_ROUNDS = 300_000


class SigningKey(Protocol):
    """A key with its certificate, whatever holds it (a PKCS#12 file, a token)."""

    @property
    def certificate(self) -> CertificateFacts:
        """What the certificate says: holder, issuer, serial, validity, fingerprint."""

    @property
    def certificate_der(self) -> bytes:
        """The holder's certificate in DER."""

    @property
    def chain_der(self) -> tuple[bytes, ...]:
        """Further certificates that came with the key, in DER."""

    @property
    def signer(self) -> Any:
        """The pyHanko signer that uses the key."""


@dataclass(frozen=True, eq=False)
class Pkcs12Key:
    """A key read from a PKCS#12 file; the private key stays in memory only.

    Attributes:
        path: the file it came from.
        certificate: facts of the holder's certificate.
        certificate_der: that certificate in DER.
        chain_der: further certificates of the file, in DER.
        signer: pyHanko signer holding the private key.
    """

    path: Path
    certificate: CertificateFacts
    certificate_der: bytes
    chain_der: tuple[bytes, ...]
    signer: Any

    def __repr__(self) -> str:
        return f"Pkcs12Key({self.certificate.holder!r}, {self.certificate.fingerprint[:16]})"


def local_key_path() -> Path:
    """Where the key made by the program itself lies."""
    return paths.user_data() / "keys" / "local.p12"


def load_pkcs12(path: Path, passphrase: bytes, *, now: datetime | None = None) -> Pkcs12Key:
    """Reads a key from a PKCS#12 file and refuses what cannot sign today.

    Args:
        path: the file (.p12, .pfx).
        passphrase: the passphrase in UTF-8.
        now: moment at which the certificate must be valid; the clock when left out.

    Raises:
        SigningError: file missing, unreadable or damaged, wrong passphrase, no private key or no
            certificate in it, key of another kind than RSA or ECDSA, certificate not valid at `now`.
    """
    quiet()
    moment = now or datetime.now(UTC)
    data = _read_key_file(path)
    archive = _open_archive(data, passphrase, path)
    der = _certificate_of(archive, path)
    facts = CertificateFacts.from_der(der)
    check_validity(facts, moment)

    from pyhanko.sign.signers import SimpleSigner

    return Pkcs12Key(
        path=path,
        certificate=facts,
        certificate_der=der,
        chain_der=tuple(_der(extra.certificate) for extra in archive.additional_certs),
        signer=SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase or None),
    )


def create_local_key(
    name: str, organisation: str, passphrase: bytes, path: Path, now: datetime | None = None
) -> Pkcs12Key:
    """Makes a key (ECDSA P-256) with a self-signed certificate for five years and stores it encrypted.

    The file is written beside its place, read back with the passphrase, and only then takes its name,
    readable by its owner alone.

    Args:
        name: the holder's name as it will stand in signatures, at most 64 characters.
        organisation: the holder's office, may be empty.
        passphrase: at least `MIN_PASSPHRASE` characters, in UTF-8.
        path: where the PKCS#12 file goes; its folder is made when missing.
        now: first moment of validity; the clock when left out.

    Raises:
        SigningError: name missing or too long, passphrase too short, a key lies there already, or the
            file cannot be written or read back.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    _check_names(name, organisation)
    _check_passphrase(passphrase)
    if path.exists():
        raise SigningError("key_exists", path=str(path))
    data = _new_archive(name.strip(), organisation.strip(), passphrase, moment)
    try:
        _write_checked(data, passphrase, path, moment)
    except OSError as error:
        raise SigningError("key_not_written", path=str(path), detail=_os_detail(error)) from error
    return load_pkcs12(path, passphrase, now=moment)


def _read_key_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_PKCS12 + 1)
    except FileNotFoundError as error:
        raise SigningError("key_file_missing", path=str(path)) from error
    except OSError as error:
        raise SigningError("key_file_unreadable", path=str(path), detail=_os_detail(error)) from error
    if len(data) > _MAX_PKCS12:
        raise SigningError("key_file_damaged", path=str(path))
    return data


def _open_archive(data: bytes, passphrase: bytes, path: Path) -> "PKCS12KeyAndCertificates":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if not _is_archive(data):
        raise SigningError("key_file_damaged", path=str(path))
    try:
        return pkcs12.load_pkcs12(data, passphrase or None)
    except UnsupportedAlgorithm as error:
        raise SigningError("key_kind_unsupported", path=str(path)) from error
    except (ValueError, TypeError) as error:
        # The outer form was read above, so what fails here is the check of the passphrase.
        raise SigningError("wrong_passphrase", path=str(path)) from error


def _is_archive(data: bytes) -> bool:
    """Whether the outer form is that of a PKCS#12 file, which tells damage from a wrong passphrase."""
    # asn1crypto builds its table of content types once, at first use: tsp must have added its own by then.
    from asn1crypto import tsp  # noqa: F401
    from asn1crypto.pkcs12 import Pfx

    try:
        pfx = Pfx.load(data, strict=True)
        return pfx["version"].native == "v3" and len(pfx.authenticated_safe) > 0
    except (ValueError, TypeError, KeyError):
        return False


def _certificate_of(archive: "PKCS12KeyAndCertificates", path: Path) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = archive.key
    if key is None:
        raise SigningError("private_key_missing", path=str(path))
    if archive.cert is None:
        raise SigningError("certificate_missing", path=str(path))
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < MIN_RSA_BITS:
            raise SigningError("key_too_short", path=str(path), bits=key.key_size, least=MIN_RSA_BITS)
    elif not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SigningError("key_kind_unsupported", path=str(path))
    return _der(archive.cert.certificate)


def _check_names(name: str, organisation: str) -> None:
    if not name.strip():
        raise SigningError("key_name_missing")
    for text in (name, organisation):
        if len(text.strip()) > _MAX_X509_NAME:
            raise SigningError("key_name_too_long", name=text.strip(), limit=_MAX_X509_NAME)


def _check_passphrase(passphrase: bytes) -> None:
    try:
        length = len(passphrase.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SigningError("passphrase_not_text") from error
    if length < MIN_PASSPHRASE:
        raise SigningError("passphrase_too_short", least=MIN_PASSPHRASE)


def _new_archive(name: str, organisation: str, passphrase: bytes, moment: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
    from cryptography.x509.oid import NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        attributes.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    subject = x509.Name(attributes)
    public = private.public_key()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # the bit once called non-repudiation
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment)
        .not_valid_after(_years_later(moment, LOCAL_KEY_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256())
    )
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase)
    )
    return pkcs12.serialize_key_and_certificates(name.encode("utf-8"), private, certificate, None, encryption)


def _write_checked(data: bytes, passphrase: bytes, path: Path, moment: datetime) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        load_pkcs12(beside, passphrase, now=moment)
        beside.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def _years_later(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28)


def _der(certificate: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(certificate.public_bytes(Encoding.DER))


def _os_detail(error: OSError) -> str:
    return error.strerror or type(error).__name__
