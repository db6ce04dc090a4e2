"""`assessor verify`: one signed PDF, a folder of them, or the file to a printed page."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from assessor.cli.console import Console
from assessor.cli.grammar import NO, OK, UNDECIDABLE, Command, Commands, Parser, UsageError
from assessor.signing.trust_store import TrustStore


def _verify_words(parser: Parser) -> None:
    parser.word("file", "pdf_or_folder")
    parser.option("--trust", action="append", default=[], type=Path, metavar="CERT.pem", about="trust")
    parser.option("--fingerprint", metavar="HEX", about="fingerprint")
    parser.option("--csv", type=Path, metavar="OUT", about="csv_out")
    parser.option("--xlsx", type=Path, metavar="OUT", about="xlsx_out")
    parser.common(with_json=True)


def verify(console: Console, options: argparse.Namespace) -> int:
    """`assessor verify FILE.pdf|FOLDER`: 0 intact and recomputed equal, 1 not, 2 cannot be verified."""
    if options.fingerprint is not None or Path(options.file).is_dir():
        from assessor.cli.inbox import find_page, verify_folder

        if options.fingerprint is not None:
            return find_page(console, options)
        return verify_folder(console, options, _trusted(console, options.trust))
    if options.csv is not None or options.xlsx is not None:
        raise UsageError("folder_needed")
    from assessor.cli.show_verified import show_verified, verified_document
    from assessor.workflow.verifying import verify_pdf

    found = verify_pdf(
        options.file,
        trust=_trusted(console, options.trust),
        extra=options.editions,
        progress=lambda step: console.progress(f"cli.progress.{step}"),
    )
    if console.as_json:
        console.document(verified_document(console, found))
    else:
        show_verified(console, found)
    return _VERIFIED[found.outcome]


def _trusted(console: Console, further: Iterable[Path]) -> TrustStore:
    """Whom this user trusts in the window too, and whom the command names.

    A file of the user's own folder that cannot be read is named and does not count; one that is named on the
    command line must be readable.
    """
    from assessor.workflow.trusting import own_trust

    found = own_trust(further)
    for fault in found.faults:
        console.warn(fault)
    return found.store


_VERIFIED: Mapping[str, int] = {
    "agrees": OK,
    "differs": NO,
    "changed": NO,
    "unverifiable": UNDECIDABLE,
    "not_recomputed": UNDECIDABLE,
}


COMMANDS: Commands = {
    "verify": Command(_verify_words, verify),
}
