"""What is exported comes back whole, and an import changes nothing until its edit is applied."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessor.assessment import from_records
from assessor.assessment.interchange import read_form, to_assessment
from assessor.assessment.records import MeasurementKey, PlaceKey
from assessor.importers.own_lists import LISTS
from assessor.importers.xlsx_write import csv_bytes, workbook_bytes
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes
from assessor.workflow.session import new_assessment
from assessor.workflow.spreadsheet_book import PAGES, book_of
from assessor.workflow.spreadsheets import plan_json, preview_data
from assessor.workflow.wording import Wording

from .samples import EDITION, assessments

SETTINGS = settings(
    phases=[Phase.generate],
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def book(state, language="ja"):
    return book_of(Wording(EDITION, language), state, evaluate(EDITION, state))


def empty_like(state):
    """An assessment of the same edition and category with nothing in it."""
    return new_assessment(EDITION, state.case.category, "", "")


def taken_all(state, plan):
    return state.apply(plan.edit(accept={one.key for one in plan.conflicts})).state


@SETTINGS
@given(assessments(), st.sampled_from(["ja", "en"]))
def test_workbook_into_an_empty_assessment_gives_everything_back(state, language) -> None:
    data = workbook_bytes(book(state, language))
    empty = empty_like(state)
    plan = preview_data(EDITION, empty, data, "book.xlsx", at="now", by="me")
    assert plan.form == "own"
    assert plan.left_out == ()
    assert plan.questions == ()
    result = taken_all(empty, plan)
    assert result == state
    assert in_order(result) == in_order(state)
    assert plan_json(plan)["summary"]


@SETTINGS
@given(assessments())
def test_workbook_into_a_bare_document_is_no_conflict(state) -> None:
    """Of a document that only names edition and category everything is empty: what is said is taken."""
    form = {"edition": EDITION.code, "category": state.case.category}
    bare = to_assessment(read_form(json.dumps(form).encode()), EDITION)
    plan = preview_data(EDITION, bare, workbook_bytes(book(state)), "book.xlsx")
    assert [one.key for one in plan.conflicts] == []
    result = bare.apply(plan.edit()).state
    assert result.case.name == state.case.name
    assert result.places["building"] == state.places["building"]


def in_order(state):
    """The open form with its lists sorted: what has no position, or the same as another, has no order."""
    form = json.loads(form_bytes(state))
    for part in form.values():
        if isinstance(part, list):
            part.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return form


@SETTINGS
@given(assessments(), st.sampled_from(["ja", "en"]))
def test_workbook_into_its_own_assessment_changes_nothing(state, language) -> None:
    plan = preview_data(EDITION, state, workbook_bytes(book(state, language)), "book.xlsx")
    assert (plan.taken, plan.conflicts, plan.places, plan.left_out) == ((), (), (), ())
    assert plan.edit().sets == ()
    assert plan.unchanged == len(list(state.records()))


@SETTINGS
@given(assessments(), st.sampled_from(["ja", "en"]))
def test_csv_of_all_sheets_gives_everything_back(state, language) -> None:
    pages = dict(zip(PAGES, book(state, language).pages, strict=True))
    work = empty_like(state)
    for name in ("case", "dimensions", "evidence", "verdicts", *LISTS):
        plan = preview_data(EDITION, work, csv_bytes(pages[name]), f"{name}.csv")
        assert plan.left_out == ()
        work = taken_all(work, plan)
    assert work == state


@SETTINGS
@given(assessments())
def test_one_undo_takes_an_import_back(state) -> None:
    empty = new_assessment(EDITION, state.case.category, "", "2026-01-01")
    plan = preview_data(EDITION, empty, workbook_bytes(book(state)), "book.xlsx")
    applied = empty.apply(plan.edit(accept={one.key for one in plan.conflicts}))
    assert applied.state.apply(applied.inverse).state == empty


@pytest.fixture
def state():
    from assessor.paths import resource
    from assessor.workflow.documents import read_source

    edition, found = read_source(str(resource("examples", "duplex.json")))
    assert edition.code == "r4"
    return edition, found


def test_a_changed_cell_is_a_conflict_side_by_side(state) -> None:
    edition, found = state
    key = next(
        key
        for key, record in found.records()
        if isinstance(key, MeasurementKey) and key.quantity == "room_area_m2"
    )
    changed = from_records([*found.records(), (key, replace(found.get(key), value=found.get(key).value + 1))])
    data = workbook_bytes(book_of(Wording(edition, "ja"), changed, evaluate(edition, changed)))
    plan = preview_data(edition, found, data, "book.xlsx")
    [conflict] = plan.conflicts
    assert (conflict.key, conflict.old, conflict.new) == (key, found.get(key), changed.get(key))
    assert found.apply(plan.edit()).state == found
    assert found.apply(plan.edit(accept={key})).state == changed


def test_an_unticked_place_takes_what_lies_in_it_along(state) -> None:
    edition, found = state
    data = workbook_bytes(book_of(Wording(edition, "en"), found, evaluate(edition, found)))
    empty = new_assessment(edition, "new", "", "2026-01-01")
    plan = preview_data(edition, empty, data, "book.xlsx")
    result = empty.apply(plan.edit(without={PlaceKey("A")})).state
    assert "B102" in result.places
    assert not any(place.startswith("A") for place in (*result.places, *result.measurements))
