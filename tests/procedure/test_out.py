"""What leaves the program: bundles, calendar files, papers in both languages, the commands."""

import json
import zipfile
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from assessor.cli import main
from assessor.errors import DocumentError
from assessor.report.content import Change, ChangeGroup, Changes
from assessor.workflow.bundle import bundle_files, check_bundle, safe_name, write_bundle
from assessor.workflow.calendar_file import Event, calendar_bytes, events, export_calendar
from assessor.workflow.documents import new_document, write_document
from assessor.workflow.dwelling_entry import parse_ranges
from assessor.workflow.dwellings import plan_dwellings
from assessor.workflow.filings import new_filing
from assessor.workflow.papers import Compared, PaperMaker, paper_pdf, papers_of
from assessor.workflow.portfolio import CaseRow, Portfolio, certified_by_year, find_cases
from assessor.workflow.procedure import document_list

MADE = datetime(2026, 11, 21, 9, tzinfo=UTC)


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


# Papers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", ("提出書類一覧", "不足", "要否未定", "800m")), ("en", ("List of documents", "missing", "800 m"))],
)
def test_the_list_of_documents(kit, language, words):
    state = kit.case(agent_files=False)
    found = document_list(kit.edition, state, "consultation")
    shown = text_of(PaperMaker(kit.edition, state, found, MADE, language).documents())
    assert all(word in shown for word in words)


def test_a_long_list_of_dwellings_goes_over_pages(kit):
    state = kit.unit(kit.case(), "A", "55")
    state = state.apply(plan_dwellings(state, parse_ranges("1001-1160:A")[0]).edit).state
    found = document_list(kit.edition, state, "consultation")
    pdf = PaperMaker(kit.edition, state, found, MADE).dwellings()
    assert len(pypdfium2.PdfDocument(pdf)) >= 3
    shown = text_of(pdf)
    assert all(str(number) in shown for number in (1001, 1080, 1160))
    assert "8,800.00" in shown


def test_the_same_case_gives_the_same_paper(kit):
    state = kit.case(agent_files=False)
    found = document_list(kit.edition, state, "consultation")
    one, two = (PaperMaker(kit.edition, state, found, MADE).cover() for _ in range(2))
    assert one == two


def test_the_list_of_changes(kit):
    state = kit.case()
    found = document_list(kit.edition, state, "change_certification")
    changes = Changes(
        "認定（2026年1月31日）", (ChangeGroup("寸法", (Change("A", "浴室の短辺", "1,200 mm", "1,400 mm"),)),)
    )
    shown = text_of(PaperMaker(kit.edition, state, found, MADE).changes(changes, ["unit_plans"], ["1/1"]))
    for word in ("認定（2026年1月31日）", "1,400 mm", "タイプ別平面図", "1/1"):
        assert word in shown
    nothing = text_of(PaperMaker(kit.edition, state, found, MADE).changes(Changes("x", ())))
    assert "変更はありません" in nothing


def test_one_paper_alone_is_the_one_of_the_set(kit):
    state = kit.case(agent_files=False)
    found = document_list(kit.edition, state, "certification")
    assert {"cover", "documents"} <= set(papers_of(found))
    files = bundle_files(kit.edition, state, found, lambda _: b"", created=MADE)
    papers = {one: paper_pdf(kit.edition, state, found, one, created=MADE) for one in papers_of(found)}
    assert files["00-1_提出書類 表紙.pdf"] == papers["cover"]
    assert files["00-2_提出書類一覧.pdf"] == papers["documents"]
    for paper in papers.values():
        assert paper in files.values()
    assert len({*papers.values()}) == len(papers)


def test_a_list_of_changes_alone(kit):
    state = kit.case()
    found = document_list(kit.edition, state, "change_certification")
    changes = Changes("認定", (ChangeGroup("寸法", (Change("A", "浴室の短辺", "1,200 mm", "1,400 mm"),)),))
    said = Compared(changes, ("unit_plans",), ("1/1",))
    shown = text_of(paper_pdf(kit.edition, state, found, "changes", language="en", compared=said))
    assert "1,400 mm" in shown
    nothing = text_of(paper_pdf(kit.edition, state, found, "changes", language="ja"))
    assert "変更はありません" in nothing


