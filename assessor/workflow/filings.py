"""Filings and what is enclosed with them: edits, files in and out of the document."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment, Edit
from assessor.assessment.records import (
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    Key,
    Record,
)
from assessor.errors import DocumentError, EditError, StoreError
from assessor.store import DocumentHandle
from assessor.workflow.documents import now
from assessor.workflow.files import read_input

MAX_ENCLOSED = 48 << 20


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file taken into the document, and the edit that names it.

    Attributes:
        item: its item under the document.
    """

    item: str
    enclosure: Enclosure
    edit: Edit


def set_fact(code: str, value: bool | str | None, *, source: str = "", by: str = "", at: str = "") -> Edit:
    """Sets a fact of the procedure; None or an empty text clears it."""
    fact = None if value is None or value == "" else Fact(value, source, at, by)
    return Edit(((FactKey(code), fact),), "fact")


def new_filing(state: Assessment, application: str, **fields: Any) -> tuple[str, Edit]:
    """A new filing of an application, after those there are; gives its id and the edit."""
    taken = [int(match[1]) for one in state.filings if (match := re.fullmatch(r"f-([0-9]{1,9})", one))]
    filing = f"f-{1 + max(taken, default=0)}"
    order = 1 + max((one.order for one in state.filings.values()), default=-1)
    return filing, Edit(((FilingKey(filing), Filing(application, order=order, **fields)),), "filing")


def change_filing(state: Assessment, filing: str, **changes: Any) -> Edit:
    """Changes the dates, the reference, the answer on renewal or the note of a filing.

    Raises:
        EditError: there is no such filing.
    """
    return Edit(((FilingKey(filing), replace(_filing(state, filing), **changes)),), "filing")


def remove_filing(state: Assessment, filing: str) -> Edit:
    """Takes a filing out with everything enclosed with it.

    Raises:
        EditError: there is no such filing.
    """
    _filing(state, filing)
    sets: list[tuple[Key, Record | None]] = [
        (EnclosureKey(filing, document, item), None)
        for document, by_item in state.enclosures.get(filing, {}).items()
        for item in by_item
    ]
    return Edit((*sets, (FilingKey(filing), None)), "remove_filing")


def enclose_file(
    handle: DocumentHandle,
    state: Assessment,
    filing: str,
    document: str,
    path: Path,
    *,
    by: str = "",
    **fields: Any,
) -> EnclosedFile:
    """Takes a file into the document; the caller applies the edit.

    Args:
        handle: the open document.
        state: the assessment.
        filing: id of the filing.
        document: code of the document.
        path: the file.
        by: who encloses it.
        **fields: `sheets`, `marked`, `issued`, `note`.

    Raises:
        EditError: there is no such filing.
        DocumentError: no such file, not readable, empty, or too large.
        StoreError: the document is read-only, or cannot take it.
    """
    _filing(state, filing)
    raw = read_input(path, MAX_ENCLOSED)
    if not raw:
        raise DocumentError("enclosed_empty", name=path.name)
    digest = handle.keep_file(raw)
    enclosure = Enclosure(path.name, digest, len(raw), at=now(), by=by, **fields)
    item = next_item(state, filing, document)
    edit = Edit(((EnclosureKey(filing, document, item), enclosure),), "enclose")
    return EnclosedFile(item, enclosure, edit)


def note_paper(
    state: Assessment, filing: str, document: str, name: str, *, by: str = "", **fields: Any
) -> Edit:
    """Notes a document that is handed in on paper (or, with `waived`, that the office does not need).

    Raises:
        EditError: there is no such filing.
    """
    _filing(state, filing)
    key = EnclosureKey(filing, document, next_item(state, filing, document))
    return Edit(((key, Enclosure(name, at=now(), by=by, **fields)),), "note_paper")


def change_enclosure(state: Assessment, filing: str, document: str, item: str, **changes: Any) -> Edit:
    """Changes what is noted about an enclosure: sheets, marked, issued, note, name.

    Raises:
        EditError: there is no such enclosure.
    """
    found = state.enclosures.get(filing, {}).get(document, {}).get(item)
    if found is None:
        raise EditError("enclosure_unknown", filing=filing, document=document)
    return Edit(((EnclosureKey(filing, document, item), replace(found, **changes)),), "enclosure")


def remove_enclosure(filing: str, document: str, item: str) -> Edit:
    """Takes an enclosure out."""
    return Edit(((EnclosureKey(filing, document, item), None),), "remove_enclosure")


def take_over(state: Assessment, source: str, filing: str, document: str) -> Edit:
    """The enclosures of an earlier filing's document, enclosed again as they are."""
    _filing(state, filing)
    before = state.enclosures.get(source, {}).get(document, {})
    sets = tuple(
        (EnclosureKey(filing, document, item), replace(one, marked=False)) for item, one in before.items()
    )
    return Edit(sets, "enclose")


def enclosed_bytes(handle: DocumentHandle, enclosure: Enclosure) -> bytes:
    """The content of an enclosed file.

    Raises:
        StoreError: its content is not in this document (it came with an interchange file), or cannot be read.
    """
    raw = handle.file(enclosure.sha256) if enclosure.sha256 else None
    if raw is None or sha256(raw).hexdigest() != enclosure.sha256:
        raise StoreError("enclosed_not_here", name=enclosure.name)
    return raw


def next_item(state: Assessment, filing: str, document: str) -> str:
    """A free item under a document of a filing: 1, 2, 3 and so on."""
    taken = [int(one) for one in state.enclosures.get(filing, {}).get(document, {}) if one.isdigit()]
    return str(1 + max(taken, default=0))


def _filing(state: Assessment, filing: str) -> Filing:
    found = state.filings.get(filing)
    if found is None:
        raise EditError("filing_unknown", filing=filing)
    return found
