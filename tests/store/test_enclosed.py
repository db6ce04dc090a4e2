"""Files enclosed in a document: kept by digest, saved with it, dropped when no record names them."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from assessor.assessment.records import Enclosure, EnclosureKey
from assessor.store import layout, open_document, pending_recoveries, recover
from assessor.store.reading import read_content

DRAWING = b"%PDF-1.7\n" + bytes(range(256)) * 40
KEY = EnclosureKey("f1", "site_plan", "1")


def enclose(kit, handle, raw=DRAWING, key=KEY):
    digest = handle.keep_file(raw)
    record = Enclosure("配置図.pdf", digest, len(raw), at=kit.AT, by=kit.BY)
    handle.commit("enclose", kit.AT, kit.BY, [(key, None, record)])
    return digest


def test_a_file_is_saved_with_the_document(kit, saved):
    with open_document(saved) as handle:
        digest = enclose(kit, handle)
        assert digest == sha256(DRAWING).hexdigest()
        assert handle.file(digest) == DRAWING
        assert handle.file("0" * 64) is None
        assert handle.has_unsaved_changes
        handle.save()
    for read_only in (True, False):
        with open_document(saved, read_only=read_only) as handle:
            assert handle.file(digest) == DRAWING
            assert kit.values(handle)[KEY].name == "配置図.pdf"


def test_a_file_survives_a_crash(kit, saved):
    handle = open_document(saved)
    digest = enclose(kit, handle)
    handle._copy.close()
    handle._slot.release()
    handle._claim.release()
    [pending] = pending_recoveries()
    with recover(pending) as again:
        assert again.file(digest) == DRAWING


def test_what_no_record_names_is_gone_when_opened_again(kit, saved):
    with open_document(saved) as handle:
        digest = enclose(kit, handle)
        handle.commit("enclose", kit.AT, kit.BY, [(KEY, None, None)])
        handle.save()
        assert handle.file(digest) == DRAWING  # undo may still need it
        kit.edit(handle, 3)
        handle.save()
    with open_document(saved) as handle:
        assert handle.file(digest) is None


def test_the_same_content_is_kept_once(kit, saved):
    with open_document(saved) as handle:
        one = enclose(kit, handle)
        two = enclose(kit, handle, key=EnclosureKey("f2", "site_plan", "1"))
        assert one == two
        handle.save()
    assert list(read_content(saved.read_bytes(), saved).files) == [one]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE file SET content = X'00'",
        "UPDATE file SET digest = 'abc'",
        "INSERT INTO file VALUES ('x', X'01')",
    ],
)
def test_other_content_than_the_digest_says_is_damage(kit, saved, statement):
    with open_document(saved) as handle:
        enclose(kit, handle)
        handle.save()
    with closing(sqlite3.connect(saved, isolation_level=None)) as db:
        db.execute(statement)
    with kit.fails("document_damaged"):
        open_document(saved)


def test_too_large_a_file_is_refused(kit, saved, monkeypatch):
    monkeypatch.setattr("assessor.store.working_copy.MAX_ENCLOSED_BYTES", 100)
    with open_document(saved) as handle, kit.fails("enclosed_too_large"):
        handle.keep_file(bytes(101))


def test_files_that_are_too_large_together_are_refused(kit, saved, monkeypatch):
    monkeypatch.setattr("assessor.store.working_copy.MAX_ENCLOSED_TOTAL", 100)
    with open_document(saved) as handle:
        digest = handle.keep_file(bytes(60))
        assert handle.keep_file(bytes(60)) == digest  # the same once more takes no room
        with kit.fails("enclosed_together_too_large"):
            handle.keep_file(b"x" * 41)
        assert handle.file(handle.keep_file(b"x" * 40)) == b"x" * 40


def test_a_document_that_is_only_looked_at_takes_no_file(kit, saved):
    with open_document(saved, read_only=True) as handle, kit.fails("read_only_document"):
        handle.keep_file(b"x")


def test_a_document_of_version_1_takes_files_and_becomes_version_2(kit, desk):
    path = desk / "old.kosodate"
    path.write_bytes((Path(__file__).parent / "formats" / "format1.kosodate").read_bytes())
    with open_document(path) as handle:
        digest = enclose(kit, handle)
        handle.save()
    with closing(sqlite3.connect(path)) as db:
        assert layout.version_of(db) == 2
    with open_document(path, read_only=True) as handle:
        assert handle.file(digest) == DRAWING


def test_a_working_copy_of_version_1_is_brought_up_to_date(kit, saved):
    handle = open_document(saved)
    kit.edit(handle, 9)
    folder = handle._slot.folder
    handle._copy.close()
    with closing(sqlite3.connect(folder / "copy.kosodate", isolation_level=None)) as db:
        db.execute("DROP TABLE file")
        db.execute("PRAGMA user_version = 1")
    handle._slot.release()
    handle._claim.release()
    with open_document(saved) as again:
        assert again.recovered
        digest = enclose(kit, again)
        assert again.file(digest) == DRAWING


def with_a_digest():
    """Every kind of record that can name a file."""
    from dataclasses import fields

    from assessor.assessment.record_lines import KEY_TYPES, RECORD_TYPES

    return [
        (KEY_TYPES[tag], kind)
        for tag, kind in RECORD_TYPES.items()
        if "sha256" in {field.name for field in fields(kind)}
    ]


@pytest.mark.parametrize(("key_type", "record_type"), with_a_digest())
def test_every_record_that_names_a_file_keeps_it(kit, saved, key_type, record_type):
    from dataclasses import MISSING, fields

    with open_document(saved) as handle:
        digest = handle.keep_file(DRAWING)
        needed = {
            field.name: 1 if field.type is int else "x"
            for field in fields(record_type)
            if field.default is MISSING and field.default_factory is MISSING and field.name != "sha256"
        }
        key = key_type(*["1"] * (len(key_type._fields) - 1))
        handle.commit("e", kit.AT, kit.BY, [(key, None, record_type(**needed, sha256=digest))])
        handle.save()
    with open_document(saved) as handle:
        assert handle.file(digest) == DRAWING
