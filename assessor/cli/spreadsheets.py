"""`assessor import`: measurements and whole assessments from spreadsheets."""

import argparse
from pathlib import Path

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, Command, Commands, Parser
from assessor.workflow.spreadsheet_import import Imported, import_sheet
from assessor.workflow.spreadsheets import (
    conflict_sentences,
    left_out_sentences,
    plan_json,
    question_sentences,
    summary_sentence,
)


def _import_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.word("sheet", "sheet", type=Path)
    parser.option("--replace", action="store_true", about="import_replace")
    parser.option("--dry-run", action="store_true", about="dry_run")
    parser.option("--by", metavar="NAME", default="", about="by")
    parser.common(with_json=True)


def import_command(console: Console, options: argparse.Namespace) -> int:
    """`assessor import FILE SHEET`: 0 the spreadsheet had something for it, 1 it had nothing."""
    done = import_sheet(
        options.file,
        options.sheet,
        replace=options.replace,
        dry_run=options.dry_run,
        by=options.by,
        extra=options.editions,
    )
    plan = done.plan
    if console.as_json:
        told = {"document": options.file, "written": done.is_written, "replaced": done.replaced}
        console.document(told | plan_json(plan, console.language))
    else:
        _show(console, done, options)
    found = len(plan.places) + len(plan.taken) + len(plan.conflicts) + plan.unchanged
    return OK if found else NO


def _show(console: Console, done: Imported, options: argparse.Namespace) -> None:
    plan, language = done.plan, console.language
    console.line(summary_sentence(plan, language))
    differing = "conflicts_replaced" if options.replace else "conflicts"
    for heading, sentences in (
        (differing, conflict_sentences(plan, done.state, done.edition, language)),
        ("left_out", left_out_sentences(plan, language)),
        ("questions", question_sentences(plan, language)),
    ):
        if sentences:
            console.say(f"cli.import.{heading}")
        for sentence in sentences:
            console.line(f"  {sentence}")
    if done.is_written:
        console.say("cli.import.done", path=options.file)
    else:
        console.say("cli.import.dry_run" if options.dry_run else "cli.import.nothing", path=options.file)


COMMANDS: Commands = {"import": Command(_import_words, import_command)}
