"""Documents: what goes in comes out, and what was edited is in the file after saving."""

import json
import threading
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.assessment.record_lines import key_text, record_text
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    Case,
    CaseKey,
    Decision,
    DecisionKey,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    RowNote,
)
from assessor.store import create_document, open_document, pending_recoveries, rolling_copies
from assessor.store.layout import Content
from assessor.store.reading import read_content

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.decimals(-10_000, 10_000, allow_nan=False, places=4)
measured_values = st.one_of(numbers, st.booleans(), texts, st.lists(numbers, max_size=3).map(tuple))
changes = st.one_of(
    st.tuples(st.just(CaseKey()), st.builds(Case, texts, texts, texts)),
    st.tuples(
        st.builds(PlaceKey, texts), st.none() | st.builds(PlaceRecord, texts, texts, texts | st.none())
    ),
    st.tuples(
        st.builds(MeasurementKey, texts, texts),
        st.none() | st.builds(Measurement, measured_values, note=texts),
    ),
    st.tuples(
        st.builds(AttestationKey, texts, texts, texts), st.none() | st.builds(Attestation, st.booleans())
    ),
    st.tuples(st.builds(DecisionKey, texts), st.none() | st.builds(Decision, st.just("conforming"), texts)),
    st.tuples(st.builds(NoteKey, texts), st.none() | st.builds(RowNote, texts, texts)),
)


def test_everything_comes_back(kit, desk):
    path = desk / "a.kosodate"
    with kit.new() as handle:
        assert kit.values(handle) == dict(kit.RECORDS)
        handle.save_as(path)
        document_id = handle.document_id
    with open_document(path) as again:
        assert again.records() == sorted(kit.RECORDS, key=lambda row: key_text(row[0]))
        assert (again.path, again.document_id, again.read_only, again.recovered) == (
            path,
            document_id,
            False,
            False,
        )
        assert not again.has_unsaved_changes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.lists(changes, max_size=4), max_size=6))
def test_any_edits_come_back(kit, desk, edits):
    path = desk / "any.kosodate"
    expected = dict(kit.RECORDS)
    with kit.new() as handle:
        for one in edits:
            handle.commit("edit", kit.AT, kit.BY, [(key, expected.get(key), new) for key, new in one])
            expected.update(one)
        expected = {key: record for key, record in expected.items() if record is not None}
        assert kit.values(handle) == expected
        handle.save_as(path, overwrite=True)
    with open_document(path) as again:
        assert kit.values(again) == expected
        replayed = {}
        for row in again.journal():
            for key, old, new in row.changes:
                assert replayed.get(key) == old
                replayed[key] = new
        assert {key: record for key, record in replayed.items() if record is not None} == expected


def test_the_journal_says_who_did_what(kit, saved):
    with open_document(saved) as handle:
        rows = handle.journal()
        assert [row.seq for row in rows] == [1, 2, 3, 4, 5, 6]
        assert [row.label for row in rows] == ["create"] + ["measure"] * 5
        assert {(row.at, row.by) for row in rows} == {(kit.AT, kit.BY)}
        assert rows[1].changes == ((MeasurementKey("A", "q0"), None, kit.measured(0)[0][2]),)
        handle.commit("measure", kit.AT, "別人", [(MeasurementKey("A", "q0"), None, None)])
        last = handle.journal()[-1]
        # "Before" is what was there, whatever the caller believed.
        assert last.changes == ((MeasurementKey("A", "q0"), kit.measured(0)[0][2], None),)
        assert last.by == "別人"


def test_unsaved_changes(kit, saved):
    with open_document(saved) as handle:
        assert not handle.has_unsaved_changes
        assert kit.edit(handle, 7) == 7
        assert handle.has_unsaved_changes
        before = saved.read_bytes()
        handle.save()
        assert not handle.has_unsaved_changes
        assert saved.read_bytes() != before
        unchanged = saved.stat().st_mtime_ns
        handle.save()
        assert saved.stat().st_mtime_ns == unchanged


def test_the_document_is_one_file(kit, saved, desk):
    with open_document(saved) as handle:
        kit.edit(handle, 1)
        handle.save()
        assert sorted(one.name for one in desk.iterdir()) == [f".~{saved.name}.lock", saved.name]
    assert [one.name for one in desk.iterdir()] == [saved.name]


def test_save_as_leaves_the_first_document_alone(kit, saved, desk):
    before = saved.read_bytes()
    with open_document(saved) as handle:
        kit.edit(handle, 9)
        handle.save_as(desk / "b.kosodate")
        assert handle.path == desk / "b.kosodate"
        kit.edit(handle, 10)
        handle.save()
        with open_document(saved) as other:  # its lock was let go
            assert not other.read_only
            assert len(other.journal()) == 6
    assert saved.read_bytes() == before
    with open_document(desk / "b.kosodate") as again:
        assert len(again.journal()) == 8


def test_save_as_does_not_overwrite_unasked(kit, saved, desk):
    other = desk / "other.kosodate"
    other.write_bytes(b"something of the user's")
    with open_document(saved) as handle:
        with kit.fails("document_exists"):
            handle.save_as(other)
        assert other.read_bytes() == b"something of the user's"
        with kit.fails("folder_missing"):
            handle.save_as(desk / "no" / "x.kosodate")
        with kit.fails("document_is_folder"):
            handle.save_as(desk)
        assert handle.path == saved
        handle.save_as(other, overwrite=True)
    assert len(open_and_count(other)) == 6


