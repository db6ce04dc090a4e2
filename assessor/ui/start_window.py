"""What is shown without a document: a new assessment, or a file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assessor.criteria import Edition
from assessor.messages import Language
from assessor.ui.context import plain_label
from assessor.ui.theme import Theme


class StartWindow(QWidget):
    """Editions with their categories, and opening a file."""

    new_asked = Signal(str, str)
    open_asked = Signal()

    def __init__(self, editions: Sequence[Edition], language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("子育て支援住宅 認定基準チェック"))
        px = theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        body.setObjectName("page")
        area.setWidget(body)
        outer.addWidget(area)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(px(32), px(24), px(32), px(24))
        layout.setSpacing(px(8))
        layout.addWidget(plain_label(self.tr("新しい評価を始める"), name="heading", wraps=True))
        layout.addWidget(
            plain_label(
                self.tr("版と区分を選んでください。区分は後から変えられます。"), name="caption", wraps=True
            )
        )
        grid = QGridLayout()
        grid.setSpacing(px(8))
        first: QPushButton | None = None
        for line, edition in enumerate(editions):
            head = edition.head
            name = f"{head.name.in_language(language)}\n{head.title.in_language(language)}"
            grid.addWidget(plain_label(name, wraps=True), line, 0)
            for column, category in enumerate(head.categories):
                button = QPushButton(category.name.in_language(language))
                button.setAccessibleName(f"{head.name.in_language(language)} {button.text()}")
                button.setProperty("edition", edition.code)
                button.setProperty("category", category.code)
                button.clicked.connect(self._on_new)
                grid.addWidget(button, line, column + 1, Qt.AlignmentFlag.AlignVCenter)
                first = first or button
        grid.setColumnStretch(0, 1)
        layout.addLayout(grid)
        layout.addSpacing(px(16))
        layout.addWidget(plain_label(self.tr("続きから"), name="heading"))
        open_button = QPushButton(self.tr("ファイルを開く…"))
        open_button.clicked.connect(self.open_asked)
        layout.addWidget(open_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        if first is not None:
            first.setFocus()
        self.resize(px(760), px(400))

    def _on_new(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.new_asked.emit(button.property("edition"), button.property("category"))
