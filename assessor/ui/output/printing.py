"""Printing: the very pages of the PDF as pictures, at the printer's resolution."""

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from assessor.errors import ReportError
from assessor.report.raster import Pages
from assessor.ui.jobs import Control
from assessor.ui.output.pictures import page_image

MAX_DPI = 600
"""Beyond it a page takes half a gigabyte and looks no better on paper."""
POINTS = 72


def prepare(printer: QPrinter, size: tuple[float, float], title: str) -> None:
    """Sets paper, direction and name before the print dialog is shown.

    Args:
        printer: to be set.
        size: width and height of the first page in points.
        title: name of the print job.
    """
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(_direction(size))
    # The pages have margins of their own.
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def pages_chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages to print, counted from 0, copies and order as chosen in the dialog."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    chosen = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]


def print_pages(control: Control, pdf: bytes, printer: QPrinter) -> int:
    """Prints pages and says how many; Qt lets another thread than the window's paint on a printer.

    Raises:
        ReportError: the printer takes nothing, or gives up half-way.
        CancelledError: the user changed their mind; the print job is thrown away.
    """
    with Pages(pdf) as pages:
        chosen = pages_chosen(printer, len(pages))
        if not chosen:
            return 0
        printer.setPageOrientation(_direction(pages.size(chosen[0])))
        painter = QPainter()
        if not painter.begin(printer):
            raise ReportError("printer_refused", printer=printer.printerName() or printer.outputFileName())
        try:
            for place, page in enumerate(chosen):
                control.step(f"page:{place + 1}:{len(chosen)}")
                printer.setPageOrientation(_direction(pages.size(page)))
                _turn(printer, is_first=place == 0)
                _paint(painter, printer, pages, page)
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise ReportError("printer_refused", printer=printer.printerName() or printer.outputFileName())
    return len(chosen)


def _turn(printer: QPrinter, *, is_first: bool) -> None:
    if not is_first and not printer.newPage():
        raise ReportError("printer_refused", printer=printer.printerName())


def _paint(painter: QPainter, printer: QPrinter, pages: Pages, page: int) -> None:
    dpi = printer.resolution()
    paper = printer.pageLayout().fullRectPixels(dpi)
    width, height = pages.size(page)
    # Onto other paper than A4 the page is made to fit, its form kept.
    scale = min(paper.width() / width, paper.height() / height)
    target = QSizeF(width * scale, height * scale)
    left, top = (paper.width() - target.width()) / 2, (paper.height() - target.height()) / 2
    image = page_image(pages, page, min(scale * POINTS, MAX_DPI))
    painter.drawImage(QRect(round(left), round(top), round(target.width()), round(target.height())), image)


def _direction(size: tuple[float, float]) -> QPageLayout.Orientation:
    width, height = size
    return QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
