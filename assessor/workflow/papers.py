"""The papers of a filing: what they say, from the assessment, its procedure and the filing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, get_args

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of, procedure_snapshot
from assessor.assessment.records import Enclosure
from assessor.criteria import Edition
from assessor.evaluation import State
from assessor.messages import Language, text
from assessor.report.content import Changes, Fact
from assessor.report.paper_content import (
    ChangesPaper,
    CoverPaper,
    DocumentEntry,
    DocumentsPaper,
    DwellingsPaper,
    PaperHead,
    Weight,
)
from assessor.workflow.dwellings import check_dwellings, dwelling_rows, totals
from assessor.workflow.eligibility import eligibility, eligibility_lines
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes
from assessor.workflow.procedure import OPEN, WANTING, DocumentLine, DocumentList, DocumentStatus
from assessor.workflow.procedure_wording import ProcedureWording, day_text

Paper = Literal["cover", "documents", "dwellings", "changes"]
_DIGEST_SHOWN = 8
_ORDER: tuple[DocumentStatus, ...] = get_args(DocumentStatus)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a list of changes says.

    Attributes:
        changes: as printed (`workflow.certified.printed`); None: nothing changed.
        documents: codes of the documents that they concern.
        rows: ids of the rows that they touch.
    """

    changes: Changes | None = None
    documents: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def paper_pdf(
    edition: Edition,
    state: Assessment,
    found: DocumentList,
    paper: Paper,
    *,
    created: datetime | None = None,
    language: Language = "ja",
    compared: Compared | None = None,
    is_changed: bool = False,
) -> bytes:
    """One paper of a filing alone, to be looked at or printed: the same bytes as in the exported set.

    Args:
        edition: whose procedure asks.
        state: the assessment.
        found: the documents of the filing.
        paper: which one: the cover, the list of documents, the annex of dwellings, the list of changes.
        created: moment of printing, with time zone; the clock when left out.
        language: of the paper.
        compared: what a list of changes says; the other papers need none.
        is_changed: the assessment differs from what was filed (`certified_source.changed_since_filing`).

    Raises:
        ReportError: a character that no font has.
    """
    maker = PaperMaker(edition, state, found, created or datetime.now(UTC), language, is_changed=is_changed)
    match paper:
        case "cover":
            return maker.cover()
        case "documents":
            return maker.documents()
        case "dwellings":
            return maker.dwellings()
        case "changes":
            said = compared or Compared()
            return maker.changes(said.changes or Changes("", ()), said.documents, said.rows)


