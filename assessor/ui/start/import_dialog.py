"""What a spreadsheet offers, looked at before anything is taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit, PlaceRecord
from assessor.assessment.records import Key
from assessor.importers.plan import Candidate, ImportPlan
from assessor.ui.context import UiContext, plain_label
from assessor.workflow.spreadsheet_words import PlanWording
from assessor.workflow.spreadsheets import left_out_sentences, question_sentences, summary_sentence

_WHAT, _NOW = range(2)
_WIDE, _NARROW = 52, 24
"""Parts of the width, in hundredths: what it is, and each of both values."""


class ImportDialog(QDialog):
    """Sections: questions, new places, values taken, conflicts to be decided, what is not taken and why.

    Attributes:
        plan: what the file offers.
        tree: the sections.
    """

    def __init__(self, context: UiContext, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        session = context.bridge.session
        self._words = PlanWording(plan, session.state, session.edition, context.wording.language)
        self.plan = plan
        self.setWindowTitle(self.tr("表計算から取り込む"))
        px, language = context.theme.px, context.wording.language
        screen = self.screen().availableGeometry()
        width = min(px(860), screen.width() - px(16))
        self._inner, self._indent = width - px(56), px(78)
        self._room = width - px(112)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        layout.addWidget(plain_label(plan.file, name="heading", wraps=True))
        layout.addWidget(plain_label(summary_sentence(plan, language), wraps=True))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([self.tr("内容"), self.tr("今の値"), self.tr("ファイルの値")])
        self.tree.setAccessibleName(self.tr("取り込みの内容"))
        self.tree.setWordWrap(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.header().setStretchLastSection(True)
        self.tree.setRootIsDecorated(True)
        # What one has to decide comes first.
        self._conflicts = self._section(
            self.tr("今の値と異なる（選んだものだけ置き換えます）"),
            [self._line(one) for one in plan.conflicts],
        )
        for line in self._conflicts:
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(_WHAT, Qt.CheckState.Unchecked)
        self._said(self.tr("確かめてください"), question_sentences(plan, language))
        self._said(self.tr("取り込まないもの"), left_out_sentences(plan, language))
        self._section(self.tr("取り込む値"), [self._line(one) for one in plan.taken])
        self._section(self.tr("新しい場所"), [self._place(one) for one in plan.places])
        self.tree.itemChanged.connect(self._on_item_changed)
        layout.addWidget(self.tree, 1)
        if self._conflicts:
            layout.addLayout(self._choices())
        row = QHBoxLayout()
        self.leave = QPushButton(self.tr("取りやめ"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self.take = QPushButton()
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        row.addWidget(
            plain_label(
                self.tr("取り込みは、一度の「元に戻す」で取り消せます。"), name="caption", wraps=True
            ),
            1,
        )
        row.addWidget(self.leave)
        row.addWidget(self.take)
        layout.addLayout(row)
        self._on_item_changed()
        self._fit_columns()
        self.resize(width, min(px(560), screen.height() - px(48)))

    def _fit_columns(self) -> None:
        """What it is takes half of the width, both values share the rest."""
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_WHAT, self._inner * _WIDE // 100)
        header.resizeSection(_NOW, self._inner * _NARROW // 100)

    def _choices(self) -> QHBoxLayout:
        """All conflicts at once."""
        self.keep_all = QPushButton(self.tr("すべて今の値のまま"))
        self.keep_all.clicked.connect(self._on_keep_all)
        self.replace_all = QPushButton(self.tr("すべてファイルの値にする"))
        self.replace_all.clicked.connect(self._on_replace_all)
        row = QHBoxLayout()
        row.addWidget(plain_label(self.tr("値が異なるもの"), name="caption"))
        for button in (self.keep_all, self.replace_all):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _on_keep_all(self) -> None:
        self._choose_all(Qt.CheckState.Unchecked)

    def _on_replace_all(self) -> None:
        self._choose_all(Qt.CheckState.Checked)

    def _choose_all(self, state: Qt.CheckState) -> None:
        for line in self._conflicts:
            line.setCheckState(_WHAT, state)

    def _section(self, title: str, lines: Sequence[tuple[str, ...]]) -> list[QTreeWidgetItem]:
        if not lines:
            return []
        head = QTreeWidgetItem(self.tree, [f"{title}（{len(lines)}）"])
        head.setFont(_WHAT, self._context.theme.font(bold=True))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        head.setFirstColumnSpanned(True)
        made = [QTreeWidgetItem(head, list(line)) for line in lines]
        for item in made:
            for column in range(item.columnCount()):
                item.setToolTip(column, item.text(column))
        head.setExpanded(True)
        return made

    def _said(self, title: str, sentences: Sequence[str]) -> None:
        """A section of sentences, each over the whole width."""
        for item in self._section(title, [(self._broken(one, self._room),) for one in sentences]):
            item.setFirstColumnSpanned(True)

    def _broken(self, sentence: str, room: int) -> str:
        """A sentence in lines that fit: an item of a tree does not break by itself."""
        metrics = self.tree.fontMetrics()
        lines, line = [], ""
        for sign in sentence:
            if metrics.horizontalAdvance(line + sign) > room and sign not in "、。）」":
                # Latin words stay whole.
                head, gap, tail = line.rpartition(" ")
                is_word = sign.isascii() and sign.isalnum() and tail.isascii() and gap
                lines.append(head if is_word else line)
                line = tail if is_word else ""
            line += sign
        return "\n".join([*lines, line])

    def _line(self, one: Candidate) -> tuple[str, str, str]:
        what, px = self._words.what(one.key), self._context.theme.px
        return (
            self._broken(
                f"{one.where}　{what}" if one.where else what, self._inner * _WIDE // 100 - self._indent
            ),
            self._broken(self._words.old(one), self._inner * _NARROW // 100 - px(16)),
            self._broken(self._words.new(one), self._inner * _NARROW // 100 - px(16)),
        )

    def _place(self, one: Candidate) -> tuple[str, str, str]:
        assert isinstance(one.new, PlaceRecord)
        what, now, _ = self._line(one)
        return what, now, self._context.wording.kind(one.new.kind)

    def _on_item_changed(self) -> None:
        count = len(self.plan.taken) + len(self.accepted_keys)
        places = len(self.plan.places)
        if places:
            words = self.tr("%(count)d件と場所%(places)dか所を取り込む") % {"count": count, "places": places}
        else:
            words = self.tr("%d件を取り込む") % count
        is_something = count + places > 0
        self.take.setText(words if is_something else self.tr("取り込む"))
        self.take.setEnabled(is_something)
        # What the return key does stands out: only where it does something.
        self.take.setDefault(is_something)

    @property
    def accepted_keys(self) -> frozenset[Key]:
        """Keys of the conflicts in which the file's value is to replace the present one."""
        return frozenset(
            one.key
            for one, line in zip(self.plan.conflicts, self._conflicts, strict=True)
            if line.checkState(_WHAT) is Qt.CheckState.Checked
        )

    def edit(self) -> Edit:
        """What was chosen, as one edit."""
        return self.plan.edit(accept=self.accepted_keys)
