"""The stamp of a signature as a small page of its own, which the signer puts into its field."""

from collections.abc import Sequence
from io import BytesIO

from assessor.messages import Language
from assessor.report.canvas import PageFormat, Sheet, mm
from assessor.report.frame import GREY, grouped, label
from assessor.report.text import Layout

STAMP_SIZE = (86.0, 30.0)
"""Width and height in millimetres, as the fields of the checklist are."""
_MARGIN = 3.0
_LABEL = 21.0
_HASH_SHOWN = 16
_SEAL = 20.0
_SIZES = (8.0, 7.0, 6.0, 5.0, 4.0)


def draw_stamp(
    name: str,
    role: str,
    date: str,
    holder: str,
    fingerprint: str,
    verdict: str = "",
    language: Language = "ja",
    seal: bytes | None = None,
    remarks: Sequence[str] = (),
) -> bytes:
    """One page with who signed, as what, when and over which data; all fonts embedded.

    Args:
        name: printed name of the signer.
        role: as what, for example 設計者・評価者.
        date: claimed moment of signing, as it shall be read.
        holder: name in the certificate.
        fingerprint: SHA-256 of the assessment, hexadecimal; its first digits are shown.
        verdict: the official's verdict; empty for the designer.
        language: of the labels.
        seal: picture of a seal as `seal.prepared` gives it; stands at the right.
        remarks: small lines under the verdict; one that is too long for its line is cut.

    Raises:
        ReportError: `font_gap`.
    """
    width, height = STAMP_SIZE
    margins = PageFormat(width, height, _MARGIN, _MARGIN, 2.0, 2.0)
    sheet = Sheet(title=role, page_format=margins, language="en" if language == "en" else "ja-JP")
    # Named when a character has no font.
    sheet.section = label(language, "where.stamp")
    sheet.new_page()
    right = sheet.right if seal is None else _draw_seal(sheet, seal)
    heading = f"{label(language, 'stamp.signed')}　{role}"
    sheet.y = _line(sheet, heading, sheet.left, sheet.y, right - sheet.left, bold=True) - 1
    sheet.line(sheet.left, sheet.y, right, sheet.y, weight=0.5)
    sheet.y -= 1.5
    if verdict:
        sheet.y = _line(sheet, verdict, sheet.left, sheet.y, right - sheet.left, bold=True, largest=11.0) - 1
    for remark in remarks:
        fitted = _fit(sheet, remark, right - sheet.left, 8, bold=False, largest=6.0)
        sheet.y = sheet.draw(sheet.left, sheet.y, fitted) - 0.5
    shown = grouped(fingerprint[:_HASH_SHOWN])
    facts = (("name", name), ("holder", holder), ("date", date), ("fingerprint", shown))
    lines = [(key, value) for key, value in facts if value and not (key == "holder" and value == name)]
    step = (sheet.y - sheet.bottom) / max(len(lines), 1)
    for key, value in lines:
        inner = right - sheet.left - mm(_LABEL)
        layout = _fit(sheet, value, inner, step, bold=key == "name", largest=11.0 if key == "name" else 8.0)
        title = sheet.setter.layout(label(language, f"stamp.{key}"), mm(_LABEL) - 2, 6)
        sheet.draw(sheet.left, sheet.y - (step - title.height) / 2, title, colour=GREY)
        sheet.draw(sheet.left + mm(_LABEL), sheet.y - (step - layout.height) / 2, layout)
        sheet.y -= step
    return sheet.finish().pdf


def _draw_seal(sheet: Sheet, picture: bytes) -> float:
    """Draws the seal at the right edge, in its own proportions; gives where the text ends."""
    from reportlab.lib.utils import ImageReader

    reader = ImageReader(BytesIO(picture))
    width, height = reader.getSize()
    scale = min(mm(_SEAL) / width, mm(_SEAL) / height)
    x, y = sheet.right - mm(_SEAL), sheet.bottom + (sheet.room - mm(_SEAL)) / 2
    sheet.canvas.drawImage(
        reader,
        x + (mm(_SEAL) - width * scale) / 2,
        y + (mm(_SEAL) - height * scale) / 2,
        width * scale,
        height * scale,
    )
    return x - mm(2)


def _line(
    sheet: Sheet, content: str, x: float, top: float, width: float, *, bold: bool, largest: float = 8.5
) -> float:
    return sheet.draw(x, top, _fit(sheet, content, width, 14, bold=bold, largest=largest))


def _fit(sheet: Sheet, content: str, width: float, height: float, *, bold: bool, largest: float) -> Layout:
    """The text in the largest type that shows it whole in the given room."""
    where = sheet.section
    layout = sheet.setter.layout(content, width, _SIZES[-1], bold, where=where, leading=1.05)
    for size in (largest, *_SIZES):
        layout = sheet.setter.layout(content, width, size, bold, where=where, leading=1.15)
        if layout.height <= height + 1e-6:
            return layout
    # A name that long stands whole among the case data; here it ends with the room.
    return layout.part(0, max(1, int(height / layout.leading)))
