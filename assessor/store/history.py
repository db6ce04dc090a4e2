"""The journal as a file of its own, which travels inside a signed checklist and proves itself.

Every row carries the hash of the chain up to it, as in the document. Replaying the changes gives the records
in which the history ends: whoever reads it compares them with what was signed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.assessment.record_lines import key_text, parse_key, parse_record
from assessor.assessment.records import Key, Record
from assessor.errors import DocumentError, StoreError
from assessor.store import chain
from assessor.store.journal import JournalRow, parse_line
from assessor.store.layout import META_KEYS, Content, JournalLine
from assessor.store.reading import check_record, check_text, load_strict

FORMAT = "assessor.history"
VERSION = 1
MAX_BYTES = 24 << 20
_FIELDS = ("seq", "at", "by", "label", "changes", "records", "hash")


@dataclass(frozen=True, slots=True)
class History:
    """A history whose chain holds.

    Attributes:
        document: id of the document it comes from.
        created: ISO 8601 time at which the document was made.
        rows: all edits, oldest first.
        records: what the edits lead to.
        head: hash of the last edit, hexadecimal; it stands for the whole history.
    """

    document: str
    created: str
    rows: tuple[JournalRow, ...]
    records: tuple[tuple[Key, Record], ...]
    head: str


def write_history(content: Content) -> bytes:
    """The journal of a document as JSON, UTF-8, the same bytes for the same journal."""
    rows = [
        {
            "seq": line.seq,
            "at": line.at,
            "by": line.by,
            "label": line.label,
            "changes": json.loads(line.changes),
            "records": line.records.hex(),
            "hash": line.hash.hex(),
        }
        for line in content.journal
    ]
    whole = {"format": FORMAT, "version": VERSION, "meta": dict(content.meta), "rows": rows}
    return (json.dumps(whole, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n").encode()


def read_history(data: bytes, name: str = "history.json") -> History:
    """A history that anybody may have written, after its chain was followed and its changes replayed.

    Args:
        data: what `write_history` wrote.
        name: how it is called in messages.

    Raises:
        StoreError: `history_unreadable` (not a history, or a newer one), or `history_broken` with the number
            of the first edit that does not follow from those before it.
    """
    meta, lines = _parse(data, name)
    broken = chain.broken_at(chain.genesis(meta), lines)
    if broken is not None:
        raise StoreError("history_broken", name=name, number=broken)
    rows: list[JournalRow] = []
    texts: dict[str, str] = {}
    total = 0
    for line in lines:
        try:
            total = _replay(line, texts, total)
            rows.append(parse_line(line, Path(name)))
        except (StoreError, DocumentError, ValueError, TypeError, RecursionError) as problem:
            raise StoreError("history_broken", name=name, number=line.seq) from problem
    return History(
        meta["document"], meta["created"], tuple(rows), _records(texts, name), lines[-1].hash.hex()
    )


def _parse(data: bytes, name: str) -> tuple[Mapping[str, str], list[JournalLine]]:
    found: Any = None
    try:
        if len(data) <= MAX_BYTES:
            text = data.decode("utf-8")
            check_text(text)
            found = load_strict(text)
        if _is_history(found):
            return found["meta"], [_line(row) for row in found["rows"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise StoreError("history_unreadable", name=name) from problem
    raise StoreError("history_unreadable", name=name)


def _is_history(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and (found.get("format"), found.get("version")) == (FORMAT, VERSION)
        and isinstance(found.get("meta"), dict)
        and found["meta"].keys() == META_KEYS
        and all(isinstance(value, str) for value in found["meta"].values())
        and isinstance(found.get("rows"), list)
        and len(found["rows"]) > 0
    )


def _line(row: Any) -> JournalLine:
    if not isinstance(row, dict) or tuple(row) != _FIELDS or type(row["seq"]) is not int:
        raise ValueError("row")
    texts = [row[field] for field in ("at", "by", "label", "records", "hash")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(row["changes"], list):
        raise ValueError("row")
    return JournalLine(
        row["seq"],
        row["at"],
        row["by"],
        row["label"],
        _compact(row["changes"]),
        bytes.fromhex(row["records"]),
        bytes.fromhex(row["hash"]),
    )


def _replay(line: JournalLine, texts: dict[str, str], total: int) -> int:
    """Applies one edit to the records; gives their new sum.

    Raises:
        ValueError: what it says was there before was not, or the sum is another.
    """
    for key_parts, old, new in json.loads(line.changes):
        key = key_text(parse_key(_compact(key_parts)))
        before = texts.get(key)
        if before != (None if old is None else _compact(old)):
            raise ValueError("before")
        after = None if new is None else _compact(new)
        total += chain.record_term(key, after) - chain.record_term(key, before)
        if after is None:
            texts.pop(key, None)
        else:
            texts[key] = after
    if chain.sum_bytes(total) != line.records:
        raise ValueError("records")
    return total


def _records(texts: Mapping[str, str], name: str) -> tuple[tuple[Key, Record], ...]:
    found = []
    try:
        for text, value in sorted(texts.items()):
            key = parse_key(text)
            record = parse_record(key, value)
            check_record(record)
            found.append((key, record))
    except (DocumentError, ValueError) as problem:
        raise StoreError("history_unreadable", name=name) from problem
    return tuple(found)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
