"""The checklist's pages as pictures. Runs beside the window, in the one lane that uses pdfium."""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.messages import Language
from assessor.report.raster import Pages
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import preview_pages


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages as they would be exported now.

    Attributes:
        pdf: the drawn pages, unsigned.
        sizes: width and height of each page in points.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


def draw_preview(edition: Edition, state: Assessment, language: Language) -> Preview:
    """Draws all pages.

    Raises:
        ReportError: a character that no font has.
    """
    pdf = preview_pages(edition, state, evaluate(edition, state), language=language).pdf
    with Pages(pdf) as pages:
        return Preview(pdf, tuple(pages.size(number) for number in range(len(pages))))


def page_image(pages: Pages, page: int, dpi: float, *, grey: bool = False) -> QImage:
    """A page (counted from 0) at so many dots per inch, with eight bits a pixel where it shall be grey."""
    picture = pages.picture(page, dpi, grey=grey)
    kind = QImage.Format.Format_Grayscale8 if picture.is_grey else QImage.Format.Format_RGB32
    image = QImage(picture.data, picture.width, picture.height, picture.stride, kind).copy()
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def page_images(pdf: bytes, pages: tuple[int, ...], dpi: float) -> dict[int, QImage]:
    """Several pages at one resolution."""
    with Pages(pdf) as opened:
        return {page: page_image(opened, page, dpi) for page in pages}
