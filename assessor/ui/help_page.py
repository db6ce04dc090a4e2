"""Keys and marks on one page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from assessor.ui.context import UiContext, plain_label
from assessor.ui.painting import TextBlock


class HelpPage(QWidget):
    """What each key does, and what each mark means."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._px = context.theme.px
        self._theme = context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("使い方"))
        body = QWidget()
        body.setObjectName("page")
        area.setWidget(body)
        layout.addWidget(area)
        self._lines = QVBoxLayout(body)
        margin = self._px(16)
        self._lines.setContentsMargins(margin, self._px(8), margin, margin)
        self._lines.addWidget(plain_label(self.tr("使い方"), name="heading"))
        self._paragraph(
            self.tr(
                "左の手順を上から進めます。住戸タイプと室を入力し、寸法と確認事項に答えると、"
                "各項目は自動で判定されます。F8（表ではSpace）を押すたびに次の未判定へ進み、Enterで足りない値の入力に移ります。"
            )
        )
        self._table(self.tr("キー"), self._keys())
        wording = context.wording
        marks = [
            (f"{wording.mark(one)} {wording.verdict(one)}", text)
            for one, text in (
                ("conforming", self.tr("基準を満たしています。")),
                ("not_conforming", self.tr("基準を満たしていません。最も悪い場所が決め手です。")),
                ("not_applicable", self.tr("当たる部分がありません。自分で選ぶときは理由が要ります。")),
                ("undetermined", self.tr("まだ分からない値か確認があります。")),
                ("recheck", self.tr("判断の後で入力が変わりました。判断は書き換えられていません。")),
            )
        ]
        marks += [
            ("✎", self.tr("人が判断した項目です。")),
            ("≠", self.tr("人の判断が、入力からの判定と異なります。")),
            ("◎ ○", self.tr("重要度（公式の用紙の表示）です。判定の印ではありません。")),
        ]
        self._table(self.tr("印"), marks)
        self._lines.addStretch(1)

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("F8 / Space", self.tr("次の未判定（Spaceは表の中で）")),
            ("↑ ↓", self.tr("項目を移る")),
            ("Enter", self.tr("その項目の、足りない最初の値を入力する")),
            ("Y", self.tr("適合と判断する（確認事項では「はい」）")),
            ("N", self.tr("不適合と判断する（確認事項では「いいえ」）")),
            ("X", self.tr("非対象と判断する")),
            ("Delete", self.tr("判断を取り消す（入力では値を消す）")),
            ("Esc", self.tr("表に戻る")),
            ("Ctrl+F", self.tr("項目を探す")),
            ("Ctrl+Z / Ctrl+Y", self.tr("元に戻す／やり直す")),
            ("Ctrl+S", self.tr("保存")),
            ("F6", self.tr("手順・表・右の欄を順に移る")),
            ("F1", self.tr("この頁")),
        ]

    def _paragraph(self, text: str) -> None:
        block = TextBlock(self._theme)
        block.setText(text)
        self._lines.addWidget(block)

    def _table(self, title: str, lines: list[tuple[str, str]]) -> None:
        heading = plain_label(title, name="section")
        heading.setContentsMargins(0, self._px(16), 0, self._px(4))
        self._lines.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._px(24))
        grid.setVerticalSpacing(self._px(4))
        grid.setColumnStretch(1, 1)
        for line, (name, text) in enumerate(lines):
            key: QLabel = plain_label(name)
            grid.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain_label(text, wraps=True), line, 1)
        self._lines.addLayout(grid)
