"""The format is a promise: files of each released version open with the content they had."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import assessor.store
from assessor.assessment.records import MeasurementKey
from assessor.messages import has_text
from assessor.store import FORMAT_VERSION, chain, open_document
from assessor.store.failures import _SQLITE_CODES

FILES = Path(__file__).parent / "formats"


def test_there_is_a_file_of_each_version():
    assert sorted(one.stem for one in FILES.iterdir()) == [f"format{n}" for n in range(1, FORMAT_VERSION + 1)]


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.stem)
def test_it_opens(kit, file, desk):
    path = desk / file.name
    path.write_bytes(file.read_bytes())
    with open_document(path) as handle:
        found = kit.values(handle)
        assert {key: found.pop(key) for key, _ in kit.RECORDS} == dict(kit.RECORDS)
        assert {key: record.value for key, record in found.items()} == {
            MeasurementKey("A", f"q{n}"): Decimal(n) for n in range(5)
        }
        assert [row.seq for row in handle.journal()] == [1, 2, 3, 4, 5, 6]
        kit.edit(handle, 1)
        handle.save()


def test_lengths_keep_fields_apart():
    """Moving a letter from one field to the next changes the hash."""
    lines = [
        chain.line_after(bytes(32), chain.Entry(1, *fields, "[]", bytes(32)))
        for fields in [("a", "bc", "d"), ("ab", "c", "d"), ("a", "b", "cd"), ("", "abcd", "")]
    ]
    assert len({line.hash for line in lines}) == 4
    assert chain.record_term("ab", "c") != chain.record_term("a", "bc")


def test_every_error_has_a_sentence_and_a_remedy():
    codes = set(_SQLITE_CODES.values())
    for source in Path(assessor.store.__file__).parent.glob("*.py"):
        codes |= set(re.findall(r'StoreError\(\s*"(\w+)"', source.read_text(encoding="utf-8")))
    assert len(codes) > 20
    assert [
        code for code in sorted(codes) if not has_text(f"error.{code}") or not has_text(f"remedy.{code}")
    ] == []
