"""Tables that others made: headings, units, places, and what is not taken and why."""

from decimal import Decimal

import pytest

from assessor.assessment import Case, Measurement, PlaceRecord, from_records
from assessor.assessment.checks import check_edit
from assessor.assessment.records import CaseKey, MeasurementKey, PlaceKey
from assessor.criteria import load_edition
from assessor.errors import ImportFileError
from assessor.importers.book import Book, Page
from assessor.importers.measurements import read_tables
from assessor.importers.sheets import Faulty, Sheet
from assessor.importers.xlsx_write import workbook_bytes
from assessor.messages import has_text
from assessor.workflow.spreadsheets import left_out_sentences, plan_json, preview_data, question_sentences

EDITION = load_edition("draft")
STATE = from_records(
    [
        (CaseKey(), Case(edition="draft", category="new", edition_digest=EDITION.digest)),
        (PlaceKey("building"), PlaceRecord("building", "", None)),
        (PlaceKey("site"), PlaceRecord("site", "", "building")),
        (PlaceKey("A"), PlaceRecord("unit_type", "Aタイプ", "building", order=1)),
        (PlaceKey("B"), PlaceRecord("unit_type", "Bタイプ", "building", order=2)),
        (PlaceKey("bathA"), PlaceRecord("bathroom", "浴室", "A", order=3)),
        (PlaceKey("bathB"), PlaceRecord("bathroom", "浴室", "B", order=4)),
        (PlaceKey("d1"), PlaceRecord("door", "浴室戸", "bathA", order=5)),
        (PlaceKey("bed1"), PlaceRecord("bedroom", "洋室1", "A", order=6)),
        (PlaceKey("bed2"), PlaceRecord("bedroom", "洋室2", "A", order=7)),
        (MeasurementKey("bathA", "bath_area_m2"), Measurement(Decimal("1.9"), drawing="A-01")),
    ]
)
SHORT = "bath_short_side_mm"


def plan_of(text: str, state=STATE, file="table.csv"):
    plan = preview_data(EDITION, state, text.strip().encode("utf-8-sig"), file, at="2026-02-03", by="髙﨑")
    check_edit(EDITION, state, plan.edit(accept={one.key for one in plan.conflicts}))
    for language in ("ja", "en"):  # every sentence can be said
        assert len(left_out_sentences(plan, language)) == len(plan.left_out)
        assert len(question_sentences(plan, language)) == len(plan.questions)
        assert plan_json(plan, language)["summary"]
    return plan


def values(plan):
    return {(one.key.place, one.key.quantity): one.new.value for one in plan.taken}


def reasons(plan):
    return [(remark.code, str(remark.where or "")) for remark in plan.left_out]


def test_japanese_headings_with_units() -> None:
    plan = plan_of("""
,工事名 試験,,
住戸タイプ,室名,浴室の短辺（m）,浴室の広さ
Ａタイプ,浴室,1.2,1.92
Bタイプ,浴室,１．１９９９６m,"1.90㎡"
""")
    found = values(plan)
    assert found["bathA", SHORT] == 1200
    assert found["bathB", SHORT] == Decimal(1200)  # 1,199.96 mm is rounded to 0.1 mm
    assert found["bathB", "bath_area_m2"] == Decimal("1.9")
    [conflict] = plan.conflicts
    assert (conflict.old.value, conflict.new.value) == (Decimal("1.9"), Decimal("1.92"))
    one = next(one for one in plan.taken if one.key == MeasurementKey("bathB", SHORT))
    assert (one.new.origin, one.new.at, one.new.by) == ("imported", "2026-02-03", "髙﨑")
    assert "C4" in one.new.note
    assert one.exact == "1199.96"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("899.99999999999989", 900),
        ("900.04", 900),
        ("900.05", Decimal("900.1")),
        ("899.949", Decimal("899.9")),
    ],
)
def test_lengths_are_rounded_to_a_tenth_of_a_millimetre(cell, expected) -> None:
    assert values(plan_of(f"場所,{SHORT},部位コード\nbathA,{cell},")) == {("bathA", SHORT): expected}


def test_codes_english_names_and_choices() -> None:
    quantity = EDITION.quantities["door_type"]
    option = quantity.options[1]
    plan = plan_of(f"Room,door_type,door_has_glass\nd1,{option.name.en.upper()},yes\n")
    assert values(plan) == {("d1", "door_type"): option.code, ("d1", "door_has_glass"): True}


