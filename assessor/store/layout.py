"""The document file, format version 2: tables, numbers, and the contents as plain rows.

Version 1 had no table for enclosed files; such a document gets it when it is first opened for writing.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

SUFFIX = ".kosodate"
APPLICATION_ID = 0x4B534454
FORMAT_VERSION = 2
MAX_FILE_BYTES = 256 * 2**20
MAX_TEXT_BYTES = 64 * 2**20
MAX_ENCLOSED_BYTES = 48 * 2**20
MAX_ENCLOSED_TOTAL = 192 * 2**20
META_KEYS = frozenset({"document", "created"})

DDL = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE record (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    (
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, "
        "label TEXT NOT NULL, changes TEXT NOT NULL, records BLOB NOT NULL, hash BLOB NOT NULL) STRICT"
    ),
    "CREATE TABLE file (digest TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL) STRICT, WITHOUT ROWID",
)
TABLES_IN = {1: 3, FORMAT_VERSION: len(DDL)}
"""How many of the tables each version of the format has."""

SchemaRow = tuple[str, str, str, str | None]


class Head(NamedTuple):
    """The last journal row: it stands for the whole document, because its hash covers everything."""

    seq: int
    hash: bytes


class JournalLine(NamedTuple):
    """A journal row as it is stored.

    Attributes:
        seq: 1, 2, 3, … without gaps.
        changes: JSON list of [key, record before, record after]; null where there is none.
        records: sum over all records as they are after this row (`chain.records_sum`).
        hash: covers the row and the hash before it.
    """

    seq: int
    at: str
    by: str
    label: str
    changes: str
    records: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a document file holds, as rows.

    Attributes:
        files: contents of enclosed files by SHA-256. The records that name the digest are covered by the
            journal's hashes, so the contents are too.
    """

    meta: Mapping[str, str]
    records: Sequence[tuple[str, str]]
    journal: Sequence[JournalLine]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def head(self) -> Head:
        """Its last journal row; the journal is never empty."""
        last = self.journal[-1]
        return Head(last.seq, last.hash)

    def holds(self, head: Head) -> bool:
        """Whether the document that ends in `head` is this one or an earlier state of it."""
        return 1 <= head.seq <= len(self.journal) and self.journal[head.seq - 1].hash == head.hash


def build(db: sqlite3.Connection, content: Content) -> None:
    """Makes the tables in an empty database and fills them in one transaction."""
    db.execute("PRAGMA page_size = 4096")
    db.execute("BEGIN")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    for statement in DDL:
        db.execute(statement)
    db.executemany("INSERT INTO meta VALUES (?, ?)", content.meta.items())
    db.executemany("INSERT INTO record VALUES (?, ?)", content.records)
    db.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", content.journal)
    db.executemany("INSERT INTO file VALUES (?, ?)", content.files.items())
    db.execute("COMMIT")


def version_of(db: sqlite3.Connection) -> int:
    """Version of the format that a database says it has."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Adds what a document of an earlier version of the format lacks, in one transaction."""
    version = version_of(db)
    if version == FORMAT_VERSION or version not in TABLES_IN:  # what is no version is found when it is read
        return
    db.execute("BEGIN IMMEDIATE")
    for statement in DDL[TABLES_IN[version] :]:
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    db.execute("COMMIT")


def fetch(db: sqlite3.Connection) -> Content:
    """All rows. Checks nothing."""
    meta = dict(db.execute("SELECT key, value FROM meta"))
    records = db.execute("SELECT key, value FROM record ORDER BY key").fetchall()
    lines = db.execute("SELECT seq, at, by, label, changes, records, hash FROM journal ORDER BY seq")
    files = {} if version_of(db) == 1 else dict(db.execute("SELECT digest, content FROM file"))
    return Content(meta, records, list(map(JournalLine._make, lines)), files)


def schema_of(db: sqlite3.Connection) -> list[SchemaRow]:
    """What the database is made of, down to the letter."""
    rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid")
    return [tuple(row) for row in rows]


@cache
def own_schema(version: int = FORMAT_VERSION) -> list[SchemaRow]:
    """What a document of ours is made of, in a version of the format."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in DDL[: TABLES_IN[version]]:
            db.execute(statement)
        return schema_of(db)
