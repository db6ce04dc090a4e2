"""Who has a document open: locks that die with their process, with a name and a time in them."""

import contextlib
import errno
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from assessor.errors import StoreError
from assessor.store.files import identity

_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS})
_LOCKED_BYTE = 1 << 30
_MAX_HOLDER_BYTES = 4096
_GUARD_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a document open.

    Attributes:
        user: account name; empty: not known.
        host: name of the machine.
        pid: process on that machine.
        since: ISO 8601 time with offset.
    """

    user: str = ""
    host: str = ""
    pid: int = 0
    since: str = ""


def me() -> Holder:
    """This process, from now on."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return Holder(user, platform.node(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))


def is_elsewhere(holder: Holder) -> bool:
    """Whether the holder is a process of another machine, of which nobody here knows whether it runs."""
    return bool(holder.host) and holder.host != platform.node()


class FileLock:
    """A lock file held by this process. The operating system lets go of it when the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Takes the lock file away."""
        if sys.platform == "win32":
            os.close(self._descriptor)
            with contextlib.suppress(OSError):
                self._path.unlink()
            return
        # Removed while it is held: nobody can lock the old file between the two steps and believe it is
        # the new one, because `take` compares the names again after it has the lock.
        if identity(self._path) == _identity_of(self._descriptor):
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._descriptor)


def take(path: Path, holder: Holder, *, take_over: bool = False) -> FileLock | Holder:
    """Takes a lock file for `holder`, or tells who has it.

    A lock left by a process of this machine that no longer runs is taken over. One left by another machine
    is respected, because nobody here can know whether that process runs, unless `take_over` is set.

    Raises:
        OSError: the lock file cannot be made.
    """
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except PermissionError:
            if not path.exists():
                raise
            other = _left_by_another_account(path, holder)
            if other is not None:
                return other
            continue
        held = _try_lock(descriptor)
        found = _read(descriptor)
        if held is None:  # no locks on this file system: the number of the process must do
            held = not (found is not None and found.host == holder.host and _runs(found.pid))
        if not held:
            os.close(descriptor)
            return found or Holder()
        if identity(path) != _identity_of(descriptor):
            os.close(descriptor)
            continue
        if found is not None and found.host != holder.host and not take_over:
            os.close(descriptor)
            return found
        try:
            _write(descriptor, holder)
        except OSError:
            FileLock(path, descriptor).release()
            raise
        return FileLock(path, descriptor)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Only one process at a time is inside; waits for the others.

    Raises:
        StoreError: another process stays inside for longer than any work here takes.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = monotonic() + _GUARD_SECONDS
        while _try_lock(descriptor) is False:
            if monotonic() > end:
                raise StoreError("data_folder_busy", path=str(path.parent))
            sleep(0.01)
        yield
    finally:
        os.close(descriptor)


def _left_by_another_account(path: Path, holder: Holder) -> Holder | None:
    """Who holds a lock file that this account may not write; None: nobody any more, and it is gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return Holder()
    try:
        found = _read(descriptor) or Holder()
        if _try_lock(descriptor) and found.host == holder.host:
            try:
                path.unlink()
            except OSError:
                return found
            return None
        return found
    finally:
        os.close(descriptor)


def _identity_of(descriptor: int) -> tuple[int, int]:
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino


def _read(descriptor: int) -> Holder | None:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        found = json.loads(os.read(descriptor, _MAX_HOLDER_BYTES))
        user, host, pid, since = (found[name] for name in ("user", "host", "pid", "since"))
        return Holder(str(user)[:100], str(host)[:100], int(pid), str(since)[:40])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _write(descriptor: int, holder: Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(holder)).encode())


def _try_lock(descriptor: int) -> bool | None:
    """Whether the lock was free; None: this file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # A byte far behind the end: Windows would not let others read a locked byte.
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return None if problem.errno in _UNSUPPORTED and sys.platform != "win32" else False
    return True


def _runs(pid: int) -> bool:
    if sys.platform == "win32" or pid <= 0:
        return pid > 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
