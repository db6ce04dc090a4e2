"""The whole set of a filing as files, and which documents a change concerns."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assessor.assessment import Assessment
from assessor.assessment.records import Enclosure
from assessor.criteria.procedure import Application
from assessor.errors import StoreError, UserError
from assessor.messages import Language
from assessor.report.content import Changes
from assessor.store import DocumentHandle
from assessor.ui.jobs import Control
from assessor.ui.procedure.services import Services
from assessor.workflow.bundle import Bundled, bundle_files, write_bundle
from assessor.workflow.case_dates import filings_of
from assessor.workflow.certified import change_since, filed_state, printed
from assessor.workflow.filings import enclosed_bytes
from assessor.workflow.procedure import DocumentList
from assessor.workflow.session import Session


def stage_before(
    session: Session, handle: DocumentHandle | None, asked: Application
) -> tuple[Assessment, str, str] | None:
    """The assessment as filed at the stage that an application compares with, that stage, and its day.

    None: it compares with none, or that stage was not filed from this document.
    """
    if handle is None or not any(one.made == "changes" for one in asked.documents):
        return None
    source = next((one.carried.application for one in asked.documents if one.carried is not None), "")
    for filing, one in reversed(filings_of(session.state, source)):
        before = filed_state(handle.journal(), filing) if one.filed else None
        if before is not None:
            return before, source, one.filed
    return None


def concerned_documents(
    session: Session, handle: DocumentHandle | None, asked: Application
) -> tuple[str, ...] | None:
    """Codes of the documents that changes since the stage before concern; None: not known."""
    if not any(one.only_changed for one in asked.documents):
        return None
    before = stage_before(session, handle, asked)
    return None if before is None else change_since(session.edition, before[0], session.state).documents


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
    handle = services.handle()
    try:
        contents = _contents(handle, found)
        before = stage_before(session, handle, found.application)
    except UserError as error:
        failed(error)
        return

    def content(one: Enclosure) -> bytes:
        return contents[one.sha256]

    def work(control: Control | None = None) -> Bundled:
        changes: Changes | None = None
        concerned: tuple[str, ...] = ()
        if before is not None:
            differs = change_since(edition, before[0], state)
            concerned = differs.documents
            procedure = edition.procedure
            assert procedure is not None
            since = f"{procedure.application_by_code[before[1]].name.in_language(language)}　{before[2]}"
            changes = printed(edition, before[0], state, differs, since=since, language=language)
        if control is not None:
            control.check()
        files = bundle_files(
            edition,
            state,
            found,
            content,
            created=created,
            language=language,
            changes=changes,
            concerned=concerned,
        )
        return write_bundle(path, state, found, files, created=created, language=language)

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
