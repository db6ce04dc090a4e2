"""Whether a list at hand names a certificate as revoked, told without the rest of its chain."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any


def is_listed(
    certificate: bytes, lists: Iterable[bytes], authorities: Sequence[bytes], moment: datetime
) -> bool:
    """Whether one of the lists, signed by the certificate's issuer, revokes it by that moment.

    A validation of the whole chain gives up where another authority's list is wanting, and would pass over
    what this list says.

    Args:
        certificate: in DER.
        lists: revocation lists in DER.
        authorities: certificates in DER among which the issuer is sought; they need not be trusted, since an
            issuer can only be refused by what its own key signed.
        moment: time of the signature, with time zone.
    """
    from cryptography import x509

    for found in map(x509.load_der_x509_crl, lists):
        one = x509.load_der_x509_certificate(certificate)
        entry = found.get_revoked_certificate_by_serial_number(one.serial_number)
        if found.issuer != one.issuer or entry is None or entry.revocation_date_utc > moment:
            continue
        if any(_signed_both(authority, one, found) for authority in authorities):
            return True
    return False


def _signed_both(authority: bytes, certificate: Any, revoked: Any) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        issuer = x509.load_der_x509_certificate(authority)
        certificate.verify_directly_issued_by(issuer)
        return bool(revoked.is_signature_valid(issuer.public_key()))
    except (ValueError, TypeError, InvalidSignature):
        return False  # a certificate of another name or key, or one that nobody can read
