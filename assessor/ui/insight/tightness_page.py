"""The page "寸法の余裕": how near the figures are to their limits, and what a thicker finish would cost."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from assessor.evaluation import RowResult
from assessor.evaluation.sensitivity import reach, tight_rows
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel, verdict_texts
from assessor.workflow.insight import TightRow, by_margin

USUAL, MOST = 12, 100
"""Millimetres: a layer of plasterboard, and more than any finish takes."""
LEAST_LIST = 150
"""Height of the list in units of normal text: its head, a heading and two lines."""


class TightnessPage(QWidget):
    """Rows that would fail if every inside measure were smaller, and all margins, the smallest first."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        self._is_stale = True
        px = context.theme.px
        columns = (
            Column(self.tr("項目"), "wrap"),
            Column(self.tr("今の決め手"), "soft"),
            Column(self.tr("余裕"), "bar", 184),
            Column(self.tr("小さくなったとき"), "chip", 96, least=720, samples=verdict_texts(self._wording)),
        )
        self.model = SectionsModel(columns, self)
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("余裕の少ない項目"))
        self.amount = QSpinBox()
        self.amount.setRange(1, MOST)
        self.amount.setValue(USUAL)
        self.amount.setSuffix(" mm")
        self.amount.setMinimumSize(px(88), px(26))
        self.amount.setAccessibleName(self.tr("小さくなる寸法"))
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        before = plain_label(self.tr("仕上げが厚くなるなどで、内法・有効の寸法がすべて"))
        before.setBuddy(self.amount)
        self.answer = plain_label()
        head.addWidget(plain_label(self.tr("寸法の余裕"), name="heading"))
        for part in (before, self.amount, plain_label(self.tr("小さくなったら：")), self.answer):
            head.addWidget(part)
        hint = plain_label(
            self.tr(
                "室の両側の壁で厚くなるときは、その合計を入れてください。"
                "棒は基準との差で、縦線が基準、◆ が推奨値です。"
            ),
            name="caption",
            wraps=True,
        )
        body = QWidget()
        body.setObjectName("page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self.reach = plain_label(name="caption", wraps=True)
        self.reach.setContentsMargins(px(12), 0, px(12), px(8))
        hint.setContentsMargins(px(12), 0, px(12), 0)
        layout.addWidget(hint)
        layout.addWidget(self.reach)
        layout.addWidget(self.view, 1)
        self.view.setMinimumHeight(px(LEAST_LIST))
        self._take(body)
        self.amount.valueChanged.connect(self.refresh)
        self.view.row_asked.connect(self.row_asked)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.amount)

    def _take(self, body: QWidget) -> None:
        """The page scrolls as a whole where the explanation would leave the list no room."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def refresh(self) -> None:
        """Evaluates the smaller building and shows what it costs."""
        self._is_stale = False
        session = self._session
        millimetres = self.amount.value()
        then = tight_rows(session.evaluator, session.evaluation, Decimal(millimetres))
        margins = by_margin(session.evaluation)
        lost = tuple(self._lost(row, result) for row, result in then.items())
        others = tuple(self._margin(one) for one in margins if one.row not in then)
        self.answer.setText(
            self.tr("適合でなくなる項目 %s") % len(lost) if lost else self.tr("適合のままです")
        )
        self.reach.setText(self._reach())
        sections = [
            Section("lost", self.tr("適合でなくなる項目"), lost, self.tr("%s項目") % len(lost)),
            Section("kept", self.tr("適合の項目（余裕の少ない順）"), others, self.tr("%s項目") % len(others)),
        ]
        self.model.take([one for one in sections if one.lines])

    def _reach(self) -> str:
        """Which quantities were made smaller, and which could not be."""
        found = reach(self._session.edition, self._session.evaluation.snapshot)
        parts = (
            (self.tr("小さくした寸法：%s"), found.lengths),
            (self.tr("辺とともに小さくした面積：%s"), found.areas),
            (self.tr("辺が分からず、変えずに調べた面積：%s"), found.kept),
        )
        wording = self._wording
        said = []
        for sentence, codes in parts:
            names = [wording.quantity(code) for code in self._session.edition.quantities if code in codes]
            if names:
                said.append(sentence % wording.joined(*names))
        return "\n".join(said)

    def _lost(self, row: str, then: RowResult) -> Line:
        wording = self._wording
        now = self._session.evaluation.rows[row]
        verdict = then.machine
        leaf = now.deciding_leaf
        texts = (
            self._name(row),
            self._now(row),
            "" if leaf is None else wording.margin(leaf),
            f"{wording.mark(verdict)} {wording.verdict(verdict)}",
        )
        index = self._session.evaluation.snapshot.index
        tip = wording.joined(texts[0], wording.deciding(then, index, full=True))
        return Line(row, texts, row=row, verdict=verdict, tip=tip, leaf=leaf)

    def _margin(self, one: TightRow) -> Line:
        texts = (self._name(one.row), self._now(one.row), self._wording.margin(one.leaf), "")
        return Line(one.row, texts, row=one.row, leaf=one.leaf)

    def _now(self, row: str) -> str:
        evaluation = self._session.evaluation
        return self._wording.deciding(evaluation.rows[row], evaluation.snapshot.index, full=True)

    def _name(self, row_id: str) -> str:
        row, wording = self._session.edition.rows[row_id], self._wording
        item, title = row.item.in_language(wording.language), wording.title(row)
        return f"{row_id}  {title if title == item else wording.joined(item, title)}"

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was hidden is taken over."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_document_changed(self, change: Change) -> None:
        if change.outcome.rows or change.places or change.case:
            # A second evaluation takes time; a hidden page waits until it is looked at.
            self._is_stale = True
            if self.isVisible():
                self.refresh()
