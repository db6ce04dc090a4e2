"""`assessor export`: the checklist, signed where a key is named, and the assessment as spreadsheets."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.cli.console import Console
from assessor.cli.grammar import OK, Command, Commands, Parser, UsageError
from assessor.cli.signing import check_archive, signing_choice, signing_key, signing_words
from assessor.criteria import Edition
from assessor.signing.keys import SigningKey
from assessor.workflow.documents import read_source
from assessor.workflow.exporting import export_pdf
from assessor.workflow.history import history_of
from assessor.workflow.wording import Wording


def _export_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--pdf", type=Path, metavar="OUT", about="pdf_out")
    parser.option("--xlsx", type=Path, metavar="OUT", about="workbook_out")
    parser.option("--csv", type=Path, metavar="FOLDER", about="csv_folder")
    signing_words(parser)
    parser.common(with_json=True)


def export(console: Console, options: argparse.Namespace) -> int:
    """`assessor export FILE --pdf OUT --xlsx OUT --csv FOLDER`, one of them or all."""
    _check_together(options)
    edition, state = read_source(options.file, options.editions)
    answer: dict[str, Any] = {}
    with ExitStack() as held:
        # The key first: with a wrong passphrase nothing at all is written.
        key = signing_key(
            console, options, held, name=state.case.assessor or state.case.office, office=state.case.office
        )
        if options.xlsx is not None or options.csv is not None:
            answer |= _sheets(console, options, edition, state)
        if options.pdf is not None:
            answer |= _checklist(console, options, edition, state, key)
    if console.as_json:
        console.document(answer)
    return OK


def _check_together(options: argparse.Namespace) -> None:
    if options.pdf is None and options.xlsx is None and options.csv is None:
        raise UsageError("usage_missing", program="assessor export", what="--pdf, --xlsx, --csv")
    if options.pdf is None:
        for name in ("key", "local_key", "pkcs11", "seal", "timestamp", "archive"):
            if getattr(options, name):
                raise UsageError("usage_together_needed", what=f"--{name.replace('_', '-')}", value="--pdf")
    check_archive(options)


def _sheets(
    console: Console, options: argparse.Namespace, edition: Edition, state: Assessment
) -> dict[str, Any]:
    from assessor.workflow.evaluating import evaluate
    from assessor.workflow.spreadsheets import export_csv_folder, export_workbook

    console.progress("cli.progress.sheets")
    evaluation = evaluate(edition, state)
    answer: dict[str, Any] = {}
    if options.xlsx is not None:
        export_workbook(edition, state, evaluation, options.xlsx, console.language)
        answer["xlsx"] = str(options.xlsx)
    if options.csv is not None:
        files = export_csv_folder(edition, state, evaluation, options.csv, console.language)
        answer["csv"] = [str(file) for file in files]
    if not console.as_json:
        for path in (answer.get("xlsx"), *answer.get("csv", ())):
            if path is not None:
                console.say("cli.export.sheet", path=path)
    return answer


def _checklist(
    console: Console, options: argparse.Namespace, edition: Edition, state: Assessment, key: SigningKey | None
) -> dict[str, Any]:
    done = export_pdf(
        edition,
        state,
        options.pdf,
        key=key,
        choice=signing_choice(options),
        language=console.language,
        progress=lambda step: console.progress(f"cli.progress.{step}"),
        history=history_of(options.file),
    )
    if not console.as_json:
        result = Wording(edition, console.language).result(done.result)
        console.say("cli.export.done", path=done.path, pages=done.pages, result=result)
        key_of_line = "cli.export.unsigned" if done.holder is None else "cli.export.signed"
        console.say(key_of_line, holder=done.holder)
        if key is not None:
            console.say("cli.export.certificate", fingerprint=grouped(key.certificate.fingerprint))
    return {
        "pdf": str(done.path),
        "pages": done.pages,
        "result": done.result,
        "signed_by": done.holder,
        "certificate": None if key is None else key.certificate.fingerprint,
    }


def grouped(digits: str) -> str:
    """Hexadecimal digits in groups of four, to be read out."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


COMMANDS: Commands = {
    "export": Command(_export_words, export),
}
