"""The history as a file: it proves itself, and nothing in it can be changed, left out or put in between."""

import json

import pytest

from assessor.store import open_document, read_history


@pytest.fixture
def handle(saved):
    with open_document(saved) as opened:
        yield opened


def test_it_says_what_the_journal_says(kit, handle):
    history = read_history(handle.history())
    assert list(history.rows) == handle.journal()
    assert sorted(history.records) == sorted(handle.records())
    assert history.document == handle.document_id
    assert history.created == kit.AT
    assert len(history.rows) == 6
    kit.edit(handle, 6)
    later = read_history(handle.history())
    assert later.rows[:6] == history.rows
    assert later.head != history.head


def test_the_same_journal_gives_the_same_bytes(handle, saved):
    with open_document(saved, read_only=True) as again:
        assert again.history() == handle.history()


def edited(data: bytes, change) -> bytes:
    whole = json.loads(data)
    change(whole)
    return json.dumps(whole, ensure_ascii=False).encode()


BROKEN = {
    "another time": lambda h: h["rows"][2].update(at="2026-01-01T00:00:00.000+09:00"),
    "another person": lambda h: h["rows"][2].update(by="somebody"),
    "another label": lambda h: h["rows"][2].update(label="decide"),
    "another value": lambda h: h["rows"][2]["changes"][0][2].update(value="9999"),
    "another value before": lambda h: h["rows"][3]["changes"][0].__setitem__(
        1, {"value": "1", "number": True}
    ),
    "a row left out": lambda h: h["rows"].pop(2),
    "the first left out": lambda h: h["rows"].pop(0),
    "rows exchanged": lambda h: h["rows"].insert(2, h["rows"].pop(3)),
    "a row twice": lambda h: h["rows"].insert(3, h["rows"][2]),
    "another sum": lambda h: h["rows"][2].update(records="00" * 32),
    "another hash": lambda h: h["rows"][5].update(hash="00" * 32),
    "another document": lambda h: h["meta"].update(document="0" * 32),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_chain(kit, handle, name):
    with kit.fails("history_broken"):
        read_history(edited(handle.history(), BROKEN[name]))


def test_a_shortened_history_holds_but_ends_elsewhere(handle):
    """The chain cannot tell that its end was cut off: what it ends in must be compared, as verifying does."""
    whole = read_history(handle.history())
    cut = read_history(edited(handle.history(), lambda h: h["rows"].pop()))
    assert cut.head != whole.head
    assert cut.records != whole.records


UNREADABLE = {
    "no JSON": lambda _: b"{",
    "no text": lambda _: b"\xff\xfe",
    "a list": lambda _: b"[]",
    "another format": lambda d: edited(d, lambda h: h.update(format="assessor.assessment")),
    "newer": lambda d: edited(d, lambda h: h.update(version=2)),
    "no rows": lambda d: edited(d, lambda h: h.update(rows=[])),
    "no meta": lambda d: edited(d, lambda h: h.pop("meta")),
    "more meta": lambda d: edited(d, lambda h: h["meta"].update(more="x")),
    "a row with more": lambda d: edited(d, lambda h: h["rows"][0].update(why="x")),
    "a row of words": lambda d: edited(d, lambda h: h["rows"].__setitem__(0, "x")),
    "a number that is none": lambda d: edited(d, lambda h: h["rows"][0].update(seq=True)),
    "a hash that is none": lambda d: edited(d, lambda h: h["rows"][0].update(hash="xyz")),
    "a name twice": lambda d: d.replace(b'"version":1', b'"version":1,"version":1'),
    "a binary float": lambda d: d.replace(b'"seq":1', b'"seq":1.0'),
    "a lone surrogate": lambda d: d.replace(b'"label":"create"', b'"label":"\\ud800"'),
    "endless nesting": lambda _: b"[" * 200_000,
    "too large": lambda _: b" " * (25 << 20),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_history(kit, handle, name):
    with kit.fails("history_unreadable"):
        read_history(UNREADABLE[name](handle.history()))


def test_records_that_are_none_of_ours(kit, handle):
    """Whoever computes the chain anew still cannot bring in a record that the program does not know."""
    from assessor.store import chain

    whole = json.loads(handle.history())
    del whole["rows"][1:]
    row = whole["rows"][0]
    row["changes"] = [[["trigger", "x"], None, {"sql": "x"}]]
    changes = '[[["trigger","x"],null,{"sql":"x"}]]'
    total = chain.sum_bytes(chain.record_term('["trigger","x"]', '{"sql":"x"}'))
    entry = chain.Entry(1, row["at"], row["by"], row["label"], changes, total)
    line = chain.line_after(chain.genesis(whole["meta"]), entry)
    row.update(records=total.hex(), hash=line.hash.hex())
    with kit.fails("history_broken"):
        read_history(json.dumps(whole, ensure_ascii=False).encode())
