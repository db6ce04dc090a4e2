"""The page of the results: the official summary and what stands behind it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.delegates import FindingDelegate, SummaryDelegate
from assessor.ui.models.findings import FindingsModel
from assessor.ui.models.rows import ROW_ID_ROLE
from assessor.ui.models.summary import NUMERIC, SummaryModel
from assessor.ui.painting import Brushwork
from assessor.ui.tally_bar import ResultChip


class FindingsView(QTreeView):
    """Findings; Enter or a click goes to the row."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(context.theme.px(16))
        self.setUniformRowHeights(True)
        self.setItemDelegate(FindingDelegate(context, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._go)

    def _go(self, index: QModelIndex) -> None:
        row = index.data(ROW_ID_ROLE)
        if row is not None:
            self.row_asked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ResultsPage(QWidget):
    """Summary table above, findings below."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        px = context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(px(12), px(8), px(12), px(8))
        heading.setSpacing(px(16))
        heading.addWidget(plain_label(self.tr("集計・判定"), name="heading"))
        self.result = ResultChip(context)
        heading.addWidget(self.result)
        heading.addStretch(1)
        layout.addLayout(heading)
        self.summary = SummaryModel(context, self)
        self.table = self._build_table()
        self.findings = FindingsModel(context, self)
        self.findings_view = FindingsView(context)
        self.findings_view.setModel(self.findings)
        self.findings_view.setAccessibleName(self.tr("理由と記録"))
        self.findings_view.row_asked.connect(self.row_asked)
        self.findings.modelReset.connect(self._on_reset)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.table)
        splitter.addWidget(self.findings_view)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)
        self._on_reset()
        self._show_result()
        context.bridge.document_changed.connect(self._on_document_changed)

    def _build_table(self) -> QTableView:
        context, px = self._context, self._context.theme.px
        table = QTableView()
        table.setModel(self.summary)
        table.setAccessibleName(self.tr("集計表"))
        table.setItemDelegate(SummaryDelegate(context, table))
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        height = table.itemDelegate().sizeHint(None, self.summary.index(0, 0)).height()  # type: ignore[arg-type]
        table.verticalHeader().setDefaultSectionSize(height)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.resizeColumnsToContents()
        header = table.horizontalHeader()
        header.setMinimumSectionSize(px(40))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        last = len(NUMERIC) + 2
        wording = context.wording
        widest = f"{wording.mark('not_conforming')} {wording.verdict('not_conforming')}"
        header.resizeSection(last, Brushwork(context.theme).width(widest) + px(32))
        return table

    def _on_reset(self) -> None:
        model = self.findings
        # Readings are many and always there; what still has to be done is opened.
        last = model.rowCount() - 1
        for row in range(model.rowCount()):
            self.findings_view.setExpanded(model.index(row, 0), row < last)

    def _show_result(self) -> None:
        self.result.set_result(self._context.bridge.session.evaluation.summary.result)

    def _on_document_changed(self, change: Change) -> None:
        if change.outcome.rows or change.case:
            self._show_result()
