"""`assessor schema`, `dump`, `load`, `evaluate` and `upgrade`: documents and their open form."""

import argparse
from pathlib import Path

from assessor.cli.console import Console
from assessor.cli.grammar import OK, Command, Commands, Parser
from assessor.cli.show import show_evaluation
from assessor.workflow import evaluating
from assessor.workflow.answers import answer, rows_ruled_out
from assessor.workflow.documents import read_source, write_document
from assessor.workflow.interchange import form_bytes, form_schema


def _schema_words(parser: Parser) -> None:
    parser.common(with_json=True)


def _dump_words(parser: Parser) -> None:
    parser.word("file", "document")
    parser.common(with_json=True)


def _load_words(parser: Parser) -> None:
    parser.word("json_file", "json_file")
    parser.word("file", "new_document", type=Path)
    parser.option("--replace", action="store_true", about="replace")
    parser.common(with_json=True)


def _evaluate_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.common(with_json=True)


def schema(console: Console, options: argparse.Namespace) -> int:  # noqa: ARG001 # every command is called alike
    """`assessor schema`."""
    console.document(form_schema())
    return OK


def dump(console: Console, options: argparse.Namespace) -> int:
    """`assessor dump FILE`."""
    _, state = read_source(options.file, options.editions)
    console.json_text(form_bytes(state).decode("utf-8").rstrip("\n"))
    return OK


def load(console: Console, options: argparse.Namespace) -> int:
    """`assessor load JSON FILE`."""
    edition, state = read_source(options.json_file, options.editions)
    write_document(options.file, edition, state, replace=options.replace)
    if console.as_json:
        console.document(
            {"document": str(options.file), "edition": edition.code, "category": state.case.category}
        )
    else:
        console.say("cli.load.done", path=options.file)
    return OK


def evaluate(console: Console, options: argparse.Namespace) -> int:
    """`assessor evaluate FILE-or-JSON`."""
    edition, state = read_source(options.file, options.editions)
    evaluation = evaluating.evaluate(edition, state)
    if console.as_json:
        console.document(answer(edition, evaluation, rows_ruled_out(state)))
    else:
        show_evaluation(console, edition, evaluation)
    return OK


def _upgrade_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--to", required=True, metavar="EDITION", about="upgrade_to")
    parser.option("--output", required=True, type=Path, metavar="OUT", about="upgrade_output")
    parser.option("--replace", action="store_true", about="replace")
    parser.option("--by", metavar="NAME", default="", about="by")
    parser.common(with_json=True)


def upgrade(console: Console, options: argparse.Namespace) -> int:
    """`assessor upgrade FILE --to EDITION --output OUT`: a new document, and what became of every answer."""
    from assessor.workflow.upgrade_file import upgrade_file
    from assessor.workflow.upgrading import report_json, report_sentences

    done = upgrade_file(
        options.file,
        options.to,
        options.output,
        replace=options.replace,
        by=options.by,
        extra=options.editions,
    )
    if console.as_json:
        console.document({"document": str(options.output)} | report_json(done.report, console.language))
    else:
        for sentence in report_sentences(done.report, console.language):
            console.line(sentence)
        console.say("cli.load.done", path=options.output)
    return OK


COMMANDS: Commands = {
    "schema": Command(_schema_words, schema),
    "dump": Command(_dump_words, dump),
    "load": Command(_load_words, load),
    "evaluate": Command(_evaluate_words, evaluate),
    "upgrade": Command(_upgrade_words, upgrade),
}
