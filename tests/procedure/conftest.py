"""Small cases of each category, and the facts of a procedure by keyword."""

from decimal import Decimal

import pytest

from assessor.assessment import Edit, Measurement, PlaceRecord
from assessor.assessment.records import (
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    MeasurementKey,
    PlaceKey,
)
from assessor.criteria import load_edition
from assessor.workflow.session import new_assessment


@pytest.fixture(scope="session")
def r4():
    return load_edition("r4")


class Kit:
    """Builds assessments of an edition."""

    def __init__(self, edition):
        self.edition = edition

    def case(self, category="new", **facts):
        """A case of a category with facts of the procedure."""
        state = new_assessment(self.edition, category, "試験住宅", "2026-04-01")
        return self.facts(state, **facts)

    @staticmethod
    def facts(state, **facts):
        sets = [(FactKey(code), None if value is None else Fact(value)) for code, value in facts.items()]
        return state.apply(Edit(tuple(sets))).state

    @staticmethod
    def unit(state, name, area=None, *, applied=True, count=None):
        """With a unit type of an area in m²."""
        sets = [(PlaceKey(name), PlaceRecord("unit_type", name, applied=applied, order=len(state.places)))]
        if area is not None:
            sets.append((MeasurementKey(name, "dwelling_exclusive_area_m2"), Measurement(Decimal(area))))
        if count is not None:
            sets.append((MeasurementKey(name, "unit_dwellings"), Measurement(Decimal(count))))
        return state.apply(Edit(tuple(sets))).state

    @staticmethod
    def building(state, code, value):
        return state.apply(Edit(((MeasurementKey("building", code), Measurement(Decimal(value))),))).state

    @staticmethod
    def dwelling(state, number, unit="", area=None):
        order = len(state.dwellings)
        record = Dwelling(number, "", unit, None if area is None else Decimal(area), order=order)
        return state.apply(Edit(((DwellingKey(f"d-{order + 1}"), record),))).state

    @staticmethod
    def filing(state, application, name=None, **fields):
        """With a filing; its id is the application's code unless named."""
        record = Filing(application, order=len(state.filings), **fields)
        return state.apply(Edit(((FilingKey(name or application), record),))).state

    @staticmethod
    def paper(state, filing, document, *, item="1", **fields):
        """With something enclosed; a file where `sha256` is given."""
        record = Enclosure(fields.pop("name", document), **fields)
        return state.apply(Edit(((EnclosureKey(filing, document, item), record),))).state


@pytest.fixture
def kit(r4):
    return Kit(r4)
