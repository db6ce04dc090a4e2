"""One changed bit anywhere in a signed file: never intact, named as a change, and where that can be said."""

import contextlib
import io
import re
import zlib

import pikepdf
import pytest

from assessor.signing.salvage import find_signatures
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

POSITIONS = 240
# Where a single bit decides whether anything can be read at all.
MARKS = re.compile(rb"/XRef|/ObjStm|/ByteRange|startxref|/Contents <|%PDF-")


def flipped(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1 << at % 8]) + pdf[at + 1 :]


def positions(pdf: bytes) -> list[int]:
    spread = range(0, len(pdf), max(1, len(pdf) // POSITIONS))
    around = (
        at + step for mark in MARKS.finditer(pdf) for at in [mark.start()] for step in range(-20, 80, 9)
    )
    return sorted({at for at in (*spread, *around, *range(len(pdf) - 40, len(pdf), 5)) if 0 <= at < len(pdf)})


@pytest.mark.parametrize("which", ["certified", "countersigned"])
def test_every_flipped_bit_is_named_a_change(request, which, pki, now):
    honest = request.getfixturevalue(which)
    answers = {}
    for at in positions(honest):
        found = verify(flipped(honest, at), trust=pki.trust, now=now)
        assert found.integrity in {"changed", "unverifiable"}, at
        assert found.reasons
        answers[at] = found.integrity
    assert len(answers) > POSITIONS
    unsure = [at for at, answer in answers.items() if answer == "unverifiable"]
    # Only damage in the signature's own value leaves nothing to compare with.
    gaps = [found.span() for found in re.finditer(rb"/Contents\s*<[^>]*>?", honest)]
    assert len(unsure) <= len(answers) // 25
    assert all(any(start <= at <= end for start, end in gaps) for at in unsure), unsure


def test_a_bit_in_a_packed_object_is_a_change_though_nothing_can_be_read(certified, pki, now):
    at = certified.index(b"stream", certified.index(b"/ObjStm")) + 40
    found = verify(flipped(certified, at), trust=pki.trust, now=now)
    codes = [one.code for one in found.reasons]
    assert found.integrity == "changed"
    assert {"signed_bytes_changed", "where_structure", "damaged"} <= set(codes)
    assert found.reasons[0].params["holder"] == "設計 太郎"


def test_the_page_is_named(desk, pki, now, pdf_factory):
    with pikepdf.open(io.BytesIO(pdf_factory(("assessment.json", b"{}"), pages=3))) as pdf:
        drawing = b"".join(b"%d %d m %d 9 l S " % (at, at * 7, at) for at in range(200))
        pdf.pages[1].Contents = pdf.make_stream(drawing)
        out = io.BytesIO()
        pdf.save(out, compress_streams=True)
    honest = desk.certify(pdf=out.getvalue())
    for match in re.finditer(rb"stream\r?\n", honest):
        with contextlib.suppress(zlib.error):
            if zlib.decompressobj().decompress(honest[match.end() :], 20) == drawing[:20]:
                break
    else:
        pytest.fail("the content of page 2 was not found")
    found = verify(flipped(honest, match.end() + 60), trust=pki.trust, now=now)
    assert found.integrity == "changed"
    assert ("where_page", {"page": 2}) in [(one.code, dict(one.params)) for one in found.reasons]


def test_signatures_are_found_in_the_bytes_alone(certified, countersigned):
    assert [one.holder for one in find_signatures(countersigned)] == ["設計 太郎", "髙﨑 𠮷邉"]
    assert all(one.is_content_intact for one in find_signatures(countersigned))
    assert [one.is_content_intact for one in find_signatures(flipped(countersigned, 500))] == [False, False]
    late = len(certified) + 300
    assert [one.is_content_intact for one in find_signatures(flipped(countersigned, late))] == [True, False]


def test_nothing_is_found_where_nothing_was_signed(base_pdf, now):
    assert find_signatures(base_pdf) == ()
    found = verify(base_pdf[: len(base_pdf) // 2], trust=TrustStore(), now=now)
    assert found.integrity == "unverifiable"


def test_the_signature_of_a_file_inside_is_not_the_files_own(certified, pdf_factory, now):
    """An unsigned file that holds a signed one unpacked was not changed after signing."""
    outer = pdf_factory(("submission.pdf", certified))
    raw = outer[:-200] + certified + outer[-200:]
    assert find_signatures(raw) == ()
    assert verify(raw, trust=TrustStore(), now=now).integrity == "unverifiable"
