"""The whole set of a filing as files, and which documents a change concerns."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assessor.assessment.records import Enclosure
from assessor.errors import StoreError, UserError
from assessor.messages import Language
from assessor.store import DocumentHandle
from assessor.ui.jobs import Control
from assessor.ui.procedure.services import Services
from assessor.workflow.bundle import Bundled, bundle_files, write_bundle
from assessor.workflow.certified import change_since
from assessor.workflow.certified_source import Certified, compared_with
from assessor.workflow.filings import enclosed_bytes
from assessor.workflow.papers import Compared
from assessor.workflow.procedure import DocumentList
from assessor.workflow.session import Session


def concerned_documents(session: Session, services: Services, before: Certified | None) -> tuple[str, ...]:
    """Codes of the documents that changes since the stage before concern."""
    if before is None:
        return ()
    old = services.certified.evaluation(session.edition, before)
    return change_since(
        session.edition, before.state, session.state, old=old, new=session.evaluation
    ).documents


def export_set(
    session: Session,
    services: Services,
    found: DocumentList,
    path: Path,
    language: Language,
    done: Callable[[Bundled], None],
    failed: Callable[[UserError], None],
) -> None:
    """Makes the files of a filing and writes them, beside the window where there is a runner.

    What is enclosed is read first, where the document is open; what is made and written needs only that.
    """
    edition, state, created = session.edition, session.state, datetime.now().astimezone()
    try:
        contents = _contents(services.handle(), found)
        before = services.certified.before(
            session, services.handle(), found.application.code, found.filing or ""
        )
        is_changed = services.certified.is_changed(session, services.handle(), found.filing or "")
    except UserError as error:
        failed(error)
        return

    def content(one: Enclosure) -> bytes:
        return contents[one.sha256]

    def work(control: Control | None = None) -> Bundled:
        said = Compared() if before is None else compared_with(edition, before, state, language)
        if control is not None:
            control.check()
        files = bundle_files(
            edition,
            state,
            found,
            content,
            created=created,
            language=language,
            changes=said.changes,
            concerned=said.documents,
            rows=said.rows,
            is_changed=is_changed,
        )
        return write_bundle(
            path, state, found, files, created=created, language=language, is_changed=is_changed
        )

    if services.runner is not None:
        job = services.runner.start(work, "bundle")
        job.finished.connect(done)
        job.failed.connect(failed)
        return
    try:
        done(work())
    except UserError as error:
        failed(error)


def _contents(handle: DocumentHandle | None, found: DocumentList) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for line in found.lines:
        sources = line.source[1] if line.status == "carried" and line.source else line.enclosures
        for _, one in sources:
            if one.sha256 and one.sha256 not in contents:
                if handle is None:
                    raise StoreError("enclosed_not_here", name=one.name)
                contents[one.sha256] = enclosed_bytes(handle, one)
    return contents
