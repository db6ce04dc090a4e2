"""The page of the case: who, where, which edition and category, and the building's own figures."""

from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Case
from assessor.assessment.edits import set_case
from assessor.evaluation.snapshot import BUILDING, SITE
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.field_view import FieldView
from assessor.ui.forms import Form
from assessor.ui.models.quantities import QuantityModel
from assessor.ui.painting import TextBlock

NARROW = 620
LINES = ("name", "address", "owner", "office", "assessor", "date_made")


class CaseForm(Form):
    """The case's own fields."""

    NAME = "case"
    name: QLineEdit
    address: QLineEdit
    owner: QLineEdit
    office: QLineEdit
    assessor: QLineEdit
    date_made: QLineEdit
    category: QComboBox
    edition: QLabel
    remarks: QPlainTextEdit


class CasePage(QWidget):
    """Fields at the left, figures of building and site at the right (below where it is narrow)."""

    questioned = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._bridge = context.bridge
        self._typing = 0
        px = context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        heading = plain_label(self.tr("案件"), name="heading")
        heading.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.addWidget(heading)
        left = self._build_form()
        self.model = QuantityModel(context, (BUILDING, SITE), self)
        self.view = FieldView(context)
        self.view.setModel(self.model)
        self.view.setHeaderHidden(False)
        self.view.setAccessibleName(self.tr("建物・敷地の項目"))
        self.view.entered.connect(self._on_entered)
        self.view.answered.connect(self._on_entered)
        self.model.questioned.connect(self.questioned)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.view)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([px(560), px(560)])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        layout.addWidget(self._splitter, 1)
        self._show()
        for name in LINES:
            field: QLineEdit = getattr(self.form, name)
            field.setReadOnly(self._bridge.session.read_only)
            field.textEdited.connect(self._on_edited)
            field.editingFinished.connect(self._on_left)
        self.form.remarks.setReadOnly(self._bridge.session.read_only)
        self.form.remarks.textChanged.connect(self._on_edited)
        self.form.category.setEnabled(not self._bridge.session.read_only)
        self.form.category.activated.connect(self._on_category)
        self._bridge.document_changed.connect(self._on_document_changed)

    def _build_form(self) -> QScrollArea:
        px = self._context.theme.px
        self.form = CaseForm()
        self.form.root.setObjectName("panel")
        self.form.remarks.setFixedHeight(px(96))
        fields = self.form.root.layout()
        if isinstance(fields, QFormLayout):
            fields.setHorizontalSpacing(px(12))
            fields.setVerticalSpacing(px(8))
            fields.setContentsMargins(px(12), px(8), px(12), px(12))
            # A label that breaks into lines is cut off by this layout, which asks for its height only once.
            self.edition = TextBlock(self._context.theme)
            policy = self.edition.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            self.edition.setSizePolicy(policy)
            fields.replaceWidget(self.form.edition, self.edition)
            self.form.edition.deleteLater()
        self._fill_categories()
        left = QScrollArea()
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        holder.setObjectName("panel")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.form.root)
        lines.addStretch(1)
        left.setWidget(holder)
        return left

    def _fill_categories(self) -> None:
        language = self._context.wording.language
        for category in self._bridge.session.edition.head.categories:
            self.form.category.addItem(category.name.in_language(language), category.code)

    def _show(self) -> None:
        """Takes over the case; a field that already says so is left alone, with its cursor."""
        case = self._bridge.session.state.case
        language = self._context.wording.language
        for name in LINES:
            field: QLineEdit = getattr(self.form, name)
            if field.text() != getattr(case, name):
                field.setText(getattr(case, name))
        if self.form.remarks.toPlainText() != case.remarks:
            blocked = self.form.remarks.blockSignals(True)
            self.form.remarks.setPlainText(case.remarks)
            self.form.remarks.blockSignals(blocked)
        self.form.category.setCurrentIndex(max(0, self.form.category.findData(case.category)))
        head = self._bridge.session.edition.head
        self.edition.setText(f"{head.name.in_language(language)}\n{head.title.in_language(language)}")

    def _on_edited(self) -> None:
        typed: dict[str, Any] = {name: getattr(self.form, name).text() for name in LINES}
        typed["remarks"] = self.form.remarks.toPlainText()
        case = self._bridge.session.state.case
        changed = [
            one.name
            for one in fields(Case)
            if typed.get(one.name, getattr(case, one.name)) != getattr(case, one.name)
        ]
        if changed:
            key = f"case:{changed[0]}:{self._typing}"
            self._bridge.push(set_case(self._bridge.session.state, **typed), merge_key=key, initiator=self)

    def _on_left(self) -> None:
        self._typing += 1

    def _on_category(self) -> None:
        code = self.form.category.currentData()
        if code != self._bridge.session.state.case.category:
            self._bridge.push(set_case(self._bridge.session.state, category=code), initiator=self)
        self._show()

    def _on_document_changed(self, change: Change) -> None:
        if change.case and change.initiator is not self:
            self._show()

    def _on_entered(self, _field: object) -> None:
        row = self.view.currentIndex().row() + 1
        if row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where it is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() / self._context.theme.scale < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
            self._splitter.setSizes([1000, 1000])
