"""Dwellings applied for: ranges, tables, totals, checks, files."""

from decimal import Decimal

import pytest

from assessor.errors import EditError
from assessor.messages import text
from assessor.workflow.dwelling_entry import floor_of, parse_pasted, parse_ranges, parse_table
from assessor.workflow.dwelling_files import read_dwellings, write_dwellings
from assessor.workflow.dwellings import (
    change_dwelling,
    check_dwellings,
    plan_dwellings,
    remove_dwellings,
    sort_dwellings,
    totals,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("101-105,201-205:A", [*map(str, range(101, 106)), *map(str, range(201, 206))]),
        ("１０１〜１０３：Ａ", ["101", "102", "103"]),
        ("1-101~1-103:A", ["1-101", "1-102", "1-103"]),
        ("1-101-1-103", ["1-101", "1-102", "1-103"]),
        ("A101-A103", ["A101", "A102", "A103"]),
        ("A101-103", ["A101", "A102", "A103"]),
        ("001-003", ["001", "002", "003"]),
        ("1-101", ["1-101"]),
        ("101、103；105", ["101", "103", "105"]),
        ("101:A\n\n201:B", ["101", "201"]),
        ("8-12: A", ["8", "9", "10", "11", "12"]),
        ("98-102: A", ["98", "99", "100", "101", "102"]),
        ("101 - 103 : A", ["101", "102", "103"]),
        ("999-1001", ["999", "1000", "1001"]),
        ("1-101-103", ["1-101", "1-102", "1-103"]),
        ("1-1-101", ["1-1-101"]),
        ("2-305A, A-201", ["2-305A", "A-201"]),
        ("", []),
    ],
)
def test_ranges(text, numbers):
    given, left = parse_ranges(text)
    assert [one.number for one in given] == numbers
    assert left == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("105-101", "range_backwards"), ("A101~B103", "range_unclear"), ("1~9999999", "range_too_long"),
     ("0000001~9999999", "range_too_long"), ("A~B", "range_unclear"), ("1-100000: A", "range_too_long"),
     ("B", "no_digits"), ("101-105 A", "space_within"), ("101-103A", "range_unclear"),
     ("101~", "range_unclear"),
     ("-101", "range_unclear"), ("1-2-3-4-5", "range_unclear"), ("101 102", "space_within")],
)  # fmt: skip
def test_ranges_that_are_none(text, code):
    given, left = parse_ranges(text)
    assert given == []
    assert [one.code for one in left] == [code]


def test_what_follows_the_first_colon_is_the_unit_type(kit):
    [one], left = parse_ranges("101: タイプ:A")
    assert (one.number, one.unit_type, left) == ("101", "タイプ:A", [])
    planned = plan_dwellings(kit.unit(kit.case(), "A"), [one])
    assert [(one.code, one.text) for one in planned.not_taken] == [("unit_type_unknown", "101: タイプ:A")]
    assert plan_dwellings(kit.unit(kit.case(), "タイプ:A"), [one]).added == 1


def test_faults_name_the_line_of_the_text_or_table(kit):
    state = kit.unit(kit.case(), "A")
    typed = "101-104: A\n\n201-202: C\nB\n103: A"
    planned = plan_dwellings(state, *parse_ranges(typed))
    assert [(one.line, one.code) for one in planned.not_taken] == [
        (3, "unit_type_unknown"),
        (3, "unit_type_unknown"),
        (4, "no_digits"),
        (5, "number_twice"),
    ]
    planned = plan_dwellings(state, *parse_pasted("住戸番号\t住戸タイプ\n101\tA\n102\tC\n101\tA"))
    assert [(one.line, one.code) for one in planned.not_taken] == [
        (3, "unit_type_unknown"),
        (4, "number_twice"),
    ]


@pytest.mark.parametrize("code", ["range_too_long", "space_within", "no_digits", "range_unclear"])
def test_every_fault_has_its_sentence(code):
    for language in ("ja", "en"):
        assert text(f"procedure.dwellings.not_taken.{code}", language)


@pytest.mark.parametrize(
    ("number", "floor"),
    [("101", "1"), ("1205", "12"), ("1-305", "3"), ("A-201", "2"), ("201a", "2"), ("001", ""), ("12", ""),
     ("B101", ""), ("髙", "")],
)  # fmt: skip
def test_floors(number, floor):
    assert floor_of(number) == floor


def test_a_table_with_headings_in_any_order():
    given, left = parse_table(
        [
            ["階", "タイプ", "住戸番号", "専有面積（㎡）"],
            ["3", "A", "301", "55.12㎡"],
            ["", "", "", ""],
            ["3", "A", "", "5"],
        ]
    )
    assert [(one.number, one.floor, one.unit_type, one.area) for one in given] == [
        ("301", "3", "A", "55.12m2")
    ]
    assert [(one.line, one.code) for one in left] == [(4, "no_number")]


