"""A received PDF leads to its side of the review: the examiner's desk, or the architect's answers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from assessor.assessment import Edit
from assessor.assessment.review import RoundKey
from assessor.assessment.review_edits import present_round
from assessor.errors import UserError
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.output.export_dialog import Proposal
from assessor.ui.preferences import Preferences
from assessor.ui.review.closing import Kind
from assessor.ui.review.counting import review_counter
from assessor.ui.shown_files import documents_folder, file_name, free_name
from assessor.ui.theme import Theme
from assessor.ui.window import PageSpec
from assessor.workflow.documents import OpenDocument
from assessor.workflow.session import Outcome
from assessor.workflow.trusting import own_trust

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.inbox.window import InboxWindow
    from assessor.ui.review.closing_dialog import ClosingDialog
    from assessor.ui.verify.findings import Checked
    from assessor.ui.verify.window import VerifyWindow
    from assessor.ui.window import MainWindow
    from assessor.workflow.review_closing import Closed

EXAMINER, ANSWERS, CHANGES = "review", "answers", "changes"


class ReviewOffice(QObject):
    """Opens reviews and closes rounds.

    Attributes:
        dialog: the dialog that closes a round, while it is open.
        inbox: the window of the inbox, while it is open.
    """

    def __init__(self, preferences: Preferences, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self.inbox: InboxWindow | None = None
        self._desk: Desk | None = None
        self.dialog: ClosingDialog | None = None

    def serve(self, desk: "Desk") -> None:
        """Works for a desk."""
        self._desk = desk
        desk.window_made.connect(self.register)
        desk.offers.verify_window_made.connect(self.watch)
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

    # Received files -------------------------------------------------------------------------------------

    def watch(self, window: "VerifyWindow") -> None:
        """Offers the review in a window that verifies a PDF, once it is found intact."""
        layout = window.layout()
        parts = [] if layout is None else layout.children()
        row = next((one for one in parts if isinstance(one, QHBoxLayout)), None)
        if row is None or window.findChild(QPushButton, "beginReview") is not None:
            return
        button = QPushButton(window)
        button.setObjectName("beginReview")
        button.hide()
        row.insertWidget(0, button)
        window.checked_file.connect(lambda checked: self._offer(button, checked))
        button.clicked.connect(lambda: self.begin(window.path, window))
        if window.checked is not None:
            self._offer(button, window.checked)

    def _offer(self, button: QPushButton, checked: "Checked") -> None:
        verification = checked.verified.verification
        can = verification.integrity == "intact" and (
            checked.verified.is_report
            or (verification.designer is not None and verification.official is None)
        )
        if checked.verified.is_report:
            button.setText(self.tr("指摘に回答する"))
        else:
            button.setText(
                self.tr("次の回として審査する") if self._awaits_round() else self.tr("審査を始める")
            )
        button.setVisible(can)

    def _awaits_round(self) -> bool:
        """Whether the open document is a review that was returned."""
        document = self._document
        if document is None or not document.session.state.is_desk:
            return False
        current = present_round(document.session.state)
        return current is not None and current.outcome == "returned"

    def begin(self, path: Path, window: "VerifyWindow | None" = None) -> bool:
        """Opens a received PDF on its side of the review.

        A report is taken into the open document when it is of that case, else into a new one. A submission
        goes on with the open review when that was returned, else it begins a new one. A fault is shown.
        """
        desk = self._desk
        if desk is None:
            return False
        try:
            taken = self._take_in(path, is_report=window is not None and _is_report(window))
        except UserError as error:
            desk.tell(error)
            return False
        if taken and window is not None:
            window.close()
        return taken

    def _take_in(self, path: Path, *, is_report: bool) -> bool:
        return self._take_report(path) if is_report else self._take_submission(path)

    def _take_submission(self, path: Path) -> bool:
        from assessor.workflow.review import continue_review, open_submission

        assert self._desk is not None
        by, document = self._preferences.user, self._document
        if document is not None and self._awaits_round():
            found = continue_review(document, path, by=by, trust=own_trust().store)
            self._rebuild()
            self._tell_round(found.altered, document)
            return True
        made, _ = open_submission(path, by=by, trust=own_trust().store)
        self._desk.take(made, step=EXAMINER)
        return self._desk.document is made

    def _tell_round(self, altered: tuple[str, ...], document: OpenDocument) -> None:
        window = None if self._desk is None else self._desk.window
        if window is None:
            return
        if altered:
            said = self.tr(
                "提出されたファイルでは、指摘%sの記載がこちらの記録と違います。こちらの記録を使います。"
            )
            window.banner.show_message(said % self.tr("、").join(altered), severity="warning")
        else:
            number = document.session.state.last_round
            window.banner.show_message(self.tr("第%d回の提出として取り込みました。") % number)

    def _take_report(self, path: Path) -> bool:
        from assessor.workflow.returned import open_returned

        assert self._desk is not None
        by, document = self._preferences.user, self._document
        is_own = document is not None and not document.session.state.is_desk
        if document is not None and is_own and not document.handle.read_only:
            try:
                open_returned(path, document, by=by, trust=own_trust().store)
            except UserError as error:
                # Another case: it gets a document of its own, and this one is asked about when it is left.
                if error.code != "review_other_case":
                    raise
            else:
                self._rebuild()
                return True
        taken = open_returned(path, by=by, trust=own_trust().store)
        self._desk.take(taken.document, step=ANSWERS)
        return self._desk.document is taken.document

    def _rebuild(self) -> None:
        """Builds the window anew: the document is on another side or in another round now."""
        desk = self._desk
        assert desk is not None
        assert desk.window is not None
        desk.window.context.bridge.undo_stack.clear()
        desk.filing.save_when_idle()
        desk.set_language(desk.language)
        self.show_review()

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
            self.watch(self._desk.offers.office.verify(path))

    def _on_inbox_closed(self, _window: object) -> None:
        self.inbox = None

    # Closing a round ------------------------------------------------------------------------------------

    def ask_return(self) -> None:
        """Opens the dialog that returns with findings."""
        self._ask("returned")

    def ask_approve(self) -> None:
        """Opens the dialog that approves."""
        self._ask("approved")

    def _ask(self, kind: Kind) -> None:
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

    def _target(self, document: OpenDocument, kind: Kind) -> Path:
        kept = self._preferences.folder("review")
        folder = kept if kept is not None and kept.is_dir() else documents_folder()
        state = document.session.state
        day = datetime.now().astimezone().strftime("%Y%m%d")
        what = self.tr("指摘") if kind == "returned" else self.tr("承認")
        name = file_name(state.case.name) or self.tr("チェックリスト")
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


def _is_report(window: "VerifyWindow") -> bool:
    return window.checked is not None and window.checked.verified.is_report
