"""The page of documents: the right list, files and papers, conditions as switches, filings, the whole set."""

import zipfile
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.assessment import Edit
from assessor.criteria import load_edition
from assessor.store import SUFFIX
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.procedure.documents_page import DocumentsPage
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import documents_folder
from assessor.workflow.bundle import check_bundle
from assessor.workflow.documents import new_document
from assessor.workflow.filings import change_filing, new_filing, set_fact
from assessor.workflow.wording import Wording
from tests.ui.conftest import measured, place

TODAY = date(2026, 9, 1)


@pytest.fixture
def page(qtbot, theme):
    """The page on an open document of a new building."""
    document = new_document(load_edition("r4"), "new", "髙﨑ハイツ")
    context = UiContext(Bridge(document.session), Wording(document.session.edition, "ja"), theme)
    page = DocumentsPage(context, Services(lambda: document.handle, today=lambda: TODAY))
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (page.model, page.document.model)
    ]
    page.bridge = context.bridge
    page.state = lambda: document.session.state
    yield page
    document.handle.close(discard=True)


def choose(page, code: str) -> None:
    page.view.setCurrentIndex(page.model.index_of(code))


def status(page, code: str) -> str:
    return page._by_code[code].status


def test_it_begins_with_the_application_of_the_present_step(page):
    assert page.application == "consultation"
    assert page.filing_id == ""
    assert status(page, "site_plan") == "missing"
    assert status(page, "checklist") == "made"


def test_conditions_are_switches_that_decide_the_list(page, qtbot):
    assert status(page, "proxy_letter") == "undecided"
    assert "代行者" in page.said.text()
    qtbot.mouseClick(page.form.editors["agent_files"].no, Qt.MouseButton.LeftButton)
    assert status(page, "proxy_letter") == "not_needed"
    qtbot.mouseClick(page.form.editors["agent_files"].yes, Qt.MouseButton.LeftButton)
    assert status(page, "proxy_letter") == "missing"


