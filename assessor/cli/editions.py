"""`assessor editions`, `criteria` and `lint`: what the editions hold and whether their data is sound."""

import argparse
from typing import Any

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, Command, Commands, Parser
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


COMMANDS: Commands = {
    "editions": Command(_editions_words, list_editions),
    "criteria": Command(_criteria_words, list_criteria),
    "lint": Command(_lint_words, lint),
}
