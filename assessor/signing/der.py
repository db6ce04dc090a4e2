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
