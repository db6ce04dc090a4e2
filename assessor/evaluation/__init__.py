"""Pure evaluation: (edition, snapshot) to verdicts, traces and tallies. No I/O, no clock, no prose."""

from assessor.evaluation.evaluator import VERDICTS, Evaluation, Evaluator, RowResult, basis_of
from assessor.evaluation.logic import State
from assessor.evaluation.numbers import Interval, Value
from assessor.evaluation.snapshot import (
    BUILDING,
    SITE,
    UNIT_TYPE,
    Changed,
    Decided,
    Place,
    PlaceIndex,
    Snapshot,
)
from assessor.evaluation.tally import Minimum, Reason, Summary, TableTally, Verdict
from assessor.evaluation.trace import Trace, deciding, leaves, missing

__all__ = [
    "BUILDING",
    "SITE",
    "UNIT_TYPE",
    "VERDICTS",
    "Changed",
    "Decided",
    "Evaluation",
    "Evaluator",
    "Interval",
    "Minimum",
    "Place",
    "PlaceIndex",
    "Reason",
    "RowResult",
    "Snapshot",
    "State",
    "Summary",
    "TableTally",
    "Trace",
    "Value",
    "Verdict",
    "basis_of",
    "deciding",
    "leaves",
    "missing",
]
