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

from assessor.assessment import Assessment, Edit, Measurement, PlaceRecord
from assessor.assessment.records import Key, MeasurementKey, PlaceKey, Record
from assessor.importers.plan import Candidate, ImportPlan
from assessor.ui.context import UiContext, plain_label
from assessor.workflow.spreadsheets import (
    left_out_sentences,
    question_sentences,
    summary_sentence,
)


class ImportDialog(QDialog):
    """Sections: questions, new places, values taken, conflicts to be decided, what is not taken and why.

    Attributes:
        plan: what the file offers.
        tree: the sections.
    """

    def __init__(self, context: UiContext, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._names = _names(context.bridge.session.state, plan)
        self.plan = plan
        self.setWindowTitle(self.tr("表計算から取り込む"))
        px, language = context.theme.px, context.wording.language
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        layout.addWidget(plain_label(plan.file, name="heading", wraps=True))
        layout.addWidget(plain_label(summary_sentence(plan, language), wraps=True))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("取り込みの内容"))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setRootIsDecorated(True)
        self._section(self.tr("確かめてください"), question_sentences(plan, language))
        self._section(self.tr("新しい場所"), [self._line(one) for one in plan.places])
        self._section(self.tr("取り込む値"), [self._line(one) for one in plan.taken])
        self._conflicts = self._section(
            self.tr("今の値と異なる（選んだものだけ置き換えます）"),
            [self._conflict(one) for one in plan.conflicts],
        )
        for line in self._conflicts:
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(0, Qt.CheckState.Unchecked)
        self._section(self.tr("取り込まないもの"), left_out_sentences(plan, language))
        self.tree.itemChanged.connect(self._on_item_changed)
        layout.addWidget(self.tree, 1)
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
        screen = self.screen().availableGeometry()
        self.resize(min(px(760), screen.width() - px(16)), min(px(560), screen.height() - px(48)))

    def _section(self, title: str, lines: Sequence[str]) -> list[QTreeWidgetItem]:
        if not lines:
            return []
        head = QTreeWidgetItem(self.tree, [f"{title}（{len(lines)}）"])
        head.setFont(0, self._context.theme.font(bold=True))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        made = [QTreeWidgetItem(head, [line]) for line in lines]
        head.setExpanded(True)
        return made

    def _line(self, one: Candidate) -> str:
        said = self._said(one.key, one.new)
        return f"{one.where}　{said}" if one.where else said

    def _conflict(self, one: Candidate) -> str:
        if isinstance(one.key, MeasurementKey) and isinstance(one.old, Measurement):
            quantity = self._context.wording.edition.quantities[one.key.quantity]
            now = self._context.wording.value(quantity, one.old.value)
            return self.tr("%(offered)s　（今は %(now)s）") % {"offered": self._line(one), "now": now}
        return self._line(one)

    def _said(self, key: Key, record: Record) -> str:
        wording = self._context.wording
        if isinstance(key, MeasurementKey) and isinstance(record, Measurement):
            place = self._names.get(key.place) or wording.place(
                self._context.bridge.session.evaluation.snapshot.index, key.place
            )
            value = wording.value(wording.edition.quantities[key.quantity], record.value)
            return f"{place}　{wording.quantity(key.quantity)}　{value}"
        if isinstance(key, PlaceKey) and isinstance(record, PlaceRecord):
            return f"{wording.kind(record.kind)}　{record.name}".strip()
        return " ".join(str(part) for part in key)

    def _on_item_changed(self) -> None:
        count = len(self.plan.taken) + len(self.accepted_keys)
        places = len(self.plan.places)
        if places:
            words = self.tr("%(count)d件と場所%(places)dか所を取り込む") % {"count": count, "places": places}
        else:
            words = self.tr("%d件を取り込む") % count
        self.take.setText(words)
        self.take.setEnabled(count + places > 0)

    @property
    def accepted_keys(self) -> frozenset[Key]:
        """Keys of the conflicts in which the file's value is to replace the present one."""
        return frozenset(
            one.key
            for one, line in zip(self.plan.conflicts, self._conflicts, strict=True)
            if line.checkState(0) is Qt.CheckState.Checked
        )

    def edit(self) -> Edit:
        """What was chosen, as one edit."""
        return self.plan.edit(accept=self.accepted_keys)


def _names(state: Assessment, plan: ImportPlan) -> dict[str, str]:
    """Names of places with the place around them; those that the file would make too."""
    records = dict(state.places)
    for one in plan.places:
        if isinstance(one.key, PlaceKey) and isinstance(one.new, PlaceRecord):
            records[one.key.place] = one.new
    found = {}
    for place, record in records.items():
        around = records.get(record.parent or "")
        outer = around.name if around is not None else ""
        found[place] = f"{outer} › {record.name}" if outer and record.name else record.name
    return found
