"""The official summary table: each table's required and optional rows, minimums and results."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from assessor.evaluation import Minimum
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext
from assessor.ui.models.rows import AnyIndex

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMNS = 9
NUMERIC = range(2, 8)


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        kind: `required`, `optional`, `group` or `total`.
        texts: one per column.
        verdict: code that colours the last column, or empty.
    """

    kind: str
    texts: tuple[str, ...]
    verdict: str


class SummaryModel(QAbstractTableModel):
    """Lines in the order of the official sheet."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines = self._build()
        context.bridge.document_changed.connect(self._on_document_changed)

    def _build(self) -> list[Line]:
        session, wording = self._context.bridge.session, self._context.wording
        summary = session.evaluation.summary
        lines: list[Line] = []
        closing = {group.tables[-1]: group.name for group in session.edition.head.groups}
        minimums = {group.name: group for group in summary.groups}
        for table in session.edition.tables:
            tally = summary.tables[table.code]
            name = wording.table(table.code)
            if tally.required.total:
                required = tally.required
                missing = required.total - required.conforming - required.not_applicable
                verdict = (
                    "not_conforming"
                    if required.not_conforming
                    else ("conforming" if missing == 0 else "undetermined")
                )
                counts = (
                    required.total,
                    required.conforming,
                    required.not_applicable,
                    required.not_conforming,
                    required.undetermined,
                )
                texts = (
                    name,
                    wording.level("required"),
                    *map(str, counts),
                    self.tr("すべて"),
                    self._result(verdict, missing),
                )
                lines.append(Line("required", texts, verdict))
            if tally.optional.total:
                optional = tally.optional
                passed = (optional.total, optional.conforming)
                rest = ("", "", str(optional.undetermined), "", "")
                texts = (name, wording.level("optional"), *map(str, passed), *rest)
                lines.append(Line("optional", texts, ""))
            if table.code in closing:
                lines.append(self._minimum("group", minimums[closing[table.code]]))
        lines.append(self._minimum("total", summary.total))
        return lines

    def _minimum(self, kind: str, minimum: Minimum) -> Line:
        wording = self._context.wording
        if not minimum.missing:
            verdict = "conforming"
        else:
            verdict = "not_conforming" if minimum.reachable < minimum.minimum else "undetermined"
        open_rows = str(minimum.reachable - minimum.conforming)
        texts = (
            wording.group(minimum.name),
            self.tr("選択の最低数"),
            "",
            str(minimum.conforming),
            "",
            "",
            open_rows,
            str(minimum.minimum),
            self._result(verdict, minimum.missing),
        )
        return Line(kind, texts, verdict)

    def _result(self, verdict: str, missing: int) -> str:
        wording = self._context.wording
        text = f"{wording.mark(verdict)} {wording.verdict(verdict)}" if verdict != "undetermined" else ""
        return text or self.tr("あと%s") % missing

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMERIC:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        verdict = self._context.wording.verdict
        return (
            self.tr("別表"),
            self.tr("区分"),
            self.tr("項目数"),
            verdict("conforming"),
            verdict("not_applicable"),
            verdict("not_conforming"),
            verdict("undetermined"),
            self.tr("必要適合項目数"),
            self.tr("チェック結果"),
        )[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts and alignment."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.texts[index.column()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in NUMERIC:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _on_document_changed(self, change: Change) -> None:
        if not change.outcome.rows and not change.case:
            return
        fresh = self._build()
        if len(fresh) != len(self._lines):
            self.beginResetModel()
            self._lines = fresh
            self.endResetModel()
            return
        before, self._lines = self._lines, fresh
        for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, COLUMNS - 1))
