"""Shared by the tests of step 6, verification and start: a small building, a key, a runner, a data folder."""

import json
import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from assessor.app import build
from assessor.signing.keys import create_local_key
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.preferences import Preferences
from assessor.workflow.exporting import export_pdf
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording

PASSPHRASE = "正しい 馬 電池 ホチキス"
HOLDER = "髙﨑 𠮷邉"
FORM = {
    "edition": "r4",
    "category": "new",
    "case": {"name": "髙﨑𠮷邉ハイツ", "assessor": HOLDER, "date_made": "2026-11-21"},
    "places": [
        {"id": "A", "kind": "unit_type", "name": "Aタイプ"},
        {"id": "bath-A", "kind": "bathroom", "name": "浴室", "parent": "A"},
    ],
    "measurements": [
        {"place": "bath-A", "quantity": "bath_short_side_mm", "value": 1150},
        {"place": "bath-A", "quantity": "bath_area_m2", "value": 1.95},
    ],
}


def house():
    """Edition and assessment of a small building."""
    return read_assessment(json.dumps(FORM).encode(), "house.json")


def settle(qtbot, runner) -> None:
    """Waits until nothing runs beside the window and all its news are delivered."""
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    qtbot.wait(1)


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    """A data folder of this test alone: no key, no trusted certificate, nothing left behind."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def runner(qapp):
    """Ends with no thread left."""
    before = set(threading.enumerate())
    runner = JobRunner()
    yield runner
    runner.close()
    assert set(threading.enumerate()) <= before


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def context(qtbot, theme):
    """The small building, not kept anywhere."""
    edition, state = house()
    wording = Wording(edition, "ja")
    return UiContext(Bridge(Session(edition, state), edit_text=wording.edit), wording, theme)


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    """A key in a PKCS#12 file of its own."""
    return create_local_key(HOLDER, "", PASSPHRASE.encode(), tmp_path_factory.mktemp("key") / "maker.p12")


@pytest.fixture(scope="session")
def expired_key_file(tmp_path_factory):
    """A key whose certificate ran out years ago."""
    path = tmp_path_factory.mktemp("expired") / "old.p12"
    create_local_key(HOLDER, "", PASSPHRASE.encode(), path, datetime(2015, 1, 1, tzinfo=UTC))
    return path


@pytest.fixture(scope="session")
def signed_pdf(key, tmp_path_factory):
    """A signed checklist of the small building."""
    edition, state = house()
    path = tmp_path_factory.mktemp("signed") / "signed.pdf"
    export_pdf(edition, state, path, key=key)
    return path


@pytest.fixture
def desk(qapp, qtbot, own_home, preferences):
    """The whole desk; closes without a question."""
    desk, _ = build(qapp, preferences, "ja")
    desk._theme.set_scheme("light")
    yield desk
    if desk.document is not None:
        desk.document.handle.close(discard=True)
        desk.filing.document = None
    desk.shut_down()
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk._translations.use("ja")
    desk._theme.scale = 1.0
    desk._theme.set_scheme("light")
    desk._theme.apply()


def texts(widget: QWidget) -> str:
    """Everything a label of a widget says."""
    found = [one.text() for one in widget.findChildren(QWidget) if callable(getattr(one, "text", None))]
    return "\n".join(str(one) for one in found)
