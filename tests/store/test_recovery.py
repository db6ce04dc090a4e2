"""What an earlier run left behind is found, said, and brought back."""

import shutil

import pytest

from assessor.store import create_document, discard_recovery, open_document, pending_recoveries, recover
from assessor.store.working_copy import FILE_NAME


def crash(handle):
    """The process is gone: files stay as they are, locks are free."""
    handle._copy.close()
    handle._slot.release()
    if handle._claim is not None:
        handle._claim.release()


@pytest.fixture
def crashed(kit, saved):
    """A document with two edits that were not saved."""
    handle = open_document(saved)
    kit.edit(handle, 50)
    kit.edit(handle, 51)
    crash(handle)
    return saved


def slots(data_folder):
    return [one for one in (data_folder / "work").iterdir() if one.is_dir()]


def test_opening_the_document_brings_the_edits_back(kit, crashed):
    (pending,) = pending_recoveries()
    assert (pending.document, pending.situation, pending.edits) == (crashed, "unchanged", 2)
    assert (pending.name, pending.changed_at, pending.changed_by) == ("葛󠄀城ハイツ", kit.AT, kit.BY)
    with open_document(crashed) as handle:
        assert handle.recovered
        assert handle.has_unsaved_changes
        assert len(handle.journal()) == 8
        assert pending_recoveries() == []  # in use
        handle.save()
    with open_document(crashed) as again:
        assert not again.recovered
        assert len(again.journal()) == 8


def test_closing_without_saving_keeps_the_edits(kit, saved):
    with open_document(saved) as handle:
        kit.edit(handle, 1)
    assert len(pending_recoveries()) == 1
    with open_document(saved) as handle:
        assert handle.recovered
        handle.close(discard=True)
    assert pending_recoveries() == []
    with open_document(saved) as handle:
        assert len(handle.journal()) == 6


def test_recover_and_save(crashed):
    (pending,) = pending_recoveries()
    with recover(pending) as handle:
        assert handle.recovered
        assert handle.path == crashed
        handle.save()
        assert not handle.has_unsaved_changes
    assert pending_recoveries() == []


def test_discard(kit, crashed, data_folder):
    (pending,) = pending_recoveries()
    discard_recovery(pending)
    assert pending_recoveries() == []
    assert slots(data_folder) == []
    with kit.fails("working_copy_lost"):
        recover(pending)
    with open_document(crashed) as handle:
        assert not handle.recovered


def test_the_document_changed_meanwhile(kit, crashed):
    """Both stay: the document opens as it is, and what was left behind is saved under another name."""
    theirs = crashed.parent / "theirs.kosodate"
    with open_document(crashed, read_only=True) as copy:
        copy.save_as(theirs)
        kit.edit(copy, 99)
        copy.save()
    theirs.replace(crashed)
    with open_document(crashed) as handle:
        assert not handle.recovered
        assert len(handle.journal()) == 7
    (pending,) = pending_recoveries()
    assert pending.situation == "changed"
    with recover(pending) as handle:
        with kit.fails("changed_underneath"):
            handle.save()
        kept = handle.keep_both()
    with open_document(kept) as mine, open_document(crashed) as other:
        assert len(mine.journal()) == 8
        assert len(other.journal()) == 7
    assert pending_recoveries() == []


def test_the_document_is_gone(kit, crashed):
    crashed.unlink()
    (pending,) = pending_recoveries()
    assert pending.situation == "gone"
    with recover(pending) as handle:
        with kit.fails("document_gone"):
            handle.save()
        handle.save_as(crashed)
    with open_document(crashed) as handle:
        assert len(handle.journal()) == 8


def test_the_folder_of_the_document_is_gone(crashed, desk):
    shutil.rmtree(desk)
    (pending,) = pending_recoveries()
    assert pending.situation == "gone"
    with recover(pending) as handle:
        assert len(handle.journal()) == 8


def test_never_saved(kit, desk):
    handle = kit.new()
    kit.edit(handle, 1)
    crash(handle)
    (pending,) = pending_recoveries()
    assert (pending.document, pending.situation, pending.edits) == (None, "never_saved", 2)
    with recover(pending) as handle:
        assert handle.path is None
        handle.save_as(desk / "n.kosodate")
    assert pending_recoveries() == []


def test_killed_between_replacing_the_document_and_noting_it(kit, saved, monkeypatch):
    from assessor.store.slots import Slot

    handle = open_document(saved)
    kit.edit(handle, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Slot, "write_base", lambda *_: None)
        handle.save()
    crash(handle)
    assert pending_recoveries() == []
    with open_document(saved) as again:
        assert not again.recovered
        assert len(again.journal()) == 7


def test_killed_between_the_two_with_one_more_edit(kit, saved, monkeypatch):
    from assessor.store.slots import Slot

    handle = open_document(saved)
    kit.edit(handle, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Slot, "write_base", lambda *_: None)
        handle.save()
    kit.edit(handle, 2)
    crash(handle)
    (pending,) = pending_recoveries()
    assert (pending.situation, pending.edits) == ("unchanged", 1)
    with recover(pending) as again:
        again.save()
    assert pending_recoveries() == []


def test_nothing_unsaved_is_tidied_up(saved, data_folder):
    crash(open_document(saved))
    assert len(slots(data_folder)) == 1
    assert pending_recoveries() == []
    assert slots(data_folder) == []


def test_a_start_that_never_finished_is_tidied_up(data_folder):
    (data_folder / "work" / "0123").mkdir(parents=True)
    (data_folder / "work" / "0123" / "unfinished").write_bytes(b"half a database")
    assert pending_recoveries() == []
    assert slots(data_folder) == []


@pytest.mark.parametrize("state", [None, b"", b"{}", b'{"document":1}', b'{"hash":"zz"}', b"[]"])
def test_without_a_note_of_its_document_it_is_still_found(crashed, data_folder, state):
    (slot,) = slots(data_folder)
    note = slot / "state.json"
    note.unlink() if state is None else note.write_bytes(state)
    (pending,) = pending_recoveries()
    assert pending.edits >= 2
    with recover(pending) as handle:
        assert len(handle.journal()) == 8


def test_a_damaged_working_copy_is_said_and_kept(kit, crashed, data_folder):
    (slot,) = slots(data_folder)
    file = slot / FILE_NAME
    raw = bytearray(file.read_bytes())
    raw[raw.rindex(b"measure")] ^= 1
    file.write_bytes(raw)
    (pending,) = pending_recoveries()
    assert (pending.situation, pending.document) == ("damaged", crashed)
    with kit.fails("working_copy_damaged"):
        recover(pending)
    assert file.read_bytes() == raw
    with open_document(crashed) as handle:
        assert not handle.recovered
    assert len(pending_recoveries()) == 1
    file.write_bytes(b"")
    assert pending_recoveries()[0].situation == "damaged"


def test_recovering_what_is_open(kit, crashed):
    (pending,) = pending_recoveries()
    with open_document(crashed) as handle:
        assert handle.recovered
        with kit.fails("document_held"):
            recover(pending)
        with kit.fails("recovery_in_use"):
            discard_recovery(pending)


def test_never_saved_cannot_be_recovered_twice(kit):
    crash(kit.new())
    (pending,) = pending_recoveries()
    with recover(pending) as handle:
        with kit.fails("recovery_in_use"):
            recover(pending)
        handle.close(discard=True)


def test_newest_first(kit, desk):
    for number, at in enumerate(["2026-01-02", "2026-01-03", "2026-01-01"]):
        crash(create_document(kit.RECORDS, at=at, by=str(number)))
    assert [one.changed_by for one in pending_recoveries()] == ["1", "0", "2"]
