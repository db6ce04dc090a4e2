"""Signatures looked for in the bytes alone, when a file cannot be read or no longer shows them.

A file whose structure is damaged can still hold a signature over its bytes. Where the digest of those bytes
is not the signed one, the file was changed after signing, and that can be said whatever else is unreadable.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessor.signing.der import der_length
from assessor.signing.plain import plain
from assessor.signing.verification import Reason

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f\s]{128,})>")
# From a byte range to the signature of the same dictionary, in either order.
_NEAR = 1 << 20
_MAX_FOUND = 32
# A head further on belongs to a file embedded in this one, whose signatures are about that file.
_MAX_HEAD = 4096
_DIGESTS = frozenset({"sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})


@dataclass(frozen=True, slots=True)
class Found:
    """A signature found in the bytes.

    Attributes:
        holder: name in the signer's certificate, or the number of the signature.
        end: offset behind the last byte that it covers.
        is_content_intact: the digest over these bytes is the signed one; None when that cannot be told.
        missing: number of covered bytes that the file no longer has.
        shift: number of bytes that stand before the file's own head.
    """

    holder: str
    end: int
    is_content_intact: bool | None
    missing: int = 0
    shift: int = 0


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
    digits = re.sub(rb"\s", b"", value[1])
    info = _content_info(bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii")))
    if info is None:
        return None
    start, length, gap_end, rest = _byte_range(pdf, value)
    holder = _holder(info) or str(number)
    end = gap_end + rest
    if end > len(pdf):
        return Found(holder, len(pdf), False, missing=end - len(pdf))
    signed = _signed_digest(info)
    if signed is None:
        return Found(holder, end, None)
    name, digest = signed
    head = pdf.find(b"%PDF-")
    if head > 0 and _digest(name, pdf[head:], start, length, gap_end, rest) == digest:
        return Found(holder, end + head, True, shift=head)
    return Found(holder, end, _digest(name, pdf, start, length, gap_end, rest) == digest)


def _byte_range(pdf: bytes, value: re.Match[bytes]) -> tuple[int, int, int, int]:
    """The byte range of the dictionary that a signature stands in; all around it when that is unreadable."""
    since = max(pdf.rfind(b"obj", max(0, value.start() - _NEAR), value.start()), 0)
    until = pdf.find(b"endobj", value.end(), value.end() + _NEAR)
    match = _RANGE.search(pdf, since, until if until >= 0 else value.end() + _NEAR)
    if match is None:
        return 0, value.start(1) - 1, value.end(), len(pdf) - value.end()
    start, length, gap_end, rest = (int(text) for text in match.groups())
    return start, length, gap_end, rest


def _digest(name: str, pdf: bytes, start: int, length: int, gap_end: int, rest: int) -> bytes:
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
    from assessor.signing.certificates import CertificateFacts
    from assessor.signing.cms_form import signer_certificate

    try:
        certificate = signer_certificate(info)
        if certificate is None:
            (certificate,) = [choice.chosen for choice in info["content"]["certificates"]][:1]
        return plain(CertificateFacts.from_der(certificate.untag().dump()).holder)
    except Exception:  # noqa: BLE001 # damaged certificates raise many kinds
        return ""
