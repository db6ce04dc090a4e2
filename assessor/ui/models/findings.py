"""What stands behind the result: reasons in order, decisions against the machine, readings."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.models.rows import ROW_ID_ROLE
from assessor.ui.models.two_levels import AnyIndex, TwoLevelModel


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; a row id where a click leads somewhere."""

    text: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    findings: tuple[Finding, ...]


class FindingsModel(TwoLevelModel):
    """Sections (internal id 0) and findings (internal id: section plus one)."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sections: list[Section] = self._build()
        context.bridge.document_changed.connect(self._on_document_changed)

    def _build(self) -> list[Section]:
        found = [
            *self._reasons(),
            Section(self.tr("要再確認（判断の後で入力が変わりました）"), self._decided(only="recheck")),
            Section(self.tr("要再確認（読み取った図面が差し替えられました）"), self._doubtful()),
            Section(self.tr("入力による判定と異なる判断"), self._decided(only="disagrees")),
            Section(self.tr("非対象とした理由"), self._decided(only="not_applicable")),
            Section(self.tr("この評価で採った解釈"), self._readings()),
        ]
        return [section for section in found if section.findings]

    def _reasons(self) -> list[Section]:
        wording, evaluation = self._context.wording, self._context.bridge.session.evaluation
        sections = []
        plain = []
        for reason in evaluation.summary.reasons:
            if reason.rows:
                findings = tuple(Finding(self._row_line(row), row) for row in reason.rows)
                sections.append(Section(wording.summary_reason(reason), findings))
            else:
                plain.append(Finding(wording.summary_reason(reason)))
        if plain:
            sections.append(Section(self.tr("選択の不足"), tuple(plain)))
        return sections

    def _row_line(self, row_id: str) -> str:
        wording, evaluation = self._context.wording, self._context.bridge.session.evaluation
        row = self._context.bridge.session.edition.rows[row_id]
        item = row.item.in_language(wording.language)
        deciding = wording.deciding(evaluation.rows[row_id], evaluation.snapshot.index, full=True)
        title = wording.title(row)
        named = title if title == item else f"{item} {title}"
        return wording.joined(f"{wording.table(row.table)} {wording.number_of(row)} {named}", deciding)

    def _doubtful(self) -> tuple[Finding, ...]:
        rows = self._context.bridge.session.evaluation.rows.items()
        return tuple(
            Finding(self._row_line(row), row) for row, one in rows if one.recheck and one.is_doubtful
        )

    def _decided(self, *, only: str) -> tuple[Finding, ...]:
        session, wording = self._context.bridge.session, self._context.wording
        found = []
        for row_id, result in session.evaluation.rows.items():
            decision = session.state.decisions.get(row_id)
            if decision is None:
                continue
            wanted = {
                "recheck": result.recheck and not result.is_doubtful,
                "disagrees": result.disagrees,
                "not_applicable": decision.verdict == "not_applicable",
            }[only]
            if wanted:
                row = session.edition.rows[row_id]
                verdicts = f"{wording.verdict(result.machine)} → {wording.verdict(decision.verdict)}"
                row_name = f"{wording.table(row.table)} {wording.number_of(row)} {wording.title(row)}"
                line = wording.joined(row_name, verdicts)
                found.append(Finding(wording.joined(line, decision.reason), row_id))
        return tuple(found)

    def _readings(self) -> tuple[Finding, ...]:
        session, wording = self._context.bridge.session, self._context.wording
        return tuple(
            Finding(
                wording.joined(
                    f"{wording.table(row.table)} {wording.number_of(row)}",
                    reading.text.in_language(wording.language),
                ),
                row.id,
            )
            for row in session.edition.rows_for(session.evaluation.snapshot.category)
            for reading in row.readings
        )

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Sections, or findings of one."""
        if not parent.isValid():
            return len(self._sections)
        return len(self._sections[parent.row()].findings) if parent.internalId() == 0 else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """One."""
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Lines that lead to a row can be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts and the row to go to."""
        if not index.isValid():
            return None
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if index.internalId() == 0:
            section = self._sections[index.row()]
            return section.title if role in texts else None
        finding = self._sections[index.internalId() - 1].findings[index.row()]
        if role in texts:
            return finding.text
        if role == ROW_ID_ROLE:
            return finding.row
        return plain_tool_tip(finding.text) if role == Qt.ItemDataRole.ToolTipRole else None

    def refresh(self) -> None:
        """Takes over what changed since it was last shown."""
        fresh = self._build()
        if fresh != self._sections:
            self.beginResetModel()
            self._sections = fresh
            self.endResetModel()

    def _on_document_changed(self, change: Change) -> None:
        if change.outcome.rows or change.places or change.case:
            self.refresh()
