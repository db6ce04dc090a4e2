"""The drawn sketch beside a quantity: from where to where it is measured."""

import json
import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from assessor.criteria import Quantity
from assessor.paths import resource
from assessor.ui.context import UiContext

INK, DIMENSION = "#102030", "#c02020"
"""Colours in the files, replaced by those of the theme."""


@cache
def sketches() -> dict[str, tuple[str, str]]:
    """File and dimension by quantity code."""
    found = json.loads(resource("sketches", "index.json").read_text(encoding="utf-8"))
    return {code: (name, group) for code, (name, group) in found.items()}


def drawn(name: str, group: str, ink: str, accent: str, soft: str) -> str:
    """A sketch with one of its dimensions in the accent colour, the others soft."""
    text = resource("sketches", f"{name}.svg").read_text(encoding="utf-8").replace(INK, ink)

    def colored(match: re.Match[str]) -> str:
        return match[0].replace(DIMENSION, accent if match[1] == group else soft)

    return re.sub(r'<g id="([a-z_]+)"[^>]*>', colored, text)


class Sketch(QWidget):
    """An SVG of `resources/sketches`, in the colours of the theme; nothing where there is none."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._language = context.wording.language
        self._shown: tuple[str, str] | None = None
        self._renderer: QSvgRenderer | None = None
        context.theme.changed.connect(self._load)
        self.hide()

    def show_quantity(self, quantity: Quantity | None) -> None:
        """Shows the sketch of a quantity, if there is one."""
        shown = None if quantity is None else sketches().get(quantity.sketch or quantity.code)
        if shown != self._shown:
            self._shown = shown
            self._load()
        if quantity is not None:
            self.setAccessibleName(quantity.name.in_language(self._language))

    def _load(self) -> None:
        self._renderer = None
        if self._shown is not None:
            tokens = self._theme.tokens
            svg = drawn(*self._shown, tokens.text, tokens.accent, tokens.line)
            self._renderer = QSvgRenderer(QByteArray(svg.encode()), self)
        self.setVisible(self._renderer is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as it can be read, grown with the text."""
        return QSize(self._theme.px(132), self._theme.px(112))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than that."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sketch in its proportions."""
        del event
        if self._renderer is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = QRectF(self._renderer.viewBoxF())
        scale = min(self.width() / size.width(), self.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        where = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        self._renderer.render(painter, where)
        painter.end()
