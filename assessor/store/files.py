"""Files that are either the old or the new version, never something between."""

import contextlib
import errno
import os
import shutil
import sys
import time
from hashlib import sha256
from pathlib import Path

_NO_DIRECTORY_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
_REPLACE_TRIES = 10


def digest_of(raw: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return sha256(raw).hexdigest()


def identity(path: Path) -> tuple[int, int] | None:
    """Device and inode, None when there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sync_file(descriptor: int) -> None:
    """Puts a file's bytes onto the medium, past the drive's own cache where the system can."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Makes renamed and new names in a folder durable. Windows and some shares cannot be asked to."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in _NO_DIRECTORY_SYNC:
            raise
    finally:
        os.close(descriptor)


def remove_unfinished(path: Path) -> None:
    """Takes away what a `write_whole` that was killed left beside `path`."""
    with contextlib.suppress(OSError):
        _unfinished(path).unlink()


def write_whole(path: Path, raw: bytes) -> None:
    """Writes a copy beside `path`, reads it back, and puts it in place of what was there.

    Only one process at a time may do this with a path.

    Raises:
        OSError: not written; what was there is untouched.
    """
    temporary = _unfinished(path)
    remove_unfinished(path)
    try:
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
        )
        with open(descriptor, "wb") as file:  # noqa: PTH123 (takes over the descriptor)
            file.write(raw)
            file.flush()
            sync_file(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read back from the medium, not from memory, where possible
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        _compare(temporary, raw)
        with contextlib.suppress(OSError):
            shutil.copymode(path, temporary)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _unfinished(path: Path) -> Path:
    # The name is short whatever the document is called: 255 bytes are few in Japanese.
    return path.with_name(f".~{sha256(os.fsencode(path.name)).hexdigest()[:16]}.tmp")


def _compare(path: Path, raw: bytes) -> None:
    if path.read_bytes() != raw:
        raise OSError(errno.EIO, "read back other bytes than were written")


def _replace(source: Path, target: Path) -> None:
    """Renames; on Windows a virus scanner or synchroniser may hold the target for a moment."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.03 * (attempt + 1))
        else:
            return
