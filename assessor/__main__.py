"""`assessor`: the window, or one command of the command line."""

import gc
import multiprocessing
import os
import sys
from importlib import import_module
from pathlib import Path

from assessor.cli import main as run_command
from assessor.errors import DocumentError
from assessor.messages import Language

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def _open_window(file: Path | None, language: Language | None) -> int:
    # Nearly all that is made until the window shows stays; to look for rubbish meanwhile costs a tenth of it.
    gc.disable()
    # Qt reads the source of every module that is loaded after it: what needs no Qt comes first.
    import_module("assessor.workflow.history")
    # Qt is loaded only here: every command works where it is not installed.
    try:
        from assessor.app import run
    except ImportError as problem:
        if (problem.name or "").partition(".")[0] == "assessor":
            raise  # a part of the program itself is missing: nothing that the user's environment lacks
        raise DocumentError("window_missing", detail=problem.name or str(problem)) from problem
    # Without a display Qt ends the process with an abort and no sentence.
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        raise DocumentError("window_missing", detail="DISPLAY")
    return run(file, language)


def main() -> int:
    """Entry point of the installed command; returns the exit code."""
    # The frozen program starts itself for each worker that checks a folder.
    multiprocessing.freeze_support()
    return run_command(sys.argv[1:], _open_window)


if __name__ == "__main__":
    sys.exit(main())
