"""New documents, opening, and bringing back what was not saved."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assessor.assessment.record_lines import key_text, record_text
from assessor.assessment.records import Case, Key, Record
from assessor.errors import StoreError
from assessor.store import chain
from assessor.store.claims import Claim, claim_document, real_path
from assessor.store.document import DocumentHandle, ReadOnlyReason, held
from assessor.store.files import digest_of, remove_unfinished
from assessor.store.layout import Content
from assessor.store.reading import check_text, parse_records, read_bytes, read_content
from assessor.store.slots import (
    Base,
    Slot,
    claim_slot,
    create_slot,
    guard,
    idle_slots,
    idle_slots_of,
    work_folder,
)
from assessor.store.working_copy import read_file

Situation = Literal["unchanged", "changed", "gone", "never_saved", "damaged"]


@dataclass(frozen=True, slots=True)
class PendingRecovery:
    """A working copy left behind with edits that are in no document file.

    Attributes:
        slot: name of the working copy.
        document: path of the document file; None: never saved.
        situation: the document file is `unchanged` since, `changed` by somebody else (keep both), `gone`,
            or was `never_saved`; or the working copy itself is `damaged`.
        name: the assessment's name.
        edits: how many edits are not in the document file.
        changed_at: time of the last edit.
        changed_by: who did it.
    """

    slot: str
    document: Path | None
    situation: Situation
    name: str = ""
    edits: int = 0
    changed_at: str = ""
    changed_by: str = ""


def create_document(
    records: Iterable[tuple[Key, Record]], *, at: str, by: str, label: str = "create"
) -> DocumentHandle:
    """A new document that lives in its working copy until it is saved under a name.

    Args:
        records: what it starts with.
        at: ISO 8601 time.
        by: who makes it.
        label: code of what was done, for the journal.

    Raises:
        StoreError: no room or no permission in the data folder.
    """
    listed = list(records)
    rows = sorted((key_text(key), record_text(record)) for key, record in listed)
    changes = f"[{','.join(f'[{key},null,{text}]' for key, text in rows)}]"
    try:
        for text in (at, by, label, changes):
            check_text(text)
    except ValueError as problem:
        raise StoreError("text_not_storable", text=str(problem)) from problem
    meta = {"document": secrets.token_hex(16), "created": at}
    total = chain.sum_bytes(chain.records_sum(rows))
    line = chain.line_after(chain.genesis(meta), chain.Entry(1, at, by, label, changes, total))
    content = Content(meta, rows, [line])
    return _writable(content, Base(), listed, Claim())


def open_document(path: Path, *, read_only: bool = False, take_over: bool = False) -> DocumentHandle:
    """Opens a document file that anybody may have made.

    A document that another window, account or machine has open comes read-only with `holder`. Edits that an
    earlier run could not save come back, and `recovered` is set, unless the file was changed meanwhile: then
    they stay in `pending_recoveries`.

    Args:
        path: the document file.
        read_only: only look; leaves no trace on disk.
        take_over: do not respect a lock that another machine left beside the document.

    Raises:
        StoreError: missing, not a document, damaged, of a newer format, or foreign parts in it.
    """
    document = real_path(path)
    if read_only:
        return _read_only(document, Claim(), "requested")
    claim = claim_document(document, take_over=take_over)
    try:
        if claim.holder is not None:
            return _read_only(document, claim, "held")
        if claim.is_protected:
            return _read_only(document, claim, "protected")
        raw, content = read_content_of(document)
        remove_unfinished(document)
        base = Base(str(document), digest_of(raw), content.head.seq, content.head.hash.hex())
        found = _left_behind(document, content)
        if found is not None:
            slot, kept = found
            return _continued(slot, kept, base, claim)
        records = parse_records(content, document)
        return _writable(_without_unnamed_files(content, records), base, records, claim)
    except BaseException:
        claim.release()
        raise


def pending_recoveries() -> list[PendingRecovery]:
    """Working copies with edits that are in no document file, newest edit first.

    Raises:
        StoreError: the data folder cannot be used.
    """
    found: list[PendingRecovery] = []
    with guard():
        for slot in idle_slots():
            pending = _examined(slot)
            if pending is None:
                slot.remove()
            else:
                slot.release()
                found.append(pending)
    return sorted(found, key=lambda one: one.changed_at, reverse=True)


def recover(pending: PendingRecovery) -> DocumentHandle:
    """Opens what was left behind. A `changed` document is kept as it is: use `keep_both` or `save_as`.

    Raises:
        StoreError: the working copy is damaged or in use, or somebody has the document open.
    """
    document = pending.document
    claim = claim_document(document) if document is not None and document.parent.is_dir() else Claim()
    if claim.holder is not None and document is not None:
        raise held(document, claim.holder)
    try:
        with guard():
            slot = _claimed(pending)
        try:
            content = read_file(slot.folder)
        except BaseException:
            slot.release()
            raise
        return _continued(slot, content, _present_base(slot.read_base(), content), claim)
    except BaseException:
        claim.release()
        raise


def discard_recovery(pending: PendingRecovery) -> None:
    """Throws a working copy away for good.

    Raises:
        StoreError: it is in use.
    """
    with guard():
        _claimed(pending).remove()


def read_content_of(document: Path) -> tuple[bytes, Content]:
    """A document file's bytes and checked rows.

    Raises:
        StoreError: as `open_document`.
    """
    raw = read_bytes(document)
    return raw, read_content(raw, document)


def _without_unnamed_files(content: Content, records: Iterable[tuple[Key, Record]]) -> Content:
    """The content without files that no record names any more: what was taken out ends with the session.

    Whatever kind of record has a digest of a file keeps that file.
    """
    named = {getattr(record, "sha256", "") for _, record in records}
    return replace(content, files={digest: raw for digest, raw in content.files.items() if digest in named})


def _read_only(document: Path, claim: Claim, reason: ReadOnlyReason) -> DocumentHandle:
    raw, content = read_content_of(document)
    base = Base(str(document), digest_of(raw), content.head.seq, content.head.hash.hex())
    records = parse_records(content, document)
    return DocumentHandle(content, base, records, claim=claim, read_only_reason=reason)


def _writable(
    content: Content, base: Base, records: list[tuple[Key, Record]], claim: Claim
) -> DocumentHandle:
    with guard():
        slot = create_slot(content, base)
    try:
        return DocumentHandle(content, base, records, slot=slot, claim=claim)
    except BaseException:
        slot.remove()
        raise


def _continued(slot: Slot, content: Content, base: Base, claim: Claim) -> DocumentHandle:
    try:
        records = parse_records(content, slot.folder)
        slot.write_base(base)
        return DocumentHandle(content, base, records, slot=slot, claim=claim, recovered=True)
    except BaseException:
        slot.release()
        raise


def _left_behind(document: Path, saved: Content) -> tuple[Slot, Content] | None:
    """A working copy that goes on from the saved document, the one with the most edits."""
    best: tuple[Slot, Content] | None = None
    with guard():
        for slot in idle_slots_of(document):
            try:
                content = read_file(slot.folder)
            except StoreError:
                slot.release()
                continue
            if saved.holds(content.head):  # all of it is in the document
                slot.remove()
            elif content.holds(saved.head) and (best is None or content.head.seq > best[1].head.seq):
                if best is not None:
                    best[0].release()
                best = slot, content
            else:
                slot.release()
    return best


def _examined(slot: Slot) -> PendingRecovery | None:
    """What a working copy holds beyond its document; None: nothing."""
    base = slot.read_base()
    document = Path(base.document) if base.document else None
    try:
        content = read_file(slot.folder)
    except StoreError:
        return PendingRecovery(slot.folder.name, document, "damaged")
    situation: Situation = "never_saved"
    saved = 0
    if document is not None:
        saved = base.seq
        try:
            raw = read_bytes(document)
            if digest_of(raw) == base.digest:
                situation = "unchanged"
            else:
                there = read_content(raw, document)
                if there.holds(content.head):
                    return None
                situation = "unchanged" if content.holds(there.head) else "changed"
                saved = there.head.seq if situation == "unchanged" else saved
        except StoreError as problem:
            situation = "gone" if problem.code == "document_missing" else "changed"
        if content.head == base.head and situation != "gone":
            return None
    last = content.journal[-1]
    return PendingRecovery(
        slot.folder.name, document, situation, _name_of(content), last.seq - saved, last.at, last.by
    )


def _name_of(content: Content) -> str:
    rows = [row for row in content.records if row[0] == '["case"]']
    try:
        for _, record in parse_records(Content(content.meta, rows, content.journal), Path()):
            if isinstance(record, Case):
                return record.name
    except StoreError:
        pass
    return ""


def _present_base(base: Base, content: Content) -> Base:
    """The base after a crash between replacing the document and noting it."""
    if not base.document:
        return base
    try:
        raw, there = read_content_of(Path(base.document))
    except StoreError:
        return base
    if content.holds(there.head):
        return Base(base.document, digest_of(raw), there.head.seq, there.head.hash.hex())
    return base


def _claimed(pending: PendingRecovery) -> Slot:
    folder = work_folder() / Path(pending.slot).name
    if not folder.is_dir():
        raise StoreError("working_copy_lost", path=str(folder))
    slot = claim_slot(folder)
    if slot is None:
        raise StoreError("recovery_in_use", path=str(pending.document or pending.name))
    return slot
