"""The window of a folder of cases."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain, text
from assessor.store import SUFFIX
from assessor.ui.context import plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.jobs import Control, Job, JobRunner
from assessor.ui.painting import LEFT, Brushwork
from assessor.ui.portfolio.case_model import FIELDS, NUMBERS, CaseFilter, CaseModel
from assessor.ui.portfolio.dashboard import Dashboard
from assessor.ui.preferences import Preferences
from assessor.ui.procedure.live_page import panel_area
from assessor.ui.theme import Theme
from assessor.workflow.portfolio import CaseRow, Portfolio

WIDTHS = {"name": 156, "stage": 140, "eligible": 80, "result": 84, "day": 92, "what": 164}
MAX_WORKERS = 4
FOLDER = "portfolio"
"""Under which the folder looked at last is remembered."""


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
        preferences: Preferences | None = None,
    ) -> None:
        """Builds the window.

        Args:
            theme: colours and sizes.
            language: of the window.
            runner: looks at the documents.
            today: the present day.
            workers: processes that evaluate; None: by the machine.
            preferences: remembers the folder and the target; None: those of this user.
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
        self._preferences = preferences if preferences is not None else Preferences()
        self._job: Job | None = None
        self._portfolio: Portfolio | None = None
        self._fresh: list[CaseRow] = []
        # Hundreds of verdicts arrive one by one; the list is brought up to date a few times a second.
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self._take_fresh)
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
        self.cancel = self._button(self.tr("取りやめ"), self._on_cancel)
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        for part in (self.heading, self.choose, self.again, self.cancel, self.where):
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
        self.dashboard = Dashboard(self._theme, self._today, self._preferences)
        split.addWidget(panel_area(self.dashboard))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([px(1024), px(240)])
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
        self._show_all()

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
            least = brush.width(title, font="caption") + px(20)
            words = max((brush.width(one) for one in self.model.answers(name)), default=0) + px(24)
            header.resizeSection(
                column, max(least, words, px(WIDTHS.get(name, 0 if name in NUMBERS else 80)))
            )
        table.activated.connect(self._on_activated)
        return table

    # Looking --------------------------------------------------------------------------------------------

    def look(self, folder: Path) -> None:
        """Lists the cases of a folder, then finds out what is not known of them yet."""
        self.stop()
        self.folder = folder
        self._preferences.keep_folder(FOLDER, folder)
        self.where.setText(str(folder))
        self.count.setText(self.tr("読んでいます…"))
        self._portfolio = portfolio = Portfolio(folder)
        day = self._today()
        self._job = job = self._runner.start(lambda _: portfolio.scan(day), "portfolio")
        job.finished.connect(self._on_scanned)
        job.failed.connect(self._on_failed)
        self.cancel.show()

    def resume(self) -> None:
        """Goes on with the folder that was looked at last, where it is still there."""
        folder = self._preferences.folder(FOLDER)
        if self.folder is None and folder is not None and folder.is_dir():
            self.look(folder)

    def stop(self) -> None:
        """Ends what is being looked at."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._fresh = []

    def _on_cancel(self) -> None:
        """What was found until now stays in the list."""
        self._take_fresh()
        self.stop()
        self._show_all()

    def _on_scanned(self, rows: tuple[CaseRow, ...]) -> None:
        if self.sender() is not self._job:
            return
        self.model.take(rows)
        self._show_stages()
        portfolio = self._portfolio
        if portfolio is None or not portfolio.waiting():
            self._job = None
            self._show_all()
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
        self._show_all()

    def _on_judged(self, _number: str) -> None:
        if self.sender() is self._job and not self._timer.isActive():
            self._timer.start()

    def _take_fresh(self) -> None:
        # Another thread adds at the end meanwhile: only what was seen is taken away.
        found = list(self._fresh)
        del self._fresh[: len(found)]
        if found:
            self.model.update_rows(found)
            self._show_all()

    def _on_done(self, _result: object) -> None:
        if self.sender() is self._job:
            self._timer.stop()
            self._take_fresh()
            self._job = None
            self._show_all()

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self.cancel.hide()
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
        if waiting and self._job is not None:
            parts.append(self.tr("判定を調べています：あと%s件") % waiting)
        elif waiting:
            parts.append(self.tr("判定を調べていないもの %s件") % waiting)
        if self.folder is not None and not rows and self._job is None:
            parts = [self.tr("このフォルダーに案件のファイル（%s）はありません。") % f"*{SUFFIX}"]
        self.count.setText("　".join(parts))
        self.cancel.setVisible(self._job is not None)

    def _show_all(self) -> None:
        self._show_counts()
        self.dashboard.show_cases(self.model.rows, self.model.stage_name)

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
