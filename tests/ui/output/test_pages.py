"""The pages on the screen and on paper: the same ones, turned by keys, zoomed, printed."""

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from assessor.errors import ReportError
from assessor.report.raster import Pages
from assessor.ui.jobs import CancelledError, Control
from assessor.ui.output.pictures import draw_preview, page_image
from assessor.ui.output.preview import PreviewPanel
from assessor.ui.output.printing import pages_chosen, prepare, print_pages
from tests.ui.desk_kit import house, settle


@pytest.fixture(scope="module")
def drawn():
    edition, state = house()
    return draw_preview(edition, state, "ja")


@pytest.fixture
def panel(context, runner, qtbot, drawn):
    panel = PreviewPanel(context, runner)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.set_preview(drawn)
    qtbot.wait(100)
    settle(qtbot, runner)
    return panel


def pdf_printer(path, resolution=72) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def quiet(_step) -> None:
    """Nobody listens."""


def test_the_page_is_drawn_and_turned_by_keys(panel, drawn, qtbot, runner) -> None:
    view = panel.view
    assert view.page_count == len(drawn.sizes) > 3
    first = view._paper.image
    assert first is not None
    # It is not an empty sheet.
    assert len({first.pixel(x, first.height() // 4) for x in range(0, first.width(), 3)}) > 1
    view.set_zoom("page")
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    assert panel.number.text() == f"2 / {len(drawn.sizes)}"
    assert panel.list.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == len(drawn.sizes) - 1
    assert not panel.forward.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == len(drawn.sizes) - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    assert not panel.back.isEnabled()
    panel.list.setCurrentIndex(panel.model.index(2))
    assert view.page == 2
    qtbot.wait(100)
    settle(qtbot, runner)
    assert view._paper.image is not None


def test_zoom_by_keys_and_box_draws_at_the_resolution_needed(panel, qtbot, runner) -> None:
    view = panel.view
    by_width = view._paper.page_size.width()
    assert by_width <= view.viewport().width()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view._paper.page_size.width() > by_width
    panel.zoom.setCurrentIndex(panel.zoom.findData(2.0))
    panel.zoom.activated.emit(0)
    assert view.percent == 200
    qtbot.wait(100)
    settle(qtbot, runner)
    # A4 at 200 % of 96 dots per inch.
    assert abs(view._paper.image.width() - 210 / 25.4 * 192 * view.devicePixelRatioF()) <= 2
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == "width"
    assert view._paper.page_size.width() == by_width


def test_a_page_longer_than_the_window_scrolls_before_it_turns(panel, qtbot) -> None:
    view = panel.view
    view.set_zoom(2.0)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 0
    assert view.verticalScrollBar().value() > 0
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert (view.page, view.verticalScrollBar().value()) == (1, 0)


def test_where_there_is_little_room_the_list_gives_way(panel) -> None:
    panel.resize(400, 500)
    assert not panel.list.isVisible()
    panel.resize(900, 500)
    assert panel.list.isVisible()


def test_printing_gives_the_same_pages(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "printed.pdf"
    printer = pdf_printer(path)
    prepare(printer, drawn.sizes[0], "x")
    steps = []
    assert print_pages(Control(steps.append), drawn.pdf, printer) == len(drawn.sizes)
    assert steps[-1] == f"page:{len(drawn.sizes)}:{len(drawn.sizes)}"
    printed = pypdfium2.PdfDocument(str(path))
    assert len(printed) == len(drawn.sizes)
    for page, (width, height) in enumerate(drawn.sizes):
        got = printed.get_page_size(page)
        assert got == pytest.approx((width, height), abs=2), page
    printed.close()


def test_the_printed_picture_is_the_page(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "printed.pdf"
    printer = pdf_printer(path, 150)
    prepare(printer, drawn.sizes[0], "x")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    assert print_pages(Control(quiet), drawn.pdf, printer) == 1
    with Pages(drawn.pdf) as pages:
        wanted, other = page_image(pages, 0, 72), page_image(pages, 1, 72)
    with Pages(path.read_bytes()) as pages:
        found = page_image(pages, 0, 72)
    # Lines of a hair's breadth come out thicker when drawn at once at 72 dots per inch: near, not equal.
    assert difference(wanted, found) < difference(other, found) / 2


def difference(one, other) -> int:
    """How far two pictures are apart, at every second point."""
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(0, width, 2)
        for y in range(0, height, 2)
    )


def test_on_other_paper_the_page_keeps_its_form_and_stays_inside(qapp, drawn, tmp_path) -> None:
    path = tmp_path / "letter.pdf"
    printer = pdf_printer(path)
    prepare(printer, drawn.sizes[0], "x")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pages(Control(quiet), drawn.pdf, printer) == 2
    printed = pypdfium2.PdfDocument(str(path))
    assert len(printed) == 2
    picture = next(one for one in printed[0].get_objects() if one.type == 3)
    left, bottom, right, top = picture.get_bounds()
    width, height = printed.get_page_size(0)
    assert left >= -1
    assert bottom >= -1
    assert right <= width + 1
    assert top <= height + 1
    wide, high = drawn.sizes[1]
    assert (right - left) / (top - bottom) == pytest.approx(wide / high, rel=0.01)
    printed.close()


def test_range_order_and_copies_are_those_of_the_dialog(qapp, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "x.pdf")
    assert pages_chosen(printer, 4) == [0, 1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert pages_chosen(printer, 4) == [3, 2, 1]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_an_error_of_the_users_kind(qapp, drawn, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "none" / "x.pdf")
    with pytest.raises(ReportError, match="printer_refused"):
        print_pages(Control(quiet), drawn.pdf, printer)


def test_cancelled_printing_stops_at_the_next_page(qapp, drawn, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "x.pdf")
    control = Control(lambda step: control.cancel() if step.startswith("page:2:") else None)
    with pytest.raises(CancelledError):
        print_pages(control, drawn.pdf, printer)
