"""`assessor editions`, `criteria`, `lint` and `difference`: what the editions hold, and how they differ."""

import argparse
from typing import Any

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, Command, Commands, Parser, UsageError
from assessor.cli.show import show_criteria, show_editions, show_lint
from assessor.criteria.lint import finding_text
from assessor.messages import explain
from assessor.workflow import editions
from assessor.workflow.linting import Linted
from assessor.workflow.linting import lint as lint_editions

CATEGORIES = ("new", "renovation", "existing")


def _editions_words(parser: Parser) -> None:
    parser.common(with_json=True)


def _criteria_words(parser: Parser) -> None:
    parser.word("edition", "edition")
    parser.option("--category", choices=CATEGORIES, required=True, about="category")
    parser.common(with_json=True)


def _lint_words(parser: Parser) -> None:
    parser.word("edition", "lint_edition", nargs="?")
    parser.common(with_json=True)


def list_editions(console: Console, options: argparse.Namespace) -> int:
    """`assessor editions`."""
    found = [editions.describe(one, console.language) for one in editions.editions(options.editions)]
    if console.as_json:
        console.document({"editions": found})
    else:
        show_editions(console, found)
    return OK


def list_criteria(console: Console, options: argparse.Namespace) -> int:
    """`assessor criteria EDITION --category C`."""
    edition = editions.edition_at(options.edition, options.editions)
    found = editions.criteria(edition, options.category, console.language)
    if console.as_json:
        console.document(found)
    else:
        show_criteria(console, edition, found)
    return OK


def lint(console: Console, options: argparse.Namespace) -> int:
    """`assessor lint [EDITION|FOLDER]`: 1 when there is an error."""
    found = lint_editions(options.edition, options.editions)
    errors = sum(one.errors for one in found)
    if console.as_json:
        console.document(
            {
                "editions": [{"edition": one.name, "findings": _findings(console, one)} for one in found],
                "errors": errors,
            }
        )
    else:
        for one in found:
            show_lint(console, one.name, _findings(console, one))
    return NO if errors else OK


def _findings(console: Console, linted: Linted) -> list[dict[str, Any]]:
    if linted.fault is not None:
        sentence, remedy = explain(linted.fault, console.language)
        file, place = (str(linted.fault.params.get(name, "")) for name in ("file", "place"))
        return [
            {
                "severity": "error",
                "code": linted.fault.code,
                "file": file,
                "place": place,
                "entry": str(linted.fault.params.get("row", "")),
                "message": sentence,
                "remedy": remedy,
            }
        ]
    found = []
    for finding in linted.findings:
        sentence, remedy = finding_text(finding, console.language)
        found.append(
            {
                "severity": finding.severity,
                "code": finding.code,
                "file": finding.file,
                "place": finding.place,
                "entry": finding.entry,
                "message": sentence,
                "remedy": remedy,
            }
        )
    return found


def _difference_words(parser: Parser) -> None:
    parser.word("old", "edition_old")
    parser.word("new", "edition_new")
    parser.option("--category", choices=CATEGORIES, about="difference_category")
    parser.option("--all", action="store_true", about="difference_all")
    parser.common(with_json=True)


def difference(console: Console, options: argparse.Namespace) -> int:
    """`assessor difference EDITION EDITION`: row by row."""
    from assessor.workflow.upgrading import DifferenceWording, compared, difference_json, of_category

    if options.old == options.new:
        raise UsageError("editions_same", edition=options.old)
    found = compared(options.old, options.new, options.editions)
    if options.category is not None:
        found = of_category(found, options.category)
    if console.as_json:
        console.document(difference_json(found, console.language))
        return OK
    wording = DifferenceWording(found, console.language)
    for row in found.rows:
        if row.is_same and not options.all:
            continue
        held_in, shown = (found.new, row.new) if row.new else (found.old, row.old)
        title = held_in.rows[shown].title.in_language(console.language)
        console.line(f"{row.old or '－'} → {row.new or '－'}  {title}")
        for sentence in wording.sentences(row):
            console.line(f"    {sentence}")
    same = sum(row.is_same for row in found.rows)
    console.say("cli.difference.total", rows=len(found.rows), same=same, other=len(found.rows) - same)
    return OK


COMMANDS: Commands = {
    "editions": Command(_editions_words, list_editions),
    "criteria": Command(_criteria_words, list_criteria),
    "lint": Command(_lint_words, lint),
    "difference": Command(_difference_words, difference),
}
