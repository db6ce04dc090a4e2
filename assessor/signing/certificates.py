"""What a certificate says about its holder."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from assessor.errors import SigningError
from assessor.signing.plain import plain

# Any purpose, documents (RFC 9336), mail, persons at a server, and what two makers defined for documents.
_DOCUMENT_PURPOSES = frozenset(
    {
        "2.5.29.37.0",
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.5.5.7.3.2",
        "1.2.840.113583.1.1.5",
        "1.3.6.1.4.1.311.10.3.12",
    }
)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The facts of one certificate that are shown to people.

    Attributes:
        holder: name a person would use (common name, else organisation, else the whole subject).
        organisation: organisation of the holder, empty when none is named.
        subject: whole name of the holder (RFC 4514).
        issuer: whole name of the issuer (RFC 4514).
        serial: serial number in hexadecimal.
        not_before: first moment of validity (UTC).
        not_after: last moment of validity (UTC).
        fingerprint: SHA-256 over the DER form, hexadecimal.
        is_self_signed: subject and issuer are the same and its own key verifies it.
    """

    holder: str
    organisation: str
    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    fingerprint: str
    is_self_signed: bool

    @classmethod
    def from_der(cls, der: bytes) -> "CertificateFacts":
        """Reads the facts of a DER certificate.

        Raises:
            ValueError: the bytes are no certificate.
        """
        from cryptography import x509
        from cryptography.x509.oid import NameOID

        certificate = x509.load_der_x509_certificate(der)
        subject = certificate.subject

        def first(oid: x509.ObjectIdentifier) -> str:
            found = subject.get_attributes_for_oid(oid)
            return plain(str(found[0].value)) if found else ""

        organisation = first(NameOID.ORGANIZATION_NAME)
        full = plain(subject.rfc4514_string())
        return cls(
            holder=first(NameOID.COMMON_NAME) or organisation or full,
            organisation=organisation,
            subject=full,
            issuer=plain(certificate.issuer.rfc4514_string()),
            serial=f"{certificate.serial_number:x}",
            not_before=certificate.not_valid_before_utc,
            not_after=certificate.not_valid_after_utc,
            fingerprint=hashlib.sha256(der).hexdigest(),
            is_self_signed=is_issued_by(der, der),
        )


def check_validity(facts: CertificateFacts, moment: datetime) -> None:
    """Refuses a certificate that is not valid at a moment.

    Raises:
        SigningError: not yet, or no longer.
    """
    if moment < facts.not_before:
        raise SigningError("certificate_not_yet_valid", holder=facts.holder, since=_day(facts.not_before))
    if moment > facts.not_after:
        raise SigningError("certificate_expired", holder=facts.holder, until=_day(facts.not_after))


def is_issued_by(der: bytes, issuer_der: bytes) -> bool:
    """Whether the issuer's name and key fit the first certificate (its signature is checked)."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        issuer = x509.load_der_x509_certificate(issuer_der)
        x509.load_der_x509_certificate(der).verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_self_named(der: bytes) -> bool:
    """Whether subject and issuer are one name, as in a root."""
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(der)
    return certificate.subject == certificate.issuer


def is_authority(der: bytes) -> bool:
    """Whether the certificate says that it may issue others (basicConstraints CA)."""
    from cryptography import x509

    try:
        extension = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(
            x509.BasicConstraints
        )
    except (x509.ExtensionNotFound, ValueError):
        return False
    return extension.value.ca


def is_for_documents(der: bytes) -> bool:
    """Whether a certificate's purposes allow signing documents; one that names none allows every purpose."""
    from cryptography import x509

    try:
        extension = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(
            x509.ExtendedKeyUsage
        )
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return any(one.dotted_string in _DOCUMENT_PURPOSES for one in extension.value)


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")
