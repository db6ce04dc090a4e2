"""The page "合格への道": what is left to do, at the least difficulty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from assessor.assessment.edits import rule_out
from assessor.assessment.records import NoteKey
from assessor.evaluation.nearest import NearestWay
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel, verdict_texts
from assessor.ui.models.rows import shown_verdict
from assessor.ui.painting import TextBlock
from assessor.ui.tally_bar import ResultChip
from assessor.workflow.answers import nearest, rows_ruled_out


class WayPage(QWidget):
    """Required rows still open, and the easiest optional rows that reach every minimum."""

    row_asked = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._session = context.bridge.session
        self._wording = context.wording
        px = context.theme.px
        columns = (
            Column(self.tr("項目")),
            Column(self.tr("難易度"), "number", 64),
            Column(self.tr("判定"), "chip", 96, samples=verdict_texts(self._wording)),
            Column(self.tr("決め手"), "soft", least=640),
        )
        self.model = SectionsModel(columns, self)
        self.model.is_checkable = not self._session.read_only
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("合格までに残っていること"))
        self.result = ResultChip(context)
        self.rated_only = QCheckBox(self.tr("難易度のない項目は使わない"))
        self.rated_only.setToolTip(
            self.tr("見方だけを変えます。除いた項目として保存されず、書類にも影響しません。")
        )
        self.take_back = QPushButton(self.tr("除いた項目をすべて戻す"))
        head = FlowLayout(spacing=px(12))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("合格への道"), name="heading"))
        for part in (self.result, self.rated_only, self.take_back):
            head.addWidget(part)
        self.sentence = TextBlock(context.theme)
        self.hint = plain_label(
            self.tr("チェックを外した選択項目は使いません（スペース）。Enter で項目を開きます。"),
            name="caption",
            wraps=True,
        )
        texts = QVBoxLayout()
        texts.setContentsMargins(px(12), 0, px(12), px(8))
        texts.setSpacing(px(4))
        texts.addWidget(self.sentence)
        texts.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(texts)
        layout.addWidget(self.view, 1)
        self.view.row_asked.connect(self.row_asked)
        self.model.checked.connect(self._on_checked)
        self.rated_only.toggled.connect(self.refresh)
        self.take_back.clicked.connect(self._on_take_back)
        context.bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.view)
        self.refresh()

    def refresh(self) -> None:
        """Shows the nearest way from where the assessment stands now."""
        session = self._session
        out = rows_ruled_out(session.state)
        with_unrated = not self.rated_only.isChecked()
        way = nearest(session.edition, session.evaluation, out, with_unrated=with_unrated)
        self.result.set_result(session.evaluation.summary.result)
        self.sentence.setText(self._say(way))
        self.model.take(self._sections(way, out))
        self.take_back.setEnabled(bool(out) and not session.read_only)

    def _say(self, way: NearestWay) -> str:
        wording = self._wording
        count = len(way.rated) + len(way.unrated)
        if self._session.evaluation.summary.result == "conforming":
            return self.tr("すべての必須項目と必要数を満たしています。")
        parts = []
        if way.required_open:
            parts.append(self.tr("必須 あと%s項目") % len(way.required_open))
        if count:
            parts.append(self.tr("選択 あと%s項目") % count)
        if way.rated:
            shown = wording.number(way.difficulty)
            parts.append(self.tr("選択の難易度の合計 %s（これより小さい組合せはありません）") % shown)
        parts.extend(
            self.tr("%(name)s は、残りの項目をすべて満たしてもあと%(count)s項目足りません")
            % {"name": wording.group(one.name), "count": one.count}
            for one in way.shortfalls
        )
        return wording.joined(*parts)

    def _sections(self, way: NearestWay, out: frozenset[str]) -> list[Section]:
        required = tuple(self._line(row, checked=None) for row in way.required_open)
        rated = tuple(self._line(step.row, checked=True) for step in way.rated)
        unrated = tuple(self._line(step.row, checked=True) for step in way.unrated)
        rows = self._session.evaluation.rows
        gone = tuple(self._line(row, checked=False) for row in rows if row in out)
        total = self.tr("%(count)s項目　難易度の合計 %(sum)s") % {
            "count": len(rated),
            "sum": self._wording.number(way.difficulty),
        }
        found = [
            Section("required", self.tr("必須で残っている項目"), required, self._count(required)),
            Section("rated", self.tr("選択：難易度の合計が最も小さい組合せ"), rated, total),
            Section("unrated", self.tr("選択：難易度の数字がない項目"), unrated, self._unrated_note(unrated)),
            Section("out", self.tr("使わないことにした選択項目"), gone, self._count(gone)),
        ]
        return [one for one in found if one.lines]

    def _count(self, lines: tuple[Line, ...]) -> str:
        return self.tr("%s項目") % len(lines)

    def _unrated_note(self, lines: tuple[Line, ...]) -> str:
        more = self.tr("数字のある項目だけでは足りない分です")
        return self._wording.joined(self._count(lines), more)

    def _line(self, row_id: str, *, checked: bool | None) -> Line:
        wording, evaluation = self._wording, self._session.evaluation
        row, result = self._session.edition.rows[row_id], evaluation.rows[row_id]
        item, title = row.item.in_language(wording.language), wording.title(row)
        verdict = shown_verdict(result)
        texts = (
            f"{row_id}  {title if title == item else wording.joined(item, title)}",
            wording.difficulty(row),
            f"{wording.mark(verdict)} {wording.verdict(verdict)}",
            wording.deciding(result, evaluation.snapshot.index, full=True),
        )
        return Line(row_id, texts, row=row_id, verdict=verdict, checked=checked)

    def _on_checked(self, line: Line, is_on: bool) -> None:
        assert line.row is not None
        self._context.bridge.push(rule_out(self._session.state, (line.row,), out=not is_on))

    def _on_take_back(self) -> None:
        state = self._session.state
        self._context.bridge.push(rule_out(state, sorted(rows_ruled_out(state)), out=False))

    def _on_document_changed(self, change: Change) -> None:
        notes = any(isinstance(key, NoteKey) for key in change.outcome.keys)
        if change.outcome.rows or change.places or change.case or notes:
            self.refresh()
