"""Templates give places that the edition takes, with names of their own."""

from decimal import Decimal

import pytest

from assessor.assessment import PlaceRecord
from assessor.assessment.edits import add_place, change_place, copy_place
from assessor.workflow.editions import edition_of
from assessor.workflow.placing import (
    add_after,
    compare,
    differences,
    free_name,
    kinds_for,
    may_lie_in,
    move,
    siblings,
    step,
)
from assessor.workflow.session import Session, new_assessment
from assessor.workflow.templates import add_common_parts, add_unit_type, next_unit_name, templates

UNIT_TYPES = templates("unit_types")
COMMON_PARTS = templates("common_parts")


def new_session(code: str = "draft") -> Session:
    edition = edition_of(code)
    return Session(edition, new_assessment(edition, "new", "試験", "2026-04-01"))


@pytest.mark.parametrize("edition", ["draft", "r4"])
@pytest.mark.parametrize("template", UNIT_TYPES, ids=lambda one: one.code)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_unit_types(edition: str, template, language: str) -> None:
    session = new_session(edition)
    unit, edit = add_unit_type(session.edition, session.state, template, "A", language)
    session.apply(edit)
    index = session.evaluation.snapshot.index
    assert index.places[unit].name == "A"
    below = index.below(unit, "room", applied_only=False)
    assert len(below) == sum(1 for one in template.places if session.edition.kinds[one.kind].is_a is not None)
    assert all(
        place.name for place in session.state.places.values() if place.parent not in (None, "building")
    )
    assert not session.state.measurements


@pytest.mark.parametrize("edition", ["draft", "r4"])
def test_a_part_that_a_template_does_not_name_is_open_until_somebody_lists_all(edition: str) -> None:
    session = new_session(edition)
    unit, edit = add_unit_type(session.edition, session.state, UNIT_TYPES[2], "A")
    session.apply(edit)
    index = session.evaluation.snapshot.index
    absent = [kind for kind in ("slop_sink", "laundry_place", "stair") if kind in session.edition.kinds]
    assert [index.is_listed(unit, kind) for kind in absent] == [False] * len(absent)
    decided = {
        row: result.verdict
        for row, result in session.evaluation.rows.items()
        if result.verdict != "undetermined" and session.edition.rows[row].scope == "unit_type"
    }
    assert decided == {}, "nothing was entered and nobody said that anything is missing"
    session.apply(change_place(session.state, unit, complete=True))
    listed = session.evaluation.rows
    assert [row for row in listed if listed[row].verdict != "undetermined"]


def test_every_kind_of_a_template_is_known_and_fits() -> None:
    edition = edition_of("draft")

    def check(parts, parent) -> int:
        for part in parts:
            assert may_lie_in(edition, part.kind, parent), (part.kind, parent)
            assert all(value in edition.quantities[code].option_codes for code, value in part.values.items())
            check(part.parts, part.kind)
        return len(parts)

    assert sum(check(one.places, "unit_type") for one in UNIT_TYPES)
    assert sum(check(one.places, "building") + check(one.site, "site") for one in COMMON_PARTS)


@pytest.mark.parametrize("template", COMMON_PARTS, ids=lambda one: one.code)
def test_common_parts(template) -> None:
    session = new_session()
    session.apply(add_common_parts(session.edition, session.state, template))
    said = session.state.measurements.get("building", {})
    assert {code: one.value for code, one in said.items()} == template.values
    index = session.evaluation.snapshot.index
    assert [index.places[one].kind for one in index.children["site"]] == [one.kind for one in template.site]


def test_unknown_kinds_are_left_out() -> None:
    session = new_session()
    odd = UNIT_TYPES[0].model_copy(
        update={
            "places": (UNIT_TYPES[0].places[0].model_copy(update={"kind": "moat"}), *UNIT_TYPES[0].places[1:])
        }
    )
    _, edit = add_unit_type(session.edition, session.state, odd, "A")
    session.apply(edit)
    assert "entrance" not in {place.kind for place in session.state.places.values()}


