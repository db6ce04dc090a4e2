"""Conflicts of an import in words: the places by their names, never by their ids."""

import json

import pytest

from assessor.importers.xlsx_write import workbook_bytes
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session
from assessor.workflow.spreadsheet_book import book_of
from assessor.workflow.spreadsheets import conflict_sentences, preview_data
from assessor.workflow.wording import Wording


def house(short: int, name: str = "浴室"):
    form = {
        "edition": "r4",
        "category": "new",
        "places": [
            {"id": "unit-7", "kind": "unit_type", "name": "Aタイプ"},
            {"id": "bath-7", "kind": "bathroom", "name": name, "parent": "unit-7"},
        ],
        "measurements": [{"place": "bath-7", "quantity": "bath_short_side_mm", "value": short}],
    }
    return read_assessment(json.dumps(form).encode(), "house.json")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_value_that_differs_is_said_with_the_names_of_its_places(language) -> None:
    edition, theirs = house(1200)
    _, ours = house(1150)
    book = book_of(Wording(edition, language), theirs, Session(edition, theirs).evaluation)
    plan = preview_data(edition, ours, workbook_bytes(book), "book.xlsx")
    (said,) = conflict_sentences(plan, ours, edition, language)
    assert "Aタイプ" in said
    assert "浴室" in said
    assert "1,150 mm" in said
    assert "1,200 mm" in said
    assert "bath-7" not in said
    assert "unit-7" not in said


def test_a_place_that_differs_is_said_by_its_present_name() -> None:
    edition, theirs = house(1200, "浴室（北）")
    _, ours = house(1200)
    book = book_of(Wording(edition, "ja"), theirs, Session(edition, theirs).evaluation)
    plan = preview_data(edition, ours, workbook_bytes(book), "book.xlsx")
    (said,) = conflict_sentences(plan, ours, edition)
    assert "Aタイプ" in said
    assert "浴室（北）" in said
    assert "bath-7" not in said
