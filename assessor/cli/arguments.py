"""The words of the command line: which command they name, and its options."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from assessor import __version__
from assessor.cli.grammar import LANGUAGES, Parser, UsageError
from assessor.cli.registry import COMMANDS
from assessor.cli.registry import command as registered
from assessor.messages import Language, text

LANGUAGE_VARIABLE = "ASSESSOR_LANGUAGE"


def asked_language(arguments: Sequence[str]) -> Language | None:
    """The language asked for with `--language`, else by the environment; None: nobody asked."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for index, word in enumerate(arguments):
        if word == "--language" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        elif word.startswith("--language="):
            wanted = word.partition("=")[2]
    return next((language for language in LANGUAGES if language == wanted), None)


def parse(arguments: Sequence[str], language: Language) -> argparse.Namespace:
    """The command (None: open the window) with its options.

    Raises:
        UsageError: unknown command or option, something missing or not allowed together.
        SystemExit: help or version was asked for and printed.
    """
    word = _first_word(arguments)
    if word is not None and word not in COMMANDS:
        if not _looks_like_file(word):
            raise UsageError("command_unknown", command=word, known=", ".join(COMMANDS))
        return _window_parser(language).parse_args(arguments)
    if word is None:
        return _top_parser(language).parse_args(arguments)
    # Options of the whole program may stand before the command; they mean the same after it.
    at = list(arguments).index(word)
    return _command_parser(word, language).parse_args([*arguments[:at], *arguments[at + 1 :]])


def _first_word(arguments: Sequence[str]) -> str | None:
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word in {"--language", "--editions"}:
            skip = True
        elif not word.startswith("-"):
            return word
    return None


def _looks_like_file(word: str) -> bool:
    return bool(Path(word).suffix) or os.sep in word or Path(word).exists()


def _top_parser(language: Language) -> Parser:
    """`assessor` alone: the window on its start page, help, or version."""
    parser = _window_parser(language)
    parser.option("--version", action="version", version=f"assessor {__version__}", about="version")
    return parser


def _window_parser(language: Language) -> Parser:
    lines = [text("cli.help.commands", language)]
    lines += [f"  {name:<10} {text(f'cli.help.{name}', language)}" for name in COMMANDS]
    parser = Parser(
        "",
        language,
        usage="assessor [FILE]\n" + " " * 4 + "assessor COMMAND …",
        description=text("cli.help.program", language),
        epilog="\n".join([*lines, "", text("cli.help.exit_codes", language)]),
    )
    parser.word("file", "window_file", nargs="?", type=Path)
    parser.common()
    return parser


def _command_parser(command: str, language: Language) -> Parser:
    parser = Parser(
        command,
        language,
        description=text(f"cli.help.{command}", language),
        epilog=text("cli.help.exit_codes", language),
    )
    registered(command).shape(parser)
    return parser
