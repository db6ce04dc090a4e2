"""How many dates ask to be looked at, for the step list."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from assessor.ui.bridge import Bridge, Change
from assessor.ui.context import UiContext
from assessor.ui.models.steps import StepCounter
from assessor.workflow.stages import pressing


class DatesCount(StepCounter):
    """Counts hard dates that are near or past, and dates in the wrong order; nothing only expected."""

    def __init__(self, bridge: Bridge, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._today = today
        self._seen: tuple[object, ...] = ()
        self.count = self._counted()
        bridge.document_changed.connect(self._on_document_changed)

    def _counted(self) -> int:
        session = self._session
        self._seen = (session.state.facts, session.state.filings, session.state.case)
        return len(pressing(session.edition, session.state, self._today()))

    def _on_document_changed(self, _change: Change) -> None:
        state = self._session.state
        if all(
            now is then
            for now, then in zip((state.facts, state.filings, state.case), self._seen, strict=True)
        ):
            return  # dates come from facts and filings: most edits touch neither
        count = self._counted()
        if count != self.count:
            self.count = count
            self.changed.emit()


def dates_count(context: UiContext, today: Callable[[], date]) -> StepCounter:
    """One counter per document."""
    found = context.bridge.findChild(DatesCount)
    return found if isinstance(found, DatesCount) else DatesCount(context.bridge, today, context.bridge)
