"""The review and the inbox are reached from the start screen and from a verified file."""

from PySide6.QtWidgets import QApplication, QPushButton

from assessor import paths
from assessor.app import build
from assessor.ui.inbox.window import InboxWindow
from assessor.ui.preferences import Preferences


def test_start_screen_and_verification_lead_to_inbox_and_review(
    qapp, qtbot, signed, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "data")
    desk, _ = build(qapp, Preferences(tmp_path / "window.ini"), "ja")
    desk.show_start()
    desk.front.window.inbox.click()
    assert any(isinstance(one, InboxWindow) for one in QApplication.topLevelWidgets())
    desk.open_file(signed)
    (window,) = desk.offers.office.windows
    qtbot.waitUntil(lambda: window.checked is not None, timeout=60_000)
    window.findChild(QPushButton, "beginReview").click()
    qtbot.waitUntil(lambda: desk.window is not None, timeout=60_000)
    assert desk.window.current_step == "review"
    assert "inbox" in desk.window.actions_by_name
    desk.document.handle.close(discard=True)
    desk.filing.document = None
    desk.shut_down()
    for one in QApplication.topLevelWidgets():
        one.close()
