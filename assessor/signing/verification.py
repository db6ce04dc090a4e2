"""What verifying a PDF finds out: plain facts and reason codes, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Integrity = Literal["intact", "changed", "unverifiable"]
Effect = Literal["changed", "unverifiable", "note"]
Role = Literal["designer", "official", "examiner", "other"]
Known = Literal["trusted_root", "pinned", "self_made_unknown", "unknown"]
Revocation = Literal["not_checked", "checked", "revoked"]
TimeKind = Literal["claimed", "proven"]

# Every reason code and what it does to the verdict. The sentence of each stands in
# resources/i18n/messages/signing.json under "verify.<code>".
EFFECTS: Mapping[str, Effect] = {
    # The file or its signatures cannot be judged.
    "not_a_pdf": "unverifiable",
    "file_too_large": "unverifiable",
    "encrypted": "unverifiable",
    "damaged": "unverifiable",
    "no_signature": "unverifiable",
    "not_certified": "unverifiable",
    "signature_unreadable": "unverifiable",
    "signature_kind_unsupported": "unverifiable",
    "algorithm_weak": "unverifiable",
    "signer_not_bound": "unverifiable",
    "permission_too_wide": "unverifiable",
    "attachment_name_unsafe": "unverifiable",
    "attachment_twice": "unverifiable",
    "attachment_unreadable": "unverifiable",
    "unexpected": "unverifiable",
    # Something is not as it was signed.
    "content_changed": "changed",
    "signed_bytes_changed": "changed",
    "file_cut": "changed",
    "signature_damaged": "changed",
    "bytes_before_head": "changed",
    "signature_not_shown": "changed",
    "signature_invalid": "changed",
    "byte_range_odd": "changed",
    "container_altered": "changed",
    "end_marker_odd": "changed",
    "bytes_after_end": "changed",
    "unsigned_revision": "changed",
    "structure_odd": "changed",
    "info_changed": "changed",
    "xmp_changed": "changed",
    "fields_changed": "changed",
    "values_changed": "changed",
    "annotations_changed": "changed",
    "beyond_permission": "changed",
    "timestamp_damaged": "changed",
    "countersignature_removed": "changed",
    "countersignature_missing": "changed",
    "archive_stamp_damaged": "changed",
    "archive_stamp_too_much": "changed",
    # Where that is.
    "where_page": "changed",
    "where_pages": "changed",
    "where_note": "changed",
    "where_file": "changed",
    "where_action": "changed",
    "where_catalogue": "changed",
    "where_structure": "changed",
    "where_font": "changed",
    "where_picture": "changed",
    "where_metadata": "changed",
    "where_embedded": "changed",
    "where_stream": "changed",
    # Worth knowing; the verdict stays.
    "countersignature_empty": "note",
    "countersignature_no_field": "note",
    "countersignature_no_lock": "note",
    "attachment_missing": "note",
    "plain_signature": "note",
    "signer_named_loosely": "note",
    "metadata_refreshed": "note",
    "revision_validation_data": "note",
    "revision_resaved": "note",
    "certificate_expired": "note",
    "certificate_not_valid_when_signed": "note",
    "certificate_revoked": "note",
    "certificate_purpose": "note",
    "timestamp_untrusted": "note",
    "timestamp_in_future": "note",
    "archive_stamp_untrusted": "note",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding.

    Attributes:
        code: stable name, a key of `EFFECTS`.
        params: values for the sentence; `field` names the signature field where there is one.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def effect(self) -> Effect:
        """What the finding does to the verdict."""
        return EFFECTS[self.code]


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature, its four facts apart.

    Attributes:
        field: name of the signature field.
        role: the designer's certification, the official's approval, the examiner's certification of a review
            report, or another.
        is_unchanged: fact 1, nothing that it covers or forbids was changed since.
        holder: fact 2, name in the certificate (text from the file: show it as plain text).
        organisation: organisation in the certificate, may be empty.
        issuer: issuer of the certificate.
        serial: its serial number, hexadecimal.
        fingerprint: its SHA-256, hexadecimal.
        not_before: first moment of its validity.
        not_after: last moment of its validity.
        known: how the holder is known. `self_made_unknown` and `unknown` mean: anybody may have made it.
        revocation: fact 3; `not_checked` means that a revoked certificate would look the same.
        time: fact 4, whether `signing_time` is proven by a trusted time stamp or only claimed.
        signing_time: when it was signed, None when nothing is said.
        purpose: the reason written into the signature, may be empty.
    """

    field: str
    role: Role
    is_unchanged: bool
    holder: str
    organisation: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    known: Known
    revocation: Revocation
    time: TimeKind
    signing_time: datetime | None
    purpose: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to "is this file what was signed, and by whom?".

    Attributes:
        integrity: `intact` only when every rule held.
        reasons: findings, also the notes of an intact file.
        signatures: in the order in which they were made.
        attachment: `assessment.json` as it stood in the designer's signed revision, of a review report
            `review.json` in the examiner's; None when there is none or that signature itself does not hold.
            With `changed` it is what was signed, not what the pages may show now.
        file_fingerprint: SHA-256 over the whole file, hexadecimal.
        archive_stamps: number of sound document time stamps over the signatures (PAdES B-LTA).
    """

    integrity: Integrity
    reasons: tuple[Reason, ...]
    signatures: tuple[SignatureFacts, ...]
    attachment: bytes | None
    file_fingerprint: str
    archive_stamps: int = 0

    @property
    def designer(self) -> SignatureFacts | None:
        """The designer's certification, if there is one."""
        return next((one for one in self.signatures if one.role == "designer"), None)

    @property
    def examiner(self) -> SignatureFacts | None:
        """The examiner's certification of a review report, if it is one."""
        return next((one for one in self.signatures if one.role == "examiner"), None)

    @property
    def official(self) -> SignatureFacts | None:
        """The official's countersignature, if there is one."""
        return next((one for one in self.signatures if one.role == "official"), None)


def judge(reasons: tuple[Reason, ...]) -> Integrity:
    """The verdict that follows from the findings."""
    effects = {reason.effect for reason in reasons}
    if "changed" in effects:
        return "changed"
    return "unverifiable" if "unverifiable" in effects else "intact"
