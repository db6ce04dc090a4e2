"""What is shown without a document: begin, go on, look at an example, verify."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.criteria import EditionHead
from assessor.messages import Language
from assessor.store import PendingRecovery
from assessor.ui.context import plain_label, plain_tool_tip
from assessor.ui.start.begin import BeginForm
from assessor.ui.start.recovered import about_recovery
from assessor.ui.theme import Theme

NARROW = 640
RECENT_SHOWN = 8


class StartWindow(QWidget):
    """What begins an assessment at the left; files, example and verification at the right."""

    new_asked = Signal(str, str, str, object)
    """Edition, category, name of the case, unit types to begin with."""
    open_asked = Signal()
    example_asked = Signal()
    verify_asked = Signal()
    settings_asked = Signal()
    inbox_asked = Signal()
    portfolio_asked = Signal()
    recent_asked = Signal(object)
    recovery_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(
        self,
        editions: Sequence[EditionHead],
        language: Language,
        theme: Theme,
        recent: Sequence[Path] = (),
        recoveries: Sequence[PendingRecovery] = (),
    ) -> None:
        """Builds the window.

        Args:
            editions: what can be assessed against.
            language: of the window.
            theme: colours and sizes.
            recent: documents used last.
            recoveries: what an earlier run left behind.
        """
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("子育て支援住宅 認定基準チェック"))
        self._theme = theme
        px = theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("page")
        area.setWidget(body)
        outer.addWidget(area)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(px(32), px(24), px(32), px(24))
        layout.setSpacing(px(16))
        if recoveries:
            layout.addWidget(self._recovered(recoveries))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(px(48))
        self.begin = BeginForm(editions, language, theme)
        self.begin.begun.connect(self.new_asked)
        self.name, self.categories = self.begin.name, self.begin.categories
        self._halves.addWidget(self.begin, 3)
        self._halves.addLayout(self._go_on(recent), 2)
        layout.addLayout(self._halves)
        layout.addStretch(1)
        settings = QPushButton(self.tr("設定…"))
        settings.clicked.connect(self.settings_asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(settings)
        layout.addLayout(row)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self, self.open_asked.emit)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        screen = self.screen().availableGeometry()
        self.resize(min(px(920), screen.width()), min(px(600), screen.height() - px(32)))
        self.begin.name.setFocus()

    # Parts ----------------------------------------------------------------------------------------------

    def _heading(self, lines: QVBoxLayout, text: str) -> None:
        heading = plain_label(text, name="heading", wraps=True)
        lines.addWidget(heading)

    def _go_on(self, recent: Sequence[Path]) -> QVBoxLayout:
        px = self._theme.px
        lines = QVBoxLayout()
        lines.setSpacing(px(8))
        self._heading(lines, self.tr("続きから"))
        self.open = QPushButton(self.tr("ファイルを開く…"))
        self.open.clicked.connect(self.open_asked)
        lines.addWidget(self.open)
        self.recent: list[QPushButton] = []
        for path in recent[:RECENT_SHOWN]:
            button = QPushButton()
            button.setObjectName("recent")
            width = self._theme.px(260)
            name = button.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, width)
            button.setText(name.replace("&", "&&"))
            button.setToolTip(plain_tool_tip(str(path)))
            button.setAccessibleName(self.tr("最近使ったファイル：%s") % path.name)
            button.setProperty("path", str(path))
            button.clicked.connect(self._on_recent)
            lines.addWidget(button)
            self.recent.append(button)
        if not recent:
            empty = self.tr("保存した評価は、次からここに並びます。ファイルをこの画面に落としても開けます。")
            lines.addWidget(plain_label(empty, name="caption", wraps=True))
        self.portfolio = QPushButton(self.tr("案件一覧…"))
        self.portfolio.clicked.connect(self.portfolio_asked)
        lines.addWidget(self.portfolio)
        lines.addSpacing(px(8))
        self._heading(lines, self.tr("実例を見る"))
        self.example = QPushButton(self.tr("実例を開く（二戸の建物）"))
        self.example.clicked.connect(self.example_asked)
        lines.addWidget(self.example)
        caption = self.tr("写しとして開くので、自由に変えられます。")
        lines.addWidget(plain_label(caption, name="caption", wraps=True))
        lines.addSpacing(px(8))
        self._heading(lines, self.tr("署名の検証"))
        self.verify = QPushButton(self.tr("受け取ったPDFを検証…"))
        self.verify.clicked.connect(self.verify_asked)
        lines.addWidget(self.verify)
        self.inbox = QPushButton(self.tr("受信フォルダーをまとめて検証…"))
        self.inbox.clicked.connect(self.inbox_asked)
        lines.addWidget(self.inbox)
        lines.addStretch(1)
        return lines

    def _recovered(self, recoveries: Sequence[PendingRecovery]) -> QWidget:
        px = self._theme.px
        part = QWidget()
        part.setObjectName("banner")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(part)
        grid.setContentsMargins(px(12), px(8), px(12), px(8))
        grid.setSpacing(px(8))
        grid.setColumnStretch(0, 1)
        title = plain_label(self.tr("前回、ファイルに保存されなかった作業が残っています"), wraps=True)
        title.setFont(self._theme.font(bold=True))
        grid.addWidget(title, 0, 0, 1, 3)
        self.recoveries: list[tuple[QPushButton, QPushButton]] = []
        for line, pending in enumerate(recoveries, 1):
            what = about_recovery(pending)
            grid.addWidget(plain_label(what, wraps=True), line, 0)
            opens, drops = QPushButton(self.tr("開く")), QPushButton(self.tr("破棄…"))
            opens.setAccessibleName(self.tr("開く：%s") % what)
            drops.setAccessibleName(self.tr("破棄：%s") % what)
            opens.setEnabled(pending.situation != "damaged")
            for button, slot in ((opens, self._on_recovery), (drops, self._on_discard)):
                button.setProperty("at", line - 1)
                button.clicked.connect(slot)
            grid.addWidget(opens, line, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(drops, line, 2, Qt.AlignmentFlag.AlignTop)
            self.recoveries.append((opens, drops))
        self._pending = tuple(recoveries)
        return part

    # What was asked -------------------------------------------------------------------------------------

    def _on_recent(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.recent_asked.emit(Path(button.property("path")))

    def _on_recovery(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.recovery_asked.emit(self._pending[button.property("at")])

    def _on_discard(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.discard_asked.emit(self._pending[button.property("at")])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One half below the other where it is narrow."""
        super().resizeEvent(event)
        is_narrow = event.size().width() / self._theme.scale < NARROW
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._halves.direction() is not wanted:
            self._halves.setDirection(wanted)
