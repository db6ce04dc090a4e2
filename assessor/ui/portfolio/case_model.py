"""Cases of a folder as a table that sorts and filters."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from assessor.errors import CriteriaError
from assessor.messages import Language, explain, text
from assessor.ui.context import plain_tool_tip
from assessor.ui.theme import Theme
from assessor.workflow.editions import edition_of
from assessor.workflow.portfolio import CaseRow
from assessor.workflow.portfolio_cache import Verdicts
from assessor.workflow.stages import order_text

AnyIndex = QModelIndex | QPersistentModelIndex
FIELDS = (
    "name",
    "stage",
    "day",
    "what",
    "result",
    "eligible",
    "failed",
    "open",
    "optional",
    "wanting",
    "certified",
)
NUMBERS = frozenset({"failed", "open", "optional", "wanting", "certified"})
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
MARKS = {
    "conforming": "conforming",
    "met": "conforming",
    "not_conforming": "not_conforming",
    "not_met": "not_conforming",
    "undecided": "undetermined",
    "undetermined": "undetermined",
}
ANSWERS = {
    "result": ("conforming", "not_conforming", "undecided"),
    "eligible": ("met", "not_met", "undetermined"),
}
RESULT_COLORS = {"conforming": "good", "met": "good", "not_conforming": "bad", "not_met": "bad"}


class CaseModel(QAbstractTableModel):
    """One line per document file."""

    def __init__(self, theme: Theme, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._rows: list[CaseRow] = []
        self._stages: dict[tuple[str, str, str], str] = {}
        self._titles = {
            "name": self.tr("案件"),
            "stage": self.tr("段階"),
            "eligible": self.tr("認定要件"),
            "result": self.tr("判定"),
            "failed": self.tr("必須の不適合"),
            "open": self.tr("必須の未判定"),
            "optional": self.tr("選択の不足"),
            "wanting": self.tr("不足図書"),
            "day": self.tr("次の期日"),
            "what": self.tr("期日の内容"),
            "certified": self.tr("認定住戸"),
        }

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """The cases."""
        return tuple(self._rows)

    def take(self, rows: Sequence[CaseRow]) -> None:
        """Shows other cases."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def update_rows(self, rows: Sequence[CaseRow]) -> None:
        """Shows what became known of some of the cases."""
        at = {row.path: number for number, row in enumerate(self._rows)}
        for row in rows:
            number = at.get(row.path)
            if number is not None and self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(FIELDS) - 1))

    def stage_name(self, row: CaseRow) -> str:
        """The step a case stands at, in words."""
        if row.stage == "lapsed":
            return text("procedure.stage.lapsed", self._language)
        if not row.stage or row.stage == "certified":
            return self.tr("認定済み") if row.stage else ""
        key = (row.edition, row.category, row.stage)
        if key not in self._stages:
            self._stages[key] = self._step_name(row)
        return self._stages[key]

    def _step_name(self, row: CaseRow) -> str:
        try:
            procedure = edition_of(row.edition).procedure
        except CriteriaError:
            return row.stage
        course = None if procedure is None else procedure.course(row.category)
        steps = () if course is None else course.steps
        return next(
            (one.name.in_language(self._language) for one in steps if one.code == row.stage), row.stage
        )

    def shown(self, row: CaseRow, field: str) -> str:
        """What a cell says."""
        if row.fault is not None:
            return row.path.name if field == "name" else self.tr("読めません") if field == "result" else ""
        match field:
            case "name":
                return row.name or row.path.stem
            case "stage":
                return self.stage_name(row)
            case "wanting":
                return str(len(row.wanting)) if row.wanting else ""
            case "day":
                day = None if row.deadline is None else row.deadline.due
                return "" if day is None else day.isoformat()
            case "what" if row.broken:
                return self.tr("日付の順序 %s件") % len(row.broken)
            case "what":
                return "" if row.deadline is None else row.deadline.period.name.in_language(self._language)
            case "certified":
                return str(row.certified_dwellings) if row.certified_dwellings else ""
        return "…" if row.verdicts is None else self._judged(row.verdicts, field)

    def answers(self, field: str) -> tuple[str, ...]:
        """Every answer that a column can give, as it is shown; nothing for columns of other texts."""
        return tuple(self._answer(field, word) for word in ANSWERS.get(field, ()))

    def _answer(self, field: str, word: str) -> str:
        """Colour only helps: a symbol and a word say it."""
        key = f"procedure.fulfilment.{word}" if field == "eligible" else f"wording.result.{word}"
        return f"{text(f'wording.mark.{MARKS[word]}', self._language)} {text(key, self._language)}"

    def _judged(self, found: Verdicts, field: str) -> str:
        if field in ANSWERS:
            return self._answer(field, found.eligible if field == "eligible" else found.result)
        numbers = {
            "failed": found.required_failed,
            "open": found.required_open,
            "optional": found.optional_missing,
        }
        return str(numbers[field]) if numbers[field] else ""

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Cases."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The same everywhere."""
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles above; nothing at the side."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[FIELDS[section]]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; numbers and days sort as such."""
        if not index.isValid():
            return None
        row, field = self._rows[index.row()], FIELDS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.shown(row, field)
            case _ if role == SORT_ROLE:
                shown = self.shown(row, field)
                if field in NUMBERS:
                    return int(shown) if shown.isdigit() else -1
                return shown or "\uffff"
            case Qt.ItemDataRole.TextAlignmentRole if field in NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tool_tip(self._tip(row))
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(row, field)
        return None

    def _tip(self, row: CaseRow) -> str:
        if row.fault is not None:
            return "\n".join(explain(row.fault, self._language))
        parts = [row.name, row.address, row.owner, str(row.path)]
        if row.broken:
            edition = edition_of(row.edition)
            parts += [order_text(edition, one, self._language) for one in row.broken]
        return "\n".join(part for part in parts if part)

    def _color(self, row: CaseRow, field: str) -> QColor | None:
        tokens = self._theme.tokens
        if row.fault is not None:
            return tokens.color("bad")
        if field == "what" and row.broken:
            return tokens.color("bad")
        if field == "day" and row.deadline is not None and row.deadline.status == "late":
            return tokens.color("warn" if is_expected(row) else "bad")
        if row.verdicts is not None and field in ("result", "eligible"):
            word = row.verdicts.result if field == "result" else row.verdicts.eligible
            return tokens.color(RESULT_COLORS.get(word, "warn"))
        return None


