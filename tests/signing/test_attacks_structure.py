"""Files built to crash, hang or fill the memory: each is answered in seconds, without a trace of the fall."""

import io
import time
import tracemalloc
import zlib

import pytest
from attack_kit import Files, update
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

SECONDS = 60
MEMORY = 700 << 20


def pdf_of(*objects: bytes, trailer: bytes = b"", root: int = 1) -> bytes:
    """A file of the old form from its objects, numbered from 1."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(places) + 1, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def signed(
    *more: bytes, form: bytes = b"[3 0 R]", pages: bytes = b"<< /Type /Pages /Kids [] /Count 0 >>"
) -> bytes:
    """With a form and a signature field whose value is object 4 (the first of `more`)."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields %s >> >>" % form,
        pages,
        b"<< /FT /Sig /T (A) /V 4 0 R >>",
        *more,
    )


def packed(data: bytes, layers: int = 1, extra: bytes = b"") -> bytes:
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * layers
    return b"<< /Length %d /Filter [%s] %s >>\nstream\n%s\nendstream" % (len(data), filters, extra, data)


SIGNATURE = (
    b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange %s /Contents <%s> >>"
)


def value(range_text: bytes, contents: bytes) -> bytes:
    return signed(SIGNATURE % (range_text, contents))


def nested(opening: bytes, closing: bytes, count: int) -> bytes:
    return opening * count + closing * count


