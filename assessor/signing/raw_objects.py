"""Objects of a PDF as they are written: equality, what can be reached, what is missing."""

from collections.abc import Iterator
from typing import Any

_MAX_NODES = 500_000


def identity(ref: Any) -> tuple[int, int]:
    """Number and generation of a reference."""
    return (int(ref.idnum), int(ref.generation))


def entry(dictionary: Any, key: str) -> Any:
    """What a dictionary has at a key, references followed; None where it has nothing."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401 # pyHanko's get follows none


def info_of(revision: Any) -> Any:
    """The Info dictionary as it stands in a revision; None where there is none.

    The trailer of a revision leads to the newest objects, so that its references are followed here.
    """
    return _own(revision, revision.trailer_view, "/Info")


def xmp_of(revision: Any) -> Any:
    """The XMP stream as it stands in a revision; None where there is none.

    Read by its key, pyHanko makes an object of it that it cannot take into an earlier revision.
    """
    return _own(revision, revision.root, "/Metadata")


def _own(revision: Any, dictionary: Any, key: str) -> Any:
    if key not in dictionary:
        return None
    value = dictionary.raw_get(key)
    return revision.get_object(value.reference) if _is_reference(value) else value


def missing(revision: Any, ref: Any) -> bool:
    """Whether a revision has no such object."""
    from pyhanko.pdf_utils.generic import NullObject

    try:
        return isinstance(revision.get_object(ref), NullObject)
    except Exception:  # noqa: BLE001 # a reference to nothing raises several kinds
        return True


def is_equal(one: Any, other: Any) -> bool:
    """Whether two objects are written with the same content; references are compared, not followed."""
    waiting: list[tuple[Any, Any]] = [(one, other)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return True
        left, right = waiting.pop()
        if _is_reference(left) or _is_reference(right):
            if not (_is_reference(left) and _is_reference(right) and identity(left) == identity(right)):
                return False
        elif _is_a(left, dict):
            if not _is_a(right, dict) or set(left) != set(right) or _data(left) != _data(right):
                return False
            waiting += [(left.raw_get(key), right.raw_get(key)) for key in left]
        elif _is_a(left, list):
            if not _is_a(right, list) or len(left) != len(right):
                return False
            waiting += [(left.raw_get(index), right.raw_get(index)) for index in range(len(left))]
        elif type(left) is not type(right) or left != right:
            return False
    raise ValueError("object too large")


def reachable(revision: Any, start: Any) -> set[tuple[int, int]]:
    """References that can be reached from an object, also those that lead to nothing."""
    return _follow(revision, [start], set())


def reachable_but(revision: Any, key: str) -> set[tuple[int, int]]:
    """References that can be reached from the catalogue by another way than its entry of that name."""
    root = revision.root
    # Signatures point back at the catalogue.
    own = identity(revision.root_ref)
    return _follow(revision, [root.raw_get(one) for one in root if one != key], {own}) - {own}


def reachable_within(revision: Any, start: Any, skip: frozenset[str]) -> set[tuple[int, int]]:
    """References that can be reached from an object without following entries of those names."""
    return _follow(revision, [start], set(), skip)


def _follow(
    revision: Any, waiting: list[Any], found: set[tuple[int, int]], skip: frozenset[str] = frozenset()
) -> set[tuple[int, int]]:
    for _ in range(_MAX_NODES):
        if not waiting:
            return found
        value = waiting.pop()
        if _is_reference(value):
            if identity(value) in found:
                continue
            found.add(identity(value))
            if missing(revision, value.reference):
                continue
            value = revision.get_object(value.reference)
        waiting += _parts(value, skip)
    raise ValueError("document too large")


def _parts(value: Any, skip: frozenset[str]) -> Iterator[Any]:
    if _is_a(value, dict):
        yield from (value.raw_get(key) for key in value if key not in skip)
    elif _is_a(value, list):
        yield from (value.raw_get(index) for index in range(len(value)))


def _is_a(value: object, kind: type) -> bool:
    return isinstance(value, kind)


def _is_reference(value: Any) -> bool:
    from pyhanko.pdf_utils.generic import IndirectObject

    return isinstance(value, IndirectObject)


def _data(value: Any) -> bytes | None:
    """Bytes of a stream as they are packed; None for a dictionary without any."""
    return value.encoded_data if hasattr(value, "encoded_data") else None
