"""The same question about many received files: on all cores, one that kills its process does not stop it."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

FEW = 12
"""Up to so many files are looked at in this process: starting others takes longer."""
_POLL_SECONDS = 0.1
_ISOLATED_SECONDS = 300
_MAX_WORKERS = 8

Cancel = Callable[[], bool]
T = TypeVar("T")


def ask_files(
    files: Sequence[Path],
    ask: Callable[[Path], T],
    fallen: Callable[[Path], T],
    *,
    workers: int | None = None,
    cancel: Cancel | None = None,
) -> Iterator[tuple[Path, T]]:
    """Asks the same of each file and gives the answers as they come.

    Args:
        files: the files.
        ask: the question; must be a function of a module (or `partial` of one), and raise nothing.
        fallen: the answer for a file that ended its process.
        workers: processes; as many as there are cores, at most eight, when left out.
        cancel: is asked between files, and while waiting; True ends it.
    """
    count = min(workers or os.cpu_count() or 1, _MAX_WORKERS, len(files))
    stop = cancel or _never
    if count < 2 or len(files) <= FEW:
        for path in files:
            if stop():
                return
            yield path, ask(path)
        return
    waiting = deque(files)
    while waiting and not stop():
        suspects = yield from _pool(waiting, ask, count, stop)
        for path in suspects:
            if stop():
                return
            yield path, _isolated(path, ask, fallen)


def _never() -> bool:
    return False


def _pool(
    waiting: deque[Path], ask: Callable[[Path], T], count: int, stop: Cancel
) -> Generator[tuple[Path, T], None, list[Path]]:
    """Asks until all is done; gives the files one of which ended a process, to be tried one by one."""
    pool = _new_pool(count)
    running: dict[Future[T], Path] = {}
    try:
        while (waiting or running) and not stop():
            while waiting and len(running) < 2 * count:
                path = waiting.popleft()
                try:
                    running[pool.submit(ask, path)] = path
                except BrokenProcessPool:
                    return [*running.values(), path]
            finished, _ = wait(running, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in finished:
                try:
                    answer = future.result()
                except BrokenProcessPool:
                    return list(running.values())
                yield running.pop(future), answer
        return []
    finally:
        pool.shutdown(wait=not stop(), cancel_futures=True)


def _isolated(path: Path, ask: Callable[[Path], T], fallen: Callable[[Path], T]) -> T:
    pool = _new_pool(1)
    try:
        return pool.submit(ask, path).result(_ISOLATED_SECONDS)
    except (BrokenProcessPool, TimeoutError):
        return fallen(path)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _new_pool(count: int) -> ProcessPoolExecutor:
    # Started afresh: a copy of a process with a window and threads may stand still for ever.
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_quiet_worker)


def _quiet_worker() -> None:
    """Ctrl+C is for the process that was started by the user."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
