"""The page "入力の確かめ": what does not fit together, and values out of the usual range."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.insight.doubts import doubts_of
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.workflow.insight import DoubtLine, doubt_line


class DoubtsPage(QWidget):
    """Doubts; Enter leads to the cell of the grid."""

    place_asked = Signal(str, str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._doubts = doubts_of(context)
        px = context.theme.px
        columns = (
            Column(self.tr("場所"), "wrap", 280),
            Column(self.tr("確かめること"), "wrap"),
            Column(self.tr("値"), "wrap", 300, least=640),
        )
        self.model = SectionsModel(columns, self)
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("入力で確かめること"))
        self.count = plain_label(name="caption")
        heading = plain_label(self.tr("入力の確かめ"), name="heading")
        heading.setContentsMargins(px(12), px(8), px(12), 0)
        hint = plain_label(
            self.tr("判定には影響しません。Enter でその欄に移ります。正しければ、そのままで構いません。"),
            name="caption",
            wraps=True,
        )
        hint.setContentsMargins(px(12), px(4), px(12), px(8))
        self.empty = plain_label(
            self.tr("食い違いや、ふつうの範囲を外れた値は見つかっていません。"), wraps=True
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (heading, hint):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        self.view.place_asked.connect(self.place_asked)
        self._doubts.changed.connect(self.refresh)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.view)
        self.refresh()

    def refresh(self) -> None:
        """Shows the doubts."""
        wording, snapshot = self._context.wording, self._session.evaluation.snapshot
        # A place may have gone since the doubts were gathered; they are gathered anew in a moment.
        known = [one for one in self._doubts.doubts if one.place in snapshot.index.places]
        lines = [doubt_line(wording, snapshot, one) for one in known]
        sections = (
            ("fit", self.tr("食い違い"), [one for one in lines if not one.is_value]),
            ("odd", self.tr("ふつうの範囲を外れた値"), [one for one in lines if one.is_value]),
        )
        self.model.take(
            [
                Section(key, title, tuple(map(self._line, found)), self.tr("%s件") % len(found))
                for key, title, found in sections
                if found
            ]
        )
        self.stack.setCurrentIndex(0 if lines else 1)

    def _line(self, one: DoubtLine) -> Line:
        key = (one.place, one.quantity, one.text)
        return Line(key, (one.where, one.text, one.values), place=(one.place, one.quantity))

    def _on_document_changed(self, change: Change) -> None:
        if change.places:
            self.refresh()
