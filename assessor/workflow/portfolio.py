"""A folder of cases as a list: first what each document says by itself, then the verdicts, kept for later.

Nothing is held anywhere but in the documents and, to be quick, in this user's data folder: verdicts by file,
time and size. The list never decides anything; a document that is opened is read and evaluated anew.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from assessor.assessment import Assessment, from_records, snapshot
from assessor.assessment.records import DWELLING_COUNT
from assessor.criteria import Edition
from assessor.errors import CriteriaError, UserError
from assessor.evaluation import Evaluation, Evaluator
from assessor.store import SUFFIX, open_document
from assessor.store.peeking import peek
from assessor.workflow.case_dates import BrokenOrder, Deadline, broken_orders
from assessor.workflow.certified_source import CERTIFIED_BY, certified_filings
from assessor.workflow.documents import read_source
from assessor.workflow.editions import edition_of
from assessor.workflow.eligibility import eligibility
from assessor.workflow.portfolio_cache import Cache, Verdicts
from assessor.workflow.procedure import WANTING, document_list
from assessor.workflow.stages import Standing, next_deadline, standing

MAX_CASES = 20_000
SEEN = ("case", "fact", "filing", "dwelling", "enclosure")
"""Kinds of record that the first look reads."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list.

    Attributes:
        path: the document file.
        document: id of the document; copies of one document share it.
        stage: code of the step it stands at (`certified` after certification, `lapsed` when that has run
            out); empty: no procedure.
        deadline: the next last day.
        broken: dates in the wrong order, and what was done without what must come before it.
        certified_on: day of the certificate.
        valid_until: last day of the certification.
        in_force: whether the certification is valid on the day of the look.
        dwellings: dwellings listed in the application.
        wanting: codes of documents that the present filing lacks.
        fault: code of what kept it from being read; everything else is empty then.
        verdicts: result and counts; None: not looked at yet, or not readable.
    """

    path: Path
    stamp: tuple[int, int]
    document: str = ""
    name: str = ""
    address: str = ""
    owner: str = ""
    edition: str = ""
    category: str = ""
    changed_at: str = ""
    stage: str = ""
    deadline: Deadline | None = None
    broken: tuple[BrokenOrder, ...] = ()
    certified_on: date | None = None
    valid_until: date | None = None
    in_force: bool = False
    dwellings: int = 0
    wanting: tuple[str, ...] = ()
    fault: UserError | None = None
    verdicts: Verdicts | None = None

    @property
    def certified_dwellings(self) -> int:
        """Dwellings whose certification is in force: as they were certified, as far as that is known."""
        if not self.in_force:
            return 0
        if self.verdicts is not None and self.verdicts.certified:
            return self.verdicts.certified
        counted = 0 if self.verdicts is None else self.verdicts.dwellings
        return self.dwellings or counted


@dataclass(frozen=True, slots=True)
class YearCount:
    """Dwellings certified in a year, and all up to its end.

    Attributes:
        target: where the straight way to the target would be at its end; None: no target.
    """

    year: int
    added: int
    total: int
    target: int | None


def find_cases(folder: Path) -> list[Path]:
    """The document files in a folder and the folders in it, by name; links to folders are not followed."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += [
            Path(root, one) for one in sorted(files) if one.endswith(SUFFIX) and not one.startswith(".")
        ]
        if len(found) > MAX_CASES:
            break
    return found[:MAX_CASES]


