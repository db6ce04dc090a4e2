"""Rules on what may stand in the revisions after the designer's signature: the official's, nothing else.

pyHanko's difference analysis lets some changes pass that a reader of the file would see: Info, XMP, new
invisible fields, revisions that nobody signed.
"""

from collections.abc import Mapping
from typing import Any

from assessor.signing.archive_rules import is_archive_only
from assessor.signing.verification import Reason

_MAX_NODES = 200_000
_MAX_DEPTH = 64


def check_revisions(
    reader: Any, first: int, signed: list[int], stamps: Mapping[int, Any] | None = None
) -> tuple[Reason, ...]:
    """Compares every later revision with the first signed one.

    Args:
        reader: pyHanko's reader.
        first: number of the revision with the designer's signature.
        signed: numbers of the revisions that hold a signature or document time stamp, one entry for each.
        stamps: by revision, the reference of the field of the document time stamp that it adds.
    """
    reasons = []
    total = reader.total_revisions
    if sorted(signed) != list(range(first, total)):
        reasons.append(Reason("unsigned_revision", {"count": total - first - len(set(signed))}))
    before = reader.get_historical_resolver(first)
    info, xmp = _info(before), _reference(before.root, "/Metadata")
    fields, annotations = _fields(before.root), _annotations(before.root)
    for number in range(first + 1, total):
        after = reader.get_historical_resolver(number)
        field = (stamps or {}).get(number)
        if field is not None:
            if not is_archive_only(reader.get_historical_resolver(number - 1), after, field):
                reasons.append(Reason("archive_stamp_too_much"))
            # Later revisions are compared with the file as it is with this stamp.
            fields, annotations = _fields(after.root), _annotations(after.root)
        touched = {(ref.idnum, ref.generation) for ref in after.explicit_refs_in_revision()}
        if _info(after) != info or info in touched:
            reasons.append(Reason("info_changed"))
        if _reference(after.root, "/Metadata") != xmp or xmp in touched:
            reasons.append(Reason("xmp_changed"))
        if _fields(after.root) != fields:
            reasons.append(Reason("fields_changed"))
        if _annotations(after.root) != annotations:
            reasons.append(Reason("annotations_changed"))
    return tuple(reasons)


def _info(revision: Any) -> object:
    trailer = revision.trailer_view
    return _reference(trailer, "/Info")


def _reference(dictionary: Any, key: str) -> object:
    """What stands at a key: the reference itself, or the text of a direct value."""
    if key not in dictionary:
        return None
    value = dictionary.raw_get(key)
    return _identity(value)


def _identity(value: Any) -> object:
    from pyhanko.pdf_utils.generic import IndirectObject

    if isinstance(value, IndirectObject):
        return (value.reference.idnum, value.reference.generation)
    return repr(value)


def _fields(root: Any) -> list[object]:
    """References of all form fields, in order, through the tree of kids."""
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return []
    return _walk(root["/AcroForm"]["/Fields"])


def _walk(top: Any) -> list[object]:
    found: list[object] = []
    waiting = [(top, 0)]
    while waiting:
        kids, depth = waiting.pop()
        if depth > _MAX_DEPTH or len(found) > _MAX_NODES:
            raise ValueError("tree too large")
        for index in range(len(kids)):
            raw = kids.raw_get(index)
            found.append((depth, _identity(raw)))
            node = raw.get_object()
            if "/Kids" in node:
                waiting.append((node["/Kids"], depth + 1))
    return found


def _annotations(root: Any) -> list[object]:
    """References of all pages and of their annotations, in order."""
    found: list[object] = []
    waiting = [(root["/Pages"], 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _MAX_DEPTH or len(found) > _MAX_NODES:
            raise ValueError("page tree too large")
        if "/Kids" in node:
            kids = node["/Kids"]
            for index in range(len(kids)):
                raw = kids.raw_get(index)
                found.append(("page", _identity(raw)))
                waiting.append((raw.get_object(), depth + 1))
        if "/Annots" in node:
            annotations = node["/Annots"]
            found.extend(_identity(annotations.raw_get(index)) for index in range(len(annotations)))
    return found
