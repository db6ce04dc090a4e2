"""The register of drawings: references, revisions, what is to be checked after them, round trips."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.assessment import Attestation, Decision, Edit, Measurement, PlaceRecord, RowNote
from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.evidence_edits import (
    confirm,
    folded,
    numbers_in,
    open_checks,
    read_from,
    register,
    revise,
    usage,
)
from assessor.assessment.interchange import read_form, to_assessment, to_form, write_form
from assessor.assessment.record_lines import key_text, parse_key, parse_record, record_text
from assessor.assessment.records import AttestationKey, DecisionKey, MeasurementKey, NoteKey, PlaceKey
from assessor.assessment.upgrade import upgrade
from assessor.criteria import load_edition
from assessor.errors import EditError
from assessor.workflow.session import Session, new_assessment

DRAFT, R4 = load_edition("draft"), load_edition("r4")
SHORT = MeasurementKey("bath", "bath_short_side_mm")
AREA = MeasurementKey("bath", "bath_area_m2")
ROW = "2-2/3(5)a"


@pytest.fixture
def session() -> Session:
    sets = (
        (PlaceKey("A"), PlaceRecord("unit_type", "A")),
        (PlaceKey("bath"), PlaceRecord("bathroom", "浴室", "A", order=1)),
        (SHORT, Measurement(Decimal(1300), drawing="A-12")),
        (AREA, Measurement(Decimal(3), drawing="A-13")),
        (DrawingKey("A-12"), Drawing("平面詳細図", "0", "2026-04-01")),
    )
    state = new_assessment(DRAFT, "new", "試験", "2026-04-01").apply(Edit(sets)).state
    return Session(DRAFT, state)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A-12", ("A-12",)),
        ("A-12、A-13", ("A-12", "A-13")),
        ("A-12 平面詳細図, S-01(2)\nE-3／4", ("A-12", "S-01", "E-3／4")),
        ("", ()),
        ("A-12\nA-12", ("A-12",)),
    ],
)
def test_references_name_drawings(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("typed", ["Ａ-12", "a-12", "A‐12", "A−12"])
def test_width_case_and_hyphens_do_not_matter(typed):
    assert folded(typed) == folded("A-12")


def test_a_new_revision_asks_to_check_what_was_read_from_it(session):
    assert session.evaluation.rows[ROW].verdict == "conforming"
    assert not session.evaluation.rows[ROW].recheck
    outcome = session.apply(revise(session.state, "A-12", "1", "2026-05-01"))
    assert set(open_checks(session.state)) == {StaleKey("A-12", key_text(SHORT))}
    assert ROW in outcome.rows
    result = session.evaluation.rows[ROW]
    assert (result.verdict, result.recheck, result.is_doubtful) == ("conforming", True, True)
    untouched = [row for row, one in session.evaluation.rows.items() if one.recheck]
    assert set(untouched) == {ROW, "2-2/3(5)b"}, "only rows that rest on the value"
    session.apply(outcome.inverse)
    assert not open_checks(session.state)
    assert not session.evaluation.rows[ROW].recheck


def test_confirming_or_entering_anew_settles_it(session):
    session.apply(revise(session.state, "A-12", "1"))
    session.apply(confirm(session.state, open_checks(session.state)))
    assert not session.evaluation.rows[ROW].recheck
    session.apply(revise(session.state, "A-12", "2"))
    assert session.evaluation.rows[ROW].recheck
    entered = Measurement(Decimal(1300), drawing="A-12", at="2026-06-01T09:00:00Z")
    session.apply(Edit(((SHORT, entered),)))
    assert not session.evaluation.rows[ROW].recheck, "entered anew, though the same"


def test_two_revisions_in_a_row_remember_the_one_that_was_read(session):
    session.apply(revise(session.state, "A-12", "1"))
    session.apply(revise(session.state, "A-12", "2"))
    (stale,) = open_checks(session.state).values()
    assert stale.revision == "0"
    assert session.state.drawings["A-12"].revision == "2"


def test_a_derived_value_is_doubtful_with_its_inputs(session):
    """Slope follows from riser and tread: 250 by 200 mm is steeper than 22 by 21 (table 2-2, 10(1))."""
    row = "2-2/10(1)"
    session.apply(
        Edit(
            (
                (PlaceKey("stair"), PlaceRecord("stair", "階段", "A", order=2)),
                (MeasurementKey("A", "home_elevator"), Measurement(False)),
                (MeasurementKey("stair", "stair_riser_mm"), Measurement(Decimal(250), drawing="A-20")),
                (MeasurementKey("stair", "stair_tread_mm"), Measurement(Decimal(200), drawing="A-21")),
                (DrawingKey("A-20"), Drawing()),
            )
        )
    )
    assert session.evaluation.rows[row].machine == "not_conforming"
    session.apply(revise(session.state, "A-20", "1"))
    assert session.evaluation.rows[row].recheck


def test_confirmations_and_notes_are_read_from_drawings_too(session):
    session.apply(
        Edit(
            (
                (AttestationKey("2-2/3(2)", "q1", "bath"), Attestation(True, "A-12")),
                (NoteKey("2-1/3"), RowNote("A-11\nA-12")),
                (DecisionKey("2-1/3"), Decision("conforming")),
            )
        )
    )
    assert len(read_from(session.state, "a-12")) == 3
    session.apply(revise(session.state, "A-12", "1"))
    for row in ("2-2/3(2)", "2-1/3"):
        assert session.evaluation.rows[row].recheck, row
    session.apply(Edit(((NoteKey("2-1/3"), RowNote("A-12", "新しい図面で確認")),)))
    assert not session.evaluation.rows["2-1/3"].recheck


def test_incremental_and_whole_evaluation_agree(session):
    for edit in (
        revise(session.state, "A-12", "1"),
        Edit(((AREA, Measurement(Decimal("1.5"), drawing="A-12")),)),
    ):
        session.apply(edit)
        again = session.evaluator.evaluate(session.evaluation.snapshot)
        assert {row: (one.verdict, one.recheck) for row, one in session.evaluation.rows.items()} == {
            row: (one.verdict, one.recheck) for row, one in again.rows.items()
        }


def test_usage_lists_registered_and_other_numbers(session):
    session.apply(register("B-01", Drawing("立面図")))
    found = usage(session.state)
    assert found["A-12"] == [SHORT]
    assert found["A-13"] == [AREA]
    assert found["B-01"] == []


@pytest.mark.parametrize("number", ["", "A 12", "A-1,A-2", "A\n1", "A-1、2"])
def test_a_number_that_no_reference_could_name_is_refused(session, number):
    with pytest.raises(EditError) as caught:
        session.apply(register(number, Drawing()))
    assert caught.value.code == "drawing_number"


def test_a_file_needs_its_digest(session):
    for drawing in (
        Drawing(name="a.pdf"),
        Drawing(sha256="0" * 64),
        Drawing(name="a.pdf", sha256="x" * 64),
    ):
        with pytest.raises(EditError):
            session.apply(register("A-99", drawing))
    session.apply(register("A-99", Drawing(name="a.pdf", sha256="0" * 64, size=3)))


def test_a_mark_on_something_else_is_refused(session):
    for subject in ('["place","A"]', "nonsense"):
        with pytest.raises(EditError):
            session.apply(Edit(((StaleKey("A-12", subject), Stale("0")),)))


def test_the_interchange_form_keeps_register_and_marks(session):
    session.apply(revise(session.state, "A-12", "1", "2026-05-01", at="2026-05-02T00:00:00Z", by="髙﨑"))
    again = to_assessment(read_form(write_form(to_form(session.state))), DRAFT)
    assert again.drawings == session.state.drawings
    assert again.stales == session.state.stales


def test_an_upgrade_keeps_the_register(session):
    session.apply(revise(session.state, "A-12", "1"))
    result, _ = upgrade(session.state, DRAFT, R4)
    assert result.drawings == session.state.drawings
    assert set(open_checks(result)) == set(open_checks(session.state))


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@given(texts, st.builds(Drawing, texts, texts, texts, texts, texts, st.integers(0, 9), texts))
def test_drawings_keep_their_text(number, drawing):
    key = DrawingKey(number)
    assert parse_key(key_text(key)) == key
    assert parse_record(key, record_text(drawing)) == drawing
