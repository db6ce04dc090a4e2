"""Signatures looked for in the bytes alone, when a file cannot be read or no longer shows them.

A file whose structure is damaged can still hold a signature over its bytes. Where the digest of those bytes
is not the signed one, the file was changed after signing, and that can be said whatever else is unreadable.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessor.signing.certificates import CertificateFacts, is_authority
from assessor.signing.cms_form import is_canonical, is_canonical_token, signer_certificate
from assessor.signing.der import der_length, is_der, normalised
from assessor.signing.plain import plain
from assessor.signing.verification import Reason

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
# The name of the entry is not asked for: it may be what was damaged.
_CONTENTS = re.compile(rb"<(3[^/<]{255,200000}?)>(?=[\s/>])")
_NO_DIGIT = re.compile(rb"[^0-9A-Fa-f]")
# From a byte range to the signature of the same dictionary, in either order.
_NEAR = 1 << 20
_MAX_FOUND = 32
# A head further on belongs to a file embedded in this one, whose signatures are about that file.
_MAX_HEAD = 4096
_DIGESTS = frozenset({"sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_USUAL = ("sha256", "sha384", "sha512")
_Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A signature found in the bytes.

    Attributes:
        holder: name in the signer's certificate, or the number of the signature.
        end: offset behind the last byte that it covers.
        is_content_intact: the digest over these bytes is the signed one; None when that cannot be told.
        missing: number of covered bytes that the file no longer has.
        shift: number of bytes that stand before the file's own head.
        is_damaged: the signature's own value can no longer be read; the digest still stands in it.
    """

    holder: str
    end: int
    is_content_intact: bool | None
    missing: int = 0
    shift: int = 0
    is_damaged: bool = False


def find_signatures(pdf: bytes) -> tuple[Found, ...]:
    """Every signature whose value can be read from the bytes, in order."""
    found = []
    for number, value in enumerate(_CONTENTS.finditer(pdf), start=1):
        if number > _MAX_FOUND or pdf.rfind(b"%PDF-", 0, value.start()) >= _MAX_HEAD:
            break
        one = _read(pdf, value, number)
        if one is not None:
            found.append(one)
    return tuple(found)


def salvage(pdf: bytes) -> tuple[Reason, ...]:
    """What the signatures in the bytes prove about an unreadable file; nothing when none can be read."""
    found = find_signatures(pdf)
    reasons = []
    for one in found:
        if one.shift:
            reasons.append(Reason("bytes_before_head", {"count": one.shift}))
        elif one.missing:
            reasons.append(Reason("file_cut", {"holder": one.holder, "count": one.missing}))
        elif one.is_content_intact is False:
            reasons.append(Reason("signed_bytes_changed", {"holder": one.holder}))
        elif one.is_damaged:
            reasons.append(Reason("signature_damaged", {"holder": one.holder}))
    sound = [one for one in found if one.is_content_intact]
    if not reasons and sound:
        last = sound[-1]
        if last.end < len(pdf):
            count = len(pdf) - last.end
            reasons.append(Reason("signature_not_shown", {"holder": last.holder, "count": count}))
    return tuple(_once(reasons))


def _once(reasons: list[Reason]) -> Iterator[Reason]:
    seen = []
    for one in reasons:
        if one not in seen:
            seen.append(one)
            yield one


def _read(pdf: bytes, value: re.Match[bytes], number: int) -> Found | None:
    raw = value[1]
    digits = _NO_DIGIT.sub(b"0", raw)
    decoded = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    covered = _byte_range(pdf, value)
    info = _content_info(decoded)
    if info is None:
        return _damaged(pdf, decoded, covered, number)
    holder = _holder(info) or str(number)
    end = covered[2] + covered[3]
    if end > len(pdf):
        return Found(holder, len(pdf), False, missing=end - len(pdf))
    signed = _signed_digest(info)
    if signed is None:
        return _damaged(pdf, decoded, covered, number) or Found(holder, end, None)
    name, digest = signed
    head = pdf.find(b"%PDF-")
    if head > 0 and _digest(name, pdf[head:], covered) == digest:
        return Found(holder, end + head, True, shift=head)
    is_damaged = raw != digits or not _is_sound(info, decoded)
    return Found(holder, end, _digest(name, pdf, covered) == digest, is_damaged=is_damaged)


def _is_sound(info: Any, decoded: bytes) -> bool:
    """Whether a value is one that a program could have written, be the signer's certificate in it or not."""
    try:
        carried = info["content"]["certificates"] if info["content"]["certificates"].native else ()
        if all(is_authority(one.chosen.untag().dump()) for one in carried):
            return True
        form = normalised(decoded)
        return form is not None and is_der(form[0]) and (is_canonical(info) or is_canonical_token(info))
    except Exception:  # noqa: BLE001 # damaged structures raise many kinds
        return False


def _damaged(pdf: bytes, decoded: bytes, covered: _Range, number: int) -> Found | None:
    """A value that cannot be read but holds the digest of the covered bytes: it was a signature over them."""
    if any(_digest(name, pdf, covered) in decoded for name in _USUAL):
        return Found(str(number), covered[2] + covered[3], True, is_damaged=True)
    return None


def _byte_range(pdf: bytes, value: re.Match[bytes]) -> _Range:
    """The byte range of the dictionary that a signature stands in; all around it when that is unreadable."""
    since = max(pdf.rfind(b"obj", max(0, value.start() - _NEAR), value.start()), 0)
    until = pdf.find(b"endobj", value.end(), value.end() + _NEAR)
    match = _RANGE.search(pdf, since, until if until >= 0 else value.end() + _NEAR)
    if match is None:
        return 0, value.start(1) - 1, value.end(), len(pdf) - value.end()
    start, length, gap_end, rest = (int(text) for text in match.groups())
    return start, length, gap_end, rest


def _digest(name: str, pdf: bytes, covered: _Range) -> bytes:
    start, length, gap_end, rest = covered
    running = hashlib.new(name)
    running.update(pdf[start : start + length])
    running.update(pdf[gap_end : gap_end + rest])
    return running.digest()


def _content_info(value: bytes) -> Any:
    from asn1crypto.cms import ContentInfo

    try:
        info = ContentInfo.load(value[: der_length(value)])
        if info["content_type"].native != "signed_data":
            return None
        str(info["content"]["signer_infos"][0]["digest_algorithm"].native)  # raises when it is unreadable
    except Exception:  # noqa: BLE001 # damaged structures raise many kinds
        return None
    return info


def _signed_digest(info: Any) -> tuple[str, bytes] | None:
    """Name and value of the digest that was signed, in a signature or in a time stamp over the bytes."""
    try:
        data = info["content"]
        if data["encap_content_info"]["content_type"].native == "tst_info":
            imprint = data["encap_content_info"]["content"].parsed["message_imprint"]
            name, digest = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
        else:
            signer = data["signer_infos"][0]
            name = signer["digest_algorithm"]["algorithm"].native
            (digest,) = [
                one["values"][0].native
                for one in signer["signed_attrs"] or ()
                if one["type"].native == "message_digest"
            ]
    except Exception:  # noqa: BLE001 # damaged structures raise many kinds
        return None
    return (name, digest) if name in _DIGESTS and isinstance(digest, bytes) else None


def _holder(info: Any) -> str:
    try:
        certificate = signer_certificate(info)
        if certificate is None:
            (certificate,) = [choice.chosen for choice in info["content"]["certificates"]][:1]
        return plain(CertificateFacts.from_der(certificate.untag().dump()).holder)
    except Exception:  # noqa: BLE001 # damaged certificates raise many kinds
        return ""
