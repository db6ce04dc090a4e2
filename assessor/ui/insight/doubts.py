"""What does not fit together in the entries, looked at again after edits that can change it."""

from PySide6.QtCore import QObject, QTimer

from assessor.assessment.records import CaseKey, MeasurementKey, PlaceKey
from assessor.evaluation.cross_checks import Doubt, cross_check
from assessor.ui.bridge import Bridge, Change
from assessor.ui.context import UiContext
from assessor.ui.models.steps import StepCounter

PAUSE_MS = 200


class Doubts(StepCounter):
    """The doubts of the open document.

    Looking at every place takes longer than all the rest of an edit together, so it waits for a pause:
    neither the tallies nor the next keystroke wait for it.

    Attributes:
        doubts: in the order of the places.
    """

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self.doubts: tuple[Doubt, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        bridge.document_changed.connect(self._on_document_changed)
        self.refresh()

    def refresh(self) -> None:
        """Looks at everything now."""
        self._timer.stop()
        fresh = cross_check(self._session.edition, self._session.evaluation.snapshot)
        if fresh != self.doubts:
            self.doubts = fresh
            self.count = len(fresh)
            self.changed.emit()

    def _on_document_changed(self, change: Change) -> None:
        kinds = (MeasurementKey, PlaceKey, CaseKey)
        if any(isinstance(key, kinds) for key in change.outcome.keys):
            self._timer.start()


def doubts_of(context: UiContext) -> Doubts:
    """The doubts of a document: one watcher for its page and for the step list."""
    found = context.bridge.findChild(Doubts)
    return found if isinstance(found, Doubts) else Doubts(context.bridge, context.bridge)
