"""Rules on what may stand in the revisions after the designer's signature: the official's, nothing else.

pyHanko's difference analysis lets some changes pass that a reader of the file would see: Info, XMP, new
invisible fields, revisions that nobody signed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assessor.signing.archive_rules import is_flat, late_revision
from assessor.signing.metadata_rules import same_info, same_xmp
from assessor.signing.raw_objects import entry, identity, info_of, is_equal, missing, reachable, xmp_of
from assessor.signing.verification import Reason

_MAX_NODES = 200_000
_MAX_DEPTH = 64


def check_revisions(
    reader: Any,
    first: int,
    signed: list[int],
    stamps: Mapping[int, Any] | None = None,
    *,
    may_add_signatures: bool = False,
) -> tuple[Reason, ...]:
    """Compares every later revision with the first signed one.

    Args:
        reader: pyHanko's reader.
        first: number of the revision with the first signature.
        signed: numbers of the revisions that hold a signature or document time stamp, one entry for each.
        stamps: by revision, the reference of the field of the document time stamp that it adds.
        may_add_signatures: the first signature reserved no field for the next: each brings its own, unseen.
    """
    reasons = []
    total = reader.total_revisions
    if len(set(signed)) != len(signed):
        reasons.append(Reason("structure_odd"))
    before = reader.get_historical_resolver(first)
    unsigned = 0
    fields, annotations, values = _fields(before.root), _annotations(before.root), _values(before.root)
    for number in range(first + 1, total):
        after = reader.get_historical_resolver(number)
        field = (stamps or {}).get(number)
        late = late_revision(before, after, field) if field is not None or number not in signed else None
        if field is not None and late == "foreign":
            reasons.append(Reason("archive_stamp_too_much"))
        elif late == "foreign":
            unsigned += 1
        elif field is None and late is not None:
            reasons.append(Reason(f"revision_{late}"))
        if field is not None or (late is None and may_add_signatures and _adds_unseen(before, after)):
            # Later revisions are compared with the file as it is with this stamp or signature.
            fields, annotations = _fields(after.root), _annotations(after.root)
        reasons += _metadata_changes(before, after, is_new=late != "resaved")
        if _fields(after.root) != fields:
            reasons.append(Reason("fields_changed"))
        if _annotations(after.root) != annotations:
            reasons.append(Reason("annotations_changed"))
        if _values(after.root) != values:
            reasons.append(Reason("values_changed"))
        if _fills_gaps(before, after):
            reasons.append(Reason("structure_odd"))
        before = after
    if unsigned:
        reasons.insert(0, Reason("unsigned_revision", {"count": unsigned}))
    return tuple(_once(reasons))


def _once(reasons: list[Reason]) -> Iterator[Reason]:
    """Each finding one time, however many revisions show it."""
    seen = set()
    for one in reasons:
        key = (one.code, repr(sorted(one.params.items())))
        if key not in seen:
            seen.add(key)
            yield one


def _metadata_changes(before: Any, after: Any, *, is_new: bool) -> Iterator[Reason]:
    """Changes of Info and XMP; the time of saving and the program's name are only worth a note."""
    info = [info_of(one) for one in (before, after)]
    xmp = [xmp_of(one) for one in (before, after)]
    if not same_info(*info):
        yield Reason("info_changed")
    if not same_xmp(*xmp):
        yield Reason("xmp_changed")
    if is_new and not (is_equal(*info) and is_equal(*xmp)):
        yield Reason("metadata_refreshed")


def _fills_gaps(before: Any, after: Any) -> bool:
    """Whether an object is new to which the earlier revision already pointed: it would show only now."""
    new = {identity(ref) for ref in after.explicit_refs_in_revision() if missing(before, ref)}
    return bool(new and new & reachable(before, before.root))


def _adds_unseen(before: Any, after: Any) -> bool:
    """Whether the new form fields of a revision are signatures without any area."""
    known = {ref for _, ref in _fields(before.root)}
    root = after.root
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return False
    listed = root["/AcroForm"]["/Fields"]
    new = [listed[index] for index in range(len(listed)) if _identity(listed.raw_get(index)) not in known]
    kept = [ref for _, ref in _fields(root) if ref in known]
    return len(kept) == len(known) and all(entry(one, "/FT") == "/Sig" and is_flat(one) for one in new)


def _values(root: Any) -> list[object]:
    """Names and values of the form fields that hold no signature."""
    found: list[object] = []
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return found
    waiting = [(root["/AcroForm"]["/Fields"], 0)]
    while waiting:
        kids, depth = waiting.pop()
        if depth > _MAX_DEPTH or len(found) > _MAX_NODES:
            raise ValueError("tree too large")
        for index in range(len(kids)):
            node = kids[index]
            if entry(node, "/FT") != "/Sig":
                found.append((str(entry(node, "/T")), repr(entry(node, "/V")), repr(entry(node, "/AS"))))
            if "/Kids" in node:
                waiting.append((node["/Kids"], depth + 1))
    return found


def _identity(value: Any) -> object:
    from pyhanko.pdf_utils.generic import IndirectObject

    if isinstance(value, IndirectObject):
        return (value.reference.idnum, value.reference.generation)
    return repr(value)


def _fields(root: Any) -> list[tuple[int, object]]:
    """References of all form fields, in order, through the tree of kids."""
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return []
    return _walk(root["/AcroForm"]["/Fields"])


def _walk(top: Any) -> list[tuple[int, object]]:
    found: list[tuple[int, object]] = []
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
