"""Reads a document file that anybody may have made: nothing in it is run, everything is checked.

The file is read once into memory, so that what was checked is what is used, a side file next to it is
never looked at, and media that cannot be written are no special case.
"""

import json
import re
import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from assessor.assessment.record_lines import parse_key, parse_record
from assessor.assessment.records import Key, Measurement, Record
from assessor.errors import DocumentError, StoreError
from assessor.store import chain
from assessor.store.failures import of_system
from assessor.store.layout import (
    APPLICATION_ID,
    FORMAT_VERSION,
    MAX_FILE_BYTES,
    MAX_TEXT_BYTES,
    META_KEYS,
    Content,
    fetch,
    own_schema,
    schema_of,
    version_of,
)

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_FORBIDDEN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|[dD][89a-fA-F])")
_MAX_EXPONENT = 60


def read_bytes(path: Path) -> bytes:
    """The whole file.

    Raises:
        StoreError: missing, a folder, not readable, or larger than any document.
    """
    try:
        if path.is_dir():
            raise StoreError("document_is_folder", path=str(path))
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as problem:
        raise StoreError("document_missing", path=str(path)) from problem
    except OSError as problem:
        raise of_system(problem, path) from problem
    if len(raw) > MAX_FILE_BYTES:
        raise StoreError("document_too_large", path=str(path), limit=MAX_FILE_BYTES // 2**20)
    return raw


def read_content(raw: bytes, path: Path) -> Content:
    """The rows of a document file after its schema, pages, journal and record sum were checked.

    Raises:
        StoreError: not a document, of a newer format, foreign parts in it, or damaged.
    """
    _check_header(raw, path)
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
            db.deserialize(raw)
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA query_only = ON")
            if schema_of(db) != own_schema(version_of(db)):
                raise StoreError("foreign_schema", path=str(path))
            if db.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                raise _damaged(path, "pages")
            content = fetch(db)
    except (sqlite3.Error, UnicodeError) as problem:
        raise _damaged(path, str(problem)) from problem
    _check_chain(content, path)
    return content


def parse_records(content: Content, path: Path) -> list[tuple[Key, Record]]:
    """The records of a document.

    Raises:
        StoreError: a key or record is not one of ours, to the letter.
    """
    texts = [text for _, text in content.records]
    try:
        check_text("\n".join(text for row in content.records for text in row))
        loaded = load_strict(f"[{','.join(texts)}]")
        keys = [parse_key(text) for text, _ in content.records]
        if len(loaded) != len(texts) or not all(type(one) is dict for one in loaded):
            raise _damaged(path, "records")
        if _key_texts(keys) != f"[{','.join(text for text, _ in content.records)}]":
            raise _damaged(path, "keys")
        records = [(key, parse_record(key, text)) for key, text in zip(keys, texts, strict=True)]
        for _, record in records:
            check_record(record)
    except (DocumentError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise _damaged(path, str(problem)) from problem
    return records


def check_text(text: str) -> None:
    """Refuses NUL and lone surrogates, written out or as JSON escapes.

    Raises:
        ValueError: there is one.
    """
    if "\0" in text or ("\\u" in text and _FORBIDDEN_ESCAPE.search(text)):
        raise ValueError("NUL or lone surrogate")
    text.encode()


def load_strict(text: str) -> Any:
    """JSON without binary floats, NaN, Infinity, or a name that stands twice.

    Raises:
        ValueError: not such JSON.
        RecursionError: nested deeper than anything of ours.
    """
    return _STRICT.decode(text)


def check_record(record: Record) -> None:
    """A measured value is exactly one of its types, and no number that is huge when written out.

    Raises:
        ValueError: it is not.
    """
    if not isinstance(record, Measurement):
        return
    value = record.value
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, bool | str | Fraction):
            continue  # a ratio is bounded by its spelling
        adjusted = getattr(one, "adjusted", None)
        if adjusted is None or abs(adjusted()) > _MAX_EXPONENT:
            raise ValueError("measured value")


def _check_header(raw: bytes, path: Path) -> None:
    if not raw:
        raise StoreError("document_empty", path=str(path))
    if len(raw) < _HEADER_BYTES or not raw.startswith(_MAGIC):
        raise StoreError("not_a_document", path=str(path))
    page_size, write_version, read_version = struct.unpack_from(">HBB", raw, 16)
    (pages,) = struct.unpack_from(">I", raw, 28)
    (version,) = struct.unpack_from(">i", raw, 60)
    (application,) = struct.unpack_from(">I", raw, 68)
    if application != APPLICATION_ID:
        raise StoreError("not_a_document", path=str(path))
    if version > FORMAT_VERSION:
        raise StoreError("newer_format", path=str(path), found=version, known=FORMAT_VERSION)
    if version < 1 or (write_version, read_version) != (1, 1):
        raise _damaged(path, "header")
    expected = (65536 if page_size == 1 else page_size) * pages
    if len(raw) < expected:
        raise StoreError("document_truncated", path=str(path), found=len(raw), expected=expected)
    if len(raw) != expected:
        raise _damaged(path, "size")


def _check_chain(content: Content, path: Path) -> None:
    if content.meta.keys() != META_KEYS:
        raise _damaged(path, "meta")
    if not content.journal:
        raise _damaged(path, "journal")
    broken = chain.broken_at(chain.genesis(content.meta), content.journal)
    if broken is not None:
        raise StoreError("journal_altered", path=str(path), number=broken)
    if chain.sum_bytes(chain.records_sum(content.records)) != content.journal[-1].records:
        raise StoreError("records_altered", path=str(path))
    for digest, enclosed in content.files.items():
        if sha256(enclosed).hexdigest() != digest:
            raise _damaged(path, f"file {digest[:16]}")


def _key_texts(keys: list[Key]) -> str:
    """What `key_text` gives for each, in one go: ten thousand calls would cost 20 ms."""
    parts = [[key.tag, *key[:-1]] for key in keys]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    listed = list(pairs)
    found = dict(listed)
    if len(found) != len(listed):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"not a number of ours: {text}")


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_no_number, parse_constant=_no_number)


def _damaged(path: Path, detail: str) -> StoreError:
    return StoreError("document_damaged", path=str(path), detail=detail)
