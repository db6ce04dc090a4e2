"""Windows on real editions, and a model tester that watches each model."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

from assessor.assessment import Edit, Measurement, PlaceRecord
from assessor.assessment.records import MeasurementKey, PlaceKey
from assessor.criteria import load_edition
from assessor.evaluation import Evaluator
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.theme import Theme, load_bundled_fonts
from assessor.ui.window import MainWindow
from assessor.workflow.session import Session, new_assessment
from assessor.workflow.wording import Wording
from tests.ui.desk_kit import desk, own_home, preferences  # noqa: F401 # fixtures

MODELS = ("steps", "table_page.model", "why.inputs", "why.trace")


@pytest.fixture(scope="session")
def evaluators():
    return {code: Evaluator(load_edition(code)) for code in ("draft", "r4")}


@pytest.fixture(scope="session")
def theme(qapp):
    qapp.setStyle("Fusion")
    load_bundled_fonts()
    theme = Theme("light", bundled_only=True)
    theme.apply()
    return theme


def measured(place: str, **values) -> list:
    """Measurements at a place."""
    found = []
    for code, value in values.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        found.append((MeasurementKey(place, code), Measurement(Decimal(str(value)) if number else value)))
    return found


def place(place_id: str, kind: str, parent: str = "building", name: str = "", order: int = 2):
    return PlaceKey(place_id), PlaceRecord(kind, name, parent, order=order)


@pytest.fixture
def make_session(evaluators):
    def make(code: str = "draft", category: str = "new", sets=(), **settings) -> Session:
        evaluator = evaluators[code]
        state = new_assessment(evaluator.edition, category, "髙﨑ハイツ", "2026-04-01")
        state = state.apply(Edit(tuple(sets))).state
        return Session(evaluator.edition, state, evaluator=evaluator, **settings)

    return make


@pytest.fixture
def make_window(qtbot, theme, make_session):
    """Builds a shown window; its models run under the model tester until the test ends."""
    testers = []

    def make(code: str = "draft", category: str = "new", sets=(), *, language="ja", pages=(), **settings):
        session = make_session(code, category, sets, **settings)
        wording = Wording(session.edition, language)
        bridge = Bridge(session, edit_text=wording.edit)
        window = MainWindow(UiContext(bridge, wording, theme), pages)
        window.bridge_for_tests = bridge
        qtbot.addWidget(window)
        for path in MODELS:
            model = window
            for name in path.split("."):
                model = getattr(model, name)
            assert isinstance(model, QAbstractItemModel)
            testers.append(
                QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
            )
        for key, names in (("results", ("summary", "findings")), ("case", ("model",))):
            testers.extend(
                QAbstractItemModelTester(
                    getattr(window.page(key), name), QAbstractItemModelTester.FailureReportingMode.Fatal
                )
                for name in names
            )
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    testers.clear()


TWO_TYPES = [
    place("A", "unit_type", name="A"),
    place("A-bath", "bathroom", "A", "浴室"),
    place("A-bed", "bedroom", "A", "洋室"),
    place("B", "unit_type", name="B", order=3),
    place("B-bath", "bathroom", "B", "浴室", 3),
    place("B-bed", "bedroom", "B", "洋室", 3),
]
"""Two unit types with a bathroom and a bedroom each."""


def pytest_collection_modifyitems(items) -> None:
    """The window system without a screen says of itself what it cannot do; that is no fault of ours."""
    ignored = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(ignored)
