"""Long work beside the window: export, signing, verifying, drawing of pages.

Work gets frozen inputs and no widget. What it has to say arrives in the main thread, whatever the receiver.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from assessor.errors import UserError


class CancelledError(Exception):
    """The user changed their mind; raised inside the work."""


class Control:
    """What running work is handed: a way to say where it stands and to hear that it is no longer wanted."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._unwanted = threading.Event()

    def step(self, name: str) -> None:
        """Says which step begins.

        Raises:
            CancelledError: the work is no longer wanted.
        """
        self.check()
        self._tell(name)

    def check(self) -> None:
        """To be called where stopping does no harm.

        Raises:
            CancelledError: the work is no longer wanted.
        """
        if self._unwanted.is_set():
            raise CancelledError

    def cancel(self) -> None:
        """Asks the work to stop where it next looks."""
        self._unwanted.set()


Work = Callable[[Control], Any]


class Job(QObject):
    """One piece of work. Exactly one of `finished`, `failed` and `stopped` is emitted, in the main thread."""

    progressed = Signal(str)
    finished = Signal(object)
    failed = Signal(object)
    """The user can mend it: a UserError."""
    stopped = Signal()
    """Cancelled, or ended by a fault of the program, which goes to whoever handles those."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.control = Control(self._on_step)
        self.future: Future[None] | None = None
        self._tell: Callable[[str, object], None] | None = None

    def bind(self, tell: Callable[[str, object], None]) -> None:
        """Takes the way by which news reach the main thread."""
        self._tell = tell

    def cancel(self) -> None:
        """Asks for an end; work that has written its result by then finishes all the same."""
        self.control.cancel()

    def _on_step(self, name: str) -> None:
        if self._tell is not None:
            self._tell("progressed", name)


class JobRunner(QObject):
    """Runs work in named lanes, one piece at a time in each: pdfium, for one, bears only one thread."""

    _arrived = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._jobs: set[Job] = set()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether any work is waiting, running, or has news that are not delivered yet."""
        return bool(self._jobs)

    def start(self, work: Work, lane: str = "pages") -> Job:
        """Queues work.

        Args:
            work: called in a thread of the lane; must not touch any widget.
            lane: work of one lane runs one after the other, in the order in which it was queued.
        """
        job = Job(self)
        job.bind(lambda kind, payload: self._arrived.emit(job, kind, payload))
        self._jobs.add(job)
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"job-{lane}")
        job.future = self._lanes[lane].submit(self._run, job, work)
        return job

    def _run(self, job: Job, work: Work) -> None:
        try:
            job.control.check()
            self._arrived.emit(job, "finished", work(job.control))
        except CancelledError:
            self._arrived.emit(job, "stopped", None)
        except UserError as error:
            self._arrived.emit(job, "failed", error)
        except BaseException as error:  # noqa: BLE001 # raised again in the main thread
            self._arrived.emit(job, "crashed", error)

    def _on_arrived(self, job: Job, kind: str, payload: object) -> None:
        if job not in self._jobs:
            return
        if kind == "progressed":
            job.progressed.emit(payload)
            return
        self._jobs.discard(job)
        match kind:
            case "finished":
                job.finished.emit(payload)
            case "failed":
                job.failed.emit(payload)
            case _:
                job.stopped.emit()
        job.deleteLater()
        if kind == "crashed":
            assert isinstance(payload, BaseException)
            raise payload

    def close(self) -> None:
        """Ends all work where it can be ended and waits for the rest; nothing is announced any more."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()
