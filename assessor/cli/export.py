"""`assessor export`: the checklist, signed where a key is named, and the assessment as spreadsheets."""

import argparse
import getpass
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.cli.console import Console
from assessor.cli.grammar import OK, Command, Commands, Parser, UsageError
from assessor.criteria import Edition
from assessor.messages import text
from assessor.signing.keys import SigningKey
from assessor.workflow.documents import read_source
from assessor.workflow.exporting import (
    SigningChoice,
    export_pdf,
    open_key,
    open_local_key,
    open_token_key,
    read_passphrase,
)
from assessor.workflow.history import history_of
from assessor.workflow.wording import Wording


def _export_words(parser: Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--pdf", type=Path, metavar="OUT", about="pdf_out")
    parser.option("--xlsx", type=Path, metavar="OUT", about="workbook_out")
    parser.option("--csv", type=Path, metavar="FOLDER", about="csv_folder")
    which = parser.choices.add_mutually_exclusive_group()
    for names, settings, about in (
        (("--key",), {"type": Path, "metavar": "KEY.p12"}, "key"),
        (("--local-key",), {"action": "store_true"}, "local_key"),
        (("--pkcs11",), {"type": Path, "metavar": "MODULE"}, "pkcs11"),
    ):
        which.add_argument(*names, help=text(f"cli.help.{about}", parser.language), **settings)
    parser.option("--passphrase-file", metavar="F", about="passphrase_file")
    parser.option("--token", metavar="LABEL", default="", about="token")
    parser.option("--pin-file", metavar="F", about="pin_file")
    parser.option("--certificate", metavar="LABEL", default="", about="certificate")
    parser.option("--signer", metavar="NAME", default="", about="signer")
    parser.option("--seal", type=Path, metavar="PICTURE", about="seal")
    parser.option("--timestamp", metavar="URL", about="timestamp")
    parser.option("--archive", action="store_true", about="archive")
    parser.common(with_json=True)


def export(console: Console, options: argparse.Namespace) -> int:
    """`assessor export FILE --pdf OUT --xlsx OUT --csv FOLDER`, one of them or all."""
    _check_together(options)
    edition, state = read_source(options.file, options.editions)
    answer: dict[str, Any] = {}
    with ExitStack() as held:
        # The key first: with a wrong passphrase nothing at all is written.
        key = _key(console, options, state, held)
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
    if options.archive and options.timestamp is None:
        raise UsageError("timestamp_needed")


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
        choice=SigningChoice(
            name=options.signer,
            timestamp_url=options.timestamp,
            seal=options.seal,
            archive=options.archive,
        ),
        language=console.language,
        progress=lambda step: console.progress(f"cli.progress.{step}"),
        history=history_of(options.file),
    )
    if not console.as_json:
        result = Wording(edition, console.language).result(done.result)
        console.say("cli.export.done", path=done.path, pages=done.pages, result=result)
        key_of_line = "cli.export.unsigned" if done.holder is None else "cli.export.signed"
        console.say(key_of_line, holder=done.holder)
    return {"pdf": str(done.path), "pages": done.pages, "result": done.result, "signed_by": done.holder}


def _key(
    console: Console, options: argparse.Namespace, state: Assessment, held: ExitStack
) -> SigningKey | None:
    """The key that is named, if any; one on a token is logged out with `held`."""
    if options.pkcs11 is not None:
        if options.pin_file is None:
            raise UsageError("pin_file_needed")
        console.progress("cli.progress.key")
        pin = read_passphrase(options.pin_file)
        return held.enter_context(open_token_key(options.pkcs11, options.token, pin, options.certificate))
    if options.key is None and not options.local_key:
        return None
    if options.passphrase_file is None:
        raise UsageError("passphrase_file_needed")
    console.progress("cli.progress.key")
    passphrase = read_passphrase(options.passphrase_file)
    if options.key is not None:
        return open_key(options.key, passphrase)
    name = options.signer or state.case.assessor or state.case.office or _account()
    key, is_new = open_local_key(passphrase, name, state.case.office)
    if is_new:
        console.progress("cli.export.new_key", holder=key.certificate.holder)
    return key


def _account() -> str:
    """Name of the account, for a key whose holder nobody named."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


COMMANDS: Commands = {
    "export": Command(_export_words, export),
}
