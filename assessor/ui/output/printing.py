"""Printing: the very pages of the PDF, as they are where that can be, else as pictures."""

import re
import shutil
import subprocess
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from assessor.errors import DocumentError, ReportError
from assessor.report.picked import picked_pages
from assessor.report.raster import Pages
from assessor.ui.jobs import Control
from assessor.ui.output.pictures import page_image
from assessor.workflow.exporting import is_signed
from assessor.workflow.files import write_output

MAX_DPI = 600
"""Beyond it a page takes a hundred megabytes and looks no better on paper."""
QUEUE_SECONDS = 60
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


def pages_chosen(printer: QPrinter, count: int, *, copies: int | None = None) -> list[int]:
    """The pages to print, counted from 0, in the order chosen in the dialog.

    Args:
        printer: as set in the dialog.
        count: pages there are.
        copies: how often each is listed; None: as often as chosen, unless the printer copies by itself.
    """
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    chosen = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    if copies is None:
        copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]


def print_pages(control: Control, pdf: bytes, printer: QPrinter) -> int:
    """Prints pages and says how many.

    Into a file go the pages themselves, lines and letters. So they do to a print system that takes PDF. Only
    another printer gets pictures of them.

    Raises:
        ReportError: the printer takes nothing, or gives up half-way.
        DocumentError: the file cannot be written, or a signed one lies there.
        CancelledError: the user changed their mind; the print job is thrown away, a file is not written.
    """
    if printer.outputFileName():
        return _into_file(control, pdf, printer)
    if (printed := _to_queue(control, pdf, printer)) is not None:
        return printed
    return _as_pictures(control, pdf, printer)


def _into_file(control: Control, pdf: bytes, printer: QPrinter) -> int:
    target = Path(printer.outputFileName())
    chosen = pages_chosen(printer, _count(pdf))
    if not chosen:
        return 0
    if is_signed(target):
        raise DocumentError("signed_in_the_way", path=str(target))
    control.step(f"page:{len(chosen)}:{len(chosen)}")
    paper = printer.pageLayout().pageSize().size(QPageSize.Unit.Point)
    content = picked_pages(pdf, chosen, printer.docName(), (paper.width(), paper.height()))
    control.check()
    write_output(target, content)
    return len(chosen)


def _to_queue(control: Control, pdf: bytes, printer: QPrinter) -> int | None:
    """Hands the pages to the print system (CUPS); None: there is none, or it does not take them."""
    program = shutil.which("lp")
    if program is None or not printer.printerName():
        return None
    chosen = pages_chosen(printer, _count(pdf), copies=1)
    if not chosen:
        return 0
    control.step(f"page:{len(chosen)}:{len(chosen)}")
    command = [program, "-d", printer.printerName(), "-t", printer.docName(), *_options(printer)]
    content = picked_pages(pdf, chosen, printer.docName())
    control.check()
    try:
        done = subprocess.run(  # noqa: S603  no shell, and the program is the system's own
            command, input=content, capture_output=True, check=False, timeout=QUEUE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    return len(chosen) * max(1, printer.copyCount())


def _options(printer: QPrinter) -> list[str]:
    """What was chosen in the dialog, in the words of the print system."""
    sides = {
        QPrinter.DuplexMode.DuplexNone: "one-sided",
        QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    }.get(printer.duplex(), "two-sided-long-edge")
    media = printer.pageLayout().pageSize().key()
    options = [
        f"sides={sides}",
        f"collate={'true' if printer.collateCopies() else 'false'}",
        "print-scaling=fit",
    ]
    if re.fullmatch(r"[A-Za-z0-9_.-]+", media):
        options.append(f"media={media}")
    if printer.colorMode() is QPrinter.ColorMode.GrayScale:
        options.append("print-color-mode=monochrome")
    return ["-n", str(max(1, printer.copyCount())), *(word for one in options for word in ("-o", one))]


def _count(pdf: bytes) -> int:
    with Pages(pdf) as pages:
        return len(pages)


def _as_pictures(control: Control, pdf: bytes, printer: QPrinter) -> int:
    """Paints the pages; Qt lets another thread than the window's paint on a printer."""
    with Pages(pdf) as pages:
        chosen = pages_chosen(printer, len(pages))
        if not chosen:
            return 0
        printer.setPageOrientation(_direction(pages.size(chosen[0])))
        if not any(pages.has_colour(page) for page in set(chosen)):
            # Said before painting begins: else Qt hands every grey page on in three colours.
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        painter = QPainter()
        if not painter.begin(printer):
            raise ReportError("printer_refused", printer=printer.printerName())
        # Letters stay sharp, and black on white takes less room so than as a photograph.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
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
        raise ReportError("printer_refused", printer=printer.printerName())
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
    # The resolution is the printer's; a page without colour is black and grey for the printer too.
    grey = printer.colorMode() is QPrinter.ColorMode.GrayScale or not pages.has_colour(page)
    image = page_image(pages, page, min(scale * POINTS, MAX_DPI), grey=grey)
    painter.drawImage(QRect(round(left), round(top), round(target.width()), round(target.height())), image)


def _direction(size: tuple[float, float]) -> QPageLayout.Orientation:
    width, height = size
    return QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
