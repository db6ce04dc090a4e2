"""A data folder of its own for each test, and documents to put into it."""

from contextlib import contextmanager
from decimal import Decimal
from types import SimpleNamespace

import pytest

from assessor import paths
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    Case,
    CaseKey,
    Decision,
    DecisionKey,
    Measurement,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    PlaceRecord,
    RowNote,
)
from assessor.errors import StoreError
from assessor.messages import explain
from assessor.store import create_document

AT = "2026-11-21T09:00:00.000+09:00"
BY = "髙﨑𠮷邉"

RECORDS = [
    (CaseKey(), Case(name="葛󠄀城ハイツ", edition="r4", date_made="2026-11-21")),
    (PlaceKey("building"), PlaceRecord("building", "", None)),
    (PlaceKey("A"), PlaceRecord("unit_type", "Aタイプ", "building", order=2)),
    (MeasurementKey("A", "bath_short_side_mm"), Measurement(Decimal("1200.50"), note='引用"符\\と\n改行')),
    (MeasurementKey("A", "angles"), Measurement((Decimal(90), Decimal("0.5")), "imported")),
    (MeasurementKey("A", "door_kind"), Measurement("sliding")),
    (AttestationKey("2-2/3(5)a", "handrail", "A"), Attestation(True, "A-101")),
    (DecisionKey("2-2/3(5)a"), Decision("not_applicable", "対象なし")),
    (NoteKey("2-2/3(5)a"), RowNote("A-101", "要確認")),
]


def measured(number):
    """An edit that nobody made before: one measurement with this number."""
    key = MeasurementKey("A", f"q{number % 7}")
    return [(key, None, Measurement(Decimal(number), at=AT, by=BY))]


def values(handle):
    """Records by key."""
    return dict(handle.records())


def new(records=RECORDS):
    """A document that was never saved."""
    return create_document(records, at=AT, by=BY)


def edit(handle, number):
    """Commits one measurement."""
    return handle.commit("measure", AT, BY, measured(number))


@contextmanager
def fails(code):
    """The block raises StoreError(code), and there are sentences for it in both languages."""
    with pytest.raises(StoreError) as caught:
        yield caught
    assert caught.value.code == code
    for language in ("ja", "en"):
        assert all(explain(caught.value, language))


@pytest.fixture
def kit():
    """What most tests here use."""
    return SimpleNamespace(
        AT=AT, BY=BY, RECORDS=RECORDS, measured=measured, values=values, new=new, edit=edit, fails=fails
    )


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: folder)
    return folder


@pytest.fixture
def desk(tmp_path):
    """The folder where the documents lie."""
    folder = tmp_path / "机"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(desk):
    """Path of a saved and closed document with a few edits in its journal."""
    path = desk / "葛城ハイツ.kosodate"
    with create_document(RECORDS, at=AT, by=BY) as handle:
        for number in range(5):
            handle.commit("measure", AT, BY, measured(number))
        handle.save_as(path)
    return path
