"""What the pages around the sheet use besides the open assessment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from assessor.store import DocumentHandle
from assessor.ui.jobs import JobRunner
from assessor.ui.procedure.certified_choice import CertifiedChoice


def _no_document() -> DocumentHandle | None:
    return None


@dataclass(frozen=True, slots=True)
class Services:
    """Given by whoever builds the window.

    Attributes:
        handle: gives the open document, which keeps enclosed files; without one none can be enclosed.
        runner: makes bundles beside the window; without one they are made at once.
        today: the present day.
        certified: which file holds the certified assessment.
    """

    handle: Callable[[], DocumentHandle | None] = _no_document
    runner: JobRunner | None = None
    today: Callable[[], date] = date.today
    certified: CertifiedChoice = field(default_factory=CertifiedChoice)
