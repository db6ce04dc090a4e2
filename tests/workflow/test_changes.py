"""What changed between two submissions."""

from decimal import Decimal

import pytest

from assessor.assessment import Measurement, RowNote, edits
from assessor.assessment.records import Attestation, Decision
from assessor.workflow.changes import compare, printed_changes
from assessor.workflow.evaluating import evaluate
from assessor.workflow.wording import Wording

ROW = "2-2/3(5)a"


@pytest.fixture
def sheet(house):
    return house


def changed(sheet, *made):
    edition, state = sheet
    after = state
    for make in made:
        after = after.apply(make(after)).state
    return compare(edition, state, after), after


def test_nothing_changed(sheet) -> None:
    found, _ = changed(sheet)
    assert not found
    assert found.touched == frozenset()


def test_a_measurement_and_the_verdict_it_decides(sheet) -> None:
    found, _ = changed(
        sheet, lambda _: edits.measure("bath-B", "bath_short_side_mm", Measurement(Decimal(1250)))
    )
    (one,) = found.measurements
    assert (one.key.place, one.before.value, one.after.value) == ("bath-B", Decimal(1150), Decimal(1250))
    assert [(row.row, row.before, row.after) for row in found.rows] == [(ROW, "not_conforming", "conforming")]
    assert ROW in found.touched


def test_who_and_when_are_no_change(sheet) -> None:
    def again(state):
        old = state.measurements["bath-B"]["bath_short_side_mm"]
        return edits.measure("bath-B", "bath_short_side_mm", Measurement(old.value, at="2027", by="x"))

    found, _ = changed(sheet, again)
    assert not found


def test_drawings_of_values_confirmations_and_rows(sheet) -> None:
    found, _ = changed(
        sheet,
        lambda s: edits.measure(
            "bath-A",
            "bath_short_side_mm",
            Measurement(s.measurements["bath-A"]["bath_short_side_mm"].value, drawing="A-20"),
        ),
        lambda _: edits.attest("2-2/3(2)", "q1", "A", Attestation(True, drawing="A-21")),
        lambda _: edits.annotate(ROW, RowNote("A-12\nA-13\nA-14", "ユニットバス")),
    )
    assert not found.measurements
    assert {(one.key.tag, one.before, one.after) for one in found.drawings} == {
        ("measurement", ("A-12",), ("A-20",)),
        ("attestation", ("A-12",), ("A-21",)),
        ("note", ("A-12", "A-13"), ("A-12", "A-13", "A-14")),
    }
    assert {ROW, "2-2/3(2)"} <= found.touched


def test_places_decisions_case_and_what_is_gone(sheet) -> None:
    found, after = changed(
        sheet,
        lambda s: edits.remove_place(s, "bath-C"),
        lambda _: edits.decide("1/1", Decision("conforming", "確認済み")),
        lambda s: edits.set_case(s, owner="区"),
    )
    assert [(one.key.place, one.after) for one in found.places] == [("bath-C", None)]
    assert [one.key.row for one in found.answers] == ["1/1"]
    assert found.case == (("owner", "", "区"),)
    assert any(one.after is None for one in found.measurements)
    assert "1/1" in {one.row for one in found.rows}
    edition, state = sheet
    for language in ("ja", "en"):
        printed = printed_changes(
            Wording(edition, language),
            found,
            evaluate(edition, state).snapshot.index,
            evaluate(edition, after).snapshot.index,
            "R1",
        )
        titles = {group.title: group.changes for group in printed.groups}
        assert len(titles) == 6
        words = [word for group in titles.values() for one in group for word in (one.where, one.what)]
        assert not [word for word in words if "bath-C" in word]
