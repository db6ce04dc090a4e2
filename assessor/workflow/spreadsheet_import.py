"""A spreadsheet taken into an assessment's file: all of it as one edit, kept only when it reads back."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assessor.assessment import Assessment
from assessor.assessment.checks import check_edit
from assessor.assessment.records import Key
from assessor.criteria import Edition
from assessor.errors import DocumentError, StoreError
from assessor.importers.plan import ImportPlan
from assessor.workflow.documents import export_file, is_document, now, open_file, read_source
from assessor.workflow.files import STDIN
from assessor.workflow.interchange import form_bytes
from assessor.workflow.spreadsheets import preview_import


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        plan: what the spreadsheet offered.
        state: the assessment as it was.
        edition: the edition of the assessment.
        replaced: conflicts in which the spreadsheet's value stands now.
        is_written: the file was changed.
    """

    plan: ImportPlan
    state: Assessment
    edition: Edition
    replaced: int = 0
    is_written: bool = False


def import_sheet(
    source: str,
    sheet: Path,
    *,
    replace: bool = False,
    dry_run: bool = False,
    by: str = "",
    extra: Iterable[Path] = (),
) -> Imported:
    """Takes what a spreadsheet offers into a document or an interchange file.

    Args:
        source: the file; standard input (`-`) only with `dry_run`.
        sheet: the spreadsheet.
        replace: in conflicts the spreadsheet's value replaces the one that stands.
        dry_run: only look; the file stays as it is.
        by: who imports, for the journal.
        extra: folders with further editions.

    Raises:
        DocumentError: a file is missing or not readable, or what was read back is not what was written.
        ImportFileError: not a spreadsheet, damaged, too large, or built to harm.
        StoreError: the document is open elsewhere, holds edits that were never saved, or cannot be written.
        EditError: the assessment cannot take the edit.
        CriteriaError: its edition is unknown or faulty.
    """
    if source == STDIN and not dry_run:
        raise DocumentError("import_needs_file")
    edition, state = read_source(source, extra)
    plan = preview_import(edition, state, sheet, at=now(), by=by)
    accepted: set[Key] = {one.key for one in plan.conflicts} if replace else set()
    edit = plan.edit(accept=accepted)
    check_edit(edition, state, edit)
    done = Imported(plan, state, edition, len(accepted))
    if dry_run or not edit.sets:
        return done
    if is_document(Path(source)):
        wanted = _into_document(Path(source), state, plan, accepted, by, extra)
    else:
        wanted = state.apply(edit).state
        export_file(wanted, Path(source))
    _, there = read_source(source, extra, edition=edition)
    # A document has an order of its own; the open form numbers places anew.
    if there != wanted and form_bytes(there) != form_bytes(wanted):
        raise DocumentError("output_differs", path=source)
    return Imported(plan, state, edition, len(accepted), is_written=True)


def _into_document(
    path: Path, state: Assessment, plan: ImportPlan, accepted: set[Key], by: str, extra: Iterable[Path]
) -> Assessment:
    with open_file(path, extra=extra) as document:
        if document.handle.recovered and document.handle.has_unsaved_changes:
            # They belong to somebody's work that is not finished: nothing here may save them unasked.
            raise StoreError("document_unsaved_edits", path=str(path))
        if document.session.state != state:
            raise StoreError("changed_underneath", path=str(path))
        document.session.apply(plan.edit(accept=accepted), by=by)
        try:
            document.handle.save()
        except BaseException:
            # The document is as it was; a working copy with the import alone would only puzzle its owner.
            document.handle.close(discard=True)
            raise
        return document.session.state