# Bundles -------------------------------------------------------------------------------------------------


def bundle(kit, path, state=None):
    state = state or kit.filing(kit.case(agent_files=False, subsidy=False), "manager_notice", "f")
    state = kit.paper(state, "f", "application_form", name="選任届.pdf", sha256="a" * 64, size=3)
    found = document_list(kit.edition, state, "manager_notice", filing="f")
    files = bundle_files(kit.edition, state, found, lambda _: b"pdf", created=MADE)
    return write_bundle(path, state, found, files, created=MADE)


def test_files_in_a_zip_are_of_the_day_it_is_made(kit, tmp_path):
    with zipfile.ZipFile(bundle(kit, tmp_path / "set.zip").path) as archive:
        assert {one.date_time for one in archive.infolist()} == {(2026, 11, 21, 9, 0, 0)}


@pytest.mark.parametrize("name", ["set", "set.zip"])
def test_a_bundle_is_read_back(kit, tmp_path, name):
    done = bundle(kit, tmp_path / name)
    names = [one for one, _ in done.files]
    assert names == [
        "00-1_提出書類 表紙.pdf",
        "00-2_提出書類一覧.pdf",
        "01_管理・運営責任者選任届_1_選任届.pdf",
        "assessment.json",
    ]
    assert check_bundle(done.path) == dict(done.files)
    assert [one.name for one in tmp_path.iterdir()] == [name]
    with pytest.raises(DocumentError) as caught:
        bundle(kit, tmp_path / name)
    assert caught.value.code == "output_exists"


@pytest.mark.parametrize("spoil", ["change", "add", "remove", "manifest"])
def test_a_bundle_that_was_touched_is_noticed(kit, tmp_path, spoil):
    done = bundle(kit, tmp_path / "set")
    victim = done.path / done.files[0][0]
    if spoil == "change":
        victim.write_bytes(b"other")
    elif spoil == "add":
        (done.path / "more.pdf").write_bytes(b"x")
    elif spoil == "remove":
        victim.unlink()
    else:
        (done.path / "manifest.json").write_text("{}")
    with pytest.raises(DocumentError) as caught:
        check_bundle(done.path)
    assert caught.value.code == ("bundle_manifest" if spoil == "manifest" else "bundle_differs")


def test_nothing_is_left_of_a_bundle_that_failed(kit, tmp_path, monkeypatch):
    def fail(path, data):
        raise DocumentError("output_not_written", path=str(path), detail="full")

    monkeypatch.setattr("assessor.workflow.bundle.write_output", fail)
    with pytest.raises(DocumentError):
        bundle(kit, tmp_path / "set")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("01_図.pdf", "01_図.pdf"),
        ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
        ("../../x.pdf", "_.._x.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1", "_com1"),
        (" . ", "_"),
        ("a\nb.pdf", "a_b.pdf"),
    ],
)
def test_names_that_every_system_takes(name, safe):
    assert safe_name(name) == safe


def test_long_names_keep_their_ending():
    safe = safe_name("図" * 200 + ".pdf")
    assert safe.endswith("図.pdf")
    assert len(safe.encode()) <= 120


# Calendar files ------------------------------------------------------------------------------------------


def unfolded(data):
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_deadlines_as_a_calendar(kit, tmp_path):
    state = kit.filing(kit.case(subsidy=False), "certification", filed="2026-01-10", decided="2026-01-31")
    count = export_calendar(kit.edition, state, tmp_path / "a.ics", today=date(2026, 2, 1), made=MADE)
    lines = unfolded((tmp_path / "a.ics").read_bytes())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == count == 3
    assert "DTSTART;VALUE=DATE:20260228" in lines
    assert "DTEND;VALUE=DATE:20260301" in lines
    assert "DTSTAMP:20261121T090000Z" in lines
    assert any("選任届" in line and line.startswith("SUMMARY:【期限】") for line in lines)
    assert lines.count("TRIGGER:-P30D") == 3
    again = unfolded(calendar_bytes(events(kit.edition, state, date(2026, 2, 1)), MADE))
    assert [line for line in again if line.startswith("UID")] == [
        line for line in lines if line.startswith("UID")
    ]
    met = kit.filing(state, "manager_notice", filed="2026-02-10")
    assert len(events(kit.edition, met, date(2026, 2, 11))) == 2