def test_a_table_without_headings_has_the_usual_order():
    given, _ = parse_pasted("101\t1\tA\t50.5\t角\n102\t\tB")
    assert [(one.number, one.floor, one.unit_type, one.area, one.note) for one in given] == [
        ("101", "1", "A", "50.5", "角"),
        ("102", "1", "B", "", ""),
    ]


def listed(kit, text):
    state = kit.unit(kit.unit(kit.case(), "A", "55.12", count=10), "B", "45")
    return state.apply(plan_dwellings(state, parse_ranges(text)[0]).edit).state


def test_dwellings_are_taken_in_once(kit):
    state = listed(kit, "101-105,201-205:A\n301:B")
    assert len(state.dwellings) == 11
    again = plan_dwellings(state, parse_ranges("101-106:A")[0])
    assert (again.added, again.changed, again.same) == (1, 0, 5)
    moved = plan_dwellings(state, parse_table([["101", "9", "B", "60"]])[0])
    assert (moved.added, moved.changed) == (0, 1)
    after = state.apply(moved.edit).state
    [one] = [one for one in after.dwellings.values() if one.number == "101"]
    assert (one.floor, one.unit_type, one.area) == ("9", "B", Decimal(60))
    assert state.apply(moved.edit).inverse.sets[0][1] == next(
        one for one in state.dwellings.values() if one.number == "101"
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [(["101", "1", "Z"], "unit_type_unknown"), (["101", "1", "A", "viel"], "area_unclear"),
     (["101", "1", "A", "0"], "area_unclear")],
)  # fmt: skip
def test_what_is_not_taken_is_said(kit, row, code):
    state = kit.unit(kit.case(), "A")
    planned = plan_dwellings(state, parse_table([row])[0])
    assert planned.edit is None
    assert [one.code for one in planned.not_taken] == [code]


def test_totals(kit):
    state = kit.dwelling(listed(kit, "101-105,201-205:A\n301:B"), "999")
    found = totals(state)
    assert [(one.name, one.count, one.declared, one.area) for one in found] == [
        ("A", 10, 10, Decimal("551.20")),
        ("B", 1, None, Decimal(45)),
        ("", 1, None, None),
    ]


def codes(kit, state):
    return {one.code: one for one in check_dwellings(kit.edition, state)}


def test_checks(kit):
    assert codes(kit, kit.case()) == {}
    state = listed(kit, "101-105,201-204:A\n301:B")
    found = codes(kit, state)
    assert set(found) == {"count_differs"}  # B is small, but shared space is not known
    assert found["count_differs"].params == {"numbers": "", "name": "A", "count": "9", "declared": "10"}
    small = codes(kit, kit.facts(state, shared_space_sufficient=False))["too_small"]
    assert small.params["numbers"] == "301"
    state = kit.dwelling(kit.dwelling(state, "101", "A"), "401", "gone")
    state = kit.dwelling(kit.unit(state, "C", "60", applied=False), "501", "C")
    state = kit.dwelling(kit.building(state, "dwelling_count", 5), "601")
    assert set(codes(kit, state)) == {
        "number_twice", "unit_type_gone", "not_applied", "no_unit_type", "no_area", "more_than_building",
    }  # fmt: skip


def test_order_change_and_removal(kit):
    state = listed(kit, "201-202:A\n101:A\n1001:A\n99:A")
    state = state.apply(sort_dwellings(state)).state
    from assessor.assessment.procedure import sorted_dwellings

    assert [one.number for _, one in sorted_dwellings(state)] == ["99", "101", "201", "202", "1001"]
    assert sort_dwellings(state) is None
    key = sorted_dwellings(state)[0][0]
    state = state.apply(change_dwelling(state, key, note="角部屋")).state
    assert state.dwellings[key].note == "角部屋"
    with pytest.raises(EditError):
        change_dwelling(state, "d-99", note="x")
    assert len(state.apply(remove_dwellings([key])).state.dwellings) == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_files_there_and_back(kit, tmp_path, ending):
    state = kit.dwelling(listed(kit, "101-103:A\n001:B"), "=1+1", "A", "50.5")
    path = tmp_path / f"住戸.{ending}"
    write_dwellings(state, path)
    given, left = read_dwellings(path)
    assert left == []
    assert [one.number for one in given] == ["101", "102", "103", "001", "=1+1"]
    assert given[-1].area == "50.5"
    planned = plan_dwellings(state, given)
    assert (planned.added, planned.changed) == (0, 4)  # areas of the unit types are now their own
    assert plan_dwellings(state.apply(planned.edit).state, given).edit is None


@pytest.mark.parametrize("area", ["0", "10000", "1.00001", "-1"])
def test_areas_that_cannot_be(kit, area):
    from assessor.assessment import Assessment, Edit
    from assessor.assessment.checks import check_edit
    from assessor.assessment.records import Dwelling, DwellingKey

    edit = Edit(((DwellingKey("d-1"), Dwelling("101", area=Decimal(area))),))
    with pytest.raises(EditError) as caught:
        check_edit(kit.edition, Assessment(), edit)
    assert caught.value.code == "dwelling_area"
