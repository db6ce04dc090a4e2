"""Rules on the bytes around a signature: what is covered, and the gap that holds the signature itself."""

import re
from dataclasses import dataclass

from assessor.signing.der import der_length, normalised
from assessor.signing.verification import Reason

_END = re.compile(rb"startxref[\r\n \t]+[0-9]+[\r\n \t]+%%EOF(\r\n|\r|\n)?\Z")
_HEX = re.compile(rb"<(?:[0-9a-f]{2})+>|<(?:[0-9A-F]{2})+>")
_TAIL = 64


@dataclass(frozen=True, slots=True)
class Container:
    """Where a signature lies and what it covers.

    Attributes:
        end: offset behind the last covered byte, 0 when the byte range makes no sense.
        der: the signature (CMS) without its padding, empty when it makes no sense.
        is_normalised: it was written in a freer form (BER); `der` is the same in distinguished form.
        reasons: what is wrong.
    """

    end: int
    der: bytes
    reasons: tuple[Reason, ...]
    is_normalised: bool = False


def read_container(pdf: bytes, byte_range: object, contents: bytes, field: str) -> Container:
    """Checks byte range and gap of one signature.

    The range must be the file's start up to the gap, and from the gap on; the gap must hold the
    signature's hexadecimal string and nothing else, in one case of letters, padded with zeros; the covered
    part must end with an end-of-file marker.

    Args:
        pdf: the whole file.
        byte_range: the `/ByteRange` entry.
        contents: the `/Contents` entry as the reader sees it, with its padding.
        field: name of the signature field.
    """
    numbers = _numbers(byte_range)
    if numbers is None:
        return Container(0, b"", (Reason("byte_range_odd", {"field": field}),))
    start, length, gap_end, rest = numbers
    end = gap_end + rest
    if start != 0 or length <= 0 or gap_end <= length or rest <= 0 or end > len(pdf):
        return Container(0, b"", (Reason("byte_range_odd", {"field": field}),))

    reasons = []
    if not _END.search(pdf[max(0, end - _TAIL) : end]):
        reasons.append(Reason("end_marker_odd", {"field": field}))
    der, is_normalised = _signature(pdf[length:gap_end], contents)
    if not der:
        reasons.append(Reason("container_altered", {"field": field}))
    return Container(end, der, tuple(reasons), is_normalised)


def holds_revisions(appended: bytes, count: int) -> bool:
    """Whether appended bytes hold exactly that many ends of revisions, the last at their end.

    One more cross-reference start hidden in between would let another program see another document.
    """
    return (
        appended.count(b"%%EOF") == count
        and appended.count(b"startxref") == count
        and bool(_END.search(appended[-_TAIL:]))
    )


def _numbers(byte_range: object) -> tuple[int, int, int, int] | None:
    if not isinstance(byte_range, list) or len(byte_range) != 4:
        return None
    first, second, third, fourth = byte_range
    if not all(isinstance(value, int) for value in (first, second, third, fourth)):
        return None
    return int(first), int(second), int(third), int(fourth)


def _signature(gap: bytes, contents: bytes) -> tuple[bytes, bool]:
    if not _HEX.fullmatch(gap):
        return b"", False
    decoded = bytes.fromhex(gap[1:-1].decode("ascii"))
    if decoded != contents:
        return b"", False
    length = der_length(decoded)
    if length is not None:
        return (b"" if decoded[length:].strip(b"\0") else decoded[:length]), False
    freer = normalised(decoded)
    if freer is None or decoded[freer[1] :].strip(b"\0"):
        return b"", False
    return freer[0], True
