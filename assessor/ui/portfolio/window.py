"""The window of a folder of cases."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain, text
from assessor.ui.context import plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.jobs import Control, Job, JobRunner
from assessor.ui.painting import LEFT, Brushwork, TextBlock
from assessor.ui.portfolio.case_model import FIELDS, NUMBERS, CaseFilter, CaseModel
from assessor.ui.portfolio.year_chart import YearChart
from assessor.ui.procedure.live_page import panel_area
from assessor.ui.theme import Theme
from assessor.workflow.portfolio import CaseRow, Portfolio, certified_by_year

WIDTHS = {"name": 180, "stage": 140, "eligible": 72, "result": 88, "day": 92, "what": 190}
MOST_DWELLINGS = 1_000_000
MAX_WORKERS = 4
FISCAL_START = 4
"""Month in which a fiscal year begins."""


class PortfolioWindow(QWidget):
    """List at the left, dashboard at the right; documents are looked at beside the window.

    Attributes:
        folder: the folder shown; None: none yet.
    """

    open_asked = Signal(object)
    """The path of a case to be opened."""
    closed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        language: Language,
        runner: JobRunner,
        *,
        today: Callable[[], date] = date.today,
        workers: int | None = None,
    ) -> None:
        """Builds the window.

        Args:
            theme: colours and sizes.
            language: of the window.
            runner: looks at the documents.
            today: the present day.
            workers: processes that evaluate; None: by the machine.
        """
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("案件一覧"))
        self._theme = theme
        self._language: Language = language
        self._runner = runner
        self._today = today
        self._workers = min(MAX_WORKERS, (os.cpu_count() or 1) - 1) if workers is None else workers
        self._job: Job | None = None
        self._portfolio: Portfolio | None = None
        self._fresh: list[CaseRow] = []
        self.folder: Path | None = None
        self.model = CaseModel(theme, language, self)
        self.shown = CaseFilter(self.model, self)
        self._build()
        px = theme.px
        screen = self.screen().availableGeometry()
        self.resize(min(px(1240), screen.width() - px(16)), min(px(680), screen.height() - px(48)))

    # Building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._theme.px
        self.heading = plain_label(self.tr("案件一覧"), name="heading")
        self.where = plain_label(name="caption")
        self.choose = self._button(self.tr("フォルダーを選ぶ…"), self._on_choose)
        self.again = self._button(self.tr("読み直す"), self._on_again)
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        for part in (self.heading, self.choose, self.again, self.where):
            head.addWidget(part)
        self.query = QLineEdit()
        self.query.setPlaceholderText(self.tr("案件名・所在地・事業者を探す"))
        self.query.setAccessibleName(self.tr("探す言葉"))
        self.query.setFixedWidth(px(220))
        self.stage = QComboBox()
        self.stage.setAccessibleName(self.tr("段階で絞る"))
        self.stage.setMinimumWidth(px(170))
        self.result = QComboBox()
        self.result.setAccessibleName(self.tr("判定で絞る"))
        for code, name in (
            ("", self.tr("すべての判定")),
            *((one, text(f"wording.result.{one}", self._language)) for one in RESULTS),
            ("late", self.tr("期日を過ぎたもの")),
            ("fault", self.tr("読めないもの")),
        ):
            self.result.addItem(name, code)
        self.count = plain_label(name="caption")
        filters = FlowLayout(spacing=px(8))
        filters.setContentsMargins(px(12), 0, px(12), px(6))
        for widget in (self.query, self.stage, self.result, self.count):
            filters.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._build_table())
        split.addWidget(self._build_side())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([px(960), px(256)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(split, 1)
        self.query.textChanged.connect(self._on_filter)
        self.stage.activated.connect(self._on_filter)
        self.result.activated.connect(self._on_filter)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.query.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self._on_again)
        self._show_stages()
        self._show_counts()

    def _button(self, title: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.clicked.connect(slot)
        return button

    def _build_table(self) -> QTableView:
        px, brush = self._theme.px, Brushwork(self._theme)
        self.view = table = QTableView()
        table.setObjectName("padded")
        table.setModel(self.shown)
        table.setAccessibleName(self.tr("案件"))
        table.setSortingEnabled(True)
        table.sortByColumn(FIELDS.index("day"), Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(brush.fonts.body_metrics.height() + px(12))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(LEFT)
        for column, name in enumerate(FIELDS):
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            least = brush.width(title, font="caption") + px(30)
            header.resizeSection(column, max(least, px(WIDTHS.get(name, 0 if name in NUMBERS else 80))))
        table.activated.connect(self._on_activated)
        return table

    def _build_side(self) -> QWidget:
        px = self._theme.px
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(px(12), px(8), px(12), px(12))
        layout.setSpacing(px(8))
        self.stages = TextBlock(self._theme)
        self.chart = YearChart(self._theme)
        self.against = TextBlock(self._theme, color="soft")
        self.target = self._number(self.tr("目標の住戸数"), MOST_DWELLINGS, 0, self.tr("なし"))
        self.by = self._number(self.tr("目標の年度"), 2200, 2000, "")
        self.by.setValue(self._today().year + 5)
        layout.addWidget(plain_label(self.tr("段階ごとの案件"), name="section"))
        layout.addWidget(self.stages)
        layout.addWidget(plain_label(self.tr("認定住戸と目標（年度）"), name="section"))
        for title, field in ((self.tr("目標の住戸数"), self.target), (self.tr("目標の年度"), self.by)):
            line = QHBoxLayout()
            label = plain_label(title)
            label.setBuddy(field)
            line.addWidget(label, 1)
            line.addWidget(field)
            layout.addLayout(line)
        layout.addWidget(self.chart)
        layout.addWidget(self.against)
        layout.addStretch(1)
        return panel_area(side)

    def _number(self, name: str, most: int, least: int, special: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setSpecialValueText(special)
        box.setMinimumSize(self._theme.px(96), self._theme.px(26))
        box.setAccessibleName(name)
        box.valueChanged.connect(self._show_counts)
        return box

    # Looking --------------------------------------------------------------------------------------------

    def look(self, folder: Path) -> None:
        """Lists the cases of a folder, then finds out what is not known of them yet."""
        self.stop()
        self.folder = folder
        self.where.setText(str(folder))
        self.count.setText(self.tr("読んでいます…"))
        self._portfolio = portfolio = Portfolio(folder)
        day = self._today()
        self._job = job = self._runner.start(lambda _: portfolio.scan(day), "portfolio")
        job.finished.connect(self._on_scanned)
        job.failed.connect(self._on_failed)

    def stop(self) -> None:
        """Ends what is being looked at."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._fresh = []

    def _on_scanned(self, rows: tuple[CaseRow, ...]) -> None:
        if self.sender() is not self._job:
            return
        self.model.take(rows)
        self._show_stages()
        self._show_counts()
        portfolio = self._portfolio
        if portfolio is None or not portfolio.waiting():
            self._job = None
            return
        fresh, workers = self._fresh, self._workers

        def work(control: Control) -> None:
            for number, row in enumerate(portfolio.judge(workers=workers), 1):
                fresh.append(row)
                control.step(str(number))

        self._job = job = self._runner.start(work, "portfolio")
        job.progressed.connect(self._on_judged)
        job.finished.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_judged(self, _number: str) -> None:
        if self.sender() is self._job:
            self._take_fresh()

    def _take_fresh(self) -> None:
        found, self._fresh[:] = list(self._fresh), []
        if found:
            self.model.update_rows(found)
            self._show_counts()

    def _on_done(self, _result: object) -> None:
        if self.sender() is self._job:
            self._take_fresh()
            self._job = None
            self._show_counts()

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self.count.setText(" ".join(explain(error, self._language)))

    # What is shown --------------------------------------------------------------------------------------

    def _show_stages(self) -> None:
        present = self.stage.currentData() or ""
        names = sorted({name for row in self.model.rows if (name := self.model.stage_name(row))})
        self.stage.clear()
        self.stage.addItem(self.tr("すべての段階"), "")
        for name in names:
            self.stage.addItem(name, name)
        self.stage.setCurrentIndex(max(0, self.stage.findData(present)))

    def _show_counts(self) -> None:
        rows = self.model.rows
        parts = [self.tr("%(shown)s件（全%(all)s件）") % {"shown": self.shown.rowCount(), "all": len(rows)}]
        waiting = sum(row.verdicts is None and row.fault is None for row in rows)
        if waiting:
            parts.append(self.tr("判定を調べています：あと%s件") % waiting)
        self.count.setText("　".join(parts))
        counts: dict[str, int] = {}
        for row in rows:
            name = self.tr("読めません") if row.fault is not None else self.model.stage_name(row)
            counts[name] = counts.get(name, 0) + 1
        ordered = sorted(counts.items(), key=lambda item: -item[1])
        self.stages.setText("\n".join(f"{name or '―'}　{count}" for name, count in ordered))
        target = self.target.value() or None
        years = certified_by_year(rows, target=target, by=self.by.value() if target else None)
        today = self._today()
        self.chart.set_years(years, today.year - (today.month < FISCAL_START))
        total = sum(row.certified_dwellings for row in rows)
        said = [self.tr("認定が有効な住戸 %s") % total]
        if target:
            said.append(self.tr("目標まで あと%s") % max(0, target - total))
        self.against.setText("\n".join(said))

    def _on_filter(self) -> None:
        self.shown.set_filter(
            query=self.query.text(),
            stage=self.stage.currentData() or "",
            result=self.result.currentData() or "",
        )
        self._show_counts()

    def _on_activated(self, index: QModelIndex) -> None:
        self.open_asked.emit(self.shown.case(index).path)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("案件のフォルダー"), str(self.folder or ""))
        if chosen:
            self.look(Path(chosen))

    def _on_again(self) -> None:
        if self.folder is not None:
            self.look(self.folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is looked at any more."""
        self.stop()
        self.closed.emit(self)
        super().closeEvent(event)


RESULTS = ("conforming", "not_conforming", "undecided")