def test_text_in_a_calendar_is_escaped_and_folded():
    event = Event("u@x", date(2026, 1, 1), "a,b;c\\d\ne" + "髙" * 80, "\x07x\r\ny", (0,))
    lines = unfolded(calendar_bytes([event], MADE))
    assert "SUMMARY:a\\,b\\;c\\\\d\\ne" + "髙" * 80 in lines
    assert "DESCRIPTION:x\\ny" in lines


# Portfolio -----------------------------------------------------------------------------------------------


@pytest.fixture
def estate(kit, tmp_path):
    folder = tmp_path / "cases"
    (folder / "sub").mkdir(parents=True)
    for number, decided in enumerate(["2024-03-31", "2024-04-01", ""]):
        state = kit.case(subsidy=False, agent_files=False, guideline_checked=True)
        state = kit.unit(state, "A", "55", count=4)
        if decided:
            state = kit.filing(state, "certification", filed="2024-03-01", decided=decided)
            for year in (2025, 2026):
                state = kit.filing(state, "yearly_report", f"r{year}", filed=f"{year}-03-15", renewal="renew")
            state = kit.dwelling(kit.dwelling(state, "101", "A"), "102", "A") if number else state
        write_document(folder / "sub" / f"{number}.kosodate", kit.edition, state)
    (folder / "broken.kosodate").write_bytes(b"SQLite format 3\x00" + bytes(200))
    (folder / ".hidden.kosodate").write_bytes(b"x")
    (folder / "notes.txt").write_text("x")
    return folder


def test_a_folder_of_cases(estate):
    listed = Portfolio(estate)
    rows = listed.scan(date(2026, 11, 21))
    assert [row.path.name for row in rows] == ["broken.kosodate", "0.kosodate", "1.kosodate", "2.kosodate"]
    assert rows[0].fault.code == "not_a_document"
    assert [row.stage for row in rows[1:]] == ["certified", "certified", "consultation"]
    assert rows[3].wanting[0] == "application_form"
    assert rows[1].deadline.due == date(2027, 3, 31)  # and not the notice that was missed in 2024
    assert all(row.verdicts is None for row in rows)
    judged = list(listed.judge())
    assert [row.verdicts.result for row in judged] == ["undecided"] * 3
    assert judged[0].verdicts.required_open == 63
    assert judged[0].verdicts.dwellings == 4
    assert [row.certified_dwellings for row in listed.rows] == [0, 4, 2, 0]


def test_the_list_says_what_lapsed_and_what_is_in_the_wrong_order(estate, kit, capsys):
    state = kit.case(works_started_on="2026-04-15", guideline_checked=True)
    state = kit.filing(state, "consultation", filed="2026-03-01")
    write_document(estate / "works.kosodate", kit.edition, state)
    listed = Portfolio(estate)
    rows = {row.path.stem: row for row in listed.scan(date(2027, 11, 21))}
    assert (rows["0"].stage, rows["0"].in_force) == ("lapsed", False)
    assert [one.order.code for one in rows["works"].broken] == ["design_before_works"]
    assert "design_summary" in rows["works"].wanting, "documents of the application that was left out"
    main(["portfolio", str(estate), "--json"], lambda *_: 9)
    found = {one["file"]: one for one in json.loads(capsys.readouterr().out)["cases"]}
    assert found["works.kosodate"]["wrong_order"] == [
        {"code": "design_before_works", "first": None, "then": "2026-04-15"}
    ]
    main(["portfolio", str(estate), "--language", "ja"], lambda *_: 9)
    assert "日付の順序 1件" in capsys.readouterr().out


def test_a_step_without_an_application_lacks_what_the_next_one_needs(kit, tmp_path):
    write_document(tmp_path / "a.kosodate", kit.edition, kit.case())
    [row] = Portfolio(tmp_path).scan(date(2026, 11, 21))
    assert row.stage == "guideline"
    assert "site_plan" in row.wanting


