"""Spreadsheets in and out, and editions, from the command line."""

import csv
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

DUPLEX = Path(__file__).parents[3] / "shared" / "data" / "duplex" / "2012-03-23-Duplex-Design.xlsx"
CASE = {"edition": "r4", "category": "new", "case": {"name": "試験棟"}}
HOME = {
    "places": [
        {"id": "A", "kind": "unit_type", "name": "Aタイプ"},
        {"id": "bath", "kind": "bathroom", "parent": "A", "name": "浴室"},
    ],
    "measurements": [{"place": "bath", "quantity": "bath_short_side_mm", "value": 1200}],
}


@pytest.fixture
def home(tmp_path):
    """A document with one bathroom."""
    (tmp_path / "home.json").write_text(json.dumps(CASE | HOME, ensure_ascii=False), encoding="utf-8")
    return "home.json"


def sheet(tmp_path, *rows, name="in.csv"):
    with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return name


def test_workbook_and_csv_hold_the_verdicts(run, example, tmp_path) -> None:
    done = run("export", example, "--xlsx", "out.xlsx", "--csv", "folder", "--json")
    assert done.code == 0
    assert done.json["xlsx"] == "out.xlsx"
    assert set(done.json["csv"]) == {str(path) for path in Path("folder").iterdir()}
    verdicts = run("evaluate", example, "--json").json
    found = openpyxl.load_workbook("out.xlsx", data_only=True)["判定"]
    assert found.max_row == 2 + len(verdicts["rows"])
    with Path("folder/verdicts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[2:]
    assert [row[0] for row in rows] == [cell.value for cell in found["A"][2:]]
    told = run("export", example, "--xlsx", "two.xlsx", "--pdf", "two.pdf", language="en")
    assert told.code == 0
    assert "two.xlsx" in told.out
    assert "two.pdf" in told.out
    assert openpyxl.load_workbook("two.xlsx").sheetnames[1] == "Verdicts"


def test_an_export_needs_to_be_told_what(run, example, tmp_path) -> None:
    assert run("export", example, "--json").json["error"]["code"] == "usage_missing"
    wrong = run("export", example, "--xlsx", "out.xlsx", "--local-key", "--json")
    assert (wrong.code, wrong.json["error"]["code"]) == (2, "usage_together_needed")
    assert not Path("out.xlsx").exists()
    Path("file").write_text("x", encoding="utf-8")
    assert run("export", example, "--csv", "file", "--json").json["error"]["code"] == "output_not_written"


@pytest.mark.parametrize("as_document", [True, False])
def test_import_takes_what_it_can_and_keeps_what_stands(run, home, tmp_path, as_document) -> None:
    if as_document:
        assert run("load", home, "home.kosodate").code == 0
        home = "home.kosodate"
    name = sheet(
        tmp_path,
        ["場所", "浴室の短辺 (mm)", "浴室の広さ (m2)", "謎の列"],
        ["浴室", "１，１８０", "1.9", "7"],
        ["地下室", "1000", "", ""],
    )
    before = run("dump", home).out
    looked = run("import", home, name, "--dry-run", "--json")
    assert (looked.code, looked.json["written"]) == (0, False)
    assert run("dump", home).out == before
    done = run("import", home, name, "--by", "試験者", "--json")
    assert (done.code, done.json["written"], done.json["replaced"]) == (0, True, 0)
    assert [one["new"]["value"] for one in done.json["taken"]] == ["1.9"]
    [conflict] = done.json["conflicts"]
    assert (conflict["old"]["value"], conflict["new"]["value"]) == ("1200", "1180")
    assert {one["code"] for one in done.json["left_out"]} == {"column_unknown", "place_unknown"}
    values = {one["quantity"]: one for one in run("dump", home).json["measurements"]}
    assert values["bath_short_side_mm"]["value"] == 1200
    assert (values["bath_area_m2"]["value"], values["bath_area_m2"]["by"]) == (1.9, "試験者")
    again = run("import", home, name, "--replace", "--json")
    assert (again.json["replaced"], again.json["taken"]) == (1, [])
    values = {one["quantity"]: one["value"] for one in run("dump", home).json["measurements"]}
    assert values["bath_short_side_mm"] == 1180
    if as_document:
        labels = sqlite3.connect(home).execute("SELECT count(*) FROM journal").fetchone()[0]
        assert labels == 3  # made, and one edit for each import


@pytest.mark.parametrize("language", ["ja", "en"])
def test_import_says_what_was_not_taken_and_why(run, home, tmp_path, language) -> None:
    name = sheet(tmp_path, ["場所", "bath_short_side_mm"], ["浴室", "広い"], ["台所", "900"])
    told = run("import", home, name, language=language)
    assert told.code == 1  # nothing in it was of use
    assert "広い" in told.out
    assert "台所" in told.out
    nothing = run("import", home, sheet(tmp_path, ["a", "b"], ["c", "d"], name="no.csv"))
    assert nothing.code == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.xlsx", None, "input_missing"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "sheet_old_or_locked"),
        ("cut.xlsx", b"PK\x03\x04 cut", "sheet_damaged"),
        ("table.pdf", b"%PDF-1.7", "spreadsheet_ending"),
    ],
)
def test_import_refuses_what_is_no_spreadsheet(run, home, tmp_path, name, content, code) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = (tmp_path / home).read_bytes()
    assert run("import", home, name, "--json").json["error"]["code"] == code
    assert (tmp_path / home).read_bytes() == before


