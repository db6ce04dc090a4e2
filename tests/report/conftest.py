"""Reads printed text back: by pdfium character by character, and by poppler where it is installed."""

import ctypes
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

# Samples beside the tests, and the large assessment of the benches.
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "bench")]

# Text that begins this far (points) after other text is another column.
COLUMN_GAP = 3.5


@dataclass
class PrintedLine:
    text: str
    base: float
    left: float
    right: float
    last: float = -1.0


def _lines(page: pypdfium2.PdfPage) -> list[PrintedLine]:
    text = page.get_textpage()
    lines: list[PrintedLine] = []
    for index in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, index)
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        # Line ends and spaces that pdfium adds by itself are not on the page.
        if code in (10, 13) or pypdfium2.raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        right = text.get_charbox(index, loose=True)[2]
        if (
            not lines
            or abs(lines[-1].base - y.value) > 1
            or not lines[-1].last - 1 < x.value < lines[-1].right + COLUMN_GAP
        ):
            lines.append(PrintedLine("", y.value, x.value, right))
        lines[-1].text += chr(code)
        lines[-1].last = x.value
        lines[-1].right = max(lines[-1].right, right)
    text.close()
    for line in lines:
        # pdfium counts in UTF-16 units.
        line.text = line.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return lines


@pytest.fixture(scope="session")
def printed_lines():
    """Function: PDF bytes → the lines of each page with their place."""

    def read(pdf: bytes) -> list[list[PrintedLine]]:
        document = pypdfium2.PdfDocument(pdf)
        pages = []
        for page in document:
            pages.append(_lines(page))
            page.close()
        document.close()
        return pages

    return read


@pytest.fixture(scope="session")
def poppler_text():
    """Function: PDF bytes → the text of each page as poppler copies it; skips without poppler."""
    tool = shutil.which("pdftotext")

    def read(pdf: bytes) -> list[str]:
        if tool is None:
            pytest.skip("poppler is not installed")
        done = subprocess.run([tool, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
        assert not done.stderr, done.stderr
        return done.stdout.decode("utf-8").split("\f")[:-1]

    return read
