"""Signing the checklist: the designer certifies it, the official countersigns it."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assessor.errors import SigningError
from assessor.signing.keys import SigningKey
from assessor.signing.names import DESIGNER_FIELD, OFFICIAL_FIELD, REPORT_FIELD
from assessor.signing.reading import MAX_FILE, open_reader, quiet
from assessor.signing.tokens import is_token_failure
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

if TYPE_CHECKING:
    from assessor.signing.verification import Verification

# (page, x1, y1, x2, y2): page counted from 0 (negative: from the end), PDF points from the lower left.
Box = tuple[int, float, float, float, float]


def certify(
    pdf: bytes,
    key: SigningKey,
    *,
    stamp_pdf: bytes | None,
    stamp_box: Box,
    countersign_box: Box,
    reason: str,
    signing_time: datetime | None = None,
    timestamp_url: str | None = None,
) -> bytes:
    """The PDF with an empty field for the official and the designer's certification signature.

    After it only the official's signature may be added (DocMDP P=2). PAdES B-B, or B-T with a time-stamp
    server. What was written is verified before it is returned.

    Args:
        pdf: an unsigned PDF/A-3b file.
        key: the designer's key.
        stamp_pdf: one-page PDF drawn into the designer's field, fonts embedded; None leaves it empty.
        stamp_box: place of the designer's stamp.
        countersign_box: place reserved for the official's stamp.
        reason: stands in the signature as its reason.
        signing_time: the claimed time, with time zone; the clock when left out.
        timestamp_url: RFC 3161 server; None signs without.

    Raises:
        SigningError: the PDF cannot be read, is encrypted, too large or already signed, the server
            cannot be reached or refuses (signing again without it works), or the result does not verify.
    """
    quiet()
    from pyhanko.sign.fields import (
        FieldMDPAction,
        FieldMDPSpec,
        MDPPerm,
        append_signature_field,
    )
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    _check_unsigned(pdf)
    plan = _Plan(key, stamp_pdf, reason, signing_time, timestamp_url)

    def build(signer_module: Any) -> bytes:
        writer = signer_module.open_writer(pdf)
        append_signature_field(
            writer,
            _field(
                OFFICIAL_FIELD,
                countersign_box,
                field_mdp_spec=FieldMDPSpec(FieldMDPAction.ALL),
                doc_mdp_update_value=MDPPerm.NO_CHANGES,
            ),
        )
        meta = PdfSignatureMetadata(
            **plan.metadata(DESIGNER_FIELD), certify=True, docmdp_permissions=MDPPerm.FILL_FORMS
        )
        return plan.sign(signer_module, writer, meta, _field(DESIGNER_FIELD, stamp_box))

    signed = run_signer(build, timestamp_url)
    _check_result(signed, plan, signatures=1)
    return signed


def certify_report(
    pdf: bytes,
    key: SigningKey,
    *,
    stamp_pdf: bytes | None,
    stamp_box: Box,
    reason: str,
    signing_time: datetime | None = None,
    timestamp_url: str | None = None,
) -> bytes:
    """A review report with the examiner's certification signature, after which nothing may be added (P=1).

    What was written is verified before it is returned.

    Args:
        pdf: an unsigned PDF/A-3b file.
        key: the examiner's key.
        stamp_pdf: one-page PDF drawn into the field, fonts embedded; None leaves it empty.
        stamp_box: place of the stamp.
        reason: stands in the signature as its reason.
        signing_time: the claimed time, with time zone; the clock when left out.
        timestamp_url: RFC 3161 server; None signs without.

    Raises:
        SigningError: as `certify`.
    """
    quiet()
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    _check_unsigned(pdf)
    plan = _Plan(key, stamp_pdf, reason, signing_time, timestamp_url)

    def build(signer_module: Any) -> bytes:
        meta = PdfSignatureMetadata(
            **plan.metadata(REPORT_FIELD), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
        )
        return plan.sign(signer_module, signer_module.open_writer(pdf), meta, _field(REPORT_FIELD, stamp_box))

    signed = run_signer(build, timestamp_url)
    _check_result(signed, plan, signatures=1)
    return signed


def countersign(
    pdf: bytes,
    key: SigningKey,
    *,
    stamp_pdf: bytes | None,
    reason: str,
    signing_time: datetime | None = None,
    timestamp_url: str | None = None,
) -> bytes:
    """The certified PDF with the official's approval signature in the field reserved for it.

    It locks everything (P=1): afterwards nothing may be added. What was written is verified before it is
    returned.

    Args:
        pdf: a file made by `certify`, unchanged.
        key: the official's key.
        stamp_pdf: one-page PDF drawn into the official's field, fonts embedded; None leaves it empty.
        reason: stands in the signature as its reason.
        signing_time: the claimed time, with time zone; the clock when left out.
        timestamp_url: RFC 3161 server; None signs without.

    Raises:
        SigningError: the designer's signature does not hold, the field is taken or missing, the server
            cannot be reached or refuses, or the result does not verify.
    """
    quiet()
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    plan = _Plan(key, stamp_pdf, reason, signing_time, timestamp_url)
    before = verify(pdf, trust=TrustStore(), now=plan.moment)
    if before.integrity != "intact":
        raise SigningError("countersign_not_intact", findings=findings_of(before))
    if before.official is not None:
        raise SigningError("already_countersigned", holder=before.official.holder)
    if not any(reason.code == "countersignature_empty" for reason in before.reasons):
        raise SigningError("countersign_field_missing")

    def build(signer_module: Any) -> bytes:
        writer = signer_module.open_writer(pdf)
        meta = PdfSignatureMetadata(**plan.metadata(OFFICIAL_FIELD), docmdp_permissions=MDPPerm.NO_CHANGES)
        return plan.sign(signer_module, writer, meta, None)

    signed = run_signer(build, timestamp_url)
    _check_result(signed, plan, signatures=2)
    return signed


@dataclass(frozen=True, slots=True)
class _Plan:
    """What both signatures have in common."""

    key: SigningKey
    stamp_pdf: bytes | None
    reason: str
    signing_time: datetime | None
    timestamp_url: str | None

    @property
    def moment(self) -> datetime:
        return self.signing_time or datetime.now(UTC)

    def metadata(self, field: str) -> dict[str, Any]:
        from pyhanko.sign.fields import SigSeedSubFilter

        return {
            "field_name": field,
            "md_algorithm": "sha256",
            "subfilter": SigSeedSubFilter.PADES,
            "reason": self.reason,
            "name": self.key.certificate.holder,
        }

    def sign(self, signer_module: Any, writer: Any, meta: Any, new_field: Any) -> bytes:
        timestamper = None
        if self.timestamp_url is not None:
            from assessor.signing.timestamping import HttpTimeStamper

            timestamper = HttpTimeStamper(self.timestamp_url)
        signer = signer_module.HouseSigner(
            meta,
            signer=signer_module.bind(self.key.signer),
            timestamper=timestamper,
            stamp_style=signer_module.stamp_style(self.stamp_pdf),
            new_field_spec=new_field,
        )
        signer.moment = self.signing_time
        output = io.BytesIO()
        signer.sign_pdf(writer, existing_fields_only=new_field is None, output=output)
        return output.getvalue()


def _field(name: str, box: Box, **lock: Any) -> Any:
    """A visible field; pyHanko's type asks for whole points, its code takes parts of points too."""
    from pyhanko.sign.fields import SigFieldSpec

    page, *corners = box
    return SigFieldSpec(name, on_page=page, box=tuple(corners), **lock)  # type: ignore[arg-type]


