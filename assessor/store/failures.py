"""From the operating system's and SQLite's errors to sentences a user can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessor.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_SQLITE_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "access_denied",
    sqlite3.SQLITE_CANTOPEN: "access_denied",
    sqlite3.SQLITE_PERM: "access_denied",
    sqlite3.SQLITE_AUTH: "access_denied",
    sqlite3.SQLITE_CORRUPT: "working_copy_damaged",
    sqlite3.SQLITE_NOTADB: "working_copy_damaged",
    sqlite3.SQLITE_BUSY: "file_in_use",
    sqlite3.SQLITE_LOCKED: "file_in_use",
    sqlite3.SQLITE_TOOBIG: "entry_too_large",
}
_WINDOWS_SHARING = 32


def of_system(problem: OSError, path: Path) -> StoreError:
    """The error for a failed call of the operating system on a file."""
    if problem.errno in _FULL:
        return StoreError("disk_full", path=str(path))
    if getattr(problem, "winerror", None) == _WINDOWS_SHARING:
        return StoreError("file_in_use", path=str(path))
    if problem.errno in DENIED:
        return StoreError("access_denied", path=str(path))
    return StoreError("disk_failed", path=str(path), detail=problem.strerror or str(problem))


def of_sqlite(problem: sqlite3.Error, path: Path) -> StoreError:
    """The error for a failed statement on a working copy."""
    code = _SQLITE_CODES.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
    if code is not None:
        return StoreError(code, path=str(path))
    return StoreError("disk_failed", path=str(path), detail=str(problem))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns errors about this file into StoreError; the original stays as the cause."""
    try:
        yield
    except sqlite3.Error as problem:
        raise of_sqlite(problem, path) from problem
    except OSError as problem:
        raise of_system(problem, path) from problem
