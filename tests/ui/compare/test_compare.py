"""Editions side by side, and an assessment taken from one to another and back."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QAbstractItemModelTester

from assessor.app import pages
from assessor.assessment import Edit
from assessor.assessment.evidence import Drawing, DrawingKey
from assessor.assessment.records import Decision, DecisionKey
from assessor.ui.compare.office import EditionOffice
from assessor.workflow.documents import new_document
from assessor.workflow.editions import edition_of
from assessor.workflow.upgrade_document import preview, shelf_of, take_over
from assessor.workflow.upgrading import compared
from tests.ui.conftest import TWO_TYPES, measured


@pytest.fixture
def page(make_window):
    window = make_window("r4", sets=TWO_TYPES, pages=pages())
    window.show_step("compare")
    found = window.page("compare")
    tester = QAbstractItemModelTester(found.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield found
    tester.deleteLater()


def listed(page) -> set[tuple[str, str]]:
    return {line.key for section in page.model.sections for line in section.lines}


def test_what_differs_is_listed_row_by_row(page):
    wanted = compared("r4", "draft")
    assert page.other.currentData() == "draft"
    assert listed(page) == {(row.old, row.new) for row in wanted.rows if not row.is_same}
    page.only_changed.setChecked(False)
    assert listed(page) == {(row.old, row.new) for row in wanted.rows}
    page.query.setText("浴室")
    assert 0 < len(listed(page)) < len(wanted.rows)


def test_a_row_only_in_one_edition_says_so(page):
    wanted = compared("r4", "draft")
    lines = {line.key: line for section in page.model.sections for line in section.lines}
    for row in wanted.only_new:
        line = lines["", row]
        assert line.texts[0] == "－"
        assert line.row is None
        assert line.texts[3]


@pytest.fixture
def document():
    made = new_document(edition_of("draft"), "new", "髙﨑ハイツ")
    raw = b"drawing"
    digest = made.handle.keep_file(raw)
    sets = [
        *TWO_TYPES,
        *measured("A-bath", bath_short_side_mm=1300),
        (DecisionKey("2-2/12"), Decision("conforming")),
        (DrawingKey("A-1"), Drawing(name="a.pdf", sha256=digest, size=len(raw))),
    ]
    made.session.apply(Edit(tuple(sets)))
    yield made
    made.handle.close(discard=True)


def test_there_and_back_nothing_is_lost(document):
    before = document.session.state
    result = preview(document, "r4")
    assert document.session.state is before, "looking changes nothing"
    there = take_over(document, result)
    try:
        assert there.session.edition.code == "r4"
        assert there.session.state.case.edition == "r4"
        held = shelf_of(there)
        assert held == result.report.held
        digest = there.session.state.drawings["A-1"].sha256
        assert there.handle.file(digest) == b"drawing"
        back = take_over(there, preview(there, "draft"))
        try:
            state = back.session.state
            for name in ("places", "measurements", "decisions", "notes", "attestations", "drawings"):
                assert getattr(state, name) == getattr(before, name), name
        finally:
            back.handle.close(discard=True)
    finally:
        there.handle.close(discard=True)
    assert document.session.state is before, "the old document stays as it is"


def test_the_desk_goes_on_with_the_new_document(qapp, document, desk, monkeypatch):
    monkeypatch.setattr(desk.filing, "may_leave", lambda: True)
    desk.take(document)
    office = desk.findChild(EditionOffice)
    office.show_page()
    page = desk.window.page("compare")
    assert desk.window.pages.currentWidget() is page

    def agree() -> None:
        assert office.dialog is not None
        assert office.dialog.report.toPlainText()
        office.dialog.accept_button.click()

    QTimer.singleShot(50, qapp, agree)
    page.upgrade.click()
    assert desk.document.session.edition.code == "r4"
    assert desk.window.banner.isVisible()
