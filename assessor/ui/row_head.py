"""The head of the panel beside the table: which row, of which level, with which verdict."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.criteria import Row
from assessor.ui.context import UiContext
from assessor.ui.models.rows import shown_verdict
from assessor.ui.painting import Brushwork


class RowHead(QWidget):
    """Number, title, level and verdict of the row."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._brush = Brushwork(context.theme)
        self._title = self._level = self._chip = self._about = ""
        self._filled = False
        self._verdict = "undetermined"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, row: Row | None) -> None:
        """Shows a row as it stands now."""
        session, wording = self._context.bridge.session, self._context.wording
        result = None if row is None else session.evaluation.rows.get(row.id)
        before = self._title, self._level, self._chip, self._about, self._filled
        if row is None or result is None:
            title = self._level = self._chip = self._about = ""
        else:
            level = session.edition.level(row, session.evaluation.snapshot.category) or "optional"
            item = row.item.in_language(wording.language)
            own = wording.title(row)
            title = f"{wording.number_of(row)}  {own if item == own else wording.joined(item, own)}"
            self._level, self._filled = wording.level(level), level == "required"
            self._verdict = shown_verdict(result)
            self._chip = f"{wording.mark(self._verdict)} {wording.verdict(self._verdict)}"
            about = [
                self.tr("区分は推定") if row.inferred else "",
                self.tr("重要度 %s") % row.importance if row.importance else "",
                self.tr("難易度 %s") % wording.difficulty(row) if row.difficulty is not None else "",
                wording.word(f"decided_by.{result.decided_by}") if result.decided_by != "none" else "",
            ]
            self._about = wording.joined(*about)
        self._title = title
        if before != (self._title, self._level, self._chip, self._about, self._filled):
            self.setAccessibleName(" ".join(one for one in (self._title, self._level, self._chip) if one))
            self.updateGeometry()
            self.update()

    def _title_height(self, width: int) -> int:
        return self._brush.wrapped_height(self._title, width, font="bold")

    def sizeHint(self) -> QSize:
        """Title, then level and verdict."""
        px, fonts = self._context.theme.px, self._brush.fonts
        width = max(self.width(), px(120))
        return QSize(width, self._title_height(width) + fonts.body_metrics.height() + px(12))

    def minimumSizeHint(self) -> QSize:
        """Level and verdict stand whole."""
        width = self._tag_width() + self._context.theme.px(8) + self._chip_width()
        return QSize(width, self.sizeHint().height())

    def _tag_width(self) -> int:
        return self._brush.width(self._level, font="caption") + self._context.theme.px(12)

    def _chip_width(self) -> int:
        return self._brush.width(self._chip) + self._context.theme.px(14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title may wrap differently."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the head."""
        if not self._title:
            return
        painter, brush, px = QPainter(self), self._brush, self._context.theme.px
        height = self._title_height(self.width())
        brush.wrapped(painter, self.rect().adjusted(0, 0, 0, 0), self._title, font="bold")
        line = brush.fonts.body_metrics.height() + px(4)
        top = height + px(6)
        level = self._tag_width()
        area = self.rect()
        area.setTop(top)
        area.setHeight(line)
        tag = area.adjusted(0, px(2), 0, -px(2))
        tag.setWidth(level)
        brush.tag(painter, tag, self._level, filled=self._filled)
        chip = area.adjusted(level + px(8), 0, 0, 0)
        chip.setWidth(self._chip_width())
        brush.chip(painter, chip, self._chip, self._verdict)
        rest = area.adjusted(chip.right() + px(8), 0, 0, 0)
        brush.text(painter, rest, self._about, color="soft", font="caption")
