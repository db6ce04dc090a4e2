"""The journal as the rest of the program sees it: who did what, when, with records before and after."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.assessment.record_lines import parse_key, parse_record
from assessor.assessment.records import Key, Record
from assessor.errors import DocumentError, StoreError
from assessor.store.layout import JournalLine
from assessor.store.reading import check_record, check_text, load_strict

Change = tuple[Key, Record | None, Record | None]
"""A key, the record before and the record after; None where there is none."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One edit as it is kept.

    Attributes:
        seq: 1, 2, 3, …
        at: ISO 8601 time of the edit.
        by: who did it, as given.
        label: code of what was done.
        changes: every record it touched.
    """

    seq: int
    at: str
    by: str
    label: str
    changes: tuple[Change, ...]


def parse_line(line: JournalLine, path: Path) -> JournalRow:
    """A stored row as records.

    Raises:
        StoreError: its changes are not ours.
    """
    try:
        check_text(line.changes)
        found = load_strict(line.changes)
        if not isinstance(found, list):
            raise _damaged(line, path)
        changes = tuple(_change(key, old, new) for key, old, new in found)
    except (DocumentError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise _damaged(line, path) from problem
    return JournalRow(line.seq, line.at, line.by, line.label, changes)


def _change(key_parts: Any, old: Any, new: Any) -> Change:
    key = parse_key(_compact(key_parts))
    return key, _record(key, old), _record(key, new)


def _record(key: Key, found: Any) -> Record | None:
    if found is None:
        return None
    record = parse_record(key, _compact(found))
    check_record(record)
    return record


def _damaged(line: JournalLine, path: Path) -> StoreError:
    return StoreError("document_damaged", path=str(path), detail=f"journal {line.seq}")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
