"""The documents of an application in this case: what is there, missing, carried over, to be marked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of, procedure_snapshot
from assessor.assessment.records import Enclosure, Filing
from assessor.criteria import Edition
from assessor.criteria.procedure import Application, Procedure, ProcedureDocument, Shown
from assessor.errors import EditError
from assessor.evaluation import Snapshot, State, Trace, missing
from assessor.evaluation.days import last_day
from assessor.evaluation.requirements import ProcedureEvaluator
from assessor.workflow.eligibility import procedure_evaluator

DocumentStatus = Literal[
    "attached",  # a file is enclosed
    "on_paper",  # a paper is noted
    "carried",  # the same as filed before
    "made",  # printed by the program from the assessment
    "waived",  # the office said that it is not needed
    "omitted",  # the one filed before is recent enough
    "missing",
    "incomplete",  # fewer views than asked for
    "to_mark",  # differs from the one filed before, and the change is not marked
    "undecided",  # whether it is needed is not known yet
    "if_changed",  # needed where the change concerns it, which is not known
    "if_any",  # only where there is something to hand in
    "not_needed",
]
WANTING: frozenset[DocumentStatus] = frozenset({"missing", "incomplete", "to_mark"})
OPEN: frozenset[DocumentStatus] = frozenset({"undecided", "if_changed"})


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Something the document must show, and whether that is asked in this case."""

    shown: Shown
    asked: State


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document of the list.

    Attributes:
        condition: why it is (not) needed, where that depends on the case.
        enclosures: what is enclosed with this filing, by item.
        source: the filing it is carried from, and what was enclosed there.
        shows: what it must show; of a carried document, what the first one had to show.
        views: how many views are counted in the enclosures; None: not counted.
    """

    document: ProcedureDocument
    status: DocumentStatus
    condition: Trace | None
    enclosures: tuple[tuple[str, Enclosure], ...]
    source: tuple[str, tuple[tuple[str, Enclosure], ...]] | None
    shows: tuple[ShownLine, ...]
    views: int | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """All documents of an application as one filing needs them.

    Attributes:
        filing: id of the filing; None: a look at what it would need.
        applies: whether the application is filed at all in this case.
        unanswered: codes of facts that would tell which documents are needed.
    """

    application: Application
    filing: str | None
    applies: State
    lines: tuple[DocumentLine, ...]
    unanswered: tuple[str, ...]

    @property
    def counts(self) -> dict[DocumentStatus, int]:
        """How many documents have each status."""
        return dict(Counter(line.status for line in self.lines))

    @property
    def wanting(self) -> tuple[DocumentLine, ...]:
        """Documents that keep the filing from being complete."""
        return tuple(line for line in self.lines if line.status in WANTING)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing and nothing undecided."""
        return not any(line.status in WANTING | OPEN for line in self.lines)


def document_list(
    edition: Edition,
    state: Assessment,
    application: str,
    *,
    filing: str | None = None,
    on: date | None = None,
    changed: Iterable[str] | None = None,
    has_before: bool = True,
) -> DocumentList:
    """The documents of an application, for one filing or for a look ahead.

    Args:
        edition: whose procedure asks.
        state: the assessment.
        application: code of the application.
        filing: id of the filing; without one nothing is enclosed yet.
        on: the day it is to be filed, where the filing has no date yet.
        changed: codes of documents that a change concerns; None: not known.
        has_before: there is an earlier assessment to compare with (`certified_source`); without one the
            program can make no list of changes.

    Raises:
        EditError: the procedure has no such application, or the category does not file it.
    """
    procedure, asked = _application(edition, state, application)
    there = state.filings.get(filing or "")
    day = (None if there is None else day_of(there.filed)) or on
    snapshot = procedure_snapshot(state, edition)
    work = _Work(procedure, state, procedure_evaluator(edition), snapshot, filing, there, day, has_before)
    concerned = None if changed is None else frozenset(changed)
    lines = tuple(work.line(one, concerned) for one in work.documents(asked))
    open_parts = [line.condition for line in lines if line.status == "undecided" and line.condition]
    names = [getattr(leaf.node, "measure", "") for trace in open_parts for leaf in missing(trace)]
    applies = work.evaluator.holds(asked.when, snapshot)
    if applies is State.UNKNOWN and asked.when is not None:
        names += [
            getattr(leaf.node, "measure", "") for leaf in missing(work.evaluator.check(asked.when, snapshot))
        ]
    unanswered = tuple(dict.fromkeys(name for name in names if name in procedure.fact_by_code))
    return DocumentList(asked, filing, applies, lines, unanswered)


def applications_of(edition: Edition, category: str) -> tuple[Application, ...]:
    """The applications that a category files, in the order of the document."""
    procedure = edition.procedure
    found = () if procedure is None else procedure.applications
    return tuple(one for one in found if category in one.categories)


def _application(edition: Edition, state: Assessment, code: str) -> tuple[Procedure, Application]:
    procedure = edition.procedure
    if procedure is None or code not in procedure.application_by_code:
        known = () if procedure is None else procedure.application_by_code
        raise EditError("application_unknown", application=code, edition=edition.code, known=", ".join(known))
    found = procedure.application_by_code[code]
    if state.case.category not in found.categories:
        raise EditError("application_not_filed", application=code, category=state.case.category)
    return procedure, found