def test_headings_in_a_column() -> None:
    plan = plan_of(f"""
項目,Aタイプ,Bタイプ
{EDITION.quantities[SHORT].name.ja},1400,1600
{EDITION.quantities["dwelling_exclusive_area_m2"].name.ja},70.1234,80
""")
    assert values(plan) == {
        ("bathA", SHORT): 1400,
        ("bathB", SHORT): 1600,
        ("A", "dwelling_exclusive_area_m2"): Decimal("70.123"),
        ("B", "dwelling_exclusive_area_m2"): 80,
    }
    cell = next(one.where for one in plan.taken if one.key == MeasurementKey("bathB", SHORT))
    assert str(cell) == "C2"


def test_one_value_per_row() -> None:
    plan = plan_of(
        f"場所,項目,値,単位,図面番号\nAタイプ › 浴室,{SHORT},1.4,m,A-12\nbathB,何か,1,,\n,{SHORT},3,mm,\n"
    )
    assert values(plan) == {("bathA", SHORT): 1400}
    assert plan.taken[0].new.drawing == "A-12"
    assert reasons(plan) == [("quantity_unknown", "C3"), ("place_missing", "A4")]


def test_a_row_of_units_below_the_headings() -> None:
    plan = plan_of(f"場所,{SHORT},bath_area_m2\n単位,cm,㎡\nbathB,140,2.5")
    assert values(plan) == {("bathB", SHORT): 1400, ("bathB", "bath_area_m2"): Decimal("2.5")}


def test_what_is_not_taken_and_why() -> None:
    plan = plan_of(f"""
場所,{SHORT},door_has_glass,door_type,謎の列
bathA,広い,,,x
浴室,1200,,,
nowhere,1200,,,
bathB,-5,,,y
d1,,たぶん,turnstile,
bed1,1200,,,
bathA,1200㎡,,,
""")
    assert sorted(reasons(plan)) == sorted(
        [
            ("column_unknown", "E1"),
            ("not_a_number", "B2"),
            ("place_ambiguous", "A3"),
            ("place_unknown", "A4"),
            ("not_a_number", "B5"),
            ("not_yes_or_no", "C6"),
            ("option_unknown", "D6"),
            ("not_measured_here", "B7"),
            ("wrong_unit", "B8"),
        ]
    )
    assert plan.taken == ()
    assert STATE.apply(plan.edit()).state == STATE


def test_two_values_for_one_thing_are_both_left_out() -> None:
    plan = plan_of(f"場所,{SHORT}\nbathB,1400\nbathB,1500\nbathA,1300\nbathA,1300")
    assert values(plan) == {("bathA", SHORT): 1300}
    assert [code for code, _ in reasons(plan)] == ["given_twice", "given_twice"]


def test_equal_values_keep_what_is_known_of_them() -> None:
    plan = plan_of("場所,浴室の広さ,bath_area_m2\nbathA,,1.90")
    assert (plan.taken, plan.conflicts, plan.unchanged) == ((), (), 1)


def test_new_places_only_where_the_table_says_what_they_are() -> None:
    plan = plan_of(
        "住戸タイプ,室名,種別,室の面積\nC,洋室A,寝室・個室,9.5\nC,和室,,8\nA,ユニットバス,,3.1\nA,納戸,納戸・物置,2.2\n"
    )
    made = {one.key.place: (one.new.kind, one.new.name, one.new.parent) for one in plan.places}
    assert set(made.values()) == {
        ("unit_type", "C", "building"),
        ("bedroom", "洋室A", "unit_type-1"),
        ("storage_room", "納戸", "A"),
    }
    assert reasons(plan) == [("place_unknown", "B3")]  # 和室 is not the bedroom that C happens to have
    assert values(plan)["bathA", "room_area_m2"] == Decimal("3.1")  # A has one bathroom only


def test_a_default_for_several_parts_is_asked_about() -> None:
    code = "switch_height_mm"
    assert EDITION.quantities[code].kinds
    plan = plan_of(f"住戸タイプ,{code},{SHORT}\nAタイプ,900,")
    assert values(plan) == {("A", code): 900}
    assert [question.code for question in plan.questions] == ["as_default"]


def test_implausible_values_are_questioned_not_refused() -> None:
    plan = plan_of(f"場所,{SHORT}\nbathB,1.4")  # metres in a column of millimetres
    assert values(plan) == {("bathB", SHORT): Decimal("1.4")}
    assert [question.code for question in plan.questions] == ["implausible"]


