"""Held records of an upgrade as JSON, so that a document can keep them beside its assessment."""

import json
from collections.abc import Iterable

from assessor.assessment.interchange import parse_json
from assessor.assessment.record_lines import key_text, parse_key, parse_record, record_text
from assessor.assessment.upgrade import Held
from assessor.errors import DocumentError

FORMAT = "assessor.shelf"
VERSION = 1


def write_shelf(held: Iterable[Held]) -> bytes:
    """The held records as JSON, UTF-8, the same bytes for the same content."""
    records = [
        {"edition": one.edition, "key": key_text(one.key), "record": record_text(one.record)}
        | ({"content": one.content} if one.content else {})
        for one in held
    ]
    whole = {"format": FORMAT, "version": VERSION, "held": records}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_shelf(data: bytes) -> tuple[Held, ...]:
    """The held records of what `write_shelf` wrote.

    Raises:
        DocumentError: not such a document, a newer one, or a damaged record in it.
    """
    found = parse_json(data)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DocumentError("form_field", place="format", reason=FORMAT)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DocumentError("newer_version", found=version, known=VERSION)
    result: list[Held] = []
    entries = found.get("held")
    for number, one in enumerate(entries if isinstance(entries, list) else [None]):
        texts = (
            [one.get(name, "") for name in ("edition", "key", "record", "content")]
            if isinstance(one, dict)
            else []
        )
        if not texts or not all(isinstance(text, str) for text in texts):
            raise DocumentError("form_field", place=f"held[{number}]", reason="edition, key, record")
        edition, key, record, content = texts
        parsed = parse_key(key)
        result.append(Held(edition, parsed, parse_record(parsed, record), content))
    return tuple(result)
