"""Whom this user trusts: the list, adding from a file, taking out."""

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
from assessor.signing.certificates import is_authority
from assessor.ui.context import plain_label
from assessor.ui.models.rows import AnyIndex
from assessor.ui.output.export_form import grouped
from assessor.ui.theme import Theme
from assessor.ui.verify.window import confirm_trust
from assessor.workflow.trusting import (
    Trusted,
    distrust,
    read_certificates,
    trust_certificate,
    trusted,
)


class TrustModel(QAbstractTableModel):
    """Name, kind, end of validity, fingerprint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._titles = (
            self.tr("名義"),
            self.tr("信頼する範囲"),
            self.tr("有効期限"),
            self.tr("指紋（SHA-256）"),
        )
        self._found: tuple[Trusted, ...] = ()

    def refresh(self) -> None:
        """Reads the folder again.

        Raises:
            SigningError: a file in it is no certificate.
        """
        found = trusted()
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def at(self, row: int) -> Trusted:
        """The certificate in a line."""
        return self._found[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of certificates."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Four."""
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
        shown = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if not index.isValid() or role not in shown:
            return None
        one = self._found[index.row()]
        kind = self.tr("認証局（証明したすべての人）") if one.is_authority else self.tr("この証明書だけ")
        until = f"{one.facts.not_after.astimezone():%Y-%m-%d}"
        return (one.facts.holder, kind, until, grouped(one.facts.fingerprint))[index.column()]


class TrustDialog(QDialog):
    """List with buttons."""

    trust_changed = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.setWindowTitle(self.tr("信頼する証明書"))
        px = theme.px
        self.model = TrustModel(self)
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
                "まだありません。行政庁や認証局の証明書をファイルから追加するか、検証の結果から署名者を信頼してください。"
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
        self.resize(min(px(760), screen.width() - px(16)), min(px(360), screen.height() - px(48)))
        self._refresh()

    def _refresh(self, error: UserError | None = None) -> None:
        try:
            self.model.refresh()
        except UserError as fault:
            error = error or fault
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.empty.setVisible(self.model.rowCount() == 0)
        sentences = explain(error, self._language) if error is not None else ()
        self.problem.setText(
            "\n".join(f"✕ {one}" if not at else one for at, one in enumerate(sentences) if one)
        )
        self.problem.setVisible(error is not None)
        self._on_current()

    def _on_current(self) -> None:
        self.removes.setEnabled(self.table.currentIndex().isValid())

    def ask_file(self) -> None:
        """Asks for a file with certificates and trusts those that the user confirms."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("証明書を選ぶ"), "", self.tr("証明書（*.pem *.crt *.cer *.der）")
        )
        if not chosen:
            return
        error: UserError | None = None
        try:
            for facts, der in read_certificates(Path(chosen)):
                if confirm_trust(self, facts, is_authority=is_authority(der)):
                    trust_certificate(der)
        except UserError as fault:
            error = fault
        self._refresh(error)
        self.trust_changed.emit()

    def remove_current(self) -> None:
        """No longer trusts the chosen certificate."""
        where = self.table.currentIndex()
        if not where.isValid():
            return
        error: UserError | None = None
        try:
            distrust(self.model.at(where.row()).facts.fingerprint)
        except UserError as fault:
            error = fault
        self._refresh(error)
        self.trust_changed.emit()
