"""A shown page on a real edition, its models watched by the model tester."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from assessor.assessment import Edit
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.places.page import PlacesPage
from assessor.workflow.session import Session
from assessor.workflow.templates import add_unit_type, templates
from assessor.workflow.wording import Wording


def unit_template(code: str):
    return next(one for one in templates("unit_types") if one.code == code)


@pytest.fixture
def make_page(qtbot, theme, make_session):
    testers = []

    def make(*units: str, code="draft", category="new", sets=(), language="ja", **settings) -> PlacesPage:
        session: Session = make_session(code, category, sets)
        for number, unit in enumerate(units):
            name = chr(ord("A") + number)
            session.apply(add_unit_type(session.edition, session.state, unit_template(unit), name)[1])
        session.read_only = settings.get("read_only", False)
        wording = Wording(session.edition, language)
        bridge = Bridge(session, edit_text=wording.edit, user="山田")
        page = PlacesPage(UiContext(bridge, wording, theme))
        page.bridge = bridge
        page.bridge_wording = wording
        page.session = session
        page.resize(1180, 640)
        qtbot.addWidget(page)
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        testers.extend(
            (QAbstractItemModelTester(page.model, fatal), QAbstractItemModelTester(page.tree_model, fatal))
        )
        with qtbot.waitExposed(page):
            page.show()
        page.grid.setFocus()
        return page

    yield make
    testers.clear()


@pytest.fixture
def page(make_page):
    """One unit type, 2LDK."""
    return make_page("2ldk")


def value(page, place: str, code: str):
    found = page.session.state.measurements.get(place, {}).get(code)
    return None if found is None else found.value


def go(page, place: str, code: str):
    """Goes to a cell as the user would by arrows."""
    page.show_cell(place, code)
    index = page.grid.currentIndex()
    assert page.model.pair(index) == (place, code)
    return index


__all__ = ["Edit", "go", "unit_template", "value"]
