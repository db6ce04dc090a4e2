"""What the verdicts say when one looks at them together: per unit type, how near the limits, what if."""

from dataclasses import dataclass, replace

from assessor.criteria import Edition
from assessor.evaluation import (
    VERDICTS,
    Evaluation,
    Evaluator,
    PlaceIndex,
    RowResult,
    Snapshot,
    Trace,
    deciding,
)
from assessor.evaluation.snapshot import UNIT_TYPE
from assessor.evaluation.trace import tightness
from assessor.workflow.wording import Wording


def unit_rows(edition: Edition, evaluation: Evaluation) -> tuple[str, ...]:
    """The rows that are asked of every unit type, in the order of the sheet."""
    return tuple(row for row in evaluation.rows if edition.rows[row].scope == UNIT_TYPE)


def if_applied(evaluator: Evaluator, evaluation: Evaluation) -> dict[str, dict[str, Trace]]:
    """How the rows would come out in the unit types that are left out, if they were applied for.

    Gives the traces by row and unit type; empty where no unit type is left out.
    """
    snapshot = evaluation.snapshot
    index = snapshot.index
    left_out = [unit for unit in index.unit_types if unit not in index.applied_unit_types]
    if not left_out:
        return {}
    places = [replace(place, applied=True) for place in index.places.values()]
    whole = Snapshot(
        snapshot.category,
        PlaceIndex(index.edition, places),
        snapshot.values,
        snapshot.attested,
        snapshot.decisions,
    )
    then = evaluator.evaluate(whole)
    return {
        row: {unit: then.scopes[row][unit] for unit in left_out}
        for row in unit_rows(evaluator.edition, evaluation)
    }


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the verdict of a row at one root place rests on.

    Attributes:
        trace: the worst leaf.
        share: its margin as a share of the limit, negative where the limit is missed; None without a figure.
    """

    trace: Trace
    share: float | None


def worst_leaf(scope: Trace) -> Leaf:
    """The leaf that decides at a root place."""
    leaf = deciding(scope)[0]
    has_none, share = tightness(leaf)
    return Leaf(leaf, None if has_none else share)


def scope_line(wording: Wording, index: PlaceIndex, row: str, scope: Trace) -> str:
    """The worst place of a row within one root place, with value and limit."""
    verdict = VERDICTS[scope.state]
    alone = RowResult(row, verdict, verdict, "machine", disagrees=False, recheck=False, scopes=(scope,))
    return wording.deciding(alone, index, full=True)
