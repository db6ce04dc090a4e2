"""What the pages of a checklist cost: drawing, PDF/A preparation and check, warm and with fresh text.

Run with `pytest tests/bench/test_report_base.py -s`; prints figures, asserts nothing about time.
"""

from io import BytesIO
from itertools import count
from statistics import median
from time import perf_counter

import pikepdf
import pytest

from assessor.report.canvas import Sheet, mm
from assessor.report.pdfa import Attachment, finalise, validate
from assessor.report.table import Cell, Table

pytestmark = pytest.mark.bench
_fresh = count()


def checklist(rows: int) -> bytes:
    """A table of eight columns whose texts were never set before."""
    run = next(_fresh)

    def footer(sheet, page):
        sheet.text(sheet.right, sheet.bottom - 4, f"{page.number} / {page.count}", 7, align="right")

    sheet = Sheet(title="チェックシート", footer=footer)
    sheet.new_page()
    table = Table(sheet.setter, [mm(w) for w in (18, 62, 12, 12, 16, 28, 18, 16)])
    head = table.row(
        [Cell(text, bold=True) for text in ("番号", "基準", "◎", "区分", "判定", "値", "図", "備考")]
    )
    flow = [
        table.row(
            [
                f"2-2/{i}(5)a",
                f"{run}-{i} 浴室の短辺は内法で1,200mm以上、面積1.8㎡以上とする（ユニットバスを含む。）こと。",
                Cell("◎", align="center"),
                "必須",
                "■ 適合 □ 不適合",
                Cell(f"1,{i:03d} mm\n浴室 {run}タイプ", align="right"),
                f"A-{run}{i}",
                "",
            ]
        )
        for i in range(rows)
    ]
    table.flow(sheet, flow, [head])
    return sheet.finish().pdf


def timed(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def test_print_figures():
    first = timed(lambda: checklist(117))
    print(f"\n117 x 8 drawn, first in the process: {first * 1e3:.0f} ms")
    print(f"117 x 8 drawn, new texts: {median(timed(lambda: checklist(117)) for _ in range(9)) * 1e3:.1f} ms")
    print(f"5,000 x 8 drawn, new texts: {timed(lambda: checklist(5000)) * 1e3:.0f} ms")
    pdf = checklist(270)
    data = Attachment("assessment.json", b"[1, 2]" * 5000, "application/json")
    first = timed(lambda: finalise(pdf, title="x", attachments=[data]))
    whole = median(timed(lambda: finalise(pdf, title="x", attachments=[data])) for _ in range(5))
    finished = finalise(pdf, title="x", attachments=[data])
    check = median(timed(lambda: validate(finished)) for _ in range(5))
    with pikepdf.open(BytesIO(finished)) as opened:
        print(f"{len(opened.pages)} pages, {len(pdf):,} bytes drawn, {len(finished):,} finished")
    print(f"PDF/A prepared and checked: first {first * 1e3:.0f} ms, then {whole * 1e3:.0f} ms")
    print(f"of which the check: {check * 1e3:.0f} ms")
