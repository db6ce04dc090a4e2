"""Archive time stamps (PAdES B-LTA): revocation lists and a document time stamp over everything before it.

What is needed to judge the signatures later (certificates, revocation lists at hand) goes into the document's
security store, and a time stamp over the whole file proves that it was there by then. Nothing is fetched:
with no revocation list of the signer's authority at hand, the whole file is time-stamped but no full B-LTA.
"""

import io
from datetime import datetime
from typing import Any

from assessor.errors import SigningError
from assessor.signing.names import ARCHIVE_FIELD
from assessor.signing.reading import open_reader, quiet
from assessor.signing.sign import findings_of, run_signer
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

_MAX_STAMPS = 99


def add_archive_stamp(pdf: bytes, *, trust: TrustStore, timestamp_url: str, now: datetime) -> bytes:
    """A signed file with its validation data and a document time stamp, verified before it is returned.

    Args:
        pdf: a file made by `certify`, `countersign` or `certify_report`, unchanged.
        trust: whose certificates and revocation lists are put in.
        timestamp_url: RFC 3161 server.
        now: moment at which the file must verify, with time zone.

    Raises:
        SigningError: the file is not intact, the server cannot be reached or refuses, or the result does not
            verify.
    """
    quiet()
    before = verify(pdf, trust=trust, now=now)
    if before.integrity != "intact":
        raise SigningError("archive_not_intact", findings=findings_of(before))

    def build(signer_module: Any) -> bytes:
        from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
        from pyhanko.sign.validation.dss import DocumentSecurityStore

        from assessor.signing.timestamping import HttpTimeStamper

        writer = signer_module.open_archive_writer(pdf)
        DocumentSecurityStore.supply_dss_in_writer(
            writer, None, certs=_certificates(pdf, trust), crls=_lists(trust)
        )
        output = io.BytesIO()
        stamper = PdfTimeStamper(HttpTimeStamper(timestamp_url), field_name=_free_name(pdf))
        stamper.timestamp_pdf(writer, "sha256", output=output)
        return output.getvalue()

    stamped = run_signer(build, timestamp_url)
    after = verify(stamped, trust=trust, now=now)
    if after.integrity != "intact" or after.archive_stamps != before.archive_stamps + 1:
        raise SigningError("signing_not_verified", findings=findings_of(after))
    return stamped


def _certificates(pdf: bytes, trust: TrustStore) -> list[Any]:
    """All certificates that the signatures carry, and the authorities that are trusted."""
    from asn1crypto.x509 import Certificate

    found: dict[bytes, Any] = {}
    for one in open_reader(pdf).embedded_regular_signatures:
        for certificate in (one.signer_cert, *one.other_embedded_certs):
            found[certificate.dump()] = certificate
    for der in trust.roots:
        found.setdefault(der, Certificate.load(der))
    return list(found.values())


def _lists(trust: TrustStore) -> list[Any]:
    from asn1crypto.crl import CertificateList

    return [CertificateList.load(der) for der in trust.revocation_lists]


def _free_name(pdf: bytes) -> str:
    from pyhanko.sign.fields import enumerate_sig_fields

    taken = {str(name) for name, _, _ in enumerate_sig_fields(open_reader(pdf))}
    for number in range(1, _MAX_STAMPS + 1):
        if f"{ARCHIVE_FIELD}{number}" not in taken:
            return f"{ARCHIVE_FIELD}{number}"
    raise SigningError("archive_not_intact", findings=ARCHIVE_FIELD)
