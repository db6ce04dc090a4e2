"""The same folder seen from another account: needs to be started by an account that may change to one."""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from assessor import paths
from assessor.store import open_document
from assessor.store.claims import beside
from assessor.store.locks import FileLock, Holder, me, take

OTHER = 65534
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="this account cannot become another one"
)


@contextmanager
def another_account():
    os.setresgid(OTHER, OTHER, 0)
    os.setresuid(OTHER, OTHER, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


@pytest.fixture
def shared(saved, monkeypatch):
    """A copy of the document in a folder that everybody may write, and a data folder of the other account."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o777)
        with another_account():
            (root / "data").mkdir()
        (root / "desk").mkdir()
        (root / "desk").chmod(0o777)
        path = root / "desk" / saved.name
        shutil.copy(saved, path)
        path.chmod(0o666)
        monkeypatch.setattr(paths, "user_data", lambda: root / "data")
        yield path


def test_a_protected_document(kit, shared):
    shared.chmod(0o444)
    with another_account(), open_document(shared) as handle:
        assert (handle.read_only_reason, handle.holder) == ("protected", None)
        assert len(handle.journal()) == 6


def test_a_protected_folder(kit, shared):
    shared.parent.chmod(0o755)
    with another_account(), open_document(shared) as handle:
        assert handle.read_only_reason == "protected"
        with kit.fails("access_denied"):
            handle.save_as(shared.with_name("b.kosodate"))
        handle.save_as(paths.user_data() / "mine.kosodate")
        assert kit.edit(handle, 1) == 7


def test_a_secret_document(kit, shared):
    shared.chmod(0o600)
    with another_account(), kit.fails("access_denied"):
        open_document(shared)
    assert [one.name for one in shared.parent.iterdir()] == [shared.name]


def test_a_data_folder_that_cannot_be_written(kit, shared):
    paths.user_data().chmod(0o555)
    with another_account():
        with kit.fails("access_denied"):
            open_document(shared)
        with kit.fails("access_denied"):
            kit.new()
        with open_document(shared, read_only=True) as handle:
            assert len(handle.journal()) == 6
    assert [one.name for one in shared.parent.iterdir()] == [shared.name]


def test_a_lock_of_the_other_account(shared):
    lock = take(beside(shared), me())
    assert isinstance(lock, FileLock)
    with another_account(), open_document(shared) as handle:
        assert handle.holder is not None
        assert handle.holder.pid == os.getpid()
    os.close(lock._descriptor)  # that process is gone, its file is left
    assert beside(shared).exists()
    with another_account(), open_document(shared) as handle:
        assert not handle.read_only


def test_a_left_lock_that_cannot_be_removed(shared):
    lock = take(beside(shared), me())
    assert isinstance(lock, FileLock)
    os.close(lock._descriptor)
    shared.parent.chmod(0o755)
    with another_account():
        assert isinstance(take(beside(shared), me()), Holder)
        with open_document(shared) as handle:
            assert handle.read_only
    beside(shared).chmod(0o600)
    with another_account():
        assert take(beside(shared), me()) == Holder()
