"""Records of a review: who may write what, how it travels, and what is refused of a file from anybody."""

import json
from dataclasses import replace

import pytest

from assessor.assessment import Case, Edit, PlaceRecord, edits, from_records
from assessor.assessment.checks import check_edit
from assessor.assessment.record_lines import key_text, parse_key, parse_record, record_text
from assessor.assessment.records import CaseKey, DecisionKey, PlaceKey
from assessor.assessment.review import Answer, AnswerKey, Finding, FindingKey, Look, LookKey, Round, RoundKey
from assessor.assessment.review_checks import check_hand
from assessor.assessment.review_edits import (
    answer,
    change_finding,
    find,
    findings_of,
    look,
    not_looked_at,
    open_findings,
    returned_first,
    settle,
    unanswered,
)
from assessor.assessment.review_form import read_review, review_records, to_review, write_review
from assessor.criteria import load_edition
from assessor.errors import DocumentError, EditError
from assessor.messages import explain

ROW, OTHER = "2-2/3(5)a", "1/1"
DATA = "ab" * 32


@pytest.fixture(scope="module")
def edition():
    return load_edition("r4")


def sheet(*more):
    return from_records(
        [
            (CaseKey(), Case(name="髙﨑𠮷邉ハイツ", edition="r4")),
            (PlaceKey("building"), PlaceRecord("building", "", None)),
            *more,
        ]
    )


@pytest.fixture
def desk():
    return sheet((RoundKey("1"), Round(is_desk=True, sha256=DATA, holder="設計 太郎")))


def done(state, edit):
    return state.apply(edit).state


@pytest.fixture
def found(desk):
    _, edit = find(
        desk, Finding(ROW, "短辺が図面と違います。", "A-12", "value_differs", at="2026-11-21", by="審査")
    )
    state = done(desk, edit)
    _, edit = find(state, Finding("", "案内図を添付してください。"))
    return done(state, edit)


@pytest.fixture
def returned(found):
    """The architect's document after the report was taken in."""
    closed = replace(found.rounds["1"], is_desk=False, outcome="returned")
    return done(found, Edit(((RoundKey("1"), closed),)))


def fails(code, call):
    with pytest.raises((EditError, DocumentError)) as caught:
        call()
    assert caught.value.code == code
    assert all(explain(caught.value, "en"))


def test_records_come_back_from_their_lines() -> None:
    for key, record in (
        (
            RoundKey("12"),
            Round(True, DATA, "{}", "名", DATA, True, False, "a", "b", "returned", "c", "d", DATA),
        ),
        (LookKey("1", ROW), Look("deferred", "not_applicable", "備考", "at", "by")),
        (FindingKey("R1-2"), Finding(ROW, "文", "A", "p", 1, "at", "by", 2, "at", "by")),
        (AnswerKey("R1-2", "1"), Answer("答", "A-1", "at", "by")),
    ):
        assert parse_key(key_text(key)) == key
        assert parse_record(key, record_text(record)) == record


def test_findings_are_numbered_and_mark_their_row(found) -> None:
    assert list(found.findings) == ["R1-1", "R1-2"]
    assert found.looks["1"][ROW].state == "finding"
    assert not_looked_at(found, [ROW, OTHER]) == [OTHER]
    assert returned_first(found, [OTHER, ROW]) == [ROW, OTHER]
    assert list(open_findings(found, [OTHER, ROW])) == ["R1-2", "R1-1"]
    assert list(findings_of(found, ROW)) == ["R1-1"]


def test_a_look_keeps_its_verdict_when_a_finding_is_made(desk) -> None:
    state = done(desk, look(desk, ROW, Look("deferred", "not_conforming", "要確認")))
    _, edit = find(state, Finding(ROW, "x"))
    assert done(state, edit).looks["1"][ROW] == Look("finding", "not_conforming", "要確認")


