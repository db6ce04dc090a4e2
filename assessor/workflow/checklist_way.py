"""What the printed checklist says of the way that is left to pass."""

from collections.abc import Collection, Iterable

from assessor.assessment import Assessment
from assessor.evaluation import Evaluation
from assessor.evaluation.nearest import NearestWay
from assessor.messages import text
from assessor.report.content import Way, WayRow
from assessor.workflow.answers import nearest, rows_ruled_out
from assessor.workflow.wording import Wording


def way(wording: Wording, state: Assessment, evaluation: Evaluation) -> Way | None:
    """The nearest way to pass without the rows that are ruled out; None where everything is met."""
    if evaluation.summary.result == "conforming":
        return None
    out = rows_ruled_out(state)
    found = nearest(wording.edition, evaluation, out)

    def rows(ids: Iterable[str]) -> tuple[WayRow, ...]:
        return tuple(
            WayRow(
                row,
                wording.edition.rows[row].title.in_language(wording.language),
                wording.difficulty(wording.edition.rows[row]),
                evaluation.rows[row].verdict,
            )
            for row in ids
        )

    return Way(
        required=rows(found.required_open),
        rated=rows(step.row for step in found.rated),
        unrated=rows(step.row for step in found.unrated),
        ruled_out=rows(row for row in evaluation.rows if row in out),
        difficulty=wording.number(found.difficulty),
        shortfalls=(*_short(wording, found), *_rated_only(wording, evaluation, out, found)),
    )


def _short(wording: Wording, found: NearestWay) -> list[str]:
    return [
        text("report.way.short", wording.language, name=wording.group(one.name), count=one.count)
        for one in found.shortfalls
    ]


def _rated_only(
    wording: Wording, evaluation: Evaluation, out: Collection[str], found: NearestWay
) -> list[str]:
    """What becomes of the way without the rows that have no figure; nothing where it uses none."""
    if not found.unrated:
        return []
    alone = nearest(wording.edition, evaluation, out, with_unrated=False)
    said = text(
        "report.way.rated_only",
        wording.language,
        count=len(alone.rated),
        difficulty=wording.number(alone.difficulty),
    )
    return [wording.joined(said, *_short(wording, alone))]