def test_a_file_is_enclosed_and_makes_the_filing_in_one_step(page, tmp_path):
    plan = tmp_path / "配置図.pdf"
    plan.write_bytes(b"%PDF-1.4 plan")
    choose(page, "site_plan")
    page.attach_file(plan)
    assert status(page, "site_plan") == "attached"
    assert len(page.state().filings) == 1
    assert page.document.chosen[1].name == "配置図.pdf"
    page.document.save_file(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == b"%PDF-1.4 plan"
    page.bridge.undo()
    assert status(page, "site_plan") == "missing"
    assert page.state().filings == {}


def test_a_file_that_is_not_there_is_said_and_changes_nothing(page, tmp_path):
    told = []
    page.bridge.failed.connect(told.append)
    choose(page, "site_plan")
    page.attach_file(tmp_path / "none.pdf")
    assert len(told) == 1
    assert page.state().filings == {}
    assert status(page, "site_plan") == "missing"


def test_papers_are_counted_noted_and_taken_out(page):
    choose(page, "elevations")
    page.document.paper.click()
    assert status(page, "elevations") == "incomplete", "one paper, as far as is known"
    page.document.sheets.setValue(1)
    assert status(page, "elevations") == "incomplete", "two views are asked for"
    page.document.sheets.setValue(2)
    assert status(page, "elevations") == "on_paper"
    page.document.remove.click()
    assert status(page, "elevations") == "missing"
    page.document.waive.click()
    assert status(page, "elevations") == "waived"


def test_days_of_a_filing_and_what_the_next_stage_carries(page, qtbot):
    choose(page, "site_plan")
    page.document.paper.click()
    editor = page.filing.editors["filed"]
    page.tabs.button(2).click()
    qtbot.keyClicks(editor, "R8.7.1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert next(iter(page.state().filings.values())).filed == "2026-07-01"
    page.bridge.push(set_fact("opinion_received", True))
    page.show_application("opinion_report")
    assert status(page, "site_plan") == "carried"
    choose(page, "site_plan")
    page.document.take_over.click()
    assert status(page, "site_plan") == "on_paper"


def test_a_wrong_order_of_days_is_refused_and_shown_as_it_is(page, qtbot):
    page.begin.click()
    told = []
    page.bridge.failed.connect(told.append)
    for name, day in (("filed", "2026-07-01"), ("decided", "2026-06-30")):
        qtbot.keyClicks(page.filing.editors[name], day)
        qtbot.keyClick(page.filing.editors[name], Qt.Key.Key_Return)
    assert [one.code for one in told] == ["decided_before_filed"]
    assert page.filing.editors["decided"].text() == ""


def test_the_whole_set_goes_out_with_its_manifest(page, tmp_path):
    plan = tmp_path / "配置図.pdf"
    plan.write_bytes(b"%PDF-1.4 plan")
    choose(page, "site_plan")
    page.attach_file(plan)
    page.export_to(tmp_path / "set.zip")
    names = zipfile.ZipFile(tmp_path / "set.zip").namelist()
    assert any("配置図" in name for name in names)
    assert check_bundle(tmp_path / "set.zip")
    assert "set.zip" in page.said.text()
    told = []
    page.bridge.failed.connect(told.append)
    page.export_to(tmp_path / "set.zip")
    assert [one.code for one in told] == ["output_exists"]


def test_a_change_after_certification_names_its_documents(page):
    session = page.bridge.session
    page.bridge.push(Edit((place("A", "unit_type", name="A"), place("A-bath", "bathroom", "A", "浴室"))))
    page.bridge.push(Edit(tuple(measured("A-bath", bath_short_side_mm=1400))))
    _, edit = new_filing(session.state, "certification", filed="2026-06-01", decided="2026-06-30")
    page.bridge.push(edit)
    page.show_application("change_certification")
    assert status(page, "unit_plans") == "not_needed", "nothing has changed yet"
    page.bridge.push(Edit(tuple(measured("A-bath", bath_short_side_mm=1300))))
    assert status(page, "unit_plans") == "missing"
    assert status(page, "exterior_plan") == "not_needed"
    page.bridge.undo()
    assert status(page, "unit_plans") == "not_needed"


def test_a_folder_is_made_beside_the_window(page, tmp_path, qtbot):
    runner = JobRunner()
    page._services = replace(page._services, runner=runner)
    page.export_to(tmp_path / "set")
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    runner.close()
    assert check_bundle(tmp_path / "set")
    assert "set" in page.said.text()


@pytest.mark.parametrize(
    ("decided", "said", "tone"),
    [
        ("2026-08-20", "期限 2026年9月19日", "warn"),
        ("2026-06-20", "期限 2026年7月19日　期限経過", "bad"),
        ("", "", ""),
    ],
)
def test_the_day_a_filing_is_due_stands_beside_it(page, decided, said, tone):
    filing, edit = new_filing(page.state(), "certification", filed="2026-05-01", decided=decided)
    page.bridge.push(edit)
    page.show_application("manager_notice")
    assert page.due.isVisible() is bool(said)
    if said:
        assert (page.due.text(), page.due.property("tone")) == (said, tone)
        filing, edit = new_filing(page.state(), "manager_notice", filed="2026-08-30")
        page.bridge.push(edit)
        page.show_application("manager_notice", filing)
        assert not page.due.isVisible()


def test_a_case_changed_after_the_filing_says_so(page):
    filing, edit = new_filing(page.state(), "consultation")
    page.bridge.push(edit)
    page.bridge.push(change_filing(page.state(), filing, filed="2026-05-10"))
    page.show_application("consultation", filing)
    assert "提出の後に" not in page.said.text()
    page.bridge.push(set_fact("subsidy", value=True))
    assert "提出の後に評価の内容が変わっています" in page.said.text()
    assert not page.said.isHidden()
    page.bridge.push(set_fact("subsidy", None))
    assert "提出の後に" not in page.said.text()


def test_a_filing_with_documents_wanting_says_so(page):
    filing, edit = new_filing(page.state(), "consultation")
    page.bridge.push(edit)
    page.show_application("consultation", filing)
    assert "提出した日" not in page.said.text()
    page.bridge.push(change_filing(page.state(), filing, filed="2026-05-10"))
    assert f"図書が {len(page._found.wanting)} 件不足" in page.said.text()


def test_only_a_certification_has_a_last_day(page):
    shown = page.filing.editors["valid_until"]
    page.show_application("consultation")
    assert shown.isHidden()
    page.show_application("certification")
    assert not shown.isHidden()
    page.show_application("yearly_report")
    assert not shown.isHidden()


def test_an_empty_file_is_refused(page, tmp_path, qtbot):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    choose(page, "site_plan")
    with qtbot.waitSignal(page.bridge.failed) as said:
        page.attach_file(empty)
    assert said.args[0].code == "enclosed_empty"
    assert status(page, "site_plan") == "missing"


def test_dialogs_begin_beside_the_document(page, tmp_path):
    services = page._services
    assert services.folder() == documents_folder()
    services.handle().save_as(tmp_path / f"case{SUFFIX}")
    assert services.folder() == tmp_path