def test_import_cannot_write_to_standard_input(run, home, tmp_path) -> None:
    name = sheet(tmp_path, ["場所", "bath_short_side_mm"], ["浴室", "900"])
    assert run("import", "-", name, "--json").json["error"]["code"] == "import_needs_file"


def test_unsaved_edits_of_somebody_are_not_saved_by_an_import(run, home, tmp_path, own_home) -> None:
    from assessor.assessment.edits import set_case
    from assessor.workflow.documents import open_file

    assert run("load", home, "home.kosodate").code == 0
    name = sheet(tmp_path, ["場所", "bath_area_m2"], ["浴室", "1.9"])
    document = open_file(Path("home.kosodate"))
    document.session.apply(set_case(document.session.state, name="途中"))
    held = run("import", "home.kosodate", name, "--json")
    assert held.code == 2
    document.handle.close()
    before = Path("home.kosodate").read_bytes()
    left = run("import", "home.kosodate", name, "--json")
    assert (left.code, left.json["error"]["code"]) == (2, "document_unsaved_edits")
    assert Path("home.kosodate").read_bytes() == before
    with open_file(Path("home.kosodate")) as again:
        assert again.session.state.case.name == "途中"


@pytest.mark.skipif(not DUPLEX.exists(), reason="the shared data is not at hand")
def test_the_duplex_workbook_fills_an_empty_assessment(run, tmp_path) -> None:
    (tmp_path / "empty.json").write_text(json.dumps(CASE), encoding="utf-8")
    done = run("import", "empty.json", DUPLEX, "--json")
    assert done.code == 0
    values = {one["place"]: one["value"] for one in run("dump", "empty.json").json["measurements"]}
    # Areas of the shared data's README, read independently of this project.
    assert (values["A102"], values["B204"]) == (30.142, 5.441)


def test_upgrade_and_back_loses_nothing(run, example, tmp_path) -> None:
    form = json.loads(example.read_text(encoding="utf-8"))
    form["decisions"] = [{"row": "2-1/4", "verdict": "conforming", "reason": "図面で確認"}]
    (tmp_path / "a.json").write_text(json.dumps(form), encoding="utf-8")
    done = run("upgrade", "a.json", "--to", "draft", "--output", "b.kosodate", "--json")
    assert done.code == 0
    assert (done.json["old"], done.json["new"], done.json["gone_rows"]) == (
        "r4",
        "draft",
        ["2-1/4", "2-2/7(8)"],
    )
    assert [one["key"] for one in done.json["held"]] == ['["decision","2-1/4"]']
    assert run("evaluate", "b.kosodate", "--json").json["edition"] == "draft"
    assert run("upgrade", "a.json", "--to", "draft", "--output", "b.kosodate").code == 2  # there is one
    back = run("upgrade", "b.kosodate", "--to", "r4", "--output", "c.kosodate", "--json")
    assert back.json["restored"] == ['["decision","2-1/4"]']
    assert run("load", "a.json", "a.kosodate").code == 0
    assert run("dump", "c.kosodate").json == run("dump", "a.kosodate").json
    unknown = run("upgrade", "a.json", "--to", "r9", "--output", "d.kosodate", "--json")
    assert unknown.json["error"]["code"] == "edition_unknown"
    told = run("upgrade", "a.json", "--to", "draft", "--output", "b.kosodate", "--replace", language="en")
    assert told.code == 0
    assert "2-2/7(8)" in told.out