def test_certified_dwellings_are_those_that_were_certified(r4, tmp_path):
    path = tmp_path / "a.kosodate"
    with new_document(r4, "existing", "髙﨑ハイツ") as document:
        session = document.session
        for edit in (
            lambda: plan_dwellings(session.state, parse_ranges("101-104")[0]).edit,
            lambda: new_filing(session.state, "certification", filed="2026-05-01", decided="2026-06-01")[1],
            lambda: plan_dwellings(session.state, parse_ranges("201-203")[0]).edit,
        ):
            session.apply(edit(), by="髙﨑")
        document.handle.save_as(path)
    listed = Portfolio(tmp_path)
    listed.scan(date(2026, 11, 21))
    list(listed.judge())
    [row] = listed.rows
    assert (row.dwellings, row.certified_dwellings) == (7, 4)


def test_certified_dwellings_by_fiscal_year_against_a_target(estate):
    listed = Portfolio(estate)
    listed.scan(date(2026, 11, 21))
    list(listed.judge())
    found = certified_by_year(listed.rows, target=1623, by=2030)
    assert [(one.year, one.added, one.total) for one in found][:3] == [
        (2023, 4, 4),
        (2024, 2, 6),
        (2025, 0, 6),
    ]
    assert (found[-1].year, found[-1].target) == (2030, 1623)
    assert found[0].target == 203
    assert [one.year for one in certified_by_year(listed.rows, fiscal=False)] == [2024]
    listed.scan(date(2027, 11, 21))  # nobody renewed in 2027
    assert certified_by_year(listed.rows) == ()


def test_verdicts_are_kept_until_the_file_changes(estate):
    first = Portfolio(estate)
    first.scan(date(2026, 11, 21))
    list(first.judge())
    second = Portfolio(estate)
    second.scan(date(2026, 11, 21))
    assert second.waiting() == ()
    (estate / "sub" / "1.kosodate").touch()
    second.scan(date(2026, 11, 21))
    assert [path.name for path in second.waiting()] == ["1.kosodate"]


@pytest.mark.parametrize("rubbish", [b"", b"{}", b"[]", b'{"format":"assessor.portfolio"}', b"\xff"])
def test_a_cache_that_is_rubbish_is_none(estate, rubbish):
    from assessor import paths

    first = Portfolio(estate)
    first.scan(date(2026, 11, 21))
    list(first.judge())
    for file in (paths.user_data() / "portfolio").iterdir():
        file.write_bytes(rubbish)
    assert len(Portfolio(estate).scan(date(2026, 11, 21))) == 4


def test_processes_find_the_same(estate, kit):
    import sqlite3
    from contextlib import closing

    # A document whose journal was touched: the first look does not see it, reading it does.
    write_document(estate / "touched.kosodate", kit.edition, kit.case())
    with closing(sqlite3.connect(estate / "touched.kosodate", isolation_level=None)) as db:
        db.execute("UPDATE journal SET by = 'x'")
    one, two = Portfolio(estate), Portfolio(estate)
    one.scan(date(2026, 11, 21))
    two.scan(date(2026, 11, 21))
    alone = {row.path: (row.verdicts, row.fault and row.fault.code) for row in one.judge()}
    assert alone[estate / "touched.kosodate"] == (None, "journal_altered")
    from assessor.workflow import portfolio

    found = portfolio._judged(two.waiting(), (), 2)
    shared = {path: (verdicts, fault and fault.code) for path, verdicts, fault in found}
    assert shared == alone


def test_the_certified_is_in_force_up_to_its_last_day(estate):
    row = CaseRow(estate, (0, 0), in_force=True, dwellings=7)
    assert row.certified_dwellings == 7
    listed = Portfolio(estate)
    assert [one.in_force for one in listed.scan(date(2027, 3, 31))] == [False, True, True, False]
    assert [one.in_force for one in listed.scan(date(2027, 4, 1))] == [False, False, True, False]


def test_links_and_hidden_files_are_left_alone(estate):
    (estate / "loop").symlink_to(estate, target_is_directory=True)
    assert len(find_cases(estate)) == 4


# Commands ------------------------------------------------------------------------------------------------


