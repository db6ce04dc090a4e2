"""The nearest way to pass: which open rows would do it at the least summed difficulty.

The minimums form a tree (groups of tables that share no table, all of them within the total), so taking the
easiest rows of each group up to its minimum and then the easiest of the rest up to the total is exact: no
other choice has a smaller sum. A test compares it with trying every subset.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessor.criteria.model import Edition
from assessor.evaluation.tally import Summary, Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One optional row to be met.

    Attributes:
        row: its id.
        difficulty: of 5; None where the edition gives no figure.
        verdict: `undetermined` (perhaps only to be shown) or `not_conforming` (the design must change).
    """

    row: str
    difficulty: Decimal | Fraction | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A minimum that the remaining rows cannot reach; `name` is the group or `total`."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class NearestWay:
    """What is left to do.

    Attributes:
        required_open: required rows that do not conform yet, in the order of the sheet.
        rated: chosen optional rows with a difficulty.
        unrated: chosen optional rows without a figure; they stand in only where rated rows are not enough.
        difficulty: sum over the rated ones.
        shortfalls: minimums that cannot be reached with the rows that may be chosen.
    """

    required_open: tuple[str, ...]
    rated: tuple[Step, ...]
    unrated: tuple[Step, ...]
    difficulty: Decimal | Fraction
    shortfalls: tuple[Shortfall, ...]


def nearest_way(
    edition: Edition,
    category: str,
    verdicts: Mapping[str, Verdict],
    summary: Summary,
    *,
    ruled_out: Collection[str] = (),
    with_unrated: bool = True,
) -> NearestWay:
    """The open required rows and the easiest set of open optional rows that reaches every minimum.

    Args:
        edition: gives levels, groups and difficulties.
        category: category code.
        verdicts: final verdict by row.
        summary: tallies of the same verdicts.
        ruled_out: optional rows the user does not want.
        with_unrated: whether rows without a difficulty may be chosen.
    """
    required_open = tuple(
        row
        for row, verdict in verdicts.items()
        if edition.level(edition.rows[row], category) == "required" and verdict in _OPEN
    )
    candidates: list[Step] = []
    for row_id, verdict in verdicts.items():
        row = edition.rows[row_id]
        if edition.level(row, category) != "optional" or verdict not in _OPEN or row_id in ruled_out:
            continue
        if row.difficulty is not None or with_unrated:
            candidates.append(Step(row_id, row.difficulty, verdict))
    order = {row: number for number, row in enumerate(verdicts)}
    candidates.sort(key=lambda step: (*_cost(step), step.verdict != "undetermined", order[step.row]))
    chosen: list[Step] = []
    shortfalls: list[Shortfall] = []
    for group, minimum in zip(edition.head.groups, summary.groups, strict=True):
        own = [step for step in candidates if edition.rows[step.row].table in group.tables]
        chosen.extend(own[: minimum.missing])
        if len(own) < minimum.missing:
            shortfalls.append(Shortfall(minimum.name, minimum.missing - len(own)))
    rest = [step for step in candidates if step not in chosen]
    more = max(0, summary.total.missing - len(chosen))
    chosen.extend(rest[:more])
    if len(rest) < more:
        shortfalls.append(Shortfall("total", more - len(rest)))
    chosen.sort(key=lambda step: order[step.row])
    rated = tuple(step for step in chosen if step.difficulty is not None)
    unrated = tuple(step for step in chosen if step.difficulty is None)
    difficulty = sum(
        (Fraction(step.difficulty) for step in rated if step.difficulty is not None), Fraction(0)
    )
    return NearestWay(required_open, rated, unrated, difficulty, tuple(shortfalls))


_OPEN: frozenset[Verdict] = frozenset({"undetermined", "not_conforming"})


def _cost(step: Step) -> tuple[bool, Fraction]:
    return step.difficulty is None, Fraction(step.difficulty or 0)
