"""What the pages of a PDF are made of, as one digest a page: equal digests show and say the same.

Content, fonts, pictures and paper count as they are unpacked; how objects are numbered, packed and ordered
does not. What lies over a page (annotations) is told apart: only fields of signatures belong there.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from assessor.signing.plain import plain
from assessor.signing.reading import open_reader

_MAX_PAGES = 5000
_MAX_DEPTH = 40
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_SHOWN = (*_INHERITED, "/Contents", "/UserUnit", "/Group")
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where a signature is shown: name of the field, and left, bottom, right, top in points."""

    field: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageObjects:
    """One page.

    Attributes:
        digest: of everything that is drawn; empty: it cannot be read.
        has_picture: pictures or other drawings that cannot be unpacked within the limits are among it.
        paper: left, bottom, right, top in points; None: odd.
        signatures: fields of signatures that are shown on it.
        covers: kinds of other annotations, which lie over what is drawn.
    """

    digest: str
    has_picture: bool
    paper: Box | None
    signatures: tuple[SignatureBox, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageList:
    """The pages as a reader shows them, and the language that the file says it is in."""

    pages: tuple[PageObjects, ...]
    language: str


def read_pages(pdf: bytes) -> PageList:
    """The pages of a file, from anybody, within the limits of `open_reader`.

    Raises:
        Exception: whatever pyHanko raises on a bad file.
        ValueError: pages or objects out of all proportion.
    """
    reader = open_reader(pdf)
    digests = _Digests()
    pages = tuple(_page(node, above, digests) for node, above in _nodes(reader.root["/Pages"]))
    language = reader.root["/Lang"] if "/Lang" in reader.root else ""  # noqa: SIM401 # pyHanko's get follows none
    return PageList(pages, str(language))


def _nodes(top: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Each page with what it inherits."""
    waiting: list[tuple[Any, dict[str, Any], int]] = [(top, {}, 0)]
    found = []
    while waiting:
        node, above, depth = waiting.pop()
        own = above | {key: node.raw_get(key) for key in _INHERITED if key in node}
        if "/Kids" in node:
            kids = node["/Kids"]
            if depth > _MAX_DEPTH or len(waiting) + len(kids) > _MAX_PAGES:
                raise ValueError("too many pages")
            waiting.extend((kids[index], own, depth + 1) for index in reversed(range(len(kids))))
        else:
            found.append((node, own))
        if len(found) > _MAX_PAGES:
            raise ValueError("too many pages")
    return found


def _page(node: Any, above: dict[str, Any], digests: "_Digests") -> PageObjects:
    parts = above | {key: node.raw_get(key) for key in _SHOWN if key in node}
    paper = _box(parts.get("/MediaBox"))
    if _box(parts.get("/CropBox")) == paper:
        parts.pop("/CropBox", None)
    if _plain(parts.get("/Rotate")) == 0:
        parts.pop("/Rotate", None)
    signatures, covers = _over(node)
    digests.has_picture = False
    try:
        found = digests.of_parts(parts)
    except Exception:  # noqa: BLE001 # a hostile page may raise anything: then nothing equals it
        return PageObjects("", has_picture=True, paper=paper, signatures=signatures, covers=covers)
    return PageObjects(found, digests.has_picture, paper, signatures, covers)


def _over(node: Any) -> tuple[tuple[SignatureBox, ...], tuple[str, ...]]:
    signatures, covers = [], []
    notes = node["/Annots"] if "/Annots" in node else []  # noqa: SIM401 # as above
    for index in range(len(notes)):
        note = notes[index]
        field = note
        for _ in range(_MAX_DEPTH):
            if "/FT" in field or "/Parent" not in field:
                break
            field = field["/Parent"]
        box = _box(note.raw_get("/Rect")) if "/Rect" in note else None
        if "/FT" in field and field["/FT"] == "/Sig" and box is not None:
            name = field["/T"] if "/T" in field else ""  # noqa: SIM401 # as above
            if box[2] - box[0] > 0 and box[3] - box[1] > 0:
                signatures.append(SignatureBox(plain(str(name)), box))
        else:
            kind = note["/Subtype"] if "/Subtype" in note else ""  # noqa: SIM401 # as above
            covers.append(plain(str(kind).removeprefix("/"), 40))
    return tuple(signatures), tuple(covers)


def _plain(value: Any) -> Any:
    """A value, references followed."""
    for _ in range(_MAX_DEPTH):
        if not hasattr(value, "idnum"):
            return value
        value = value.get_object()
    raise ValueError("references without end")


def _box(value: Any) -> Box | None:
    found = _plain(value)
    if not isinstance(found, list) or len(found) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(_plain(found.raw_get(index))) for index in range(4))  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


class _Digests:
    """Digests of objects; one that several pages share is read once.

    Attributes:
        has_picture: set when an object, or one below it, is a picture.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[bytes, bool]] = {}
        self._open: set[tuple[int, int]] = set()
        self.has_picture = False

    def of_parts(self, parts: dict[str, Any]) -> str:
        return hashlib.sha256(
            b"".join(key.encode() + self._of(parts[key], 0) for key in sorted(parts))
        ).hexdigest()

    def _of(self, value: Any, depth: int) -> bytes:
        if depth > _MAX_DEPTH:
            raise ValueError("object too deep")
        if hasattr(value, "idnum"):
            return self._shared(value, depth)
        if isinstance(value, dict):
            return self._dictionary(value, depth)
        if isinstance(value, list):
            items: Any = value
            parts = (self._of(items.raw_get(index), depth + 1) for index in range(len(items)))
            return _digest(b"[", *parts)
        return _digest(_scalar(value))

    def _shared(self, reference: Any, depth: int) -> bytes:
        key = (int(reference.idnum), int(reference.generation))
        if key in self._open:
            return b"^"
        if key not in self._known:
            before, self.has_picture = self.has_picture, False
            self._open.add(key)
            found = self._of(reference.get_object(), depth + 1)
            self._open.discard(key)
            self._known[key] = (found, self.has_picture)
            self.has_picture = before
        found, has_picture = self._known[key]
        self.has_picture = self.has_picture or has_picture
        return found

    def _dictionary(self, value: Any, depth: int) -> bytes:
        is_stream = hasattr(value, "encoded_data")
        is_picture = is_stream and "/Subtype" in value and value["/Subtype"] == "/Image"
        skipped = _PACKING if is_stream and not is_picture else frozenset()
        parts = [b"<"]
        for key in sorted(value):
            # Fonts and forms do not lead back to the page; what does is no part of what is drawn.
            if key not in skipped and key not in {"/Parent", "/StructParents", "/StructParent", "/Metadata"}:
                parts += [key.encode("utf-8", "surrogateescape"), self._of(value.raw_get(key), depth + 1)]
        if is_picture:
            self.has_picture = True
            parts.append(value.encoded_data)
        elif is_stream:
            parts.append(value.data)
        return _digest(*parts)


def _scalar(value: Any) -> bytes:
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | float) or hasattr(value, "as_tuple"):
        return f"{float(value):.3f}".encode()
    raw = getattr(value, "original_bytes", None)
    if isinstance(raw, bytes):
        return b"(" + raw
    return f"{type(value).__name__}:{value}".encode("utf-8", "surrogateescape")


def _digest(*parts: bytes) -> bytes:
    running = hashlib.sha256()
    for part in parts:
        running.update(len(part).to_bytes(8, "big"))
        running.update(part)
    return running.digest()
