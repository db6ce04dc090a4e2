"""The page "版の比較": two editions row by row, and the way to take the assessment over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assessor.criteria.difference import EditionDifference, RowDifference, difference
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.models.rows import folded
from assessor.workflow.editions import edition_of, editions
from assessor.workflow.upgrading import DifferenceWording


class ComparePage(QWidget):
    """The assessment's edition beside another."""

    row_asked = Signal(str)
    upgrade_asked = Signal(str)
    """The assessment is to be taken to the edition of a code."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._language = context.wording.language
        self._known: dict[str, EditionDifference] = {}
        px = context.theme.px
        self.other = QComboBox()
        self.other.setAccessibleName(self.tr("比べる版"))
        own = self._session.edition
        for name, code in editions_to_compare(own.code, self._language):
            self.other.addItem(name, code)
        self.only_changed = QCheckBox(self.tr("違いのある項目だけ"))
        self.only_changed.setChecked(True)
        self.query = QLineEdit()
        self.query.setPlaceholderText(self.tr("項目を探す"))
        self.query.setAccessibleName(self.tr("項目を探す"))
        self.query.setMaximumWidth(px(200))
        self.upgrade = QPushButton(self.tr("この版に移す…"))
        self.count = plain_label(name="caption")
        head = FlowLayout(spacing=px(12))
        head.setContentsMargins(px(12), px(8), px(12), px(8))
        head.addWidget(plain_label(self.tr("版の比較"), name="heading"))
        head.addWidget(plain_label(self.tr("%s と") % own.head.name.in_language(self._language)))
        for part in (self.other, self.only_changed, self.query, self.upgrade, self.count):
            head.addWidget(part)
        columns = (
            Column(self.tr("この評価の版"), width=110),
            Column(self.tr("比べる版"), width=110),
            Column(self.tr("項目"), "wrap", 280, least=640),
            Column(self.tr("違い"), "wrap"),
        )
        self.model = SectionsModel(columns, self)
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("版の違い"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.other.activated.connect(self.refresh)
        self.only_changed.toggled.connect(self.refresh)
        self.query.textChanged.connect(self.refresh)
        self.upgrade.clicked.connect(self._on_upgrade)
        self.view.row_asked.connect(self.row_asked)
        self.setFocusProxy(self.other)
        self.refresh()

    def refresh(self) -> None:
        """Lists the rows of both editions side by side."""
        code = self.other.currentData()
        self.upgrade.setEnabled(code is not None and not self._session.read_only)
        if code is None:
            self.model.take([])
            self.count.setText(self.tr("比べる版がありません"))
            return
        if code not in self._known:
            self._known[code] = difference(self._session.edition, edition_of(code))
        compared = self._known[code]
        wording = DifferenceWording(compared, self._language)
        query = folded(self.query.text()).strip()
        lines: dict[str, list[Line]] = {}
        changed = 0
        for row in compared.rows:
            changed += not row.is_same
            if self.only_changed.isChecked() and row.is_same:
                continue
            line = self._line(row, compared, wording)
            if query and query not in folded(" ".join(line.texts)):
                continue
            edition = compared.new if row.new else compared.old
            lines.setdefault(edition.rows[row.new or row.old].table, []).append(line)
        self.count.setText(
            self.tr("違いのある項目 %(changed)s / %(all)s") % {"changed": changed, "all": len(compared.rows)}
        )
        order = [table.code for table in (*compared.new.tables, *compared.old.tables)]
        self.model.take(
            [
                Section(table, self._context.wording.table(table), tuple(found), str(len(found)))
                for table, found in sorted(lines.items(), key=lambda item: order.index(item[0]))
            ]
        )

    def _line(self, row: RowDifference, compared: EditionDifference, wording: DifferenceWording) -> Line:
        edition = compared.new if row.new else compared.old
        title = edition.rows[row.new or row.old].title.in_language(self._language)
        texts = (row.old or "－", row.new or "－", title, "\n".join(wording.sentences(row)))
        in_category = row.old in self._session.evaluation.rows
        return Line((row.old, row.new), texts, row=row.old if in_category else None)

    def _on_upgrade(self) -> None:
        code = self.other.currentData()
        if code is not None:
            self.upgrade_asked.emit(code)


def editions_to_compare(own: str, language: str) -> list[tuple[str, str]]:
    """Name and code of every edition but the assessment's own."""
    return [(one.head.name.in_language(language), one.code) for one in editions() if one.code != own]
