"""What all commands' grammars are made of: the parser, and what is wrong in words of our own."""

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, Never, get_args

from assessor.cli.console import Console
from assessor.errors import UserError
from assessor.messages import Language, text

OK, NO, UNDECIDABLE = 0, 1, 2
"""Exit codes of an answer."""
LANGUAGES: tuple[Language, ...] = get_args(Language)

# What argparse says, as far as its sentences carry names that belong into ours.
_FAULTS = (
    ("usage_missing", re.compile(r"the following arguments are required: (?P<what>.+)")),
    ("usage_unknown", re.compile(r"unrecognized arguments: (?P<what>.+)")),
    ("usage_value", re.compile(r"argument (?P<what>[^:]+): expected .+")),
    (
        "usage_choice",
        re.compile(r"argument (?P<what>[^:]+): invalid choice: (?P<value>.+) \(choose from .+\)"),
    ),
    ("usage_choice", re.compile(r"argument (?P<what>[^:]+): invalid \w+ value: (?P<value>.+)")),
    ("usage_together", re.compile(r"argument (?P<what>[^:]+): not allowed with argument (?P<value>.+)")),
    ("usage_ambiguous", re.compile(r"ambiguous option: (?P<what>\S+) could match (?P<value>.+)")),
)


class UsageError(UserError):
    """The command line itself is wrong."""


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


class Parser(argparse.ArgumentParser):
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
        """What argparse found wrong, as an error of ours.

        Raises:
            UsageError: always.
        """
        for code, pattern in _FAULTS:
            found = pattern.fullmatch(message)
            if found:
                raise UsageError(code, program=self.prog, **found.groupdict())
        raise UsageError("usage_other", program=self.prog, what=message)


class Command(NamedTuple):
    """One command.

    Attributes:
        shape: gives the parser its words and options.
        run: does the work, shows the answer, returns the exit code.
    """

    shape: Callable[[Parser], None]
    run: Callable[[Console, argparse.Namespace], int]


Commands = dict[str, Command]
"""The commands of a group by name."""
