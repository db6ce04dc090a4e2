"""The page "住戸タイプ別": the matrix, its filter, and the worst place of the current cell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.matrix.model import MatrixModel
from assessor.ui.matrix.view import MatrixView
from assessor.ui.painting import TextBlock
from assessor.ui.tally_bar import ResultChip

LOW = 400
"""Height in units of normal text below which only rows and the current cell are explained."""


class MatrixPage(QWidget):
    """Rows in the dwelling × unit types."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        px = context.theme.px
        self.model = MatrixModel(context, self)
        self.view = MatrixView(context, self.model)
        self.result = ResultChip(context)
        self.only_failing = QCheckBox(self.tr("不適合のある項目だけ"))
        self.count = plain_label(name="caption")
        head = FlowLayout(spacing=px(16))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("住戸タイプ別の判定"), name="heading"))
        for part in (self.result, self.only_failing, self.count):
            head.addWidget(part)
        self.legend = plain_label(
            self.tr(
                "太枠は項目を決めるタイプ。不適合は、基準から遠いほど濃く示します。"
                "！は確かめ直す判定（図面の差し替え、判断との食い違い）。"
                "申請しないタイプには、申請した場合の判定を薄く示します。"
            ),
            name="caption",
            wraps=True,
        )
        self.legend.setContentsMargins(px(12), 0, px(12), px(8))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.empty = plain_label(wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.legend)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._build_detail())
        self.only_failing.toggled.connect(self.model.set_only_failing)
        self.view.row_asked.connect(self.row_asked)
        self.view.current_moved.connect(self._show_detail)
        self.model.modelReset.connect(self._on_reset)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.view)
        self._on_reset()
        self._show_result()

    def _build_detail(self) -> QWidget:
        px = self._context.theme.px
        detail = QWidget()
        detail.setObjectName("panel")
        detail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(detail)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(4))
        line = QHBoxLayout()
        self.row_title: QLabel = plain_label(name="section")
        self.to_row = QToolButton()
        self.to_row.setText(self.tr("項目を開く（Enter）"))
        self.to_row.clicked.connect(self._on_to_row)
        self.toggle = QToolButton()
        self.toggle.clicked.connect(self._on_toggle)
        line.addWidget(self.row_title, 1)
        line.addWidget(self.toggle)
        line.addWidget(self.to_row)
        self.detail = TextBlock(self._context.theme)
        layout.addLayout(line)
        layout.addWidget(self.detail)
        return detail

    def _on_reset(self) -> None:
        has_units = bool(self.model.units)
        self.stack.setCurrentIndex(0 if self.model.rows and has_units else 1)
        self.empty.setText(
            self.tr("不適合のある項目はありません。")
            if has_units
            else self.tr("住戸タイプがまだありません。「住戸と寸法」で住戸タイプを追加してください。")
        )
        if self.model.rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, min(1, self.model.columnCount() - 1)))
        self._show_count()
        self._show_detail()

    def _show_count(self) -> None:
        self.count.setText(
            self.tr("不適合のある項目 %(failing)s、表示 %(shown)s")
            % {"failing": self.model.failing_count(), "shown": len(self.model.rows)}
        )

    def _show_result(self) -> None:
        self.result.set_result(self._context.bridge.session.evaluation.summary.result)

    def _show_detail(self) -> None:
        current = self.view.currentIndex()
        for part in (self.to_row, self.toggle):
            part.setEnabled(current.isValid())
        if not current.isValid():
            self.row_title.setText("")
            self.detail.setText("")
            self.toggle.hide()
            return
        row = self.model.rows[current.row()]
        head = self.model.row_head(row)
        unit = self.model.unit_head(current.column())
        self.row_title.setText(f"{head.number}  {head.title}")
        self.detail.setText(self.model.describe(row, current.column()))
        self.toggle.setVisible(unit.applied is not None)
        self.toggle.setEnabled(not self._context.bridge.session.read_only)
        self.toggle.setText(
            self.tr("%s を申請から外す（スペース）") % unit.name
            if unit.applied
            else self.tr("%s を申請する（スペース）") % unit.name
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low the rows come before words about them: those stand in the tool tip."""
        super().resizeEvent(event)
        is_low = event.size().height() / self._context.theme.scale < LOW
        self.legend.setVisible(not is_low)
        self.row_title.setVisible(not is_low)
        self.view.setToolTip(self.legend.text() if is_low else "")

    def _on_to_row(self) -> None:
        self.row_asked.emit(self.model.rows[self.view.currentIndex().row()])

    def _on_toggle(self) -> None:
        self.model.toggle(self.view.currentIndex().column())

    def _on_document_changed(self, change: Change) -> None:
        if change.outcome.rows or change.places or change.case:
            self._show_result()
            self._show_count()
            self._show_detail()
