"""A desk with the review office, and signed files of an architect and an examiner."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from assessor import paths
from assessor.app import pages
from assessor.paths import resource
from assessor.signing.keys import create_local_key
from assessor.ui.desk import Desk
from assessor.ui.preferences import Preferences
from assessor.ui.review.office import ReviewOffice
from assessor.ui.translation import Translations
from assessor.workflow.documents import import_file
from assessor.workflow.exporting import export_pdf

PASSPHRASE = "正しい 馬 電池"
ROW, OTHER = "2-2/3(5)a", "1/1"


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    return {
        who: (create_local_key(name, "", PASSPHRASE.encode(), folder / f"{who}.p12"), folder / f"{who}.p12")
        for who, name in (("architect", "髙﨑 𠮷邉"), ("official", "審査 花子"))
    }


@pytest.fixture(scope="session")
def signed(people, tmp_path_factory):
    """A submission: the example, signed; and the document it came from."""
    folder = tmp_path_factory.mktemp("signed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "user_data", lambda: folder / "data")
        document = import_file(resource("examples", "duplex.json"), by="髙﨑")
        with document:
            session = document.session
            history = document.handle.history()
            export_pdf(
                session.edition, session.state, folder / "R1.pdf", key=people["architect"][0], history=history
            )
    return folder / "R1.pdf"


@pytest.fixture
def make_desk(qapp, qtbot, theme, tmp_path, monkeypatch):
    """A desk in a data folder of its own, and the office that serves it."""
    made = []

    def make(name: str = "desk"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        monkeypatch.setattr(paths, "user_data", lambda: folder / "data")
        preferences = Preferences(folder / "window.ini")
        preferences.user = name
        preferences.keep_folder("review", folder)
        office = ReviewOffice(preferences, theme)
        desk = Desk(qapp, preferences, theme, Translations(qapp), "ja", lambda: (*pages(), *office.pages()))
        office.serve(desk)
        made.append((desk, office))
        return desk, office

    yield make
    for desk, _ in made:
        if desk.document is not None:
            desk.document.handle.close(discard=True)
            desk.filing.document = None
        desk.shut_down()
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if theme.scale != 1.0:
        theme.scale = 1.0
        theme.apply()


def begin(qtbot, office, path, window=None) -> None:
    """Takes a file in and waits until that is done."""
    assert office.intake.begin(path, window) is not None
    taken(qtbot, office)


def taken(qtbot, office) -> None:
    """Waits until a file that is being taken in is there."""
    qtbot.waitUntil(lambda: not office.intake.is_busy, timeout=60_000)
    qtbot.wait(1)
