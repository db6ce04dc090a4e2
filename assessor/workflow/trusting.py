"""Whom this user trusts: certificates kept in a folder of theirs, one file each."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from assessor import paths
from assessor.errors import DocumentError, SigningError
from assessor.signing.certificates import CertificateFacts, is_authority
from assessor.signing.reading import open_reader
from assessor.signing.trust_store import TrustStore
from assessor.workflow.files import write_output

_ENDING = ".der"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Trusted:
    """A certificate in the folder.

    Attributes:
        path: its file.
        facts: whose it is; text from a file, to be shown as it is.
        is_authority: whoever it certified is known too; else only its own holder is.
    """

    path: Path
    facts: CertificateFacts
    is_authority: bool


def trust_folder() -> Path:
    """The folder; it need not exist."""
    return paths.user_data() / "trust"


def trusted_files() -> tuple[Path, ...]:
    """The files in it, as `verify_pdf` takes them."""
    folder = trust_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(one for one in folder.iterdir() if one.suffix == _ENDING))


def trusted() -> tuple[Trusted, ...]:
    """All trusted certificates, by name.

    Raises:
        SigningError: a file of the folder is no certificate.
    """
    found = [
        Trusted(path, CertificateFacts.from_der(der), is_authority(der))
        for path in trusted_files()
        for der in TrustStore().with_certificate(path).certificates
    ]
    return tuple(sorted(found, key=lambda one: (one.facts.holder, one.facts.fingerprint)))


def read_certificates(path: Path) -> tuple[tuple[CertificateFacts, bytes], ...]:
    """The certificates of a file, each with what it says, to be looked at before it is trusted.

    Raises:
        SigningError: the file cannot be read or holds no certificate.
    """
    found = TrustStore().with_certificate(path).certificates
    return tuple((CertificateFacts.from_der(der), der) for der in found)


def trust_file(path: Path) -> int:
    """Trusts all certificates of a file (PEM or DER) and says how many there are.

    Raises:
        SigningError: the file cannot be read or holds no certificate.
        DocumentError: the folder cannot be written.
    """
    found = TrustStore().with_certificate(path).certificates
    for der in found:
        trust_certificate(der)
    return len(found)


def trust_certificate(der: bytes) -> None:
    """Trusts one certificate given in DER.

    Raises:
        DocumentError: the folder cannot be written.
    """
    folder = trust_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError("output_not_written", path=str(folder), detail=error.strerror or "") from error
    write_output(folder / f"{hashlib.sha256(der).hexdigest()}{_ENDING}", der)


def distrust(fingerprint: str) -> None:
    """No longer trusts a certificate, given by its SHA-256 in hexadecimal.

    Raises:
        SigningError: its file cannot be removed.
    """
    if not _NAME.fullmatch(fingerprint):
        raise ValueError(fingerprint)
    path = trust_folder() / f"{fingerprint}{_ENDING}"
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SigningError("trust_file_unreadable", path=str(path)) from error


def signer_certificate(pdf: bytes, fingerprint: str) -> bytes | None:
    """The certificate (DER) of that fingerprint among the signers of a PDF that was verified before.

    The fingerprint must come from the verification: a name proves nothing.
    """
    for signature in open_reader(pdf).embedded_regular_signatures:
        der = bytes(signature.signer_cert.dump())
        if hashlib.sha256(der).hexdigest() == fingerprint:
            return der
    return None
