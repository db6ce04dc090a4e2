"""What can happen to files while somebody works: nothing acknowledged is lost, and it is said."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from assessor import paths
from assessor.store import open_document, pending_recoveries, recover
from assessor.store.working_copy import FILE_NAME

posix = pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be removed there")


@contextmanager
def volume(folder, options):
    """A small disk of its own, where this account may mount one."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    if mount is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("no disk can be mounted here")
    if subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def count(path):
    with open_document(path, read_only=True) as handle:
        return len(handle.journal())


def big(kit, handle, number):
    from assessor.assessment.records import NoteKey, RowNote

    return handle.commit("note", kit.AT, kit.BY, [(NoteKey(f"r{number}"), None, RowNote("大" * 3000))])


def test_full_data_disk(kit, saved, tmp_path, monkeypatch):
    with volume(tmp_path / "small", "size=600k") as disk:
        monkeypatch.setattr(paths, "user_data", lambda: disk)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(150_000))
        handle = open_document(saved)
        last = 6
        with kit.fails("disk_full"):
            for number in range(200):
                last = big(kit, handle, number)
        assert last > 6
        with kit.fails("disk_full"):
            big(kit, handle, 999)
        assert len(handle.journal()) == last
        handle.save()  # the document lies on another disk
        assert count(saved) == last
        ballast.unlink()
        assert big(kit, handle, 1000) == last + 1
        handle.close()
        with open_document(saved) as again:
            assert again.recovered
            assert len(again.journal()) == last + 1


def test_full_document_disk(kit, tmp_path):
    with volume(tmp_path / "stick", "size=300k") as disk, kit.new() as handle:
        path = disk / "a.kosodate"
        handle.save_as(path)
        before = path.read_bytes()
        for number in range(12):
            big(kit, handle, number)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(150_000))
        with kit.fails("disk_full"):
            handle.save()
        assert path.read_bytes() == before
        assert handle.has_unsaved_changes
        assert not [one for one in disk.iterdir() if one.suffix == ".tmp"]
        ballast.unlink()
        handle.save()
        assert count(path) == 13


LIMITED = (
    "import resource, sys; from pathlib import Path; from assessor import paths\n"
    "paths.user_data = lambda: Path(sys.argv[1])\n"
    "from assessor.errors import StoreError\n"
    "from assessor.store import open_document\n"
    "from assessor.assessment.records import NoteKey, RowNote\n"
    "handle = open_document(Path(sys.argv[2]))\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))\n"
    "edit = lambda n: handle.commit('n', '', '', [(NoteKey(f'r{n}'), None, RowNote('x' * 9000))])\n"
    "codes = []\n"
    "for number in range(40):\n"
    "    try:\n"
    "        last = edit(number)\n"
    "    except StoreError as problem:\n"
    "        codes.append(problem.code)\n"
    "try:\n"
    "    handle.save()\n"
    "except StoreError as problem:\n"
    "    codes.append(problem.code)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
    "print(last, len(handle.journal()), edit(99), *sorted(set(codes)))\n"
    "handle.close()\n"
)


