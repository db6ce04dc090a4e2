"""The dashboard of a folder: cases by stage, certified dwellings by year against a target."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from assessor.ui.context import plain_label
from assessor.ui.painting import TextBlock
from assessor.ui.portfolio.year_chart import YearChart
from assessor.ui.preferences import Preferences
from assessor.ui.theme import Theme
from assessor.workflow.portfolio import CaseRow, certified_by_year

MOST_DWELLINGS = 1_000_000
FISCAL_START = 4
"""Month in which a fiscal year begins."""
YEARS_AHEAD = 5
"""Target year that is proposed."""
TARGET, BY = "portfolio_target", "portfolio_target_year"


class Dashboard(QWidget):
    """Counts what it is shown; the target is this user's, and remembered."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        px = theme.px
        self._theme = theme
        self._today = today
        self._preferences = preferences
        self._rows: Sequence[CaseRow] = ()
        self.stages = TextBlock(theme)
        self.chart = YearChart(theme)
        self.against = TextBlock(theme, color="soft")
        self.target = self._number(self.tr("目標の住戸数"), MOST_DWELLINGS, 0, self.tr("なし"))
        self.by = self._number(self.tr("目標の年度"), 2200, 2000, "")
        self.target.setValue(preferences.number(TARGET))
        self.by.setValue(preferences.number(BY, today().year + YEARS_AHEAD))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(12))
        layout.setSpacing(px(8))
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
        self.target.valueChanged.connect(self._on_target)
        self.by.valueChanged.connect(self._on_target)

    def _number(self, name: str, most: int, least: int, special: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setSpecialValueText(special)
        box.setGroupSeparatorShown(most > 9_999)
        box.setMinimumSize(self._theme.px(96), self._theme.px(26))
        box.setAccessibleName(name)
        return box

    def show_cases(self, rows: Sequence[CaseRow], stage_name: Callable[[CaseRow], str]) -> None:
        """Counts cases by stage, and dwellings by the year they were certified in."""
        self._rows = rows
        counts: dict[str, int] = {}
        for row in rows:
            name = self.tr("読めません") if row.fault is not None else stage_name(row)
            counts[name] = counts.get(name, 0) + 1
        ordered = sorted(counts.items(), key=lambda item: -item[1])
        self.stages.setText("\n".join(f"{name or '―'}　{count}" for name, count in ordered))
        self._show_years()

    def _show_years(self) -> None:
        target = self.target.value() or None
        years = certified_by_year(self._rows, target=target, by=self.by.value() if target else None)
        today = self._today()
        self.chart.set_years(years, today.year - (today.month < FISCAL_START))
        total = sum(row.certified_dwellings for row in self._rows)
        cases = sum(row.certified_dwellings > 0 for row in self._rows)
        said = [
            self.tr("認定が有効な住戸 %(dwellings)s（%(cases)s案件）")
            % {"dwellings": f"{total:,}", "cases": cases}
        ]
        if target:
            said.append(self.tr("目標まで あと%s") % f"{max(0, target - total):,}")
        self.against.setText("\n".join(said))

    def _on_target(self) -> None:
        self._preferences.keep_number(TARGET, self.target.value())
        self._preferences.keep_number(BY, self.by.value())
        self._show_years()