def run_signer(build: Any, timestamp_url: str | None) -> bytes:
    """Calls pyHanko; what it raises becomes an error of ours.

    Raises:
        SigningError: whatever went wrong.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError as PyHankoSigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    from assessor.signing import pdf_signer

    try:
        result = build(pdf_signer)
    except SigningError:
        raise
    except TimestampRequestError as error:
        raise SigningError("timestamp_refused", url=timestamp_url or "") from error
    except (PdfError, PyHankoSigningError) as error:
        raise SigningError("signing_failed", detail=str(error)) from error
    except Exception as error:
        if is_token_failure(error):
            raise SigningError("token_lost", detail=type(error).__name__) from error
        raise
    return bytes(result)


def _check_unsigned(pdf: bytes) -> None:
    if len(pdf) > MAX_FILE:
        raise SigningError("pdf_too_large", limit_mib=MAX_FILE >> 20)
    try:
        reader = open_reader(pdf)
        encrypted = bool(reader.encrypted)
        signed = not encrypted and bool(reader.embedded_signatures)
    except Exception as error:  # pyHanko raises many kinds on a broken file
        raise SigningError("pdf_unreadable", detail=type(error).__name__) from error
    if encrypted:
        raise SigningError("pdf_encrypted")
    if signed:
        raise SigningError("already_signed")


def _check_result(signed: bytes, plan: _Plan, *, signatures: int) -> None:
    after = verify(signed, trust=TrustStore(), now=plan.moment)
    own = after.signatures[-1].fingerprint if after.signatures else ""
    if (
        after.integrity != "intact"
        or len(after.signatures) != signatures
        or own != plan.key.certificate.fingerprint
    ):
        raise SigningError("signing_not_verified", findings=findings_of(after))


def findings_of(verification: "Verification") -> str:
    """Codes of what keeps a file from being intact, for messages."""
    return ", ".join(reason.code for reason in verification.reasons if reason.effect != "note")
