"""The page "指摘と回答" of the architect: returned rows first, each finding with a field for the answer."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment.review import Answer
from assessor.assessment.review_edits import answer, open_findings, present_round, unanswered
from assessor.messages import text
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.review.finding_box import FindingBox
from assessor.workflow.documents import now


class AnswerText(QPlainTextEdit):
    """A text that says when the keyboard leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whatever was typed is kept."""
        super().focusOutEvent(event)
        self.left.emit()


class AnswerBox(QFrame):
    """One open finding and the answer to it.

    Attributes:
        name: id of the finding.
    """

    row_asked = Signal(str)

    def __init__(self, context: UiContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self.name = name
        wording, session = context.wording, context.bridge.session
        finding = session.state.findings[name]
        row = session.edition.rows.get(finding.row)
        px = context.theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, px(8), 0, px(8))
        lines.setSpacing(px(4))
        head = QHBoxLayout()
        self.row = "" if row is None else row.id
        if row is None:
            title = text("review.whole", wording.language)
        else:
            title = f"{wording.table(row.table)} {wording.number_of(row)}　{wording.title(row)}"
        label = plain_label(title, wraps=True)
        label.setFont(context.theme.font(bold=True))
        head.addWidget(label, 1)
        self.go = QPushButton(self.tr("項目を開く"))
        self.go.setVisible(row is not None and row.id in session.evaluation.rows)
        self.go.setAccessibleName(self.tr("項目を開く：%s") % title)
        self.go.clicked.connect(self._on_go)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        self._lines = lines
        self._finding: FindingBox | None = None
        self.text = AnswerText()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("指摘%sへの回答") % name)
        self.text.setPlaceholderText(self.tr("回答：どのように対応したかを書いてください"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 3 + px(16))
        self.drawing = QLineEdit()
        self.drawing.setAccessibleName(self.tr("指摘%sの図面番号") % name)
        self.drawing.setPlaceholderText(self.tr("直した図面、加えた図面の番号"))
        lines.addWidget(self.text)
        lines.addWidget(self.drawing)
        self._shown = ("", "")
        self.text.left.connect(self.keep)
        self.drawing.editingFinished.connect(self.keep)
        self.refresh()

    def _kept(self) -> Answer | None:
        state = self._bridge.session.state
        return state.answers.get(self.name, {}).get(str(state.last_round))

    def refresh(self) -> None:
        """Shows what is kept; what was typed and is not kept stays."""
        state = self._bridge.session.state
        if self.name not in state.findings:
            return
        if self._finding is not None:
            self._finding.hide()
            self._finding.deleteLater()
        language = self._context.wording.language
        self._finding = FindingBox(self._context.theme, language, state, self.name, acts=False)
        self._lines.insertWidget(1, self._finding)
        kept = self._kept()
        said = ("", "") if kept is None else (kept.text, kept.drawing)
        typed, shown = self.typed, self._shown
        self._shown = said
        # A field that holds something else than was shown is half typed: a drawing waits for its text.
        if typed[0] == shown[0] and typed[0] != said[0]:
            self.text.setPlainText(said[0])
        if typed[1] == shown[1] and typed[1] != said[1]:
            self.drawing.setText(said[1])

    @property
    def typed(self) -> tuple[str, str]:
        """Text and drawing as they stand in the fields."""
        return self.text.toPlainText().strip(), self.drawing.text().strip()

    @property
    def is_half_typed(self) -> bool:
        """Whether the fields hold what is not kept."""
        return self.typed != self._shown

    def put_in(self, typed: tuple[str, str]) -> None:
        """Shows what was typed before the page was built anew."""
        self.text.setPlainText(typed[0])
        self.drawing.setText(typed[1])

    def keep(self) -> None:
        """Keeps the answer; an empty one takes it back. A drawing alone waits for the text."""
        state = self._bridge.session.state
        said, drawing = self.typed
        kept = self._kept()
        before = ("", "") if kept is None else (kept.text, kept.drawing)
        if (said, drawing) == before or (not said and kept is None) or self._bridge.session.read_only:
            return
        record = Answer(said, drawing, at=now(), by=self._bridge.user) if said else None
        self._bridge.push(answer(state, self.name, record), initiator=self)

    def _on_go(self) -> None:
        self.row_asked.emit(self.row)


class AnswersPage(QWidget):
    """All open findings in the order of the sheet.

    Attributes:
        boxes: one per open finding.
    """

    row_asked = Signal(str)
    sign_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self.boxes: list[AnswerBox] = []
        px = context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(px(12), px(8), px(12), px(8))
        lines.setSpacing(px(4))
        self.heading = plain_label(name="heading", wraps=True)
        self.count = plain_label(wraps=True)
        lines.addWidget(self.heading)
        lines.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.next = QPushButton(self.tr("次の未回答へ"))
        self.next.clicked.connect(self.next_unanswered)
        self.sign = QPushButton(self.tr("署名して再提出…"))
        self.sign.clicked.connect(self._on_sign)
        row.addWidget(self.next)
        row.addWidget(self.sign)
        row.addStretch(1)
        lines.addLayout(row)
        layout.addWidget(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("指摘と回答"))
        body = QWidget()
        body.setObjectName("page")
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(px(12), 0, px(12), px(12))
        self._list.addStretch(1)
        self._area.setWidget(body)
        layout.addWidget(self._area, 1)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.refresh()

    def refresh(self) -> None:
        """Shows the findings of the last round."""
        state, language = self._session.state, self._context.wording.language
        current = present_round(state)
        said = text("review.round", language, number=state.last_round)
        by = "" if current is None else current.closed_by
        self.heading.setText(self.tr("%(round)sの指摘（審査者：%(by)s）") % {"round": said, "by": by or "—"})
        names = list(open_findings(state, self._session.evaluation.rows))
        if names != [one.name for one in self.boxes]:
            typed = {box.name: box.typed for box in self.boxes if box.is_half_typed}
            for box in self.boxes:
                box.hide()
                box.deleteLater()
            self.boxes = list(self._made(names))
            for box in self.boxes:
                if box.name in typed:
                    box.put_in(typed[box.name])
        else:
            for box in self.boxes:
                box.refresh()
        left = unanswered(state, self._session.evaluation.rows)
        self.count.setText(
            self.tr("回答済 %(done)d／%(total)d") % {"done": len(names) - len(left), "total": len(names)}
        )
        self.next.setEnabled(bool(left))
        first = next((one for one in self.boxes if one.name in left), None)
        self.setFocusProxy(self.sign if first is None else first.text)

    def _made(self, names: list[str]) -> Iterator[AnswerBox]:
        for place, name in enumerate(names):
            box = AnswerBox(self._context, name)
            box.row_asked.connect(self.row_asked)
            self._list.insertWidget(place, box)
            yield box

    def next_unanswered(self) -> None:
        """Goes to the next finding without an answer."""
        self.keep_all()
        left = unanswered(self._session.state, self._session.evaluation.rows)
        box = next((one for one in self.boxes if one.name in left), None)
        if box is not None:
            box.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(box)

    def keep_all(self) -> None:
        """Keeps what is being typed."""
        for box in self.boxes:
            box.keep()

    def _on_sign(self) -> None:
        self.keep_all()
        self.sign_asked.emit()

    def _on_document_changed(self, _change: Change) -> None:
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever was typed is kept before another page is shown."""
        self.keep_all()
        super().hideEvent(event)
