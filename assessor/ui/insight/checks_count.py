"""How many entries are to be checked against new revisions of drawings, for the step list."""

from PySide6.QtCore import QObject

from assessor.assessment.evidence_edits import open_checks
from assessor.ui.bridge import Bridge, Change
from assessor.ui.context import UiContext
from assessor.ui.models.steps import StepCounter


class ChecksCount(StepCounter):
    """Counts the marks that still hold."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self.count = len(open_checks(self._session.state))
        bridge.document_changed.connect(self._on_document_changed)

    def _on_document_changed(self, _change: Change) -> None:
        count = len(open_checks(self._session.state)) if self._session.state.stales else 0
        if count != self.count:
            self.count = count
            self.changed.emit()


def checks_count(context: UiContext) -> StepCounter:
    """One counter per document."""
    found = context.bridge.findChild(ChecksCount)
    return found if isinstance(found, ChecksCount) else ChecksCount(context.bridge, context.bridge)