DEEP_DER = b"".join(b"30840000%04x" % (4 * (3000 - at)) for at in range(3000))
MALFORMED = {
    "cross-references that loop": pdf_of(b"<< /Type /Catalog >>", trailer=b"/Prev 9"),
    "cross-references to themselves": b"%PDF-1.7\nxref\n0 0\n"
    b"trailer << /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    "hybrid cross-references to themselves": pdf_of(b"<< /Type /Catalog >>", trailer=b"/XRefStm 9"),
    "no catalogue": pdf_of(b"<< >>", root=7),
    "a catalogue that is a number": pdf_of(b"5"),
    "a catalogue that is itself": pdf_of(b"1 0 R"),
    "objects that name each other": pdf_of(b"2 0 R", b"1 0 R"),
    "a page tree that loops": signed(
        SIGNATURE % (b"[0 1 2 3]", b"00"), pages=b"<< /Kids [2 0 R] /Count 1 >>"
    ),
    "a page tree without end": pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [2 0 R 2 0 R 2 0 R 2 0 R] /Count 9 >>"
    ),
    "a form that loops": pdf_of(
        b"<< /Type /Catalog /AcroForm << /Fields [2 0 R] >> >>", b"<< /T (a) /Kids [2 0 R] >>"
    ),
    "a form deep as a well": pdf_of(
        b"<< /Type /Catalog /AcroForm << /Fields [2 0 R] >> >>",
        *(b"<< /T (a) /Kids [%d 0 R] >>" % (at + 3) for at in range(3000)),
        b"<< /T (z) /FT /Sig >>",
    ),
    "a form with a hundred thousand fields": pdf_of(
        b"<< /Type /Catalog /AcroForm << /Fields [%s] >> >>" % (b"2 0 R " * 100_000), b"<< /T (a) /FT /Sig >>"
    ),
    "a form that is no list": pdf_of(b"<< /Type /Catalog /AcroForm << /Fields 7 >> >>"),
    "fields that are numbers": pdf_of(b"<< /Type /Catalog /AcroForm << /Fields [1 2 3] >> >>"),
    "a field without a name": pdf_of(
        b"<< /Type /Catalog /AcroForm << /Fields [2 0 R] >> >>", b"<< /FT /Sig /V 3 0 R >>", b"<< >>"
    ),
    "a value that is a number": signed(b"5"),
    "a value that is its field": signed(b"3 0 R"),
    "a value with nothing in it": signed(b"<< >>"),
    "no range": signed(b"<< /Type /Sig /SubFilter /adbe.pkcs7.detached /Contents <3000> >>"),
    "a range of words": value(b"[/a /b /c /d]", b"3000"),
    "a range of fractions": value(b"[0.5 1.5 2.5 3.5]", b"3000"),
    "a negative range": value(b"[-1 -2 -3 -4]", b"3000"),
    "a range of huge numbers": value(b"[0 99999999999999999999 99999999999999999999 1]", b"3000"),
    "a range of a thousand": value(b"[" + b"0 1 " * 1000 + b"]", b"3000"),
    "an empty value": value(b"[0 10 20 10]", b""),
    "a value of zeros": value(b"[0 10 20 10]", b"00" * 9000),
    "a value that is text": value(b"[0 10 20 10]", b"68656C6C6F"),
    "a value nested deeply": value(b"[0 10 20 10]", DEEP_DER),
    "a value open-ended without end": value(b"[0 10 20 10]", b"3080" * 5000),
    "a value of a huge length": value(b"[0 10 20 10]", b"3084FFFFFFFF00"),
    "arrays nested deeply": pdf_of(b"<< /Type /Catalog /A %s >>" % nested(b"[", b"]", 50_000)),
    "dictionaries nested deeply": pdf_of(b"<< /Type /Catalog /A %s >>" % nested(b"<< /A ", b">>", 50_000)),
    "strings nested deeply": pdf_of(b"<< /Type /Catalog /A %s >>" % nested(b"(", b")", 100_000)),
    "a string without end": b"%PDF-1.7\n1 0 obj\n(" + b"a" * 1_000_000,
    "a name without end": b"%PDF-1.7\n1 0 obj\n/" + b"a" * 1_000_000,
    "a comment without end": b"%PDF-1.7\n%" + b"a" * 1_000_000,
    "a number without end": pdf_of(b"<< /Type /Catalog /A " + b"9" * 200_000 + b" >>"),
    "a stream of negative length": pdf_of(b"<< /Type /Catalog >>", b"<< /Length -5 >>\nstream\nx\nendstream"),
    "a stream whose length is itself": pdf_of(
        b"<< /Type /Catalog >>", b"<< /Length 2 0 R >>\nstream\nx\nendstream"
    ),
    "a stream of a huge length": pdf_of(
        b"<< /Type /Catalog >>", b"<< /Length 99999999999 >>\nstream\nx\nendstream"
    ),
    "an unknown filter": pdf_of(
        b"<< /Type /Catalog /Metadata 2 0 R >>", b"<< /Length 1 /Filter /X >>\nstream\nx\nendstream"
    ),
    "a bomb as metadata": pdf_of(b"<< /Type /Catalog /Metadata 2 0 R >>", packed(bytes(300 << 20))),
    "a bomb in two layers": pdf_of(b"<< /Type /Catalog /Metadata 2 0 R >>", packed(bytes(300 << 20), 2)),
    "a bomb as an object stream": b"%PDF-1.7\n1 0 obj\n"
    + packed(bytes(300 << 20), extra=b"/Type /ObjStm /N 1 /First 4")
    + b"\nendobj\n2 0 obj\n"
    + packed(bytes(range(250)) * 20_000, extra=b"/Type /XRef /Size 9000000 /W [1 8 8] /Root 1 0 R")
    + b"\nendobj\nstartxref\n9\n%%EOF\n",
    "cross-references of impossible widths": b"%PDF-1.7\n1 0 obj\n"
    + packed(bytes(100), extra=b"/Type /XRef /Size 9 /W [999999999 999999999 0] /Root 1 0 R")
    + b"\nendobj\nstartxref\n9\n%%EOF\n",
    "cross-references of no width": b"%PDF-1.7\n1 0 obj\n"
    + packed(bytes(100), extra=b"/Type /XRef /Size 99999999 /W [0 0 0] /Root 1 0 R")
    + b"\nendobj\nstartxref\n9\n%%EOF\n",
    "a huge count of cross-references": b"%PDF-1.7\nxref\n0 9999999999\n"
    b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    "a far start of cross-references": b"%PDF-1.7\nstartxref\n99999999999999\n%%EOF",
    "a negative start of cross-references": b"%PDF-1.7\nstartxref\n-5\n%%EOF",
    "only end marks": b"%PDF-1.7\n" + b"startxref\n0\n%%EOF\n" * 5000,
    "only byte ranges": b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3] /Contents <30" + b"00" * 200 + b">\n" * 5000,
    "only openings of values": b"%PDF-1.7\n" + b"<3" * 300_000,
    "only openings of streams": b"%PDF-1.7\n" + b"1 0 obj /FlateDecode stream\n" * 20_000,
    "zeros": b"%PDF-1.7\n" + bytes(2_000_000),
    "a head of the next version": b"%PDF-9.9\n" + bytes(100),
    "a page of HTML": b"%PDF-1.7\n<html><script>1</script></html>",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_file(name, now, capfd):
    started = time.monotonic()
    found = verify(MALFORMED[name], trust=TrustStore(), now=now)
    assert found.integrity in {"unverifiable", "changed"}
    assert found.reasons
    assert found.attachment is None
    assert time.monotonic() - started < SECONDS
    assert capfd.readouterr() == ("", "")


def bomb_after_signing(writer) -> None:
    """Metadata of a later revision that unpack to far more than they are."""
    data = zlib.compress(bytes(200 << 20), 9)
    stream = generic.StreamObject(
        {pdf_name("/Filter"): pdf_name("/FlateDecode"), pdf_name("/Subtype"): pdf_name("/XML")},
        encoded_data=data,
    )
    writer.root["/Metadata"] = writer.add_object(stream)
    writer.update_root()


def test_a_bomb_behind_an_honest_signature(files: Files, now):
    tracemalloc.start()
    try:
        found = verify(update(files.certified, bomb_after_signing), trust=files.pki.trust, now=now)
        assert found.integrity == "changed"
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
