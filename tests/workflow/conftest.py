"""A small building in the interchange form, and editions made of few rows."""

import json
import shutil
from pathlib import Path

import pytest

from assessor.paths import resource
from assessor.workflow.interchange import read_assessment

FORM = {
    "edition": "r4",
    "category": "new",
    "case": {"name": "髙﨑𠮷邉ハイツ", "assessor": "髙﨑 𠮷邉", "date_made": "2026-11-21"},
    "places": [
        {"id": "A", "kind": "unit_type", "name": "Aタイプ"},
        {"id": "B", "kind": "unit_type", "name": "Bタイプ"},
        {"id": "C", "kind": "unit_type", "name": "Cタイプ", "applied": False},
        *({"id": f"bath-{unit}", "kind": "bathroom", "name": "浴室", "parent": unit} for unit in "ABC"),
    ],
    "measurements": [
        {"place": "bath-A", "quantity": "bath_short_side_mm", "value": 1200, "drawing": "A-12"},
        {"place": "bath-A", "quantity": "bath_area_m2", "value": 1.95},
        {"place": "bath-B", "quantity": "bath_short_side_mm", "value": 1150},
        {"place": "bath-B", "quantity": "bath_area_m2", "value": "1.9", "origin": "plan"},
        {"place": "bath-C", "quantity": "bath_short_side_mm", "value": 100},
        {"place": "building", "quantity": "dwelling_count", "value": 24},
    ],
    "attestations": [{"row": "2-2/3(2)", "key": "q1", "place": "A", "value": True, "drawing": "A-12"}],
    "notes": [{"row": "2-2/3(5)a", "drawings": "A-12\nA-13", "remark": "ユニットバス"}],
}


@pytest.fixture
def form():
    """The building as a dictionary of its own, to be changed by the test."""
    return json.loads(json.dumps(FORM))


@pytest.fixture
def house(form):
    """Edition and assessment of the building."""
    return read_assessment(json.dumps(form).encode(), "house.json")


@pytest.fixture
def third_edition(tmp_path) -> Path:
    """A folder with one more edition, written as data alone: one table, two rows, a quantity of its own."""
    folder = tmp_path / "editions" / "town"
    (folder / "tables").mkdir(parents=True)

    def both(words):
        return {"ja": words, "en": words}

    def row(number, level, condition):
        return {
            "id": f"1/{number}",
            "table": "1",
            "item": both("窓"),
            "title": both(f"窓 {number}"),
            "text": both("窓"),
            "levels": {"new": level},
            "scope": "unit_type",
            "condition": condition,
            "auto": "full",
            "source": {"table": "1", "item": str(number), "line": 1},
        }

    limit = {"measure": "town_sill_mm", "op": ">=", "value": 650}
    files = {
        "edition.json": {
            "code": "town",
            "name": both("町の版"),
            "title": both("町の基準"),
            "document": "own",
            "categories": [{"code": "new", "name": both("新築"), "column": both("新築")}],
            "tables": ["1"],
            "groups": [],
            "total_minimum": {"new": 1},
            "declared": {"new": {"1": [1, 1, 2], "total": [1, 1, 2]}},
        },
        "quantities.json": [
            {
                "code": "town_sill_mm",
                "name": both("窓台の高さ"),
                "type": "number",
                "unit": "mm",
                "kinds": ["window"],
                "plausible": [0, 3000],
            }
        ],
        "tables/1.json": {
            "code": "1",
            "name": both("窓"),
            "rows": [
                row(1, "required", {"for_each": "window", "must": limit}),
                row(2, "optional", {"for_each": "window", "must": {**limit, "value": 800}}),
            ],
        },
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def shipped_copy(tmp_path) -> Path:
    """A copy of a shipped edition that a test may spoil."""
    return Path(shutil.copytree(resource("criteria", "r4"), tmp_path / "r4"))
