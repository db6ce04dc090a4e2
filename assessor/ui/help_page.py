"""Keys and marks on one page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from assessor.ui.context import UiContext, plain_label
from assessor.ui.keys import Key
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
        self._table(self.tr("表と右の欄のキー"), self._list_keys())
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._keys = QWidget()
        self._lines.addWidget(self._keys)
        wording = context.wording
        marks = [
            (f"{wording.mark(one)} {wording.verdict(one)}", text)
            for one, text in (
                ("conforming", self.tr("基準を満たしています。")),
                ("not_conforming", self.tr("基準を満たしていません。最も悪い場所が決め手です。")),
                ("not_applicable", self.tr("該当する部分がありません。自分で選ぶときは理由が要ります。")),
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

    def _list_keys(self) -> list[tuple[str, str]]:
        """Keys that the lists themselves understand."""
        return [
            ("Space", self.tr("次の未判定へ移る")),
            ("↑ ↓", self.tr("項目を移る")),
            ("Enter", self.tr("その項目の、足りない最初の値を入力する。入力すると次の欄に移る")),
            ("Y", self.tr("適合と判断する（確認事項では「はい」）")),
            ("N", self.tr("不適合と判断する（確認事項では「いいえ」）")),
            ("X", self.tr("非対象と判断する")),
            ("Delete", self.tr("判断を取り消す（入力では値を消す）")),
        ]

    def show_keys(self, keys: Iterable[tuple[str, Key]]) -> None:
        """Lists the keys of the window.

        Args:
            keys: each with the title of the page on which it works; empty: everywhere.
        """
        listed = tuple(dict.fromkeys((page, key.keys, key.text) for page, key in keys))
        if listed == self._shown:
            return
        self._shown = listed
        fresh = QWidget()
        lines = QVBoxLayout(fresh)
        lines.setContentsMargins(0, 0, 0, 0)
        for page in dict.fromkeys(page for page, _, _ in sorted(listed, key=lambda one: one[0] != "")):
            title = self.tr("「%s」のキー") % page if page else self.tr("どこでも使えるキー")
            self._table(title, [(key, text) for where, key, text in listed if where == page], lines)
        self._lines.replaceWidget(self._keys, fresh)
        self._keys.setParent(None)
        self._keys.deleteLater()
        self._keys = fresh

    def _paragraph(self, text: str) -> None:
        block = TextBlock(self._theme)
        block.setText(text)
        self._lines.addWidget(block)

    def _table(self, title: str, lines: list[tuple[str, str]], layout: QVBoxLayout | None = None) -> None:
        into = self._lines if layout is None else layout
        heading = plain_label(title, name="section")
        heading.setContentsMargins(0, self._px(16), 0, self._px(4))
        into.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._px(24))
        grid.setVerticalSpacing(self._px(4))
        grid.setColumnStretch(1, 1)
        for line, (name, text) in enumerate(lines):
            key: QLabel = plain_label(name)
            grid.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain_label(text, wraps=True), line, 1)
        into.addLayout(grid)
