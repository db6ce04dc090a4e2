"""The working copy: a SQLite file in the user's data folder that takes every edit as one transaction.

PERSIST + EXTRA + EXCLUSIVE: the edit is on the medium before `commit` returns, and no side file holds a part
of the truth for longer than the transaction lasts.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import RLock

from assessor.errors import StoreError
from assessor.store import chain
from assessor.store.failures import translated
from assessor.store.files import identity, sync_file, sync_folder, write_whole
from assessor.store.layout import (
    MAX_ENCLOSED_BYTES,
    MAX_ENCLOSED_TOTAL,
    MAX_TEXT_BYTES,
    Content,
    Head,
    bring_up_to_date,
    build,
    fetch,
)
from assessor.store.reading import check_text, read_content

FILE_NAME = "copy.kosodate"

TextChange = tuple[str, str | None]


def create_file(folder: Path, content: Content) -> None:
    """Makes the working copy's file from checked rows; complete and on the medium, or not there.

    Raises:
        StoreError: no room, or no permission.
    """
    path, unfinished = folder / FILE_NAME, folder / "unfinished"
    with translated(path):
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            build(db, content)
        with unfinished.open("rb+") as file:
            sync_file(file.fileno())
        unfinished.replace(path)
        sync_folder(folder)


def read_file(folder: Path) -> Content:
    """The checked rows of a working copy that nobody uses; first brings back what a cut-off edit changed.

    Raises:
        StoreError: missing or damaged.
    """
    path = folder / FILE_NAME
    with translated(path), closing(_connect(path)) as db:
        raw = db.serialize()
    try:
        return read_content(raw, path)
    except StoreError as problem:
        raise StoreError("working_copy_damaged", path=str(path)) from problem


class WorkingCopy:
    """An open working copy. Commits come from one thread, `snapshot` from any."""

    def __init__(self, folder: Path, content: Content, on_rescue: Callable[[], None]) -> None:
        """Opens the file that lies in `folder`.

        Args:
            folder: the working copy's own folder.
            content: its rows, just written or read.
            on_rescue: called after the file had vanished and was written anew.

        Raises:
            StoreError: it cannot be opened.
        """
        self._path = folder / FILE_NAME
        self._lock = RLock()
        self._on_rescue = on_rescue
        self._is_lost = False
        # Records before the edit that is being written, until it is acknowledged or taken back.
        self._in_doubt: list[TextChange] | None = None
        with translated(self._path):
            self._db = _connect(self._path)
        self._identity = identity(self._path)
        self._head = content.head
        self._sum = int.from_bytes(content.journal[-1].records, "big")

    @property
    def head(self) -> Head:
        """The last committed journal row."""
        return self._head

    def commit(self, label: str, at: str, by: str, changes: Sequence[TextChange]) -> int:
        """Writes one edit; returns its number only when it is on the medium.

        Raises:
            StoreError: not written; the working copy is as it was before.
        """
        for text in (label, at, by, *(part for change in changes for part in change if part is not None)):
            try:
                check_text(text)
            except ValueError as problem:
                raise StoreError("text_not_storable", text=ascii(text)[:80]) from problem
        with self._lock, translated(self._path):
            try:
                return self._commit_once(label, at, by, changes)
            except sqlite3.Error:
                if identity(self._path) == self._identity:
                    raise
                self._rescue()
                return self._commit_once(label, at, by, changes)

    def snapshot(self) -> tuple[bytes, Head]:
        """The working copy as the bytes of one complete database file, with the head it ends in.

        Raises:
            StoreError: it cannot be read.
        """
        with self._lock, translated(self._path):
            self._retract()
            return self._db.serialize(), self._head

    def read(self) -> Content:
        """All rows as they are now.

        Raises:
            StoreError: it cannot be read.
        """
        with self._lock, translated(self._path):
            self._retract()
            return fetch(self._db)

    def keep_file(self, raw: bytes) -> str:
        """Takes the content of a file in; the edit that names its digest comes afterwards.

        Content that no record names when the document is next opened is dropped.

        Raises:
            StoreError: too large, or not written.
        """
        if len(raw) > MAX_ENCLOSED_BYTES:
            raise StoreError("enclosed_too_large", limit=MAX_ENCLOSED_BYTES // 2**20)
        digest = sha256(raw).hexdigest()
        with self._lock, translated(self._path):
            if self._is_lost:
                self._rescue()
            self._retract()
            # A document that grew beyond what is read could never be opened again.
            (there,) = self._db.execute(
                "SELECT coalesce(sum(length(content)), 0) FROM file WHERE digest <> ?", (digest,)
            ).fetchone()
            if there + len(raw) > MAX_ENCLOSED_TOTAL:
                raise StoreError("enclosed_together_too_large", limit=MAX_ENCLOSED_TOTAL // 2**20)
            self._db.execute("INSERT OR IGNORE INTO file VALUES (?, ?)", (digest, raw))
        return digest

    def file(self, digest: str) -> bytes | None:
        """The content of an enclosed file; None: it is not in this document.

        Raises:
            StoreError: it cannot be read.
        """
        with self._lock, translated(self._path):
            row = self._db.execute("SELECT content FROM file WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else bytes(row[0])

    def close(self) -> None:
        """Closes the file; it stays where it is."""
        with self._lock:
            self._db.close()

    def _commit_once(self, label: str, at: str, by: str, changes: Sequence[TextChange]) -> int:
        if self._is_lost:
            self._rescue()
        self._retract()
        try:
            head, total = self._write(label, at, by, changes)
            if identity(self._path) != self._identity:
                # EXCLUSIVE switches off SQLite's own check: the edit went into a file without a name.
                self._rescue()
        except (sqlite3.Error, StoreError):
            with contextlib.suppress(sqlite3.Error):
                self._retract()
            raise
        self._in_doubt = None
        self._head, self._sum = head, total
        return head.seq

    def _write(self, label: str, at: str, by: str, changes: Sequence[TextChange]) -> tuple[Head, int]:
        before: list[TextChange] = []
        self._in_doubt = before
        db = self._db
        total = self._sum
        parts: list[str] = []
        db.execute("BEGIN IMMEDIATE")
        try:
            for key, new in changes:
                row = db.execute("SELECT value FROM record WHERE key = ?", (key,)).fetchone()
                old: str | None = row[0] if row is not None else None
                before.append((key, old))
                total += chain.record_term(key, new) - chain.record_term(key, old)
                parts.append(f"[{key},{old or 'null'},{new or 'null'}]")
                _put(db, key, new)
            text = f"[{','.join(parts)}]"
            sum_bytes = chain.sum_bytes(total)
            line = chain.line_after(
                self._head.hash, chain.Entry(self._head.seq + 1, at, by, label, text, sum_bytes)
            )
            db.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", line)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
            raise
        return Head(line.seq, line.hash), total

    def _retract(self) -> None:
        """Takes back an edit that failed but may be there all the same: nobody was told that it is."""
        if self._in_doubt is None:
            return
        db = self._db
        if db.in_transaction:
            db.execute("ROLLBACK")
        (last,) = db.execute("SELECT max(seq) FROM journal").fetchone()
        if last != self._head.seq:
            db.execute("BEGIN IMMEDIATE")
            for key, old in reversed(self._in_doubt):
                _put(db, key, old)
            db.execute("DELETE FROM journal WHERE seq > ?", (self._head.seq,))
            db.execute("COMMIT")
        self._in_doubt = None

    def _rescue(self) -> None:
        """Gives the content, which the open connection still reads, a file with a name again.

        Raises:
            StoreError: that is not possible now; it is tried again at the next commit.
        """
        self._is_lost = True
        try:
            raw = self._db.serialize()
            read_content(raw, self._path)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # A rollback journal of the file that was here before must not be applied to this one.
            self._path.with_name(f"{FILE_NAME}-journal").unlink(missing_ok=True)
            write_whole(self._path, raw)
            fresh = _connect(self._path)
        except (sqlite3.Error, OSError, StoreError) as problem:
            raise StoreError("working_copy_lost", path=str(self._path)) from problem
        self._db.close()
        self._db = fresh
        self._identity = identity(self._path)
        self._is_lost = False
        self._on_rescue()


def _put(db: sqlite3.Connection, key: str, value: str | None) -> None:
    if value is None:
        db.execute("DELETE FROM record WHERE key = ?", (key,))
    else:
        db.execute("INSERT OR REPLACE INTO record VALUES (?, ?)", (key, value))


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():  # connecting would make an empty one
        raise StoreError("working_copy_lost", path=str(path))
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)
    # Nothing gets in that could not be read again: the same limit as when reading.
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = PERSIST")
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA fullfsync = ON")
        db.execute("PRAGMA trusted_schema = OFF")
        # The first statement that writes takes the lock for good, and brings back the state before a
        # transaction that was cut off.
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
        bring_up_to_date(db)
    except BaseException:
        db.close()
        raise
    return db
