"""The course of a case as a picture: a lane for each who acts, the steps in order, where it stands."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.ui.context import UiContext
from assessor.ui.painting import CENTER, Brushwork
from assessor.workflow.procedure_wording import ProcedureWording
from assessor.workflow.stages import StepState

ACTORS = ("applicant", "tokyo", "municipality")
LOOKS = {
    "done": ("good_soft", "good"),
    "current": ("accent_soft", "accent"),
    "open": ("surface", "line"),
    "skipped": ("window", "line"),
    "undecided": ("warn_soft", "warn"),
}
"""Ground and frame of a step by how far it is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step where it is drawn."""

    state: StepState
    rect: QRect
    title: str
    below: str


class CoursePicture(QWidget):
    """Lanes and steps; a click on a step with an application asks for its documents."""

    application_asked = Signal(str)

    def __init__(self, context: UiContext, words: ProcedureWording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._words = words
        self._brush = Brushwork(context.theme)
        self._steps: tuple[StepState, ...] = ()
        self._boxes: tuple[int, list[Box]] = (-1, [])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("手続の流れ"))

    def set_steps(self, steps: tuple[StepState, ...]) -> None:
        """Shows a course."""
        self._steps = steps
        self._boxes = (-1, [])
        lines = [f"{one.title}　{one.below}" for one in self.boxes(max(self.width(), 1))]
        self.setAccessibleDescription("\n".join(lines))
        self.updateGeometry()
        self.update()

    def boxes(self, width: int) -> list[Box]:
        """The steps as they are placed at a width."""
        if self._boxes[0] == width:
            return self._boxes[1]
        px, brush = self._theme.px, self._brush
        lanes = self._lanes()
        lane_width = (width - px(24)) // max(1, len(lanes))
        top = px(12) + brush.fonts.caption_metrics.height() + px(8)
        found: list[Box] = []
        for one in self._steps:
            title, below = self._title(one), self._below(one)
            inside = max(lane_width - px(28), px(40))
            height = px(10) + brush.wrapped_height(title, inside)
            if below:
                height += px(2) + brush.wrapped_height(below, inside, font="caption")
            x = px(12) + lanes.index(one.step.actor) * lane_width
            found.append(Box(one, QRect(x, top, lane_width - px(10), height), title, below))
            top += height + px(12)
        self._boxes = (width, found)
        return found

    def _lanes(self) -> list[str]:
        used = {one.step.actor for one in self._steps}
        return [actor for actor in ACTORS if actor in used]

    def _title(self, one: StepState) -> str:
        name = one.step.name.in_language(self._words.language)
        return f"{one.step.mark} {name}" if one.step.mark and not name.startswith(one.step.mark) else name

    def _below(self, one: StepState) -> str:
        parts = [self._words.label(f"step.{one.progress}")]
        if one.on is not None:
            parts.append(self._words.day(one.on))
        elif one.step.note is not None and one.progress not in ("done", "skipped"):
            parts.append(one.step.note.in_language(self._words.language))
        return self._words.joined(*parts)

    # Qt -------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Down to the last step."""
        boxes = self.boxes(width)
        return boxes[-1].rect.bottom() + self._theme.px(12) if boxes else self._theme.px(48)

    def sizeHint(self) -> QSize:
        """As high as the course at the present width."""
        width = max(self.width(), self._theme.px(320))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never lower than the course."""
        return QSize(self._theme.px(200), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a step with an application."""
        for box in self.boxes(self.width()):
            if box.state.step.application and box.rect.contains(event.position().toPoint()):
                self.application_asked.emit(box.state.step.application)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws lanes, arrows and steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush, px = self._brush, self._theme.px
        lanes = self._lanes()
        boxes = self.boxes(self.width())
        lane_width = (self.width() - px(24)) // max(1, len(lanes))
        for number, actor in enumerate(lanes):
            x = px(12) + number * lane_width
            head = QRect(x, px(8), lane_width - px(10), brush.fonts.caption_metrics.height() + px(4))
            brush.text(
                painter, head, self._words.label(f"actor.{actor}"), color="soft", align=CENTER, font="caption"
            )
            if number:
                painter.fillRect(x - px(5), px(8), 1, self.height() - px(16), brush.color("line"))
        for before, after in pairwise(boxes):
            self._arrow(painter, before.rect, after.rect)
        for box in boxes:
            self._box(painter, box)

    def _arrow(self, painter: QPainter, before: QRect, after: QRect) -> None:
        """From the foot of a step to the head of the next, around a corner where the lane changes."""
        px = self._theme.px
        start = QPointF(before.center().x(), before.bottom() + 1)
        end = QPointF(after.center().x(), after.top() - 1)
        middle = (start.y() + end.y()) / 2 - px(1)
        painter.setPen(QPen(self._brush.color("soft"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([start, QPointF(start.x(), middle), QPointF(end.x(), middle), end]))
        head = px(3)
        painter.setBrush(self._brush.color("soft"))
        painter.drawPolygon(
            QPolygonF([end, QPointF(end.x() - head, end.y() - head), QPointF(end.x() + head, end.y() - head)])
        )

    def _box(self, painter: QPainter, box: Box) -> None:
        brush, px = self._brush, self._theme.px
        progress = box.state.progress
        ground, frame = LOOKS[progress]
        pen = QPen(brush.color(frame), 2 if progress == "current" else 1)
        if progress == "skipped" or box.state.step.after:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(brush.color(ground))
        painter.drawRoundedRect(box.rect, px(4), px(4))
        inside = box.rect.adjusted(px(9), px(5), -px(9), -px(5))
        muted = progress == "skipped"
        brush.wrapped(painter, inside, box.title, color="soft" if muted else "text")
        if box.below:
            used = brush.wrapped_height(box.title, inside.width()) + px(2)
            brush.wrapped(
                painter,
                inside.adjusted(0, used, 0, 0),
                box.below,
                color={"done": "good", "current": "accent", "undecided": "warn"}.get(progress, "soft"),
                font="caption",
            )
