"""Sentences on upgrades and on the differences between editions, in both languages."""

import json

import pytest

from assessor.assessment import Case, Decision, from_records
from assessor.assessment.records import CaseKey, DecisionKey
from assessor.criteria import load_edition
from assessor.errors import CriteriaError
from assessor.workflow.upgrading import (
    DifferenceWording,
    compared,
    difference_json,
    report_json,
    report_sentences,
    upgraded,
)


@pytest.fixture(scope="module")
def editions():
    return compared("r4", "draft")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_row_has_its_sentences(editions, language) -> None:
    wording = DifferenceWording(editions, language)
    for row in editions.rows:
        sentences = wording.sentences(row)
        assert sentences
        assert all(sentence and "{" not in sentence for sentence in sentences)
    plain = difference_json(editions, language)
    assert json.loads(json.dumps(plain)) == plain
    assert sum(row["relation"] == "only_new" for row in plain["rows"]) == 19


def test_what_a_changed_row_says(editions) -> None:
    rows = {(row.old, row.new): DifferenceWording(editions, "ja").sentences(row) for row in editions.rows}
    assert rows["2-2/3(2)", "2-2/3(2)"] == ["改修：必須 → 選択", "既存：必須 → 選択"]
    assert rows["2-2/3(5)a", "2-2/3(5)a"] == ["内容は同じです。"]
    assert any("< 5 mm" in sentence for sentence in rows["2-2/6(3)", "2-2/6(3)"])
    assert "2-1/4(1)" in rows["2-1/5(1)", "2-1/4(1)"][0]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_report_says_what_happened(language) -> None:
    edition = load_edition("r4")
    case = Case(edition="r4", category="new", edition_digest=edition.digest)
    decisions = [(DecisionKey(row), Decision("conforming")) for row in ("2-1/4", "2-2/6(1)", "2-2/3(3)")]
    state = from_records([(CaseKey(), case), *decisions])
    done = upgraded(edition, state, "draft")
    sentences = report_sentences(done.report, language)
    assert all("{" not in sentence for sentence in sentences)
    asked = next(sentence for sentence in sentences if "2-2/6(1)a" in sentence)
    assert "2-2/6(1)b" in asked
    plain = report_json(done.report, language)
    assert json.loads(json.dumps(plain)) == plain
    assert (len(plain["held"]), len(plain["carried"]), plain["gone_rows"]) == (2, 1, ["2-1/4", "2-2/7(8)"])
    back = upgraded(done.edition, done.state, "r4", done.report.held)
    assert dict(back.state.records()) == dict(state.records())
    assert report_json(back.report, language)["restored"]


def test_an_unknown_edition_is_refused() -> None:
    edition = load_edition("r4")
    state = from_records([(CaseKey(), Case(edition="r4"))])
    with pytest.raises(CriteriaError, match="edition_unknown"):
        upgraded(edition, state, "r99")
