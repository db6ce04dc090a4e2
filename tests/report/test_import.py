"""Importing the report package stays cheap."""

import subprocess
import sys


def test_importing_the_report_loads_no_heavy_library():
    code = (
        "import sys, assessor.report, assessor.report.pdfa, assessor.report.canvas, assessor.report.table,"
        " assessor.report.qrcode\n"
        "heavy = {'reportlab', 'pikepdf', 'fontTools', 'pypdfium2', 'PIL', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
