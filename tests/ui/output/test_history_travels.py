"""What is signed in the window carries the journal of its document."""

from assessor import paths
from assessor.app import build
from assessor.ui.output.ordering import KeyOrder, Order, carry_out
from assessor.ui.preferences import Preferences
from assessor.workflow.embedded import read_embedded
from assessor.workflow.verifying import verify_pdf


class _Control:
    def step(self, name: str) -> None:
        """Nobody watches."""


def test_the_journal_is_in_the_signed_file(qapp, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    desk, _ = build(qapp, Preferences(tmp_path / "window.ini"), "ja")
    try:
        desk.open_example()
        page = desk.window.page("export")
        page.ask_signed()
        proposal = page.dialog._proposal
        page.dialog.reject()
        state = desk.document.session.state
        order = Order(
            desk.document.session.edition,
            state,
            tmp_path / "out.pdf",
            "ja",
            KeyOrder(None, "long enough words", "髙﨑 𠮷邉", ""),
            history=proposal.history,
        )
        carry_out(_Control(), order)
        assert read_embedded((tmp_path / "out.pdf").read_bytes(), "history.json") == proposal.history
        assert verify_pdf(str(tmp_path / "out.pdf")).outcome == "agrees"
    finally:
        desk.document.handle.close(discard=True)
        desk.filing.document = None
        desk.shut_down()
        desk.window.deleteLater()
