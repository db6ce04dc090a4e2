"""`assessor verify FOLDER`: a whole inbox, and the file to a printed page."""

import argparse
from pathlib import Path

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, UNDECIDABLE, UsageError
from assessor.messages import text
from assessor.workflow.inbox import InboxEntry, check_folder, rows_of
from assessor.workflow.inbox_out import write_csv, write_xlsx
from assessor.workflow.printed_pages import find_printed, normal_fingerprint
from assessor.workflow.trusting import Trust


def verify_folder(console: Console, options: argparse.Namespace, trust: Trust) -> int:
    """Verifies every PDF: 0 all agree, 1 one was changed or differs, 2 one cannot be verified (or none)."""
    folder = Path(options.file)
    inbox = check_folder(
        folder,
        trust=trust,
        extra=options.editions,
        progress=lambda done, total, _: _tell(console, done, total),
    )
    if options.csv is not None:
        write_csv(inbox, folder, options.csv, console.language)
    if options.xlsx is not None:
        write_xlsx(inbox, folder, options.xlsx, console.language)
    if console.as_json:
        files = [
            {**row, "codes": row["codes"].split(), "messages": entry.sentences(console.language)}
            for entry, row in zip(inbox.entries, rows_of(inbox, folder), strict=True)
        ]
        console.document({"files": files, "total": inbox.total})
    else:
        for entry, row in zip(inbox.entries, rows_of(inbox, folder), strict=True):
            console.line(_line(console, entry, str(row["file"])))
            for sentence in entry.sentences(console.language):
                console.line(f"    - {sentence}")
        agreeing = sum(entry.headline == "agrees" for entry in inbox.entries)
        unknown = sum(entry.headline == "unknown_signer" for entry in inbox.entries)
        other = inbox.total - agreeing - unknown
        console.say("cli.inbox.total", total=inbox.total, agreeing=agreeing, unknown=unknown, other=other)
    outcomes = {entry.outcome for entry in inbox.entries}
    if outcomes & {"differs", "changed"}:
        return NO
    return OK if outcomes == {"agrees"} else UNDECIDABLE


def _tell(console: Console, done: int, total: int) -> None:
    """About twenty lines, however many files there are."""
    if done == total or done % max(1, total // 20) == 0:
        console.progress("cli.progress.inbox", done=done, total=total)


def find_page(console: Console, options: argparse.Namespace) -> int:
    """Names the files to a printed page: 0 found, 1 none."""
    if not Path(options.file).is_dir() or options.csv is not None or options.xlsx is not None:
        raise UsageError("folder_needed")
    wanted = normal_fingerprint(options.fingerprint)
    found = [
        str(path)
        for path in find_printed(
            Path(options.file), wanted, progress=lambda done, total: _tell(console, done, total)
        )
    ]
    if console.as_json:
        console.document({"fingerprint": wanted, "files": found})
    elif not found:
        console.say("cli.inbox.not_found", fingerprint=wanted)
    for path in () if console.as_json else found:
        console.line(path)
    return OK if found else NO


def _line(console: Console, entry: InboxEntry, name: str) -> str:
    def word(column: str, value: str) -> str:
        return text(f"inbox.{column}.{value}", console.language) if value else ""

    parts = [
        word("outcome", entry.headline),
        name,
        f"R{entry.round}" if entry.round else "",
        word("result", entry.result),
        entry.edition,
        entry.holder,
        word("known", entry.known),
    ]
    return "  ".join(part for part in parts if part)
