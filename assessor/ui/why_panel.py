"""The panel beside the table: everything about one row, and the answer to "why?"."""

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import RowNote
from assessor.assessment.edits import annotate, measure
from assessor.criteria import Row
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.decision_box import DecisionBox
from assessor.ui.field_view import FieldView
from assessor.ui.fields import Field
from assessor.ui.history_block import HistoryBlock
from assessor.ui.models.inputs import InputModel
from assessor.ui.models.trace import TraceModel
from assessor.ui.painting import MarkedLabel, TextBlock
from assessor.ui.places.sketch import Sketch
from assessor.ui.row_head import RowHead
from assessor.ui.trace_view import TraceView

LOW = 320
"""Height in units of normal text below which all of the panel scrolls."""


class WhyPanel(QWidget):
    """Head and decision stay where there is room; text, inputs, conditions, notes and source scroll."""

    left = Signal()
    """The last open field was entered, or Esc pressed: the keyboard goes back to the table."""
    questioned = Signal(str, object)
    places_asked = Signal()
    """The parts of the building are to be listed."""

    def __init__(
        self, context: UiContext, parent: QWidget | None = None, *, lists_places: bool = False
    ) -> None:
        """Builds the panel.

        Args:
            context: the window's.
            parent: owner.
            lists_places: whether the window has a page on which places are listed, to be offered.
        """
        super().__init__(parent)
        self._lists_places = lists_places
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("なぜ？"))
        self._context = context
        self._bridge = context.bridge
        self._row: Row | None = None
        self._typing = 0
        px = context.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(10), 0, 0)
        outer.setSpacing(px(6))
        self._outer = outer
        self._top = QWidget()
        self._top.setObjectName("panel")
        fixed = QVBoxLayout(self._top)
        fixed.setContentsMargins(0, 0, px(12), 0)
        fixed.setSpacing(px(6))
        self.head = RowHead(context)
        self.types = MarkedLabel(context.theme, color="soft", font="caption")
        self.decision = DecisionBox(context)
        self.decision.reason_asked.connect(self._on_reason_asked)
        self.locked = plain_label(name="caption", wraps=True)
        for part in (self.head, self.types, self.locked, self.decision):
            fixed.addWidget(part)
        outer.addWidget(self._top)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("panel")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, px(12), px(12))
        self._body.setSpacing(px(4))
        self._scroll.setWidget(body)
        outer.addWidget(self._scroll, 1)
        self._build_body()
        self._bridge.document_changed.connect(self._on_document_changed)
        self.show_row(None)

    def _build_body(self) -> None:
        context = self._context
        self.inputs = InputModel(context, self)
        self.input_view = FieldView(context, fits=True)
        self.input_view.setModel(self.inputs)
        self.input_view.setAccessibleName(self.tr("この項目の入力"))
        self.input_view.entered.connect(self._on_entered)
        self.input_view.answered.connect(self._on_answered)
        self.input_view.line_asked.connect(self._on_line_asked)
        self.inputs.questioned.connect(self.questioned)
        self.trace = TraceModel(context, self)
        self.trace_view = TraceView(context)
        self.trace_view.setModel(self.trace)
        self.trace_view.line_asked.connect(self._on_line_asked)
        self.trace_view.setAccessibleName(self.tr("条件と結果"))
        self.text = TextBlock(context.theme)
        self._section(self.tr("基準"))
        self._body.addWidget(self.text)
        self._section(self.tr("入力"))
        self._body.addWidget(self.input_view)
        self.sketch = Sketch(context)
        self._body.addWidget(self.sketch, 0, Qt.AlignmentFlag.AlignHCenter)
        self.input_view.selectionModel().currentChanged.connect(self._on_input)
        self.inputs.modelReset.connect(self._on_input)
        self._no_inputs = plain_label(
            self.tr("入力する値はありません。部位（住戸タイプ、室、建具など）の入力で決まります。"),
            name="caption",
            wraps=True,
        )
        self._body.addWidget(self._no_inputs)
        self.to_places = QPushButton(self.tr("部位を入力する"))
        self.to_places.clicked.connect(self.places_asked)
        self._body.addWidget(self.to_places, 0, Qt.AlignmentFlag.AlignLeft)
        self._section(self.tr("条件と結果"))
        self._body.addWidget(self.trace_view)
        self._build_notes()
        self._readings_title = self._section(self.tr("解釈"))
        self.readings = TextBlock(context.theme)
        self._body.addWidget(self.readings)
        self._section(self.tr("出典"))
        self.source = TextBlock(context.theme, color="soft")
        self._body.addWidget(self.source)
        self.history: HistoryBlock | None = None
        if context.journal is not None:
            self.history = HistoryBlock(context, context.journal)
            self._body.addWidget(self.history)
        self._body.addStretch(1)

    def _build_notes(self) -> None:
        px = self._context.theme.px
        self._section(self.tr("図面・備考"))
        grid = QGridLayout()
        grid.setSpacing(px(4))
        self.drawings, self.remark = QLineEdit(), QLineEdit()
        for line, (name, field) in enumerate(
            ((self.tr("根拠図面"), self.drawings), (self.tr("備考"), self.remark))
        ):
            label = plain_label(name, name="caption")
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        self.drawings.setPlaceholderText(self.tr("例：A-12"))
        self.drawings.textEdited.connect(self._on_note_edited)
        self.remark.textEdited.connect(self._on_note_edited)
        self.drawings.editingFinished.connect(self._on_note_left)
        self.remark.editingFinished.connect(self._on_note_left)
        self._body.addLayout(grid)

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest part: nothing scrolls sideways here."""
        own, body = super().minimumSizeHint(), self._scroll.widget()
        needed = 0 if body is None else body.minimumSizeHint().width()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        left = self._outer.contentsMargins().left()
        return QSize(max(own.width(), left + needed + bar), own.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets head and decision scroll with the rest where they would leave it no room."""
        super().resizeEvent(event)
        scrolls = event.size().height() / self._context.theme.scale < LOW
        if scrolls == (self._top.parentWidget() is not self):
            return
        focus = self._top.focusWidget()
        has_keyboard = focus is not None and focus.hasFocus()
        (self._body if scrolls else self._outer).insertWidget(0, self._top)
        if has_keyboard and focus is not None:
            focus.setFocus()

    def _on_reason_asked(self) -> None:
        # Once the field has its room.
        QTimer.singleShot(0, self, self._to_top)

    def _section(self, title: str) -> QLabel:
        label = plain_label(title, name="section")
        label.setContentsMargins(0, self._context.theme.px(8), 0, 0)
        self._body.addWidget(label)
        return label

    @property
    def row_id(self) -> str | None:
        """The row shown."""
        return None if self._row is None else self._row.id

    def show_row(self, row_id: str | None) -> None:
        """Shows a row; what is still being typed for the one before is taken over."""
        session = self._bridge.session
        if row_id != self.row_id:
            self.input_view.commit()
        self._typing += 1
        self._row = None if row_id is None else session.edition.rows.get(row_id)
        self.inputs.show(row_id)
        self.trace.show(row_id)
        self._open_deciding()
        self._show_facts()
        self._show_texts()
        if self.history is not None:
            self.history.show_row(row_id)
        # Once the lists have their new height; keys typed meanwhile come after it.
        QTimer.singleShot(0, self, self._to_top)

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _open_deciding(self) -> None:
        for index in self.trace.deciding_path():
            self.trace_view.setExpanded(index, True)
        self.trace_view.fit()

    def _show_facts(self) -> None:
        """What an edit may change."""
        session, wording = self._bridge.session, self._context.wording
        row = self._row
        self.head.show_row(row)
        self.decision.show_row(None if row is None else row.id)
        result = None if row is None else session.evaluation.rows.get(row.id)
        marks = "" if result is None else wording.unit_type_marks(result, session.evaluation.snapshot.index)
        self.types.setText(self.tr("住戸タイプ　%s") % marks if marks else "")
        self.types.setVisible(bool(marks))
        is_desk = session.state.is_desk
        self.locked.setText(
            self.tr("提出者のシートです。審査では変更できません。審査の記録は「審査」のページに書きます。")
        )
        self.locked.setVisible(row is not None and is_desk)
        has_inputs = self.inputs.rowCount() > 0
        self.input_view.setVisible(has_inputs)
        self._no_inputs.setVisible(row is not None and not has_inputs)
        waits = result is not None and result.machine == "undetermined" and not has_inputs
        self.to_places.setVisible(waits and self._lists_places and not is_desk)
        note = RowNote() if row is None else session.state.notes.get(row.id, RowNote())
        for field, value in ((self.drawings, note.drawings), (self.remark, note.remark)):
            field.setReadOnly(row is None or session.read_only or is_desk)
            if field.text() != value:
                field.setText(value)

    def _show_texts(self) -> None:
        """What stands in the edition."""
        row, wording, edition = self._row, self._context.wording, self._bridge.session.edition
        language = wording.language
        if row is None:
            for label in (self.text, self.readings, self.source):
                label.setText("")
            return
        parts = [row.text.in_language(language)]
        if row.efforts:
            efforts = wording.joined(*(one.in_language(language) for one in row.efforts))
            parts.append(self.tr("努力義務（判定には数えません）：%s") % efforts)
        self.text.setText("\n".join(parts))
        readings = []
        for reading in row.readings:
            readings.append(wording.word("bullet", text=reading.text.in_language(language)))
            if reading.other is not None:
                readings.append(self.tr("　別の読み方：%s") % reading.other.in_language(language))
        self.readings.setText("\n".join(readings))
        self.readings.setVisible(bool(readings))
        self._readings_title.setVisible(bool(readings))
        source = wording.joined(
            edition.head.title.in_language(language), f"{wording.table(row.table)} {row.source.item}"
        )
        evidence = wording.word("or").join(wording.word(f"drawing.{one}") for one in row.evidence)
        if evidence:
            source += "\n" + self.tr("確かめる図書：%s") % evidence
        self.source.setText(source)

    def _on_document_changed(self, change: Change) -> None:
        row = self.row_id
        if row is None:
            return
        if row not in self._bridge.session.evaluation.rows:
            self.show_row(None)
            return
        if row in change.outcome.rows or change.places or change.case:
            if self.trace.show(row):
                self._open_deciding()
            else:
                self.trace_view.fit()
            self._show_facts()
        elif any(getattr(key, "row", None) == row for key in change.outcome.keys):
            self._show_facts()

    # Entering -------------------------------------------------------------------------------------------

    def edit_first_open(self) -> bool:
        """Puts the keyboard on the first missing value; False when nothing can be entered."""
        if self._row is None or self._bridge.session.state.is_desk:
            return False
        field = self.inputs.next_open()
        if field is not None:
            heading = self.inputs.heading_to_answer(field)
            if heading is None:
                self._start(field)
            else:
                self.input_view.start(heading)
            return True
        if self.inputs.rowCount():
            self.input_view.start(self.inputs.index(0, 1))
            return True
        return False

    def focus_what_is_left(self) -> None:
        """Puts the keyboard on what leads on where nothing can be entered: places, else verdicts."""
        if self.to_places.isVisible():
            self.to_places.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.decision.focus_first()

    def _start(self, field: Field) -> None:
        index = self.inputs.index_of(field)
        if index.isValid():
            self.input_view.start(index)

    def _on_line_asked(self, line: QRect) -> None:
        """Scrolls to a line of a list: the panel has one scroll bar for all of them."""
        view = self.sender()
        body = self._scroll.widget()
        if isinstance(view, QTreeView) and body is not None:
            at = view.viewport().mapTo(body, line.center())
            self._scroll.ensureVisible(0, at.y(), 0, line.height())

    def _on_input(self) -> None:
        """The sketch beside the quantity that has the keyboard, where there is one."""
        field = self.inputs.field(self.input_view.currentIndex())
        quantities = self._bridge.session.edition.quantities
        is_measured = field is not None and field.kind == "measure"
        self.sketch.show_quantity(quantities.get(field.code) if field is not None and is_measured else None)

    def _on_entered(self, field: Field | None) -> None:
        """On to the next empty field, whether or not the row is decided; after the last one to the table."""
        self._go_on(None if self._row is None else self.inputs.next_empty(field))

    def _on_answered(self, field: Field | None) -> None:
        """One key answers: on to what is still missing for the verdict, else back to the table."""
        self._go_on(None if self._row is None else self.inputs.next_open(field))

    def _go_on(self, field: Field | None) -> None:
        if field is not None:
            self._start(field)
            return
        nothing = QItemSelectionModel.SelectionFlag.Clear
        self.input_view.selectionModel().setCurrentIndex(QModelIndex(), nothing)
        self.left.emit()

    def take_back(self, field: Field) -> None:
        """Clears a value that was questioned."""
        self._bridge.push(measure(field.place, field.code, None))

    def _on_note_edited(self) -> None:
        if self._row is None or self._bridge.session.state.is_desk:
            return
        known = self._bridge.session.state.notes.get(self._row.id, RowNote())
        note = replace(known, drawings=self.drawings.text(), remark=self.remark.text())
        key = f"note:{self._row.id}:{self._typing}"
        self._bridge.push(annotate(self._row.id, note), merge_key=key, initiator=self)

    def _on_note_left(self) -> None:
        self._typing += 1
