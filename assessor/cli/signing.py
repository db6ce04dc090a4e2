"""The words of every command that signs, and the key they name."""

import argparse
import getpass
from contextlib import ExitStack
from pathlib import Path

from assessor.cli.console import Console
from assessor.cli.grammar import Parser, UsageError
from assessor.messages import text
from assessor.signing.keys import SigningKey
from assessor.workflow.exporting import (
    SigningChoice,
    open_key,
    open_local_key,
    open_token_key,
    read_passphrase,
)


def signing_words(parser: Parser) -> None:
    """Options that name a key, and what is said beside it."""
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


def check_archive(options: argparse.Namespace) -> None:
    """Data for the long term rest on a time stamp.

    Raises:
        UsageError: no time-stamp server is named.
    """
    if options.archive and options.timestamp is None:
        raise UsageError("timestamp_needed")


def signing_choice(options: argparse.Namespace) -> SigningChoice:
    """What is said beside the signature."""
    return SigningChoice(
        name=options.signer, timestamp_url=options.timestamp, seal=options.seal, archive=options.archive
    )


def signing_key(
    console: Console, options: argparse.Namespace, held: ExitStack, *, name: str = "", office: str = ""
) -> SigningKey | None:
    """The key that is named, if any.

    Args:
        console: is told of long work and of a key that was made.
        options: those of `signing_words`.
        held: a key on a token is logged out with it.
        name: holder of a key that has to be made, where `--signer` names nobody.
        office: organisation of such a key.

    Raises:
        UsageError: PIN or passphrase file is missing.
        SigningError: the key cannot be used.
    """
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
    key, is_new = open_local_key(passphrase, options.signer or name or account(), office)
    if is_new:
        console.progress("cli.export.new_key", holder=key.certificate.holder)
    return key


def account() -> str:
    """Name of the account, where nobody is named."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