def test_error_cells_dates_and_formulas_without_value() -> None:
    from datetime import datetime

    sheet = Sheet(
        "s",
        (
            ("場所", SHORT),
            ("bathA", Faulty("error_cell", "#DIV/0!")),
            ("bathB", Faulty("formula_without_value", "=A1")),
            ("bathB", datetime(2026, 1, 8)),  # noqa: DTZ001 (a cell has no time zone)
        ),
    )
    plan = read_tables(EDITION, STATE, [sheet], "x.xlsx")
    assert [code for code, _ in reasons(plan)] == ["error_cell", "formula_without_value", "date_cell"]


def test_encodings_of_csv() -> None:
    text = "場所,浴室の広さ\nbathB,2.5\n"
    for encoding in ("utf-8", "utf-8-sig", "cp932", "utf-16"):
        assert len(preview_data(EDITION, STATE, text.encode(encoding), "t.csv").taken) == 1
    assert len(preview_data(EDITION, STATE, text.replace(",", "\t").encode(), "t.tsv").taken) == 1
    for bad, code in (
        (b"\xff\xfe\x00\xd8a", "csv_encoding"),
        (b"a\x00b", "csv_not_text"),
        (b'a,"b\nc', "csv_damaged"),
    ):
        with pytest.raises(ImportFileError, match=code):
            preview_data(EDITION, STATE, bad, "t.csv")
    with pytest.raises(ImportFileError, match="spreadsheet_ending"):
        preview_data(EDITION, STATE, b"x", "t.doc")


def test_a_sheet_without_a_table_is_said() -> None:
    data = workbook_bytes(Book("t", (Page("notes", (("hello", "world"),), heads=0),)))
    plan = preview_data(EDITION, STATE, data, "t.xlsx")
    assert [remark.code for remark in plan.left_out] == ["sheet_without_table"]


def test_every_reason_has_its_sentence() -> None:
    import re
    from pathlib import Path

    import assessor.importers

    source = "".join(
        file.read_text(encoding="utf-8") for file in Path(assessor.importers.__file__).parent.glob("*.py")
    )
    left_out = set(re.findall(r'(?:leave_out\(\s*|Refused\()"([a-z_]+)"', source)) | set(
        re.findall(r'Faulty\("([a-z_]+)"', source)
    )
    questions = set(re.findall(r'\.ask\(\s*"([a-z_]+)"', source))
    assert len(left_out) > 20
    assert [code for code in left_out if not has_text(f"importers.left_out.{code}")] == []
    assert [code for code in questions if not has_text(f"importers.question.{code}")] == []


def test_a_semicolon_csv_of_japanese_windows_with_mistakes() -> None:
    """Full-width digits, units in cells, a word for a room, what is no number, rooms that are not there."""
    from assessor.importers.words import kind_of_name

    lines = (
        "住戸タイプ;室名;浴室の短辺;浴室の広さ;謎",
        "Ａタイプ;浴室;１，３２０ｍｍ;約2;a",
        "Ａタイプ;台所;900;;c",
        "Z;浴室;1200;1.9;d",
        ";;;;",
    )
    text = "\n".join(lines)
    plan = preview_data(EDITION, STATE, text.encode("cp932"), "x.csv")
    assert [one.new.value for one in plan.taken] == [1320]
    assert sorted(remark.code for remark in plan.left_out) == [
        "column_unknown", "not_a_number", "place_unknown", "place_unknown",
    ]  # fmt: skip
    assert kind_of_name("おふろ") == ("bathroom", True)


def test_two_values_for_one_thing_are_named_as_people_call_it() -> None:
    data = "室名,浴室の短辺\nA › 浴室,1200\nA › 浴室,1300\n".encode()
    plan = preview_data(EDITION, STATE, data, "x.csv")
    assert plan.taken == ()
    for language, name in (("ja", "浴室の短辺"), ("en", "Short side of the bathroom")):
        said = left_out_sentences(plan, language)
        assert len(said) == 2
        assert all(name in sentence for sentence in said)


def test_an_empty_file_is_said_to_be_empty() -> None:
    for data, name in ((b"", "x.csv"), ("\ufeff\n\n".encode(), "x.csv")):
        with pytest.raises(ImportFileError) as caught:
            preview_data(EDITION, STATE, data, name)
        assert caught.value.code == "sheet_empty"


def test_an_area_is_that_of_the_place_it_stands_beside() -> None:
    plan = plan_of("""
住戸タイプ,室名,面積（㎡）
Aタイプ,洋室1,10.5
Bタイプ,浴室,1.82
Bタイプ,,55.2
""")
    assert values(plan) == {
        ("bed1", "room_area_m2"): Decimal("10.5"),
        ("bathB", "bath_area_m2"): Decimal("1.82"),
        ("B", "dwelling_exclusive_area_m2"): Decimal("55.2"),
    }
