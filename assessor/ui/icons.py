"""Our own line drawings, coloured like the text."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from assessor.paths import resource
from assessor.ui.theme import Theme


def icon(name: str, theme: Theme) -> QIcon:
    """An icon of `resources/icons` in the present text colour."""
    from PySide6.QtSvg import QSvgRenderer

    made = QIcon()
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    for mode, color in ((QIcon.Mode.Normal, theme.tokens.text), (QIcon.Mode.Disabled, theme.tokens.line)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
        size = theme.px(36)
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(pixmap, mode)
    return made
