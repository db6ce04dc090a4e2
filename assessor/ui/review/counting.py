"""What the walk says of the review: rows nobody looked at, or findings without an answer."""

from assessor.assessment.review_edits import not_looked_at, unanswered
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.models.steps import StepCounter


class ReviewCounter(StepCounter):
    """Counts what is left to do on this side of the review."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.bridge)
        self._session = context.bridge.session
        self.count = self._left()
        context.bridge.document_changed.connect(self._on_document_changed)

    def _left(self) -> int:
        state, rows = self._session.state, self._session.evaluation.rows
        if state.is_desk:
            return len(not_looked_at(state, rows)) if state.is_round_open else 0
        return len(unanswered(state, rows))

    def _on_document_changed(self, _change: Change) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Counts anew."""
        count = self._left()
        if count != self.count:
            self.count = count
            self.changed.emit()


def review_counter(context: UiContext) -> ReviewCounter:
    """The counter of a document; every window on it has the same."""
    found = context.bridge.findChild(ReviewCounter)
    if found is None:
        return ReviewCounter(context)
    found.refresh()
    return found