@posix
def test_files_that_may_not_grow(kit, saved, data_folder):
    """The same without a disk of its own: the system refuses to let the working copy grow."""
    command = [sys.executable, "-c", LIMITED, str(data_folder), str(saved)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    last, journal, after, *codes = result.stdout.split()
    assert int(last) == int(journal) > 6
    assert int(after) == int(last) + 1
    assert codes
    assert set(codes) <= {"disk_full", "disk_failed"}
    with open_document(saved) as again:
        assert again.recovered
        assert len(again.journal()) == int(after)


def test_read_only_media(kit, saved, tmp_path):
    with volume(tmp_path / "cd", "size=1m") as disk:
        path = disk / saved.name
        shutil.copy(saved, path)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with open_document(path) as handle:
            assert (handle.read_only, handle.read_only_reason, handle.holder) == (True, "protected", None)
            assert len(handle.records()) == len(kit.RECORDS) + 5
            with kit.fails("access_denied"):
                handle.save_as(disk / "b.kosodate")
            assert handle.read_only
            handle.save_as(tmp_path / "mine.kosodate")
            kit.edit(handle, 1)
            handle.save()
        assert count(tmp_path / "mine.kosodate") == 7
    assert pending_recoveries() == []


def test_the_document_is_removed(kit, saved):
    with open_document(saved) as handle:
        kit.edit(handle, 1)
        saved.unlink()
        with kit.fails("document_gone"):
            handle.save()
        assert kit.edit(handle, 2) == 8
        assert not saved.exists()
        handle.save_as(saved)
    assert count(saved) == 8


def test_the_working_copy_is_the_only_copy(kit, saved):
    """Nothing was edited, but the document is gone: closing must not remove the last copy there is."""
    with open_document(saved):
        saved.unlink()
    (pending,) = pending_recoveries()
    assert (pending.situation, pending.document, pending.edits) == ("gone", saved, 0)
    with recover(pending) as handle:
        assert len(handle.journal()) == 6
        handle.save_as(saved)
    assert count(saved) == 6
    assert pending_recoveries() == []


@pytest.mark.parametrize("how", ["another document", "rubbish", "an older state", "one bit"])
def test_the_document_is_changed_underneath(kit, saved, desk, how):
    older = saved.read_bytes()
    with open_document(saved) as handle:
        kit.edit(handle, 1)
        handle.save()
        kit.edit(handle, 2)
        if how == "another document":
            with kit.new() as other:
                other.save_as(desk / "other.kosodate")
            (desk / "other.kosodate").replace(saved)
        elif how == "rubbish":
            saved.write_bytes(b"rubbish")
        elif how == "an older state":
            saved.write_bytes(older)
        else:
            raw = bytearray(saved.read_bytes())
            raw[raw.rindex(b"measure")] ^= 4
            saved.write_bytes(raw)
        theirs = saved.read_bytes()
        with kit.fails("changed_underneath"):
            handle.save()
        assert saved.read_bytes() == theirs
        assert handle.has_unsaved_changes
        kept = handle.keep_both()
        assert kept == desk / "葛城ハイツ (2).kosodate"
        assert handle.path == kept
        kit.edit(handle, 3)
        handle.save()
    assert saved.read_bytes() == theirs
    assert count(kept) == 9


def test_keep_both_finds_a_free_name(kit, saved, desk):
    (desk / "葛城ハイツ (2).kosodate").write_bytes(b"mine")
    with open_document(saved) as handle:
        assert handle.keep_both().name == "葛城ハイツ (3).kosodate"
    assert (desk / "葛城ハイツ (2).kosodate").read_bytes() == b"mine"


def test_writing_over_what_somebody_else_did(kit, saved):
    with open_document(saved) as handle:
        saved.write_bytes(b"theirs")
        handle.save_as(saved, overwrite=True)
    assert count(saved) == 6


def test_the_same_bytes_again_are_no_change(kit, saved, desk):
    with open_document(saved) as handle:
        shutil.copy(saved, desk / "copy")
        (desk / "copy").replace(saved)
        kit.edit(handle, 1)
        handle.save()
    assert count(saved) == 7


def working_file(data_folder):
    (found,) = (data_folder / "work").glob(f"*/{FILE_NAME}")
    return found


@posix
@pytest.mark.parametrize("edited_before", [0, 2])
@pytest.mark.parametrize("how", ["file removed", "folder removed", "file replaced"])
def test_the_working_copy_is_taken_away(kit, saved, data_folder, how, edited_before):
    """The open connection still reads it: it gets a name again, and the next start finds every edit."""
    handle = open_document(saved)
    for number in range(edited_before):
        kit.edit(handle, number)
    file = working_file(data_folder)
    if how == "file removed":
        file.unlink()
    elif how == "folder removed":
        shutil.rmtree(file.parent)
    else:
        file.with_name("x").write_bytes(b"something else")
        file.with_name("x").replace(file)
    expected = 6 + edited_before
    for number in range(3):
        expected += 1
        assert kit.edit(handle, number) == expected
    assert working_file(data_folder) == file
    with open_document(saved) as second:
        assert second.read_only
    assert pending_recoveries() == []  # in use
    handle.close()
    with open_document(saved) as again:
        assert again.recovered
        assert len(again.journal()) == expected


@posix
def test_the_working_copy_is_taken_away_for_good(kit, saved, data_folder, desk):
    """Not acknowledged, nothing half done; the document can still be saved elsewhere."""
    handle = open_document(saved)
    kit.edit(handle, 1)
    shutil.rmtree(data_folder)
    data_folder.write_bytes(b"a file where the folder was")
    for _ in range(2):
        with kit.fails("working_copy_lost"):
            kit.edit(handle, 2)
    assert len(handle.journal()) == 7
    handle.save()
    assert count(saved) == 7
    data_folder.unlink()
    assert kit.edit(handle, 3) == 8
    handle.save()
    handle.close()
    assert count(saved) == 8


def test_a_failing_save_at_each_step(kit, saved, monkeypatch):
    """Whatever call fails, the document is the old one or the new one, and saving works afterwards."""
    from assessor.store import files

    for step in ("sync_file", "_compare", "_replace", "sync_folder"):
        with open_document(saved) as handle:
            before = saved.read_bytes()
            expected = kit.edit(handle, 1)

            def fail(*_arguments):
                raise OSError(5, "Input/output error")

            with monkeypatch.context() as patch:
                patch.setattr(files, step, fail)
                with kit.fails("disk_failed"):
                    handle.save()
            assert handle.has_unsaved_changes
            assert (saved.read_bytes() == before) == (step != "sync_folder")
            handle.save()
            assert not handle.has_unsaved_changes
        assert count(saved) == expected
        assert pending_recoveries() == []


def test_opening_what_is_not_there(kit, desk):
    with kit.fails("document_missing"):
        open_document(desk / "no.kosodate")
    with kit.fails("document_missing"):
        open_document(desk / "no" / "no.kosodate")
    with kit.fails("document_is_folder"):
        open_document(desk)
    assert list(desk.iterdir()) == []
    assert not [one for one in desk.parent.iterdir() if one.name.startswith(".~")]


def test_left_over_temporary_files_are_removed(kit, saved, desk):
    from assessor.store.files import _unfinished

    _unfinished(saved).write_bytes(b"half")
    open_document(saved).close()
    assert [one.name for one in desk.iterdir()] == [saved.name]


@posix
def test_file_rights_stay(kit, saved):
    saved.chmod(0o640)
    with open_document(saved) as handle:
        kit.edit(handle, 1)
        handle.save()
    assert Path(saved).stat().st_mode & 0o777 == 0o640
