"""Rules on a revision that holds an archive time stamp: it may add that stamp and validation data, no more.

Whoever can reach a time-stamp server can add such a revision. So everything that was there before must be as
it was: nothing drawn, no field filled, no page, no attachment and no metadata touched.
"""

from collections.abc import Iterator
from typing import Any

_MAX_OBJECTS = 10_000
_MAX_DEPTH = 8


def is_archive_only(before: Any, after: Any, field: Any) -> bool:
    """Whether a revision only adds the field of a document time stamp, and validation data.

    Args:
        before: pyHanko's view of the revision before.
        after: the revision itself.
        field: reference of the time stamp's field.
    """
    own = (field.idnum, field.generation)
    known_field = own in {ref for ref, _ in _fields(before)}
    if known_field or not _is_invisible(field.get_object()):
        return False
    old_fields, new_fields = list(_fields(before)), list(_fields(after))
    if [ref for ref, _ in new_fields] != [*(ref for ref, _ in old_fields), own]:
        return False
    allowed = set(_expected(before, after, own))
    for ref in after.explicit_refs_in_revision():
        if _exists(before, ref) and (ref.idnum, ref.generation) not in allowed:
            return False
    return (
        _same(before.root, after.root, {"/DSS", "/AcroForm"})
        and _same(before.root["/AcroForm"], after.root["/AcroForm"], {"/Fields"})
        and _pages_same(before, after, own)
    )


def _expected(before: Any, after: Any, own: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Objects of the earlier revision that such a revision writes anew; their content is compared apart."""
    for revision in (before, after):
        root = revision.root
        yield from _one(revision.root_ref)
        if "/AcroForm" in root:
            yield from _raw(root, "/AcroForm")
            yield from _raw(root["/AcroForm"], "/Fields")
        if "/DSS" in root:
            yield from _raw(root, "/DSS")
            for key in root["/DSS"]:
                yield from _raw(root["/DSS"], key)
    for page in _pages(after):
        if own in {_id(one) for one in _annotations(page)}:
            yield from _one(page.container_ref)
            yield from _raw(page, "/Annots")


def _one(ref: Any) -> Iterator[tuple[int, int]]:
    if ref is not None and hasattr(ref, "idnum"):
        yield ref.idnum, ref.generation


def _raw(dictionary: Any, key: str) -> Iterator[tuple[int, int]]:
    if key in dictionary:
        value = dictionary.raw_get(key)
        if hasattr(value, "reference"):
            yield from _one(value.reference)


def _id(value: Any) -> object:
    reference = getattr(value, "reference", None)
    return (reference.idnum, reference.generation) if reference is not None else repr(value)


def _exists(revision: Any, ref: Any) -> bool:
    from pyhanko.pdf_utils.generic import NullObject

    try:
        return not isinstance(revision.get_object(ref), NullObject)
    except Exception:  # noqa: BLE001 # a reference to nothing raises several kinds
        return False


def _fields(revision: Any) -> Iterator[tuple[object, Any]]:
    root = revision.root
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return
    listed = root["/AcroForm"]["/Fields"]
    for index in range(len(listed)):
        yield _id(listed.raw_get(index)), listed[index]


def _is_invisible(field: Any) -> bool:
    """No appearance and no area: nothing of it can be seen."""
    rect = [float(one) for one in field["/Rect"]] if "/Rect" in field else []
    flat = not rect or rect[0] == rect[2] or rect[1] == rect[3]
    return flat and "/AP" not in field and "/Kids" not in field


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


def _pages_same(before: Any, after: Any, own: tuple[int, int]) -> bool:
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
