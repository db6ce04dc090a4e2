"""A document taken to another edition: a new document beside the old one, with everything to go back by."""

from assessor.assessment.edits import set_case
from assessor.assessment.shelf import read_shelf, write_shelf
from assessor.assessment.upgrade import Held
from assessor.workflow.documents import OpenDocument, document_of
from assessor.workflow.upgrading import Upgraded, upgraded


def shelf_of(document: OpenDocument) -> tuple[Held, ...]:
    """What earlier upgrades of a document held.

    Raises:
        StoreError: the document cannot be read.
        DocumentError: what it holds is damaged.
    """
    digest = document.session.state.case.shelf
    raw = document.handle.file(digest) if digest else None
    return () if raw is None else read_shelf(raw)


def preview(document: OpenDocument, to: str) -> Upgraded:
    """What taking a document to another edition would give; nothing is changed.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
        EditError: that edition does not have the category of the assessment.
        StoreError, DocumentError: see `shelf_of`.
    """
    session = document.session
    return upgraded(session.edition, session.state, to, shelf_of(document))


def take_over(document: OpenDocument, result: Upgraded, *, by: str = "") -> OpenDocument:
    """The new document; the old one stays as it is.

    What the new edition cannot take is kept in the new document, so that going back puts it in again; so are
    the files that drawings and applications enclose.

    Raises:
        EditError, StoreError: the new document could not be made.
    """
    made = document_of(result.edition, result.state, by=by, label="upgrade")
    try:
        state = result.state
        enclosed = [one.sha256 for one in state.drawings.values()]
        enclosed += [
            item.sha256
            for documents in state.enclosures.values()
            for items in documents.values()
            for item in items.values()
        ]
        for digest in dict.fromkeys(one for one in enclosed if one):
            raw = document.handle.file(digest)
            if raw is not None:
                made.handle.keep_file(raw)
        digest = made.handle.keep_file(write_shelf(result.report.held)) if result.report.held else ""
        made.session.apply(set_case(made.session.state, shelf=digest), by=by)
    except BaseException:
        made.handle.close(discard=True)
        raise
    return made
