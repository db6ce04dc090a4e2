"""The picture of a seal (印影): taken in from any PNG or JPEG, given out as a small plain picture."""

from io import BytesIO

from assessor.errors import ReportError

MAX_BYTES = 4 << 20
MAX_EDGE = 6000
KEPT_EDGE = 480
"""Pixels of the longer edge that are kept: 600 dpi at 20 mm."""
_KINDS = ("PNG", "JPEG")


def prepared(data: bytes, name: str) -> bytes:
    """The picture drawn anew as PNG: opaque on white, at most `KEPT_EDGE` pixels, without any metadata.

    Args:
        data: what the user chose.
        name: how it is called in messages.

    Raises:
        ReportError: neither PNG nor JPEG, damaged, or more pixels than any seal needs.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise ReportError("seal_too_large", name=name, limit=MAX_BYTES >> 20, edge=MAX_EDGE)
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            # The size stands in the head: it is looked at before anything is unpacked.
            if max(picture.size) > MAX_EDGE or min(picture.size) < 1:
                raise ReportError("seal_too_large", name=name, limit=MAX_BYTES >> 20, edge=MAX_EDGE)
            picture.draft("RGB", (KEPT_EDGE * 2, KEPT_EDGE * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as problem:
        raise ReportError("seal_unreadable", name=name) from problem
    upright.thumbnail((KEPT_EDGE, KEPT_EDGE))
    white = Image.new("RGBA", upright.size, (255, 255, 255, 255))
    plain = Image.alpha_composite(white, upright).convert("RGB")
    output = BytesIO()
    plain.save(output, "PNG", optimize=True)
    return output.getvalue()
