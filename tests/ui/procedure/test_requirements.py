"""The page of requirements: live answers with reasons, facts as fields, ways to what is missing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from assessor.assessment.edits import set_case
from assessor.assessment.records import Fact
from assessor.ui.procedure.days import typed_day
from assessor.workflow.filings import set_fact
from tests.ui.conftest import TWO_TYPES, measured


def verdict(page, code: str) -> str:
    return page.model.line(page.model.index_of(code)).verdict


def reason(page, code: str) -> str:
    return page.model.line(page.model.index_of(code)).texts[2]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026/4/1", date(2026, 4, 1)),
        ("２０２６年４月１日", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        ("令和8年4月1日", date(2026, 4, 1)),
        ("r8.4.1", date(2026, 4, 1)),
        ("平成28年2月22日", date(2016, 2, 22)),
        ("昭和56年6月1日", date(1981, 6, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("8/4/1", None),
        ("2026-02-29", None),
        ("来年", None),
    ],
)
def test_days_as_they_are_typed(typed, day):
    assert typed_day(typed) == day


def test_answers_follow_facts_and_can_be_undone(page_of, qtbot):
    window, page = page_of("requirements")
    bridge = window.bridge_for_tests
    assert verdict(page, "law") == "undetermined"
    qtbot.mouseClick(page.form.editors["complies_with_law"].yes, Qt.MouseButton.LeftButton)
    assert bridge.session.state.facts["complies_with_law"].value is True
    assert verdict(page, "law") == "conforming"
    qtbot.mouseClick(page.form.editors["complies_with_law"].no, Qt.MouseButton.LeftButton)
    assert verdict(page, "law") == "not_conforming"
    qtbot.mouseClick(page.form.editors["complies_with_law"].no, Qt.MouseButton.LeftButton)
    assert "complies_with_law" not in bridge.session.state.facts, "a second press takes the answer back"
    bridge.undo()
    assert verdict(page, "law") == "not_conforming"
    assert page.form.editors["complies_with_law"].no.isChecked()


def test_a_date_in_an_era_decides_the_category(page_of, qtbot):
    window, page = page_of("requirements", "existing")
    editor = page.form.editors["confirmation_received_on"]
    editor.setFocus()
    qtbot.keyClicks(editor, "H28.2.22")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.bridge_for_tests.session.state.facts["confirmation_received_on"].value == "2016-02-22"
    assert editor.text() == "2016-02-22"
    assert verdict(page, "category") == "not_conforming", "from 22 February 2016 on it is a new building"
    editor.selectAll()
    qtbot.keyClicks(editor, "H28.2.21")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert verdict(page, "category") == "conforming"


def test_what_is_no_day_is_said_and_not_taken(page_of, qtbot):
    window, page = page_of("requirements")
    editor = page.form.editors["confirmation_applied_on"]
    editor.setFocus()
    qtbot.keyClicks(editor, "2026-02-30")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.bridge_for_tests.session.state.facts == {}
    assert editor.text() == "2026-02-30", "what was typed stays to be mended"
    window.bridge_for_tests.push(set_case(window.bridge_for_tests.session.state, name="別の名"))
    assert editor.text() == "2026-02-30"


def test_areas_of_unit_types_and_the_way_to_them(page_of, qtbot):
    sets = [
        *TWO_TYPES,
        *measured("A", dwelling_exclusive_area_m2=50),
        *measured("B", dwelling_exclusive_area_m2=49.99),
    ]
    window, page = page_of("requirements", sets=sets)
    assert verdict(page, "area") == "undetermined", "40 m² would do where enough space is shared"
    window.bridge_for_tests.push(set_fact("shared_space_sufficient", False))
    assert verdict(page, "area") == "not_conforming"
    assert "49.99" in reason(page, "area")
    asked = []
    page.place_asked.connect(lambda place, code: asked.append((place, code)))
    page.view.setCurrentIndex(page.model.index_of("area"))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked == [("B", "dwelling_exclusive_area_m2")]
    refused = next(one for one in page.model.sections if one.key == "refused")
    assert [line.key for line in refused.lines] == ["B"]


def test_enter_leads_to_the_fact_that_is_missing(page_of, qtbot):
    window, page = page_of("requirements")
    page.view.setCurrentIndex(page.model.index_of("law"))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.focusWidget() is page.form.editors["complies_with_law"].yes


def test_read_only_documents_take_no_answer(page_of):
    _, page = page_of("requirements", read_only=True)
    assert not page.form.editors["complies_with_law"].yes.isEnabled()
    assert page.form.editors["confirmation_applied_on"].isReadOnly()


def test_a_fact_has_who_and_when(page_of, qtbot):
    window, page = page_of("requirements")
    window.bridge_for_tests.user = "髙﨑"
    qtbot.mouseClick(page.form.editors["complies_with_law"].yes, Qt.MouseButton.LeftButton)
    fact = window.bridge_for_tests.session.state.facts["complies_with_law"]
    assert isinstance(fact, Fact)
    assert fact.by == "髙﨑"
    assert fact.at
