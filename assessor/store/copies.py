"""Rolling copies: the last saved versions of each document, in the user's data folder."""

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from assessor import paths
from assessor.store.claims import real_path
from assessor.store.files import write_whole
from assessor.store.layout import SUFFIX

KEPT = 5


@dataclass(frozen=True, slots=True)
class RollingCopy:
    """An earlier saved version; open it read-only and save it under a name to go back to it.

    Attributes:
        path: the copy, a complete document file.
        saved_at: ISO 8601 time with offset.
        seq: number of its last edit.
    """

    path: Path
    saved_at: str
    seq: int


def rolling_copies(document: Path) -> list[RollingCopy]:
    """Earlier saved versions of the document that lies or lay at this path, newest first."""
    found: list[RollingCopy] = []
    for path in _listed(_folder(real_path(document))):
        stamp, _, seq = path.stem.partition("-")
        moment = datetime.fromtimestamp(int(stamp) / 1_000_000, UTC)
        found.append(RollingCopy(path, moment.isoformat(timespec="seconds"), int(seq)))
    return found


def keep(document: Path, raw: bytes, seq: int) -> None:
    """Keeps one more version and removes the oldest beyond `KEPT`.

    Raises:
        OSError: not kept.
    """
    folder = _folder(document)
    folder.mkdir(parents=True, exist_ok=True)
    for unfinished in folder.glob(".~*.tmp"):
        with contextlib.suppress(OSError):
            unfinished.unlink()
    earlier = _listed(folder)
    newest = int(earlier[0].stem.partition("-")[0]) if earlier else 0
    # Later than the last one even when the clock was set back.
    stamp = max(int(datetime.now(UTC).timestamp() * 1_000_000), newest + 1)
    write_whole(folder / f"{stamp}-{seq}{SUFFIX}", raw)
    for path in _listed(folder)[KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()


def _folder(document: Path) -> Path:
    name = sha256(os.fsencode(os.path.normcase(document))).hexdigest()[:32]
    return paths.user_data() / "copies" / name


def _listed(folder: Path) -> list[Path]:
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        stamp, _, seq = path.stem.partition("-")
        if stamp.isdecimal() and seq.isdecimal():
            found.append((int(stamp), path))
    return [path for _, path in sorted(found, reverse=True)]
