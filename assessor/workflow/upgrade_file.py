"""An assessment's file taken to another edition, as a new document beside it."""

from collections.abc import Iterable
from pathlib import Path

from assessor.errors import DocumentError
from assessor.workflow.documents import OpenDocument, document_of, is_document, open_file, read_source
from assessor.workflow.files import STDIN
from assessor.workflow.upgrade_document import shelf_of, take_over
from assessor.workflow.upgrading import Upgraded, upgraded


def upgrade_file(
    source: str, to: str, output: Path, *, replace: bool = False, by: str = "", extra: Iterable[Path] = ()
) -> Upgraded:
    """Makes a document in another edition and reads it back before it is announced; the source stays.

    Args:
        source: a document or an interchange file (`-`: from standard input).
        to: code of the edition to take it to.
        output: the document to make.
        replace: an existing document may be replaced.
        by: who does it, for the journal.
        extra: folders with further editions.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
        EditError: that edition does not have the category of the assessment.
        DocumentError: no such file, or what was read back is not what was written.
        StoreError: the source cannot be read, there is an output already, or it cannot be written.
    """
    folders = tuple(extra)
    document = _source(source, folders)
    try:
        session = document.session
        result = upgraded(session.edition, session.state, to, shelf_of(document), folders)
        made = take_over(document, result, by=by)
    finally:
        document.handle.close(discard=True)
    try:
        made.handle.save_as(output, overwrite=replace)
        wanted = made.session.state
    finally:
        made.handle.close(discard=True)
    _, there = read_source(str(output), edition=result.edition)
    if there != wanted:
        raise DocumentError("output_differs", path=str(output))
    return result


def _source(source: str, extra: tuple[Path, ...]) -> OpenDocument:
    if source != STDIN and is_document(Path(source)):
        return open_file(Path(source), read_only=True, extra=extra)
    edition, state = read_source(source, extra)
    return document_of(edition, state, by="", label="import")
