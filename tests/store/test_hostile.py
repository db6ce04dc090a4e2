"""Documents that somebody made to do harm, or that are none: refused with a sentence, never changed."""

import sqlite3
from contextlib import closing

import pytest

from assessor.assessment.records import CaseKey, Measurement
from assessor.errors import StoreError
from assessor.store import chain, open_document
from assessor.store.layout import DDL, JournalLine, build, fetch
from assessor.store.reading import MAX_FILE_BYTES, read_content

FOREIGN = {
    "trigger": "CREATE TRIGGER flip AFTER INSERT ON journal BEGIN UPDATE record SET value = '{}'; END",
    "view": "CREATE VIEW v AS SELECT * FROM record",
    "extra table": "CREATE TABLE extra (x)",
    "index": "CREATE INDEX i ON journal (at)",
    "expression index": "CREATE INDEX i ON record (abs(value))",
    "extra column": "ALTER TABLE record ADD COLUMN x TEXT DEFAULT 'y'",
    "statistics": "ANALYZE",
    "renamed": "ALTER TABLE meta RENAME TO meta2",
    "dropped": "DROP TABLE meta",
}


def change(path, *statements, pragmas=()):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for one in [*pragmas, *statements]:
            db.execute(*one) if isinstance(one, tuple) else db.execute(one)


def refused(kit, path, code):
    """Refused for writing and for looking, and left as it is, with nothing beside it."""
    before = path.read_bytes()
    for read_only in (False, True):
        with kit.fails(code):
            open_document(path, read_only=read_only)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def forge(path, edit):
    """Changes the rows by `edit` and computes all hashes anew, as somebody who knows the format would."""
    content = read_content(path.read_bytes(), path)
    meta, records, journal = dict(content.meta), dict(content.records), list(content.journal)
    edit(meta, records, journal)
    head, lines = chain.genesis(meta), []
    for number, line in enumerate(journal, 1):
        is_last = number == len(journal)
        total = chain.sum_bytes(chain.records_sum(records.items())) if is_last else line.records
        lines.append(chain.line_after(head, chain.Entry(line.seq, *line[1:5], total)))
        head = lines[-1].hash
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        build(db, type(content)(meta, list(records.items()), lines, content.files))


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_parts(kit, saved, kind):
    change(saved, FOREIGN[kind])
    refused(kit, saved, "foreign_schema")


def test_a_table_with_other_words(kit, saved):
    ddl = DDL[1].replace("NOT NULL", "NOT  NULL")
    change(
        saved,
        ("UPDATE sqlite_schema SET sql = ? WHERE name = 'record'", (ddl,)),
        pragmas=["PRAGMA writable_schema = ON"],
    )
    refused(kit, saved, "foreign_schema")


def test_a_virtual_table(kit, saved):
    with closing(sqlite3.connect(":memory:")) as db:
        options = [row[0] for row in db.execute("PRAGMA compile_options")]
    if "ENABLE_FTS5" not in options:
        pytest.skip("no virtual table to make one with")
    change(saved, "CREATE VIRTUAL TABLE f USING fts5(x)")
    refused(kit, saved, "foreign_schema")


@pytest.mark.parametrize(
    ("pragma", "code"),
    [
        ("PRAGMA user_version = 1", "foreign_schema"),
        ("PRAGMA user_version = 3", "newer_format"),
        ("PRAGMA user_version = 2147483647", "newer_format"),
        ("PRAGMA user_version = 0", "document_damaged"),
        ("PRAGMA user_version = -1", "document_damaged"),
        ("PRAGMA application_id = 1", "not_a_document"),
        ("PRAGMA journal_mode = WAL", "document_damaged"),
    ],
)
def test_headers(kit, saved, pragma, code):
    change(saved, pragma)
    refused(kit, saved, code)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "document_empty"),
        (b"x", "not_a_document"),
        (b"%PDF-1.7\n" * 1000, "not_a_document"),
        (b"SQLite format 3\x00", "not_a_document"),
        (b"SQLite format 3\x00" + bytes(4096), "not_a_document"),
        (b"\xff" * 10_000, "not_a_document"),
    ],
    ids=range(6),
)
def test_other_files(kit, desk, raw, code):
    path = desk / "x.kosodate"
    path.write_bytes(raw)
    refused(kit, path, code)


def test_bytes_after_the_end(kit, saved):
    saved.write_bytes(saved.read_bytes() + b"PK\x03\x04")
    refused(kit, saved, "document_damaged")


def test_a_larger_file_than_any_document(kit, desk):
    path = desk / "huge.kosodate"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with kit.fails("document_too_large"):
        open_document(path)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE record SET value = replace(value, '1200', '1300')", "records_altered"),
        ("UPDATE record SET key = replace(key, 'bath', 'bass')", "records_altered"),
        ("DELETE FROM record WHERE key LIKE '%decision%'", "records_altered"),
        ("INSERT INTO record VALUES ('[\"note\",\"x\"]', '{}')", "records_altered"),
        ("UPDATE journal SET by = 'other' WHERE seq = 3", "journal_altered"),
        ("UPDATE journal SET at = '' WHERE seq = 1", "journal_altered"),
        ("UPDATE journal SET changes = '[]' WHERE seq = 2", "journal_altered"),
        ("UPDATE journal SET records = zeroblob(32) WHERE seq = 2", "journal_altered"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 6", "journal_altered"),
        ("DELETE FROM journal WHERE seq = 6", "records_altered"),
        ("DELETE FROM journal WHERE seq = 2", "journal_altered"),
        ("DELETE FROM journal", "document_damaged"),
        ("UPDATE journal SET seq = seq + 1 WHERE seq = 6", "journal_altered"),
        (
            "INSERT INTO journal SELECT 7, at, by, label, changes, records, hash FROM journal WHERE seq = 6",
            "journal_altered",
        ),
        ("UPDATE meta SET value = 'x'", "journal_altered"),
        ("INSERT INTO meta VALUES ('more', '')", "document_damaged"),
        ("DELETE FROM meta WHERE key = 'created'", "document_damaged"),
        ("UPDATE record SET value = CAST(x'ff' AS TEXT)", "document_damaged"),
    ],
)
def test_changed_rows(kit, saved, statement, code):
    change(saved, statement)
    refused(kit, saved, code)


