"""What is asked for, per kind of place, and what the verdicts still look at."""

from decimal import Decimal

import pytest

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, change_place, measure
from assessor.evaluation import Evaluator
from assessor.workflow.asked import AskedCells, value_at
from assessor.workflow.editions import edition_of
from assessor.workflow.needed import DRAWINGS, needed
from assessor.workflow.session import Session, new_assessment

EDITIONS = {code: edition_of(code) for code in ("draft", "r4")}


@pytest.mark.parametrize("code", EDITIONS)
@pytest.mark.parametrize("category", ["new", "renovation", "existing"])
def test_everything_a_row_reads_is_asked_for_somewhere(code: str, category: str) -> None:
    edition = EDITIONS[code]
    found = needed(edition, category)
    evaluator = Evaluator(edition)
    asked = {one for asks in found.asks.values() for one in asks}
    for row in edition.rows_for(category):
        for read in evaluator.reads(row.id):
            if edition.quantities[read].kinds:
                fixed_by_category = read == "predates_formaldehyde_rules" and category != "existing"
                assert (read in asked) is not fixed_by_category or read in asked, (row.id, read)
    for kind, asks in found.asks.items():
        assert not edition.kinds[kind].abstract
        for one in asks.values():
            carriers = set(edition.quantities[one.code].kinds)
            assert carriers & set(edition.kind_and_wider(kind))
            assert one.rows
            assert all(one.code in evaluator.reads(row) for row in one.rows)


def test_columns_come_in_the_order_of_drawings() -> None:
    found = needed(EDITIONS["r4"], "new")
    drawings = [EDITIONS["r4"].quantities[code].drawing for code in found.columns(found.asks)]
    assert drawings == sorted(drawings, key=DRAWINGS.index)
    assert found.drawings(["door"]) == ("floor_plan", "door_schedule")


def test_a_category_asks_only_for_its_own() -> None:
    for_new = needed(EDITIONS["draft"], "new").at("building")
    for_existing = needed(EDITIONS["draft"], "existing").at("building")
    assert "predates_formaldehyde_rules" not in for_new
    assert "predates_formaldehyde_rules" in for_existing
    # Stair slopes: draft, table 2-2, item 10.
    stair = needed(EDITIONS["draft"], "new").at("stair")
    assert stair["stair_slope"].may_be_empty
    assert not stair["stair_riser_mm"].may_be_empty
    assert "2-2/10(1)" in stair["stair_riser_mm"].rows


@pytest.fixture
def session() -> Session:
    session = Session(EDITIONS["draft"], new_assessment(EDITIONS["draft"], "new", "試験", "2026-04-01"))
    for kind, name, parent in (
        ("unit_type", "A", "building"),
        ("toilet", "トイレ", "unit_type-1"),
        ("bedroom", "洋室", "unit_type-1"),
        ("door", "戸", "bedroom-1"),
    ):
        session.apply(add_place(session.state, kind, name, parent)[1])
    return session


def cells(session: Session, *roots: str) -> frozenset[tuple[str, str]]:
    found = needed(session.edition, session.state.case.category)
    return AskedCells(session.edition).cells(session.evaluation, found, roots)


def test_a_hinged_door_is_not_asked_for_what_a_sliding_one_leaves(session: Session) -> None:
    before = cells(session, "unit_type-1")
    assert ("door-1", "slide_door_remainder_mm") in before
    session.apply(measure("door-1", "door_type", Measurement("hinged")))
    after = cells(session, "unit_type-1")
    assert ("door-1", "slide_door_remainder_mm") not in after
    assert ("door-1", "hinge_side_gap_min_mm") in after


def test_an_alternative_that_holds_makes_the_others_moot(session: Session) -> None:
    others = {("toilet-1", "toilet_clearance_front_mm"), ("toilet-1", "toilet_clearance_side_mm")}
    assert others <= cells(session, "unit_type-1")
    session.apply(measure("toilet-1", "toilet_long_side_mm", Measurement(Decimal(1300))))
    assert not others & cells(session, "unit_type-1")


def test_a_default_of_the_unit_type_answers_for_its_rooms(session: Session) -> None:
    session.apply(measure("unit_type-1", "door_clear_width_mm", Measurement(Decimal(780))))
    found = cells(session, "unit_type-1")
    assert ("unit_type-1", "door_clear_width_mm") in found
    assert ("door-1", "door_width_before_deduction_mm") not in found
    assert value_at(session.evaluation, session.edition, "door-1", "door_clear_width_mm") == (
        780,
        "unit_type-1",
    )


def test_what_is_not_applied_for_is_not_looked_at(session: Session) -> None:
    session.apply(change_place(session.state, "unit_type-1", applied=False))
    assert not {place for place, _ in cells(session, "unit_type-1")} - {"building", "site"}


def test_kept_cells_follow_the_traces(session: Session) -> None:
    found = needed(session.edition, "new")
    kept = AskedCells(session.edition)
    for code, value in (("door_type", "sliding"), ("door_has_glass", False), ("door_type", "folding")):
        kept.cells(session.evaluation, found, ["unit_type-1", "building"])
        session.apply(measure("door-1", code, Measurement(value)))
        fresh = AskedCells(session.edition).cells(session.evaluation, found, ["unit_type-1", "building"])
        assert kept.cells(session.evaluation, found, ["unit_type-1", "building"]) == fresh