def test_a_finding_is_settled_and_opened_again(found) -> None:
    state = done(found, settle(found, "R1-1", accepted=True, at="2026-12-01", by="審査"))
    assert (state.findings["R1-1"].settled, list(open_findings(state))) == (1, ["R1-2"])
    state = done(state, settle(state, "R1-1", accepted=False, at="", by=""))
    assert state.findings["R1-1"] == found.findings["R1-1"]
    fails("finding_unknown", lambda: settle(found, "R1-9", accepted=True, at="", by=""))


def test_what_was_sent_stays_as_it_is(found) -> None:
    state = done(found, Edit(((RoundKey("2"), Round(is_desk=True)),)))
    fails("finding_sent", lambda: change_finding(state, "R1-1", None))
    assert "R1-1" not in done(found, change_finding(found, "R1-1", None)).findings


def test_each_edit_can_be_taken_back(found) -> None:
    for edit in (
        look(found, OTHER, Look("confirmed")),
        find(found, Finding(OTHER, "x"))[1],
        settle(found, "R1-1", accepted=True, at="", by=""),
        change_finding(found, "R1-1", Finding(ROW, "y")),
    ):
        applied = found.apply(edit)
        assert applied.state != found
        assert applied.state.apply(applied.inverse).state == found


@pytest.mark.parametrize(
    "make",
    [
        lambda s: edits.set_case(s, name="x"),
        lambda _: Edit(((DecisionKey(ROW), None),)),
        lambda s: answer(s, "R1-1", Answer("x")),
        lambda _: Edit(((RoundKey("1"), None),)),
        lambda _: Edit(((RoundKey("2"), Round(is_desk=True)),)),
    ],
)
def test_the_desk_writes_only_its_own(found, make) -> None:
    fails("review_read_only", lambda: check_hand(found, make(found)))
    check_hand(found, look(found, OTHER, Look("confirmed")))


@pytest.mark.parametrize(
    "make",
    [
        lambda s: look(s, ROW, Look("confirmed")),
        lambda s: find(s, Finding(ROW, "x"))[1],
        lambda s: settle(s, "R1-1", accepted=True, at="", by=""),
        lambda _: Edit(((FindingKey("R1-1"), None),)),
        lambda _: Edit(((RoundKey("1"), None),)),
        lambda _: Edit(((AnswerKey("R1-9", "1"), Answer("x")),)),
        lambda _: Edit(((AnswerKey("R1-1", "2"), Answer("x")),)),
    ],
)
def test_the_architect_writes_only_answers(returned, make) -> None:
    fails("review_read_only", lambda: check_hand(returned, make(returned)))
    check_hand(returned, answer(returned, "R1-1", Answer("直しました。")))
    check_hand(returned, edits.set_case(returned, name="x"))


def test_a_closed_round_takes_nothing(found) -> None:
    closed = done(found, Edit(((RoundKey("1"), replace(found.rounds["1"], outcome="approved")),)))
    fails("review_read_only", lambda: check_hand(closed, look(closed, ROW, Look("confirmed"))))


@pytest.mark.parametrize(
    ("key", "record", "code"),
    [
        (RoundKey("0"), Round(), "review_record"),
        (RoundKey("x"), Round(), "review_record"),
        (RoundKey("1"), Round(sha256="zz"), "review_record"),
        (RoundKey("1"), Round(outcome="won"), "review_record"),
        (LookKey("1", "9/9"), Look("confirmed"), "row_unknown"),
        (LookKey("1", ROW), Look("maybe"), "review_record"),
        (LookKey("1", ROW), Look("confirmed", "undetermined"), "review_record"),
        (LookKey("1", ROW), Look("confirmed", "", "x" * 20_001), "review_text_long"),
        (FindingKey("1-1"), Finding(ROW, "x"), "review_record"),
        (FindingKey("R1-1"), Finding("9/9", "x"), "row_unknown"),
        (FindingKey("R1-1"), Finding(ROW, " "), "finding_empty"),
        (FindingKey("R1-1"), Finding(ROW, "x", round=100), "review_record"),
        (AnswerKey("R1-1", "1"), Answer("\n"), "answer_empty"),
        (AnswerKey("R1-1", "1"), Look("confirmed"), "record_mismatch"),
    ],
)
def test_records_that_are_none(edition, key, record, code) -> None:
    fails(code, lambda: check_edit(edition, sheet(), Edit(((key, record),))))


