"""A received file is taken in on its side of the review: verified beside the window, then opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from assessor.assessment.review_edits import present_round
from assessor.errors import UserError
from assessor.ui.jobs import Control, Job
from assessor.ui.preferences import Preferences
from assessor.workflow.documents import OpenDocument

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.verify.findings import Checked
    from assessor.ui.verify.window import VerifyWindow
    from assessor.workflow.receiving import Received, Report
    from assessor.workflow.verifying import Verified

EXAMINER, ANSWERS = "review", "answers"


def read_received(control: Control, path: Path, known: "Verified | None") -> "Received | Report":
    """What a file is to the review: a submission, or a report. Work for a thread of its own.

    Args:
        control: of the job.
        path: the file.
        known: what verifying found before; it counts for the very same bytes.

    Raises:
        UserError: whatever is wrong with it.
        CancelledError: the user changed their mind.
    """
    from assessor.errors import DocumentError
    from assessor.workflow.receiving import receive, receive_report
    from assessor.workflow.trusting import own_trust

    trust = own_trust().store
    ways = (receive, receive_report)
    if known is not None and known.is_report:
        return receive_report(path, trust=trust, verified=known, progress=control.step)
    try:
        found: Received | Report = ways[0](path, trust=trust, verified=known, progress=control.step)
    except DocumentError as fault:
        if fault.code != "review_not_checklist" or known is not None:
            raise
        found = ways[1](path, trust=trust, progress=control.step)
    control.check()
    return found


class Intake(QObject):
    """Offers the review where a PDF was verified, and takes the file in."""

    opened = Signal()
    """A file was taken in; the window shows its side of the review."""
    rebuilt = Signal()
    """The open document is on another side or in another round now: its window is to be built anew."""

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._desk: Desk | None = None
        self._running: dict[Job, VerifyWindow | None] = {}

    def serve(self, desk: "Desk") -> None:
        """Works for a desk."""
        self._desk = desk
        desk.offers.verify_window_made.connect(self.watch)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being taken in."""
        return bool(self._running)

    # Offering -------------------------------------------------------------------------------------------

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
            or (checked.verified.maker is not None and verification.official is None)
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
        document = None if self._desk is None else self._desk.document
        if document is None or not document.session.state.is_desk:
            return False
        current = present_round(document.session.state)
        return current is not None and current.outcome == "returned"

    # Taking in ------------------------------------------------------------------------------------------

    def begin(self, path: Path, window: "VerifyWindow | None" = None) -> Job | None:
        """Opens a received PDF on its side of the review; reading it runs beside the window.

        A report is taken into the open document when it is of that case, else into a new one. A submission
        goes on with the open review when that was returned, else it begins a new one. A fault is shown.

        Args:
            path: the file.
            window: the window that verified it; shows the progress, and closes when the file is taken in.

        Returns:
            The work; None while this window has other work.
        """
        desk = self._desk
        if desk is None or (window is not None and window in self._running.values()):
            return None
        known = None if window is None or window.checked is None else window.checked.verified
        job = desk.runner.start(lambda control: read_received(control, path, known), "verify")
        self._running[job] = window
        if window is not None:
            window.show_work(job, self.tr("審査のために読み込んでいます…"))
        job.finished.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        return job

    def _ended(self) -> "VerifyWindow | None":
        job = self.sender()
        return self._running.pop(job, None) if isinstance(job, Job) else None

    def _on_stopped(self) -> None:
        self._ended()

    def _on_failed(self, error: UserError) -> None:
        window = self._ended()
        if window is not None:
            window.show_fault(error)
        elif self._desk is not None:
            self._desk.tell(error)

    def _on_read(self, found: "Received | Report") -> None:
        from assessor.workflow.receiving import Received

        window, desk = self._ended(), self._desk
        if desk is None:
            return
        try:
            is_taken = (
                self._take_submission(found) if isinstance(found, Received) else self._take_report(found)
            )
        except UserError as error:
            if window is not None:
                window.show_fault(error)
            else:
                desk.tell(error)
            return
        if is_taken:
            if window is not None:
                window.close()
            if desk.window is not None:
                desk.window.take_keyboard(on_page=True)
            self.opened.emit()

    def _take_submission(self, received: "Received") -> bool:
        from assessor.workflow.review import begin_review, earlier_review, take_round

        assert self._desk is not None
        by, document = self._preferences.user, self._desk.document
        if document is not None and self._awaits_round():
            found = take_round(document, received, by=by)
            self.rebuilt.emit()
            self._tell_round(found.altered, document)
            return True
        earlier = earlier_review(received, self._preferences.recent)
        made = begin_review(received, by=by)
        self._desk.take(made, step=EXAMINER)
        if self._desk.document is not made:
            return False
        if received.number > 1:
            self._tell_earlier(received, earlier)
        return True

    def _tell_earlier(self, received: "Received", earlier: Path | None) -> None:
        """Says where the rounds before are, or that they are not at hand."""
        window = None if self._desk is None else self._desk.window
        if window is None:
            return
        number = received.number - 1
        if earlier is None:
            window.banner.show_message(
                self.tr("第%d回の審査の記録が手元にありません。前回の指摘は提出者のファイルの記載です。")
                % number,
                self.tr("記録がある場合は、その審査の文書を先に開いてから、この提出をもう一度取り込みます。"),
                severity="warning",
            )
            return
        window.banner.show_message(
            self.tr("この案件の第%(number)d回の審査の記録があります：%(name)s")
            % {"number": number, "name": earlier.name},
            self.tr("前回の審査と変更箇所は、その記録の続きとして審査するときだけ示せます。"),
            severity="warning",
            offer=(self.tr("その記録の続きとして審査する"), lambda: self._go_on(earlier, received)),
        )

    def _go_on(self, earlier: Path, received: "Received") -> None:
        """Opens the review of the rounds before and takes the submission into it."""
        from assessor.workflow.review import take_round

        desk = self._desk
        if desk is None:
            return
        before = desk.document
        if not desk.open_file(earlier) or desk.document is before or desk.document is None:
            return
        try:
            found = take_round(desk.document, received, by=self._preferences.user)
        except UserError as error:
            desk.tell(error)
            return
        self.rebuilt.emit()
        self._tell_round(found.altered, desk.document)

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

    def _take_report(self, report: "Report") -> bool:
        from assessor.workflow.returned import take_report

        assert self._desk is not None
        by, document = self._preferences.user, self._desk.document
        is_own = document is not None and not document.session.state.is_desk
        if document is not None and is_own and not document.handle.read_only:
            try:
                take_report(report, document, by=by)
            except UserError as error:
                # Another case: it gets a document of its own, and this one is asked about when it is left.
                if error.code != "review_other_case":
                    raise
            else:
                self.rebuilt.emit()
                return True
        taken = take_report(report, by=by)
        self._desk.take(taken.document, step=ANSWERS)
        return self._desk.document is taken.document
