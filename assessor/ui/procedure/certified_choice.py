"""Which file holds the certified assessment of a document: chosen once, remembered for this user."""

from pathlib import Path
from typing import TYPE_CHECKING

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.evaluation import Evaluation
from assessor.store import DocumentHandle
from assessor.ui.preferences import Preferences
from assessor.workflow.evaluating import evaluate
from assessor.workflow.session import Session

if TYPE_CHECKING:
    from assessor.workflow.certified_source import Certified

NOWHERE = Path()


class CertifiedChoice:
    """Remembers the chosen file by the id of the document, and what was read from it while it stays as it is.

    The choice is a path of this computer and stays with this user; it is never written into a document.
    """

    def __init__(self, preferences: Preferences | None = None) -> None:
        self._preferences = preferences
        self._read: dict[Path, tuple[tuple[int, int], Certified]] = {}
        self._before: tuple[object, Certified | None] | None = None
        self._evaluated: tuple[Certified, Evaluation] | None = None
        self._changed: tuple[Assessment, str, bool] | None = None

    def path(self, document: str) -> Path | None:
        """The file chosen for a document; None: none."""
        found = self._kept().folder(_key(document)) if document else None
        return None if found is None or found == NOWHERE else found

    def keep(self, document: str, path: Path | None) -> None:
        """Remembers a file for a document; None forgets it."""
        self._kept().keep_folder(_key(document), NOWHERE if path is None else path)

    def read(self, document: str) -> "Certified | None":
        """The assessment of the chosen file; None: none is chosen.

        Raises:
            UserError: it is gone, or cannot be read, or its signature does not hold.
        """
        path = self.path(document)
        return None if path is None else self.read_file(path)

    def read_file(self, path: Path) -> "Certified":
        """The certified assessment of a file, read again only where the file changed.

        Raises:
            UserError: as `read`.
        """
        from assessor.workflow.certified_source import read_certified
        from assessor.workflow.trusting import trusted_files

        try:
            there = path.stat()
            stamp = (there.st_mtime_ns, there.st_size)
        except OSError:
            return read_certified(path)  # says what is wrong with it
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            known = self._read[path] = (stamp, read_certified(path, trust=trusted_files()))
        return known[1]

    def before(
        self, session: Session, handle: DocumentHandle | None, application: str, filing: str = ""
    ) -> "Certified | None":
        """What the list of changes of an application compares with; None: nothing is known of it.

        A certified file that the user chose comes before what was filed from this document. The journal is
        read again only where a filing changed.

        Raises:
            UserError: the chosen file, or the journal, cannot be read.
        """
        from assessor.workflow.certified_source import CERTIFIED_BY, stage_before

        if handle is None:
            return None
        if application in CERTIFIED_BY:
            chosen = self.read(handle.document_id)
            if chosen is not None:
                return chosen
        key = (handle.document_id, application, filing, tuple(sorted(session.state.filings.items())))
        if self._before is None or self._before[0] != key:
            found = stage_before(session.edition, session.state, handle.journal(), application, filing=filing)
            self._before = (key, found)
        return self._before[1]

    def is_changed(self, session: Session, handle: DocumentHandle | None, filing: str) -> bool:
        """Whether the assessment differs from what was filed; found out once for each state.

        Raises:
            UserError: the journal cannot be read.
        """
        from assessor.workflow.certified_source import changed_since_filing

        if handle is None or not filing or not session.state.filings[filing].filed:
            return False
        known = self._changed
        if known is None or known[0] is not session.state or known[1] != filing:
            found = changed_since_filing(session.edition, session.state, handle.journal(), filing)
            known = self._changed = (session.state, filing, found)
        return known[2]

    def evaluation(self, edition: Edition, certified: "Certified") -> Evaluation:
        """The verdicts of a certified assessment, found out once."""
        if self._evaluated is None or self._evaluated[0] is not certified:
            self._evaluated = (certified, evaluate(edition, certified.state))
        return self._evaluated[1]

    def _kept(self) -> Preferences:
        if self._preferences is None:
            self._preferences = Preferences()
        return self._preferences


def _key(document: str) -> str:
    return f"certified-{document}"
