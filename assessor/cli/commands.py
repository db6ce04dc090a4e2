"""What each command does: calls a use case, shows its answer, returns the exit code."""

import argparse
import getpass
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.cli.arguments import UsageError
from assessor.cli.console import Console
from assessor.cli.show import show_criteria, show_editions, show_evaluation, show_lint
from assessor.criteria.lint import finding_text
from assessor.messages import explain
from assessor.signing.keys import SigningKey
from assessor.workflow import editions, evaluating
from assessor.workflow.answers import answer, rows_ruled_out
from assessor.workflow.documents import read_source, write_document
from assessor.workflow.exporting import (
    SigningChoice,
    export_pdf,
    open_key,
    open_local_key,
    open_token_key,
    read_passphrase,
)
from assessor.workflow.history import history_of
from assessor.workflow.interchange import form_bytes, form_schema
from assessor.workflow.linting import Linted
from assessor.workflow.linting import lint as lint_editions
from assessor.workflow.wording import Wording

OK, NO, UNDECIDABLE = 0, 1, 2
Command = Callable[[Console, argparse.Namespace], int]


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


def export(console: Console, options: argparse.Namespace) -> int:
    """`assessor export FILE --pdf OUT`, signed where a key is named."""
    if options.archive and options.timestamp is None:
        raise UsageError("timestamp_needed")
    edition, state = read_source(options.file, options.editions)
    with ExitStack() as held:
        key = _key(console, options, state, held)
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
    if console.as_json:
        console.document(
            {"pdf": str(done.path), "pages": done.pages, "result": done.result, "signed_by": done.holder}
        )
    else:
        result = Wording(edition, console.language).result(done.result)
        console.say("cli.export.done", path=done.path, pages=done.pages, result=result)
        key_of_line = "cli.export.unsigned" if done.holder is None else "cli.export.signed"
        console.say(key_of_line, holder=done.holder)
    return OK


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


def verify(console: Console, options: argparse.Namespace) -> int:
    """`assessor verify FILE.pdf|FOLDER`: 0 intact and recomputed equal, 1 not, 2 cannot be verified."""
    if options.fingerprint is not None or Path(options.file).is_dir():
        from assessor.cli.inbox import find_page, verify_folder

        if options.fingerprint is not None:
            return find_page(console, options)
        return verify_folder(console, options, _trusted())
    if options.csv is not None or options.xlsx is not None:
        raise UsageError("folder_needed")
    from assessor.cli.show_verified import show_verified, verified_document
    from assessor.workflow.verifying import verify_pdf

    found = verify_pdf(
        options.file,
        trust=(*_trusted(), *options.trust),
        extra=options.editions,
        progress=lambda step: console.progress(f"cli.progress.{step}"),
    )
    if console.as_json:
        console.document(verified_document(console, found))
    else:
        show_verified(console, found)
    return _VERIFIED[found.outcome]


def _trusted() -> tuple[Path, ...]:
    """Certificates this user trusts in the window too; none where there is no data folder."""
    from assessor.workflow.trusting import trusted_files

    try:
        return trusted_files()
    except OSError:
        return ()


def documents(console: Console, options: argparse.Namespace) -> int:
    """`assessor documents FILE --stage S`."""
    from assessor.cli import procedure

    return procedure.documents(console, options)


def portfolio(console: Console, options: argparse.Namespace) -> int:
    """`assessor portfolio FOLDER`."""
    from assessor.cli import procedure

    return procedure.portfolio(console, options)


_VERIFIED: Mapping[str, int] = {
    "agrees": OK,
    "differs": NO,
    "changed": NO,
    "unverifiable": UNDECIDABLE,
    "not_recomputed": UNDECIDABLE,
}


COMMANDS: Mapping[str, Command] = {
    "editions": list_editions,
    "criteria": list_criteria,
    "lint": lint,
    "schema": schema,
    "dump": dump,
    "load": load,
    "evaluate": evaluate,
    "export": export,
    "verify": verify,
    "documents": documents,
    "portfolio": portfolio,
}
