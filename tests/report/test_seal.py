"""The picture of a seal: from any PNG or JPEG to a small plain one, in a stamp that stays archivable."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from assessor.errors import ReportError
from assessor.messages import explain
from assessor.report.pdfa import finalise
from assessor.report.seal import KEPT_EDGE, MAX_BYTES, MAX_EDGE, prepared
from assessor.report.stamp import draw_stamp

RED = (200, 20, 20)


def picture(kind: str = "PNG", size=(900, 600), mode: str = "RGB", **saving) -> bytes:
    image = Image.new(mode, size, RED if mode == "RGB" else 128)
    output = BytesIO()
    image.save(output, kind, **saving)
    return output.getvalue()


def stamp(seal: bytes | None) -> bytes:
    facts = {
        "name": "髙﨑 𠮷邉",
        "role": "設計者",
        "date": "2026-05-20",
        "holder": "A",
        "fingerprint": "ab" * 32,
    }
    return draw_stamp(**facts, seal=seal)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_it_becomes_small_and_keeps_its_shape(kind) -> None:
    with Image.open(BytesIO(prepared(picture(kind), "x"))) as found:
        assert found.format == "PNG"
        assert found.mode == "RGB"
        assert found.size == (KEPT_EDGE, KEPT_EDGE * 2 // 3)
        assert all(abs(one - other) < 8 for one, other in zip(found.getpixel((5, 5)), RED, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16"])
def test_every_kind_of_colour_is_taken(mode) -> None:
    assert prepared(picture(mode=mode), "x").startswith(b"\x89PNG")


def test_what_is_transparent_becomes_white() -> None:
    output = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(output, "PNG")
    with Image.open(BytesIO(prepared(output.getvalue(), "x"))) as found:
        assert found.getpixel((3, 3)) == (255, 255, 255)


def test_nothing_but_the_picture_goes_on() -> None:
    exif = Image.Exif()
    exif[0x010E] = "who and where"
    secret = picture("JPEG", exif=exif)
    assert b"who and where" in secret
    assert b"who and where" not in prepared(secret, "x")
    assert b"<svg" not in prepared(picture() + b"<svg onload=x>", "x")


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert prepared(picture(), "x") == prepared(picture(), "x")


def bomb() -> bytes:
    """A small file that would unpack to a huge picture."""
    output = BytesIO()
    Image.new("1", (MAX_EDGE + 1, 4)).save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "seal_unreadable"),
        (b"hello", "seal_unreadable"),
        (picture()[:60], "seal_unreadable"),
        (picture("GIF"), "seal_unreadable"),
        (picture("TIFF"), "seal_unreadable"),
        (b"%PDF-1.7", "seal_unreadable"),
        (b"<svg/>", "seal_unreadable"),
        (bomb(), "seal_too_large"),
        (bytes(MAX_BYTES + 1), "seal_too_large"),
    ],
)
def test_what_is_no_seal(data, code) -> None:
    with pytest.raises(ReportError) as caught:
        prepared(data, "seal.png")
    assert caught.value.code == code
    assert all(explain(caught.value))


def test_it_stands_in_the_stamp_beside_the_words(printed_lines) -> None:
    plain, sealed = stamp(None), stamp(prepared(picture(size=(400, 400)), "x"))
    words = [{line.text for line in printed_lines(one)[0]} for one in (plain, sealed)]
    assert words[0] == words[1]
    document = pypdfium2.PdfDocument(sealed)
    page = document[0]
    bitmap = page.render(scale=2)
    image = bitmap.to_pil().convert("RGB")
    reds = [x for x in range(image.width) if image.getpixel((x, image.height // 2)) == RED]
    assert min(reds) > image.width * 0.7
    bitmap.close()
    page.close()
    document.close()
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert not list(pdf.pages[0].get_images())
    assert finalise(sealed, title="x")
