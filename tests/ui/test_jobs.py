"""Work beside the window: news in the main thread, cancelling, faults, and no thread left."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread

from assessor.errors import DocumentError
from assessor.ui.jobs import JobRunner


class Listener(QObject):
    """Notes what arrives and in which thread."""

    def __init__(self, job) -> None:
        super().__init__()
        self.heard = []
        for name in ("progressed", "finished", "failed", "stopped"):
            getattr(job, name).connect(getattr(self, f"on_{name}"))

    def note(self, name, payload=None) -> None:
        self.heard.append((name, payload))
        assert QThread.currentThread() is self.thread()

    def on_progressed(self, step) -> None:
        self.note("progressed", step)

    def on_finished(self, result) -> None:
        self.note("finished", result)

    def on_failed(self, error) -> None:
        self.note("failed", error.code)

    def on_stopped(self) -> None:
        self.note("stopped")


@pytest.fixture
def runner(qapp):
    before = set(threading.enumerate())
    runner = JobRunner()
    yield runner
    runner.close()
    assert set(threading.enumerate()) == before


def wait_idle(qtbot, runner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=5000)


def test_steps_and_result_arrive_in_order_in_the_main_thread(qtbot, runner) -> None:
    def work(control):
        assert threading.current_thread() is not threading.main_thread()
        control.step("draw")
        control.step("write")
        return 7

    heard = Listener(runner.start(work))
    wait_idle(qtbot, runner)
    assert heard.heard == [("progressed", "draw"), ("progressed", "write"), ("finished", 7)]


def test_what_the_user_can_mend_is_announced(qtbot, runner) -> None:
    def work(control):
        raise DocumentError("input_missing", path="x")

    heard = Listener(runner.start(work))
    wait_idle(qtbot, runner)
    assert heard.heard == [("failed", "input_missing")]


def test_a_fault_of_the_program_reaches_its_handler(qtbot, runner) -> None:
    def work(control):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        heard = Listener(runner.start(work))
        wait_idle(qtbot, runner)
    assert heard.heard == [("stopped", None)]
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_cancelled_work_stops_at_its_next_step_and_waiting_work_never_starts(qtbot, runner) -> None:
    running, go_on, begun = threading.Event(), threading.Event(), []

    def long(control):
        running.set()
        assert go_on.wait(5)
        control.step("write")
        raise AssertionError("not stopped")

    first = runner.start(long)
    second = runner.start(lambda _: begun.append(1))
    heard = [Listener(first), Listener(second)]
    assert running.wait(5)
    first.cancel()
    second.cancel()
    go_on.set()
    wait_idle(qtbot, runner)
    assert [one.heard for one in heard] == [[("stopped", None)], [("stopped", None)]]
    assert begun == []


def test_lanes_run_beside_each_other(qtbot, runner) -> None:
    blocked, free = threading.Event(), []
    runner.start(lambda _: blocked.wait(5), "save")
    heard = Listener(runner.start(lambda _: free.append(1) or "free", "pages"))
    qtbot.waitUntil(lambda: bool(heard.heard))
    assert heard.heard == [("finished", "free")]
    blocked.set()
    wait_idle(qtbot, runner)


def test_closing_waits_and_announces_nothing_more(qapp, qtbot, runner) -> None:
    running = threading.Event()

    def work(control):
        running.set()
        while True:
            control.check()

    heard = Listener(runner.start(work))
    assert running.wait(5)
    runner.close()
    qapp.processEvents()
    assert heard.heard == []
    assert not runner.is_busy
