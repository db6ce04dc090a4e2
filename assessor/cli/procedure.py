"""`assessor documents` and `assessor portfolio`: the case around the sheet, and a folder of cases."""

import argparse
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of
from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, Command, Commands, Parser, UsageError
from assessor.criteria import Edition
from assessor.errors import StoreError
from assessor.evaluation import State
from assessor.messages import Language, explain, text
from assessor.store import open_document
from assessor.workflow.certified import change_since
from assessor.workflow.certified_source import (
    Certified,
    changed_since_filing,
    compared_with,
    read_certified,
    stage_before,
)
from assessor.workflow.documents import is_document, read_source
from assessor.workflow.editions import edition_of
from assessor.workflow.files import STDIN
from assessor.workflow.papers import Compared
from assessor.workflow.portfolio import CaseRow, Portfolio, certified_by_year, summary_counts
from assessor.workflow.procedure import DocumentLine, DocumentList, document_list
from assessor.workflow.procedure_wording import ProcedureWording, day_text
from assessor.workflow.trusting import trusted_files

_NEEDED = {State.TRUE: True, State.FALSE: False, State.UNKNOWN: None, State.VOID: False}


def _documents_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--stage", required=True, metavar="APPLICATION", about="stage")
    parser.option("--bundle", type=Path, metavar="OUT", about="bundle")
    parser.option("--certified", type=Path, metavar="FILE", about="certified")
    parser.common(with_json=True)


def _portfolio_words(parser: Parser) -> None:
    parser.word("folder", "portfolio_folder")
    parser.option("--target", type=int, metavar="N", about="target")
    parser.option("--by", type=int, metavar="YEAR", about="target_year")
    parser.common(with_json=True)


def documents(console: Console, options: argparse.Namespace) -> int:
    """`assessor documents FILE --stage S`: 0 nothing is wanting (or to be filed at all), 1 something is."""
    edition, state = read_source(options.file, options.editions)
    filing = _filing(state, options.stage)
    before = _before(options, edition, state, filing)
    changed = None if before is None else change_since(edition, before.state, state).documents
    found = document_list(
        edition,
        state,
        options.stage,
        filing=filing,
        on=_today(),
        changed=changed,
        has_before=before is not None,
    )
    is_changed = _changed(options, edition, state, filing)
    if options.bundle is not None:
        _bundle(console, options, edition, state, found, before, is_changed=is_changed)
    if console.as_json:
        said = documents_json(edition, found, console.language)
        console.document({**said, "changed_since_filing": is_changed})
    else:
        _show_documents(console, edition, found)
        if is_changed and filing is not None:
            day = day_text(day_of(state.filings[filing].filed), console.language)
            console.say("cli.documents.changed", filed=day)
    return OK if found.is_complete or found.applies is State.FALSE else NO


