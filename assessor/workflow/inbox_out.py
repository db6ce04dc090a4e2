"""The inbox as a table for other programs: CSV and XLSX, every cell a plain value and never a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from assessor.messages import Language, has_text, text
from assessor.workflow.embedded_case import EmbeddedCase
from assessor.workflow.files import write_output
from assessor.workflow.inbox import Inbox, rows_of

COLUMNS = (
    "file", "outcome", "integrity", "kind", "case", "holder", "known", "official", "edition", "category",
    "result", "round", "differences", "signed_at", "time_proven", "data_fingerprint", "file_fingerprint",
    "size", "codes",
)  # fmt: skip
_WORDED = ("outcome", "integrity", "kind", "known", "result")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"file": 36, "case": 28, "holder": 20, "official": 20, "codes": 40}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes


def write_csv(inbox: Inbox, folder: Path, target: Path, language: Language = "ja") -> None:
    """Writes the table as CSV in UTF-8 with a byte order mark, which spreadsheets ask for.

    Raises:
        DocumentError: the file cannot be written.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(_heads(language))
    for row in _lines(inbox, folder, language):
        writer.writerow([_harmless(value) for value in row])
    write_output(target, b"\xef\xbb\xbf" + output.getvalue().encode("utf-8"))


def write_xlsx(inbox: Inbox, folder: Path, target: Path, language: Language = "ja") -> None:
    """Writes the table as a workbook with one sheet: a fixed head, a filter, numbers as numbers.

    Raises:
        DocumentError: the file cannot be written.
    """
    write_output(target, _workbook(_heads(language), list(_lines(inbox, folder, language))))


def _heads(language: Language) -> list[str]:
    return [text(f"inbox.column.{name}", language) for name in COLUMNS]


def _lines(inbox: Inbox, folder: Path, language: Language) -> Iterable[list[Any]]:
    for entry, row in zip(inbox.entries, rows_of(inbox, folder), strict=True):
        row["outcome"] = entry.headline
        row["codes"] = " ".join(entry.sentences(language))
        about = EmbeddedCase(category=entry.category, edition=entry.edition)
        row["category"] = about.category_in(language)
        if not entry.round:
            row["round"] = ""
        if not entry.result:
            row["differences"] = ""  # nothing was recomputed: no number is a finding
        yield [_worded(name, row[name], language) for name in COLUMNS]


def _worded(name: str, value: Any, language: Language) -> Any:
    if isinstance(value, bool):
        return text(f"inbox.{'yes' if value else 'no'}", language)
    key = f"inbox.{name}.{value}"
    return text(key, language) if name in _WORDED and has_text(key) else value


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets a sign in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _workbook(heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> bytes:
    rows = [_row(1, heads, style=1), *(_row(number, line) for number, line in enumerate(lines, 2))]
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{_WIDTHS.get(name, 14)}" customWidth="1"/>'
        for at, name in enumerate(COLUMNS, 1)
    )
    last = f"{_letters(len(heads))}{len(lines) + 1}"
    sheet = (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/></worksheet>'
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))
    return output.getvalue()


def _row(number: int, values: Sequence[Any], style: int = 0) -> str:
    cells = []
    for at, value in enumerate(values, 1):
        place = f'r="{_letters(at)}{number}"' + (f' s="{style}"' if style else "")
        if isinstance(value, int):
            cells.append(f"<c {place}><v>{value}</v></c>")
        elif value != "":
            words = escape("".join(sign for sign in str(value) if sign in "\t\n" or ord(sign) >= 0x20))
            cells.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="inbox" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
