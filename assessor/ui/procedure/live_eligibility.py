"""The requirements as they stand, for all pages of a window: asked again only where their basis changed."""

from PySide6.QtCore import QObject

from assessor.assessment import Assessment
from assessor.ui.bridge import Bridge
from assessor.workflow.eligibility import Eligibility, basis, eligibility


class LiveEligibility(QObject):
    """Keeps the last answer with what it was read from."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._session = bridge.session
        self._state: Assessment | None = None
        self._basis: object = None
        self._found: Eligibility | None = None

    def now(self) -> Eligibility:
        """The answer for the present state."""
        state, edition = self._session.state, self._session.edition
        if self._found is not None and self._state is state:
            return self._found
        fresh = basis(edition, state)
        if self._found is None or fresh != self._basis:
            self._found, self._basis = eligibility(edition, state), fresh
        self._state = state
        return self._found


def live_eligibility(bridge: Bridge) -> LiveEligibility:
    """One per document."""
    found = bridge.findChild(LiveEligibility)
    return found if isinstance(found, LiveEligibility) else LiveEligibility(bridge)
