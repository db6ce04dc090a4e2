"""An open assessment: its state, its verdicts, and the one road by which edits come in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assessor.assessment import Applied, Assessment, Case, Edit, PlaceRecord, from_records, snapshot
from assessor.assessment.checks import check_edit
from assessor.assessment.records import CaseKey, Key, PlaceKey, Record
from assessor.assessment.review_checks import check_hand
from assessor.criteria import Edition
from assessor.errors import EditError
from assessor.evaluation import Evaluation, Evaluator

Committer = Callable[["JournalEntry"], None]
"""Takes an edit for good (one transaction); returns only when it is safe; raises StoreError otherwise."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One edit as it is kept: who, when, what the user did, and every record before and after."""

    label: str
    at: str
    by: str
    sets: tuple[tuple[Key, Record | None, Record | None], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit did to state and verdicts.

    Attributes:
        keys: keys whose record changed.
        rows: rows whose result may differ from before.
        inverse: the edit that takes it back.
    """

    keys: tuple[Key, ...]
    rows: frozenset[str]
    inverse: Edit


class Session:
    """One assessment being worked on.

    Attributes:
        edition: the edition it is assessed against.
        state: the present state.
        evaluation: verdicts and tallies of the present state, never behind it.
        read_only: no edit is taken.
    """

    def __init__(
        self,
        edition: Edition,
        state: Assessment,
        *,
        commit: Committer | None = None,
        read_only: bool = False,
        evaluator: Evaluator | None = None,
    ) -> None:
        self.edition = edition
        self.evaluator = evaluator if evaluator is not None else Evaluator(edition)
        self.state = state
        self.read_only = read_only
        self._commit = commit
        self.evaluation: Evaluation = self.evaluator.evaluate(snapshot(state, edition))

    def apply(self, edit: Edit, *, by: str = "", at: str | None = None, is_receipt: bool = False) -> Outcome:
        """Checks the edit, commits it, then shows it. A failed commit leaves everything as it was.

        Args:
            edit: what changes.
            by: who makes it.
            at: ISO 8601 time; the clock when left out.
            is_receipt: it brings in what the other side of a review signed; else records of the other side
                are read-only.

        Raises:
            EditError: the edit does not fit the edition, the session is read-only, or the records belong to
                the other side of a review.
            StoreError: the edit could not be kept.
        """
        if self.read_only:
            raise EditError("read_only")
        if not is_receipt:
            check_hand(self.state, edit)
        check_edit(self.edition, self.state, edit)
        applied = self.state.apply(edit)
        if not applied.keys:
            return Outcome((), frozenset(), applied.inverse)
        if self._commit is not None:
            moment = at if at is not None else datetime.now(UTC).isoformat(timespec="milliseconds")
            self._commit(_entry(self.state, applied, edit.label, moment, by))
        return self._take(applied)

    def _take(self, applied: Applied) -> Outcome:
        before, old = self.state, self.evaluation
        fresh = snapshot(applied.state, self.edition, (before, old.snapshot))
        self.state = applied.state
        self.evaluation = self.evaluator.update(old, fresh, applied.changed)
        old_rows = old.rows
        rows = frozenset(
            row for row, result in self.evaluation.rows.items() if old_rows.get(row) is not result
        ) | frozenset(old_rows.keys() - self.evaluation.rows.keys())
        return Outcome(applied.keys, rows, applied.inverse)


def _entry(before: Assessment, applied: Applied, label: str, at: str, by: str) -> JournalEntry:
    sets = tuple((key, before.get(key), applied.state.get(key)) for key in applied.keys)
    return JournalEntry(label, at, by, sets)


def new_assessment(edition: Edition, category: str, name: str, date_made: str) -> Assessment:
    """An empty assessment: the building and the site, both still to be listed."""
    case = Case(
        name=name, edition=edition.code, category=category, date_made=date_made, edition_digest=edition.digest
    )
    building = PlaceRecord("building", "", None, complete=False)
    site = replace(building, kind="site", parent="building", order=1)
    return from_records([(CaseKey(), case), (PlaceKey("building"), building), (PlaceKey("site"), site)])