@dataclass(frozen=True, slots=True)
class _Work:
    procedure: Procedure
    state: Assessment
    evaluator: ProcedureEvaluator
    snapshot: Snapshot
    filing: str | None
    there: Filing | None
    day: date | None
    has_before: bool

    def documents(self, application: Application) -> list[ProcedureDocument]:
        """Its documents, with those of another application where a variant says so."""
        for variant in application.variants:
            if self.evaluator.holds(variant.when, self.snapshot) is State.TRUE:
                other = self.procedure.application_by_code[variant.application]
                own = [one for one in application.documents if _before(one, variant.from_number)]
                return [*own, *(one for one in other.documents if not _before(one, variant.from_number))]
        return list(application.documents)

    def line(self, document: ProcedureDocument, changed: frozenset[str] | None) -> DocumentLine:
        condition = None
        if document.when is not None:
            condition = self.evaluator.check(document.when, self.snapshot)
        needed = State.TRUE if condition is None else condition.state
        enclosures = self._enclosed(self.filing, document.code)
        source = self._source(document)
        views = _views(enclosures)
        status = self._status(document, needed, enclosures, source, changed)
        shows = tuple(
            ShownLine(one, self.evaluator.holds(one.when, self.snapshot)) for one in self._shows(document)
        )
        return DocumentLine(document, status, condition, enclosures, source, shows, views)

    def _status(
        self,
        document: ProcedureDocument,
        needed: State,
        enclosures: tuple[tuple[str, Enclosure], ...],
        source: tuple[str, tuple[tuple[str, Enclosure], ...]] | None,
        changed: frozenset[str] | None,
    ) -> DocumentStatus:
        if enclosures:
            return self._of_enclosed(document, enclosures, source)
        if needed is State.FALSE:
            return "not_needed"
        if document.if_any:
            return "if_any"
        if needed is State.UNKNOWN:
            return "undecided"
        if document.only_changed:
            if changed is None:
                return "if_changed"
            if document.code not in changed:
                return "not_needed"
        if self._is_made(document):
            return "made"
        if source is not None and not document.only_changed:
            return "carried"
        if document.valid_months is not None and self._recent(document, document.valid_months):
            return "omitted"
        return "missing"

    def _is_made(self, document: ProcedureDocument) -> bool:
        match document.made:
            case "dwellings":
                return bool(self.state.dwellings)
            case "changes":
                return self.has_before
            case made:
                return made is not None

    def _of_enclosed(
        self,
        document: ProcedureDocument,
        enclosures: tuple[tuple[str, Enclosure], ...],
        source: tuple[str, tuple[tuple[str, Enclosure], ...]] | None,
    ) -> DocumentStatus:
        papers = [one for _, one in enclosures if not one.waived]
        if not papers:
            return "waived"
        views = _views(enclosures)
        if views is not None and views < document.views:
            return "incomplete"
        carried = document.carried
        if carried is not None and carried.mark_changes and source is not None:
            before = {one.sha256 for _, one in source[1]}
            if any(one.sha256 and one.sha256 not in before and not one.marked for one in papers):
                return "to_mark"
        return "attached" if any(one.sha256 for one in papers) else "on_paper"

    def _enclosed(self, filing: str | None, document: str) -> tuple[tuple[str, Enclosure], ...]:
        if filing is None:
            return ()
        return tuple(sorted(self.state.enclosures.get(filing, {}).get(document, {}).items()))

    def _source(self, document: ProcedureDocument) -> tuple[str, tuple[tuple[str, Enclosure], ...]] | None:
        """The filing a document is carried from: of the named application, or of that it came from itself."""
        carried = document.carried
        while carried is not None:
            for filing in self._earlier(carried.application):
                found = self._enclosed(filing, document.code)
                if any(not one.waived for _, one in found):
                    return filing, found
            before = self.procedure.application_by_code[carried.application].by_code[document.code]
            carried = before.carried
        return None

    def _earlier(self, application: str | None = None) -> list[str]:
        """Filings before this one, the latest first."""
        mine = _position(self.there)
        found = [
            (_position(one), code)
            for code, one in self.state.filings.items()
            if code != self.filing
            and (application is None or one.application == application)
            and _position(one) < mine
        ]
        return [code for _, code in sorted(found, reverse=True)]

    def _recent(self, document: ProcedureDocument, months: int) -> bool:
        """Whether one that was filed before was issued so short a time ago that it still serves."""
        if self.day is None:
            return False
        for filing in self._earlier():
            for _, one in self._enclosed(filing, document.code):
                issued = day_of(one.issued)
                if issued is not None and issued <= self.day <= last_day(issued, months, "first_day_out"):
                    return True
        return False

    def _shows(self, document: ProcedureDocument) -> tuple[Shown, ...]:
        while not document.shows and document.carried is not None:
            before = self.procedure.application_by_code[document.carried.application]
            document = before.by_code[document.code]
        return document.shows


def _before(document: ProcedureDocument, number: int) -> bool:
    return not document.is_extra and int(document.number) < number


def _position(filing: Filing | None) -> tuple[str, int]:
    """Where a filing stands in time: by its date, those being prepared last, in their order."""
    return ("9999", 1 << 30) if filing is None else (filing.filed or "9999", filing.order)


def _views(enclosures: tuple[tuple[str, Enclosure], ...]) -> int | None:
    """Views counted; a paper without a number is one, a file that nobody counted leaves it open."""
    papers = [one for _, one in enclosures if not one.waived]
    if not papers or any(one.sheets == 0 and one.sha256 for one in papers):
        return None
    return sum(max(1, one.sheets) for one in papers)
