"""The register of drawings: which drawings there are, and what is to be checked after a new revision."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing under its number.

    Attributes:
        title: what it shows, as printed on it.
        revision: as printed on it; empty: the first issue.
        issued: ISO 8601 date of that revision; empty: not known.
        name: name of the enclosed file; empty: none is enclosed.
        sha256: digest of the file's content, hexadecimal.
        size: of the file in bytes.
        order: position in the register.
    """

    title: str = ""
    revision: str = ""
    issued: str = ""
    name: str = ""
    sha256: str = ""
    size: int = 0
    note: str = ""
    order: int = 0
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """Something was read from an earlier revision of a drawing and is to be checked against the new one.

    Attributes:
        basis: digest of the record as it was then: one that was entered anew since is checked.
        revision: the revision it was read from.
    """

    basis: str
    revision: str = ""
    at: str = ""
    by: str = ""


class DrawingKey(NamedTuple):
    """A drawing by its number."""

    drawing: str
    tag: Literal["drawing"] = "drawing"


class StaleKey(NamedTuple):
    """What is to be checked: a drawing, and the key of the record read from it as `key_text` writes it."""

    drawing: str
    subject: str
    tag: Literal["stale"] = "stale"


EvidenceKey = DrawingKey | StaleKey
EvidenceRecord = Drawing | Stale

KEY_TYPES: dict[str, type[EvidenceKey]] = {"drawing": DrawingKey, "stale": StaleKey}
RECORD_TYPES: dict[str, type[EvidenceRecord]] = {"drawing": Drawing, "stale": Stale}
