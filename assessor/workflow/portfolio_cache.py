"""Verdicts of documents that were looked at before, by file, time and size; in this user's data folder."""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from assessor import __version__, paths
from assessor.errors import DocumentError
from assessor.workflow.files import write_output

FORMAT = "assessor.portfolio"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the list shows of an evaluated case.

    Attributes:
        edition: digest of the edition's data it was evaluated with.
        result: `conforming`, `not_conforming` or `undecided`.
        eligible: `met`, `not_met` or `undetermined`.
        required_failed: required rows that do not conform.
        required_open: required rows that are undetermined.
        optional_missing: optional rows still missing to the total minimum.
        recheck: decisions whose basis changed.
        dwellings: dwellings entered with the unit types applied for.
        certified: dwellings listed when the certification in force was filed; 0: not known.
    """

    edition: str
    result: str
    eligible: str
    required_failed: int
    required_open: int
    optional_missing: int
    recheck: int
    dwellings: int
    certified: int = 0


class Cache:
    """Verdicts of one folder's documents. A cache that cannot be read or written is none."""

    def __init__(self, file: Path | None, entries: dict[str, tuple[tuple[int, int], Verdicts]]) -> None:
        self._file = file
        self._entries = entries
        self._is_changed = False

    @classmethod
    def of(cls, folder: Path) -> "Cache":
        """The cache of a folder."""
        try:
            home = paths.user_data() / "portfolio"
            home.mkdir(exist_ok=True)
            file = home / f"{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}.json"
        except OSError:
            return cls(None, {})
        try:
            found = json.loads(file.read_bytes())
            if (found["format"], found["program"]) != (FORMAT, __version__):
                return cls(file, {})
            entries = {name: _entry(one) for name, one in found["cases"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls(file, {})
        return cls(file, entries)

    def get(self, path: Path, stamp: tuple[int, int], edition: str) -> Verdicts | None:
        """The verdicts of a document that is as it was, evaluated with the same edition."""
        found = self._entries.get(str(path))
        if found is None or found[0] != stamp or found[1].edition != edition:
            return None
        return found[1]

    def put(self, path: Path, stamp: tuple[int, int], verdicts: Verdicts) -> None:
        """Keeps the verdicts of a document."""
        self._entries[str(path)] = (stamp, verdicts)
        self._is_changed = True

    def save(self, present: Iterable[Path]) -> None:
        """Writes what is known of the documents that are there."""
        if self._file is None or not self._is_changed:
            return
        names = {str(path) for path in present}
        cases = {
            name: [*stamp, asdict(verdicts)]
            for name, (stamp, verdicts) in self._entries.items()
            if name in names
        }
        whole = {"format": FORMAT, "program": __version__, "cases": cases}
        with contextlib.suppress(DocumentError):  # without a cache the next look takes longer
            write_output(self._file, json.dumps(whole, ensure_ascii=False).encode())
            self._is_changed = False


_TYPES = {field.name: str if field.type in ("str", str) else int for field in fields(Verdicts)}


def _entry(found: Any) -> tuple[tuple[int, int], Verdicts]:
    time, size, values = found
    if set(values) != set(_TYPES) or any(type(values[name]) is not kind for name, kind in _TYPES.items()):
        raise ValueError("entry")
    return (int(time), int(size)), Verdicts(**values)
