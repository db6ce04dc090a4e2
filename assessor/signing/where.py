"""Where a file was changed: pages, notes, embedded files, actions; said beside what the signatures prove.

A digest says that something was changed, never where. Where later revisions write objects anew, or a packed
part no longer fits its own check sum, the place has a name.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from assessor.signing.attachments import embedded_files
from assessor.signing.plain import plain
from assessor.signing.raw_objects import entry, identity, is_equal, missing, reachable_within
from assessor.signing.reading import MAX_STREAM
from assessor.signing.verification import Reason

_STREAM = re.compile(rb"(?<!\d)(\d{1,9}) (\d{1,5}) obj\b(.{0,2000}?)stream\r?\n", re.DOTALL)
_UPWARDS = frozenset({"/Parent", "/P", "/Popup", "/StructParent"})
_SILENT_KEYS = frozenset({"/DSS", "/AcroForm", "/Metadata", "/Extensions", "/Pages", "/Names", "/Version"})
_ACTIONS = frozenset({"/OpenAction", "/AA"})
_MAX_PLACES = 8
_MAX_PAGES = 2000
_MAX_UNPACKED = 128 << 20
_KINDS = (
    (re.compile(rb"/ObjStm|/XRef"), "where_structure"),
    (re.compile(rb"/Length1|/FontFile|/CIDFontType0C|/Type1C|/OpenType"), "where_font"),
    (re.compile(rb"/Subtype\s*/Image"), "where_picture"),
    (re.compile(rb"/Type\s*/Metadata"), "where_metadata"),
    (re.compile(rb"/EmbeddedFile"), "where_embedded"),
)


def changed_places(reader: Any, first: int) -> tuple[Reason, ...]:
    """What later revisions show otherwise than the signed one; nothing when it cannot be read.

    Args:
        reader: pyHanko's reader.
        first: number of the signed revision.
    """
    try:
        before = reader.get_historical_resolver(first)
        after = reader.get_historical_resolver(reader.total_revisions - 1)
        return _some(_changes(before, after, _changed_objects(reader, first, before, after)))
    except Exception:  # noqa: BLE001 # a hostile file may raise anything; the finding itself stands
        return ()


def damaged_places(pdf: bytes, reader: Any = None) -> tuple[Reason, ...]:
    """Packed parts that do not fit their own check sums.

    Args:
        pdf: the whole file.
        reader: pyHanko's reader, where the file can be read.
    """
    names = _names_of(reader) if reader is not None else {}
    return _some(_damaged(pdf, names))


def _some(found: Iterator[Reason]) -> tuple[Reason, ...]:
    places: list[Reason] = []
    for one in found:
        if one not in places:
            places.append(one)
        if len(places) >= _MAX_PLACES:
            break
    return tuple(places)


def _changed_objects(reader: Any, first: int, before: Any, after: Any) -> set[tuple[int, int]]:
    found = set()
    for number in range(first + 1, reader.total_revisions):
        for ref in reader.get_historical_resolver(number).explicit_refs_in_revision():
            if missing(before, ref) or not is_equal(before.get_object(ref), after.get_object(ref)):
                found.add(identity(ref))
    return found


def _changes(before: Any, after: Any, changed: set[tuple[int, int]]) -> Iterator[Reason]:
    old, new = list(_pages(before)), list(_pages(after))
    if len(old) != len(new):
        yield Reason("where_pages", {"before": len(old), "after": len(new)})
        old = new = []  # which page is which cannot be said
    for number, (one, other) in enumerate(zip(old, new, strict=False), start=1):
        if not _same_page(one, other) or changed & reachable_within(after, other, _UPWARDS | {"/Annots"}):
            yield Reason("where_page", {"page": number})
        if _are_notes_changed(after, one, other, changed):
            yield Reason("where_note", {"page": number})
    yield from _changed_files(before, after, changed)
    one, other = before.root, after.root
    keys = sorted(key for key in {*one, *other} - _SILENT_KEYS if not _same_entry(one, other, key))
    actions = _actions(after, keys, changed)
    if actions:
        yield Reason("where_action")
    if other_keys := [plain(key[1:], 40) for key in keys if key not in _ACTIONS]:
        yield Reason("where_catalogue", {"keys": ", ".join(other_keys[:_MAX_PLACES])})


def _actions(after: Any, keys: list[str], changed: set[tuple[int, int]]) -> bool:
    root = after.root
    names: Any = entry(root, "/Names") or {}
    has_scripts = "/JavaScript" in names and bool(
        changed & reachable_within(after, names.raw_get("/JavaScript"), frozenset())
    )
    return has_scripts or any(key in _ACTIONS for key in keys)


def _changed_files(before: Any, after: Any, changed: set[tuple[int, int]]) -> Iterator[Reason]:
    old = dict(embedded_files(before.root))
    new = dict(embedded_files(after.root))
    for name in {**old, **new}:
        is_other = name not in old or name not in new
        if (
            is_other
            or changed & reachable_within(after, new[name], frozenset())
            or not is_equal(old[name], new[name])
        ):
            yield Reason("where_file", {"name": plain(name)})


def _same_page(one: Any, other: Any) -> bool:
    return all(_same_entry(one, other, key) for key in {*one, *other} - {"/Annots"})


def _same_entry(one: Any, other: Any, key: str) -> bool:
    return key in one and key in other and is_equal(one.raw_get(key), other.raw_get(key))


def _are_notes_changed(after: Any, one: Any, other: Any, changed: set[tuple[int, int]]) -> bool:
    """Whether a page's annotations are others or show something else, but for fields signed meanwhile."""
    old, new = _notes(one), _notes(other)
    signed = {
        key for key, note in new.items() if entry(note, "/FT") == "/Sig" and entry(note, "/V") is not None
    }
    if [key for key in old if key not in signed] != [key for key in new if key not in signed]:
        return True
    return any(
        changed & ({key} | reachable_within(after, note, _UPWARDS))
        for key, note in new.items()
        if key not in signed
    )


