"""Draws a QR code as plain rectangles, readable after a black-and-white copy."""

from assessor.report.canvas import Sheet

# Light modules around the code, as the standard asks.
_QUIET = 4


def draw_qr(sheet: Sheet, x: float, top: float, size: float, content: str) -> None:
    """Draws the QR code of a text.

    Args:
        sheet: where to draw.
        x: left edge in points, quiet zone included.
        top: upper edge in points.
        size: edge length in points, quiet zone included.
        content: plain text, at most some hundred characters; error correction level M.
    """
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content))
    code.make()
    count = code.getModuleCount()
    module = size / (count + 2 * _QUIET)
    boxes = []
    for line in range(count):
        column = 0
        while column < count:
            first = column
            while column < count and code.isDark(line, column):
                column += 1
            if column > first:
                left = x + (_QUIET + first) * module
                low = top - (_QUIET + line + 1) * module
                boxes.append(f"{left:.3f} {low:.3f} {(column - first) * module:.3f} {module:.3f} re")
            column += 1
    sheet.operators(f"q 0 0 0 rg {' '.join(boxes)} f Q")
