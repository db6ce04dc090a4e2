"""The review from both sides: `review`, `return`, `approve` at the desk, `answer` at the architect's."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, Command, Commands, Parser, UsageError
from assessor.cli.signing import account, check_archive, signing_choice, signing_key, signing_words
from assessor.messages import text

if TYPE_CHECKING:
    from assessor.signing.trust_store import TrustStore
    from assessor.workflow.documents import OpenDocument
    from assessor.workflow.receiving import Received
    from assessor.workflow.review_closing import Closed


def _common_words(parser: Parser, *, trusts: bool = True) -> None:
    if trusts:
        parser.option("--trust", action="append", default=[], type=Path, metavar="CERT.pem", about="trust")
    parser.option("--by", metavar="NAME", default="", about="by")
    parser.common(with_json=True)


def _review_words(parser: Parser) -> None:
    parser.word("pdf", "submitted", type=Path)
    parser.word("file", "review_document", type=Path)
    _common_words(parser)


def _closing_words(parser: Parser) -> None:
    parser.word("file", "reviewed", type=Path)
    parser.option("--pdf", type=Path, required=True, metavar="OUT", about="pdf_out")
    parser.option("--findings", type=Path, metavar="F", about="findings")
    signing_words(parser)
    _common_words(parser, trusts=False)


def _approve_words(parser: Parser) -> None:
    parser.option("--verdict", metavar="TEXT", default="", about="verdict")
    parser.option("--unseen", action="store_true", about="unseen")
    parser.option("--any-result", action="store_true", about="any_result")
    _closing_words(parser)


def _answer_words(parser: Parser) -> None:
    parser.word("file", "case_document", type=Path)
    parser.option("--report", type=Path, metavar="R.pdf", about="report_in")
    parser.option("--answers", type=Path, metavar="F", about="answers")
    _common_words(parser)


def review(console: Console, options: argparse.Namespace) -> int:
    """`assessor review RECEIVED.pdf FILE`: 0 taken in; what is not intact is an error."""
    from assessor.workflow.review import continue_review, open_submission

    trust, by = _trust(console, options), _name(options)
    console.progress("cli.progress.verify")
    if options.file.exists():
        with _kept(options.file, options.editions) as document:
            following = continue_review(document, options.pdf, by=by, trust=trust, extra=options.editions)
            _show_begun(console, options, document, following.received, following.altered)
        return OK
    document, received = open_submission(options.pdf, by=by, trust=trust, extra=options.editions)
    try:
        document.handle.save_as(options.file)
        _show_begun(console, options, document, received)
    finally:
        document.handle.close(discard=True)
    return OK


def return_findings(console: Console, options: argparse.Namespace) -> int:
    """`assessor return FILE --pdf OUT --findings F --key K`: 0 the report is written."""
    from assessor.workflow.review_closing import check_returnable, return_with_findings

    check_archive(options)
    _check_key(options, "return")
    with ExitStack() as held, _kept(options.file, options.editions, signs=True) as document:
        # A key may be made for this: first all else has to be in order.
        _take_notes(options, document)
        check_returnable(document)
        done = return_with_findings(
            document,
            options.pdf,
            _key(console, options, held),
            choice=signing_choice(options),
            language=console.language,
            progress=lambda step: console.progress(f"cli.progress.{step}"),
        )
    _show_closed(console, done)
    return OK


def approve(console: Console, options: argparse.Namespace) -> int:
    """`assessor approve FILE --pdf OUT --key K`: 0 the countersigned file is written."""
    from assessor.workflow import review_closing

    check_archive(options)
    _check_key(options, "approve")
    with ExitStack() as held, _kept(options.file, options.editions, signs=True) as document:
        _take_notes(options, document)
        review_closing.check_approvable(
            document, unseen_allowed=options.unseen, result_allowed=options.any_result
        )
        done = review_closing.approve(
            document,
            options.pdf,
            _key(console, options, held),
            choice=signing_choice(options),
            remark=options.verdict,
            unseen_allowed=options.unseen,
            result_allowed=options.any_result,
            language=console.language,
            progress=lambda step: console.progress(f"cli.progress.{step}"),
        )
    _show_closed(console, done)
    return OK


def answer(console: Console, options: argparse.Namespace) -> int:
    """`assessor answer FILE [--report R.pdf] [--answers F]`: 0 every finding is answered, 1 one is not."""
    from assessor.workflow.returned import open_returned

    trust, by = _trust(console, options), _name(options)
    with ExitStack() as held:
        if options.file.exists() or options.report is None:
            document = held.enter_context(_kept(options.file, options.editions))
            report = options.report
            if report is not None:
                console.progress("cli.progress.verify")
                taken = open_returned(report, document, by=by, trust=trust, extra=options.editions)
        else:
            console.progress("cli.progress.verify")
            taken = open_returned(options.report, by=by, trust=trust, extra=options.editions)
            document, report = taken.document, options.report
            held.callback(document.handle.close, discard=True)
        if options.answers is not None:
            _say(document, options.answers, by)
        if document.handle.path is None:
            document.handle.save_as(options.file)
        if report is not None and not console.as_json:
            examiner = taken.report.examiner
            console.say(
                "cli.review.taken",
                round=text("review.round", console.language, number=taken.report.review.round),
                path=options.file,
                holder=examiner.holder,
                known=text(f"cli.known.{examiner.known}", console.language),
            )
        return _show_answers(console, options, document)


def _history_words(parser: Parser) -> None:
    parser.word("file", "any_document", type=Path)
    parser.option("--row", metavar="ROW", default="", about="history_row")
    parser.option("--csv", type=Path, metavar="OUT", about="history_csv")
    parser.option("--chain", type=Path, metavar="OUT", about="history_chain")
    parser.common(with_json=True)


def history(console: Console, options: argparse.Namespace) -> int:
    """`assessor history FILE`: 0 its chain holds; a broken one is an error."""
    from assessor.errors import EditError
    from assessor.workflow.documents import open_file
    from assessor.workflow.files import write_output
    from assessor.workflow.history import history_of
    from assessor.workflow.history_out import history_lines, write_history_csv
    from assessor.workflow.wording import Wording

    chain = history_of(options.file)
    if chain is None:
        raise UsageError("document_needed", path=str(options.file))
    document = open_file(options.file, read_only=True, extra=options.editions)
    try:
        session, journal = document.session, document.handle.journal()
    finally:
        document.handle.close()
    if options.row and options.row not in session.edition.rows:
        raise EditError("row_unknown", row=options.row, edition=session.edition.code)
    wording = Wording(session.edition, console.language)
    lines = list(history_lines(journal, wording, session.evaluation.snapshot.index, options.row))
    if options.csv is not None:
        write_history_csv(lines, options.csv, wording)
    if options.chain is not None:
        write_output(options.chain, chain)
    if console.as_json:
        console.document({"document": str(options.file), "edits": len(journal), "lines": lines})
        return OK
    for one in lines:
        change = " → ".join(part or "—" for part in (one["before"], one["after"]))
        shown = " ".join(f"{one['row']} {one['what']}: {change}".split())
        console.line(
            "  ".join(part for part in (one["seq"], one["at"][:19], one["by"], one["edit"], shown) if part)
        )
    console.say("cli.history.whole", edits=len(journal))
    return OK


@contextmanager
def _kept(path: Path, extra: list[Path], *, signs: bool = False) -> Iterator["OpenDocument"]:
    """A document that is saved at the end; after a fault its file is as it was.

    Args:
        path: of the document.
        extra: folders with further editions.
        signs: a signed file was written by then: what cannot be saved stays in the working copy.
    """
    from assessor.workflow.documents import open_file

    document = open_file(path, extra=extra)
    is_done = False
    try:
        yield document
        is_done = signs
        document.handle.save()
    except BaseException:
        # What an earlier run left unsaved is not thrown away with this one's, nor is a round that is closed.
        document.handle.close(discard=not (document.handle.recovered or is_done))
        raise
    document.handle.close()


def _trust(console: Console, options: argparse.Namespace) -> "TrustStore":
    from assessor.workflow.trusting import own_trust

    found = own_trust(options.trust)
    for fault in found.faults:
        console.warn(fault)
    return found.store


def _name(options: argparse.Namespace) -> str:
    return str(options.by) or account()


def _check_key(options: argparse.Namespace, command: str) -> None:
    """Refuses a command that names no key, before anything is opened."""
    if options.key is None and not options.local_key and options.pkcs11 is None:
        raise UsageError(
            "usage_missing", program=f"assessor {command}", what="--key / --local-key / --pkcs11"
        )


def _key(console: Console, options: argparse.Namespace, held: ExitStack) -> Any:
    return signing_key(console, options, held, name=options.by)


def _take_notes(options: argparse.Namespace, document: "OpenDocument") -> None:
    if options.findings is not None:
        _say(document, options.findings, _name(options))


def _say(document: "OpenDocument", path: Path, by: str) -> None:
    from assessor.workflow.review_said import read_said, say

    say(document, read_said(path), by=by)


# Answers ------------------------------------------------------------------------------------------------


def _show_begun(
    console: Console,
    options: argparse.Namespace,
    document: "OpenDocument",
    received: "Received",
    altered: tuple[str, ...] = (),
) -> None:
    from assessor.assessment.review_edits import not_looked_at, open_findings
    from assessor.workflow.review import changed_rows

    session = document.session
    state, rows = session.state, list(session.evaluation.rows)
    maker, agreed = received.maker, received.verified.outcome == "agrees"
    changed = changed_rows(document) if state.last_round > 1 else None
    touched = [] if changed is None else [row for row in rows if row in changed.touched]
    unseen, findings = len(not_looked_at(state, rows)), len(open_findings(state))
    if console.as_json:
        console.document(
            {
                "document": str(options.file),
                "round": state.last_round,
                "holder": maker.holder,
                "known": maker.known,
                "agreed": agreed,
                "rows": len(rows),
                "looked_at": len(rows) - unseen,
                "findings": findings,
                "changed": touched,
                "altered": list(altered),
            }
        )
        return
    known = text(f"cli.known.{maker.known}", console.language)
    number = text("review.round", console.language, number=state.last_round)
    console.say("cli.review.begun", round=number, holder=maker.holder, known=known, path=options.file)
    if not agreed:
        console.say("cli.review.differs")
    if touched:
        console.say("cli.review.changed", count=len(touched), rows=", ".join(touched))
    if altered:
        console.say("cli.review.altered", findings=", ".join(altered))
    console.say("cli.review.rows", seen=len(rows) - unseen, total=len(rows), findings=findings)


def _show_closed(console: Console, done: "Closed") -> None:
    if console.as_json:
        console.document(
            {
                "pdf": str(done.path),
                "outcome": done.outcome,
                "round": done.number,
                "findings": done.findings,
                "signed_by": done.holder,
            }
        )
    else:
        console.say(f"cli.review.{done.outcome}", path=done.path, findings=done.findings, holder=done.holder)


def _show_answers(console: Console, options: argparse.Namespace, document: "OpenDocument") -> int:
    from assessor.assessment.review_edits import open_findings, unanswered

    session = document.session
    state, rows = session.state, list(session.evaluation.rows)
    left, number = unanswered(state, rows), str(state.last_round)
    listed = open_findings(state, rows)
    if console.as_json:
        found = []
        for name, one in listed.items():
            given = state.answers.get(name, {}).get(number)
            reply = None if given is None else {"text": given.text, "drawing": given.drawing}
            found.append(
                {"finding": name, "row": one.row, "text": one.text, "drawing": one.drawing, "answer": reply}
            )
        console.document(
            {
                "document": str(options.file),
                "round": state.last_round,
                "findings": found,
                "unanswered": left,
            }
        )
    else:
        for name, one in listed.items():
            stands = text(f"review.state.{'open' if name in left else 'answered'}", console.language)
            row = one.row or text("review.whole", console.language)
            said = " ".join(one.text.split())
            console.say("cli.review.finding", name=name, row=row, state=stands, text=said)
        key = "cli.review.unanswered" if left else "cli.review.answered"
        console.say(key, count=len(left))
    return NO if left else OK


COMMANDS: Commands = {
    "review": Command(_review_words, review),
    "return": Command(_closing_words, return_findings),
    "approve": Command(_approve_words, approve),
    "answer": Command(_answer_words, answer),
    "history": Command(_history_words, history),
}
