"""Every case file: a row, what is measured, and the verdict that the document gives."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assessor.criteria import Edition, load_edition
from assessor.evaluation import Evaluator, Place, PlaceIndex, Snapshot

FOLDER = Path(__file__).parent
CATEGORIES = ("new", "renovation", "existing")
VERDICTS = {"conforming", "not_conforming", "undetermined", "not_applicable"}


@cache
def evaluator(code: str) -> Evaluator:
    return Evaluator(load_edition(code))


def _cases():
    for file in sorted(FOLDER.glob("*.json")):
        group = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        groups = group if isinstance(group, list) else [group]
        for number, one in enumerate(groups):
            for case in one["cases"]:
                for edition in one["lines"]:
                    yield pytest.param(
                        one, case, edition, id=f"{file.stem}[{number}]-{edition}-{case['name']}"
                    )


def _value(value):
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    if isinstance(value, bool | Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return value


def snapshot(edition: Edition, group: dict, case: dict, category: str) -> Snapshot:
    base = group.get("base", {})
    incomplete = set(case.get("incomplete", base.get("incomplete", ())))
    places = [
        Place("building", "building", parent=None, complete="building" not in incomplete),
        Place("site", "site", complete="site" not in incomplete),
        Place("A", "unit_type", complete="A" not in incomplete),
    ]
    places.extend(
        Place(unit, "unit_type", applied=applied, complete=unit not in incomplete)
        for unit, applied in [*base.get("unit_types", ()), *case.get("unit_types", ())]
    )
    places.extend(
        Place(place, kind, parent=parent, complete=place not in incomplete)
        for place, kind, parent in [*base.get("places", ()), *case.get("places", ())]
    )
    values: dict[str, dict] = {}
    for source in (base.get("values", {}), case.get("set", {})):
        for place, entries in source.items():
            for code, value in entries.items():
                assert code in edition.quantities, f"unknown quantity {code}"
                if value is None:
                    values.get(place, {}).pop(code, None)
                else:
                    values.setdefault(place, {})[code] = _value(value)
    known = {place.id for place in places}
    assert set(values) <= known, f"unknown place in {sorted(set(values) - known)}"
    row = row_id(group, edition.code)
    root = {"unit_type": "A", "building": "building", "site": "site"}[edition.rows[row].scope]
    attested: dict[str, dict[str, bool]] = {}
    for source in (base.get("attest", {}), case.get("attest", {})):
        for name, confirmed in source.items():
            key, _, place = name.partition("@")
            if confirmed is None:
                attested.get(key, {}).pop(place or root, None)
            else:
                attested.setdefault(key, {})[place or root] = confirmed
    return Snapshot(category, PlaceIndex(edition, places), values, {row: attested})


def row_id(group: dict, edition: str) -> str:
    row = group["row"]
    return row if isinstance(row, str) else row[edition]


def expected(case: dict, edition: str, category: str) -> str:
    found = case["expect"]
    for key in (edition, category):
        if isinstance(found, dict) and key in found:
            found = found[key]
    assert found in VERDICTS, f"no expectation for {edition}/{category}: {found}"
    return found


@pytest.mark.parametrize(("group", "case", "edition"), list(_cases()))
def test_case(group: dict, case: dict, edition: str) -> None:
    one = evaluator(edition)
    row = row_id(group, edition)
    asked = 0
    for category in CATEGORIES:
        if one.edition.level(one.edition.rows[row], category) is None:
            continue
        asked += 1
        found = one.evaluate(snapshot(one.edition, group, case, category)).rows[row].machine
        assert found == expected(case, edition, category), (edition, category, row, case["name"])
    assert asked
