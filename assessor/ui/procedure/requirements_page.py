"""The page "認定要件": whether building and dwellings may be certified at all, and what that rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.criteria.nodes import Measure
from assessor.evaluation import State, Trace, deciding
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.painting import TextBlock
from assessor.ui.procedure.fact_form import FactForm
from assessor.ui.procedure.live_page import LivePage, panel_area
from assessor.ui.tally_bar import ResultChip
from assessor.workflow.eligibility import (
    Admission,
    Eligibility,
    EligibilityLine,
    admissions,
    eligibility_lines,
)

VERDICTS = {"met": "conforming", "not_met": "not_conforming", "undetermined": "undetermined"}
RESULTS = {"met": "conforming", "not_met": "not_conforming", "undetermined": "undecided"}

STATES = {
    "met": (State.TRUE, State.VOID, State.UNKNOWN, State.FALSE),
    "not_met": (State.FALSE, State.UNKNOWN, State.TRUE, State.VOID),
    "undetermined": (State.UNKNOWN, State.FALSE, State.TRUE, State.VOID),
}
"""Scopes that tell most about an answer come first."""


class RequirementsPage(LivePage):
    """Requirements with their reasons at the left; what they ask of the case at the right."""

    place_asked = Signal(str, str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        px, words = context.theme.px, self._words
        answers = tuple(
            f"{words.mark(verdict)} {words.label(f'fulfilment.{code}')}" for code, verdict in VERDICTS.items()
        )
        columns = (
            Column(self.tr("要件"), "wrap", 132),
            Column(self.tr("判定"), "chip", 84, samples=answers),
            Column(self.tr("理由"), "wrap"),
        )
        self.model = SectionsModel(columns, self)
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("認定要件"))
        self.result = ResultChip(context)
        self.sentence = plain_label(name="caption")
        self.detail = TextBlock(context.theme)
        self.form = FactForm(context, words, ("eligibility",))
        self._lines: dict[str, EligibilityLine] = {}
        self._leaves: dict[str, Trace] = {}
        head = FlowLayout(spacing=px(12))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        for part in (plain_label(self.tr("認定要件"), name="heading"), self.result, self.sentence):
            head.addWidget(part)
        hint = plain_label(
            self.tr(
                "チェックシートの項目とは別に、建物と住戸が満たすべき要件です。"
                "行で Enter を押すと入力欄へ移ります。"
            ),
            name="caption",
            wraps=True,
        )
        hint.setContentsMargins(px(12), 0, px(12), px(8))
        self._layout.addLayout(head)
        self._layout.addWidget(hint)
        self._layout.addWidget(self.splitter(self.view, self._build_side(), (620, 400)), 1)
        self.view.line_chosen.connect(self._on_line)
        self.view.place_asked.connect(self._on_asked)
        self.setFocusProxy(self.view)

    def _build_side(self) -> QWidget:
        px = self._context.theme.px
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(px(12), px(8), px(12), px(8))
        lines.setSpacing(px(4))
        self.title = plain_label(name="section")
        lines.addWidget(self.title)
        lines.addWidget(self.detail)
        layout.addWidget(holder)
        layout.addWidget(self.form)
        layout.addStretch(1)
        return panel_area(side)

    def refresh(self) -> None:
        """Asks every requirement of the case as it is."""
        session = self._session
        found = self.eligibility()
        lines = eligibility_lines(session.edition, found, self._words.language)
        self._lines = {one.requirement.code: one for one in lines}
        self._leaves = _leaves(found)
        self.result.set_result(RESULTS[found.fulfilment] if lines else "undecided")
        self.sentence.setText(self._say(lines))
        self.model.take(self._sections(found, lines))
        self.form.refresh()
        self._on_line(self.view.current_line)

    def _say(self, lines: tuple[EligibilityLine, ...]) -> str:
        if not lines:
            return self.tr("この版には手続の定めがありません。")
        failing = sum(one.fulfilment == "not_met" for one in lines)
        waiting = sum(one.fulfilment == "undetermined" for one in lines)
        if not failing and not waiting:
            return self.tr("すべての要件を満たしています。")
        parts = []
        if failing:
            parts.append(self.tr("不適合 %s") % failing)
        if waiting:
            parts.append(self.tr("未判定 %s") % waiting)
        return self._words.joined(*parts)

    def _sections(self, found: Eligibility, lines: tuple[EligibilityLine, ...]) -> list[Section]:
        building = tuple(self._line(one) for one in lines if one.requirement.scope == "building")
        dwellings = tuple(self._line(one) for one in lines if one.requirement.scope == "dwelling")
        asked = admissions(found)
        refused = tuple(self._admission(found, one) for one in asked if one.fulfilment != "met")
        sections = [
            Section("building", self.tr("建物"), building),
            Section("dwelling", self.tr("住戸ごと"), dwellings),
            Section(
                "refused",
                self.tr("まだ申請できない住戸・住戸タイプ"),
                refused,
                self.tr("申請できる %(fit)s、全 %(all)s")
                % {"fit": len(asked) - len(refused), "all": len(asked)},
            ),
        ]
        return [one for one in sections if one.lines]

    def _line(self, one: EligibilityLine) -> Line:
        texts = (one.name, self._answer(one.fulfilment, one.answer), "\n".join(one.reasons))
        code = one.requirement.code
        return Line(code, texts, verdict=VERDICTS[one.fulfilment], tip=one.text, place=(code, ""))

    def _admission(self, found: Eligibility, one: Admission) -> Line:
        words, index = self._words, found.snapshot.index
        reasons = [reason for trace in one.traces for reason in words.rests_on(trace, index)]
        answer = self._answer(one.fulfilment, words.label(f"fulfilment.{one.fulfilment}"))
        texts = (words.place_path(index, one.place), answer, "\n".join(dict.fromkeys(reasons)))
        return Line(one.place, texts, verdict=VERDICTS[one.fulfilment], place=("", one.place))

    def _answer(self, fulfilment: str, word: str) -> str:
        return f"{self._words.mark(VERDICTS[fulfilment])} {word}"

    def _on_line(self, line: Line | None) -> None:
        found = None if line is None else self._lines.get(str(line.key))
        self.title.setText("" if found is None else found.name)
        parts = [] if found is None else [found.text, *found.readings]
        self.detail.setText("\n".join(parts))

    def _on_asked(self, requirement: str, place: str) -> None:
        """Leads to what a requirement waits for: a fact here, or a figure on the page of places."""
        leaf = self._leaves.get(requirement)
        if leaf is not None and isinstance(leaf.node, Measure):
            if self.form.focus(leaf.node.measure):
                return
            if leaf.place in self._session.state.places:
                self.place_asked.emit(leaf.place, leaf.node.measure)
                return
        if place in self._session.state.places:
            self.place_asked.emit(place, "")
        else:
            self.form.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _leaves(found: Eligibility) -> dict[str, Trace]:
    """The most pressing leaf of each requirement."""
    leaves: dict[str, Trace] = {}
    for result in found.results:
        order = STATES[result.fulfilment]
        for trace in sorted(result.scopes, key=lambda one: order.index(one.state)):
            for leaf in deciding(trace):
                leaves.setdefault(result.requirement.code, leaf)
    return leaves
