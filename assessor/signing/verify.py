"""Verifying a received PDF: pyHanko's checks plus rules of our own, and never a crash."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from assessor.signing.attachments import read_attachment
from assessor.signing.container import Container, holds_revisions, read_container
from assessor.signing.identity import Identity, identify, judge_stamp
from assessor.signing.names import ATTACHMENT, DESIGNER_FIELD, OFFICIAL_FIELD, REPORT_FIELD, REVIEW
from assessor.signing.plain import plain
from assessor.signing.reading import MAX_FILE, open_reader
from assessor.signing.revisions import check_revisions
from assessor.signing.salvage import salvage
from assessor.signing.trust_store import TrustStore
from assessor.signing.verification import Reason, Role, SignatureFacts, Verification, judge
from assessor.signing.where import changed_places, damaged_places

# Whose certification a file begins with, and the attachment that it stands for.
_MAKERS: Mapping[Role, str] = {"designer": ATTACHMENT, "examiner": REVIEW}

# What a change of the signed bytes, and one by a later revision, is found by.
_DIGEST_CODES = frozenset({"content_changed", "signed_bytes_changed"})
_REVISION_CODES = frozenset(
    {
        "unsigned_revision",
        "beyond_permission",
        "fields_changed",
        "annotations_changed",
        "archive_stamp_too_much",
    }
)


def verify(pdf: bytes, *, trust: TrustStore, now: datetime, expect_official: bool = False) -> Verification:
    """Says whether a PDF is unchanged since it was signed, by whom and when, and what it holds.

    Nothing is fetched from the network and nothing outside the bytes is read. A file from which the
    official's revision was cut away is a valid earlier state: alone it can only be reported as not
    countersigned, so a caller who knows better says so with `expect_official`.

    Args:
        pdf: the whole file, from anybody.
        trust: whom we trust.
        now: moment of the question, with time zone.
        expect_official: the file was countersigned before; a missing countersignature is a change.
    """
    fingerprint = hashlib.sha256(pdf).hexdigest()

    def refused(code: str, **params: Any) -> Verification:
        found = salvage(pdf) if len(pdf) <= MAX_FILE else ()
        places = damaged_places(pdf) if any(one.code in _DIGEST_CODES for one in found) else ()
        reasons = (*found, *places, Reason(code, params))
        return Verification(judge(reasons), reasons, (), None, fingerprint)

    if len(pdf) > MAX_FILE:
        return refused("file_too_large", limit_mib=MAX_FILE >> 20)
    if not pdf.startswith(b"%PDF-"):
        return refused("not_a_pdf")
    try:
        from pyhanko.pdf_utils.misc import PdfError

        try:
            reader = open_reader(pdf)
            if reader.trailer_view.get("/Encrypt") is not None or reader.encrypted:
                return refused("encrypted")
            return _Check(pdf, reader, trust, now, expect_official).run(fingerprint)
        except (PdfError, zlib.error) as error:
            return refused("damaged", detail=type(error).__name__)
    except Exception as error:  # noqa: BLE001 # a hostile file may raise anything: no crash and no pass
        return refused("unexpected", detail=type(error).__name__)


@dataclass(frozen=True, slots=True)
class _One:
    """One signature with all that was found out about it."""

    embedded: Any
    name: str
    role: Role
    container: Container
    identity: Identity
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A document time stamp with what was found out about it."""

    embedded: Any
    container: Container
    reasons: tuple[Reason, ...]


