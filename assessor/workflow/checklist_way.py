"""What the printed checklist says of the way that is left to pass."""

from collections.abc import Iterable

from assessor.assessment import Assessment
from assessor.evaluation import Evaluation
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
        shortfalls=tuple(
            text("report.way.short", wording.language, name=wording.group(one.name), count=one.count)
            for one in found.shortfalls
        ),
    )
