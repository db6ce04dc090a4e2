"""Rules on Info and XMP: what a program writes there whenever it saves, and what somebody changed.

Other programs put the time of saving and their own name there when they add a signature or validation data.
That is no change of the document; another title or author is one.
"""

import io
import re
from typing import Any

_REFRESHED_INFO = frozenset({"/ModDate", "/Producer"})
_REFRESHED_XMP = frozenset(
    {
        ("http://ns.adobe.com/xap/1.0/", "ModifyDate"),
        ("http://ns.adobe.com/xap/1.0/", "MetadataDate"),
        ("http://ns.adobe.com/pdf/1.3/", "Producer"),
        ("http://ns.adobe.com/xap/1.0/mm/", "InstanceID"),
    }
)
_MAX_XMP = 1 << 20
# Declarations could hold entities: no metadata needs them.
_DECLARATION = re.compile(r"<!(?!--)")


def same_info(before: Any, after: Any) -> bool:
    """Whether two Info dictionaries (or None) agree but for the time of saving and the program's name."""
    return _same_but(before or {}, after or {}, _REFRESHED_INFO)


def same_xmp(before: Any, after: Any) -> bool:
    """Whether two XMP streams (or None) agree but for the time of saving and the program's name."""
    if before is None or after is None:
        return before is after
    if {str(key) for key in after} - {"/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms"}:
        return False
    one, other = bytes(before.data), bytes(after.data)
    return one == other or _statements(one) == _statements(other) is not None


def _same_but(before: Any, after: Any, free: frozenset[str]) -> bool:
    for key in {*before, *after}:
        in_both = key in before and key in after
        if key not in free and not (in_both and _text(before[key]) == _text(after[key])):
            return False
    return True


def _text(value: Any) -> object:
    return bytes(value) if isinstance(value, bytes) else f"{type(value).__name__} {value}"


def _statements(packet: bytes) -> list[tuple[Any, str]] | None:
    """What an XMP packet says, without order and without what changes at each saving; None: unreadable."""
    from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp

    try:
        if len(packet) > _MAX_XMP or _DECLARATION.search(packet.decode("utf-8")):
            return None
        descriptions = parse_xmp(io.BytesIO(packet))
    except Exception:  # noqa: BLE001 # a hostile packet may raise anything
        return None
    found = [
        (str(name), repr(value))
        for description in descriptions
        for name, value in description
        if (name.ns, name.local_name) not in _REFRESHED_XMP
    ]
    return sorted(found)
