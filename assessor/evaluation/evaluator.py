"""From an edition and a snapshot to verdicts; after a small change only what it touches is done again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessor.criteria.expressions import kinds, parse
from assessor.criteria.model import Edition, Row
from assessor.evaluation import logic
from assessor.evaluation.conditions import RowProgram
from assessor.evaluation.doubtful import rests_on_doubtful
from assessor.evaluation.implied import Implied, Implying
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, VOID, State
from assessor.evaluation.lookup import Context
from assessor.evaluation.numbers import Interval
from assessor.evaluation.snapshot import BUILDING, SITE, UNIT_TYPE, Changed, Snapshot
from assessor.evaluation.tally import Summary, Verdict, summarise
from assessor.evaluation.trace import Trace, deciding, leaves, tightness

VERDICTS: Mapping[State, Verdict] = {
    TRUE: "conforming",
    FALSE: "not_conforming",
    UNKNOWN: "undetermined",
    VOID: "not_applicable",
}


@dataclass(frozen=True)
class RowResult:
    """The verdict of one row.

    Attributes:
        row: id.
        machine: what measurements and attestations say.
        verdict: the final verdict: a person's decision where there is one.
        decided_by: `person`, `machine`, or `none` while undetermined.
        disagrees: a person decided against what the machine says.
        recheck: the row is decided, but what a decision rested on has changed since, or a drawing behind it
            was replaced. It counts as its verdict; an undetermined row is open as it is.
        scopes: per root place (unit type, building or site) the trace that answers "why?".
        is_doubtful: it rests on something read from an earlier revision of a drawing.
    """

    row: str
    machine: Verdict
    verdict: Verdict
    decided_by: str
    disagrees: bool
    recheck: bool
    scopes: tuple[Trace, ...]
    is_doubtful: bool = False

    @cached_property
    def deciding_scope(self) -> Trace | None:
        """The root place that decides: among those with the row's state, the one with the worst margin."""
        same = [trace for trace in self.scopes if VERDICTS[trace.state] == self.machine]
        if not same:
            return None
        return min(same, key=lambda trace: tightness(deciding(trace)[0]))

    @cached_property
    def deciding_leaf(self) -> Trace | None:
        """The leaf on which the verdict rests: the worst place with its value, limit and margin."""
        scope = self.deciding_scope
        return None if scope is None else deciding(scope)[0]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All rows of the category with their verdicts, and the tallies."""

    snapshot: Snapshot
    rows: Mapping[str, RowResult]
    summary: Summary
    scopes: Mapping[str, Mapping[str, Trace]]


class Evaluator:
    """The compiled rows of an edition. Holds no state of an assessment."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._programs = {row.id: RowProgram(edition, row.condition) for row in edition.rows.values()}
        self._implying = Implying(edition)
        self._readers: dict[str, list[str]] = {}
        for row_id, program in self._programs.items():
            for code in program.reads:
                self._readers.setdefault(code, []).append(row_id)
        sums = _sums_over_the_building(edition)
        self._beyond_unit = {row for row, program in self._programs.items() if program.reads & sums}

    def reads(self, row_id: str) -> frozenset[str]:
        """Codes of the quantities that a row may look at."""
        return self._programs[row_id].reads

    def evaluate(self, snapshot: Snapshot) -> Evaluation:
        """Everything from the start."""
        rows: dict[str, RowResult] = {}
        scopes: dict[str, dict[str, Trace]] = {}
        implied = self._implying.parts(snapshot)
        for row in self.edition.rows_for(snapshot.category):
            scopes[row.id] = {
                place: self._check(row, place, snapshot, implied) for place in _roots(row, snapshot)
            }
            rows[row.id] = _row_result(row, scopes[row.id], snapshot)
        return self._finish(snapshot, rows, scopes)

    def update(self, previous: Evaluation, snapshot: Snapshot, changed: Changed) -> Evaluation:
        """The same as `evaluate(snapshot)`, doing again only what the change can touch."""
        if changed.everything or snapshot.category != previous.snapshot.category:
            return self.evaluate(snapshot)
        touched = self._touched(snapshot, changed)
        implied = self._implying.parts(snapshot)
        rows = dict(previous.rows)
        scopes: dict[str, Mapping[str, Trace]] = dict(previous.scopes)
        for row_id, places in touched.items():
            row = self.edition.rows[row_id]
            if row_id not in rows:
                continue
            old = scopes[row_id]
            new: dict[str, Trace] = {}
            for place in _roots(row, snapshot):
                if place in places or place not in old:
                    new[place] = self._check(row, place, snapshot, implied)
                else:
                    new[place] = old[place]
            scopes[row_id] = new
            rows[row_id] = _row_result(row, new, snapshot)
        return self._finish(snapshot, rows, scopes)

    def _finish(
        self, snapshot: Snapshot, rows: Mapping[str, RowResult], scopes: Mapping[str, Mapping[str, Trace]]
    ) -> Evaluation:
        verdicts = {row_id: result.verdict for row_id, result in rows.items()}
        return Evaluation(snapshot, rows, summarise(self.edition, snapshot.category, verdicts), scopes)

    def _check(self, row: Row, place: str, snapshot: Snapshot, implied: Implied) -> Trace:
        program = self._programs[row.id]
        return program.check(
            Context(self.edition, snapshot, row.id, program.reads, program.kinds, implied), place
        )

    def _touched(self, snapshot: Snapshot, changed: Changed) -> dict[str, set[str]]:
        """Root places to check again, by row."""
        touched: dict[str, set[str]] = {}
        index = snapshot.index

        def touch(row_id: str, place: str) -> None:
            row = self.edition.rows[row_id]
            around = index.chains.get(place, (place,))
            roots = touched.setdefault(row_id, set())
            inside = any(index.places[one].kind == UNIT_TYPE for one in around if one in index.places)
            if row.scope == UNIT_TYPE and (row_id in self._beyond_unit or not inside):
                roots.update(index.applied_unit_types)
            else:
                roots.update(around)
            roots.add(BUILDING)
            if row.scope == SITE:
                roots.add(SITE)

        for place, code in changed.values:
            for row_id in self._readers.get(code, ()):
                touch(row_id, place)
        for row_id, place in changed.attested:
            touch(row_id, place)
        for row_id in changed.decisions:
            touched.setdefault(row_id, set())
        if changed.structure:
            for row_id in self._programs:
                for place in changed.structure:
                    touch(row_id, place)
        return touched


