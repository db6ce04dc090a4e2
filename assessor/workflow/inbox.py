"""A desk's inbox: every PDF of a folder verified in one go, on all cores; nothing is changed or moved."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

from assessor.assessment.interchange import parse_json
from assessor.assessment.review_form import read_review
from assessor.errors import DocumentError, UserError
from assessor.messages import Language, has_text, text
from assessor.signing.plain import plain
from assessor.signing.trust_store import TrustStore
from assessor.workflow.embedded import REVIEW, read_embedded
from assessor.workflow.file_pool import Cancel, ask_files
from assessor.workflow.files import read_input
from assessor.workflow.trusting import Trust, trust_store
from assessor.workflow.verifying import Outcome, Verified, verify_bytes

MAX_FILES = 20_000

Kind = Literal["checklist", "report", "other"]
Progress = Callable[[int, int, "InboxEntry"], None]


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """What verifying found out about one file. Texts come from the file: show them as plain text.

    Attributes:
        path: the file.
        outcome: as of `Verified`; `unreadable` when the file could not be read at all.
        integrity: `intact`, `changed` or `unverifiable`.
        kind: a submitted checklist, a review report, or something else.
        case: name of the case.
        holder: who signed as its maker, by the certificate.
        known: how that is known; empty when nobody signed.
        official: who countersigned; empty: nobody.
        edition, category: of the assessment.
        result: `conforming`, `not_conforming`, `undecided`; empty when it could not be computed again.
        round: of the review; 0: not known.
        differences: rows whose printed verdict is not the recomputed one.
        signed_at: ISO 8601 time, proven or claimed; empty when not stated.
        is_time_proven: by a trusted time stamp.
        data: SHA-256 of the assessment, as printed on every page; empty when there is none.
        file: SHA-256 of the file.
        size: in bytes.
        codes: what is wrong or worth knowing: codes of `verify.*`, `recompute.*` or `error.*`.
        said: the same as keys of messages with their parameters; see `sentences`.
        is_known: everybody who signed is known through a trusted root or a pinned certificate.
    """

    path: Path
    outcome: Outcome | Literal["unreadable"]
    integrity: str = "unverifiable"
    kind: Kind = "other"
    case: str = ""
    holder: str = ""
    known: str = ""
    official: str = ""
    edition: str = ""
    category: str = ""
    result: str = ""
    round: int = 0
    differences: int = 0
    signed_at: str = ""
    is_time_proven: bool = False
    data: str = ""
    file: str = ""
    size: int = 0
    codes: tuple[str, ...] = ()
    said: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    is_known: bool = False

    @property
    def headline(self) -> str:
        """The outcome, or that nobody knows who signed a file that agrees."""
        return "unknown_signer" if self.outcome == "agrees" and not self.is_known else self.outcome

    def sentences(self, language: Language) -> list[str]:
        """What is wrong or worth knowing, in words."""
        return [text(key, language, **_named(params, language)) for key, params in self.said]


def _named(params: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Parameters with results by name instead of code."""
    named = {}
    for name, value in params.items():
        key = f"wording.result.{value}"
        named[name] = text(key, language) if isinstance(value, str) and has_text(key) else value
    return named


@dataclass(frozen=True, slots=True)
class Inbox:
    """A folder that was looked through.

    Attributes:
        entries: one per file, in the order of the names.
        total: files found.
        is_complete: False: cancelled before the end.
        faults: files of one's own that could not be read and did not count, each named.
    """

    entries: tuple[InboxEntry, ...]
    total: int
    is_complete: bool
    faults: tuple[UserError, ...] = ()


def pdf_files(folder: Path) -> list[Path]:
    """The PDF files in a folder and the folders in it, in the order of their names.

    Raises:
        DocumentError: no such folder, not readable, or more files than any inbox has.
    """
    if not folder.is_dir():
        raise DocumentError("folder_missing", path=str(folder))
    found: list[Path] = []
    try:
        for where, folders, names in os.walk(folder):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            found += (
                Path(where, name)
                for name in sorted(names)
                if name.casefold().endswith(".pdf") and not name.startswith(".")
            )
            if len(found) > MAX_FILES:
                raise DocumentError("inbox_too_large", path=str(folder), limit=MAX_FILES)
    except OSError as problem:
        detail = problem.strerror or type(problem).__name__
        raise DocumentError("input_unreadable", path=str(folder), detail=detail) from problem
    return found