def is_expected(row: CaseRow) -> bool:
    """Whether its next day is only expected: nobody misses that."""
    return row.deadline is not None and row.deadline.period.nature == "expected"


class CaseFilter(QSortFilterProxyModel):
    """Cases that hold every searched word, stand at a stage, and came out in a way."""

    def __init__(self, model: CaseModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = model
        self._words: tuple[str, ...] = ()
        self._stage = ""
        self._result = ""
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(model)

    def set_filter(self, *, query: str, stage: str, result: str) -> None:
        """Narrows the list; empty texts let everything through."""
        self._words = tuple(query.casefold().split())
        self._stage, self._result = stage, result
        self.invalidate()

    def case(self, index: AnyIndex) -> CaseRow:
        """The case of a line."""
        return self._cases.rows[self.mapToSource(index).row()]

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:  # noqa: ARG002
        """Whether a case is shown."""
        row = self._cases.rows[source_row]
        if self._stage and self._cases.stage_name(row) != self._stage:
            return False
        if self._result == "late":
            is_late = row.deadline is not None and row.deadline.status == "late" and not is_expected(row)
            if not is_late and not row.broken:
                return False
        elif self._result == "fault":
            if row.fault is None:
                return False
        elif self._result and (row.verdicts is None or row.verdicts.result != self._result):
            return False
        whole = f"{row.name} {row.address} {row.owner} {row.path.name}".casefold()
        return all(word in whole for word in self._words)
