"""Rules on a revision that nobody signed or a time-stamp server did: validation data and the stamp, no more.

Whoever can reach a time-stamp server can add such a revision, and other programs add validation data without
any signature. So everything that was there before must be as it was: nothing drawn, no field filled, no page,
no attachment and no metadata touched, but for the time of saving.
"""

from collections.abc import Iterator
from typing import Any, Literal

from assessor.signing.metadata_rules import same_info, same_xmp
from assessor.signing.raw_objects import (
    entry,
    identity,
    info_of,
    is_equal,
    missing,
    reachable,
    reachable_but,
    xmp_of,
)

_MAX_OBJECTS = 10_000
_MAX_DEPTH = 8
_EXTENSION_KEYS = frozenset({"/Type", "/BaseVersion", "/ExtensionLevel", "/ExtensionRevision", "/URL"})

Late = Literal["foreign", "validation_data", "resaved"]


def late_revision(before: Any, after: Any, field: Any = None) -> Late:
    """What a revision after the signatures is: `validation_data`, `resaved` without change, or `foreign`.

    Args:
        before: pyHanko's view of the revision before.
        after: the revision itself.
        field: reference of the field of the document time stamp that it adds, if it adds one.
    """
    own = None if field is None else (field.idnum, field.generation)
    if identity(before.root_ref) != identity(after.root_ref) or after.refs_freed_in_revision():
        return "foreign"
    old_fields, new_fields = list(_fields(before)), list(_fields(after))
    if own is not None and (own in {ref for ref, _ in old_fields} or not _is_invisible(field.get_object())):
        return "foreign"
    stamped = [own] if own is not None else []
    if [ref for ref, _ in new_fields] != [*(ref for ref, _ in old_fields), *stamped]:
        return "foreign"

    store = _store(before)
    allowed = {*_expected(before, after, own), *store}
    touched = _touched(before, after)
    if touched - allowed or not _is_catalogue_same(before, after, own) or not _pages_same(before, after, own):
        return "foreign"
    if own is not None or touched & store or not _same_at(before.root, after.root, "/DSS"):
        return "validation_data"
    return "resaved"


def _touched(before: Any, after: Any) -> set[tuple[int, int]]:
    """Objects that the revision writes with other content than before."""
    return {
        identity(ref)
        for ref in after.explicit_refs_in_revision()
        if not missing(before, ref) and not is_equal(before.get_object(ref), after.get_object(ref))
    }


def _store(before: Any) -> set[tuple[int, int]]:
    """Objects of the security store, and nowhere else in the document.

    An entry of the store that names a page's content would let that content be written anew.
    """
    root = before.root
    if "/DSS" not in root:
        return set()
    return reachable(before, root.raw_get("/DSS")) - reachable_but(before, "/DSS")


def _is_catalogue_same(before: Any, after: Any, own: object) -> bool:
    """Whether catalogue and form are as they were, but for what such a revision adds there."""
    one, other = before.root, after.root
    free = {"/DSS", "/AcroForm", "/Metadata", "/Extensions", "/Version"}
    if not _same(one, other, free) or not all(_is_extension(value) for value in _extensions(other)):
        return False
    if not same_xmp(xmp_of(before), xmp_of(after)):
        return False
    if not same_info(info_of(before), info_of(after)):
        return False
    if "/AcroForm" not in one:
        # A time stamp in a file that had no form brings one.
        return "/AcroForm" not in other or (
            own is not None and set(other["/AcroForm"]) <= {"/Fields", "/SigFlags"}
        )
    return "/AcroForm" in other and _same(one["/AcroForm"], other["/AcroForm"], {"/Fields", "/SigFlags"})


def _extensions(root: Any) -> Iterator[Any]:
    found = entry(root, "/Extensions") or {}
    for key in found:
        value = found[key]
        yield from value if isinstance(value, list) else [value]


def _is_extension(value: Any) -> bool:
    found = value.get_object()
    return found == "/Extensions" or (isinstance(found, dict) and set(found) <= _EXTENSION_KEYS)


def _expected(before: Any, after: Any, own: object) -> Iterator[object]:
    """Objects of the earlier revision that such a revision writes anew; their content is compared apart."""
    root = before.root
    yield identity(before.root_ref)
    yield from _raw(before.trailer_view, "/Info")
    for key in ("/Metadata", "/Extensions", "/AcroForm"):
        yield from _raw(root, key)
    if "/AcroForm" in root:
        yield from _raw(root["/AcroForm"], "/Fields")
    for one, other in zip(_pages(before), _pages(after), strict=False):
        if own is not None and own in {_id(two) for two in _annotations(other)}:
            yield from _one(one.container_ref)
            yield from _raw(one, "/Annots")


def _one(ref: Any) -> Iterator[object]:
    if ref is not None and hasattr(ref, "idnum"):
        yield ref.idnum, ref.generation


def _raw(dictionary: Any, key: str) -> Iterator[object]:
    if key in dictionary:
        value = dictionary.raw_get(key)
        if hasattr(value, "reference"):
            yield from _one(value.reference)


def _id(value: Any) -> object:
    reference = getattr(value, "reference", None)
    return (reference.idnum, reference.generation) if reference is not None else repr(value)


def _fields(revision: Any) -> Iterator[tuple[object, Any]]:
    root = revision.root
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return
    listed = root["/AcroForm"]["/Fields"]
    for index in range(len(listed)):
        yield _id(listed.raw_get(index)), listed[index]


def _is_invisible(field: Any) -> bool:
    """No area: nothing of it can be seen."""
    return is_flat(field) and "/AP" not in field and "/Kids" not in field


def is_flat(field: Any) -> bool:
    """Whether a widget has no area."""
    rect = [float(one) for one in field["/Rect"]] if "/Rect" in field else []
    return not rect or rect[0] == rect[2] or rect[1] == rect[3]


def _same_at(one: Any, other: Any, key: str) -> bool:
    return (key in one) == (key in other) and (
        key not in one or _id(one.raw_get(key)) == _id(other.raw_get(key))
    )


def _same(before: Any, after: Any, but: set[str]) -> bool:
    keys = {key for key in before if key not in but}
    if keys != {key for key in after if key not in but}:
        return False
    return all(_id(before.raw_get(key)) == _id(after.raw_get(key)) for key in keys)


def _pages(revision: Any) -> Iterator[Any]:
    waiting = [(revision.root["/Pages"], 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > _MAX_DEPTH or count > _MAX_OBJECTS:
            raise ValueError("page tree too large")
        if "/Kids" in node:
            kids = node["/Kids"]
            waiting.extend((kids[index], depth + 1) for index in reversed(range(len(kids))))
        else:
            yield node


def _annotations(page: Any) -> list[Any]:
    if "/Annots" not in page:
        return []
    listed = page["/Annots"]
    return [listed.raw_get(index) for index in range(len(listed))]


def _pages_same(before: Any, after: Any, own: object) -> bool:
    """Every page as it was; on one of them the field's own widget may stand at the end of the annotations."""
    old, new = list(_pages(before)), list(_pages(after))
    if len(old) != len(new):
        return False
    for one, other in zip(old, new, strict=True):
        if not _same(one, other, {"/Annots"}):
            return False
        was, now = [_id(two) for two in _annotations(one)], [_id(two) for two in _annotations(other)]
        if now not in (was, [*was, own]):
            return False
    return True
