"""Verdicts that were printed otherwise than they are computed."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from assessor.criteria import Edition
from assessor.errors import UserError
from assessor.messages import Language
from assessor.ui.models.rows import AnyIndex
from assessor.ui.verify.findings import verdict_word
from assessor.workflow.editions import edition_of
from assessor.workflow.verifying import Recomputed
from assessor.workflow.wording import Wording


class DifferencesModel(QAbstractTableModel):
    """Row, printed verdict, recomputed verdict."""

    def __init__(self, recomputed: Recomputed, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._differences = recomputed.differences
        self._language: Language = language
        self._wording = _wording(recomputed.edition, language)
        self._titles = (self.tr("項目"), self.tr("印字された判定"), self.tr("再計算した判定"))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of differences."""
        return 0 if parent.isValid() else len(self._differences)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Three."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        one = self._differences[index.row()]
        return (
            self._name(one.row),
            verdict_word(one.printed, self._language),
            verdict_word(one.recomputed, self._language),
        )[index.column()]

    def _name(self, row_id: str) -> str:
        row = None if self._wording is None else self._wording.edition.rows.get(row_id)
        if row is None or self._wording is None:
            return ascii(row_id)[1:-1][:40]
        return f"{self._wording.table(row.table)} {self._wording.number_of(row)} {self._wording.title(row)}"


def _wording(code: str, language: Language) -> Wording | None:
    try:
        edition: Edition | None = edition_of(code) if code else None
    except UserError:
        edition = None
    return None if edition is None else Wording(edition, language)
