"""Blocks of cells as other programs put them on the clipboard, in and out."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from assessor.errors import EditError

MAX_CHARACTERS = 2_000_000
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def parse_block(clipboard: str) -> list[list[str]]:
    """The cells of a clipboard text: tabs part columns, and commas where the text can only be CSV.

    Quoted cells may hold tabs, commas, quotes and line ends. Rows are as long as they come; a final line end
    begins no further row.

    Raises:
        EditError: the text is too large to be a block of measurements.
    """
    if len(clipboard) > MAX_CHARACTERS:
        raise EditError("block_too_large", limit=f"{MAX_CHARACTERS:,}")
    whole = clipboard.lstrip("\ufeff").replace("\0", "")
    delimiter = "\t" if "\t" in whole or not _is_csv(whole) else ","
    try:
        rows = list(csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise EditError("block_too_large", limit=f"{csv.field_size_limit():,}") from problem
    return [[cell.strip() for cell in row] or [""] for row in rows]


def _is_csv(whole: str) -> bool:
    """Whether commas part cells: several lines with the same number of them, not all of thousands."""
    lines = [line for line in whole.splitlines() if line.strip()]
    counts = {len(next(csv.reader([line]))) for line in lines}
    if len(lines) < 2 or len(counts) != 1 or counts == {1}:
        return False
    return not all(_THOUSANDS.fullmatch(line.strip()) for line in lines)


def block_text(rows: Iterable[Sequence[str]]) -> str:
    """Cells as a clipboard text that spreadsheets and `parse_block` read back."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return out.getvalue()
