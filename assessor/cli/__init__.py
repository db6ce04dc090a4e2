"""The command line: the same use cases as the window, without Qt."""

import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assessor.cli.arguments import asked_language, parse
from assessor.cli.console import AnswerError, Console
from assessor.cli.registry import command
from assessor.errors import UserError
from assessor.messages import Language

OpenWindow = Callable[[Path | None, Language | None], int]
"""Opens the window on a file; the language is None where the user's own choice is to hold."""

FAULT_OF_OURS = 3
INTERRUPTED = 130


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Runs one command and returns its exit code.

    0 done; 1 the answer is no; 2 wrong input, environment or usage; 3 a fault of the program; 130
    interrupted.

    Args:
        arguments: the words after the program's name.
        open_window: opens the window on a file, or on its start page, and returns its exit code.
    """
    asked = asked_language(arguments)
    console = Console(asked or "ja", as_json="--json" in arguments)
    console.prepare()
    try:
        options = parse(arguments, console.language)
        if options.command is None:
            return open_window(options.file, asked)
        code = command(options.command).run(console, options)
        console.finish()
    except AnswerError as problem:
        # What is left of the answer has nowhere to go, at the end of the process either.
        sys.stdout = None
        replace(console, as_json=False).error(problem)
        return problem.exit_code
    except UserError as problem:
        console.error(problem)
        return problem.exit_code
    except SystemExit as finished:  # help and version
        return finished.code if isinstance(finished.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away; leaving standard output to the interpreter would complain a second time.
        sys.stdout = None
        return 0
    except Exception:  # noqa: BLE001 # a fault of ours must not look like the answer "no"
        console.progress("cli.crash")
        traceback.print_exc()
        return FAULT_OF_OURS
    return code
