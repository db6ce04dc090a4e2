"""Distinguished encoding (X.690): exactly one byte string per value, so that none can change unseen."""

_MAX_DEPTH = 48
_END_OF_CONTENTS, _BOOLEAN, _INTEGER, _NULL, _SEQUENCE, _SET = 0, 1, 2, 5, 16, 17


def der_length(data: bytes) -> int | None:
    """Length of the first element of `data` with its head; None when it is not in distinguished form."""
    head = _head(data, 0, len(data))
    return None if head is None else head[1]


def is_der(data: bytes) -> bool:
    """Whether `data` is exactly one element and all of it, inside constructed ones too, in that form."""
    return bool(data) and _is_sequence_of_elements(data, 0, len(data), 0, one=True)


def normalised(data: bytes) -> tuple[bytes, int] | None:
    """The first element of `data` in distinguished form, and the bytes it takes; None when it is no element.

    Other programs write lengths in the freer form (BER): open-ended, or in more bytes than needed.
    """
    try:
        return _normalised(data, 0, len(data), 0)
    except (IndexError, ValueError):
        return None


def child_tags(element: bytes) -> list[int]:
    """First bytes of the elements inside a constructed element that `is_der` accepted."""
    head = _head(element, 0, len(element))
    if head is None:
        return []
    at, end = head
    tags = []
    while at < end:
        inner = _head(element, at, end)
        if inner is None:
            return []
        tags.append(element[at])
        at = inner[1]
    return tags


def _head(data: bytes, at: int, limit: int) -> tuple[int, int] | None:
    """Offsets of an element's content and end."""
    if at + 2 > limit or data[at] & 0x1F == 0x1F:  # tags over 30 occur in no signature
        return None
    size = data[at + 1]
    content = at + 2
    if size >= 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4 or content + count > limit:
            return None
        size = int.from_bytes(data[content : content + count], "big")
        if size < 0x80 or size >> (8 * (count - 1)) == 0:
            return None  # a shorter form exists
        content += count
    end = content + size
    return None if end > limit else (content, end)


def _normalised(data: bytes, at: int, limit: int, depth: int) -> tuple[bytes, int]:
    tag, size, content = data[at], data[at + 1], at + 2
    if depth > _MAX_DEPTH or tag & 0x1F == 0x1F:
        raise ValueError("no usual element")
    if size > 0x80:
        count = size & 0x7F
        size, content = int.from_bytes(data[content : content + count], "big"), content + count
    elif size == 0x80:
        size = -1
    end = limit if size < 0 else content + size
    if end > limit or (size < 0 and not tag & 0x20):
        raise ValueError("no proper length")
    if not tag & 0x20:
        return _encoded(tag, data[content:end]), end
    parts: list[bytes] = []
    here = content
    while here < end:
        if size < 0 and data[here : here + 2] == b"\0\0":
            return _joined(tag, parts), here + 2
        part, here = _normalised(data, here, end, depth + 1)
        parts.append(part)
    if size < 0 or here != end:
        raise ValueError("no end of contents")
    return _joined(tag, parts), end


def _joined(tag: int, parts: list[bytes]) -> bytes:
    if tag != 0x24:
        return _encoded(tag, b"".join(parts))
    # An octet string in pieces.
    pieces = []
    for part in parts:
        head = _head(part, 0, len(part))
        if head is None or part[0] != 0x04:
            raise ValueError("no octet string")
        pieces.append(part[head[0] : head[1]])
    return _encoded(0x04, b"".join(pieces))


def _encoded(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _is_sequence_of_elements(data: bytes, at: int, limit: int, depth: int, *, one: bool = False) -> bool:
    if depth > _MAX_DEPTH:
        return False
    while at < limit:
        head = _head(data, at, limit)
        if head is None:
            return False
        content, end = head
        if data[at] & 0x20:
            if data[at] & 0xC0 == 0 and data[at] & 0x1F not in {_SEQUENCE, _SET}:
                return False
            if not _is_sequence_of_elements(data, content, end, depth + 1):
                return False
        elif data[at] & 0xC0 == 0 and not _is_primitive(data[at] & 0x1F, data[content:end]):
            return False
        at = end
        if one:
            break
    return at == limit


def _is_primitive(tag: int, content: bytes) -> bool:
    if tag == _BOOLEAN:
        return content in {b"\x00", b"\xff"}
    if tag == _NULL:
        return not content
    if tag == _INTEGER:
        if not content:
            return False
        return len(content) == 1 or not (
            (content[0] == 0 and content[1] < 0x80) or (content[0] == 0xFF and content[1] >= 0x80)
        )
    # A zero tag would let padding pass as part of the structure.
    return tag not in {_END_OF_CONTENTS, _SEQUENCE, _SET}
