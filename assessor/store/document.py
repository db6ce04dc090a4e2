"""An open document: records, commits, saving, and the file it belongs to."""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Literal, Self

from assessor.assessment.record_lines import key_text, record_text
from assessor.assessment.records import Key, Record
from assessor.errors import StoreError
from assessor.store import copies
from assessor.store.claims import Claim, claim_document, real_path
from assessor.store.failures import translated
from assessor.store.files import digest_of, write_whole
from assessor.store.history import write_history
from assessor.store.journal import Change, JournalRow, parse_line
from assessor.store.layout import Content, Head
from assessor.store.locks import Holder
from assessor.store.reading import parse_records, read_bytes, read_content
from assessor.store.slots import Base, Slot, create_slot, guard
from assessor.store.working_copy import WorkingCopy

ReadOnlyReason = Literal["", "requested", "held", "protected"]


class DocumentHandle:
    """An open document. Made by `create_document`, `open_document` and `recover`.

    `commit` is called from one thread; `save`, `save_as` and `keep_both` may run in another one meanwhile.

    Attributes:
        recovered: edits that were not in the document file were brought back.
        holder: who has the document open for writing, when that is why it is read-only.
        read_only_reason: `requested`, `held` by somebody, `protected` file or folder; empty: writable.
    """

    def __init__(
        self,
        content: Content,
        base: Base,
        records: list[tuple[Key, Record]],
        *,
        slot: Slot | None = None,
        claim: Claim | None = None,
        recovered: bool = False,
        read_only_reason: ReadOnlyReason = "",
    ) -> None:
        """Takes over the slot and the claim; without a slot the document is read-only."""
        self.recovered = recovered
        self.read_only_reason = read_only_reason
        self.holder: Holder | None = claim.holder if claim is not None else None
        self._base = base
        self._document_id = content.meta["document"]
        # A writable document reads from its working copy; its rows are not kept twice.
        self._content = content if slot is None else None
        self._records: list[tuple[Key, Record]] | None = records
        self._claim = claim
        self._slot = slot
        self._saving = RLock()
        self._copy = WorkingCopy(slot.folder, content, self._on_rescue) if slot is not None else None

    @property
    def path(self) -> Path | None:
        """Real path of the document file; None: never saved."""
        return Path(self._base.document) if self._base.document else None

    @property
    def read_only(self) -> bool:
        """Whether `commit` and `save` are refused."""
        return self._copy is None

    @property
    def document_id(self) -> str:
        """Stays with the document through renaming and copying."""
        return self._document_id

    @property
    def head_seq(self) -> int:
        """Number of the last edit."""
        return (self._copy.head if self._copy is not None else self._rows().head).seq

    @property
    def has_unsaved_changes(self) -> bool:
        """Whether the document file lacks an edit. A document that was never saved always does."""
        return self._copy is not None and (not self._base.document or self._copy.head != self._base.head)

    def records(self) -> list[tuple[Key, Record]]:
        """All records as they are now.

        Raises:
            StoreError: they cannot be read.
        """
        if self._records is not None:
            return list(self._records)
        return parse_records(self._rows(), self._shown_path())

    def journal(self) -> list[JournalRow]:
        """All edits, oldest first.

        Raises:
            StoreError: they cannot be read.
        """
        return [parse_line(line, self._shown_path()) for line in self._rows().journal]

    def history(self) -> bytes:
        """All edits with their chain of hashes, to travel with what is made from the document.

        Raises:
            StoreError: they cannot be read.
        """
        return write_history(self._rows())

    def keep_file(self, raw: bytes) -> str:
        """Takes the content of a file into the document and returns its SHA-256, hexadecimal.

        It stays once a record names the digest; otherwise it is gone when the document is opened again.

        Raises:
            StoreError: read-only, too large, or not written.
        """
        if self._copy is None:
            raise StoreError("read_only_document", path=str(self._shown_path()))
        return self._copy.keep_file(raw)

    def file(self, digest: str) -> bytes | None:
        """The content of an enclosed file; None: it is not in this document.

        Raises:
            StoreError: it cannot be read.
        """
        if self._copy is not None:
            return self._copy.file(digest)
        return self._rows().files.get(digest)

    def commit(self, label: str, at: str, by: str, changes: Iterable[Change]) -> int:
        """Takes an edit for good; returns its number only when it is on the medium.

        Args:
            label: code of what was done.
            at: ISO 8601 time.
            by: who did it.
            changes: key, record before, record after; what is kept as "before" is what is really there.

        Raises:
            StoreError: not taken; everything is as it was.
        """
        if self._copy is None:
            raise StoreError("read_only_document", path=str(self._shown_path()))
        texts = [(key_text(key), None if new is None else record_text(new)) for key, _, new in changes]
        seq = self._copy.commit(label, at, by, texts)
        self._records = None
        return seq

    def save(self) -> None:
        """Brings the document file up to the last edit; does nothing when it is.

        Raises:
            StoreError: never saved, read-only, changed or removed by somebody else since, or not writable.
                The document file is as it was, and the working copy keeps every edit.
        """
        with self._saving:
            if self._copy is None:
                raise StoreError("read_only_document", path=str(self._shown_path()))
            path = self.path
            if path is None:
                raise StoreError("document_unnamed")
            self._check_underneath(path)
            if self.has_unsaved_changes:
                self._write(path)

    def save_as(self, path: Path, *, overwrite: bool = False) -> None:
        """Saves under a path and goes on there. A read-only document becomes writable there.

        Args:
            path: the new path, or the present one to write over whatever happened to the file.
            overwrite: replace a file that is there.

        Raises:
            StoreError: there is a file, another one has it open, or it cannot be written.
        """
        target = real_path(path)
        with self._saving:
            if target.is_dir():
                raise StoreError("document_is_folder", path=str(target))
            if not target.parent.is_dir():
                raise StoreError("folder_missing", path=str(target.parent))
            if target.exists() and not overwrite:
                raise StoreError("document_exists", path=str(target))
            if target == self.path and not self.read_only:
                self._write(target)
                return
            claim = claim_document(target)
            if claim.holder is not None:
                raise held(target, claim.holder)
            if claim.is_protected:
                raise StoreError("access_denied", path=str(target))
            try:
                if self._copy is None:
                    self._start_writing()
                self._write(target)
            except BaseException:
                claim.release()
                raise
            if self._claim is not None:
                self._claim.release()
            self._claim, self.holder, self.read_only_reason = claim, None, ""

    def keep_both(self) -> Path:
        """Saves beside the document under a free name and goes on there; the document stays as it is.

        Returns:
            The new path.

        Raises:
            StoreError: never saved, or the folder cannot be written.
        """
        path = self.path
        if path is None:
            raise StoreError("document_unnamed")
        number = 2
        while True:
            target = path.with_name(f"{path.stem} ({number}){path.suffix}")
            if not target.exists():
                self.save_as(target)
                return target
            number += 1

    def close(self, *, discard: bool = False) -> None:
        """Closes the document. Edits that are not in the file stay in the working copy and are found again.

        Closing twice does no harm; nothing else may be called afterwards.

        Args:
            discard: throw those edits away.
        """
        with self._saving:
            if self._copy is not None and self._slot is not None:
                path = self.path
                # A working copy whose document is gone may be the only one there is.
                is_safe = path is not None and not self.has_unsaved_changes and path.exists()
                self._copy.close()
                if discard or is_safe:
                    self._slot.remove()
                else:
                    self._slot.release()
                self._slot = None
            if self._claim is not None:
                self._claim.release()
                self._claim = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self) -> Content:
        if self._copy is not None:
            return self._copy.read()
        assert self._content is not None
        return self._content

    def _shown_path(self) -> Path:
        return self.path or Path()

    def _start_writing(self) -> None:
        """A working copy for a document that was read-only."""
        # Nothing is saved under the new name yet: until then the copy counts as never saved.
        base, content = Base(), self._rows()
        with guard():
            slot = create_slot(content, base)
        try:
            self._copy = WorkingCopy(slot.folder, content, self._on_rescue)
        except BaseException:
            slot.remove()
            raise
        self._slot, self._base, self._content = slot, base, None

    def _write(self, path: Path) -> None:
        assert self._copy is not None
        assert self._slot is not None
        raw, head = self._copy.snapshot()
        if read_content(raw, path).head != head:
            raise StoreError("working_copy_damaged", path=str(self._slot.folder))
        with translated(path):
            write_whole(path, raw)
        self._base = _base_of(path, raw, head)
        # The document is saved. If the two notes below cannot be written (a full data disk), the next start
        # finds the same out by comparing the journals, and one rolling copy is missing.
        with contextlib.suppress(StoreError):
            self._slot.write_base(self._base)
        with contextlib.suppress(OSError):
            copies.keep(path, raw, head.seq)

    def _check_underneath(self, path: Path) -> None:
        try:
            raw = read_bytes(path)
        except StoreError as problem:
            if problem.code == "document_missing":
                raise StoreError("document_gone", path=str(path)) from problem
            raise
        if digest_of(raw) == self._base.digest:
            return
        # An earlier save that failed after the file was replaced left our own later state there.
        try:
            head = read_content(raw, path).head
        except StoreError as problem:
            raise StoreError("changed_underneath", path=str(path)) from problem
        assert self._copy is not None
        if head.seq < self._base.seq or not self._copy.read().holds(head):
            raise StoreError("changed_underneath", path=str(path))
        self._base = _base_of(path, raw, head)

    def _on_rescue(self) -> None:
        if self._slot is not None:
            self._slot.restore(self._base)


def held(path: Path, holder: Holder) -> StoreError:
    """The error for a document that somebody else has open."""
    return StoreError(
        "document_held",
        path=str(path),
        user=holder.user or "?",
        host=holder.host or "?",
        since=holder.since or "?",
    )


def _base_of(path: Path, raw: bytes, head: Head) -> Base:
    return Base(str(path), digest_of(raw), head.seq, head.hash.hex())
