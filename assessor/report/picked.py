"""Some pages of a PDF made by this program as a PDF of their own: lines and letters, no pictures."""

from collections.abc import Sequence
from io import BytesIO

_SAME = 1.0
"""Difference in points below which two papers count as one."""


def picked_pages(
    pdf: bytes, pages: Sequence[int], title: str = "", paper: tuple[float, float] | None = None
) -> bytes:
    """The pages in the order given, each as often as it is named.

    Args:
        pdf: pages drawn by this program.
        pages: counted from 0.
        title: of the document.
        paper: width and height in points, upright; a page of another size is made to fit, its form kept, and
            the paper is turned for a page that lies. None: the pages keep their own size.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as source, pikepdf.new() as picked:
        for number in pages:
            page = source.pages[number]
            left, low, right, high = (float(edge) for edge in page.mediabox)
            width, height = right - left, high - low
            wide, tall = paper or (width, height)
            if paper is not None and (width > height) != (wide > tall):
                wide, tall = tall, wide
            if abs(wide - width) < _SAME and abs(tall - height) < _SAME:
                picked.pages.append(page)
                continue
            scale = min(wide / width, tall / height)
            x, y = (wide - width * scale) / 2, (tall - height * scale) / 2
            picked.add_blank_page(page_size=(wide, tall))
            picked.pages[-1].add_overlay(page, pikepdf.Rectangle(x, y, x + width * scale, y + height * scale))
        if title:
            picked.docinfo["/Title"] = pikepdf.String(title)
        output = BytesIO()
        picked.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return output.getvalue()
