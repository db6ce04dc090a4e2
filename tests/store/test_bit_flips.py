"""A flipped bit anywhere in a document: the content is the same, or the file is refused."""

import random

import pytest

from assessor.errors import StoreError
from assessor.store import open_document
from assessor.store.reading import parse_records, read_content

FLIPS = 600


def content_of(raw, path):
    content = read_content(raw, path)
    return content.meta, content.records, content.journal, parse_records(content, path)


def test_no_flipped_bit_changes_content_unnoticed(kit, saved):
    with open_document(saved) as handle:
        for number in range(60):
            kit.edit(handle, number)
        handle.save()
    raw = saved.read_bytes()
    expected = content_of(raw, saved)
    chance = random.Random(20261121)
    refused = same = 0
    for bit in chance.sample(range(len(raw) * 8), FLIPS):
        damaged = bytearray(raw)
        damaged[bit // 8] ^= 1 << bit % 8
        try:
            found = content_of(bytes(damaged), saved)
        except StoreError:
            refused += 1
        else:
            assert found == expected, f"bit {bit}"
            same += 1
    print(f"\n{FLIPS} flips: {refused} refused, {same} without effect, 0 unnoticed")
    assert refused + same == FLIPS
    assert refused > FLIPS // 3


def test_every_bit_of_the_header(saved):
    raw = saved.read_bytes()
    expected = content_of(raw, saved)
    for bit in range(100 * 8):
        damaged = bytearray(raw)
        damaged[bit // 8] ^= 1 << bit % 8
        try:
            assert content_of(bytes(damaged), saved) == expected
        except StoreError:
            continue


def test_cut_off_anywhere(kit, saved):
    raw = saved.read_bytes()
    for length in [*range(0, 200, 7), *range(200, len(raw), 997), len(raw) - 1]:
        saved.write_bytes(raw[:length])
        with pytest.raises(StoreError) as caught:
            open_document(saved)
        assert caught.value.code in {"document_empty", "not_a_document", "document_truncated"}