def test_names_count_on() -> None:
    session = new_session()
    for expected in ("A", "B", "C"):
        name = next_unit_name(session.state)
        assert name == expected
        session.apply(add_unit_type(session.edition, session.state, UNIT_TYPES[-1], name)[1])
    session.apply(add_place(session.state, "bedroom", "洋室1", "unit_type-1")[1])
    assert free_name(session.state, "unit_type-1", "洋室1") == "洋室2"
    assert free_name(session.state, "unit_type-2", "洋室1") == "洋室1"


def test_places_move_among_their_siblings() -> None:
    session = new_session()
    unit, edit = add_unit_type(session.edition, session.state, UNIT_TYPES[1], "A")
    session.apply(edit)

    def line():
        return list(session.evaluation.snapshot.index.children[unit])

    before = line()
    edit = step(session.state, session.evaluation.snapshot.index, before[2], -1)
    assert edit is not None
    session.apply(edit)
    assert line() == [before[0], before[2], before[1], *before[3:]]
    assert step(session.state, session.evaluation.snapshot.index, before[0], -1) is None
    session.apply(move(session.state, session.evaluation.snapshot.index, before[0], unit, None))
    assert line()[-1] == before[0]
    place, edit = add_after(
        session.state, session.evaluation.snapshot.index, "storage", "納戸", unit, after=before[2]
    )
    session.apply(edit)
    assert line()[:2] == [before[2], place]
    door = siblings(session.evaluation.snapshot.index, "door-1")
    session.apply(move(session.state, session.evaluation.snapshot.index, "door-1", before[2], None))
    assert session.state.places["door-1"].parent == before[2]
    assert door


def test_places_with_one_position_are_dealt_new_ones() -> None:
    session = new_session()
    session.apply(add_unit_type(session.edition, session.state, UNIT_TYPES[-1], "A")[1])
    from assessor.assessment import Edit
    from assessor.assessment.records import PlaceKey

    names = [f"bedroom-{number}" for number in (1, 2, 3)]
    sets = tuple((PlaceKey(one), PlaceRecord("bedroom", one, "unit_type-1", order=5)) for one in names)
    session.apply(Edit(sets))
    edit = step(session.state, session.evaluation.snapshot.index, "bedroom-3", -1)
    session.apply(edit)
    assert session.evaluation.snapshot.index.children["unit_type-1"] == [
        "bedroom-1",
        "bedroom-3",
        "bedroom-2",
    ]


def test_only_allowed_kinds_are_offered() -> None:
    edition = edition_of("draft")
    assert "winder" in kinds_for(edition, "stair")
    assert "room" not in kinds_for(edition, "unit_type")
    assert "bathroom" in kinds_for(edition, "unit_type")
    assert "unit_type" not in kinds_for(edition, "unit_type")
    assert "site" not in kinds_for(edition, "building")
    assert "storage" in kinds_for(edition, "bedroom")


def test_a_copy_differs_only_where_it_was_changed() -> None:
    from assessor.assessment import Measurement
    from assessor.assessment.edits import measure

    session = new_session()
    unit, edit = add_unit_type(session.edition, session.state, UNIT_TYPES[1], "A")
    session.apply(edit)
    session.apply(measure("bathroom-1", "bath_short_side_mm", Measurement(Decimal(1400))))
    copy, edit = copy_place(session.state, unit, "B")
    session.apply(edit)
    comparison = compare(session.evaluation.snapshot.index, copy, unit)
    assert not comparison.only_here
    assert not comparison.only_there
    assert differences(session.state, comparison) == []
    session.apply(measure("bathroom-2", "bath_short_side_mm", Measurement(Decimal(1200))))
    assert differences(session.state, comparison) == [("bathroom-2", "bath_short_side_mm")]
    assert comparison.other_value(session.state, "bathroom-2", "bath_short_side_mm") == 1400
    session.apply(add_place(session.state, "bedroom", "洋室9", copy)[1])
    assert compare(session.evaluation.snapshot.index, copy, unit).only_here == ("bedroom-5",)