def test_difference_of_two_editions_row_by_row(run) -> None:
    found = run("difference", "r4", "draft", "--json").json
    assert (found["old"], found["new"]) == ("r4", "draft")
    # The draft has 19 rows of its own, and two of 2022 are gone (facts on the editions, section 6).
    relations = [row["relation"] for row in found["rows"]]
    assert (relations.count("only_new"), relations.count("only_old")) == (19, 2)
    told = run("difference", "r4", "draft")
    assert "2-1/4" in told.out
    assert len(run("difference", "r4", "draft", "--all").out) > len(told.out)
    assert run("difference", "r4", "r9", "--json").json["error"]["code"] == "edition_unknown"
    assert run("difference", "r4", "r4", "--json").json["error"]["code"] == "editions_same"


def test_difference_of_one_category(run) -> None:
    rows = run("difference", "r4", "draft", "--json").json["rows"]
    some = run("difference", "r4", "draft", "--category", "existing", "--json").json["rows"]
    assert 0 < len(some) < len(rows)
    # 115 rows of the draft apply to existing buildings, 117 to new ones.
    assert len({row["new"] for row in some if row["new"]}) <= 115 + 2
    assert {category for row in some for category in row["levels"]} <= {"existing"}
    assert run("difference", "r4", "draft", "--category", "ruin").code == 2


def test_a_ratio_stays_exact_through_document_checklist_and_workbook(run, tmp_path) -> None:
    ramp = {
        "places": [
            {"id": "path", "kind": "common_passage", "parent": "site"},
            {"id": "ramp", "kind": "ramp", "parent": "path"},
        ],
        "measurements": [{"place": "ramp", "quantity": "ramp_slope", "value": "1/12"}],
    }
    (tmp_path / "ramp.json").write_text(json.dumps(CASE | ramp), encoding="utf-8")
    assert run("load", "ramp.json", "ramp.kosodate").code == 0
    assert run("export", "ramp.kosodate", "--xlsx", "ramp.xlsx", "--pdf", "ramp.pdf").code == 0
    (tmp_path / "empty.json").write_text(json.dumps(CASE), encoding="utf-8")
    assert run("import", "empty.json", "ramp.xlsx").code == 0
    for file in ("ramp.kosodate", "empty.json"):
        assert [one["value"] for one in run("dump", file).json["measurements"]] == ["1/12"]


AROUND = {
    "notes": [
        {"row": "2-2/3(5)a", "drawings": "A-12", "remark": "確認済み"},
        {"row": "2-2/1(2)", "ruled_out": True},
    ],
    "decisions": [{"row": "1/1", "verdict": "conforming", "reason": "現地で確認"}],
    "drawings": [{"number": "A-12", "title": "住戸平面詳細図", "revision": "2", "issued": "2026-03-01"}],
    "stales": [
        {"drawing": "A-12", "subject": '["measurement","bath","bath_short_side_mm"]', "basis": "ab"},
    ],
    "dwellings": [
        {"id": "d1", "number": "101", "floor": "1", "unit_type": "A", "area": 55.25},
        {"id": "d2", "number": "102"},
    ],
    "filings": [{"id": "f1", "application": "design_certification", "filed": "2026-05-01"}],
    "enclosures": [{"filing": "f1", "document": "plans", "item": "1", "name": "平面図.pdf", "sheets": 3}],
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_workbook_into_an_empty_assessment_gives_the_same_dump(run, tmp_path, language) -> None:
    case = {"case": {"name": "試験棟", "address": "東京都新宿区", "date_made": "2026-04-01"}}
    (tmp_path / "whole.json").write_text(json.dumps(CASE | HOME | AROUND | case), encoding="utf-8")
    assert run("load", "whole.json", "whole.kosodate").code == 0
    assert run("export", "whole.kosodate", "--xlsx", "whole.xlsx", language=language).code == 0
    (tmp_path / "empty.json").write_text(json.dumps({"edition": "r4", "category": "new"}), encoding="utf-8")
    assert run("load", "empty.json", "empty.kosodate").code == 0
    done = run("import", "empty.kosodate", "whole.xlsx", "--replace", "--json")
    assert (done.code, done.json["left_out"], done.json["questions"]) == (0, [], [])
    assert run("dump", "empty.kosodate").json == run("dump", "whole.kosodate").json
