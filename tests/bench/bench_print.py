"""Prints what printing costs, into a file and as pictures: `python tests/bench/bench_print.py`."""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "report")]


def main() -> None:
    from bench_export import document
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    from assessor.ui.jobs import Control
    from assessor.ui.output import printing
    from assessor.ui.output.pictures import draw_preview

    app = QApplication([])
    edition, state = document("duplex")
    preview = draw_preview(edition, state, "ja")
    ways = {"into a file": printing.print_pages, "as pictures, 600 dpi": printing._as_pictures}
    with tempfile.TemporaryDirectory() as folder:
        for name, way in ways.items():
            path = Path(folder) / "printed.pdf"
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printing.prepare(printer, preview.sizes[0], "bench")
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(path))
            start = time.perf_counter()
            pages = way(Control(lambda _: None), preview.pdf, printer)
            took = time.perf_counter() - start
            print(f"{name}: {pages} pages, {took:.1f} s, {path.stat().st_size / 2**20:.1f} MB")
            path.unlink()
    app.quit()


if __name__ == "__main__":
    main()