class Portfolio:
    """The cases of a folder.

    Attributes:
        folder: where they lie.
        rows: the cases as far as they are known, in the order of their paths.
    """

    def __init__(self, folder: Path, *, extra: Iterable[Path] = ()) -> None:
        self.folder = folder
        self.rows: tuple[CaseRow, ...] = ()
        self._extra = tuple(extra)
        self._cache = Cache.of(folder)
        self._editions: dict[str, Edition | CriteriaError] = {}

    def scan(self, today: date) -> tuple[CaseRow, ...]:
        """Looks at every document once: what it says by itself, and verdicts that are known from before."""
        self.rows = tuple(self._look(path, today) for path in find_cases(self.folder))
        return self.rows

    def waiting(self) -> tuple[Path, ...]:
        """Documents whose verdicts are not known yet."""
        return tuple(row.path for row in self.rows if row.verdicts is None and row.fault is None)

    def judge(self, *, workers: int = 0) -> Iterator[CaseRow]:
        """Evaluates the documents whose verdicts are not known, and gives each row as it is done.

        What was found is kept when the last one is done, or when the caller stops.

        Args:
            workers: processes to share the work; 0: this one.
        """
        by_path = {row.path: row for row in self.rows}
        try:
            for path, verdicts, fault in _judged(self.waiting(), self._extra, workers):
                row = replace(by_path[path], verdicts=verdicts, fault=fault)
                by_path[path] = row
                if verdicts is not None:
                    self._cache.put(path, row.stamp, verdicts)
                yield row
        finally:
            self.rows = tuple(by_path[row.path] for row in self.rows)
            self._cache.save(one.path for one in self.rows)

    def _edition(self, code: str) -> Edition:
        if code not in self._editions:
            try:
                self._editions[code] = edition_of(code, self._extra)
            except CriteriaError as problem:
                self._editions[code] = problem
        found = self._editions[code]
        if isinstance(found, CriteriaError):
            raise found
        return found

    def _look(self, path: Path, today: date) -> CaseRow:
        stamp = (0, 0)
        try:
            stamp = _stamp(path)
            seen = peek(path, SEEN)
            state = from_records(seen.records)
            row = self._described(
                CaseRow(path, stamp, seen.document, changed_at=seen.changed_at), state, today
            )
        except UserError as problem:
            return CaseRow(path, stamp, fault=problem)
        except OSError as problem:
            fault = UserError("input_unreadable", path=str(path), detail=problem.strerror or "")
            return CaseRow(path, stamp, fault=fault)
        digest = self._edition(row.edition).digest
        return replace(row, verdicts=self._cache.get(path, stamp, digest))

    def _described(self, row: CaseRow, state: Assessment, today: date) -> CaseRow:
        edition, case = self._edition(state.case.edition), state.case
        where = standing(edition, state, today)
        broken = broken_orders(edition, state, today)
        return replace(
            row,
            name=case.name,
            address=case.address,
            owner=case.owner,
            edition=case.edition,
            category=case.category,
            stage=where.stage,
            deadline=next_deadline(edition, state, today),
            broken=broken,
            certified_on=where.certified_on,
            valid_until=where.valid_until,
            in_force=where.certified_on is not None
            and where.certified_on <= today
            and (where.valid_until is None or today <= where.valid_until),
            dwellings=len(state.dwellings),
            wanting=_wanting(edition, state, _next_application(where, broken), today),
        )


def certified_by_year(
    rows: Iterable[CaseRow], *, target: int | None = None, by: int | None = None, fiscal: bool = True
) -> tuple[YearCount, ...]:
    """Dwellings with a certification in force, by the year they were certified in.

    Args:
        rows: the cases.
        target: dwellings to be certified in the end.
        by: the year in which the target is to be reached.
        fiscal: years begin in April.
    """
    added: dict[int, int] = {}
    for row in rows:
        if row.certified_on is not None and row.certified_dwellings:
            day = row.certified_on
            year = day.year - 1 if fiscal and day.month < 4 else day.year
            added[year] = added.get(year, 0) + row.certified_dwellings
    if not added and by is None:
        return ()
    first = min([*added, *([by] if by is not None else [])])
    last = max([*added, *([by] if by is not None else [])])
    found: list[YearCount] = []
    total = 0
    for year in range(first, last + 1):
        total += added.get(year, 0)
        found.append(YearCount(year, added.get(year, 0), total, _due(target, first, by, year)))
    return tuple(found)


def verdicts_of(edition: Edition, state: Assessment, evaluation: Evaluation, certified: int = 0) -> Verdicts:
    """What the list shows of an evaluated case; `certified` dwellings as they were certified."""
    summary = evaluation.summary
    tables = summary.tables.values()
    counted = sum(
        int(one.value)
        for place in evaluation.snapshot.index.applied_unit_types
        if (one := state.measurements.get(place, {}).get(DWELLING_COUNT)) is not None
        and not isinstance(one.value, bool | str | tuple)
    )
    return Verdicts(
        edition=edition.digest,
        result=summary.result,
        eligible=eligibility(edition, state).fulfilment,
        required_failed=sum(table.required.not_conforming for table in tables),
        required_open=sum(table.required.undetermined for table in tables),
        optional_missing=summary.total.missing,
        recheck=sum(row.recheck for row in evaluation.rows.values()),
        dwellings=counted,
        certified=certified,
    )