def _roots(row: Row, snapshot: Snapshot) -> tuple[str, ...]:
    if row.scope == UNIT_TYPE:
        return snapshot.index.applied_unit_types
    return (SITE,) if row.scope == SITE else (BUILDING,)


def _sums_over_the_building(edition: Edition) -> frozenset[str]:
    """Quantities of the building that add up its places: a change in one unit type reaches every other."""
    return frozenset(
        quantity.code
        for quantity in edition.quantities.values()
        if BUILDING in quantity.kinds and quantity.derive is not None and kinds(parse(quantity.derive))
    )


def _row_result(row: Row, scopes: Mapping[str, Trace], snapshot: Snapshot) -> RowResult:
    state = logic.all_of([trace.state for trace in scopes.values()]) if scopes else UNKNOWN
    machine = VERDICTS[state]
    decision = snapshot.decisions.get(row.id)
    traces = tuple(scopes.values())
    doubtful = rests_on_doubtful(row.id, traces, snapshot)
    if decision is None:
        decided_by = "none" if machine == "undetermined" else "machine"
        return RowResult(
            row.id,
            machine,
            machine,
            decided_by,
            disagrees=False,
            recheck=doubtful and machine != "undetermined",
            scopes=traces,
            is_doubtful=doubtful,
        )
    return RowResult(
        row.id,
        machine,
        decision.verdict,
        "person",
        disagrees=machine not in ("undetermined", decision.verdict),
        recheck=doubtful or (bool(decision.basis) and decision.basis != basis_of(traces)),
        scopes=traces,
        is_doubtful=doubtful,
    )


def basis_of(scopes: Iterable[Trace]) -> str:
    """Digest of everything a row's machine verdict rests on; a decision keeps it to notice later changes."""
    facts = [
        [
            trace.place,
            trace.state.value,
            [[leaf.place, _name(leaf), leaf.state.value, _plain(leaf)] for leaf in leaves(trace)],
        ]
        for trace in scopes
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _name(leaf: Trace) -> str:
    node = leaf.node
    return str(getattr(node, "measure", None) or getattr(node, "attest", ""))


def _plain(leaf: Trace) -> str:
    return "" if isinstance(leaf.value, Interval) else repr(leaf.value)
