"""The drawn sketch beside a quantity: from where to where it is measured."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from assessor.criteria import Quantity
from assessor.paths import resource
from assessor.ui.context import UiContext

INK, DIMENSION = "#102030", "#c02020"
"""Colours in the files, replaced by those of the theme."""


class Sketch(QWidget):
    """An SVG of `resources/sketches`, in the colours of the theme; nothing where there is none."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._language = context.wording.language
        self._name = ""
        self._renderer: QSvgRenderer | None = None
        context.theme.changed.connect(self._load)
        self.hide()

    def show_quantity(self, quantity: Quantity | None) -> None:
        """Shows the sketch of a quantity, if there is one."""
        name = "" if quantity is None else (quantity.sketch or quantity.code)
        if name != self._name:
            self._name = name
            self._load()
        if quantity is not None:
            self.setAccessibleName(quantity.name.in_language(self._language))

    def _load(self) -> None:
        file = resource("sketches", f"{self._name}.svg")
        self._renderer = None
        if self._name and file.is_file():
            tokens = self._theme.tokens
            drawn = (
                file.read_text(encoding="utf-8").replace(INK, tokens.text).replace(DIMENSION, tokens.accent)
            )
            self._renderer = QSvgRenderer(QByteArray(drawn.encode()), self)
        self.setVisible(self._renderer is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A small square, grown with the text."""
        return QSize(self._theme.px(132), self._theme.px(112))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than can be read."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sketch in its proportions."""
        del event
        if self._renderer is None:
            return
        painter = QPainter(self)
        size = QRectF(self._renderer.viewBoxF())
        scale = min(self.width() / size.width(), self.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        where = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        self._renderer.render(painter, where)
        painter.end()
