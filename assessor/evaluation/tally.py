"""Counting: per table, per group of tables, in total, and the result with its reasons in order.

Source: `design/domain.md`, tallies; draft summary tables (lines 8–38), handbook summary (lines 97–120).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from assessor.criteria.model import Edition

Verdict = Literal["conforming", "not_conforming", "not_applicable", "undetermined"]
Result = Literal["conforming", "not_conforming", "undecided"]
Counts = dict[Verdict, int]


@dataclass(frozen=True, slots=True)
class RequiredTally:
    """Required rows by verdict."""

    total: int = 0
    conforming: int = 0
    not_applicable: int = 0
    not_conforming: int = 0
    undetermined: int = 0


@dataclass(frozen=True, slots=True)
class OptionalTally:
    """Optional rows: those that conform count, those still undetermined could."""

    total: int = 0
    conforming: int = 0
    undetermined: int = 0


@dataclass(frozen=True, slots=True)
class TableTally:
    """One table."""

    required: RequiredTally
    optional: OptionalTally


@dataclass(frozen=True, slots=True)
class Minimum:
    """A number of optional rows to reach, for a group of tables or in total.

    Attributes:
        name: name of the group, `total` for the total.
        minimum: rows to reach.
        conforming: rows that conform.
        missing: rows still missing, never negative.
        reachable: rows that conform or may still conform.
    """

    name: str
    minimum: int
    conforming: int
    missing: int
    reachable: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the result is what it is: a code with parameters.

    Codes: `required_not_conforming`, `minimum_unreachable`, `required_undetermined`, `minimum_missing`.
    """

    code: str
    rows: tuple[str, ...] = ()
    name: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """All tallies and the result."""

    tables: Mapping[str, TableTally]
    required: RequiredTally
    optional: OptionalTally
    groups: tuple[Minimum, ...]
    total: Minimum
    result: Result
    reasons: tuple[Reason, ...]


def summarise(edition: Edition, category: str, verdicts: Mapping[str, Verdict]) -> Summary:
    """Tallies and result from the final verdict of every row of the category."""
    required_counts: dict[str, Counts] = {table.code: dict.fromkeys(_VERDICTS, 0) for table in edition.tables}
    optional_counts: dict[str, Counts] = {table.code: dict.fromkeys(_VERDICTS, 0) for table in edition.tables}
    failed: list[str] = []
    still_open: list[str] = []
    for row_id, verdict in verdicts.items():
        row = edition.rows[row_id]
        if edition.level(row, category) == "required":
            required_counts[row.table][verdict] += 1
            if verdict == "not_conforming":
                failed.append(row_id)
            elif verdict == "undetermined":
                still_open.append(row_id)
        else:
            optional_counts[row.table][verdict] += 1
    tables = {
        code: TableTally(_required(required_counts[code]), _optional(optional_counts[code]))
        for code in required_counts
    }
    all_required = _required(_sum(required_counts.values()))
    all_optional = _optional(_sum(optional_counts.values()))
    groups = tuple(
        _minimum(
            group.name,
            group.minimum[category],
            [tables[code].optional for code in group.tables],
        )
        for group in edition.head.groups
    )
    total = _minimum("total", edition.head.total_minimum[category], [all_optional])
    result, reasons = _result(failed, still_open, (*groups, total))
    return Summary(tables, all_required, all_optional, groups, total, result, reasons)


_VERDICTS: tuple[Verdict, ...] = ("conforming", "not_applicable", "not_conforming", "undetermined")


def _sum(counts: Iterable[Counts]) -> Counts:
    total: Counts = dict.fromkeys(_VERDICTS, 0)
    for count in counts:
        for verdict in _VERDICTS:
            total[verdict] += count[verdict]
    return total


def _required(counts: Counts) -> RequiredTally:
    return RequiredTally(
        sum(counts.values()),
        counts["conforming"],
        counts["not_applicable"],
        counts["not_conforming"],
        counts["undetermined"],
    )


def _optional(counts: Counts) -> OptionalTally:
    return OptionalTally(sum(counts.values()), counts["conforming"], counts["undetermined"])


def _minimum(name: str, minimum: int, tallies: list[OptionalTally]) -> Minimum:
    conforming = sum(tally.conforming for tally in tallies)
    reachable = conforming + sum(tally.undetermined for tally in tallies)
    return Minimum(name, minimum, conforming, max(0, minimum - conforming), reachable)


def _result(
    failed: list[str], still_open: list[str], minimums: tuple[Minimum, ...]
) -> tuple[Result, tuple[Reason, ...]]:
    reasons: list[Reason] = []
    if failed:
        reasons.append(Reason("required_not_conforming", tuple(failed), count=len(failed)))
    reasons.extend(
        Reason("minimum_unreachable", name=minimum.name, count=minimum.minimum - minimum.reachable)
        for minimum in minimums
        if minimum.reachable < minimum.minimum
    )
    fails = bool(reasons)
    if still_open:
        reasons.append(Reason("required_undetermined", tuple(still_open), count=len(still_open)))
    reasons.extend(
        Reason("minimum_missing", name=minimum.name, count=minimum.missing)
        for minimum in minimums
        if minimum.missing and minimum.reachable >= minimum.minimum
    )
    if fails:
        return "not_conforming", tuple(reasons)
    return ("undecided" if reasons else "conforming"), tuple(reasons)
