"""The command line's grammar: commands, options and their help, in Japanese or English."""

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Never, get_args

from assessor import __version__
from assessor.errors import UserError
from assessor.messages import Language, text

LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_VARIABLE = "ASSESSOR_LANGUAGE"
COMMANDS = (
    "editions",
    "criteria",
    "lint",
    "schema",
    "dump",
    "load",
    "evaluate",
    "export",
    "verify",
    "documents",
    "portfolio",
)
CATEGORIES = ("new", "renovation", "existing")

# What argparse says, as far as its sentences carry names that belong into ours.
_FAULTS = (
    ("usage_missing", re.compile(r"the following arguments are required: (?P<what>.+)")),
    ("usage_unknown", re.compile(r"unrecognized arguments: (?P<what>.+)")),
    ("usage_value", re.compile(r"argument (?P<what>[^:]+): expected .+")),
    (
        "usage_choice",
        re.compile(r"argument (?P<what>[^:]+): invalid choice: (?P<value>.+) \(choose from .+\)"),
    ),
    ("usage_together", re.compile(r"argument (?P<what>[^:]+): not allowed with argument (?P<value>.+)")),
    ("usage_ambiguous", re.compile(r"ambiguous option: (?P<what>\S+) could match (?P<value>.+)")),
)


class UsageError(UserError):
    """The command line itself is wrong."""


def chosen_language(arguments: Sequence[str]) -> Language:
    """The language asked for with `--language`, else by the environment, else Japanese."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for index, word in enumerate(arguments):
        if word == "--language" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        elif word.startswith("--language="):
            wanted = word.partition("=")[2]
    return next((language for language in LANGUAGES if language == wanted), "ja")


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


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with the word "usage" in the reader's language."""

    def __init__(self, prog: str, usage_word: str) -> None:
        super().__init__(prog)
        self._usage_word = usage_word

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong instead of printing it, and lists options under headings of our own."""

    def __init__(self, command: str, language: Language, **settings: Any) -> None:
        word = text("cli.help.usage", language)
        name = "assessor" if not command else f"assessor {command}"
        super().__init__(
            name,
            formatter_class=lambda prog: _Formatter(prog, word),
            add_help=False,
            allow_abbrev=False,
            **settings,
        )
        self.language = language
        self.set_defaults(command=command or None)
        self.inputs = self.add_argument_group(text("cli.help.inputs", language))
        self.choices = self.add_argument_group(text("cli.help.options", language))

    def option(self, *names: str, about: str, **settings: Any) -> None:
        """An option with its help from the catalogue."""
        self.choices.add_argument(*names, help=text(f"cli.help.{about}", self.language), **settings)

    def word(self, name: str, about: str, **settings: Any) -> None:
        """A word that stands without an option's name."""
        self.inputs.add_argument(
            name, metavar=name.upper(), help=text(f"cli.help.{about}", self.language), **settings
        )

    def common(self, *, with_json: bool = False) -> None:
        """The options that every command takes."""
        if with_json:
            self.option("--json", action="store_true", about="json")
        self.option("--language", choices=LANGUAGES, default=self.language, about="language")
        self.option(
            "--editions", action="append", default=[], type=Path, metavar="FOLDER", about="editions_folder"
        )
        self.option("-h", "--help", action="help", about="help")

    def error(self, message: str) -> Never:
        for code, pattern in _FAULTS:
            found = pattern.fullmatch(message)
            if found:
                raise UsageError(code, program=self.prog, **found.groupdict())
        raise UsageError("usage_other", program=self.prog, what=message)


def _top_parser(language: Language) -> _Parser:
    """`assessor` alone: the window on its start page, help, or version."""
    parser = _window_parser(language)
    parser.option("--version", action="version", version=f"assessor {__version__}", about="version")
    return parser


def _window_parser(language: Language) -> _Parser:
    lines = [text("cli.help.commands", language)]
    lines += [f"  {name:<10} {text(f'cli.help.{name}', language)}" for name in COMMANDS]
    parser = _Parser(
        "",
        language,
        usage="assessor [FILE]\n" + " " * 4 + "assessor COMMAND …",
        description=text("cli.help.program", language),
        epilog="\n".join([*lines, "", text("cli.help.exit_codes", language)]),
    )
    parser.word("file", "window_file", nargs="?", type=Path)
    parser.common()
    return parser


def _command_parser(command: str, language: Language) -> _Parser:
    parser = _Parser(
        command,
        language,
        description=text(f"cli.help.{command}", language),
        epilog=text("cli.help.exit_codes", language),
    )
    _SHAPES[command](parser)
    return parser


def _editions(parser: _Parser) -> None:
    parser.common(with_json=True)


def _criteria(parser: _Parser) -> None:
    parser.word("edition", "edition")
    parser.option("--category", choices=CATEGORIES, required=True, about="category")
    parser.common(with_json=True)


def _lint(parser: _Parser) -> None:
    parser.word("edition", "lint_edition", nargs="?")
    parser.common(with_json=True)


def _schema(parser: _Parser) -> None:
    parser.common(with_json=True)


def _dump(parser: _Parser) -> None:
    parser.word("file", "document")
    parser.common(with_json=True)


def _load(parser: _Parser) -> None:
    parser.word("json_file", "json_file")
    parser.word("file", "new_document", type=Path)
    parser.option("--replace", action="store_true", about="replace")
    parser.common(with_json=True)


def _evaluate(parser: _Parser) -> None:
    parser.word("file", "file_or_json")
    parser.common(with_json=True)


def _export(parser: _Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--pdf", required=True, type=Path, metavar="OUT", about="pdf_out")
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


def _verify(parser: _Parser) -> None:
    parser.word("file", "pdf_or_folder")
    parser.option("--trust", action="append", default=[], type=Path, metavar="CERT.pem", about="trust")
    parser.option("--fingerprint", metavar="HEX", about="fingerprint")
    parser.option("--csv", type=Path, metavar="OUT", about="csv_out")
    parser.option("--xlsx", type=Path, metavar="OUT", about="xlsx_out")
    parser.common(with_json=True)


def _documents(parser: _Parser) -> None:
    parser.word("file", "file_or_json")
    parser.option("--stage", required=True, metavar="APPLICATION", about="stage")
    parser.option("--bundle", type=Path, metavar="OUT", about="bundle")
    parser.common(with_json=True)


def _portfolio(parser: _Parser) -> None:
    parser.word("folder", "portfolio_folder")
    parser.option("--target", type=int, metavar="N", about="target")
    parser.option("--by", type=int, metavar="YEAR", about="target_year")
    parser.common(with_json=True)


_SHAPES: dict[str, Callable[[_Parser], None]] = {
    "editions": _editions,
    "criteria": _criteria,
    "lint": _lint,
    "schema": _schema,
    "dump": _dump,
    "load": _load,
    "evaluate": _evaluate,
    "export": _export,
    "verify": _verify,
    "documents": _documents,
    "portfolio": _portfolio,
}
