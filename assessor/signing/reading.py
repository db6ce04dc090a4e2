"""Opening PDFs that may come from anybody: limits on size and on what their streams may unpack to."""

import io
import logging
import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.pdf_utils.decode_limits import DecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader

MAX_FILE = 64 << 20
MAX_STREAM = 32 << 20
MAX_UNPACKED = 256 << 20
MAX_OBJECTS = 1_000_000
# Tables of cross-references whose entries take no bytes, or more of them than any honest file has, would be
# read without end.
_NO_WIDTH = re.compile(rb"/W\s*\[\s*0[\s0]*\]")
_COUNTS = re.compile(rb"/(?:Size|Index)[\s\[]*((?:\d{1,20}\s*){1,64})")


def decode_limits() -> "DecodeLimits":
    """Limits for one document: 32 MiB a stream, 256 MiB together."""
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits

    return DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=MAX_STREAM),
        document_budget=DocumentDecodeBudget(base_allowance=MAX_UNPACKED, max_ratio=4),
    )


def open_reader(pdf: bytes) -> "PdfFileReader":
    """A strict reader within the limits; raises whatever pyHanko raises on a bad file."""
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.pdf_utils.reader import PdfFileReader

    quiet()
    if _NO_WIDTH.search(pdf) or any(_is_huge(found[1]) for found in _COUNTS.finditer(pdf)):
        raise PdfReadError("cross-references out of all proportion")
    return PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=decode_limits())


def _is_huge(numbers: bytes) -> bool:
    return any(int(one) > MAX_OBJECTS for one in numbers.split())


def quiet() -> None:
    """Keeps log lines and warnings about received bytes off the terminal: findings are reasons instead."""
    warnings.filterwarnings(
        "ignore", module=r"(assessor\.signing|pyhanko|pyhanko_certvalidator|asn1crypto)\b"
    )
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
