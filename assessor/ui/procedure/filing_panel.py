"""What is noted about one filing: days, number, renewal, note, and how it is bound."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor.criteria.procedure import Application
from assessor.ui.context import UiContext, plain_label
from assessor.ui.procedure.fact_editors import Choice, DayEdit, Words
from assessor.workflow.certified_source import CERTIFIED_BY
from assessor.workflow.filings import change_filing, remove_filing
from assessor.workflow.procedure_wording import ProcedureWording

REPORT = "yearly_report"


class FilingPanel(QWidget):
    """Fields of the filing shown; a first entry makes the filing."""

    wanted = Signal()
    """An entry was made where there is no filing yet: whoever owns the choice makes one."""

    def __init__(self, context: UiContext, words: ProcedureWording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._words = words
        self._filing = ""
        self._typing = 0
        px, theme = context.theme.px, context.theme
        self.binding = plain_label(wraps=True)
        self.editors: dict[str, DayEdit | Words | Choice] = {}
        self._labels: dict[str, QLabel] = {}
        renewals = [("renew", self.tr("更新する")), ("end", self.tr("更新しない"))]
        fields: tuple[tuple[str, str, DayEdit | Words | Choice], ...] = (
            ("filed", self.tr("提出した日"), DayEdit(theme, self.tr("提出した日"))),
            ("decided", self.tr("通知・認定の日"), DayEdit(theme, self.tr("通知・認定の日"))),
            ("reference", self.tr("文書番号"), Words(theme, self.tr("文書番号"))),
            ("valid_until", self.tr("認定書の有効期限"), DayEdit(theme, self.tr("認定書の有効期限"))),
            ("renewal", self.tr("認定の更新"), Choice(theme, self.tr("認定の更新"), renewals)),
            ("note", self.tr("備考"), Words(theme, self.tr("備考"))),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for row, (name, title, editor) in enumerate(fields):
            label = plain_label(title, wraps=True)
            label.setBuddy(editor)
            grid.addWidget(label, row, 0)
            wide = isinstance(editor, Words)
            grid.addWidget(editor, row, 1, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
            editor.set_read_only(self._bridge.session.read_only)
            editor.chosen.connect(lambda value, name=name: self._on_chosen(name, value))
            if isinstance(editor, Words):
                editor.editingFinished.connect(self._on_left)
            self.editors[name], self._labels[name] = editor, label
        self.remove = QPushButton(self.tr("この提出の記録を消す"))
        self.remove.clicked.connect(self._on_remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(8))
        layout.addLayout(grid)
        layout.addWidget(self.binding)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def show_filing(self, application: Application, filing: str) -> None:
        """Shows a filing; empty: there is none yet."""
        self._filing = filing
        found = self._bridge.session.state.filings.get(filing)
        for name, editor in self.editors.items():
            editor.set_value("" if found is None else getattr(found, name))
        decided = application.decision is not None
        shown = {
            "decided": decided,
            "reference": decided,
            "valid_until": (decided and application.code in CERTIFIED_BY)
            or application.code == REPORT
            or bool(found and found.valid_until),
            "renewal": application.code == REPORT,
        }
        for name, is_shown in shown.items():
            self.editors[name].setVisible(is_shown)
            self._labels[name].setVisible(is_shown)
        bound = application.binding
        self.binding.setText("" if bound is None else bound.text.in_language(self._words.language))
        self.binding.setVisible(bound is not None)
        self.remove.setEnabled(found is not None and not self._bridge.session.read_only)

    def _on_chosen(self, name: str, value: Any) -> None:
        if not self._filing:
            self.wanted.emit()
        if not self._filing:
            return
        edit = change_filing(self._bridge.session.state, self._filing, **{name: value or ""})
        key = f"filing:{self._filing}:{name}:{self._typing}" if isinstance(self.editors[name], Words) else ""
        if not self._bridge.push(edit, merge_key=key):
            found = self._bridge.session.state.filings[self._filing]
            self.editors[name].set_value(getattr(found, name))

    def _on_left(self) -> None:
        self._typing += 1

    def _on_remove(self) -> None:
        self._bridge.push(remove_filing(self._bridge.session.state, self._filing))
