"""Who signed, how that is known, whether revocation was checked, and whether the time is proven."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessor.signing.certificates import CertificateFacts, is_for_documents
from assessor.signing.revocation import is_listed
from assessor.signing.trust_store import TrustStore
from assessor.signing.verification import Known, Reason, Revocation, TimeKind

_CLOCKS_APART = timedelta(hours=1)
_ENOUGH_USAGE = frozenset({"non_repudiation", "digital_signature"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What pyHanko found about one signature, and what it means for whom we trust.

    Attributes:
        is_content_intact: the digest over the covered bytes is the signed one.
        is_signature_valid: the signature over the signed attributes fits the certificate's key.
        is_within_permission: later changes are of a kind that the signature allows.
        is_token_sound: that token fits this signature and its own signature holds.
        facts: the certificate's facts.
        known: how the holder is known.
        revocation: whether revocation was checked.
        time: whether the time is proven.
        signing_time: the proven or claimed time.
        reasons: notes.
    """

    is_content_intact: bool
    is_signature_valid: bool
    is_within_permission: bool
    is_token_sound: bool
    facts: CertificateFacts
    known: Known
    revocation: Revocation
    time: TimeKind
    signing_time: datetime | None
    reasons: tuple[Reason, ...]


def identify(embedded: Any, certificate_der: bytes, trust: TrustStore, now: datetime) -> Identity:
    """Validates one embedded signature against the trusted certificates.

    The chain is judged at `now`, or at the proven time of a trusted time stamp; a claimed time proves
    nothing. Nothing is fetched from the network.

    Args:
        embedded: pyHanko's `EmbeddedPdfSignature`.
        certificate_der: the signer's certificate.
        trust: whom we trust.
        now: moment of the question, with time zone.
    """
    field = str(embedded.field_name)
    facts = CertificateFacts.from_der(certificate_der)
    reasons: list[Reason] = []

    status = _validate(embedded, trust, now)
    stamp = status.timestamp_validity
    time: TimeKind = "claimed"
    signing_time = _aware(embedded.self_reported_timestamp)
    if stamp is not None and stamp.intact and stamp.valid:
        if stamp.timestamp > now + _CLOCKS_APART:
            # Nobody can vouch for a moment that has not come: the server's clock, or ours, is wrong.
            reasons.append(Reason("timestamp_in_future", {"field": field}))
        elif stamp.trusted or hashlib.sha256(stamp.signing_cert.dump()).hexdigest() in trust.pinned:
            time, signing_time = "proven", _aware(stamp.timestamp)
        else:
            reasons.append(Reason("timestamp_untrusted", {"field": field}))
    moment = signing_time if time == "proven" and signing_time is not None else now
    if moment != now:
        status = _validate(embedded, trust, moment, skip_diff=True, earlier=status)

    known, revocation = _known(embedded, facts, trust, moment, status)
    named = {"field": field, "holder": facts.holder}
    if known == "trusted_root" and not is_for_documents(certificate_der):
        known = "unknown"
        reasons.append(Reason("certificate_purpose", named))
    if revocation == "revoked":
        reasons.append(Reason("certificate_revoked", named))
    if not facts.not_before <= moment <= facts.not_after:
        until = facts.not_after.date().isoformat()
        reasons.append(Reason("certificate_expired", {**named, "until": until}))
    if signing_time is not None and not facts.not_before <= signing_time <= facts.not_after:
        reasons.append(Reason("certificate_not_valid_when_signed", named))
    return Identity(
        is_content_intact=bool(status.intact),
        is_signature_valid=bool(status.valid),
        is_within_permission=bool(status.docmdp_ok) and _is_form_filling(status),
        is_token_sound=stamp is not None and bool(stamp.intact and stamp.valid),
        facts=facts,
        known=known,
        revocation=revocation,
        time=time,
        signing_time=signing_time,
        reasons=tuple(reasons),
    )


def _is_form_filling(status: Any) -> bool:
    """Whether later changes fill fields at most, whatever the signature itself allows."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    return level is None or level.value <= ModificationLevel.FORM_FILLING.value


def judge_stamp(embedded: Any, trust: TrustStore, now: datetime) -> tuple[bool, bool]:
    """Whether a document time stamp holds, and whether its server is trusted.

    Args:
        embedded: pyHanko's `EmbeddedPdfSignature` of a document time stamp.
        trust: whom we trust.
        now: moment of the question, with time zone.
    """
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import async_validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[Certificate.load(der) for der in trust.roots],
        moment=now,
        allow_fetching=False,
        crls=list(trust.revocation_lists),
    )
    status = asyncio.run(async_validate_pdf_timestamp(embedded, context, skip_diff=True))
    pinned = hashlib.sha256(status.signing_cert.dump()).hexdigest() in trust.pinned
    return bool(status.intact and status.valid), bool(status.trusted or pinned)


def _known(
    embedded: Any, facts: CertificateFacts, trust: TrustStore, moment: datetime, status: Any
) -> tuple[Known, Revocation]:
    revocation: Revocation = "not_checked"
    carried = [one.dump() for one in embedded.other_embedded_certs]
    signer = embedded.signer_cert.dump()
    if is_listed(signer, trust.revocation_lists, (*carried, *trust.certificates), moment):
        return "unknown", "revoked"
    if trust.revocation_lists and trust.roots:
        strict = _validate(embedded, trust, moment, skip_diff=True, earlier=status, must_check=True)
        if strict.revoked:
            return "unknown", "revoked"
        if strict.trusted:
            revocation = "checked"
    if facts.fingerprint in trust.pinned:
        return "pinned", revocation
    if status.trusted:
        return "trusted_root", revocation
    return ("self_made_unknown" if facts.is_self_signed else "unknown"), revocation


def _validate(
    embedded: Any,
    trust: TrustStore,
    moment: datetime,
    *,
    skip_diff: bool = False,
    earlier: Any = None,
    must_check: bool = False,
) -> Any:
    from dataclasses import replace

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    def context() -> Any:
        return ValidationContext(
            trust_roots=[Certificate.load(der) for der in trust.roots],
            moment=moment,
            allow_fetching=False,
            crls=list(trust.revocation_lists),
            revocation_mode="require" if must_check else "soft-fail",
        )

    status = asyncio.run(
        async_validate_pdf_signature(
            embedded,
            signer_validation_context=context(),
            ts_validation_context=context(),
            key_usage_settings=KeyUsageConstraints(key_usage=set(_ENOUGH_USAGE), match_all_key_usages=False),
            skip_diff=skip_diff,
        )
    )
    # A second look at the chain keeps what the first found out about later changes.
    return replace(status, docmdp_ok=earlier.docmdp_ok) if earlier is not None else status


def _aware(moment: datetime | None) -> datetime | None:
    """A PDF date without a zone says nothing exact; it is read as local time."""
    if moment is None:
        return None
    return moment if moment.tzinfo is not None else moment.astimezone()
