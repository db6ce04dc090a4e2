"""The page "前回からの変更": rows, measurements, drawings that differ from the submission before."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from assessor.report.content import Changes
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.workflow.review_content import changes_page


class ChangesPage(QWidget):
    """Differences under headings, before and after side by side.

    Attributes:
        model: the differences.
    """

    row_asked = Signal(str)
    """The row shall be shown in the sheet."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._is_stale = True
        self._timer = QTimer(self, singleShot=True, interval=250)
        self._timer.timeout.connect(self.refresh)
        px = context.theme.px
        columns = (
            Column(self.tr("場所"), "wrap"),
            Column(self.tr("項目"), "wrap", 200),
            Column(self.tr("前"), "wrap", 200),
            Column(self.tr("後"), "wrap", 200),
        )
        self.model = SectionsModel(columns, self)
        self.view = SectionsView(context, self.model)
        self.view.row_asked.connect(self.row_asked)
        self.view.setAccessibleName(self.tr("前回からの変更"))
        heading = plain_label(self.tr("前回からの変更"), name="heading")
        heading.setContentsMargins(px(12), px(8), px(12), 0)
        self.since = plain_label(name="caption", wraps=True)
        self.since.setContentsMargins(px(12), px(4), px(12), px(8))
        self.empty = plain_label(wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addWidget(self.since)
        layout.addWidget(self._stack, 1)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        """Compares with the submission before: on the examiner's desk the round before, else the last."""
        self._is_stale = False
        session = self._session
        number = session.state.last_round - (1 if session.state.is_desk else 0)
        found = changes_page(self._context.wording, session.state, session.evaluation, number)
        if found is None:
            self.since.setText("")
            self.empty.setText(self.tr("前の回の提出内容が残っていないので、比べられません。"))
        else:
            self.since.setText(self.tr("%sと比べています。") % found.since)
            self.empty.setText(self.tr("前回から変わったものはありません。"))
        self.model.take([] if found is None else self._sections(found))
        self._stack.setCurrentIndex(0 if self.model.sections else 1)

    def _sections(self, found: Changes) -> list[Section]:
        sections = []
        for at, group in enumerate(found.groups):
            lines = [
                Line(
                    (at, place),
                    (one.where, one.what, one.before or "—", one.after or "—"),
                    row=self._row_of(one.where),
                )
                for place, one in enumerate(group.changes)
            ]
            if lines:
                note = self.tr("%s件") % len(lines)
                sections.append(Section(str(at), group.title, tuple(lines), note))
        return sections

    def _row_of(self, where: str) -> str | None:
        """The row that a line begins with, where it is about one."""
        rows = self._session.evaluation.rows
        return next((row for row in (where, where.partition(" ")[0]) if row in rows), None)

    def _on_document_changed(self, _change: Change) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Compares when somebody looks."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is compared for nobody."""
        super().hideEvent(event)
        self._timer.stop()
