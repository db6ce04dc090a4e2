"""Finished pages as pictures, for the preview in the window and for printing the very same pages.

pdfium bears one caller at a time in a process: each call here waits for the one before, whatever the thread.
One `Pages` belongs to one thread.
"""

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

POINTS_PER_INCH = 72
_LOOK_DPI = 50
_PDFIUM = threading.RLock()


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a picture.

    Attributes:
        width: in pixels; likewise `height`.
        stride: bytes from one line to the next.
        data: four bytes a pixel: blue, green, red, unused; or one byte, where the page is drawn in grey.
        is_grey: whether it is one byte.
    """

    width: int
    height: int
    stride: int
    data: bytes
    is_grey: bool = False


class Pages:
    """The pages of a PDF made by this program; close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
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
        with _PDFIUM:
            return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (counted from 0) in points."""
        with _PDFIUM:
            width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def has_colour(self, page: int) -> bool:
        """Whether anything on a page (counted from 0) is neither black nor grey nor white."""
        data = self.picture(page, _LOOK_DPI).data
        return not data[0::4] == data[1::4] == data[2::4]

    def picture(self, page: int, dpi: float, *, grey: bool = False) -> Picture:
        """A page (counted from 0) on white, at so many dots per inch; grey takes a quarter of the room."""
        with _PDFIUM:
            found = self._document[page]
            try:
                bitmap = found.render(
                    scale=dpi / POINTS_PER_INCH,
                    force_bitmap_format=_format(grey=grey),
                    grayscale=grey,
                    may_draw_forms=True,
                )
                try:
                    return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), grey)
                finally:
                    bitmap.close()
            finally:
                found.close()

    def close(self) -> None:
        """Frees the document."""
        with _PDFIUM:
            self._document.close()


def _format(*, grey: bool) -> int:
    import pypdfium2.raw

    return int(pypdfium2.raw.FPDFBitmap_Gray if grey else pypdfium2.raw.FPDFBitmap_BGRx)
