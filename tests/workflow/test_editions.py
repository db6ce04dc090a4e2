"""Editions listed, counted and checked; one more edition without any Python."""

import json

import pytest

from assessor.errors import CriteriaError
from assessor.workflow.answers import answer
from assessor.workflow.editions import criteria, describe, edition_at, edition_of, editions
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import read_assessment
from assessor.workflow.linting import lint

# Totals and minimums as the documents print them (shared design/domain.md, "The scheme in short").
PRINTED = {
    ("draft", "new"): ((51, 66, 117), {"1": 1, "2": 18, "3": 1, "4+5+6": 1, "total": 26}),
    ("draft", "renovation"): ((19, 96, 115), {"1": 1, "2": 18, "3": 4, "4+5+6": 1, "total": 29}),
    ("draft", "existing"): ((19, 96, 115), {"1": 1, "2": 18, "3": 4, "4+5+6": 1, "total": 29}),
    ("r4", "new"): ((63, 35, 98), {"1": 1, "2": 8, "3": 1, "4+5": 1, "total": 13}),
    ("r4", "renovation"): ((22, 74, 96), {"1": 1, "2": 15, "3": 5, "4+5": 1, "total": 23}),
    ("r4", "existing"): ((22, 74, 96), {"1": 1, "2": 15, "3": 5, "4+5": 1, "total": 23}),
}


@pytest.mark.parametrize(("code", "category"), PRINTED)
def test_counts_and_minimums_are_those_printed(code: str, category: str) -> None:
    counts, minimums = PRINTED[code, category]
    found = criteria(edition_of(code), category)
    assert tuple(found["counts"]["total"].values()) == counts
    assert found["minimums"] == minimums
    assert len(found["rows"]) == counts[2]
    for table, count in found["counts"].items():
        levels = [row["level"] for row in found["rows"] if table in ("total", row["table"])]
        assert count == {
            "required": levels.count("required"),
            "optional": levels.count("optional"),
            "total": len(levels),
        }


def test_row_has_its_facts() -> None:
    rows = {row["id"]: row for row in criteria(edition_of("draft"), "new", "en")["rows"]}
    # Draft check sheet, line 105: bathroom size, required, difficulty 2.5.
    row = rows["2-2/3(5)a"]
    assert (row["table"], row["level"], row["difficulty"]) == ("2-2", "required", 2.5)
    assert row["title"].startswith("Bathroom")
    assert {"id", "table", "level", "importance", "difficulty", "title"} < set(row)
    assert row["asks"] == [
        {"at": "bathroom", "quantity": "bath_short_side_mm", "operator": ">=", "limit": 1200},
        {"at": "bathroom", "quantity": "bath_area_m2", "operator": ">=", "limit": 1.9},
    ]


@pytest.mark.parametrize("code", ["draft", "r4"])
@pytest.mark.parametrize("category", ["new", "renovation", "existing"])
def test_everything_a_row_asks_for_is_explained(code: str, category: str) -> None:
    """Another program can write an assessment from this answer and the schema alone."""
    found = criteria(edition_of(code), category)
    kinds = {one["code"]: one for one in found["kinds"]}
    quantities = {one["code"]: one for one in found["quantities"]}
    for row in found["rows"]:
        assert row["asks"], row["id"]
        for ask in row["asks"]:
            assert ask["at"] in kinds
            assert ask.get("text") or ask["quantity"] in quantities
    for one in quantities.values():
        assert set(one["kinds"]) <= set(kinds)
        assert set(one.get("follows_from", ())) <= set(quantities)
        assert ("options" in one) == (one["type"] in {"choice", "grade"})
    assert all(set(one["parents"]) <= set(kinds) for one in kinds.values())


def test_shipped_editions_are_listed_and_clean() -> None:
    assert [describe(one)["code"] for one in editions()] == ["draft", "r4"]
    assert {one.name: one.errors for one in lint(None)} == {"draft": 0, "r4": 0}


def test_unknown_edition_and_category(tmp_path) -> None:
    with pytest.raises(CriteriaError, match="edition_unknown"):
        edition_of("r99")
    with pytest.raises(CriteriaError, match="edition_unknown"):
        edition_of("../criteria/r4")
    with pytest.raises(CriteriaError, match="edition_unknown"):
        edition_at(str(tmp_path))
    with pytest.raises(CriteriaError, match="category_not_in_edition"):
        criteria(edition_of("r4"), "detached")


def test_a_third_edition_needs_only_data(third_edition, monkeypatch) -> None:
    form = {
        "edition": "town",
        "category": "new",
        "places": [
            {"id": "A", "kind": "unit_type"},
            {"id": "room", "kind": "living_room", "parent": "A"},
            {"id": "w", "kind": "window", "parent": "room"},
        ],
        "measurements": [{"place": "w", "quantity": "town_sill_mm", "value": 700}],
    }
    data = json.dumps(form).encode()
    with pytest.raises(CriteriaError, match="edition_unknown"):
        read_assessment(data, "x")
    edition, state = read_assessment(data, "x", [third_edition.parent])
    found = answer(edition, evaluate(edition, state))
    assert {row: one["verdict"] for row, one in found["rows"].items()} == {
        "1/1": "conforming",
        "1/2": "not_conforming",
    }
    assert found["result"] == "not_conforming"
    assert [one.errors for one in lint(str(third_edition))] == [0]
    monkeypatch.setenv("ASSESSOR_EDITIONS", str(third_edition.parent))
    assert [one.code for one in editions()] == ["draft", "r4", "town"]


def test_linting_finds_a_total_that_does_not_add_up(shipped_copy) -> None:
    head = shipped_copy / "edition.json"
    content = json.loads(head.read_text(encoding="utf-8"))
    content["declared"]["new"]["total"] = [62, 36, 98]
    head.write_text(json.dumps(content), encoding="utf-8")
    (found,) = lint(str(shipped_copy))
    assert [one.code for one in found.findings if one.severity == "error"] == ["declared_wrong"]
    assert found.errors == 1


def test_linting_an_unreadable_edition_is_one_fault(shipped_copy) -> None:
    (shipped_copy / "tables" / "1.json").write_text("{", encoding="utf-8")
    (found,) = lint(str(shipped_copy))
    assert (found.fault.code, found.errors) == ("not_json", 1)
    assert lint(str(shipped_copy.parent))[0].fault is not None