NOTE = '["note","2-2/3(5)a"]'
VALUE = '["measurement","A","door_kind"]'
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (NOTE, '{"remark":"a","remark":"b"}'),
        (NOTE, '{"remark":NaN}'),
        (NOTE, '{"remark":1}'),
        (NOTE, '{"remark":"\\u0000"}'),
        (NOTE, '{"remark":"\\ud800"}'),
        (NOTE, '{"remark":"a\0b"}'),
        (NOTE, '{"unknown":"a"}'),
        (NOTE, "[]"),
        (NOTE, "null"),
        (NOTE, ""),
        (NOTE, "{},{}"),
        (NOTE, f'{{"remark":{DEEP}}}'),
        (NOTE, "{" + '"drawings":"x",' * 3 + '"remark":"x"}'),
        (VALUE, '{"value":1.5}'),
        (VALUE, '{"value":{"a":1}}'),
        (VALUE, '{"value":null}'),
        (VALUE, "[]"),
        (VALUE, '"x"'),
        (VALUE, '{"value":"1E+999999999","number":true}'),
        (VALUE, '{"value":"NaN","number":true}'),
        (VALUE, '{"value":["1","Infinity"],"number":true}'),
        (VALUE, '{"value":"1e-99999","number":true}'),
        ('["note", "x"]', "{}"),
        ('["note","\\u0041"]', "{}"),
        ('["note","x","y"]', "{}"),
        ('["other","x"]', "{}"),
        ('["note",1]', "{}"),
        ('["note"', "{}"),
        (DEEP, "{}"),
    ],
    ids=range(29),
)
def test_records_that_are_not_ours(kit, saved, key, value):
    forge(saved, lambda _meta, records, _journal: records.update({key: value}))
    assert read_content(saved.read_bytes(), saved)  # the hashes are right
    refused(kit, saved, "document_damaged")


def test_a_forged_document_that_is_well_formed_opens(kit, saved):
    """The control for the tests above; and why the hashes are no signature."""
    forge(saved, lambda _meta, records, _journal: records.update({NOTE: '{"remark":"x"}'}))
    with open_document(saved) as handle:
        assert "x" in {getattr(record, "remark", "") for _, record in handle.records()}


@pytest.mark.parametrize(
    "changes",
    [
        "{}",
        "[[1,2]]",
        "[1]",
        '[[["note","x"],null,{"remark":"a","remark":"b"}]]',
        "x",
        '[[["note","x"],null,{"y":1}]]',
        DEEP,
    ],
)
def test_a_journal_that_is_not_ours(kit, saved, changes):
    def edit(_meta, _records, journal):
        journal[2] = JournalLine(*journal[2][:4], changes, *journal[2][5:])

    forge(saved, edit)
    with open_document(saved) as handle, kit.fails("document_damaged"):
        handle.journal()


def test_side_files_of_others_are_not_looked_at(kit, saved):
    before = kit_records(saved)
    for ending in ("-journal", "-wal", "-shm"):
        saved.with_name(saved.name + ending).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5000))
    assert kit_records(saved) == before


def kit_records(path):
    with open_document(path) as handle:
        return handle.records()


def test_the_working_copy_is_made_of_our_parts_only(saved):
    with open_document(saved) as handle:
        assert handle._copy is not None
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(handle._copy.snapshot()[0])
            assert fetch(db).head == handle._copy.head
            assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (len(DDL),)


def test_random_damage_never_crashes(saved, kit):
    """Pages swapped, zeroed, repeated: an answer of ours each time."""
    raw = saved.read_bytes()
    pages = [raw[start : start + 4096] for start in range(0, len(raw), 4096)]
    expected = read_content(raw, saved)
    outcomes = set()
    for one in range(len(pages)):
        for other in range(len(pages)):
            for replacement in (pages[other], bytes(4096), b"\xff" * 4096, pages[other][::-1]):
                damaged = [*pages]
                damaged[one] = replacement
                try:
                    assert read_content(b"".join(damaged), saved) == expected
                except StoreError as problem:
                    outcomes.add(problem.code)
    altered = {"journal_altered", "records_altered"}
    assert outcomes <= altered | {"document_damaged", "not_a_document", "foreign_schema"}
    assert "document_damaged" in outcomes


def test_what_is_in_memory_is_typed(saved):
    with open_document(saved, read_only=True) as handle:
        found = dict(handle.records())
        assert type(found[CaseKey()]).__name__ == "Case"
        assert all(isinstance(one, Measurement) for key, one in found.items() if key.tag == "measurement")
