"""Files embedded in a PDF, read from one revision of it."""

from collections.abc import Iterator
from typing import Any

from assessor.signing.names import ATTACHMENT
from assessor.signing.plain import is_safe_name, plain
from assessor.signing.reading import MAX_STREAM
from assessor.signing.verification import Reason

_MAX_NAMES = 1000
_MAX_DEPTH = 16


def read_attachment(revision: Any, wanted: str = ATTACHMENT) -> tuple[bytes | None, tuple[Reason, ...]]:
    """An embedded file as it stood in a revision, and what is wrong with the embedded files.

    Nothing is read when any embedded file has a name that could mislead (path parts, device names,
    direction marks) or when two claim to be the one that is wanted.

    Args:
        revision: pyHanko's `HistoricalResolver` of the signed revision.
        wanted: name of the file: the assessment of a checklist, the review of a report.
    """
    found = []
    try:
        for key, specification in embedded_files(revision.root):
            names = {key, *_names_in(specification)}
            for name in names:
                if not is_safe_name(name):
                    return None, (Reason("attachment_name_unsafe", {"name": plain(name)}),)
            if any(name.casefold() == wanted for name in names):
                found.append((names, specification))
        if not found:
            return None, (Reason("attachment_missing", {"name": wanted}),)
        if len(found) > 1 or found[0][0] != {wanted}:
            return None, (Reason("attachment_twice", {"name": wanted}),)
        data = bytes(found[0][1]["/EF"]["/F"].data)
    except Exception as error:  # noqa: BLE001 # a hostile file may raise anything; the answer is the same
        return None, (Reason("attachment_unreadable", {"name": wanted, "detail": type(error).__name__}),)
    if len(data) > MAX_STREAM:
        return None, (Reason("attachment_unreadable", {"name": wanted, "detail": "size"}),)
    return data, ()


def embedded_files(root: Any) -> Iterator[tuple[str, Any]]:
    """Names and file specifications of the embedded files.

    Raises:
        ValueError: the list of names is out of all proportion.
    """
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]:
        return
    waiting = [(root["/Names"]["/EmbeddedFiles"], 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            raise ValueError("name tree too deep")
        if "/Kids" in node:
            waiting.extend((kid.get_object(), depth + 1) for kid in node["/Kids"])
        if "/Names" in node:
            pairs = node["/Names"]
            if len(pairs) % 2:
                raise ValueError("odd name tree")
            for index in range(0, len(pairs), 2):
                count += 1
                if count > _MAX_NAMES:
                    raise ValueError("too many embedded files")
                yield _text(pairs[index]), pairs[index + 1].get_object()


def _names_in(specification: Any) -> Iterator[str]:
    for key in ("/F", "/UF"):
        if key in specification:
            yield _text(specification[key])


def _text(value: Any) -> str:
    """A PDF string as text; bytes that are no text become marks that no safe name has."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value)
