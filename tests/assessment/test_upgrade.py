"""From one edition to the other and back. What changed between them: facts, criteria.md section 4."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.assessment import (
    Assessment,
    Attestation,
    Case,
    Decision,
    Measurement,
    PlaceRecord,
    RowNote,
    from_records,
)
from assessor.assessment.checks import attest_keys, check_edit
from assessor.assessment.evidence import Drawing
from assessor.assessment.evidence_edits import confirm, open_checks, register, revise
from assessor.assessment.record_lines import key_text
from assessor.assessment.records import (
    AttestationKey,
    CaseKey,
    DecisionKey,
    MeasurementKey,
    NoteKey,
    PlaceKey,
)
from assessor.assessment.shelf import read_shelf, write_shelf
from assessor.assessment.state import Edit
from assessor.assessment.upgrade import as_edit, upgrade
from assessor.criteria import load_edition
from assessor.errors import DocumentError, EditError

R4, DRAFT = load_edition("r4"), load_edition("draft")
EDITIONS = {"r4": R4, "draft": DRAFT}
YES = Attestation(True, drawing="A-01", by="髙﨑")


def assessment(edition, *records, category="new") -> Assessment:
    case = Case(name="試験", edition=edition.code, category=category, edition_digest=edition.digest)
    base = [
        (CaseKey(), case),
        (PlaceKey("building"), PlaceRecord("building", "", None)),
        (PlaceKey("site"), PlaceRecord("site", "", "building", order=1)),
        (PlaceKey("A"), PlaceRecord("unit_type", "A", "building", order=2)),
        (PlaceKey("wash"), PlaceRecord("washroom", "洗面所", "A", order=3)),
        (PlaceKey("bath"), PlaceRecord("bathroom", "浴室", "A", order=4)),
    ]
    return from_records([*base, *records])


def test_what_is_the_same_goes_over_and_comes_back() -> None:
    state = assessment(
        R4,
        (MeasurementKey("bath", "bath_short_side_mm"), Measurement(Decimal("1199.96"), drawing="A-02")),
        (DecisionKey("2-2/3(3)"), Decision("conforming", "手すりを確認", "abc")),
        (NoteKey("2-1/5(1)"), RowNote("A-03", "renumbered to 2-1/4(1)")),
    )
    result, report = upgrade(state, R4, DRAFT)
    assert result.case == replace(state.case, edition="draft", edition_digest=DRAFT.digest)
    assert result.measurements == state.measurements
    assert result.places == state.places
    assert result.decisions == state.decisions
    assert result.notes == {"2-1/4(1)": RowNote("A-03", "renumbered to 2-1/4(1)")}
    assert report.held == ()
    back, _ = upgrade(result, DRAFT, R4, report.held)
    assert back == state


def test_a_split_row_is_carried_leaf_by_leaf() -> None:
    # r4 2-2/2(1) asks for lever, temperature and shower head in one row; the draft in a (two) and b (one).
    state = assessment(
        R4,
        (AttestationKey("2-2/2(1)", "q1", "wash"), YES),
        (AttestationKey("2-2/2(1)", "q2", "wash"), YES),
        (AttestationKey("2-2/2(1)", "q3", "wash"), YES),
        (DecisionKey("2-2/2(1)"), Decision("conforming")),
        (NoteKey("2-2/2(1)"), RowNote("A-04")),
    )
    result, report = upgrade(state, R4, DRAFT)
    assert result.attestations == {"2-2/2(1)a": {"q1": {"wash": YES}, "q2": {"wash": YES}}}
    assert result.decisions == {}
    assert result.notes == {}
    assert {one.key for one in report.newly_held} == {
        AttestationKey("2-2/2(1)", "q3", "wash"),
        DecisionKey("2-2/2(1)"),
        NoteKey("2-2/2(1)"),
    }
    assert report.ask_again == ("2-2/2(1)a", "2-2/2(1)b")
    back, again = upgrade(result, DRAFT, R4, report.held)
    assert back == state
    assert again.held == ()
    assert set(again.restored) == {one.key for one in report.newly_held}


def test_a_row_without_counterpart_is_held() -> None:
    state = assessment(
        R4, (DecisionKey("2-1/4"), Decision("conforming")), (NoteKey("2-2/7(8)"), RowNote("A-05"))
    )
    result, report = upgrade(state, R4, DRAFT)
    assert (result.decisions, result.notes) == ({}, {})
    assert report.gone_rows == ("2-1/4", "2-2/7(8)")
    assert len(report.new_rows) == 19
    assert {one.key for one in report.held} == {DecisionKey("2-1/4"), NoteKey("2-2/7(8)")}


def test_levels_of_the_category_are_listed() -> None:
    _, new = upgrade(assessment(R4), R4, DRAFT)
    _, existing = upgrade(assessment(R4, category="existing"), R4, DRAFT)
    # criteria.md 4.4: 21 rows; for 新築 all but 3(2), for 既存・改修 the six that were 必/必.
    assert len(new.levels) == 20
    assert {shift.new_row for shift in existing.levels} == {
        "2-2/3(2)", "2-2/5(5)b", "2-2/7(5)", "2-2/7(6)", "5/1(3)", "5/3(2)",
    }  # fmt: skip


def test_answers_changed_meanwhile_stand() -> None:
    state = assessment(
        R4, (AttestationKey("2-2/2(1)", "q1", "wash"), YES), (DecisionKey("2-1/4"), Decision("conforming"))
    )
    there, report = upgrade(state, R4, DRAFT)
    no = Attestation(False)
    there = there.apply(Edit(((AttestationKey("2-2/2(1)a", "q1", "wash"), no),))).state
    back, _ = upgrade(there, DRAFT, R4, report.held)
    assert back.attestations == {"2-2/2(1)": {"q1": {"wash": no}}}
    assert set(back.decisions) == {"2-1/4"}


def test_a_removed_place_keeps_its_answers_held() -> None:
    state = assessment(R4, (AttestationKey("2-2/2(1)", "q3", "wash"), YES))
    there, report = upgrade(state, R4, DRAFT)
    there = there.apply(Edit(((PlaceKey("wash"), None),))).state
    back, again = upgrade(there, DRAFT, R4, report.held)
    assert back.attestations == {}
    assert [one.key for one in again.held] == [AttestationKey("2-2/2(1)", "q3", "wash")]


def test_differing_answers_of_merged_rows_are_asked_again() -> None:
    # Both editions made alike in one question, so that two old rows answer one new one.
    old, new = load_edition("r4"), load_edition("draft")
    question = old.rows["5/1"].condition
    for row in ("5/1", "7/1(3)"):
        old.rows[row] = old.rows[row].model_copy(update={"condition": question})
    new.rows["5/1(3)"] = new.rows["5/1(3)"].model_copy(update={"condition": question})
    key = next(iter(attest_keys(old.rows["5/1"])))
    yes, no = Attestation(True), Attestation(False)
    state = assessment(
        old, (AttestationKey("5/1", key, "building"), yes), (AttestationKey("7/1(3)", key, "building"), no)
    )
    result, report = upgrade(state, old, new)
    assert result.attestations == {}
    assert report.disputed == (AttestationKey("5/1(3)", key, "building"),)
    assert "5/1(3)" in report.ask_again
    assert upgrade(result, new, old, report.held)[0] == state


def test_places_and_values_unknown_there_are_held_with_all_in_them() -> None:
    poorer = load_edition("draft")
    del poorer.kinds["bathroom"]
    del poorer.quantities["structure_type"]
    state = assessment(
        R4,
        (PlaceKey("door"), PlaceRecord("door", "戸", "bath", order=5)),
        (MeasurementKey("door", "door_clear_width_mm"), Measurement(Decimal(600))),
        (MeasurementKey("building", "structure_type"), Measurement("rc")),
    )
    result, report = upgrade(state, R4, poorer)
    assert set(result.places) == {"building", "site", "A", "wash"}
    assert result.measurements == {}
    assert upgrade(result, poorer, R4, report.held)[0] == state


def test_the_wrong_edition_is_refused() -> None:
    with pytest.raises(EditError, match="upgrade_edition"):
        upgrade(assessment(R4), DRAFT, R4)
    with pytest.raises(EditError, match="category_unknown"):
        upgrade(assessment(R4, category="other"), R4, DRAFT)


def test_damaged_shelves_are_refused() -> None:
    good = write_shelf(
        upgrade(assessment(R4, (DecisionKey("2-1/4"), Decision("conforming"))), R4, DRAFT)[1].held
    )
    assert len(read_shelf(good)) == 1
    for bad in (
        b"{}",
        b"[]",
        good.replace(b'"version": 1', b'"version": 2'),
        good.replace(b'"key"', b'"kee"'),
        good.replace(b"decision", b"opinion"),
        b'{"format": "assessor.shelf", "version": 1, "held": 3}',
        b'{"format": "assessor.shelf", "version": 1, "held": [3]}',
    ):
        with pytest.raises(DocumentError):
            read_shelf(bad)


def rows_of(edition):
    return st.sampled_from(list(edition.rows))


def records_for(edition):
    attested = [(row.id, key) for row in edition.rows.values() for key in attest_keys(row)]
    places = st.sampled_from(["building", "site", "A", "wash", "bath"])
    return st.one_of(
        st.builds(
            lambda pair, place, one: (AttestationKey(*pair, place), one),
            st.sampled_from(attested),
            places,
            st.builds(Attestation, st.booleans(), drawing=st.sampled_from(["", "A-1"])),
        ),
        st.tuples(
            st.builds(DecisionKey, rows_of(edition)),
            st.builds(Decision, st.sampled_from(["conforming", "not_conforming", "not_applicable"])),
        ),
        st.tuples(st.builds(NoteKey, rows_of(edition)), st.builds(RowNote, st.sampled_from(["A-1", "A-2"]))),
        st.tuples(
            st.builds(MeasurementKey, places, st.just("door_clear_width_mm")),
            st.builds(
                Measurement, st.decimals(0, 2000, places=1), drawing=st.sampled_from(["", "A-1", "A-2"])
            ),
        ),
    )


def test_a_mark_on_something_renumbered_goes_with_it() -> None:
    state = assessment(
        R4,
        (AttestationKey("2-2/2(1)", "q1", "wash"), YES),
        (AttestationKey("2-2/2(1)", "q3", "wash"), YES),
        (NoteKey("2-1/5(1)"), RowNote("A-01")),
        (MeasurementKey("bath", "bath_short_side_mm"), Measurement(Decimal(1200), drawing="A-01")),
    )
    state = state.apply(register("A-01", Drawing("平面図", revision="1"))).state
    state = state.apply(revise(state, "A-01", "2")).state
    assert len(open_checks(state)) == 4
    result, report = upgrade(state, R4, DRAFT)
    # criteria.md 4: r4 2-1/5(1) is draft 2-1/4(1); of 2-2/2(1) the first question went over, the third not.
    assert {one.subject for one in open_checks(result)} == {
        key_text(AttestationKey("2-2/2(1)a", "q1", "wash")),
        key_text(NoteKey("2-1/4(1)")),
        key_text(MeasurementKey("bath", "bath_short_side_mm")),
    }
    assert result.stales["A-01"].keys() == {one.subject for one in open_checks(result)}, "none is left behind"
    back, again = upgrade(result, DRAFT, R4, read_shelf(write_shelf(report.held)))
    assert back == state
    assert again.held == ()
    # What was checked there is not asked again here.
    checked = result.apply(confirm(result, open_checks(result))).state
    back, _ = upgrade(checked, DRAFT, R4, report.held)
    assert {one.subject for one in open_checks(back)} == {key_text(AttestationKey("2-2/2(1)", "q3", "wash"))}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), there=st.sampled_from([("r4", "draft"), ("draft", "r4")]))
def test_there_and_back_loses_nothing(data, there) -> None:
    old, new = (EDITIONS[code] for code in there)
    records = data.draw(st.lists(records_for(old), max_size=40))
    state = assessment(old, *dict(records).items())
    for number in data.draw(st.sets(st.sampled_from(["A-1", "A-2"]))):
        state = state.apply(register(number, Drawing("平面図", revision="1"))).state
        state = state.apply(revise(state, number, "2", at="2026-11-21T00:00:00+00:00")).state
    middle, report = upgrade(state, old, new)
    check_edit(new, Assessment(), Edit(tuple(middle.records())))
    back, again = upgrade(middle, new, old, read_shelf(write_shelf(report.held)))
    assert dict(back.records()) == dict(state.records())
    assert again.held == ()
    # Once more: the second way there gives the same as the first.
    assert upgrade(back, old, new, again.held)[0] == middle
    edit = as_edit(state, middle)
    applied = state.apply(edit)
    assert applied.state == middle
    assert applied.state.apply(applied.inverse).state == state