def papers_of(found: DocumentList) -> tuple[Paper, ...]:
    """The papers that the program draws for a filing."""
    made = {line.document.made for line in found.lines if line.status == "made"}
    annexes: tuple[Paper, ...] = ("dwellings", "changes")
    return ("cover", "documents", *(one for one in annexes if one in made))


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Makes the papers of one filing.

    Attributes:
        found: the documents of the filing.
        created: moment of printing, with time zone.
        is_changed: the assessment differs from what was filed on the day that the papers name; they say so.
    """

    edition: Edition
    state: Assessment
    found: DocumentList
    created: datetime
    language: Language = "ja"
    is_changed: bool = False

    def cover(self) -> bytes:
        """The cover as PDF/A.

        Raises:
            ReportError: a character that no font has.
        """
        from assessor.report.papers import cover_pdf

        return cover_pdf(self._head("cover"), self._cover())

    def documents(self) -> bytes:
        """The list of documents as PDF/A.

        Raises:
            ReportError: a character that no font has.
        """
        from assessor.report.papers import documents_pdf

        return documents_pdf(self._head("documents"), self.documents_paper())

    def dwellings(self) -> bytes:
        """The annex of dwellings as PDF/A.

        Raises:
            ReportError: a character that no font has.
        """
        from assessor.report.papers import dwellings_pdf

        return dwellings_pdf(self._head("dwellings"), self._dwellings())

    def changes(self, changes: Changes, documents: Iterable[str] = (), rows: Iterable[str] = ()) -> bytes:
        """The list of changes as PDF/A.

        Args:
            changes: as printed (`workflow.certified.printed`).
            documents: codes of the documents that they concern.
            rows: ids of the rows that they touch.

        Raises:
            ReportError: a character that no font has.
        """
        from assessor.report.papers import changes_pdf

        listed = self.found.application.by_code
        names = tuple(
            f"{listed[code].number}　{listed[code].name.in_language(self.language)}"
            for code in documents
            if code in listed
        )
        titles = tuple(
            (row, self.edition.rows[row].title.in_language(self.language))
            for row in rows
            if row in self.edition.rows
        )
        return changes_pdf(self._head("changes"), ChangesPaper(changes, titles, names))

    def documents_paper(self) -> DocumentsPaper:
        """What the list of documents says."""
        entries = [self._entry(line) for line in self.found.lines]
        extra = tuple(
            entry for entry, line in zip(entries, self.found.lines, strict=True) if line.document.is_extra
        )
        plain = tuple(
            entry for entry, line in zip(entries, self.found.lines, strict=True) if not line.document.is_extra
        )
        return DocumentsPaper(plain, extra, self._notes())

    def _word(self, key: str, **params: object) -> str:
        return text(f"report.paper.{key}", self.language, **params)

    def _head(self, title: str) -> PaperHead:
        head, case = self.edition.head, self.state.case
        category = next(one.name for one in head.categories if one.code == case.category)
        return PaperHead(
            self.language,
            self._word(f"title.{title}"),
            self._application(),
            case.name,
            case.assessor or case.office,
            head.name.in_language(self.language),
            self.edition.code,
            self.edition.digest,
            hashlib.sha256(form_bytes(self.state)).hexdigest(),
            category.in_language(self.language),
            self.created,
        )

    def _application(self) -> str:
        application = self.found.application
        return f"{application.number} {application.name.in_language(self.language)}"

    def _cover(self) -> CoverPaper:
        application, case = self.found.application, self.state.case
        form = application.documents[0].form
        binding = application.binding
        wording = ProcedureWording(self.edition, self.language)
        counted = self.found.counts
        counts = [(wording.label(f"status.{one}"), counted[one]) for one in _ORDER if one in counted]
        wanting = [
            f"{line.document.number}　{line.document.name.in_language(self.language)}"
            f"（{wording.label(f'status.{line.status}')}）"
            for line in self.found.lines
            if line.status in WANTING | OPEN
        ]
        required = eligibility_lines(self.edition, eligibility(self.edition, self.state), self.language)
        return CoverPaper(
            self._application(),
            "" if form is None else form.in_language(self.language),
            self._facts(),
            tuple(counts),
            tuple(wanting),
            tuple((line.name, line.answer) for line in required),
            "" if binding is None else binding.text.in_language(self.language),
            (self._application(), case.name, case.owner),
            self._notes(),
        )

    def _facts(self) -> tuple[Fact, ...]:
        state, case = self.state, self.state.case
        filing = state.filings.get(self.found.filing or "")
        filed = None if filing is None else day_of(filing.filed)
        result = evaluate(self.edition, state).summary.result
        facts = [
            Fact(self._word("fact.address"), case.address),
            Fact(self._word("fact.owner"), case.owner),
            Fact(self._word("fact.office"), "　".join(one for one in (case.office, case.assessor) if one)),
            Fact(self._word("fact.filed"), day_text(filed, self.language)),
            Fact(self._word("fact.result"), text(f"wording.result.{result}", self.language)),
        ]
        if state.dwellings:
            count = self._word("dwellings.count", count=len(state.dwellings))
            facts.append(Fact(self._word("fact.dwellings"), count))
        office = [self._text(code) for code in ("municipality_name", "municipality_office")]
        facts.append(Fact(self._word("fact.municipality"), "　".join(one for one in office if one)))
        if self.found.application.code in {"manager_notice", "yearly_report"}:
            facts.append(Fact(self._word("fact.manager"), self._text("manager_name")))
        if filing is not None and filing.reference:
            facts.append(Fact(self._word("fact.reference"), filing.reference))
        return tuple(facts)

    def _text(self, code: str) -> str:
        fact = self.state.facts.get(code)
        return "" if fact is None or isinstance(fact.value, bool) else fact.value

    def _notes(self) -> tuple[str, ...]:
        procedure = self.edition.procedure
        assert procedure is not None
        notes = [*self._warnings(), self._word("note.official_forms")]
        if procedure.edition != self.edition.code:
            notes.append(self._word("note.asks", edition=procedure.edition))
        codes = {(line.document.line, line.document.code) for line in self.found.lines}
        for variant in self.found.application.variants:
            other = procedure.application_by_code[variant.application]
            borrowed = {(one.line, one.code) for one in other.documents}
            if codes & borrowed:
                notes.append(variant.text.in_language(self.language))
        if self.found.unanswered:
            names = [
                procedure.fact_by_code[code].name.in_language(self.language) for code in self.found.unanswered
            ]
            notes.append(self._word("note.unanswered", names="、".join(names)))
        return tuple(notes)

    def _warnings(self) -> tuple[str, ...]:
        """That a paper is not what was filed, though it names the day of the filing."""
        filing = self.state.filings.get(self.found.filing or "")
        if not self.is_changed or filing is None:
            return ()
        filed = day_text(day_of(filing.filed), self.language)
        return (self._word("note.changed_since_filing", filed=filed),)

    def _entry(self, line: DocumentLine) -> DocumentEntry:
        document = line.document
        wording = ProcedureWording(self.edition, self.language)
        shows = [
            one.shown.text.in_language(self.language) for one in line.shows if one.asked is not State.FALSE
        ]
        return DocumentEntry(
            document.number,
            document.name.in_language(self.language),
            "" if document.form is None else document.form.in_language(self.language),
            wording.label(f"mark.{line.status}"),
            wording.label(f"status.{line.status}"),
            _weight(line.status),
            () if line.status == "not_needed" else tuple(shows),
            tuple(self._enclosed(one) for _, one in line.enclosures),
            tuple(self._remarks(line, wording)),
        )

    def _enclosed(self, one: Enclosure) -> str:
        if one.waived:
            shown = self._word("enclosed.waived", name=one.note or one.name)
        elif not one.sha256:
            shown = self._word("enclosed.paper", name=one.name)
        else:
            size = -(-one.size // 1024)
            shown = self._word("enclosed.file", name=one.name, size=size, digest=one.sha256[:_DIGEST_SHOWN])
        return f"{shown}　{self._word('remark.marked')}" if one.marked else shown

    def _remarks(self, line: DocumentLine, wording: ProcedureWording) -> Iterable[str]:
        document = line.document
        if line.status == "carried" and line.source is not None:
            procedure = self.edition.procedure
            assert procedure is not None
            application = self.state.filings[line.source[0]].application
            name = procedure.application_by_code[application].name.in_language(self.language)
            yield self._word("remark.carried", filing=name)
        if line.status == "incomplete":
            yield self._word("remark.views", views=document.views, count=line.views)
        if line.status == "to_mark":
            yield self._word("remark.to_mark")
        if line.status == "if_changed":
            yield self._word("remark.only_changed")
        if line.condition is not None and line.status in {"undecided", "not_needed"}:
            index = procedure_snapshot(self.state, self.edition).index
            yield from wording.rests_on(line.condition, index)
        if line.status != "not_needed":
            for reading in document.readings:
                yield self._word("note.reading", text=reading.text.in_language(self.language))

    def _dwellings(self) -> DwellingsPaper:
        found = totals(self.state)
        areas = [one.area for one in found]
        whole = sum((area for area in areas if area is not None), Decimal(0))
        faults = [
            text(f"procedure.dwellings.fault.{one.code}", self.language, **one.params)
            for one in check_dwellings(self.edition, self.state)
        ]
        return DwellingsPaper(
            tuple(
                (number, floor, unit, f"{Decimal(area):,.2f}" if area else "", note)
                for number, floor, unit, area, note in dwelling_rows(self.state)
            ),
            tuple(
                (
                    one.name,
                    str(one.count),
                    "" if one.declared is None else str(one.declared),
                    "" if one.area is None else f"{one.area:,.2f}",
                )
                for one in found
            ),
            (str(len(self.state.dwellings)), "" if None in areas else f"{whole:,.2f}"),
            (*self._warnings(), *faults),
        )


def _weight(status: DocumentStatus) -> Weight:
    if status in WANTING:
        return "wanting"
    if status in OPEN:
        return "open"
    return "quiet" if status in {"not_needed", "if_any", "waived", "omitted"} else "there"