class _Check:
    """One run over one file."""

    def __init__(
        self, pdf: bytes, reader: Any, trust: TrustStore, now: datetime, expect_official: bool
    ) -> None:
        self._pdf = pdf
        self._reader = reader
        self._trust = trust
        self._now = now
        self._expect_official = expect_official

    def run(self, fingerprint: str) -> Verification:
        """Applies all rules and gathers the answer."""
        fields = self._fields()
        filled = [name for name, value in fields.items() if value]
        reasons: list[Reason] = []
        if not filled:
            reasons = [*salvage(self._pdf), Reason("no_signature"), *self._countersignature(fields)]
            return Verification(judge(tuple(reasons)), tuple(reasons), (), None, fingerprint)
        try:
            embedded = [one for one in self._reader.embedded_signatures if one.sig_object_type == "/Sig"]
            signatures = [self._signature(one) for one in embedded]
            stamps = [
                self._stamp(one)
                for one in self._reader.embedded_signatures
                if one.sig_object_type == "/DocTimeStamp"
            ]
        except Exception as error:  # noqa: BLE001 # a broken CMS structure raises many kinds
            unreadable = Reason("signature_unreadable", {"detail": type(error).__name__})
            found = salvage(self._pdf)
            found = (*found, *self._places(list(found), []), unreadable)
            return Verification(judge(found), found, (), None, fingerprint)
        readable = {str(one.field_name) for one in embedded} | {
            str(one.embedded.field_name) for one in stamps
        }
        reasons += [
            Reason("signature_kind_unsupported", {"field": plain(name)})
            for name in filled
            if name not in readable
        ]
        if any(name not in readable for name in filled):
            reasons += salvage(self._pdf)
        reasons += self._layout(signatures, stamps)
        reasons += self._countersignature(fields)
        for one in signatures:
            reasons += one.reasons
        for stamp in stamps:
            reasons += stamp.reasons
        reasons += self._places(reasons, signatures)

        attachment = None
        maker = next((one for one in signatures if one.role in _MAKERS), None) or (
            signatures[0] if signatures else None
        )
        if maker is not None:
            revision = self._reader.get_historical_resolver(maker.embedded.signed_revision)
            data, found = read_attachment(revision, _MAKERS.get(maker.role, ATTACHMENT))
            reasons += found
            attachment = data if not _broken(maker.reasons) else None
        result = tuple(reasons)
        facts = tuple(_facts(one, result) for one in signatures)
        return Verification(judge(result), result, facts, attachment, fingerprint, len(stamps))

    def _places(self, reasons: list[Reason], signatures: list[_One]) -> tuple[Reason, ...]:
        """Where the file was changed, as far as that can be said."""
        codes = {one.code for one in reasons}
        if codes & _DIGEST_CODES:
            return damaged_places(self._pdf, self._reader)
        if codes & _REVISION_CODES and signatures:
            return changed_places(self._reader, signatures[0].embedded.signed_revision)
        return ()

    def _stamp(self, embedded: Any) -> "_Stamp":
        """A document time stamp: its own signature and container; what its revision holds is judged apart."""
        from asn1crypto.cms import ContentInfo

        from assessor.signing import cms_form
        from assessor.signing.der import is_der

        name = plain(str(embedded.field_name))
        container = read_container(self._pdf, embedded.byte_range, embedded.pkcs7_content, name)
        reasons = list(container.reasons)
        info = ContentInfo.load(container.der or embedded.pkcs7_content)
        if container.der and not (is_der(container.der) and cms_form.is_canonical_token(info)):
            reasons.append(Reason("container_altered", {"field": name}))
        is_sound, is_trusted = judge_stamp(embedded, self._trust, self._now)
        if not is_sound:
            reasons.append(Reason("archive_stamp_damaged", {"field": name}))
        elif not is_trusted:
            reasons.append(Reason("archive_stamp_untrusted", {"field": name}))
        return _Stamp(embedded, container, tuple(reasons))

    def _fields(self) -> dict[str, Any]:
        """Every signature field with its value (None when empty)."""
        from pyhanko.sign.fields import enumerate_sig_fields

        found: dict[str, Any] = {}
        for name, value, _ in enumerate_sig_fields(self._reader):
            if str(name) in found:
                raise ValueError("two signature fields of one name")
            found[str(name)] = value
        return found

    def _signature(self, embedded: Any) -> _One:
        from asn1crypto.cms import ContentInfo

        from assessor.signing import cms_form
        from assessor.signing.der import is_der

        name = plain(str(embedded.field_name))
        reasons: list[Reason] = []
        container = read_container(self._pdf, embedded.byte_range, embedded.pkcs7_content, name)
        reasons += container.reasons
        info = ContentInfo.load(container.der or embedded.pkcs7_content)
        certificate = cms_form.signer_certificate(info)
        token = cms_form.time_stamp_token(info)
        if container.der and not (
            is_der(container.der)
            and cms_form.is_canonical(info)
            and not (container.is_normalised and cms_form.is_protected(info))
        ):
            reasons.append(Reason("container_altered", {"field": name}))
        if certificate is None:
            certificate = embedded.signer_cert
        if not cms_form.is_bound(info):
            der, trusted = certificate.untag().dump(), self._trust.certificates
            is_sure = cms_form.is_vouched_for(info, der, trusted)
            reasons.append(Reason("signer_named_loosely" if is_sure else "signer_not_bound", {"field": name}))
        weak = cms_form.weak_algorithm(info, certificate)
        if weak:
            reasons.append(Reason("algorithm_weak", {"field": name, "algorithm": weak}))

        identity = identify(embedded, certificate.untag().dump(), self._trust, self._now)
        if not identity.is_content_intact:
            reasons.append(Reason("content_changed", {"field": name}))
        if not identity.is_signature_valid:
            reasons.append(Reason("signature_invalid", {"field": name}))
        if not identity.is_within_permission:
            reasons.append(Reason("beyond_permission", {"field": name}))
        if token is not None and not (identity.is_token_sound and cms_form.is_canonical_token(token)):
            reasons.append(Reason("timestamp_damaged", {"field": name}))
        role = self._role(embedded)
        if role in _MAKERS and embedded.docmdp_level.value > 2:
            reasons.append(Reason("permission_too_wide", {"field": name}))
        if role == "official" and not _locks_all(embedded):
            reasons.append(Reason("countersignature_no_lock", {"field": name}))
        reasons += identity.reasons
        return _One(embedded, name, role, container, identity, tuple(reasons))

    def _role(self, embedded: Any) -> Role:
        name = str(embedded.field_name)
        if name == DESIGNER_FIELD and self._is_certification(embedded):
            return "designer"
        if name == REPORT_FIELD and self._is_certification(embedded):
            return "examiner"
        return "official" if name == OFFICIAL_FIELD and not self._is_certification(embedded) else "other"

    def _is_certification(self, embedded: Any) -> bool:
        """Whether the catalogue names this signature as the one that certifies, in its own revision too."""
        own = embedded.sig_field.raw_get("/V").reference
        signed = self._reader.get_historical_resolver(embedded.signed_revision)
        for root in (self._reader.root, signed.root):
            if "/Perms" not in root or "/DocMDP" not in root["/Perms"]:
                return False
            named = root["/Perms"].raw_get("/DocMDP").reference
            if (named.idnum, named.generation) != (own.idnum, own.generation):
                return False
        return embedded.docmdp_level is not None

    def _layout(self, signatures: list[_One], stamps: list["_Stamp"]) -> list[Reason]:
        """Rules on how signatures and revisions follow each other, up to the last byte of the file."""
        everything: list[_One | _Stamp] = [*signatures, *stamps]
        everything.sort(key=lambda one: one.embedded.signed_revision)
        if not signatures or everything[0] is not signatures[0]:
            return [Reason("not_certified")]
        is_plain = signatures[0].role not in _MAKERS
        revisions = [one.embedded.signed_revision for one in everything]
        fields = {one.embedded.signed_revision: one.embedded.sig_field.container_ref for one in stamps}
        reasons = [Reason("plain_signature", {"field": signatures[0].name})] if is_plain else []
        if any(one.role in _MAKERS for one in signatures[1:]):
            reasons.append(Reason("not_certified"))  # a certification is the first signature or none
        found = check_revisions(self._reader, revisions[0], revisions, fields, may_add_signatures=is_plain)
        return [*reasons, *found, *self._bytes_between(everything, found)]

    def _bytes_between(
        self, everything: Sequence["_One | _Stamp"], found: tuple[Reason, ...]
    ) -> Iterator[Reason]:
        """Rules on the bytes that one signature does not cover and the next one, or none, does."""
        points = [(one.container.end, one.embedded.signed_revision) for one in everything]
        for (earlier, one), (later, other) in pairwise(points):
            if earlier and later and not holds_revisions(self._pdf[earlier:later], other - one):
                yield Reason("structure_odd")
        end, revision = points[-1]
        behind = self._pdf[end:] if end else b""
        more = self._reader.total_revisions - 1 - revision
        # Validation data and a saving without change are no signed revisions and yet nobody's attack.
        is_late = not any(one.code == "unsigned_revision" for one in found)
        if behind and not (is_late and more and holds_revisions(behind, more)):
            yield Reason("bytes_after_end", {"count": len(behind)})

    def _countersignature(self, fields: dict[str, Any]) -> list[Reason]:
        """What the official's field says when it holds no signature; a review report has no such field."""
        if fields.get(OFFICIAL_FIELD):
            return []
        if fields.get(REPORT_FIELD) and OFFICIAL_FIELD not in fields and DESIGNER_FIELD not in fields:
            return [Reason("countersignature_missing")] if self._expect_official else []
        missing = [Reason("countersignature_missing")] if self._expect_official else []
        if OFFICIAL_FIELD not in fields:
            return [*missing, Reason("countersignature_no_field")]
        if self._has_value_entry(OFFICIAL_FIELD):
            return [*missing, Reason("countersignature_removed")]
        return [*missing, Reason("countersignature_empty")]

    def _has_value_entry(self, name: str) -> bool:
        from pyhanko.sign.fields import enumerate_sig_fields

        ((_, _, reference),) = enumerate_sig_fields(self._reader, with_name=name)
        return "/V" in reference.get_object()


def _locks_all(embedded: Any) -> bool:
    lock = embedded.fieldmdp
    level = embedded.docmdp_level
    return lock is not None and lock.action.name == "ALL" and level is not None and level.value == 1


def _broken(reasons: tuple[Reason, ...]) -> bool:
    """Whether a signature's own findings leave nothing of it to rely on."""
    return any(reason.effect != "note" and reason.code != "beyond_permission" for reason in reasons)


def _facts(one: _One, reasons: tuple[Reason, ...]) -> SignatureFacts:
    against = [
        reason
        for reason in reasons
        if reason.effect != "note" and reason.params.get("field", one.name) == one.name
    ]
    certificate = one.identity.facts
    purpose = one.embedded.sig_object.get("/Reason", "")
    return SignatureFacts(
        field=one.name,
        role=one.role,
        is_unchanged=not against,
        holder=certificate.holder,
        organisation=certificate.organisation,
        issuer=certificate.issuer,
        serial=certificate.serial,
        fingerprint=certificate.fingerprint,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        known=one.identity.known,
        revocation=one.identity.revocation,
        time=one.identity.time,
        signing_time=one.identity.signing_time,
        purpose=plain(str(purpose), 500),
    )
