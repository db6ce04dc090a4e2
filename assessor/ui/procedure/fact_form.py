"""The facts of a case as a form: what the procedure asks, by group."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assessor.criteria.procedure import ProcedureFact
from assessor.ui.context import UiContext, plain_label
from assessor.ui.procedure.fact_editors import Choice, DayEdit, FactEditor, Words, YesNo
from assessor.workflow.documents import now
from assessor.workflow.filings import set_fact
from assessor.workflow.procedure_wording import ProcedureWording


class FactForm(QWidget):
    """Facts of some groups, each under its heading; edits go through the bridge.

    Attributes:
        editors: by code of the fact.
    """

    def __init__(
        self,
        context: UiContext,
        words: ProcedureWording,
        groups: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._words = words
        self._typing = 0
        self._rows: dict[str, QWidget] = {}
        self._headings: list[tuple[QLabel, tuple[str, ...]]] = []
        self.editors: dict[str, FactEditor] = {}
        px = context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(6))
        procedure = self._bridge.session.edition.procedure
        for group in groups:
            facts = [] if procedure is None else [one for one in procedure.facts if one.group == group]
            if not facts:
                continue
            heading = plain_label(words.label(f"group.{group}"), name="section")
            heading.setContentsMargins(0, px(6) if self._headings else 0, 0, 0)
            layout.addWidget(heading)
            self._headings.append((heading, tuple(one.code for one in facts)))
            for fact in facts:
                layout.addWidget(self._row(fact))
        layout.addStretch(1)
        self.refresh()

    def _row(self, fact: ProcedureFact) -> QWidget:
        px, language = self._context.theme.px, self._words.language
        name = fact.name.in_language(language)
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(2))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        label = plain_label(name, wraps=True)
        editor = self._editor(fact, name)
        label.setBuddy(editor.yes if isinstance(editor, YesNo) else editor)
        line.addWidget(label, 1)
        line.addWidget(editor, 1 if isinstance(editor, Words) else 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(line)
        if fact.help is not None:
            lines.addWidget(plain_label(fact.help.in_language(language), name="caption", wraps=True))
        if isinstance(editor, DayEdit):
            fault = plain_label(
                self.tr("日付として読めません。2026-04-01 や 令和8年4月1日 のように入力してください。"),
                wraps=True,
            )
            fault.setProperty("tone", "bad")
            fault.hide()
            editor.refused.connect(fault.setVisible)
            lines.addWidget(fault)
        self._rows[fact.code] = row
        return row

    def _editor(self, fact: ProcedureFact, name: str) -> FactEditor:
        theme, language = self._context.theme, self._words.language
        editor: FactEditor
        match fact.type:
            case "flag":
                editor = YesNo(theme, name)
            case "date":
                editor = DayEdit(theme, name)
            case "choice":
                options = [(one.code, one.name.in_language(language)) for one in fact.options]
                editor = Choice(theme, name, options)
            case _:
                editor = Words(theme, name)
                editor.editingFinished.connect(self._on_left)
        editor.set_read_only(self._bridge.session.read_only)
        editor.chosen.connect(lambda value: self._on_chosen(fact.code, value))
        self.editors[fact.code] = editor
        return editor

    def refresh(self) -> None:
        """Shows the facts as they are, and only those that the category asks for."""
        state, procedure = self._bridge.session.state, self._bridge.session.edition.procedure
        if procedure is None:
            return
        asked = {one.code for one in procedure.facts if state.case.category in one.categories}
        for code, editor in self.editors.items():
            fact = state.facts.get(code)
            editor.set_value(None if fact is None else fact.value)
            self._rows[code].setVisible(code in asked)
        for heading, codes in self._headings:
            heading.setVisible(any(code in asked for code in codes))

    def focus(self, code: str) -> bool:
        """Puts the keyboard into the editor of a fact; False where it is not asked here."""
        editor = self.editors.get(code)
        if editor is None or self._rows[code].isHidden():
            return False
        target = editor.yes if isinstance(editor, YesNo) else editor
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _on_chosen(self, code: str, value: bool | str | None) -> None:
        edit = set_fact(code, value, by=self._bridge.user, at=now())
        key = f"fact:{code}:{self._typing}" if isinstance(self.editors[code], Words) else ""
        if not self._bridge.push(edit, merge_key=key, initiator=self):
            self.refresh()

    def _on_left(self) -> None:
        self._typing += 1
