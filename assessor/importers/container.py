"""A workbook is a ZIP of XML from anybody: measured and looked through before anything reads it."""

import io
import zipfile
import zlib

from assessor.errors import ImportFileError

MAX_FILE = 32 << 20
MAX_MEMBERS = 2_000
MAX_XML = 128 << 20
MAX_RATIO = 400
RATIO_FROM = 1 << 20
"""Below this size the ratio of a member does not matter."""
_PIECE = 1 << 16
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_XML = (".xml", ".rels", ".vml")


def check_container(data: bytes, file: str) -> bool:
    """Refuses what could only harm; says whether the sheets hold formulas.

    The sizes are counted while unpacking: what the ZIP says of itself is not believed.

    Raises:
        ImportFileError: too large, not a workbook, encrypted or of the old format, damaged, a bomb, or XML
            that declares a document type (entities).
    """
    if len(data) > MAX_FILE:
        raise ImportFileError("sheet_too_large", file=file, limit=f"{MAX_FILE >> 20} MiB")
    if data.startswith(_OLD_OFFICE):
        raise ImportFileError("sheet_old_or_locked", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_members(archive, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError) as problem:
        raise ImportFileError("sheet_damaged", file=file, detail=str(problem)) from problem
    except NotImplementedError as problem:  # a compression that Python does not know
        raise ImportFileError("sheet_damaged", file=file, detail=str(problem)) from problem
    except RuntimeError as problem:  # encrypted members
        raise ImportFileError("sheet_old_or_locked", file=file) from problem


def _check_members(archive: zipfile.ZipFile, file: str) -> bool:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or len(set(names)) != len(names):
        raise ImportFileError("sheet_bomb", file=file)
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise ImportFileError("sheet_not_workbook", file=file)
    total, formulas = 0, False
    for member in members:
        if not member.filename.lower().endswith(_XML):
            continue  # pictures, macros and the like are never unpacked
        size = 0
        tail = b""
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                total += len(piece)
                if total > MAX_XML or (size > RATIO_FROM and size > MAX_RATIO * max(member.compress_size, 1)):
                    raise ImportFileError("sheet_bomb", file=file)
                text = tail + piece
                # Also found in UTF-16, where each of these letters has a zero byte beside it.
                plain = text.replace(b"\x00", b"")
                if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                    raise ImportFileError("sheet_doctype", file=file)
                formulas = formulas or ("/worksheets/" in member.filename and b"<f" in plain)
                tail = text[-32:]
    return formulas
