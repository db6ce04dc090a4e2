"""`assessor`: the window, or one command of the command line."""

import sys
from pathlib import Path

from assessor.cli import main as run
from assessor.errors import DocumentError
from assessor.messages import Language


def _open_window(file: Path | None, language: Language) -> int:
    # Qt is loaded only here: every command works where it is not installed.
    try:
        from assessor import app
    except ImportError as problem:
        raise DocumentError("window_missing", detail=problem.name or str(problem)) from problem
    return app.run(file, language)


def main() -> int:
    """Entry point of the installed command; returns the exit code."""
    return run(sys.argv[1:], _open_window)


if __name__ == "__main__":
    sys.exit(main())
