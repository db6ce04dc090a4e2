"""Evaluating an assessment once, without a session."""

from assessor.assessment import Assessment, snapshot
from assessor.criteria import Edition
from assessor.evaluation import Evaluation, Evaluator


def evaluate(edition: Edition, state: Assessment) -> Evaluation:
    """Verdicts and tallies of an assessment."""
    return Evaluator(edition).evaluate(snapshot(state, edition))
