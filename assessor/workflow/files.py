"""Files in and out: read whole with a limit, written so that the old one stays until the new one is safe."""

import sys
from pathlib import Path

from assessor.errors import DocumentError
from assessor.store.files import write_whole

STDIN = "-"
MAX_INPUT = 64 << 20


def read_input(source: str | Path, limit: int = MAX_INPUT) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        DocumentError: no such file, a folder, not readable, or more than `limit` bytes.
    """
    if str(source) == STDIN:
        data = sys.stdin.buffer.read(limit + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                data = file.read(limit + 1)
        except FileNotFoundError as problem:
            raise DocumentError("input_missing", path=str(source)) from problem
        except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
            raise DocumentError("input_unreadable", path=str(source), detail=_detail(problem)) from problem
    if len(data) > limit:
        raise DocumentError("input_too_large", path=str(source), limit=limit >> 20)
    return data


def write_output(path: Path, data: bytes) -> None:
    """Writes a file beside its place, reads it back, and only then gives it the name.

    Killed or out of space at any moment, what lay at `path` before is still whole.

    Raises:
        DocumentError: the folder is missing or not writable, the disk is full, or other bytes are read back.
    """
    try:
        write_whole(path, data)
    except (OSError, ValueError) as problem:
        raise DocumentError("output_not_written", path=str(path), detail=_detail(problem)) from problem


def _detail(problem: OSError | ValueError) -> str:
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
