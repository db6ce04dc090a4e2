"""The pages on paper: as they are into a file and to the print system, as pictures to other printers."""

import os
import sys
import threading
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from assessor.errors import DocumentError, ReportError
from assessor.report.canvas import Sheet
from assessor.report.picked import picked_pages
from assessor.report.raster import Pages
from assessor.ui.jobs import CancelledError, Control
from assessor.ui.output import printing
from assessor.ui.output.pictures import draw_preview, page_image, page_images
from assessor.ui.output.print_part import PrintPart
from assessor.ui.output.printing import pages_chosen, prepare, print_pages
from tests.ui.desk_kit import house, settle


@pytest.fixture(scope="module")
def drawn():
    edition, state = house()
    return draw_preview(edition, state, "ja")


def pdf_printer(path, resolution=72) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def quiet(_step) -> None:
    """Nobody listens."""


def text_of(path, page=0) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page].get_textpage().get_text_range()
    finally:
        document.close()


def sizes_of(path) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [document.get_page_size(page) for page in range(len(document))]
    finally:
        document.close()


def difference(one, other) -> int:
    """How far two pictures are apart, at every second point."""
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(0, width, 2)
        for y in range(0, height, 2)
    )


# Into a file ---------------------------------------------------------------------------------------------


def test_a_file_gets_the_pages_themselves_and_is_small(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "printed.pdf"
    printer = pdf_printer(path, 1200)
    prepare(printer, drawn.sizes[0], "髙﨑𠮷邉ハイツ")
    steps = []
    assert print_pages(Control(steps.append), drawn.pdf, printer) == len(drawn.sizes)
    assert steps[-1] == f"page:{len(drawn.sizes)}:{len(drawn.sizes)}"
    assert sizes_of(path) == [pytest.approx(one, abs=1) for one in drawn.sizes]
    assert path.stat().st_size < len(drawn.sizes) * 40_000
    # Letters, not pictures of letters; and names come out as they were written.
    assert "髙﨑𠮷邉ハイツ" in text_of(path)
    with Pages(drawn.pdf) as before, Pages(path.read_bytes()) as after:
        for page in range(len(drawn.sizes)):
            assert difference(page_image(before, page, 40), page_image(after, page, 40)) == 0
    assert list(tmp_path.iterdir()) == [path]


def test_on_other_paper_the_page_keeps_its_form_and_stays_inside(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "letter.pdf"
    printer = pdf_printer(path)
    prepare(printer, drawn.sizes[0], "x")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pages(Control(quiet), drawn.pdf, printer) == 2
    assert sizes_of(path) == [pytest.approx((612, 792), abs=1)] * 2
    document = pypdfium2.PdfDocument(path)
    (form,) = document[0].get_objects(max_depth=1)
    left, bottom, right, top = form.get_bounds()
    assert 0 <= left < right <= 612
    assert 0 <= bottom < top <= 792
    document.close()
    assert "別表" in text_of(path, 1)


def test_lying_pages_lie_on_turned_paper(drawn) -> None:
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(842, 595))
        output = BytesIO()
        made.save(output)
    assert sizes_of(picked_pages(output.getvalue(), [0, 0], paper=(612, 792))) == [(792, 612)] * 2


def test_a_file_that_cannot_be_written_leaves_nothing(qapp, drawn, tmp_path) -> None:
    with pytest.raises(DocumentError, match="output_not_written"):
        print_pages(Control(quiet), drawn.pdf, pdf_printer(tmp_path / "none" / "x.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_printing_never_takes_the_place_of_a_signed_file(qapp, drawn, signed_pdf, tmp_path) -> None:
    before = signed_pdf.read_bytes()
    (tmp_path / "x.pdf").write_bytes(before)
    with pytest.raises(DocumentError, match="signed_in_the_way"):
        print_pages(Control(quiet), drawn.pdf, pdf_printer(tmp_path / "x.pdf"))
    assert (tmp_path / "x.pdf").read_bytes() == before


def test_cancelled_printing_keeps_the_file_that_was_there(qapp, drawn, tmp_path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")
    control = Control(lambda _: control.cancel())
    with pytest.raises(CancelledError):
        print_pages(control, drawn.pdf, pdf_printer(tmp_path / "x.pdf"))
    assert (tmp_path / "x.pdf").read_bytes() == b"old"


def test_range_order_and_copies_are_those_of_the_dialog(qapp, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "x.pdf")
    assert pages_chosen(printer, 4) == [0, 1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert pages_chosen(printer, 4) == [3, 2, 1]
    assert pages_chosen(printer, 4, copies=2) == [3, 2, 1, 3, 2, 1]
    printer.setCollateCopies(False)
    assert pages_chosen(printer, 4, copies=2) == [3, 3, 2, 2, 1, 1]


# To the print system -------------------------------------------------------------------------------------


class Queue(QPrinter):
    """A printer of that name, which no machine of the tests has."""

    def printerName(self) -> str:
        return "Office-2F"

    def outputFileName(self) -> str:
        return ""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexShortSide


PROGRAM = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
(here / "said.json").write_text(json.dumps(sys.argv[1:]))
(here / "taken.pdf").write_bytes(sys.stdin.buffer.read())
sys.exit({code})
"""


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A print system that keeps what it is handed."""
    if os.name != "posix":
        pytest.skip("only there is a print system that takes PDF")
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(code=0) -> Path:
        program = folder / "lp"
        program.write_text(PROGRAM.format(python=sys.executable, code=code))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return folder

    return make


def test_the_print_system_is_handed_the_pages_and_what_was_chosen(qapp, drawn, lp) -> None:
    folder, printer = lp(), Queue(QPrinter.PrinterMode.ScreenResolution)
    prepare(printer, drawn.sizes[0], "髙﨑")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 2)
    printer.setCopyCount(3)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    assert print_pages(Control(quiet), drawn.pdf, printer) == 6
    said = (folder / "said.json").read_text()
    for word in ("Office-2F", "two-sided-short-edge", "media=A4", "monochrome", '"-n", "3"', "collate=true"):
        assert word in said, word
    assert len(sizes_of(folder / "taken.pdf")) == 2
    assert "髙﨑𠮷邉ハイツ" in text_of(folder / "taken.pdf")


def test_a_print_system_that_refuses_leaves_the_pages_to_pictures(qapp, drawn, lp, monkeypatch) -> None:
    lp(code=1)
    monkeypatch.setattr(printing, "_as_pictures", lambda *_: 7)
    assert print_pages(Control(quiet), drawn.pdf, Queue(QPrinter.PrinterMode.ScreenResolution)) == 7


def test_without_a_print_system_pages_go_as_pictures(qapp, drawn, monkeypatch) -> None:
    monkeypatch.setattr(printing.shutil, "which", lambda _: None)
    monkeypatch.setattr(printing, "_as_pictures", lambda *_: 7)
    assert print_pages(Control(quiet), drawn.pdf, Queue(QPrinter.PrinterMode.ScreenResolution)) == 7


# As pictures ---------------------------------------------------------------------------------------------


def test_the_printed_picture_is_the_page_in_grey(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "printed.pdf"
    printer = pdf_printer(path, 150)
    prepare(printer, drawn.sizes[0], "x")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    steps = []
    assert printing._as_pictures(Control(steps.append), drawn.pdf, printer) == 1
    assert steps == ["page:1:1"]
    with Pages(drawn.pdf) as pages:
        wanted, other = page_image(pages, 0, 72), page_image(pages, 1, 72)
    with Pages(path.read_bytes()) as pages:
        found = page_image(pages, 0, 72)
    # Lines of a hair's breadth come out thicker when drawn at once at 72 dots per inch: near, not equal.
    assert difference(wanted, found) < difference(other, found) / 2
    with pikepdf.open(path) as printed:
        (one,) = printed.pages[0].get_images().values()
        # One byte a pixel, packed without loss.
        assert (one.ColorSpace, one.BitsPerComponent, one.Filter) == ("/DeviceGray", 8, "/FlateDecode")
    document = pypdfium2.PdfDocument(path)
    picture = next(one for one in document[0].get_objects() if one.type == 3)
    left, bottom, right, top = picture.get_bounds()
    wide, high = drawn.sizes[0]
    assert (right - left) / (top - bottom) == pytest.approx(wide / high, rel=0.01)
    document.close()


def test_colour_is_seen_where_there_is_some(qapp, tmp_path) -> None:
    def page(colour) -> bytes:
        sheet = Sheet(title="x")
        sheet.new_page()
        sheet.text(sheet.left, sheet.top, "正しい馬", 9, colour=colour)
        return sheet.finish().pdf

    for colour, expected in (((0.0, 0.0, 0.0), False), ((0.5, 0.5, 0.5), False), ((0.8, 0.0, 0.0), True)):
        with Pages(page(colour)) as pages:
            assert pages.has_colour(0) is expected
            grey = page_image(pages, 0, 72, grey=True)
            assert grey.depth() == 8
            assert difference(grey, page_image(pages, 0, 72)) < 20_000


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_an_error_of_the_users_kind(qapp, drawn, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "none" / "x.pdf")
    with pytest.raises(ReportError, match="printer_refused"):
        printing._as_pictures(Control(quiet), drawn.pdf, printer)


def test_cancelled_pictures_stop_at_the_next_page(qapp, drawn, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "x.pdf")
    control = Control(lambda step: control.cancel() if step.startswith("page:2:") else None)
    with pytest.raises(CancelledError):
        printing._as_pictures(control, drawn.pdf, printer)


# In the window -------------------------------------------------------------------------------------------


def test_a_stray_key_does_not_stop_printing_a_click_does(
    context, runner, qtbot, drawn, tmp_path, monkeypatch
) -> None:
    going = threading.Event()

    def slow(control, _pdf, _printer) -> int:
        control.step("page:1:2")
        assert going.wait(10)
        control.step("page:2:2")
        return 2

    monkeypatch.setattr("assessor.ui.output.print_part.print_pages", slow)
    part = PrintPart(context, runner)
    qtbot.addWidget(part)
    said = []
    part.told.connect(said.append)
    for stop in (False, True):
        going.clear()
        part.print_on(pdf_printer(tmp_path / "x.pdf"), drawn.pdf)
        qtbot.waitUntil(lambda: part.bar.maximum() == 2)
        assert part.isVisible()
        part.cancel.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            qtbot.keyClick(part, key)
            qtbot.keyClick(part.cancel, key)
        assert part.cancel.isEnabled()
        if stop:
            part.cancel.click()
            assert not part.cancel.isEnabled()
        going.set()
        settle(qtbot, runner)
        assert part.isHidden()
        assert not part.is_busy
    assert str(tmp_path / "x.pdf") in said[0]
    assert "取りやめました" in said[1]


def test_the_pages_on_the_screen_do_not_wait_for_those_on_paper(
    context, runner, qtbot, drawn, tmp_path, monkeypatch
) -> None:
    going = threading.Event()

    def slow(_control, _pdf, _printer) -> int:
        assert going.wait(10)
        return 1

    monkeypatch.setattr("assessor.ui.output.print_part.print_pages", slow)
    part = PrintPart(context, runner)
    qtbot.addWidget(part)
    part.print_on(pdf_printer(tmp_path / "x.pdf"), drawn.pdf)
    pictures = []
    job = runner.start(lambda _: page_images(drawn.pdf, (0,), 40))
    job.finished.connect(pictures.append)
    qtbot.waitUntil(lambda: bool(pictures))
    assert part.is_busy
    going.set()
    settle(qtbot, runner)
    assert not part.is_busy
