"""A look into a document file without reading all of it: for lists of many documents, never for work on one.

The header and the schema are checked, every record that is given out too; the journal and its hashes are not.
"""

import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assessor.assessment.records import Key, Record
from assessor.errors import StoreError
from assessor.store.failures import of_system
from assessor.store.layout import (
    APPLICATION_ID,
    FORMAT_VERSION,
    MAX_TEXT_BYTES,
    Content,
    own_schema,
    schema_of,
    version_of,
)
from assessor.store.reading import parse_records

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen of a document.

    Attributes:
        document: id of the document.
        records: the records asked for.
        changed_at: ISO 8601 time of the last edit.
    """

    document: str
    records: tuple[tuple[Key, Record], ...]
    changed_at: str


def peek(path: Path, tags: Iterable[str] = ()) -> Glimpse:
    """The records of some kinds of a document file; all of them where no kind is named.

    Args:
        path: the document file; it is opened for reading only and nothing is left beside it.
        tags: kinds of record (`case`, `filing`, …).

    Raises:
        StoreError: missing, not a document, of a newer format, foreign parts in it, or damaged.
    """
    _check_header(path)
    wanted = tuple(tags)
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA query_only = ON")
            if schema_of(db) != own_schema(version_of(db)):
                raise StoreError("foreign_schema", path=str(path))
            meta = dict(db.execute("SELECT key, value FROM meta"))
            last = db.execute("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
            if wanted:
                rows = [row for tag in wanted for row in _of_kind(db, tag)]
            else:
                rows = db.execute("SELECT key, value FROM record ORDER BY key").fetchall()
    except (sqlite3.Error, UnicodeError, ValueError) as problem:
        raise StoreError("document_damaged", path=str(path), detail=str(problem)) from problem
    records = parse_records(Content(meta, rows, ()), path)
    return Glimpse(str(meta.get("document", "")), tuple(records), "" if last is None else str(last[0]))


def _of_kind(db: sqlite3.Connection, tag: str) -> list[tuple[str, str]]:
    """Rows whose key begins with the tag; keys are JSON lists, the tag first."""
    low = f'["{tag}"'
    return db.execute(
        "SELECT key, value FROM record WHERE key >= ? AND key < ? ORDER BY key", (low, f'["{tag}#')
    ).fetchall()


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except FileNotFoundError as problem:
        raise StoreError("document_missing", path=str(path)) from problem
    except OSError as problem:
        raise of_system(problem, path) from problem
    if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC):
        raise StoreError("not_a_document", path=str(path))
    (version,) = struct.unpack_from(">i", head, 60)
    (application,) = struct.unpack_from(">I", head, 68)
    if application != APPLICATION_ID:
        raise StoreError("not_a_document", path=str(path))
    if version > FORMAT_VERSION:
        raise StoreError("newer_format", path=str(path), found=version, known=FORMAT_VERSION)
    if version < 1:
        raise StoreError("document_damaged", path=str(path), detail="header")
