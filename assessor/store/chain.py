"""Hashes that bind a document together: any change of a row is noticed when it is opened.

They guard against accidents (a flipped bit, a lost page, a half-synchronised file). They are no
signature: whoever rewrites the file on purpose can compute them anew.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from assessor.store.layout import JournalLine

_MODULUS = 1 << 256


def genesis(meta: Mapping[str, str]) -> bytes:
    """The hash before the first journal row: it covers the meta table."""
    digest = sha256(b"kosodate 1")
    for key, value in sorted(meta.items()):
        digest.update(f"\n{len(key)}:{key}{value}".encode())
    return digest.digest()


def record_term(key: str, value: str | None) -> int:
    """What one record adds to the sum; a missing one adds nothing."""
    if value is None:
        return 0
    return int.from_bytes(sha256(f"{len(key)}:{key}{value}".encode()).digest(), "big")


def records_sum(rows: Iterable[tuple[str, str]]) -> int:
    """Sum of the terms of all records: an edit changes it without reading the other records."""
    parse, digest = int.from_bytes, sha256
    return sum(parse(digest(f"{len(k)}:{k}{v}".encode()).digest(), "big") for k, v in rows) % _MODULUS


def sum_bytes(total: int) -> bytes:
    """The sum as it is stored, 32 bytes."""
    return (total % _MODULUS).to_bytes(32, "big")


class Entry(NamedTuple):
    """A journal row before it has its hash; the fields of `JournalLine` up to there."""

    seq: int
    at: str
    by: str
    label: str
    changes: str
    records: bytes


def line_after(head: bytes, entry: Entry) -> JournalLine:
    """A journal row with its hash, which covers the row and the hash before it."""
    return JournalLine(*entry, _hash(head, entry))


def broken_at(start: bytes, journal: Iterable[JournalLine]) -> int | None:
    """Number of the first journal row that does not follow from those before it; None: all do."""
    previous = start
    for number, line in enumerate(journal, 1):
        if line.seq != number or _hash(previous, line) != line.hash:
            return number
        previous = line.hash
    return None


def _hash(head: bytes, row: Entry | JournalLine) -> bytes:
    seq, at, by, label, changes, records = row[:6]
    text = f"{seq}:{len(at)}:{at}{len(by)}:{by}{len(label)}:{label}{changes}"
    return sha256(head + records + text.encode()).digest()