def _next_application(where: Standing, broken: tuple[BrokenOrder, ...]) -> str | None:
    """The application to prepare: one that was left out, else that of the present step or the next one.

    Steps of which it is not known whether they are taken are passed over.
    """
    left_out = [one.order.first.partition(":") for one in broken if one.first is None]
    for source, _, application in left_out:
        if source == "filed":
            return application
    at = next((number for number, one in enumerate(where.steps) if one.progress == "current"), None)
    if at is None:
        return None
    after = where.steps[at].step.after
    later = [one.step for one in where.steps[at:] if one.progress in {"current", "open"}]
    return next((one.application for one in later if one.application and one.after == after), None)


def _certified_dwellings(path: Path, state: Assessment) -> int:
    """Dwellings listed when the certification in force was filed; 0: not known, or none was listed."""
    if not any(one.application in CERTIFIED_BY and one.decided for one in state.filings.values()):
        return 0
    with open_document(path, read_only=True) as handle:
        found = certified_filings(state, handle.journal())
    decided = [one for one in found if state.filings[one.name].decided]
    return len(decided[0].state.dwellings) if decided else 0


def _due(target: int | None, first: int, by: int | None, year: int) -> int | None:
    if target is None or by is None:
        return None
    return target if year >= by else -(-target * (year - first + 1) // (by - first + 1))


def _wanting(edition: Edition, state: Assessment, application: str | None, today: date) -> tuple[str, ...]:
    """Documents that the filing being prepared lacks; nothing while none is being prepared."""
    if application is None:
        return ()
    mine = [code for code, one in state.filings.items() if one.application == application and not one.filed]
    try:
        found = document_list(edition, state, application, filing=mine[-1] if mine else None, on=today)
    except UserError:
        return ()
    return tuple(line.document.code for line in found.lines if line.status in WANTING)


def _stamp(path: Path) -> tuple[int, int]:
    there = path.stat()
    return there.st_mtime_ns, there.st_size


Judged = tuple[Path, Verdicts | None, UserError | None]


def _judged(paths: tuple[Path, ...], extra: tuple[Path, ...], workers: int) -> Iterator[Judged]:
    if workers < 2 or len(paths) < 2 * workers:
        evaluators: dict[str, Evaluator] = {}
        for path in paths:
            yield _judge(path, extra, evaluators)
        return
    size = max(1, min(16, len(paths) // (2 * workers)))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        for found in pool.map(_judge_some, chunks, [extra] * len(chunks)):
            yield from found
    finally:
        # Whoever stops listening waits for the pieces at work, not for those in the queue.
        pool.shutdown(wait=True, cancel_futures=True)


_EVALUATORS: dict[str, Evaluator] = {}
"""Of a worker process, which is gone with its pool."""


def _judge_some(paths: tuple[Path, ...], extra: tuple[Path, ...]) -> list[Judged]:
    return [_judge(path, extra, _EVALUATORS) for path in paths]


def _judge(path: Path, extra: tuple[Path, ...], evaluators: dict[str, Evaluator]) -> Judged:
    try:
        code = peek(path, ("case",)).records
        named = from_records(code).case.edition
        evaluator = evaluators.get(named)
        edition, state = read_source(
            str(path), extra, edition=None if evaluator is None else evaluator.edition
        )
        if evaluator is None:
            evaluator = evaluators[named] = Evaluator(edition)
        evaluation = evaluator.evaluate(snapshot(state, evaluator.edition))
        certified = _certified_dwellings(path, state)
        return path, verdicts_of(evaluator.edition, state, evaluation, certified), None
    except UserError as problem:
        return path, None, problem


def summary_counts(rows: Iterable[CaseRow]) -> Mapping[str, int]:
    """How many cases stand at each stage, for the dashboard; `fault` counts those not readable."""
    found: dict[str, int] = {}
    for row in rows:
        key = "fault" if row.fault is not None else row.stage or "none"
        found[key] = found.get(key, 0) + 1
    return found
