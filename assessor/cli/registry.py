"""Which commands there are, and where each is written: a group is loaded when one of its commands is run."""

from collections.abc import Callable

from assessor.cli.grammar import Command, Commands


def _editions() -> Commands:
    from assessor.cli import editions

    return editions.COMMANDS


def _assessments() -> Commands:
    from assessor.cli import assessments

    return assessments.COMMANDS


def _export() -> Commands:
    from assessor.cli import export

    return export.COMMANDS


def _spreadsheets() -> Commands:
    from assessor.cli import spreadsheets

    return spreadsheets.COMMANDS


def _verify() -> Commands:
    from assessor.cli import verify

    return verify.COMMANDS


def _review() -> Commands:
    from assessor.cli import review

    return review.COMMANDS


def _procedure() -> Commands:
    from assessor.cli import procedure

    return procedure.COMMANDS


# One line for each group: how it is loaded, and its commands in the order of the help.
_GROUPS: tuple[tuple[Callable[[], Commands], tuple[str, ...]], ...] = (
    (_editions, ("editions", "criteria", "lint", "difference")),
    (_assessments, ("schema", "dump", "load", "evaluate", "upgrade")),
    (_export, ("export",)),
    (_spreadsheets, ("import",)),
    (_verify, ("verify",)),
    (_review, ("review", "return", "approve", "answer", "history")),
    (_procedure, ("documents", "portfolio")),
)
COMMANDS: tuple[str, ...] = tuple(name for _, names in _GROUPS for name in names)


def command(name: str) -> Command:
    """The command of a name that is one of `COMMANDS`."""
    return next(load()[name] for load, names in _GROUPS if name in names)
