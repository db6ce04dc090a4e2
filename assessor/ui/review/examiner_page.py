"""The page "審査": every row with both verdicts, and what the examiner says of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment.review import LookState
from assessor.assessment.review_edits import present_round
from assessor.evaluation.snapshot import PersonVerdict
from assessor.messages import text
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import SectionsModel
from assessor.ui.review.finding_box import SETTLE_KEY
from assessor.ui.review.row_panel import LOOK_KEYS, RowPanel
from assessor.ui.review.sheet import Filter, Sheet, next_unseen, progress_of
from assessor.workflow.review_content import changes_since

PANEL_WIDTH = 360
NARROW = 560
LOW = 280
"""Height in units of normal text below which only what is needed to look at rows stands above them."""
COMPACT = 800
"""Width in units of normal text below which the list gets most of it, and the file is not described."""
_LOOKS = {key: state for state, key in LOOK_KEYS.items()}
_VERDICTS: dict[str, PersonVerdict] = {"Y": "conforming", "N": "not_conforming", "X": "not_applicable"}
"""The keys of the architect's table."""


class ReviewList(SectionsView):
    """The rows. K, S and H look, Y, N and X judge, R settles, Delete takes back, Space goes on."""

    look_asked = Signal(str)
    verdict_asked = Signal(str)
    settle_asked = Signal()
    withdraw_asked = Signal()
    next_asked = Signal()
    phrase_asked = Signal(str)

    def own_keys(self) -> list[tuple[str, str]]:
        """Keys of the list of rows."""
        return [
            ("K", self.tr("確認済みにする")),
            ("S", self.tr("指摘を書く")),
            ("H", self.tr("保留にする")),
            ("Y / N / X", self.tr("審査者の判定：適合、不適合、非対象")),
            ("1 – 9", self.tr("定型文で指摘を書き始める")),
            (SETTLE_KEY, self.tr("前回までの指摘への回答を了承する")),
            ("Delete", self.tr("この回の審査の記録を取り消す")),
            ("Space", self.tr("次の未審査の項目へ移る")),
            ("Enter", self.tr("申請者のシートでその項目を開く")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        said = event.text().upper()
        if not plain or self.current_line is None:
            super().keyPressEvent(event)
        elif said in _LOOKS:
            self.look_asked.emit(_LOOKS[said])
        elif said in _VERDICTS:
            self.verdict_asked.emit(_VERDICTS[said])
        elif said == SETTLE_KEY:
            self.settle_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.withdraw_asked.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.next_asked.emit()
        elif said.isdigit():
            self.phrase_asked.emit(said)
        else:
            super().keyPressEvent(event)


class ExaminerPage(QWidget):
    """Rows at the left, the chosen one at the right.

    Attributes:
        view: the rows.
        panel: the chosen row.
        shown: the filter.
    """

    row_asked = Signal(str)
    """The row shall be shown in the architect's sheet."""
    return_asked = Signal()
    approve_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._sheet = Sheet(context.wording, self._session, self)
        self._changed: tuple[int, frozenset[str] | None] = (0, frozenset())
        self.shown: Filter = "all"
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.follow)
        self.banner = Banner(context)
        self.model = SectionsModel(self._sheet.columns(), self)
        self.view = ReviewList(context, self.model)
        self.view.setAccessibleName(self.tr("審査する項目"))
        self.panel = RowPanel(context)
        self._build()
        self._connect()
        self.setFocusProxy(self.view)
        self.refresh()
        self.follow()

    def _build(self) -> None:
        px = self._context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(px(12), px(8), px(12), px(8))
        lines.setSpacing(px(4))
        self.heading = plain_label(name="heading")
        self.about = plain_label(name="caption", wraps=True)
        self.count = plain_label()
        stands = FlowLayout(spacing=px(16), margin=0)
        stands.addWidget(self.heading)
        stands.addWidget(self.count)
        lines.addLayout(stands)
        lines.addWidget(self.about)
        flow = FlowLayout(spacing=px(6), margin=0)
        self._filters = QButtonGroup(self)
        names: tuple[tuple[Filter, str], ...] = (
            ("all", self.tr("すべて")),
            ("unseen", self.tr("未審査")),
            ("finding", self.tr("指摘")),
            ("deferred", self.tr("保留")),
            ("changed", self.tr("前回から変更")),
        )
        self.filters: dict[Filter, QPushButton] = {}
        for name, said in names:
            button = QPushButton(said)
            button.setCheckable(True)
            button.setChecked(name == self.shown)
            button.setProperty("filter", name)
            self._filters.addButton(button)
            self.filters[name] = button
            flow.addWidget(button)
        self.next = QPushButton(self.tr("次の未審査へ（Space）"))
        self.returns = QPushButton(self.tr("指摘して返却…"))
        self.approves = QPushButton(self.tr("承認して署名…"))
        for button in (self.next, self.returns, self.approves):
            flow.addWidget(button)
        lines.addLayout(flow)
        self.hint = plain_label(name="caption", wraps=True)
        lines.addWidget(self.hint)
        layout.addWidget(head)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._empty = plain_label(wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([px(760), px(PANEL_WIDTH)])
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self._filters.buttonClicked.connect(self._on_filter)
        self.next.clicked.connect(self.next_unseen)
        self.returns.clicked.connect(self.return_asked)
        self.approves.clicked.connect(self.approve_asked)
        self.view.row_asked.connect(self.row_asked)
        self.view.line_chosen.connect(self._on_line)
        self.view.look_asked.connect(self._on_look)
        self.view.verdict_asked.connect(self._on_verdict)
        self.view.settle_asked.connect(self._on_settle)
        self.view.withdraw_asked.connect(self._on_withdraw)
        self.view.next_asked.connect(self.next_unseen)
        self.view.phrase_asked.connect(self._on_phrase)
        self.panel.left.connect(self.view.setFocus)
        self._context.bridge.document_changed.connect(self._on_document_changed)

    # Showing --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows where the review stands."""
        state, language = self._session.state, self._context.wording.language
        number, current = state.last_round, present_round(state)
        outcome = "" if current is None else current.outcome
        said = text("review.round", language, number=number)
        stands = text(f"review.outcome.{outcome or 'open'}", language)
        self.heading.setText(f"{said}　{stands}")
        if current is not None:
            self.about.setText(
                self.tr("提出者：%(holder)s　受付：%(at)s　ファイルの指紋：%(file)s…")
                % {"holder": current.holder, "at": current.received_at[:10], "file": current.sha256[:16]}
            )
        found = progress_of(self._session)
        self.count.setText(
            self.tr("審査済 %(seen)d／%(total)d　保留 %(deferred)d　未解決の指摘 %(findings)d")
            % {
                "seen": found.seen,
                "total": found.total,
                "deferred": found.deferred,
                "findings": found.findings,
            }
        )
        changed = self._changed_rows()
        missing = self.tr("第%d回の提出内容が手元にないため、前回から変わった項目は示せません。") % (
            number - 1
        )
        self.filters["changed"].setVisible(number > 1)
        self.filters["changed"].setEnabled(changed is not None)
        self.filters["changed"].setToolTip(missing if changed is None else "")
        if changed is None and self.shown == "changed":
            self.shown = "all"
            self.filters["all"].setChecked(True)
        self.returns.setEnabled(not outcome and found.findings > 0)
        self.approves.setEnabled(not outcome and found.findings == 0)
        nothing = self.tr("未解決の指摘がないため、返却はできません。")
        left = self.tr("未解決の指摘が%d件あるため、承認はできません。") % found.findings
        waits = left if found.findings and not outcome else ""
        self.returns.setToolTip("" if outcome or found.findings else nothing)
        self.approves.setToolTip(waits)
        self.hint.setText("　".join(filter(None, (waits, missing if changed is None else ""))))
        self._show_head()
        self.next.setEnabled(found.seen < found.total)
        self.model.take(self._sheet.sections(self.shown, changed or ()))
        self._empty.setText(self._why_empty())
        self._stack.setCurrentIndex(0 if self.model.sections else 1)

    def _show_head(self) -> None:
        """Leaves the rows their room: reasons stay in the tips, the way on has its key."""
        px = self._context.theme.px
        is_low = self.height() < px(LOW)
        self.about.setVisible(not is_low and self.width() >= px(COMPACT))
        self.hint.setVisible(bool(self.hint.text()) and not is_low)
        self.next.setVisible(not is_low)
        self.panel.set_low(is_low=is_low)

    def _why_empty(self) -> str:
        words: dict[Filter, str] = {
            "unseen": self.tr("すべての項目を審査しました。"),
            "finding": self.tr("未解決の指摘はありません。"),
            "deferred": self.tr("保留の項目はありません。"),
            "changed": self.tr("前回から変わった項目はありません。"),
        }
        return words.get(self.shown, "")

    def _changed_rows(self) -> frozenset[str] | None:
        """Rows that differ from the round before, computed once a round; None: that one is not at hand."""
        state = self._session.state
        if state.last_round > 1 and self._changed[0] != state.last_round:
            found = changes_since(
                self._session.edition, state, state.last_round - 1, self._session.evaluation
            )
            self._changed = (state.last_round, None if found is None else found.touched)
        return self._changed[1]

    def set_filter(self, name: Filter) -> None:
        """Shows only some of the rows."""
        self.shown = name
        self.filters[name].setChecked(True)
        self.refresh()
        self.follow()

    def choose(self, row: str) -> None:
        """Goes to a row, unfiltered where the filter hides it."""
        if not self.model.index_of(row).isValid():
            self.set_filter("all")
        self.view.setCurrentIndex(self.model.index_of(row))
        self.follow()

    def follow(self) -> None:
        """Shows the chosen row at the right."""
        line = self.view.current_line
        self.panel.show_row(None if line is None else str(line.key))

    def next_unseen(self) -> None:
        """Goes to the next row that nobody looked at in this round."""
        line = self.view.current_line
        after = None if line is None else str(line.key)
        row = next_unseen(self._session.evaluation.rows, self._session.state, after)
        if row is None:
            self.banner.show_message(self.tr("すべての項目を審査しました。"))
            return
        self.choose(row)
        self.view.setFocus()

    # What happened --------------------------------------------------------------------------------------

    def _on_line(self, _line: object) -> None:
        # Later: the list may be in the middle of a change.
        self._timer.start()

    def _on_filter(self, button: QPushButton) -> None:
        self.set_filter(button.property("filter"))
        self.view.setFocus()

    def _at_row(self, act: Callable[[], object]) -> None:
        """Does something with the row that is chosen now."""
        self.follow()
        act()

    def _on_look(self, state: LookState) -> None:
        self._at_row(lambda: self.panel.say(state))

    def _on_verdict(self, verdict: PersonVerdict) -> None:
        self._at_row(lambda: self.panel.judge(verdict))

    def _on_settle(self) -> None:
        self._at_row(self.panel.settle_next)

    def _on_withdraw(self) -> None:
        self._at_row(self.panel.withdraw)

    def _on_phrase(self, key: str) -> None:
        self._at_row(lambda: self.panel.editor.put_in_by_key(key))

    def _on_document_changed(self, _change: Change) -> None:
        self.refresh()
        self.panel.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less beside the list where there is little room, one below the other where it is narrow."""
        super().resizeEvent(event)
        px, width = self._context.theme.px, event.size().width()
        if width != event.oldSize().width():
            is_compact = width < px(COMPACT)
            panel = width * 2 // 5 if is_compact else px(PANEL_WIDTH)
            self.splitter.setSizes([width - panel, panel])
        self._show_head()
        is_narrow = width < px(NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)
