"""Sketches beside the quantities: whole, known, and in the colours of the theme."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from assessor.paths import resource
from assessor.ui.places.sketch import DIMENSION, INK, drawn, sketches
from assessor.workflow.editions import edition_of
from assessor.workflow.needed import needed


def test_every_sketch_belongs_to_a_quantity_and_shows_its_dimension():
    quantities = {**edition_of("draft").quantities, **edition_of("r4").quantities}
    used = set()
    for code, (name, group) in sketches().items():
        assert code in quantities
        used.add(name)
        root = ET.parse(resource("sketches", f"{name}.svg")).getroot()
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert group in ids, (code, name, group)
        assert len(ids) == len(set(ids))
    assert used == {file.stem for file in resource("sketches").glob("*.svg")}


WITHOUT = {
    "dwelling_count": "a number of the schedule: nothing is measured",
    "certified_dwelling_count": "a number of the schedule: nothing is measured",
    "unit_dwellings": "a number of the schedule: nothing is measured",
}
"""Figures that need no drawing, with the reason."""


@pytest.mark.parametrize("code", ["draft", "r4"])
def test_every_figure_that_is_asked_for_has_a_sketch_or_a_reason(code):
    edition = edition_of(code)
    asked = {
        one
        for category in edition.head.categories
        for by_code in needed(edition, category.code).asks.values()
        for one in by_code
        if edition.quantities[one].type in {"number", "count", "list"}
    }
    assert len(asked) > 50
    drawn_for = {one for one in asked if (edition.quantities[one].sketch or one) in sketches()}
    assert asked - drawn_for == asked & set(WITHOUT)
    assert not set(WITHOUT) & set(sketches())


@pytest.mark.parametrize("shown", sorted(set(sketches().values())))
def test_one_dimension_stands_out(qapp, shown):
    svg = drawn(*shown, "#111111", "#0000ff", "#dddddd")
    assert INK not in svg
    assert DIMENSION not in svg
    assert svg.count('stroke="#0000ff"') == 1
    assert QSvgRenderer(QByteArray(svg.encode())).isValid()


def test_the_panel_shows_it_where_there_is_one(page):
    page.show_cell("bathroom-1", "bath_short_side_mm")
    assert page.detail.sketch.isVisible()
    assert not page.detail.sketch.grab().isNull()
    page.show_cell("toilet-1", "toilet_handrail_present")
    assert not page.detail.sketch.isVisible()
