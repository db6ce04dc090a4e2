"""What the printed checklist says."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from assessor.workflow.checklist import checklist_data
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes, read_assessment

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def content(house, language="ja"):
    edition, state = house
    return checklist_data(
        edition, state, evaluate(edition, state), embedded=form_bytes(state), created=AT, language=language
    )


def rows_of(data):
    return {row.id: row for table in data.tables for row in table.rows}


def test_every_row_of_the_category_is_printed_once(house) -> None:
    edition, state = house
    data = content(house)
    printed = [row.id for table in data.tables for row in table.rows]
    assert printed == [row.id for row in edition.rows_for("new")]
    assert data.fingerprint == hashlib.sha256(form_bytes(state)).hexdigest()
    assert (data.name, data.designer.name, data.official.name) == ("髙﨑𠮷邉ハイツ", "髙﨑 𠮷邉", "")
    facts = {fact.label: fact.value for fact in data.facts}
    assert "24戸" in {value.replace(" ", "") for value in facts.values()}
    assert any("Aタイプ、Bタイプ" in value and "Cタイプ" not in value for value in facts.values())


def test_a_failing_row_says_where_by_how_much_and_what_was_noted(house) -> None:
    row = rows_of(content(house))["2-2/3(5)a"]
    assert row.verdict == "not_conforming"
    (finding,) = row.findings
    assert "Bタイプ" in finding.place
    assert "浴室" in finding.place
    assert "1,150" in finding.text
    assert "1,200" in finding.text
    assert "50" in finding.margin
    assert (row.drawings, row.remark) == ("A-12\nA-13", "ユニットバス")


def test_summary_adds_up_and_carries_the_minimums(house) -> None:
    data = content(house)
    tables = [line for line in data.summary if line.kind == "table"]
    total = data.summary[-1]
    assert total.kind == "total"
    assert (total.counts.required, total.counts.optional, total.minimum) == (63, 35, 13)
    assert total.counts.required == sum(line.counts.required for line in tables)
    assert total.counts.optional_conforming == sum(line.counts.optional_conforming for line in tables)
    # Handbook: a minimum for table 1, for 2-1 and 2-2 together, for 3-1 and 3-2, for 4 and 5.
    assert [line.minimum for line in data.summary if line.kind == "group"] == [8, 1, 1]
    assert [line.minimum for line in tables] == [1, None, None, None, None, None, None, None, None]


def test_matrix_shows_which_unit_type_fails(house) -> None:
    data = content(house)
    assert data.matrix.unit_types == ("Aタイプ", "Bタイプ")
    marks = {row.id: row.marks for row in data.matrix.rows}
    assert marks["2-2/3(5)a"] == ("conforming", "not_conforming")


def test_measurements_confirmations_and_drawings_are_listed(house) -> None:
    data = content(house)
    sections = {section.title: section for section in data.measurements}
    assert len(sections) == 4
    values = [
        value.value for section in sections.values() for place in section.places for value in place.values
    ]
    assert len(values) == 6
    assert [one.is_true for one in data.confirmations] == [True]
    assert data.confirmations[0].source == "A-12"
    assert {one.drawing for one in data.drawings} == {"A-12", "A-13"}
    used = {one.drawing: one.used_for for one in data.drawings}
    assert "2-2/3(5)a" in used["A-13"]
    assert "浴室" in used["A-12"]


def test_a_decision_against_the_machine_is_listed_with_its_reason(form) -> None:
    form["decisions"] = [
        {
            "row": "2-2/3(5)a",
            "verdict": "conforming",
            "reason": "現場で実測",
            "by": "髙﨑",
            "at": "2026-11-20T10:00",
        },
        {"row": "3-1/2", "verdict": "not_applicable", "reason": "共用廊下なし"},
    ]
    data = content(read_assessment(json.dumps(form).encode(), "x"))
    (statement,) = data.overruled
    assert (statement.rows, statement.text) == (("2-2/3(5)a",), "現場で実測")
    assert any("2026-11-20" in note for note in statement.notes)
    row = rows_of(data)["2-2/3(5)a"]
    assert (row.verdict, row.machine, row.by_person) == ("conforming", "not_conforming", True)
    assert "共用廊下なし" in {one.text for one in data.not_applicable}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_string_is_left_with_a_placeholder_or_code(house, language: str) -> None:
    data = content(house, language)
    strings = [fact.label for fact in data.facts]
    strings += [finding.text for row in rows_of(data).values() for finding in row.findings]
    strings += [reason.text for reason in data.reasons] + list(data.policy)
    assert strings
    assert not [one for one in strings if not one or "{" in one or "wording." in one or "report." in one]
    if language == "en":
        assert not [one for one in data.policy if any("ぁ" <= sign <= "ヿ" for sign in one)]