def open_and_count(path):
    with open_document(path, read_only=True) as handle:
        return handle.journal()


def test_a_link_leads_to_the_document(kit, saved, desk):
    link = desk / "link.kosodate"
    link.symlink_to(saved)
    with open_document(link) as handle:
        assert handle.path == saved
        with open_document(saved) as second:
            assert second.read_only
        kit.edit(handle, 3)
        handle.save()
    assert link.is_symlink()
    assert len(open_and_count(saved)) == 7


def test_a_new_document_has_no_file_yet(kit):
    with kit.new() as handle:
        assert handle.path is None
        assert handle.has_unsaved_changes
        with kit.fails("document_unnamed"):
            handle.save()
        with kit.fails("document_unnamed"):
            handle.keep_both()
        handle.close(discard=True)
    assert pending_recoveries() == []


def test_looking_leaves_no_trace(kit, saved, desk, data_folder):
    before = sorted(data_folder.rglob("*")), sorted(desk.rglob("*"))
    with open_document(saved, read_only=True) as handle:
        assert (handle.read_only, handle.read_only_reason, handle.holder) == (True, "requested", None)
        assert len(handle.records()) == len(kit.RECORDS) + 5
        with kit.fails("read_only_document"):
            kit.edit(handle, 1)
        with kit.fails("read_only_document"):
            handle.save()
    assert (sorted(data_folder.rglob("*")), sorted(desk.rglob("*"))) == before


def test_a_read_only_document_becomes_writable_under_a_new_name(kit, saved, desk):
    with open_document(saved, read_only=True) as handle:
        handle.save_as(desk / "mine.kosodate")
        assert not handle.read_only
        assert handle.read_only_reason == ""
        kit.edit(handle, 1)
        handle.save()
    assert len(open_and_count(saved)) == 6
    assert len(open_and_count(desk / "mine.kosodate")) == 7


def test_five_earlier_versions_are_kept(kit, saved):
    with open_document(saved) as handle:
        for number in range(7):
            kit.edit(handle, number)
            handle.save()
    copies = rolling_copies(saved)
    assert [one.seq for one in copies] == [13, 12, 11, 10, 9]
    assert [len(open_and_count(one.path)) for one in copies] == [13, 12, 11, 10, 9]
    assert sorted((one.saved_at for one in copies), reverse=True) == [one.saved_at for one in copies]
    assert rolling_copies(saved.with_name("another.kosodate")) == []


def test_saving_does_not_stop_editing(kit, saved):
    with open_document(saved) as handle:
        stop = threading.Event()
        failures = []

        def keep_saving():
            try:
                while not stop.is_set():
                    handle.save()
            except Exception as problem:  # noqa: BLE001 (shown by the assertion below)
                failures.append(problem)

        saver = threading.Thread(target=keep_saving)
        saver.start()
        last = [kit.edit(handle, number) for number in range(300)][-1]
        stop.set()
        saver.join()
        assert failures == []
        assert last == 306
        handle.save()
    assert len(open_and_count(saved)) == 306


@pytest.mark.parametrize("text", ["a\0b", "\ud83d", "\udc00x"])
def test_characters_that_cannot_be_kept_are_refused_before_anything_is_written(kit, saved, text):
    with open_document(saved) as handle:
        for key, record in [(NoteKey("r"), RowNote(text)), (PlaceKey(text), PlaceRecord("room"))]:
            with kit.fails("text_not_storable"):
                handle.commit("note", kit.AT, kit.BY, [(key, None, record)])
        with kit.fails("text_not_storable"):
            handle.commit("note", kit.AT, text, [])
        assert not handle.has_unsaved_changes
        kit.edit(handle, 1)
        handle.save()
    with kit.fails("text_not_storable"):
        create_document([(CaseKey(), Case(text))], at=kit.AT, by=kit.BY)
    assert len(open_and_count(saved)) == 7


def test_backslashes_are_no_escapes(kit, desk):
    note = RowNote("C:\\u0000 \\\\ud800", "\u0001\u001f\u2028\ufffe")
    with kit.new() as handle:
        handle.commit("note", kit.AT, kit.BY, [(NoteKey("r"), None, note)])
        handle.save_as(desk / "n.kosodate")
    with open_document(desk / "n.kosodate") as again:
        assert kit.values(again)[NoteKey("r")] == note


def test_numbers_keep_their_exact_value(kit, desk):
    value = Decimal("1234567890.000000000000000001")
    with kit.new() as handle:
        handle.commit("m", kit.AT, kit.BY, [(MeasurementKey("A", "x"), None, Measurement(value))])
        handle.save_as(desk / "n.kosodate")
    with open_document(desk / "n.kosodate") as again:
        assert kit.values(again)[MeasurementKey("A", "x")].value == value


def test_the_file_is_what_the_format_says(saved):
    """The layout is a promise to later versions; see also test_format.py."""
    content = read_content(saved.read_bytes(), saved)
    assert isinstance(content, Content)
    assert set(content.meta) == {"document", "created"}
    rows = dict(content.records)
    assert rows['["measurement","A","q1"]'] == record_text(
        Measurement(Decimal(1), at=content.journal[0].at, by="髙﨑𠮷邉")
    )
    assert [json.loads(line.changes)[0][0] for line in content.journal[1:3]] == [
        ["measurement", "A", "q0"],
        ["measurement", "A", "q1"],
    ]
