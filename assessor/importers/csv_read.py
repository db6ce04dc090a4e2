"""CSV and tab-separated text as plain cells."""

import csv
import io

from assessor.errors import ImportFileError
from assessor.importers.sheets import Cell, Sheet

MAX_FILE = 32 << 20
MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
GUARD = "'"
"""Put before text that a spreadsheet would take for a formula."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """Text that no spreadsheet computes; `unguarded` gives it back."""
    return GUARD + text if text.startswith((*FORMULA_STARTS, GUARD)) else text


def unguarded(text: str) -> str:
    """The text that was guarded; other text stays as it is."""
    rest = text[len(GUARD) :]
    return rest if text.startswith(GUARD) and rest.startswith((*FORMULA_STARTS, GUARD)) else text


def read_csv(data: bytes, file: str, sheet: str = "") -> Sheet:
    """The rows of a CSV file: UTF-8, UTF-16 with a mark, or the Shift_JIS of Japanese Windows.

    Args:
        data: the file.
        file: how it is called in messages.
        sheet: name of the sheet.

    Raises:
        ImportFileError: too large, in no known encoding, or not text.
    """
    if len(data) > MAX_FILE:
        raise ImportFileError("sheet_too_large", file=file, limit=f"{MAX_FILE >> 20} MiB")
    text = _decoded(data, file)
    if "\x00" in text:
        raise ImportFileError("csv_not_text", file=file)
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            cells += len(row)
            if cells > MAX_CELLS or len(rows) >= MAX_ROWS:
                limit = f"{MAX_ROWS:,} × {MAX_CELLS:,}"
                raise ImportFileError("sheet_too_large", file=file, limit=limit)
            rows.append(tuple(map(_cell, row)))
    except csv.Error as problem:
        raise ImportFileError("csv_damaged", file=file, line=len(rows) + 1, detail=str(problem)) from problem
    return Sheet(sheet, tuple(rows))


def _decoded(data: bytes, file: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFileError("csv_encoding", file=file)


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:20])
    return max(",\t;", key=head.count)


def _cell(text: str) -> Cell:
    """Text stays text: names such as 007 or 1.50 are not numbers, and values are read by their quantity."""
    return unguarded(text) if text else None
