"""The QR code as rendered: every module where the encoder puts it, a quiet zone around it."""

import pypdfium2
import pytest
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRAlphaNum, QRCode, QRErrorCorrectLevel

from assessor.report.canvas import PageFormat, Sheet
from assessor.report.pdfa import finalise
from assessor.report.qrcode import draw_qr


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a3f9" * 16, QR8bitByte),
        ("子育て支援住宅 髙﨑", QR8bitByte),
        ("1", QRAlphaNum),
        ("SHA256:" + "A3F9" * 16 + ":R4", QRAlphaNum),
    ],
)
def test_every_module_is_printed_in_its_place(content, kind):
    expected = QRCode(None, QRErrorCorrectLevel.M)
    expected.addData(kind(content))
    expected.make()
    count = expected.getModuleCount()
    edge = (count + 8) * 4.0
    sheet = Sheet(title="QR", page_format=PageFormat(edge * 25.4 / 72, edge * 25.4 / 72, 0, 0, 0, 0))
    sheet.new_page()
    draw_qr(sheet, 0, edge, edge, content)
    document = pypdfium2.PdfDocument(finalise(sheet.finish().pdf, title="QR"))
    page = document[0]
    bitmap = page.render(scale=2, grayscale=True)
    image = bitmap.to_pil()
    found = [
        [image.getpixel((8 * column + 4, 8 * row + 4)) < 128 for column in range(count + 8)]
        for row in range(count + 8)
    ]
    bitmap.close()
    page.close()
    document.close()
    quiet = [False] * 4
    blank = [[False] * (count + 8)] * 4
    modules = [[*quiet, *(expected.isDark(r, c) for c in range(count)), *quiet] for r in range(count)]
    assert found == [*blank, *modules, *blank]
