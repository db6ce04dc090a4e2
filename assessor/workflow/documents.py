"""Assessments in and out: document files and the open interchange form, told apart by content."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from assessor.assessment import Assessment, Edit, from_records
from assessor.assessment.checks import check_edit
from assessor.assessment.records import Key, Record
from assessor.criteria import Edition
from assessor.errors import DocumentError, EditError
from assessor.messages import Language
from assessor.store import (
    SUFFIX,
    DocumentHandle,
    PendingRecovery,
    create_document,
    is_elsewhere,
    open_document,
    recover,
)
from assessor.workflow.editions import edition_of
from assessor.workflow.files import STDIN, read_input, write_output
from assessor.workflow.interchange import form_bytes, read_assessment
from assessor.workflow.session import JournalEntry, Session, new_assessment
from assessor.workflow.templates import UnitChoice, with_unit_types

DOCUMENT_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document and the session on it: every edit of the session is committed to the document.

    Attributes:
        handle: the document; saves, closes, tells who holds it.
        session: state and verdicts.
    """

    handle: DocumentHandle
    session: Session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.handle.close()


def now() -> str:
    """The moment as documents keep it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_document(
    edition: Edition,
    category: str,
    name: str,
    *,
    by: str = "",
    units: Iterable[UnitChoice] = (),
    language: Language = "ja",
) -> OpenDocument:
    """A new assessment of a building, made today; it lives in its working copy until it is saved.

    Args:
        edition: the edition it is assessed against.
        category: code of the building's category.
        name: of the building.
        by: who makes it.
        units: unit types that it begins with.
        language: in which their rooms are named.

    Raises:
        EditError: the edition has no such category.
        StoreError: no room or no permission in the data folder.
    """
    made = datetime.now().astimezone().date().isoformat()
    state = with_unit_types(edition, new_assessment(edition, category, name, made), units, language)
    return _created(edition, state, by, "create")


def may_take_over(document: OpenDocument) -> bool:
    """Whether a document that is in use may be taken over: its lock was left by another machine.

    Nobody here can know whether that machine still runs. A window of this machine that lives is never pushed
    aside.
    """
    holder = document.handle.holder
    return holder is not None and document.handle.path is not None and is_elsewhere(holder)


def document_of(edition: Edition, state: Assessment, *, by: str, label: str) -> OpenDocument:
    """A new document that holds a state; it lives in its working copy until it is saved.

    Args:
        edition: the edition of the state.
        state: what it holds.
        by: who makes it.
        label: code of what was done, for the journal.

    Raises:
        EditError: it holds something that its edition does not know.
        StoreError: no room or no permission in the data folder.
    """
    return _created(edition, state, by, label)


def open_file(
    path: Path, *, read_only: bool = False, take_over: bool = False, extra: Iterable[Path] = ()
) -> OpenDocument:
    """Opens a document; an interchange file comes as a new document that has no name yet.

    Raises:
        StoreError: not a document, damaged, newer, or not readable.
        DocumentError: an interchange file with a fault.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    if is_document(path):
        return _opened(open_document(path, read_only=read_only, take_over=take_over), path, extra)
    return import_file(path, extra=extra)


def recover_document(pending: PendingRecovery, *, extra: Iterable[Path] = ()) -> OpenDocument:
    """Opens what an earlier run left behind.

    Raises:
        StoreError: the working copy is damaged or in use, or somebody has the document open.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    return _opened(recover(pending), pending.document or Path(pending.name), extra)


def import_file(path: Path, *, by: str = "", extra: Iterable[Path] = ()) -> OpenDocument:
    """An interchange file as a new document that has no name yet.

    Raises:
        DocumentError: no such file, or not an assessment.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
        StoreError: no room or no permission in the data folder.
    """
    edition, state = read_assessment(read_input(path), path.name, extra)
    return _created(edition, state, by, "import")


def export_file(state: Assessment, path: Path) -> None:
    """Writes the assessment in the interchange form, read back before it takes its name.

    Raises:
        DocumentError: the file cannot be written.
    """
    write_output(path, form_bytes(state))


def write_document(path: Path, edition: Edition, state: Assessment, *, replace: bool = False) -> None:
    """Makes a document file from an assessment, and reads it back before it is announced.

    Args:
        path: the document to make.
        edition: the edition of the assessment.
        state: the assessment.
        replace: an existing document may be replaced.

    Raises:
        StoreError: there is one already, another has it open, or it cannot be written.
        DocumentError: what was read back is not what was written.
    """
    made = _created(edition, state, "", "import")
    try:
        made.handle.save_as(path, overwrite=replace)
    finally:
        made.handle.close(discard=True)
    _, there = read_source(str(path), edition=edition)
    if there != state:
        raise DocumentError("output_differs", path=str(path))


def read_source(
    source: str, extra: Iterable[Path] = (), *, edition: Edition | None = None
) -> tuple[Edition, Assessment]:
    """The assessment of a document or of an interchange file (`-`: from standard input), with its edition.

    The source is read and never changed, nor is a trace left beside it.

    Args:
        source: path of the file, or `-`.
        extra: folders with further editions.
        edition: its edition, where it is loaded already.

    Raises:
        DocumentError: no such file, or not an assessment.
        StoreError: a document that is damaged, newer or not readable.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    if source != STDIN and is_document(Path(source)):
        with open_document(Path(source), read_only=True) as handle:
            records = handle.records()
        state = from_records(records)
        known = edition if edition is not None else edition_of(state.case.edition, extra)
        _check(known, records, Path(source).name)
        return known, state
    name = "(stdin)" if source == STDIN else Path(source).name
    return read_assessment(read_input(source), name, extra)


def is_document(path: Path) -> bool:
    """Whether a file is a document of the store (else it is read as interchange form).

    A file with the suffix of documents that is no text of a form either counts as one, so that the store
    says what is wrong with the document.

    Raises:
        DocumentError: no such file, or not readable.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(DOCUMENT_MAGIC))
    except FileNotFoundError as problem:
        raise DocumentError("input_missing", path=str(path)) from problem
    except (OSError, ValueError) as problem:
        detail = getattr(problem, "strerror", None) or type(problem).__name__
        raise DocumentError("input_unreadable", path=str(path), detail=detail) from problem
    is_form = start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"
    return start == DOCUMENT_MAGIC or (path.suffix.lower() == SUFFIX and not is_form)


def _created(edition: Edition, state: Assessment, by: str, label: str) -> OpenDocument:
    records = list(state.records())
    _check(edition, records, state.case.name)
    handle = create_document(records, at=now(), by=by, label=label)
    return OpenDocument(handle, _session(edition, state, handle))


def _opened(handle: DocumentHandle, path: Path, extra: Iterable[Path]) -> OpenDocument:
    try:
        records = handle.records()
        state = from_records(records)
        edition = edition_of(state.case.edition, extra)
        _check(edition, records, path.name)
        return OpenDocument(handle, _session(edition, state, handle))
    except BaseException:
        handle.close()
        raise


def _session(edition: Edition, state: Assessment, handle: DocumentHandle) -> Session:
    def commit(entry: JournalEntry) -> None:
        handle.commit(entry.label, entry.at, entry.by, entry.sets)

    return Session(edition, state, commit=commit, read_only=handle.read_only)


def _check(edition: Edition, records: list[tuple[Key, Record]], file: str) -> None:
    """A document is checked like an edit that brings all of it: it may come from anybody."""
    try:
        check_edit(edition, Assessment(), Edit(tuple(records)))
    except EditError as problem:
        problem.params.setdefault("file", file)
        raise
