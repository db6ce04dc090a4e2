"""A look into a document: the same records, the same refusals, and nothing left beside it."""

import sqlite3
from contextlib import closing

import pytest

from assessor.assessment.records import Enclosure, EnclosureKey
from assessor.store import open_document
from assessor.store.peeking import peek


def test_it_sees_what_the_document_holds(kit, saved):
    with open_document(saved, read_only=True) as handle:
        expected, document = handle.records(), handle.document_id
    seen = peek(saved)
    assert list(seen.records) == expected
    assert (seen.document, seen.changed_at) == (document, kit.AT)
    assert [one.name for one in saved.parent.iterdir()] == [saved.name]


def test_some_kinds_of_record_only(kit, saved):
    with open_document(saved) as handle:
        handle.commit("e", kit.AT, kit.BY, [(EnclosureKey("f", "d", "1"), None, Enclosure("髙.pdf"))])
        handle.save()
    assert [key.tag for key, _ in peek(saved, ("case", "enclosure")).records] == ["case", "enclosure"]
    assert {key.tag for key, _ in peek(saved, ("measurement",)).records} == {"measurement"}
    assert peek(saved, ("filing",)).records == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_a_document"),
        (b"%PDF-1.7" * 99, "not_a_document"),
        (b"SQLite format 3\x00" + bytes(200), "not_a_document"),
    ],
)
def test_other_files(kit, desk, raw, code):
    path = desk / "x.kosodate"
    path.write_bytes(raw)
    with kit.fails(code):
        peek(path)
    with kit.fails("document_missing"):
        peek(desk / "none.kosodate")


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("CREATE VIEW v AS SELECT * FROM record", "foreign_schema"),
        ("PRAGMA user_version = 99", "newer_format"),
        ("PRAGMA user_version = 0", "document_damaged"),
        ("UPDATE record SET value = '[]'", "document_damaged"),
        ("UPDATE record SET key = '[\"case\", 1]' WHERE key = '[\"case\"]'", "document_damaged"),
    ],
)
def test_foreign_parts_and_damage(kit, saved, statement, code):
    with closing(sqlite3.connect(saved, isolation_level=None)) as db:
        db.execute(statement)
    with kit.fails(code):
        peek(saved)


def test_random_damage_never_crashes(kit, saved):
    from assessor.errors import StoreError

    raw = saved.read_bytes()
    for start in range(0, len(raw), 4096):
        for replacement in (bytes(4096), b"\xff" * 4096):
            saved.write_bytes(raw[:start] + replacement + raw[start + 4096 :])
            try:
                peek(saved)
            except StoreError:
                continue
