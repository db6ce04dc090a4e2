"""Draws a QR code as plain rectangles, readable after a black-and-white copy."""

import hashlib
from functools import lru_cache

from assessor.report.canvas import Sheet

# Light modules around the code, as the standard asks.
_QUIET = 4
_COMPACT = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def draw_qr(sheet: Sheet, x: float, top: float, size: float, content: str) -> None:
    """Draws the QR code of a text.

    Args:
        sheet: where to draw.
        x: left edge in points, quiet zone included.
        top: upper edge in points.
        size: edge length in points, quiet zone included.
        content: plain text, at most some hundred characters; error correction level M.
    """
    canvas = sheet.canvas
    # Drawn once in a document: it is the same on every page.
    name = f"qr-{hashlib.sha256(content.encode()).hexdigest()[:16]}-{size:.1f}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, size, size)
        sheet.operators(_boxes(content, size))
        canvas.endForm()
    sheet.operators(f"q 1 0 0 1 {x:.3f} {top - size:.3f} cm")
    canvas.doForm(name)
    sheet.operators("Q")


def _boxes(content: str, size: float) -> str:
    """Black rectangles in a square with its lower left corner at the origin."""
    modules = _modules(content)
    module = size / (len(modules) + 2 * _QUIET)
    boxes = []
    for line, dark in enumerate(modules):
        low = size - (_QUIET + line + 1) * module
        column = 0
        while column < len(dark):
            first = column
            while column < len(dark) and dark[column]:
                column += 1
            if column > first:
                left = (_QUIET + first) * module
                boxes.append(f"{left:.3f} {low:.3f} {(column - first) * module:.3f} {module:.3f} re")
            column += 1
    return f"0 0 0 rg {' '.join(boxes)} f"


@lru_cache(maxsize=8)
def _modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """Which modules are dark, line by line; kept, because every page of a checklist shows the same code."""
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRAlphaNum, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    # Capitals and digits take two thirds of the room.
    code.addData(QRAlphaNum(content) if set(content) <= _COMPACT else QR8bitByte(content))
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(line, column)) for column in range(count)) for line in range(count))
