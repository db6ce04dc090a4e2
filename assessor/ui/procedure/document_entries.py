"""What is entered about the documents of a filing: files, papers, documents that are not needed."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assessor.errors import UserError
from assessor.ui.bridge import Bridge
from assessor.ui.procedure.filing_choice import FilingChoice
from assessor.ui.procedure.services import Services
from assessor.workflow.filings import enclose_file, new_filing, note_paper, take_over
from assessor.workflow.procedure import DocumentLine


class DocumentEntries(QObject):
    """Makes the edits; a first entry makes the filing, in the same step back."""

    filing_made = Signal()
    """There is a filing now that the page goes on with."""

    def __init__(self, bridge: Bridge, services: Services, choice: FilingChoice, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session = bridge.session
        self._services = services
        self._choice = choice

    def begin(self) -> bool:
        """A new filing of the application that is chosen; False where it is not taken."""
        application = self._choice.application
        filing, edit = new_filing(self._session.state, application)
        self.filing_made.emit()
        if not self._bridge.push(edit):
            return False
        self._choice.choose(application, filing)
        return True

    def attach(self, document: str, paths: Iterable[Path]) -> None:
        """Encloses files with a document; a fault is shown in the window, and what came before it stays."""
        handle = self._services.handle()
        if handle is None:
            return
        for path in paths:
            try:
                with self._bridge.macro("enclose"):
                    filing = self._filing()
                    enclosed = enclose_file(
                        handle, self._session.state, filing, document, path, by=self._bridge.user
                    )
                    self._bridge.push(enclosed.edit)
            except UserError as error:
                self._bridge.report(error)
                return

    def note(self, document: str, name: str, *, waived: bool) -> None:
        """Notes a document on paper, or as not needed."""
        with self._bridge.macro("note_paper"):
            filing = self._filing()
            self._bridge.push(
                note_paper(self._session.state, filing, document, name, by=self._bridge.user, waived=waived)
            )

    def take_over(self, line: DocumentLine) -> None:
        """Encloses again what the earlier filing enclosed."""
        if line.source is None:
            return
        with self._bridge.macro("enclose"):
            filing = self._filing()
            self._bridge.push(take_over(self._session.state, line.source[0], filing, line.document.code))

    def _filing(self) -> str:
        if not self._choice.filing:
            self.begin()
        return self._choice.filing
