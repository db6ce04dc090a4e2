"""Finished pages as pictures, for the preview in the window and for printing the very same pages.

pdfium is not safe for several threads: one `Pages` belongs to one thread, and no two may be used at once.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a picture.

    Attributes:
        width: in pixels; likewise `height`.
        stride: bytes from one line to the next.
        data: four bytes a pixel: blue, green, red, unused.
    """

    width: int
    height: int
    stride: int
    data: bytes


class Pages:
    """The pages of a PDF made by this program; close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)
        # Without it the stamps of signatures would be missing from the picture.
        self._document.init_forms()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (counted from 0) in points."""
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, dpi: float) -> Picture:
        """A page (counted from 0) on white, at so many dots per inch."""
        found = self._document[page]
        try:
            bitmap = found.render(
                scale=dpi / POINTS_PER_INCH, force_bitmap_format=_bgrx(), may_draw_forms=True
            )
            try:
                return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()
        finally:
            found.close()

    def close(self) -> None:
        """Frees the document."""
        self._document.close()


def _bgrx() -> int:
    import pypdfium2.raw

    return int(pypdfium2.raw.FPDFBitmap_BGRx)
