"""The right to write a document file: one lock in the user's data, one beside the document.

The first keeps this user's windows apart even where the folder cannot be written. The second is seen by
other accounts and other machines that reach the same folder.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assessor import paths
from assessor.store.failures import DENIED, translated
from assessor.store.locks import FileLock, Holder, me, take


@dataclass(frozen=True, slots=True)
class Claim:
    """The outcome of asking for a document file.

    Attributes:
        locks: held until `release`; empty when the document cannot be written.
        holder: who has it open; None: nobody else.
        is_protected: the file or its folder cannot be written by this account.
    """

    locks: tuple[FileLock, ...] = ()
    holder: Holder | None = None
    is_protected: bool = False

    def release(self) -> None:
        """Lets others write the document."""
        for lock in reversed(self.locks):
            lock.release()


def real_path(path: Path) -> Path:
    """The path behind all links: the same document has one lock whatever way it was reached."""
    return Path(os.path.realpath(path))


def beside(document: Path) -> Path:
    """The lock file that others see."""
    return document.with_name(f".~{document.name}.lock")


def claim_document(document: Path, *, take_over: bool = False) -> Claim:
    """Asks for the right to write a document file, given by its real path.

    Args:
        document: real path; need not exist yet.
        take_over: also where another machine's lock lies beside the document.

    Raises:
        StoreError: the data folder cannot be used.
    """
    if not os.access(document if document.exists() else document.parent, os.W_OK):
        return Claim(is_protected=True)
    holder = me()
    folder = paths.user_data() / "locks"
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        name = sha256(os.fsencode(os.path.normcase(document))).hexdigest()[:32]
        own = take(folder / name, holder, take_over=True)
    if isinstance(own, Holder):
        return Claim(holder=own)
    try:
        shared = take(beside(document), holder, take_over=take_over)
    except OSError as problem:
        if problem.errno in DENIED:
            own.release()
            return Claim(is_protected=True)
        # A name that is too long or a full disk is no reason to keep the user from working.
        return Claim((own,))
    if isinstance(shared, Holder):
        own.release()
        return Claim(holder=shared)
    return Claim((own, shared))
