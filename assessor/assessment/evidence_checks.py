"""What the register of drawings may hold."""

import re

from assessor.assessment.evidence import Drawing
from assessor.assessment.evidence_edits import numbers_in
from assessor.assessment.record_lines import parse_key
from assessor.assessment.records import AttestationKey, MeasurementKey, NoteKey
from assessor.errors import DocumentError, EditError

_DIGEST = re.compile(r"[0-9a-f]{64}")


def check_drawing(number: str, drawing: Drawing) -> None:
    """Refuses a drawing that no reference could name, and a file without a digest.

    Raises:
        EditError: `drawing_number` or `drawing_file`.
    """
    if numbers_in(number) != (number,) or not number.isprintable() or len(number) > 200:
        raise EditError("drawing_number", number=number)
    is_enclosed = bool(_DIGEST.fullmatch(drawing.sha256))
    if drawing.size < 0 or (drawing.sha256 and not is_enclosed) or bool(drawing.name) != is_enclosed:
        raise EditError("drawing_file", number=number)


def check_stale(number: str, subject: str) -> None:
    """Refuses a mark on something that is not read from drawings.

    Raises:
        EditError: `stale_subject`.
    """
    try:
        key = parse_key(subject)
    except DocumentError as problem:
        raise EditError("stale_subject", number=number) from problem
    if not isinstance(key, MeasurementKey | AttestationKey | NoteKey):
        raise EditError("stale_subject", number=number)
