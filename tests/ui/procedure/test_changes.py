"""The page of changes since certification: what differs, where it leads, which file it compares with."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, measure, set_case
from assessor.criteria import load_edition
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.preferences import Preferences
from assessor.ui.procedure.certified_choice import CertifiedChoice
from assessor.ui.procedure.changes_page import ChangesPage
from assessor.ui.procedure.services import Services
from assessor.workflow.documents import new_document
from assessor.workflow.filings import change_filing, new_filing
from assessor.workflow.interchange import form_bytes
from assessor.workflow.wording import Wording

TODAY = date(2026, 9, 1)


@pytest.fixture
def page(qtbot, theme, tmp_path):
    """The page on an open document with one unit type."""
    document = new_document(load_edition("r4"), "new", "髙﨑ハイツ")
    session = document.session
    unit, edit = add_place(session.state, "unit_type", "A", "building")
    session.apply(edit)
    session.apply(measure(unit, "dwelling_exclusive_area_m2", Measurement(Decimal(55), drawing="A-11")))
    context = UiContext(Bridge(session), Wording(session.edition, "ja"), theme)
    choice = CertifiedChoice(Preferences(tmp_path / "window.ini"))
    page = ChangesPage(context, Services(lambda: document.handle, today=lambda: TODAY, certified=choice))
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    page.bridge, page.unit, page.session = context.bridge, unit, session
    page.choice, page.document_id = choice, document.handle.document_id
    yield page
    document.handle.close(discard=True)


def certify(page, **fields):
    filing, edit = new_filing(page.session.state, "certification")
    page.bridge.push(edit)
    page.bridge.push(change_filing(page.session.state, filing, filed="2026-01-10", **fields))


def area(page, value):
    page.bridge.push(measure(page.unit, "dwelling_exclusive_area_m2", Measurement(Decimal(value))))


def section(page, key):
    return next((one for one in page.model.sections if one.key == key), None)


def test_before_anything_is_certified_it_says_what_to_do(page):
    assert "まだ分かりません" in page.headline.text()
    assert "署名して提出したチェックシート" in page.said.text()
    assert page.model.sections == ()
    assert not page.paper.isEnabled()


def test_nothing_changed_yet(page):
    certify(page, decided="2026-01-31")
    assert page.headline.text() == "認定時から変わっていません。"
    assert "2026年1月31日" in page.source.currentText()
    assert page.model.sections == ()


def test_each_difference_has_a_line_that_leads_to_it(page, qtbot):
    certify(page)
    area(page, 45)
    page.bridge.push(set_case(page.session.state, owner="別の事業者"))
    assert "速やかに変更認定を申請" in page.headline.text()
    [line] = section(page, "measurements").lines
    assert line.texts == ("A　住戸専有面積", "55 m²", "45 m²")
    assert line.place == (page.unit, "dwelling_exclusive_area_m2")
    assert [one.texts[1:] for one in section(page, "drawings").lines] == [("A-11", "－")]
    assert [one.row for one in section(page, "touched").lines] == ["2-2/7(3)"]
    named = {one.key[1] for one in section(page, "documents").lines}
    assert {"application_form", "design_summary", "area_calculation", "checklist"} <= named
    assert "exterior_plan" not in named
    steps, places, applications = [], [], []
    page.step_asked.connect(steps.append)
    page.place_asked.connect(lambda *found: places.append(found))
    page.document_asked.connect(lambda *found: applications.append(found))
    for key in (line.key, ("case", 0), ("documents", "area_calculation")):
        page.view.setCurrentIndex(page.model.index_of(key))
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert places == [(page.unit, "dwelling_exclusive_area_m2")]
    assert steps == ["case"]
    assert applications == [("change_certification", "area_calculation")]


def test_a_change_that_touches_no_criterion_is_told_apart(page):
    certify(page)
    page.bridge.push(set_case(page.session.state, owner="別の事業者"))
    assert "認定基準に関わる項目はありません" in page.headline.text()
    assert page.headline.property("tone") == "warn"


def test_a_chosen_file_is_remembered_and_comes_first(page, tmp_path):
    certify(page)
    file = tmp_path / "認定時.json"
    file.write_bytes(form_bytes(page.session.state))
    area(page, 60)
    assert page.choose_file(file)
    assert page.source.currentText() == "認定時.json"
    assert "「認定時.json」と比べています" in page.said.text()
    again = CertifiedChoice(Preferences(tmp_path / "window.ini"))
    assert again.path(page.document_id) == file
    file.unlink()
    page.refresh()
    assert page.headline.property("tone") == "bad"
    assert page.model.sections == ()
    page.source.setCurrentIndex(1)
    page.source.activated.emit(1)
    assert page.choice.path(page.document_id) is None
    assert section(page, "measurements") is not None


def test_a_file_that_cannot_serve_is_said_and_not_remembered(page, tmp_path):
    told = []
    page.bridge.failed.connect(told.append)
    wrong = tmp_path / "x.pdf"
    wrong.write_bytes(b"%PDF-1.7 nothing")
    assert not page.choose_file(wrong)
    assert [one.code for one in told] == ["signed_unverifiable"]
    assert page.choice.path(page.document_id) is None


def test_the_certified_assessment_of_another_edition_is_told(page, tmp_path):
    from assessor.workflow.session import new_assessment

    other = tmp_path / "draft.json"
    other.write_bytes(form_bytes(new_assessment(load_edition("draft"), "new", "x", "2026-01-01")))
    assert page.choose_file(other)
    assert "版" in page.headline.text()
    assert page.headline.property("tone") == "bad"
    assert not page.paper.isEnabled()


def test_the_list_is_looked_at_and_kept_as_a_pdf(page, qtbot, tmp_path):
    import pypdfium2

    certify(page, decided="2026-01-31")
    area(page, 45)
    dialog = page.show_paper()
    qtbot.waitUntil(lambda: dialog.preview_shown is not None, timeout=20_000)
    dialog.save_to(tmp_path / "list.pdf")
    assert "list.pdf" in dialog.said.text()
    text = pypdfium2.PdfDocument(tmp_path / "list.pdf")[0].get_textpage().get_text_range()
    for words in ("変更事項一覧", "45", "55", "床面積求積図", "2-2/7(3)"):
        assert words in text
    dialog.save_to(tmp_path / "none" / "list.pdf")
    assert dialog.said.text().startswith("✕")
    dialog.close()


def test_the_dialog_prints_the_pages(page, qtbot, tmp_path):
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    certify(page)
    area(page, 45)
    dialog = page.show_paper()
    qtbot.waitUntil(lambda: dialog.preview_shown is not None, timeout=20_000)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "プリンターに渡しました" in dialog.said.text(), timeout=20_000)
    assert len(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == len(dialog.preview_shown.sizes)
    dialog.reject()
