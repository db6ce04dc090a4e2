"""Working copies on disk: one folder each, with its database, who uses it, and what it was made from."""

import contextlib
import json
import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from assessor import paths
from assessor.errors import StoreError
from assessor.store.failures import of_system, translated
from assessor.store.files import sync_folder, write_whole
from assessor.store.layout import Content, Head
from assessor.store.locks import FileLock, Holder, guarded, me, take
from assessor.store.working_copy import FILE_NAME, create_file

_STATE, _IN_USE = "state.json", "in_use"


@dataclass(frozen=True, slots=True)
class Base:
    """The saved state that a working copy goes on from.

    Attributes:
        document: real path of the document file; empty: never saved.
        digest: SHA-256 of the document file's bytes.
        seq: number of the last journal row in it.
        hash: hash of that row, hexadecimal.
    """

    document: str = ""
    digest: str = ""
    seq: int = 0
    hash: str = ""

    @property
    def head(self) -> Head:
        """The saved document's last journal row."""
        return Head(self.seq, bytes.fromhex(self.hash))


class Slot:
    """A working copy's folder, held by this process."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self.folder = folder
        self._lock = lock

    def write_base(self, base: Base) -> None:
        """Keeps what the working copy was made from.

        Raises:
            StoreError: not written.
        """
        path = self.folder / _STATE
        with translated(path):
            write_whole(path, json.dumps(asdict(base)).encode())

    def restore(self, base: Base) -> None:
        """Holds the folder again after it had been taken away by somebody, and made anew.

        Raises:
            StoreError: it cannot be held.
        """
        lock = take_in_use(self.folder)
        if lock is not None:
            self._lock.release()
            self._lock = lock
        self.write_base(base)

    def read_base(self) -> Base:
        """What the working copy was made from. Unreadable counts as never saved, so that it is not lost."""
        try:
            found = json.loads((self.folder / _STATE).read_bytes())
            base = Base(str(found["document"]), str(found["digest"]), int(found["seq"]), str(found["hash"]))
            _ = base.head
        except (OSError, ValueError, TypeError, KeyError):
            return Base()
        return base

    def release(self) -> None:
        """Leaves the folder for later."""
        self._lock.release()

    def remove(self) -> None:
        """Takes the folder away."""
        with contextlib.suppress(OSError):
            (self.folder / FILE_NAME).unlink()
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def work_folder() -> Path:
    """Folder of all working copies; made when missing.

    Raises:
        StoreError: it cannot be made.
    """
    folder = paths.user_data() / "work"
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def guard() -> AbstractContextManager[None]:
    """Working copies are made, looked through and taken over by one process at a time."""
    return guarded(work_folder() / ".guard")


def create_slot(content: Content, base: Base) -> Slot:
    """A new working copy with these rows. Call it inside `guard`.

    Raises:
        StoreError: no room or no permission in the data folder.
    """
    folder = work_folder() / secrets.token_hex(8)
    try:
        with translated(folder):
            folder.mkdir()
            sync_folder(folder.parent)
        slot = claim_slot(folder)
        assert slot is not None
        try:
            slot.write_base(base)
            create_file(folder, content)
        except BaseException:
            slot.release()
            raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return slot


def take_in_use(folder: Path) -> FileLock | None:
    """The lock of a working copy's folder; None: another process, or this one, has it.

    Raises:
        StoreError: the folder cannot be used.
    """
    path = folder / _IN_USE
    try:
        found = take(path, me(), take_over=True)
    except OSError as problem:
        raise of_system(problem, path) from problem
    return None if isinstance(found, Holder) else found


def claim_slot(folder: Path) -> Slot | None:
    """The working copy in `folder` for this process; None: another one uses it.

    Raises:
        StoreError: the folder cannot be used.
    """
    lock = take_in_use(folder)
    return None if lock is None else Slot(folder, lock)


def idle_slots() -> list[Slot]:
    """Working copies that no running process uses, each now held by this one. Call it inside `guard`.

    Folders without a database belong to a start that never finished; nothing was acknowledged in them, and
    they are removed.
    """
    found: list[Slot] = []
    for folder in sorted(work_folder().iterdir()):
        if not folder.is_dir():
            continue
        try:
            slot = claim_slot(folder)
        except StoreError:
            continue
        if slot is None:
            continue
        if (folder / FILE_NAME).exists():
            found.append(slot)
        else:
            slot.remove()
    return found


def idle_slots_of(document: Path) -> list[Slot]:
    """Those of `idle_slots` that were made from this document file."""
    kept: list[Slot] = []
    for slot in idle_slots():
        if slot.read_base().document == str(document):
            kept.append(slot)
        else:
            slot.release()
    return kept