def _notes(page: Any) -> dict[Any, Any]:
    """Annotations of a page by their reference, or by what is written where there is none."""
    listed: Any = entry(page, "/Annots") or []
    found = {}
    for index in range(len(listed)):
        raw = listed.raw_get(index)
        found[identity(raw) if hasattr(raw, "idnum") else repr(raw)] = listed[index]
    return found


def _pages(revision: Any) -> Iterator[Any]:
    waiting = [revision.root["/Pages"]]
    for _ in range(_MAX_PAGES):
        if not waiting:
            return
        node = waiting.pop()
        if "/Kids" in node:
            kids = node["/Kids"]
            waiting.extend(kids[index] for index in reversed(range(len(kids))))
        else:
            yield node


def _damaged(pdf: bytes, names: Mapping[int, Reason]) -> Iterator[Reason]:
    budget = _MAX_UNPACKED
    for match in _STREAM.finditer(pdf):
        head = match[3]
        if b"/FlateDecode" not in head or head.count(b"Decode") != 1:
            continue
        running = zlib.decompressobj()
        try:
            budget -= len(
                running.decompress(pdf[match.end() : match.end() + MAX_STREAM], min(budget, MAX_STREAM))
            )
        except zlib.error:
            yield names.get(int(match[1])) or _kind(head)
        if budget <= 0:
            return


def _kind(head: bytes) -> Reason:
    for pattern, code in _KINDS:
        if pattern.search(head):
            return Reason(code)
    return Reason("where_stream")


def _names_of(reader: Any) -> dict[int, Reason]:
    """Numbers of the objects that hold the content of pages and the embedded files."""
    found: dict[int, Reason] = {}
    try:
        last = reader.get_historical_resolver(reader.total_revisions - 1)
        for number, page in enumerate(_pages(last), start=1):
            if "/Contents" in page:
                for ref in reachable_within(last, page.raw_get("/Contents"), _UPWARDS):
                    found.setdefault(ref[0], Reason("where_page", {"page": number}))
        for name, specification in embedded_files(last.root):
            for ref in reachable_within(last, specification, _UPWARDS):
                found.setdefault(ref[0], Reason("where_file", {"name": plain(name)}))
    except Exception:  # noqa: BLE001 # names are a help; without them the kind of the part is said
        return found
    return found
