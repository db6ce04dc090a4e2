"""Who has a document open: a second window, another process, another machine, a dead one."""

import json
import platform
import subprocess
import sys

import pytest

from assessor.store import open_document
from assessor.store.claims import beside
from assessor.store.locks import FileLock, Holder, guarded, me, take

HOLD = (
    "import sys; from pathlib import Path; from assessor import paths\n"
    "paths.user_data = lambda: Path(sys.argv[1])\n"
    "from assessor.store import open_document\n"
    "handle = open_document(Path(sys.argv[2]))\n"
    "print(handle.read_only, flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def other_process(data_folder, tmp_path):
    """Starts a process that opens a document and keeps it open; its data folder may be another one."""
    started = []

    def start(document, folder=data_folder):
        folder.mkdir(exist_ok=True)
        command = [sys.executable, "-c", HOLD, str(folder), str(document)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "False\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def foreign_lock(path, host="another-machine"):
    beside(path).write_text(
        json.dumps({"user": "佐藤", "host": host, "pid": 1, "since": "2026-11-20T08:00:00+00:00"})
    )


def test_a_second_window(kit, saved):
    with open_document(saved) as first:
        with open_document(saved) as second:
            assert (second.read_only, second.read_only_reason) == (True, "held")
            assert (second.holder.host, second.holder.pid) == (platform.node(), me().pid)
            assert second.holder.since
            assert second.records() == first.records()
            with kit.fails("read_only_document"):
                kit.edit(second, 1)
        # Closing the second did not take the first one's lock away.
        with open_document(saved) as third:
            assert third.read_only
        kit.edit(first, 1)
        first.save()
    with open_document(saved) as again:
        assert not again.read_only


@pytest.mark.parametrize("same_user", [True, False])
def test_another_process(kit, saved, tmp_path, data_folder, other_process, same_user):
    """Another user has another data folder and is kept away by the lock beside the document."""
    process = other_process(saved, data_folder if same_user else tmp_path / "data of another")
    with open_document(saved) as second:
        assert second.read_only
        assert second.holder.pid == process.pid
    with open_document(saved, take_over=True) as second:  # a living process is never pushed aside
        assert second.read_only
    process.kill()
    process.wait()
    assert beside(saved).exists() == (sys.platform != "win32")
    with open_document(saved) as again:
        assert not again.read_only
    assert not beside(saved).exists()


def test_save_as_onto_a_document_that_is_open_elsewhere(kit, saved, desk, other_process):
    other = desk / "other.kosodate"
    other.write_bytes(saved.read_bytes())
    process = other_process(other)
    before = other.read_bytes()
    with open_document(saved) as handle:
        with kit.fails("document_held") as caught:
            handle.save_as(other, overwrite=True)
        assert caught.value.params["host"] == platform.node()
        assert handle.path == saved
        kit.edit(handle, 1)
        handle.save()
    process.communicate()
    assert other.read_bytes() == before


def test_another_machine(kit, saved):
    foreign_lock(saved)
    with open_document(saved) as handle:
        assert handle.holder == Holder("佐藤", "another-machine", 1, "2026-11-20T08:00:00+00:00")
        assert handle.read_only
    assert beside(saved).exists()
    with open_document(saved, take_over=True) as handle:
        assert not handle.read_only
    assert not beside(saved).exists()


def test_a_dead_process_of_this_machine(saved):
    foreign_lock(saved, platform.node())
    with open_document(saved) as handle:
        assert not handle.read_only


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "null", '{"user":1}', "\x00" * 9000, "[" * 4000])
def test_a_lock_file_with_rubbish(saved, rubbish):
    beside(saved).write_text(rubbish)
    with open_document(saved) as handle:
        assert not handle.read_only


def test_a_lock_is_taken_once(tmp_path):
    path = tmp_path / "lock"
    first = take(path, me())
    assert isinstance(first, FileLock)
    assert isinstance(take(path, me()), Holder)
    path.unlink()  # somebody tidies up: the name is free, and the first one must not remove the second's
    second = take(path, me())
    assert isinstance(second, FileLock)
    first.release()
    assert path.exists()
    assert isinstance(take(path, me()), Holder)
    second.release()
    assert not path.exists()


def test_waiting_for_the_data_folder_ends(tmp_path, monkeypatch, kit):
    monkeypatch.setattr("assessor.store.locks._GUARD_SECONDS", 0.05)
    with guarded(tmp_path / "g"), kit.fails("data_folder_busy"), guarded(tmp_path / "g"):
        raise AssertionError
    with guarded(tmp_path / "g"):
        pass


def test_a_name_too_long_for_a_lock_beside_it(kit, saved, desk):
    path = desk / f"{'長' * 80}.kosodate"  # 249 bytes: the lock's name would have more than 255
    saved.rename(path)
    with open_document(path) as handle:
        assert not handle.read_only
        with open_document(path) as second:
            assert second.read_only
        kit.edit(handle, 1)
        handle.save()
    assert [one.name for one in desk.iterdir()] == [path.name]
