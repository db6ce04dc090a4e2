"""The whole set of a filing in a folder or ZIP file, with a manifest of hashes; written whole, read back."""

import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from assessor import __version__
from assessor.assessment import Assessment
from assessor.assessment.records import Enclosure
from assessor.criteria import Edition
from assessor.errors import DocumentError, UserError
from assessor.messages import Language, text
from assessor.report.content import Changes
from assessor.workflow.certified_source import read_signed
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import build_checklist
from assessor.workflow.files import write_output
from assessor.workflow.interchange import form_bytes
from assessor.workflow.papers import PaperMaker
from assessor.workflow.procedure import DocumentLine, DocumentList

FORMAT = "assessor.bundle"
VERSION = 1
MANIFEST = "manifest.json"
MAX_NAME_BYTES = 120
MAX_BYTES = 1 << 30
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")

Content = Callable[[Enclosure], bytes]
"""Gives the content of an enclosed file (`filings.enclosed_bytes` on the open document)."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle as it was written and read back.

    Attributes:
        path: the folder or ZIP file.
        files: names in it and their SHA-256, the manifest left out.
        on_paper: documents that are handed in on paper.
        wanting: documents that are not there, though the filing needs them.
        sheets: the check sheets in it, and whether they are signed.
        is_changed: the papers were made from an assessment that differs from what was filed.
    """

    path: Path
    files: tuple[tuple[str, str], ...]
    on_paper: tuple[str, ...]
    wanting: tuple[str, ...]
    sheets: tuple["SheetFacts", ...] = ()
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A check sheet in a bundle.

    Attributes:
        sha256: of the file, hexadecimal.
        is_signed: it holds a signature.
        is_intact: that signature holds; False without one.
        signer: who signed, by the certificate; empty: nobody, or the signature does not hold.
        agrees: the sheet in it says what the assessment says; None: that cannot be told.
    """

    name: str
    sha256: str
    is_signed: bool
    is_intact: bool = False
    signer: str = ""
    agrees: bool | None = None


def bundle_files(
    edition: Edition,
    state: Assessment,
    found: DocumentList,
    content: Content,
    *,
    created: datetime,
    language: Language = "ja",
    changes: Changes | None = None,
    concerned: Iterable[str] = (),
    rows: Iterable[str] = (),
    checklist: bytes | None = None,
    is_changed: bool = False,
) -> dict[str, bytes]:
    """Everything that belongs to a filing: papers made by the program, then the enclosures in their order.

    Args:
        edition: whose procedure asks.
        state: the assessment.
        found: the documents of the filing.
        content: gives the content of an enclosed file.
        created: moment of making, with time zone.
        language: of papers and names.
        changes: what changed since the stage before, for lists of changes; None: not known, and no list is
            made, since an empty one would say that nothing changed.
        concerned: codes of the documents these changes concern.
        rows: ids of the rows they touch.
        checklist: the check sheet where it was exported (and signed) already; else it is made, unsigned.
        is_changed: the assessment differs from what was filed (`certified_source.changed_since_filing`); the
            papers say so.

    Raises:
        ReportError: a character that no font has.
        StoreError: the content of an enclosed file is not in the document.
    """
    maker = PaperMaker(edition, state, found, created, language, is_changed=is_changed)
    files = {
        f"00-1_{text('report.paper.title.cover', language)}.pdf": maker.cover(),
        f"00-2_{text('report.paper.title.documents', language)}.pdf": maker.documents(),
    }
    for line in found.lines:
        head = f"{_number(line)}_{line.document.name.in_language(language)}"
        if line.status == "made":
            if line.document.made == "changes" and changes is None:
                continue
            files[safe_name(f"{head}.pdf")] = _made(maker, line, (changes, concerned, rows), checklist)
            continue
        enclosures = line.source[1] if line.status == "carried" and line.source else line.enclosures
        for position, (_, one) in enumerate(enclosures, 1):
            if one.sha256:
                raw = content(one)
                name = safe_name(f"{head}_{position}_{one.name}")
                while name in files:
                    name = safe_name(f"_{name}")
                files[name] = raw
    files["assessment.json"] = form_bytes(state)
    return files


def write_bundle(
    path: Path,
    state: Assessment,
    found: DocumentList,
    files: dict[str, bytes],
    *,
    created: datetime,
    language: Language = "ja",
    extra: Iterable[Path] = (),
    is_changed: bool = False,
) -> Bundled:
    """Writes the files with their manifest, as a ZIP file where the path ends in `.zip`, else as a folder.

    A folder gets its name only when everything in it was read back; a bundle that is there is not replaced.

    Args:
        path: the folder or ZIP file to write.
        state: the assessment.
        found: the documents of the filing.
        files: what `bundle_files` gave.
        created: moment of making, with time zone.
        language: of the names.
        extra: folders with further editions, for the signed check sheets in it.
        is_changed: as given to `bundle_files`; the manifest says it.

    Raises:
        DocumentError: something is there already, it cannot be written, or other bytes are read back.
    """
    sheets = tuple(
        _sheet(name, raw, state, extra) for name, raw in _files_of(found, files, language, "checklist")
    )
    manifest = _manifest(state, found, files, created, language, sheets)
    manifest["changed_since_filing"] = is_changed
    listed = {**files, MANIFEST: _json(manifest)}
    if path.exists():
        raise DocumentError("output_exists", path=str(path))
    if path.suffix.lower() == ".zip":
        write_output(path, _zipped(listed, created))
    else:
        _write_folder(path, listed)
    check_bundle(path)
    return Bundled(
        path,
        tuple((name, sha256(raw).hexdigest()) for name, raw in files.items()),
        tuple(manifest["on_paper"]),
        tuple(manifest["wanting"]),
        sheets,
        is_changed,
    )


def check_bundle(path: Path) -> dict[str, str]:
    """Compares a bundle with its manifest and gives the names with their SHA-256.

    Raises:
        DocumentError: no bundle, a file missing, added, or other than the manifest says.
    """
    there = _read(path)
    try:
        manifest = json.loads(there.pop(MANIFEST))
        expected = {str(one["name"]): str(one["sha256"]) for one in manifest["files"]}
    except (KeyError, ValueError, TypeError) as problem:
        raise DocumentError("bundle_manifest", path=str(path)) from problem
    found = {name: sha256(raw).hexdigest() for name, raw in there.items()}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise DocumentError("bundle_differs", path=str(path), name=name)
    return found


def safe_name(name: str) -> str:
    """A name that every system takes: no separators, no device names, short enough also in UTF-8."""
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = plain, ""
    room = MAX_NAME_BYTES - len(ending) - 1
    while len(stem.encode()) > room:
        stem = stem[:-1]
    stem = stem.rstrip(" .") or "_"
    short = f"{stem}.{ending}" if ending else stem
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def _number(line: DocumentLine) -> str:
    """The number so that names sort as the list does: `04`, `S1` for the list for a subsidy."""
    number = line.document.number
    return f"S{number.strip('()')}" if line.document.is_extra else f"{int(number):02d}"


def _made(
    maker: PaperMaker,
    line: DocumentLine,
    changed: tuple[Changes | None, Iterable[str], Iterable[str]],
    checklist: bytes | None,
) -> bytes:
    match line.document.made:
        case "dwellings":
            return maker.dwellings()
        case "changes":
            changes, concerned, rows = changed
            assert changes is not None
            return maker.changes(changes, concerned, rows)
        case _:
            if checklist is not None:
                return checklist
            evaluation = evaluate(maker.edition, maker.state)
            return build_checklist(
                maker.edition, maker.state, evaluation, created=maker.created, language=maker.language
            ).pdf


def _manifest(
    state: Assessment,
    found: DocumentList,
    files: dict[str, bytes],
    created: datetime,
    language: Language,
    sheets: tuple[SheetFacts, ...],
) -> dict[str, Any]:
    def names(*statuses: str) -> list[str]:
        return [
            f"{line.document.number} {line.document.name.in_language(language)}"
            for line in found.lines
            if line.status in statuses
        ]

    return {
        "format": FORMAT,
        "version": VERSION,
        "made_by": f"assessor {__version__}",
        "created": created.isoformat(timespec="seconds"),
        "case": state.case.name,
        "edition": state.case.edition,
        "category": state.case.category,
        "application": found.application.code,
        "filing": found.filing,
        "files": [
            {"name": name, "size": len(raw), "sha256": sha256(raw).hexdigest()} for name, raw in files.items()
        ],
        "on_paper": names("on_paper"),
        "not_needed": names("waived", "omitted", "not_needed"),
        "checklists": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "signed": one.is_signed,
                "intact": one.is_intact if one.is_signed else None,
                "signer": one.signer or None,
                "agrees_with_assessment": one.agrees,
            }
            for one in sheets
        ],
        "wanting": [*names("missing", "incomplete", "to_mark"), *_not_made(found, files, language)],
        "undecided": names("undecided", "if_changed"),
    }


def _files_of(
    found: DocumentList, files: dict[str, bytes], language: Language, code: str
) -> list[tuple[str, bytes]]:
    """The files of one document of the list, in their order."""
    return [
        (name, raw)
        for line in found.lines
        if line.document.code == code
        for name, raw in files.items()
        if name.lstrip("_").startswith(f"{_number(line)}_{line.document.name.in_language(language)}")
    ]


def _not_made(found: DocumentList, files: dict[str, bytes], language: Language) -> list[str]:
    """Documents that the program would make and could not: lists of changes without anything to compare."""
    return [
        f"{line.document.number} {line.document.name.in_language(language)}"
        for line in found.lines
        if line.status == "made"
        and line.document.made == "changes"
        and not _files_of(found, files, language, line.document.code)
    ]


def _sheet(name: str, raw: bytes, state: Assessment, extra: Iterable[Path]) -> SheetFacts:
    digest = sha256(raw).hexdigest()
    if b"/ByteRange" not in raw:
        return SheetFacts(name, digest, is_signed=False)
    try:
        signed = read_signed(raw, name, extra=extra)
    except UserError:
        return SheetFacts(name, digest, is_signed=True)
    agrees = signed.agrees_with(state, extra)
    return SheetFacts(name, digest, is_signed=True, is_intact=True, signer=signed.signer, agrees=agrees)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _zipped(files: dict[str, bytes], created: datetime) -> bytes:
    # The clock of a ZIP file knows no time zone, and no year before 1980.
    stamp = max(created.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, raw)
    return buffer.getvalue()


def _write_folder(path: Path, files: dict[str, bytes]) -> None:
    unfinished = path.with_name(f".~{sha256(path.name.encode()).hexdigest()[:16]}.tmp")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for name, raw in files.items():
            write_output(unfinished / name, raw)
        unfinished.replace(path)
    except OSError as problem:
        raise DocumentError(
            "output_not_written", path=str(path), detail=problem.strerror or str(problem)
        ) from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _read(path: Path) -> dict[str, bytes]:
    try:
        if path.is_dir():
            return {one.name: one.read_bytes() for one in sorted(path.iterdir())}
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAX_BYTES:
                raise DocumentError("bundle_unreadable", path=str(path), detail=f"> {MAX_BYTES >> 20} MB")
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile) as problem:
        raise DocumentError("bundle_unreadable", path=str(path), detail=str(problem)) from problem
