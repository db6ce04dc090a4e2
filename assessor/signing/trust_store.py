"""Whom this office trusts: certificate authorities, single certificates, and lists of revoked ones."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from assessor.errors import SigningError
from assessor.signing.certificates import is_authority

_CERTIFICATE_ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})
_LIST_ENDINGS = frozenset({".crl"})
_MAX_FILE = 16 << 20


@dataclass(frozen=True)
class TrustStore:
    """Trusted certificates, in DER, without order.

    An authority (basicConstraints CA) is a root: whoever it certified is known through it. Any other
    certificate is pinned: exactly its holder is known, by fingerprint.

    Attributes:
        certificates: trusted certificates in DER.
        revocation_lists: certificate revocation lists in DER, used to check revocation offline.
    """

    certificates: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> "TrustStore":
        """Reads every certificate (.pem, .crt, .cer, .der) and revocation list (.crl) of a folder.

        A folder that is not there is an empty store.

        Raises:
            SigningError: a file cannot be read or holds no certificate.
        """
        store = cls()
        try:
            files = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError as error:
            raise SigningError("trust_file_unreadable", path=str(folder)) from error
        for file in files:
            ending = file.suffix.lower()
            if ending in _CERTIFICATE_ENDINGS:
                store = store.with_certificate(file)
            elif ending in _LIST_ENDINGS:
                store = store.with_revocation_list(file)
        return store

    @classmethod
    def of(cls, files: Iterable[Path]) -> "TrustStore":
        """Reads files with certificates, and revocation lists by their ending (.crl).

        Raises:
            SigningError: a file cannot be read or holds neither.
        """
        store = cls()
        for file in files:
            is_list = file.suffix.lower() in _LIST_ENDINGS
            store = store.with_revocation_list(file) if is_list else store.with_certificate(file)
        return store

    def with_certificate(self, path: Path) -> "TrustStore":
        """The store with the certificates of one more file (PEM, several allowed, or DER).

        Raises:
            SigningError: the file cannot be read or holds no certificate.
        """
        return replace(self, certificates=self.certificates + _read_certificates(path))

    def with_revocation_list(self, path: Path) -> "TrustStore":
        """The store with one more revocation list (PEM or DER).

        Raises:
            SigningError: the file cannot be read or holds no revocation list.
        """
        return replace(self, revocation_lists=(*self.revocation_lists, _read_list(path)))

    @cached_property
    def roots(self) -> tuple[bytes, ...]:
        """The authorities among the certificates."""
        return tuple(der for der in self.certificates if is_authority(der))

    @cached_property
    def pinned(self) -> frozenset[str]:
        """SHA-256 fingerprints of the certificates that are trusted for themselves."""
        return frozenset(
            hashlib.sha256(der).hexdigest() for der in self.certificates if not is_authority(der)
        )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise SigningError("trust_file_unreadable", path=str(path)) from error
    if len(data) > _MAX_FILE:
        raise SigningError("trust_file_damaged", path=str(path))
    return data


def _read_certificates(path: Path) -> tuple[bytes, ...]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    data = _read(path)
    try:
        found = (
            x509.load_pem_x509_certificates(data)
            if b"-----BEGIN" in data
            else [x509.load_der_x509_certificate(data)]
        )
    except ValueError as error:
        raise SigningError("trust_file_damaged", path=str(path)) from error
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in found)


def _read_list(path: Path) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    data = _read(path)
    try:
        found = x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
    except ValueError as error:
        raise SigningError("trust_file_damaged", path=str(path)) from error
    return found.public_bytes(Encoding.DER)
