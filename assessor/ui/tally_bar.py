"""The bar that never leaves the screen: how far it is to passing."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from assessor.evaluation import Minimum
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.painting import Brushwork, MarkedLabel


class ProgressLine(QWidget):
    """A bar of settled, failing and open rows."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._done = self._failing = self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A short, low bar."""
        return QSize(self._theme.px(96), self._theme.px(8))

    def set_counts(self, done: int, failing: int, total: int) -> None:
        """Rows that pass, that fail, of all."""
        self._done, self._failing, self._total = done, failing, total
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the bar."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), tokens.color("line"))
        if self._total:
            done = round(self.width() * self._done / self._total)
            failing = round(self.width() * self._failing / self._total)
            painter.fillRect(0, 0, done, self.height(), tokens.color("accent"))
            painter.fillRect(done, 0, failing, self.height(), tokens.color("bad"))


class TallyItem(QWidget):
    """A name, a count, and what is still missing."""

    def __init__(
        self, context: UiContext, name: str, *, bar: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(context.theme.px(4))
        self._name = plain_label(name, name="caption")
        self._count = plain_label()
        self._count.setFont(context.theme.font(bold=True))
        self._rest = MarkedLabel(context.theme)
        for label in (self._name, self._count, self._rest):
            layout.addWidget(label)
        self.line = ProgressLine(context) if bar else None
        if self.line is not None:
            layout.addWidget(self.line)

    def set_texts(self, count: str, rest: str, *, name: str | None = None) -> None:
        """Changes the texts; screen readers get them as one sentence."""
        if name is not None:
            self._name.setText(name)
        changed = _set(self._count, count) | _set(self._rest, rest)
        if changed or not self.accessibleName():
            self.setAccessibleName(f"{self._name.text()} {count} {rest}".strip())
            self.updateGeometry()


def _set(label: QLabel | MarkedLabel, text: str) -> bool:
    if label.text() == text:
        return False
    label.setText(text)
    return True


class ResultChip(QWidget):
    """The whole result as a chip."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._brush = Brushwork(context.theme)
        self._text, self._verdict = "", "undetermined"

    def set_result(self, result: str) -> None:
        """Shows a result."""
        wording = self._context.wording
        self._verdict = "undetermined" if result == "undecided" else result
        self._text = f"{wording.mark(self._verdict)} {wording.result(result)}"
        self.setAccessibleName(self.tr("判定 %s") % self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        metrics, px = self._brush.fonts.body_metrics, self._context.theme.px
        return QSize(self._brush.width(self._text) + px(16), metrics.height() + px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws the chip."""
        painter = QPainter(self)
        self._brush.chip(painter, self.rect(), self._text, self._verdict)


class TallyBar(QWidget):
    """Required rows, each group's and the total minimum, the result."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tallyBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("集計"))
        self._context = context
        wording = context.wording
        flow = FlowLayout(self, spacing=context.theme.px(16), margin=context.theme.px(8))
        self._required = TallyItem(context, wording.level("required"), bar=True)
        flow.addWidget(self._required)
        self._groups: dict[str, TallyItem] = {}
        edition = context.bridge.session.edition
        for position, group in enumerate(edition.head.groups):
            name = wording.table(wording.series(group.name.split("+")))
            label = wording.joined(wording.level("optional"), name) if position == 0 else name
            item = TallyItem(context, label)
            item.setToolTip(group.label.in_language(wording.language))
            self._groups[group.name] = item
            flow.addWidget(item)
        self._total = TallyItem(context, wording.word("total"))
        flow.addWidget(self._total)
        self._recheck = TallyItem(context, f"{wording.mark('recheck')} {wording.verdict('recheck')}")
        flow.addWidget(self._recheck)
        self._result = ResultChip(context)
        flow.addWidget(self._result)
        flow.add_stretch_before(self._result)
        self._shown: object = None
        self.refresh()
        context.bridge.document_changed.connect(self._on_document_changed)

    def _on_document_changed(self, change: Change) -> None:
        if change.outcome.rows or change.case:
            self.refresh()

    def refresh(self) -> None:
        """Takes over the present tallies. A decision to check again counts as its verdict, and is told."""
        evaluation = self._context.bridge.session.evaluation
        summary = evaluation.summary
        again = sum(result.recheck for result in evaluation.rows.values())
        if (summary, again) == self._shown:
            return
        self._shown = (summary, again)
        required = summary.required
        settled = required.conforming + required.not_applicable
        missing = required.total - settled
        rest = self.tr("（非対象%s）") % required.not_applicable if required.not_applicable else ""
        rest += self.tr("　あと%s") % missing if missing else " ✓"
        self._required.set_texts(f"{settled}/{required.total}", rest.strip("　"))
        if self._required.line is not None:
            self._required.line.set_counts(settled, required.not_conforming, required.total)
        for group in summary.groups:
            self._minimum(self._groups[group.name], group)
        self._minimum(self._total, summary.total)
        self._recheck.set_texts(str(again), "")
        self._recheck.setVisible(again > 0)
        self._result.set_result(summary.result)

    def _minimum(self, item: TallyItem, minimum: Minimum) -> None:
        rest = self.tr("あと%s") % minimum.missing if minimum.missing else "✓"
        if minimum.reachable < minimum.minimum:
            rest = f"✕ {rest}"
        item.set_texts(f"{minimum.conforming}/{minimum.minimum}", rest)
