"""What the pages around the sheet use besides the open assessment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assessor.store import DocumentHandle
from assessor.ui.jobs import JobRunner
from assessor.ui.procedure.certified_choice import CertifiedChoice
from assessor.ui.shown_files import documents_folder


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

    def folder(self) -> Path:
        """Where a dialog for files begins: beside the document, else where this user keeps documents."""
        handle = self.handle()
        path = None if handle is None else handle.path
        return path.parent if path is not None and path.parent.is_dir() else documents_folder()