def check_folder(
    folder: Path,
    *,
    trust: Trust = (),
    extra: Iterable[Path] = (),
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Inbox:
    """Verifies every PDF of a folder; files that are the same to the byte are verified once.

    Args:
        folder: the folder.
        trust: files with certificates and revocation lists, or what was read from them.
        extra: folders with further editions.
        workers: processes; as many as there are cores, at most eight, when left out.
        progress: is told how many are done, of how many, and the last one.
        cancel: is asked between files; True ends it.

    Raises:
        DocumentError: no such folder, not readable, or more files than any inbox has.
        SigningError: a file with certificates cannot be read.
    """
    ask = partial(check_file, store=trust_store(trust), extra=tuple(extra))
    files = pdf_files(folder)
    done: dict[Path, InboxEntry] = {}
    same = _same(files)
    for path, entry in ask_files(list(same), ask, _fallen, workers=workers, cancel=cancel):
        for one in same[path]:
            done[one] = replace(entry, path=one)
            if progress is not None:
                progress(len(done), len(files), done[one])
    return Inbox(tuple(done[one] for one in files if one in done), len(files), len(done) == len(files))


def _same(files: Sequence[Path]) -> dict[Path, list[Path]]:
    """The first of each group of files with the same bytes, with all of the group."""
    sizes: dict[int, list[Path]] = {}
    for path in files:
        sizes.setdefault(_size(path), []).append(path)
    first: dict[tuple[int, bytes], Path] = {}
    groups: dict[Path, list[Path]] = {}
    for path in files:
        size = _size(path)
        if size < 0 or len(sizes.get(size, ())) < 2:
            groups[path] = [path]
            continue
        try:
            with path.open("rb") as stream:
                found = file_digest(stream, "sha256").digest()
        except OSError:
            groups[path] = [path]
            continue
        groups.setdefault(first.setdefault((size, found), path), []).append(path)
    return groups


def _size(path: Path) -> int:
    """Size in bytes; -1 where nobody can say."""
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _fallen(path: Path) -> InboxEntry:
    said = (("recompute.unexpected", {"detail": "process"}),)
    return InboxEntry(path, "unverifiable", codes=("unexpected",), said=said)


def check_file(path: Path, store: TrustStore, extra: tuple[Path, ...]) -> InboxEntry:
    """Verifies one file; whatever is wrong with it is part of the answer."""
    try:
        pdf = read_input(path)
    except UserError as problem:
        return InboxEntry(path, "unreadable", codes=(problem.code,), said=(_fault(problem),))
    return _entry(path, pdf, verify_bytes(pdf, trust=store, extra=extra))


def _entry(path: Path, pdf: bytes, found: Verified) -> InboxEntry:
    verification, recomputed = found.verification, found.recomputed
    maker = found.maker or verification.examiner
    official = verification.official
    inner = found.inner.attachment if found.inner is not None else None
    data = inner if found.is_report else verification.attachment
    said: list[tuple[str, Mapping[str, Any]]] = [
        (f"verify.{one.code}", one.params)
        for one in verification.reasons
        if one.code != "countersignature_empty"
    ]
    said += [(f"recompute.{code}", params) for code, params in recomputed.reasons if code != "not_intact"]
    if recomputed.fault is not None:
        said.append(_fault(recomputed.fault))
    moment = maker.signing_time if maker is not None else None
    return InboxEntry(
        path=path,
        outcome=found.outcome,
        integrity=verification.integrity,
        kind="report" if found.is_report else "checklist" if found.maker is not None else "other",
        case=_case(data),
        holder=maker.holder if maker is not None else "",
        known=maker.known if maker is not None else "",
        official=official.holder if official is not None else "",
        edition=recomputed.edition,
        category=recomputed.category,
        result=recomputed.result,
        round=_round(pdf, found),
        differences=len(recomputed.differences),
        signed_at="" if moment is None else moment.isoformat(timespec="seconds"),
        is_time_proven=maker is not None and maker.time == "proven",
        data="" if data is None else sha256(data).hexdigest(),
        file=verification.file_fingerprint,
        size=len(pdf),
        codes=tuple(key.partition(".")[2] for key, _ in said),
        said=tuple(said),
        is_known=found.is_signer_known,
    )


def _fault(fault: UserError) -> tuple[str, Mapping[str, Any]]:
    return f"error.{fault.code}", dict(fault.params)


def _case(data: bytes | None) -> str:
    if data is None:
        return ""
    try:
        found = parse_json(data)
        name = found["case"]["name"]
    except (UserError, KeyError, TypeError):
        return ""
    return plain(name) if isinstance(name, str) else ""


def _round(pdf: bytes, found: Verified) -> int:
    """The round that the file says it is; a checklist that says nothing is the first."""
    if found.verification.integrity != "intact" or found.verification.attachment is None:
        return 0
    try:
        if found.is_report:
            return read_review(found.verification.attachment).round
        review = read_embedded(pdf, REVIEW)
        return 1 if review is None else read_review(review).round
    except Exception:  # noqa: BLE001 # an odd attachment says nothing about the round
        return 0


def rows_of(inbox: Inbox, folder: Path) -> Iterator[dict[str, Any]]:
    """The entries as plain values by column, in the order in which they are written."""
    for one in inbox.entries:
        yield {
            "file": _relative(one.path, folder),
            "outcome": one.outcome,
            "integrity": one.integrity,
            "kind": one.kind,
            "case": one.case,
            "holder": one.holder,
            "known": one.known,
            "official": one.official,
            "edition": one.edition,
            "category": one.category,
            "result": one.result,
            "round": one.round,
            "differences": one.differences,
            "signed_at": one.signed_at,
            "time_proven": one.is_time_proven,
            "data_fingerprint": one.data,
            "file_fingerprint": one.file,
            "size": one.size,
            "signer_known": one.is_known,
            "codes": " ".join(one.codes),
        }


def _relative(path: Path, folder: Path) -> str:
    try:
        return plain(path.relative_to(folder).as_posix(), 500)
    except ValueError:
        return plain(str(path), 500)