def run(capsys, *words):
    code = main(list(words), lambda *_: 9)
    return code, capsys.readouterr()


def test_documents_of_a_stage(kit, tmp_path, capsys):
    state = kit.case(agent_files=False, subsidy=False)
    path = tmp_path / "a.kosodate"
    write_document(path, kit.edition, state)
    code, out = run(capsys, "documents", str(path), "--stage", "consultation", "--json")
    found = json.loads(out.out)
    assert code == 1
    assert (found["copies"], found["complete"], found["applies"]) == (2, False, True)
    assert [one["number"] for one in found["documents"]][:3] == ["1", "2", "3"]
    assert found["documents"][3]["line"] == 432
    code, out = run(capsys, "documents", str(path), "--stage", "consultation", "--language", "en")
    assert "Area map  missing" in out.out
    code, out = run(capsys, "documents", str(path), "--stage", "nothing")
    assert code == 2
    assert "nothing" in out.err
    assert "consultation, opinion_report" in out.err, "the codes there are"
    target = tmp_path / "set.zip"
    code, out = run(capsys, "documents", str(path), "--stage", "manager_notice", "--bundle", str(target))
    assert code == 1
    assert "manifest.json" in zipfile.ZipFile(target).namelist()


def test_a_report_that_is_not_filed_lacks_nothing(kit, tmp_path, capsys):
    path = tmp_path / "a.kosodate"
    write_document(path, kit.edition, kit.case(opinion_received=False))
    code, out = run(capsys, "documents", str(path), "--stage", "opinion_report", "--language", "ja")
    assert code == 0
    assert "この案件では提出しません" in out.out
    assert "不足" not in out.out


def test_the_list_of_changes_of_a_set_from_the_command_line(kit, tmp_path, capsys):
    """Without anything to compare it is wanting; a certified file, or the document's own filing, serves."""
    from assessor.workflow.interchange import form_bytes

    before = kit.unit(kit.case(agent_files=False, subsidy=False), "A", "55")
    (tmp_path / "before.json").write_bytes(form_bytes(before))
    path = tmp_path / "now.kosodate"
    write_document(path, kit.edition, kit.unit(before, "B", "60"))
    words = ("documents", str(path), "--stage", "change_certification", "--json")
    code, out = run(capsys, *words)
    by_code = {one["code"]: one["status"] for one in json.loads(out.out)["documents"]}
    assert (code, by_code["change_list"], by_code["floor_plans"]) == (1, "missing", "if_changed")
    target = tmp_path / "set.zip"
    more = ("--certified", str(tmp_path / "before.json"), "--bundle", str(target))
    code, out = run(capsys, *words, *more)
    by_code = {one["code"]: one["status"] for one in json.loads(out.out)["documents"]}
    assert (by_code["change_list"], by_code["floor_plans"], by_code["image"]) == (
        "made",
        "missing",
        "not_needed",
    )
    with zipfile.ZipFile(target) as archive:
        [name] = [one for one in archive.namelist() if one.startswith("05_")]
        assert "B" in text_of(archive.read(name))
    code, out = run(capsys, *words, "--certified", str(tmp_path / "none.pdf"))
    assert code == 2
    assert json.loads(out.out)["error"]["code"] == "input_missing"


def test_the_portfolio_command(estate, capsys):
    code, out = run(capsys, "portfolio", str(estate), "--json", "--target", "1623", "--by", "2030")
    found = json.loads(out.out)
    assert code == 1  # one file is broken
    assert found["cases"][0]["error"]["code"] == "not_a_document"
    assert found["cases"][1]["file"] == "sub/0.kosodate"
    assert found["stages"] == {"fault": 1, "certified": 2, "consultation": 1}
    assert found["certified"][-1] == {"year": 2030, "added": 0, "total": 6, "target": 1623}
    (estate / "broken.kosodate").unlink()
    code, out = run(capsys, "portfolio", str(estate))
    assert code == 0
    assert "認定済" in out.out
    assert run(capsys, "portfolio", str(estate / "no"))[0] == 2
    assert run(capsys, "portfolio", str(estate), "--target", "5")[0] == 2
