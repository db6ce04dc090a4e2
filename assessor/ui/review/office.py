"""A received PDF leads to its side of the review: the examiner's desk, or the architect's answers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from assessor.assessment import Edit
from assessor.assessment.review import RoundKey
from assessor.errors import UserError
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.preferences import Preferences
from assessor.ui.review.counting import review_counter
from assessor.ui.review.intake import ANSWERS, EXAMINER, Intake
from assessor.ui.shown_files import documents_folder, file_name, free_name
from assessor.ui.theme import Theme
from assessor.ui.window import PageSpec
from assessor.workflow.documents import OpenDocument
from assessor.workflow.session import Outcome

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.inbox.window import InboxWindow
    from assessor.ui.review.closing import Kind
    from assessor.ui.review.closing_dialog import ClosingDialog
    from assessor.ui.window import MainWindow
    from assessor.workflow.review_closing import Closed

CHANGES = "round_changes"


class ReviewOffice(QObject):
    """Opens reviews and closes rounds.

    Attributes:
        intake: takes received files in.
        dialog: the dialog that closes a round, while it is open.
        inbox: the window of the inbox, while it is open.
    """

    def __init__(self, preferences: Preferences, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self.inbox: InboxWindow | None = None
        self.intake = Intake(preferences, self)
        self.intake.rebuilt.connect(self._rebuild)
        self._desk: Desk | None = None
        self.dialog: ClosingDialog | None = None

    def serve(self, desk: "Desk") -> None:
        """Works for a desk."""
        self._desk = desk
        self.intake.serve(desk)
        desk.window_made.connect(self.register)
        desk.offers.inbox_asked.connect(self.show_inbox)

    @property
    def _document(self) -> OpenDocument | None:
        return None if self._desk is None else self._desk.document

    # Pages ----------------------------------------------------------------------------------------------

    def pages(self) -> tuple[PageSpec, ...]:
        """Pages of the open document: those of its side of the review, none without one."""
        document = self._document
        if document is None or not document.session.state.last_round:
            return ()
        state = document.session.state
        translate = QCoreApplication.translate
        if state.is_desk:
            found = [
                PageSpec(EXAMINER, translate("ReviewOffice", "審査"), 5, self._examiner_page, review_counter)
            ]
        else:
            found = [
                PageSpec(
                    ANSWERS, translate("ReviewOffice", "指摘と回答"), 5, self._answers_page, review_counter
                )
            ]
        if not state.is_desk or state.last_round > 1:
            found.append(
                PageSpec(CHANGES, translate("ReviewOffice", "前回からの変更"), 6, self._changes_page)
            )
        return tuple(found)

    def _examiner_page(self, context: UiContext) -> QWidget:
        from assessor.ui.review.examiner_page import ExaminerPage

        page = ExaminerPage(context)
        page.return_asked.connect(self.ask_return)
        page.approve_asked.connect(self.ask_approve)
        return page

    def _answers_page(self, context: UiContext) -> QWidget:
        from assessor.ui.review.answers_page import AnswersPage

        page = AnswersPage(context)
        page.sign_asked.connect(self._on_sign)
        return page

    def _changes_page(self, context: UiContext) -> QWidget:
        from assessor.ui.review.changes_page import ChangesPage

        return ChangesPage(context)

    def register(self, window: "MainWindow") -> None:
        """Gives a window its actions: the inbox, and those of its side of a review."""
        state = window.context.bridge.session.state
        add = window.actions_by_name.add
        add("inbox", self.tr("受信フォルダーをまとめて検証…"), self.show_inbox)
        add("history_out", self.tr("経過を表に書き出す（CSV）…"), self.ask_history)
        if state.is_desk:
            add("review", self.tr("審査"), self.show_review, shortcut="F4")
            add("next_unseen", self.tr("次の未審査"), self._on_next_unseen, shortcut="F7")
        elif state.last_round:
            add("review", self.tr("指摘と回答"), self.show_review, shortcut="F4")

    def show_review(self) -> None:
        """Goes to the page of the review, at the row that is shown in the sheet."""
        window = None if self._desk is None else self._desk.window
        if window is None:
            return
        is_desk = window.context.bridge.session.state.is_desk
        row = window.current_row if window.current_step.startswith("table") else None
        window.show_step(EXAMINER if is_desk else ANSWERS)
        page = window.page(EXAMINER if is_desk else ANSWERS)
        choose = getattr(page, "choose", None)
        if choose is not None and row is not None:
            choose(row)
        page.setFocus()

    def _on_next_unseen(self) -> None:
        from assessor.ui.review.examiner_page import ExaminerPage

        self.show_review()
        window = None if self._desk is None else self._desk.window
        page = None if window is None else window.page(EXAMINER)
        if isinstance(page, ExaminerPage):
            page.next_unseen()

    def _on_sign(self) -> None:
        if self._desk is not None:
            self._desk.offers.ask_sign()

    def _rebuild(self) -> None:
        """Builds the window anew: the document is on another side or in another round now."""
        desk = self._desk
        assert desk is not None
        assert desk.window is not None
        desk.window.context.bridge.undo_stack.clear()
        desk.filing.save_when_idle()
        desk.rebuild()
        self.show_review()

    def ask_history(self) -> None:
        """Asks for a file and writes who changed what, when."""
        document, desk = self._document, self._desk
        if document is None or desk is None or desk.window is None:
            return
        name = file_name(document.session.state.case.name) or self.tr("チェックシート")
        start = free_name(documents_folder() / (name + self.tr("_経過.csv")))
        chosen, _ = QFileDialog.getSaveFileName(
            desk.window, self.tr("経過を表に書き出す"), str(start), self.tr("CSV (*.csv)")
        )
        if chosen:
            self.write_history(Path(chosen))

    def write_history(self, target: Path) -> bool:
        """Writes the history of the open document; a fault is shown."""
        from assessor.workflow.history_out import history_lines, write_history_csv

        document, desk = self._document, self._desk
        assert document is not None
        assert desk is not None
        assert desk.window is not None
        wording, index = desk.window.context.wording, document.session.evaluation.snapshot.index
        try:
            count = write_history_csv(
                history_lines(document.handle.journal(), wording, index), target, wording
            )
        except UserError as error:
            desk.tell(error)
            return False
        said = self.tr("✓ 経過%(count)d行を書き出しました：%(path)s")
        desk.window.banner.show_message(said % {"count": count, "path": target})
        return True

    # The inbox ------------------------------------------------------------------------------------------

    def show_inbox(self) -> None:
        """Opens the window of the inbox, or brings it to the front."""
        from assessor.ui.inbox.window import InboxWindow

        desk = self._desk
        if desk is None:
            return
        if self.inbox is None:
            self.inbox = InboxWindow(self._theme, desk.language, desk.runner, self._preferences)
            self.inbox.file_asked.connect(self._on_file)
            self.inbox.closed.connect(self._on_inbox_closed)
            self.inbox.show()
            return
        self.inbox.raise_()
        self.inbox.activateWindow()

    def _on_file(self, path: Path) -> None:
        if self._desk is not None:
            self.intake.watch(self._desk.offers.office.verify(path))

    def _on_inbox_closed(self, _window: object) -> None:
        self.inbox = None

    # Closing a round ------------------------------------------------------------------------------------

    def ask_return(self) -> None:
        """Opens the dialog that returns with findings."""
        self._ask("returned")

    def ask_approve(self) -> None:
        """Opens the dialog that approves."""
        self._ask("approved")

    def _ask(self, kind: "Kind") -> None:
        from assessor.ui.output.export_dialog import Proposal
        from assessor.ui.review.closing_dialog import ClosingDialog

        desk, document = self._desk, self._document
        if desk is None or document is None or desk.window is None or self.dialog is not None:
            return
        kept = self._preferences
        proposal = Proposal(self._target(document, kind), desk.language, kept.timestamp_url, kept.key_file)
        context = desk.window.context
        self.dialog = ClosingDialog(context, desk.runner, document, kind, proposal, desk.window)
        self.dialog.round_closed.connect(self._on_closed)
        self.dialog.finished.connect(self._on_dialog_left)
        self.dialog.open()

    def _target(self, document: OpenDocument, kind: "Kind") -> Path:
        kept = self._preferences.folder("review")
        folder = kept if kept is not None and kept.is_dir() else documents_folder()
        state = document.session.state
        day = datetime.now().astimezone().strftime("%Y%m%d")
        what = self.tr("指摘") if kind == "returned" else self.tr("承認")
        name = file_name(state.case.name) or self.tr("チェックシート")
        return free_name(folder / f"{name}_{day}_R{state.last_round}_{what}.pdf")

    def _on_closed(self, closed: "Closed") -> None:
        desk = self._desk
        if desk is None or desk.window is None or self.dialog is None:
            return
        self._preferences.keep_folder("review", closed.path.parent)
        file = self.dialog.key_file()
        self._preferences.key_file = "" if file is None else str(file)
        bridge = desk.window.context.bridge
        # What was said in a closed round cannot be taken back any more.
        bridge.undo_stack.clear()
        outcome = Outcome((RoundKey(str(closed.number)),), frozenset(), Edit((), "round"))
        bridge.document_changed.emit(Change(outcome, self, places=False, case=False, verdicts=False))
        desk.window.refresh_save_state()

    def _on_dialog_left(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
