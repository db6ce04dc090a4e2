"""Further files inside a certified PDF, read from the designer's signed revision only."""

from typing import Any

from assessor.signing.reading import MAX_STREAM, open_reader

ASSESSMENT = "assessment.json"
RESULTS = "results.json"
REVIEW = "review.json"
SUBMISSION = "submission.pdf"
_MAX_NAMES = 1000
_MAX_DEPTH = 16


def read_embedded(pdf: bytes, name: str) -> bytes | None:
    """The embedded file of that name as it stood when the first signature was made; None: there is none.

    Only for files that were verified as intact: their names and revisions were checked there.

    Raises:
        ValueError: several files have the name, or the list of names is out of all proportion.
    """
    reader = open_reader(pdf)
    first = reader.embedded_regular_signatures[0]
    root = reader.get_historical_resolver(first.signed_revision).root
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]:
        return None
    found = [entry for key, entry in _entries(root["/Names"]["/EmbeddedFiles"], 0) if key == name]
    if not found:
        return None
    if len(found) > 1:
        raise ValueError("several embedded files of one name")
    data = bytes(found[0].get_object()["/EF"]["/F"].data)
    if len(data) > MAX_STREAM:
        raise ValueError("embedded file too large")
    return data


def _entries(node: Any, depth: int) -> list[tuple[str, Any]]:
    if depth > _MAX_DEPTH:
        raise ValueError("name tree too deep")
    found: list[tuple[str, Any]] = []
    if "/Kids" in node:
        for kid in node["/Kids"]:
            found.extend(_entries(kid.get_object(), depth + 1))
    if "/Names" in node:
        names = node["/Names"]
        found.extend((str(names[index]), names[index + 1]) for index in range(0, len(names) - 1, 2))
    if len(found) > _MAX_NAMES:
        raise ValueError("too many embedded files")
    return found
