"""One document of a filing: why it is needed, what it must show, what is enclosed."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from assessor.assessment.records import Enclosure
from assessor.errors import UserError
from assessor.evaluation import PlaceIndex, State
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.painting import TextBlock
from assessor.ui.procedure.fact_editors import DayEdit, Words
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import file_name, free_name
from assessor.workflow.files import write_output
from assessor.workflow.filings import change_enclosure, enclosed_bytes, remove_enclosure
from assessor.workflow.procedure import DocumentLine
from assessor.workflow.procedure_wording import ProcedureWording

MOST_SHEETS = 999
CHECKLIST = "checklist"
"""Code of the document that the program itself makes and signs."""


class DocumentPanel(QWidget):
    """Details of the chosen document; enclosures can be changed, taken out and saved."""

    attach_asked = Signal()
    paper_asked = Signal()
    waive_asked = Signal()
    take_over_asked = Signal()
    signed_asked = Signal()
    signing_asked = Signal()

    def __init__(
        self, context: UiContext, words: ProcedureWording, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._words = words
        self._services = services
        self._filing = ""
        self._line: DocumentLine | None = None
        self._typing = 0
        px, theme = context.theme.px, context.theme
        self.title = plain_label(name="heading", wraps=True)
        self.detail = TextBlock(theme)
        self.attach = self._button(self.tr("ファイルを添付…"), self.attach_asked)
        self.paper = self._button(self.tr("紙で用意"), self.paper_asked)
        self.waive = self._button(self.tr("窓口で不要とされた"), self.waive_asked)
        self.take_over = self._button(self.tr("前のものを入れ直す"), self.take_over_asked)
        buttons = FlowLayout(spacing=px(8), margin=0)
        self.signed = self._button(self.tr("署名済みのPDFを選ぶ…"), self.signed_asked)
        self.sign = self._button(self.tr("署名する（出力・署名へ）"), self.signing_asked)
        for button in (self.signed, self.sign, self.attach, self.paper, self.waive, self.take_over):
            buttons.addWidget(button)
        self.model = SectionsModel(
            (Column(self.tr("添付"), "wrap"), Column(self.tr("枚数"), "number", 48)), self
        )
        self.model.is_checkable = not self._bridge.session.read_only
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("添付した図書"))
        self.view.setMinimumHeight(px(96))
        self.sheets = QSpinBox()
        self.sheets.setRange(0, MOST_SHEETS)
        self.sheets.setSpecialValueText(self.tr("未記入"))
        self.sheets.setMinimumSize(px(88), px(26))
        self.issued = DayEdit(theme, self.tr("発行日"))
        self.note = Words(theme, self.tr("備考"))
        self.save = self._button(self.tr("取り出して保存…"))
        self.remove = self._button(self.tr("外す"))
        self.editor = self._build_editor(px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(8))
        for part in (self.title, self.detail):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self.view, 3)
        layout.addWidget(self.editor)
        layout.addStretch(1)
        self.view.line_chosen.connect(self._on_item)
        self.model.checked.connect(self._on_checked)
        self.sheets.valueChanged.connect(lambda value: self._on_changed("sheets", value))
        self.issued.chosen.connect(lambda value: self._on_changed("issued", value or ""))
        self.note.chosen.connect(lambda value: self._on_changed("note", value or ""))
        self.note.editingFinished.connect(self._on_left)
        self.save.clicked.connect(self._on_ask_save)
        self.remove.clicked.connect(self._on_remove)

    def _button(self, text: str, asked: Any = None) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        if asked is not None:
            button.clicked.connect(asked)
        return button

    def _build_editor(self, spacing: int) -> QWidget:
        editor = QWidget()
        grid = QGridLayout(editor)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(spacing)
        grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft
        for row, (title, field) in enumerate(
            ((self.tr("枚数"), self.sheets), (self.tr("発行日"), self.issued), (self.tr("備考"), self.note))
        ):
            label = plain_label(title)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag(0) if field is self.note else left)
        flow = FlowLayout(spacing=spacing, margin=0)
        flow.addWidget(self.save)
        flow.addWidget(self.remove)
        grid.addLayout(flow, 3, 0, 1, 2)
        return editor

    def show_document(self, line: DocumentLine | None, filing: str, index: PlaceIndex) -> None:
        """Shows a document as it stands in a filing; None: none is chosen."""
        self._line, self._filing = line, filing
        language, can_edit = self._words.language, not self._bridge.session.read_only
        self.title.setText("" if line is None else line.document.name.in_language(language))
        self.detail.setText("" if line is None else "\n".join(self._say(line, index)))
        has_document = self._services.handle() is not None
        self.attach.setEnabled(line is not None and can_edit and has_document)
        if not has_document:
            self.attach.setToolTip(self.tr("評価を開いているウィンドウでだけ添付できます。"))
        for button in (self.paper, self.waive):
            button.setEnabled(line is not None and can_edit)
        is_sheet = line is not None and line.document.code == CHECKLIST
        for button in (self.signed, self.sign):
            button.setVisible(is_sheet)
        self.signed.setEnabled(can_edit and has_document)
        self.attach.setVisible(not is_sheet)
        self.take_over.setVisible(line is not None and line.source is not None and not line.enclosures)
        self.take_over.setEnabled(can_edit)
        self.view.setVisible(line is not None and bool(line.enclosures))
        lines = () if line is None else tuple(self._item(item, one) for item, one in line.enclosures)
        self.model.take((Section("enclosures", self.tr("添付した図書"), lines),) if lines else ())
        self._on_item(self.view.current_line)

    def _say(self, line: DocumentLine, index: PlaceIndex) -> list[str]:
        words, document = self._words, line.document
        found = [words.label(f"status.{line.status}")]
        if document.form is not None:
            found.append(self.tr("様式：%s") % document.form.in_language(words.language))
        if line.condition is not None:
            found.extend(words.rests_on(line.condition, index))
        if line.source is not None:
            names = [one.name for _, one in line.source[1]]
            found.append(self.tr("前の段階のもの：%s") % words.joined(*names))
        if document.carried is not None and document.carried.mark_changes:
            found.append(self.tr("変更したところを図書に明示します。"))
        if document.code == CHECKLIST and line.status == "made":
            found.append(self.tr("一式には署名のないチェックシートが入ります。署名したものを選べます。"))
        if document.views > 1:
            found.append(self.tr("%s面以上") % document.views)
        asked = [one for one in line.shows if one.asked is not State.FALSE]
        if asked:
            found.append(self.tr("記載すること："))
        for one in asked:
            text = one.shown.text.in_language(words.language)
            found.append(f"・{text}" if one.asked is State.TRUE else self.tr("・%s（要否未定）") % text)
        found.extend(reading.text.in_language(words.language) for reading in document.readings)
        return found

    def _item(self, item: str, one: Enclosure) -> Line:
        parts = [one.name]
        if one.waived:
            parts.append(self.tr("不要"))
        elif not one.sha256:
            parts.append(self.tr("紙"))
        if one.issued:
            parts.append(self.tr("発行 %s") % one.issued)
        if one.note:
            parts.append(one.note)
        marks = self._line is not None and self._line.document.carried is not None
        checked = one.marked if marks and not one.waived else None
        if checked is not None:
            parts.append(self.tr("変更を明示済み") if checked else self.tr("変更の明示なし"))
        return Line(
            item, (self._words.joined(*parts), str(one.sheets) if one.sheets else ""), checked=checked
        )

    # The chosen enclosure -------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[str, Enclosure] | None:
        """Item and record of the enclosure that is chosen."""
        line = self.view.current_line
        if line is None or self._line is None:
            return None
        return next(((item, one) for item, one in self._line.enclosures if item == line.key), None)

    def _on_item(self, _line: Line | None) -> None:
        found, can_edit = self.chosen, not self._bridge.session.read_only
        self.editor.setVisible(found is not None)
        if found is None:
            return
        blocked = self.sheets.blockSignals(True)
        self.sheets.setValue(found[1].sheets)
        self.sheets.blockSignals(blocked)
        self.issued.set_value(found[1].issued)
        self.note.set_value(found[1].note)
        for part in (self.sheets, self.remove):
            part.setEnabled(can_edit)
        self.issued.set_read_only(not can_edit)
        self.note.set_read_only(not can_edit)
        self.save.setVisible(bool(found[1].sha256))

    def _on_changed(self, field: str, value: object) -> None:
        found = self.chosen
        if found is None or self._line is None or getattr(found[1], field) == value:
            return
        code, item = self._line.document.code, found[0]
        edit = change_enclosure(self._bridge.session.state, self._filing, code, item, **{field: value})
        self._bridge.push(edit, merge_key=f"enclosure:{code}:{item}:{field}:{self._typing}")

    def _on_left(self) -> None:
        self._typing += 1

    def _on_checked(self, line: Line, is_on: bool) -> None:
        if self._line is not None:
            state, code = self._bridge.session.state, self._line.document.code
            self._bridge.push(change_enclosure(state, self._filing, code, str(line.key), marked=is_on))

    def _on_remove(self) -> None:
        if self.chosen is not None and self._line is not None:
            self._bridge.push(remove_enclosure(self._filing, self._line.document.code, self.chosen[0]))

    def _on_ask_save(self) -> None:
        if self.chosen is None:
            return
        proposed = free_name(self._services.folder() / file_name(self.chosen[1].name))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("添付ファイルを保存"), str(proposed))
        if path:
            self.save_file(Path(path))

    def save_file(self, path: Path) -> None:
        """Writes the chosen enclosure; a fault is shown in the window."""
        handle, found = self._services.handle(), self.chosen
        if handle is None or found is None:
            return
        try:
            write_output(path, enclosed_bytes(handle, found[1]))
        except UserError as error:
            self._bridge.report(error)
