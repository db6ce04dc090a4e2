"""Whom this user trusts: the list, adding from a file, taking out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.context import plain_label, plain_tool_tip
from assessor.ui.models.rows import AnyIndex
from assessor.ui.output.export_form import grouped
from assessor.ui.theme import Theme
from assessor.ui.verify.trust_question import confirm_trust
from assessor.workflow.trusting import Trusted, distrust, keep_trusted, own_trust, read_trust, trusted

UNTIL, FINGERPRINT = 3, 4


def _name(full: str) -> str:
    """The common name of a whole name (RFC 4514), else all of it."""
    for part in full.split(","):
        if part.startswith("CN="):
            return part[3:]
    return full


class TrustModel(QAbstractTableModel):
    """Holder, what it is used for, issuer, end of validity, fingerprint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = (
            self.tr("名義"),
            self.tr("使いみち"),
            self.tr("発行者"),
            self.tr("有効期限"),
            self.tr("指紋（SHA-256）"),
        )
        self._found: tuple[Trusted, ...] = ()

    def refresh(self) -> None:
        """Reads the folder again."""
        found = trusted()
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def at(self, row: int) -> Trusted:
        """The entry in a line."""
        return self._found[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of entries."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """The same everywhere."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; what is past its time is said and coloured."""
        if not index.isValid():
            return None
        one = self._found[index.row()]
        is_late = index.column() == UNTIL and one.is_expired(datetime.now(UTC))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._texts(one, is_late=is_late)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tool_tip(self._texts(one, is_late=is_late)[index.column()])
            case Qt.ItemDataRole.ForegroundRole if is_late:
                return self._theme.tokens.color("bad")
        return None

    def _texts(self, one: Trusted, *, is_late: bool) -> tuple[str, ...]:
        match one.kind:
            case "authority":
                use = self.tr("認証局（証明したすべての人）")
            case "revocations":
                use = self.tr("失効の確認（%d件）") % one.entries
            case _:
                use = self.tr("この証明書だけ")
        until = "—" if one.valid_until is None else f"{one.valid_until.astimezone():%Y-%m-%d}"
        if is_late:
            until = self.tr("✕ 期限切れ %s") % until
        issuer = "" if one.kind == "revocations" else _name(one.issuer)
        if one.kind != "revocations" and issuer == one.holder:
            issuer = self.tr("本人")
        return one.holder, use, issuer or "—", until, grouped(one.fingerprint)


class TrustDialog(QDialog):
    """List with buttons."""

    trust_changed = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.setWindowTitle(self.tr("信頼する証明書と失効リスト"))
        px = theme.px
        self.model = TrustModel(theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("信頼する証明書"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setObjectName("padded")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + px(8))
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.empty = plain_label(
            self.tr(
                "まだありません。行政庁や認証局の証明書、失効リストをファイルから追加するか、検証の結果から署名者を信頼してください。"
            ),
            wraps=True,
        )
        self.problem = plain_label(wraps=True)
        self.problem.setProperty("tone", "bad")
        self.adds = QPushButton(self.tr("ファイルから追加…"))
        self.adds.clicked.connect(self.ask_file)
        self.removes = QPushButton(self.tr("信頼をやめる"))
        self.removes.clicked.connect(self.remove_current)
        leave = QPushButton(self.tr("閉じる"))
        leave.clicked.connect(self.accept)
        leave.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        row = QHBoxLayout()
        row.addWidget(self.adds)
        row.addWidget(self.removes)
        row.addStretch(1)
        row.addWidget(leave)
        for part in (self.empty, self.table, self.problem):
            layout.addWidget(part)
        layout.addLayout(row)
        screen = self.screen().availableGeometry()
        self.resize(min(px(960), screen.width() - px(16)), min(px(360), screen.height() - px(48)))
        self._refresh()

    def _refresh(self, error: UserError | None = None) -> None:
        self.model.refresh()
        self.table.resizeColumnsToContents()
        self._fit()
        self.empty.setVisible(self.model.rowCount() == 0)
        faults: list[UserError] = [*([] if error is None else [error]), *own_trust().faults]
        listed = []
        for fault in faults:
            sentence, *rest = explain(fault, self._language)
            listed += [f"✕ {sentence}", *filter(None, rest)]
        self.problem.setText("\n".join(dict.fromkeys(listed)))
        self.problem.setVisible(bool(listed))
        self._on_current()

    def _fit(self) -> None:
        """Names get no more than a third of the width each; the fingerprint takes what is left."""
        header, most = self.table.horizontalHeader(), max(self.width() // 4, 1)
        for column in range(FINGERPRINT):
            header.resizeSection(column, min(header.sectionSize(column) + 8, most))
        header.setSectionResizeMode(FINGERPRINT, QHeaderView.ResizeMode.Stretch)

    def _on_current(self) -> None:
        self.removes.setEnabled(self.table.currentIndex().isValid())

    def ask_file(self) -> None:
        """Asks for a file and trusts what the user confirms of it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("証明書または失効リストを選ぶ"),
            "",
            self.tr("証明書・失効リスト (*.pem *.crt *.cer *.der *.crl)"),
        )
        if not chosen:
            return
        error: UserError | None = None
        try:
            for one in read_trust(Path(chosen)):
                if confirm_trust(self, one):
                    keep_trusted(one)
        except UserError as fault:
            error = fault
        self._refresh(error)
        self.trust_changed.emit()

    def remove_current(self) -> None:
        """No longer trusts what is chosen."""
        where = self.table.currentIndex()
        if not where.isValid():
            return
        error: UserError | None = None
        try:
            distrust(self.model.at(where.row()))
        except UserError as fault:
            error = fault
        self._refresh(error)
        self.trust_changed.emit()