def portfolio(console: Console, options: argparse.Namespace) -> int:
    """`assessor portfolio FOLDER`: 0 every document could be read, 1 one could not."""
    if (options.target is None) != (options.by is None):
        raise UsageError("usage_together_needed", what="--target", value="--by")
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError("portfolio_folder", path=str(folder))
    listed = Portfolio(folder, extra=options.editions)
    listed.scan(_today())
    waiting = len(listed.waiting())
    workers = min(4, os.cpu_count() or 1) if waiting > 40 else 0
    for done, _ in enumerate(listed.judge(workers=workers), 1):
        if done == waiting or done % max(1, waiting // 10) == 0:
            console.progress("cli.progress.portfolio", done=done, total=waiting)
    years = certified_by_year(listed.rows, target=options.target, by=options.by)
    names = _StepNames(options.editions, console.language)
    if console.as_json:
        console.document(
            {
                "cases": [row_json(row, folder, console.language) for row in listed.rows],
                "stages": dict(summary_counts(listed.rows)),
                "certified": [
                    {"year": one.year, "added": one.added, "total": one.total, "target": one.target}
                    for one in years
                ],
            }
        )
    else:
        for row in listed.rows:
            console.line(_row_line(row, folder, names, console.language))
        console.line()
        console.say("cli.portfolio.total", total=len(listed.rows))
        for one in years:
            key = "cli.portfolio.year" if one.target is None else "cli.portfolio.year_target"
            console.say(key, year=one.year, added=one.added, total=one.total, target=one.target)
    return NO if any(row.fault is not None for row in listed.rows) else OK


def documents_json(edition: Edition, found: DocumentList, language: Language) -> dict[str, Any]:
    """The documents of a filing as plain JSON."""
    application = found.application
    return {
        "edition": edition.code,
        "application": application.code,
        "number": application.number,
        "name": application.name.in_language(language),
        "filing": found.filing,
        "applies": _NEEDED[found.applies],
        "complete": found.is_complete,
        "copies": None if application.binding is None else application.binding.copies,
        "unanswered": list(found.unanswered),
        "documents": [_line_json(line, language) for line in found.lines],
    }


def row_json(row: CaseRow, folder: Path, language: Language) -> dict[str, Any]:
    """One case of the list as plain JSON."""
    file = row.path.relative_to(folder).as_posix()
    if row.fault is not None:
        return {"file": file, "error": {"code": row.fault.code, "message": explain(row.fault, language)[0]}}
    due = row.deadline
    verdicts = row.verdicts
    return {
        "file": file,
        "document": row.document,
        "name": row.name,
        "owner": row.owner,
        "edition": row.edition,
        "category": row.category,
        "changed_at": row.changed_at,
        "stage": row.stage,
        "next": None
        if due is None or due.due is None
        else {
            "code": due.period.code,
            "day": due.due.isoformat(),
            "nature": due.period.nature,
            "status": due.status,
        },
        "wrong_order": [
            {
                "code": one.order.code,
                "first": None if one.first is None else one.first.isoformat(),
                "then": one.then.isoformat(),
            }
            for one in row.broken
        ],
        "certified_on": None if row.certified_on is None else row.certified_on.isoformat(),
        "valid_until": None if row.valid_until is None else row.valid_until.isoformat(),
        "dwellings": row.dwellings,
        "certified_dwellings": row.certified_dwellings,
        "missing_documents": list(row.wanting),
        "result": None if verdicts is None else verdicts.result,
        "eligible": None if verdicts is None else verdicts.eligible,
        "required_failed": None if verdicts is None else verdicts.required_failed,
        "required_open": None if verdicts is None else verdicts.required_open,
        "optional_missing": None if verdicts is None else verdicts.optional_missing,
    }


def _line_json(line: DocumentLine, language: Language) -> dict[str, Any]:
    document = line.document
    return {
        "number": document.number,
        "code": document.code,
        "name": document.name.in_language(language),
        "form": None if document.form is None else document.form.in_language(language),
        "status": line.status,
        "needed": True if line.condition is None else _NEEDED[line.condition.state],
        "shows": [one.shown.text.in_language(language) for one in line.shows if one.asked is not State.FALSE],
        "enclosed": [
            {"name": one.name, "sha256": one.sha256 or None, "marked": one.marked, "waived": one.waived}
            for _, one in line.enclosures
        ],
        "carried_from": line.source[0] if line.status == "carried" and line.source else None,
        "line": document.line,
    }


def _show_documents(console: Console, edition: Edition, found: DocumentList) -> None:
    wording = ProcedureWording(edition, console.language)
    application = found.application
    console.line(f"{application.number} {application.name.in_language(console.language)}")
    if application.binding is not None:
        console.line(application.binding.text.in_language(console.language))
    if found.applies is State.FALSE:
        console.say("cli.documents.not_filed")
        return
    for line in found.lines:
        name = line.document.name.in_language(console.language)
        mark, status = (wording.label(f"{kind}.{line.status}") for kind in ("mark", "status"))
        console.line(f"{mark} {line.document.number:>4} {name}  {status}")
    wanting = sum(line.status in {"missing", "incomplete", "to_mark"} for line in found.lines)
    open_lines = sum(line.status in {"undecided", "if_changed"} for line in found.lines)
    console.say("cli.documents.total", wanting=wanting, open=open_lines)
    if found.unanswered and edition.procedure is not None:
        facts = edition.procedure.fact_by_code
        names = "、".join(facts[code].name.in_language(console.language) for code in found.unanswered)
        console.say("cli.documents.unanswered", names=names)


def _before(
    options: argparse.Namespace, edition: Edition, state: Assessment, filing: str | None
) -> Certified | None:
    """What a list of changes compares with: the file named, else what was filed from this document."""
    if options.certified is not None:
        return read_certified(options.certified, trust=trusted_files(), extra=options.editions)
    if options.file == STDIN or not is_document(Path(options.file)):
        return None
    with open_document(Path(options.file), read_only=True) as handle:
        rows = handle.journal()
    return stage_before(edition, state, rows, options.stage, filing=filing or "")


def _changed(options: argparse.Namespace, edition: Edition, state: Assessment, filing: str | None) -> bool:
    """Whether the case was changed since the filing; only a document remembers how it was then."""
    if filing is None or options.file == STDIN or not is_document(Path(options.file)):
        return False
    with open_document(Path(options.file), read_only=True) as handle:
        return changed_since_filing(edition, state, handle.journal(), filing)


def _bundle(
    console: Console,
    options: argparse.Namespace,
    edition: Edition,
    state: Assessment,
    found: DocumentList,
    before: Certified | None,
    *,
    is_changed: bool,
) -> None:
    from assessor.workflow.bundle import bundle_files, write_bundle
    from assessor.workflow.filings import enclosed_bytes

    if not is_document(Path(options.file)):
        raise StoreError("not_a_document", path=options.file)
    moment = datetime.now(UTC)
    console.progress("cli.progress.draw")
    said = Compared() if before is None else compared_with(edition, before, state, console.language)
    with open_document(Path(options.file), read_only=True) as handle:
        files = bundle_files(
            edition,
            state,
            found,
            lambda one: enclosed_bytes(handle, one),
            created=moment,
            language=console.language,
            changes=said.changes,
            concerned=said.documents,
            rows=said.rows,
            is_changed=is_changed,
        )
    done = write_bundle(
        options.bundle,
        state,
        found,
        files,
        created=moment,
        language=console.language,
        extra=options.editions,
        is_changed=is_changed,
    )
    if not console.as_json:
        console.say("cli.documents.bundled", path=done.path, count=len(done.files))


def _filing(state: Assessment, application: str) -> str | None:
    """The filing being prepared, else the last one filed."""
    mine = [(one.filed == "", one.filed, one.order, code) for code, one in state.filings.items()
            if one.application == application]  # fmt: skip
    return max(mine)[3] if mine else None


class _StepNames:
    """Names of the steps by edition, category and code."""

    def __init__(self, extra: Iterable[Path], language: Language) -> None:
        self._extra = tuple(extra)
        self._language = language
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def name(self, edition: str, category: str, stage: str) -> str:
        """The name of a step; words of ours for the stages that are none."""
        if stage in {"", "certified", "lapsed"}:
            return text(f"procedure.stage.{stage or 'none'}", self._language)
        key = (edition, category)
        if key not in self._known:
            procedure = edition_of(edition, self._extra).procedure
            course = None if procedure is None else procedure.course(category)
            steps = () if course is None else course.steps
            self._known[key] = {step.code: step.name.in_language(self._language) for step in steps}
        return self._known[key].get(stage, stage)


def _row_line(row: CaseRow, folder: Path, names: _StepNames, language: Language) -> str:
    file = row.path.relative_to(folder).as_posix()
    if row.fault is not None:
        return f"✕ {file}  {explain(row.fault, language)[0]}"
    parts = [row.name or file, names.name(row.edition, row.category, row.stage)]
    if row.verdicts is not None:
        parts.append(text(f"wording.result.{row.verdicts.result}", language))
        parts.append(
            text(
                "cli.portfolio.rows",
                language,
                failed=row.verdicts.required_failed,
                open=row.verdicts.required_open,
                missing=row.verdicts.optional_missing,
            )
        )
    if row.broken:
        parts.append(text("cli.portfolio.wrong_order", language, count=len(row.broken)))
    if row.wanting:
        parts.append(text("cli.portfolio.documents", language, count=len(row.wanting)))
    if row.deadline is not None and row.deadline.due is not None:
        name = row.deadline.period.name.in_language(language)
        parts.append(f"{name} {day_text(row.deadline.due, language)}")
    return "  ".join(parts)


def _today() -> date:
    return datetime.now().astimezone().date()


COMMANDS: Commands = {
    "documents": Command(_documents_words, documents),
    "portfolio": Command(_portfolio_words, portfolio),
}
