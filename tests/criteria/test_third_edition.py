"""An edition needs no Python: the small one has kinds, quantities and rows of its own and is assessed."""

from decimal import Decimal

import pytest

from assessor.criteria import load_edition
from assessor.evaluation import Evaluator, Place, PlaceIndex, Snapshot


@pytest.fixture
def evaluate(small):
    edition = load_edition(small)
    places = [
        Place("plot", "garden_plot", parent="site"),
        Place("bed", "raised_bed", parent="site"),
        Place("tap", "tap", parent="plot"),
        Place("tap2", "tap", parent="bed"),
    ]

    def run(category="new", values=None, attested=None):
        known = {
            "plot": {"plot_fence_mm": Decimal(900), "plot_area_m2": Decimal(6), "soil_grade": "S-2"},
            "bed": {
                "plot_fence_mm": Decimal(1200),
                "plot_area_m2": Decimal(4),
                "soil_grade": "S-3",
                "bed_heights_mm": (Decimal(400), Decimal(450)),
            },
            "tap": {"tap_kind": "lever"},
            "tap2": {"tap_kind": "lever"},
        }
        for place, entries in (values or {}).items():
            known[place] = {**known[place], **entries}
        return Evaluator(edition).evaluate(
            Snapshot(category, PlaceIndex(edition, places), known, attested or {})
        )

    return run


def test_rows_of_each_category(small):
    edition = load_edition(small)
    assert [row.id for row in edition.rows_for("new")] == ["1/1", "1/2", "1/3", "2/1(1)", "2/1(2)"]
    assert [row.id for row in edition.rows_for("existing")] == [*edition.rows]
    assert "garden_plot" in edition.kind_and_wider("raised_bed")


def test_all_rows_conform(evaluate):
    result = evaluate()
    assert {row: found.machine for row, found in result.rows.items()} == dict.fromkeys(
        ["1/1", "1/2", "1/3", "2/1(1)", "2/1(2)"], "conforming"
    )
    assert result.summary.result == "conforming"


def test_the_worst_place_of_a_wider_kind_decides(evaluate):
    found = evaluate(values={"bed": {"plot_fence_mm": Decimal("899.9")}}).rows["1/1"]
    assert found.machine == "not_conforming"
    assert found.deciding_leaf.place == "bed"
    assert found.deciding_leaf.margin == Decimal("-0.1")


def test_own_quantities_of_every_type(evaluate):
    assert evaluate(values={"bed": {"plot_area_m2": Decimal("3.5")}}).rows["1/2"].machine == "undetermined"
    assert evaluate(values={"bed": {"plot_area_m2": Decimal(3)}}).rows["1/2"].machine == "not_conforming"
    low = {"bed": {"bed_heights_mm": (Decimal(399), Decimal(450))}}
    assert evaluate(values=low).rows["1/3"].machine == "not_conforming"
    assert evaluate(values={"plot": {"soil_grade": "S-1"}}).rows["2/1(1)"].machine == "not_conforming"
    assert evaluate("existing", values={"tap": {"tap_kind": "knob"}}).rows["2/2"].machine == "not_conforming"


def test_own_attestations_and_categories(evaluate):
    poor = {"plot": {"soil_grade": "S-1"}}
    record = {"2/1(1)": {"q1": {"plot": True}}}
    assert evaluate("existing", poor, record).rows["2/1(1)"].machine == "conforming"
    assert evaluate("new", poor, record).rows["2/1(1)"].machine == "not_conforming"
    assert evaluate("existing", poor).rows["2/1(1)"].machine == "undetermined"
