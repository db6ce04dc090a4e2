"""Equal content gives equal bytes, whatever the order of the edits."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import paths
from assessor.assessment import from_records
from assessor.assessment.interchange import to_form, write_form
from assessor.assessment.ordering import in_order
from assessor.assessment.state import Assessment
from assessor.paths import resource
from assessor.workflow.checklist import checklist_data
from assessor.workflow.documents import import_file, open_file
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import preview_pages
from assessor.workflow.interchange import form_bytes
from tests.assessment.test_state import sets

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@given(st.lists(sets, max_size=20), st.randoms(use_true_random=False))
def test_records_in_any_order_give_the_same_bytes(found, random) -> None:
    kept = {key: record for key, record in found if record is not None}
    state = from_records(kept.items())
    mixed = list(kept.items())
    random.shuffle(mixed)
    assert write_form(to_form(from_records(mixed))) == write_form(to_form(state))
    assert dict(in_order(state).records()) == dict(state.records())


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "data")
    with import_file(resource("examples", "duplex.json"), by="髙﨑") as document:
        yield document


def backwards(state: Assessment) -> Assessment:
    return from_records(reversed(list(state.records())))


def test_a_document_saved_and_opened_again_has_the_same_fingerprint(example, tmp_path) -> None:
    state = example.session.state
    # A value entered again later, as when somebody corrects a case.
    mixed = backwards(state)
    assert list(mixed.measurements) != list(state.measurements)
    assert form_bytes(mixed) == form_bytes(state)
    example.handle.save_as(tmp_path / "case.kosodate")
    with open_file(tmp_path / "case.kosodate") as again:
        assert form_bytes(again.session.state) == form_bytes(state)


def test_pages_list_values_in_the_order_of_the_data(example) -> None:
    edition, state = example.session.edition, example.session.state
    mixed = backwards(state)
    one = preview_pages(edition, state, evaluate(edition, state), created=AT)
    other = preview_pages(edition, mixed, evaluate(edition, mixed), created=AT)
    assert sha256(one.pdf).digest() == sha256(other.pdf).digest()
    data = checklist_data(
        edition, in_order(mixed), evaluate(edition, mixed), embedded=form_bytes(mixed), created=AT
    )
    codes = [
        [value.name for value in place.values] for section in data.measurements for place in section.places
    ]
    assert any(len(list(names)) > 1 for names in codes)
    assert [key for key, _ in groupby(in_order(mixed).measurements)] == sorted(state.measurements)