def test_it_travels_and_comes_back(found, returned) -> None:
    form = to_review(found, "report", DATA)
    assert read_review(write_review(form)) == form
    assert write_review(form) == write_review(read_review(write_review(form)))
    assert (form.round, [one.row for one in form.rows]) == (1, [ROW])
    records = dict(review_records(form))
    assert records[FindingKey("R1-1")] == found.findings["R1-1"]
    assert records[LookKey("1", ROW)] == found.looks["1"][ROW]
    answered = done(returned, answer(returned, "R1-1", Answer("直しました。", "A-12", "at", "by")))
    assert unanswered(answered) == ["R1-2"]
    back = read_review(write_review(to_review(answered, "submission", DATA)))
    assert (back.round, back.rows) == (2, [])
    assert dict(review_records(back))[AnswerKey("R1-1", "1")] == Answer("直しました。", "A-12", "at", "by")


def spoiled(change):
    def build(data: bytes) -> bytes:
        whole = json.loads(data)
        change(whole)
        return json.dumps(whole, ensure_ascii=False).encode()

    return build


HOSTILE = {
    "nothing": lambda _: b"",
    "no JSON": lambda _: b"{",
    "a list": lambda _: b"[]",
    "no text": lambda _: b"\xff",
    "another format": spoiled(lambda w: w.update(format="assessor.assessment")),
    "newer": spoiled(lambda w: w.update(version=2)),
    "a version that is true": spoiled(lambda w: w.update(version="1")),
    "an unknown field": spoiled(lambda w: w.update(run="x")),
    "an unknown field in a finding": spoiled(lambda w: w["findings"][0].update(run="x")),
    "another kind": spoiled(lambda w: w.update(kind="verdict")),
    "no round": spoiled(lambda w: w.pop("round")),
    "round zero": spoiled(lambda w: w.update(round=0)),
    "round true": spoiled(lambda w: w.update(round=True)),
    "round 100": spoiled(lambda w: w.update(round=100)),
    "a round in words": spoiled(lambda w: w.update(round="1")),
    "a finding twice": spoiled(lambda w: w["findings"].append(w["findings"][0])),
    "a round twice": spoiled(lambda w: w["rounds"].append(w["rounds"][0])),
    "a row twice": spoiled(lambda w: w["rows"].append(w["rows"][0])),
    "an answer twice": spoiled(
        lambda w: w["findings"][0].update(answers=[{"round": 1, "text": "a"}, {"round": 1, "text": "b"}])
    ),
    "a finding's id with a path": spoiled(lambda w: w["findings"][0].update(id="../R1-1")),
    "an id with a line end": spoiled(lambda w: w["findings"][0].update(id="R1-1\n")),
    "a look that is none": spoiled(lambda w: w["rows"][0].update(look="approved")),
    "a verdict that is none": spoiled(lambda w: w["rows"][0].update(verdict="conforming!")),
    "a digest that is none": spoiled(lambda w: w.update(data="x" * 64)),
    "an endless text": spoiled(lambda w: w["findings"][0].update(text="x" * 20_001)),
    "a text that is a number": spoiled(lambda w: w["findings"][0].update(text=5)),
    "a name twice": lambda data: data.replace(b'"round"', b'"kind": "report", "round"', 1),
    "NaN": lambda data: data.replace(b'"round": 1', b'"round": NaN', 1),
    "a NUL": spoiled(lambda w: w["findings"][0].update(text="a\x00b")),
    "a lone surrogate": lambda data: data.replace("短辺".encode(), b"\\ud800", 1),
    "nested without end": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_reviews(found, name) -> None:
    data = write_review(to_review(found, "report", DATA))
    hostile = HOSTILE[name](data)
    assert hostile != data
    with pytest.raises(DocumentError) as caught:
        read_review(hostile)
    for language in ("ja", "en"):
        assert all(explain(caught.value, language))
