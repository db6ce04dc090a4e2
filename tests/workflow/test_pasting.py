"""Blocks of texts laid over cells: what is taken, what is not, and the edit that follows."""

from decimal import Decimal

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, measure
from assessor.workflow.editions import edition_of
from assessor.workflow.pasting import fill_targets, paste, values_edit
from assessor.workflow.session import Session, new_assessment

A, B, C = ("a", "x"), ("b", "x"), ("c", "x")


def test_one_value_lies_over_every_cell():
    assert fill_targets([[A], [B]], [["5"]]) == [(A, "5"), (B, "5")]


def test_a_column_without_gaps_skips_what_takes_nothing():
    assert fill_targets([[None], [A], [None], [B]], [["1"], ["2"]]) == [(A, "1"), (B, "2")]


def test_a_column_with_gaps_lies_as_it_is():
    rows = [[A], [None], [B]]
    assert fill_targets(rows, [["1"], [""], ["2"]]) == [(A, "1"), (None, ""), (B, "2")]


def test_what_lies_outside_has_no_target():
    assert fill_targets([[A]], [["1", "2"], ["3", "4"]]) == [(A, "1"), (None, "2"), (None, "3"), (None, "4")]


def house() -> Session:
    session = Session(edition_of("r4"), new_assessment(edition_of("r4"), "new", "試験", "2026-04-01"))
    session.apply(add_place(session.state, "unit_type", "A", "building")[1])
    session.apply(add_place(session.state, "bathroom", "浴室", "unit_type-1")[1])
    return session


def test_taken_refused_and_questioned_are_told_apart():
    session = house()
    side, area = ("bathroom-1", "bath_short_side_mm"), ("bathroom-1", "bath_area_m2")
    found = paste(session.edition, session.state, [(side, "14"), (area, "ひろい"), (None, "3"), (area, " ")])
    assert found.values == {side: Decimal(14)}
    assert found.taken == 1
    assert found.questioned == (side,)
    assert [one.error.code for one in found.refused] == ["cell_number", "cell_outside"]


def test_what_is_there_already_is_no_change():
    session = house()
    session.apply(measure("bathroom-1", "bath_short_side_mm", Measurement(Decimal(1400))))
    found = paste(session.edition, session.state, [(("bathroom-1", "bath_short_side_mm"), "1,400")])
    assert (found.taken, dict(found.values)) == (1, {})


def test_a_typed_value_keeps_its_drawing_and_an_imported_one_loses_it():
    session = house()
    for origin, kept in (("typed", "A-12"), ("imported", "")):
        old = Measurement(Decimal(1400), origin=origin, drawing="A-12")
        session.apply(measure("bathroom-1", "bath_short_side_mm", old))
        values = {("bathroom-1", "bath_short_side_mm"): Decimal(1200)}
        session.apply(values_edit(session.state, values, "paste", at="2026-04-01", by="山田"))
        fresh = session.state.measurements["bathroom-1"]["bath_short_side_mm"]
        assert (fresh.value, fresh.origin, fresh.drawing, fresh.by) == (1200, "typed", kept, "山田")
