"""Verdicts, tallies and reasons of an evaluation as plain JSON, for the command line and other programs."""

from collections.abc import Collection
from typing import Any

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.criteria.nodes import Attest, Exists, ForEach, Measure
from assessor.evaluation import (
    VERDICTS,
    Evaluation,
    Minimum,
    RowResult,
    Snapshot,
    Trace,
    deciding,
    missing,
)
from assessor.evaluation.nearest import NearestWay, nearest_way
from assessor.workflow.plain import plain_number, plain_value


def answer(edition: Edition, evaluation: Evaluation, ruled_out: Collection[str] = ()) -> dict[str, Any]:
    """The whole evaluation: result, rows with their places, tallies, groups, total, the nearest way to pass.

    A row's `places` are its root places (unit types applied for, the building or the site); each has its own
    verdict and what it rests on: `deciding` for a certain verdict, `open` for what is still missing. Where a
    verdict is certain although some quantities are not known, `tried` names those: each of their possible
    values gives the same verdict.

    Args:
        edition: the edition.
        evaluation: the verdicts.
        ruled_out: optional rows the user rules out of the nearest way (see `rows_ruled_out`).
    """
    summary = evaluation.summary
    return {
        "edition": edition.code,
        "category": evaluation.snapshot.category,
        "result": summary.result,
        "rows": {row: _row(edition, evaluation.snapshot, one) for row, one in evaluation.rows.items()},
        "tallies": {
            code: {
                "required": {
                    "total": table.required.total,
                    "conforming": table.required.conforming,
                    "not_applicable": table.required.not_applicable,
                    "not_conforming": table.required.not_conforming,
                    "undetermined": table.required.undetermined,
                },
                "optional": {"total": table.optional.total, "conforming": table.optional.conforming},
            }
            for code, table in summary.tables.items()
        },
        "groups": [{"name": group.name, **_minimum(group)} for group in summary.groups],
        "total": _minimum(summary.total),
        "nearest": _nearest(edition, evaluation, ruled_out),
    }


def nearest(
    edition: Edition,
    evaluation: Evaluation,
    ruled_out: Collection[str] = (),
    *,
    with_unrated: bool = True,
) -> NearestWay:
    """The nearest way to pass from where the assessment stands.

    Args:
        edition: the edition.
        evaluation: the verdicts.
        ruled_out: optional rows the user does not want.
        with_unrated: whether rows without a difficulty may be chosen.
    """
    verdicts = {row: one.verdict for row, one in evaluation.rows.items()}
    category = evaluation.snapshot.category
    return nearest_way(
        edition, category, verdicts, evaluation.summary, ruled_out=ruled_out, with_unrated=with_unrated
    )


def rows_ruled_out(state: Assessment) -> frozenset[str]:
    """The optional rows that the user rules out of the nearest way."""
    return frozenset(row for row, note in state.notes.items() if note.ruled_out)


def _nearest(edition: Edition, evaluation: Evaluation, ruled_out: Collection[str]) -> dict[str, Any]:
    way = nearest(edition, evaluation, ruled_out)
    rated_only = nearest(edition, evaluation, ruled_out, with_unrated=False)
    return {
        "required_open": list(way.required_open),
        "rated": _rated(way),
        "unrated": [{"row": step.row, "verdict": step.verdict} for step in way.unrated],
        "difficulty": plain_number(way.difficulty),
        "unreachable": _unreachable(way),
        "without_unrated": {
            "rated": _rated(rated_only),
            "difficulty": plain_number(rated_only.difficulty),
            "unreachable": _unreachable(rated_only),
        },
    }


def _rated(way: NearestWay) -> list[dict[str, Any]]:
    return [
        {"row": step.row, "difficulty": plain_number(step.difficulty), "verdict": step.verdict}
        for step in way.rated
        if step.difficulty is not None
    ]


def _unreachable(way: NearestWay) -> list[dict[str, Any]]:
    return [{"name": one.name, "missing": one.count} for one in way.shortfalls]


def printed_results(edition: Edition, evaluation: Evaluation) -> dict[str, Any]:
    """What the checklist states: result and verdict per row. It travels inside the PDF as `results.json`.

    Verifying recomputes the same from the embedded assessment and compares.
    """
    return {
        "format": "assessor.results",
        "version": 1,
        "edition": edition.code,
        "edition_digest": edition.digest,
        "category": evaluation.snapshot.category,
        "result": evaluation.summary.result,
        "rows": {row: one.verdict for row, one in evaluation.rows.items()},
    }


def rests_on(trace: Trace) -> list[Trace]:
    """The leaves a state rests on, never empty: for an unknown one what is still missing."""
    return missing(trace) or deciding(trace) or [trace]


def _minimum(minimum: Minimum) -> dict[str, int]:
    return {
        "minimum": minimum.minimum,
        "conforming": minimum.conforming,
        "missing": minimum.missing,
    }


def _row(edition: Edition, snapshot: Snapshot, result: RowResult) -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "decided_by": result.decided_by,
        "places": [_place(edition, snapshot, trace) for trace in result.scopes],
    }


def _place(edition: Edition, snapshot: Snapshot, trace: Trace) -> dict[str, Any]:
    place = snapshot.index.places[trace.place]
    verdict = VERDICTS[trace.state]
    found: dict[str, Any] = {"id": place.id, "kind": place.kind, "name": place.name, "verdict": verdict}
    leaves = rests_on(trace)
    if verdict == "undetermined":
        return {**found, "open": [_leaf(edition, snapshot, leaf) for leaf in leaves]}
    tried = _tried(trace)
    if tried:
        found["tried"] = tried
    return {**found, "deciding": _leaf(edition, snapshot, leaves[0])}


def _tried(trace: Trace) -> list[str]:
    """Codes of the unknown quantities whose every possible value gives this verdict (decided by cases)."""
    found: dict[str, None] = {}
    waiting = [trace]
    while waiting:
        current = waiting.pop()
        if current.reason == "by_cases":
            found.update(dict.fromkeys(current.cases))
        else:
            waiting.extend(part for part in current.parts if part.state is trace.state)
    return list(found)


def _leaf(edition: Edition, snapshot: Snapshot, leaf: Trace) -> dict[str, Any]:
    """One condition with value, limit and margin, and the place it was asked at."""
    found: dict[str, Any] = {"place": leaf.place, "place_name": snapshot.index.places[leaf.place].name}
    match leaf.node:
        case Measure() as node:
            found |= {
                "quantity": node.measure,
                "value": plain_value(leaf.value),
                "unit": edition.quantities[node.measure].unit,
                "operator": node.op,
                "limit": plain_value(node.value),
                "margin": None if leaf.margin is None else plain_number(leaf.margin),
            }
        case Attest() as node:
            found |= {"attest": node.attest, "value": leaf.value}
        case ForEach() as node:
            found["kind"] = node.for_each
        case Exists() as node:
            found["kind"] = node.exists
        case _:
            pass
    return {**found, "reason": leaf.reason} if leaf.reason else found
