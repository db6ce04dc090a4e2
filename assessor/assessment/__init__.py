"""The assessment: records, states, edits with inverses, checks, and the open interchange form."""

from assessor.assessment.records import (
    Attestation,
    Case,
    Decision,
    Measurement,
    PlaceRecord,
    RowNote,
)
from assessor.assessment.snapshots import snapshot
from assessor.assessment.state import Applied, Assessment, Edit, from_records

__all__ = [
    "Applied",
    "Assessment",
    "Attestation",
    "Case",
    "Decision",
    "Edit",
    "Measurement",
    "PlaceRecord",
    "RowNote",
    "from_records",
    "snapshot",
]
