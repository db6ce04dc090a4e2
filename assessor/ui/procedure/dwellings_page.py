"""The page "申請住戸": the dwellings applied for, how they come in, their totals and what does not fit."""

from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.painting import TextBlock
from assessor.ui.procedure.dwelling_model import DwellingModel
from assessor.ui.procedure.dwelling_view import DwellingView
from assessor.ui.procedure.live_page import LivePage, panel_area
from assessor.ui.procedure.paper_dialog import PaperDialog
from assessor.ui.procedure.papers_button import show_paper
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import file_name, free_name
from assessor.workflow.dwelling_entry import Given, NotTaken, parse_pasted, parse_ranges
from assessor.workflow.dwelling_files import read_dwellings, write_dwellings
from assessor.workflow.dwellings import (
    Planned,
    check_dwellings,
    plan_dwellings,
    remove_dwellings,
    sort_dwellings,
    totals,
)
from assessor.workflow.procedure import applications_of, document_list

MOST_SAID = 6
"""Lines left out that are named one by one."""


class DwellingsPage(LivePage):
    """The list at the left; entry from ranges, totals and doubts at the right."""

    def __init__(
        self, context: UiContext, services: Services | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._services = services or Services()
        px = context.theme.px
        self.model = DwellingModel(context, self._words, self)
        self.view = DwellingView(context, self.model)
        self.view.setAccessibleName(self.tr("申請住戸一覧表"))
        self.summary = plain_label(name="caption")
        self.said = TextBlock(context.theme, color="soft")
        self.overview = SectionsModel(
            (
                Column(self.tr("住戸タイプ"), "wrap"),
                Column(self.tr("戸数"), "number", 56),
                Column(self.tr("面積の計（㎡）"), "number", 84),
            ),
            self,
        )
        self.overview_view = SectionsView(context, self.overview)
        self.overview_view.setAccessibleName(self.tr("住戸タイプごとの計"))
        self.doubts = TextBlock(context.theme, color="warn")
        self._layout.addLayout(self._build_head())
        hint = plain_label(
            self.tr(
                "セルに直接入力できます。表計算から住戸番号・階・住戸タイプ・専有面積・備考の順に貼り付けられます"
                "（Ctrl+V）。同じ番号の住戸は更新します。"
            ),
            name="caption",
            wraps=True,
        )
        hint.setContentsMargins(px(12), 0, px(12), px(8))
        self._layout.addWidget(hint)
        self._layout.addWidget(self.splitter(self.view, self._build_side(), (620, 380)), 1)
        self.model.refused.connect(self._bridge.report)
        self.view.pasted.connect(self._on_pasted)
        self.view.removal_asked.connect(self._on_remove)
        self.setFocusProxy(self.view)

    def _build_head(self) -> FlowLayout:
        px = self._context.theme.px
        self.sort = self._button(self.tr("番号順に並べる"), self._on_sort)
        self.remove = self._button(self.tr("選んだ住戸を削除"), self._on_remove_chosen)
        self.read = self._button(self.tr("ファイルから取り込む…"), self._on_ask_read)
        self.write = self._button(self.tr("書き出す…"), self._on_ask_write)
        self.annex = self._button(self.tr("別紙を見る・印刷…"), self.show_annex)
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("申請住戸"), name="heading"))
        for part in (self.summary, self.sort, self.remove, self.read, self.write, self.annex):
            head.addWidget(part)
        for button in (self.sort, self.remove, self.read):
            button.setEnabled(self.can_edit)
        return head

    def _button(self, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.clicked.connect(slot)
        return button

    def _build_side(self) -> QWidget:
        px = self._context.theme.px
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(6))
        self.ranges = QPlainTextEdit()
        self.ranges.setPlaceholderText(self.tr("101-105, 201-205: A\n301-304: B"))
        self.ranges.setAccessibleName(self.tr("住戸番号の範囲"))
        self.ranges.setFixedHeight(px(72))
        self.ranges.setTabChangesFocus(True)
        self.ranges.setReadOnly(not self.can_edit)
        self.ranges.textChanged.connect(self._on_ranges)
        self.add = QPushButton(self.tr("一覧に入れる"))
        self.add.setEnabled(False)
        self.add.clicked.connect(self._on_add)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        layout.addWidget(plain_label(self.tr("番号の範囲から入れる"), name="section"))
        layout.addWidget(
            plain_label(
                self.tr("「:」の後に住戸タイプの名前。階は番号から読み取ります。"), name="caption", wraps=True
            )
        )
        layout.addWidget(self.ranges)
        layout.addWidget(self.said)
        layout.addLayout(line)
        self.doubts_title = plain_label(self.tr("確かめること"), name="section")
        layout.addWidget(self.doubts_title)
        layout.addWidget(self.doubts)
        self.overview_view.setMinimumHeight(px(120))
        layout.addWidget(self.overview_view, 1)
        return panel_area(side)

    def refresh(self) -> None:
        """Shows the list, its totals and what does not fit."""
        session, words = self._session, self._words
        self.model.refresh()
        found = totals(session.state)
        lines = tuple(
            Line(
                one.unit_type,
                (
                    one.name or self.tr("タイプ未定"),
                    str(one.count) if one.declared in (None, one.count) else f"{one.count} / {one.declared}",
                    "―" if one.area is None else f"{one.area:f}",
                ),
            )
            for one in found
        )
        self.overview.take((Section("totals", self.tr("住戸タイプごとの計"), lines),) if lines else ())
        count = len(session.state.dwellings)
        areas = [one.area for one in found]
        whole = sum(area for area in areas if area is not None)
        texts = [self.tr("%s戸") % count]
        if count and None not in areas:
            texts.append(self.tr("専有面積の計 %s ㎡") % f"{whole:f}")
        self.summary.setText(words.joined(*texts))
        faults = [
            words.label(f"dwellings.fault.{one.code}", **one.params)
            for one in check_dwellings(session.edition, session.state, self.eligibility())
        ]
        self.doubts.setText("\n".join(faults))
        self.doubts_title.setVisible(bool(faults))
        self.doubts.setVisible(bool(faults))
        self.write.setEnabled(bool(count))
        self.annex.setEnabled(
            bool(count) and bool(applications_of(session.edition, session.state.case.category))
        )
        self._on_ranges()

    # Entry ----------------------------------------------------------------------------------------------

    def _on_ranges(self) -> None:
        text = self.ranges.toPlainText()
        planned = self._plan(*parse_ranges(text))
        self.said.setText(self._say(planned) if text.strip() else "")
        self.add.setEnabled(self.can_edit and planned.edit is not None)

    def _plan(self, given: list[Given], left: list[NotTaken]) -> Planned:
        return plan_dwellings(self._session.state, given, left)

    def _say(self, planned: Planned) -> str:
        parts = [self.tr("新しい住戸 %s") % planned.added]
        if planned.changed:
            parts.append(self.tr("更新 %s") % planned.changed)
        if planned.same:
            parts.append(self.tr("変わらない %s") % planned.same)
        if planned.not_taken:
            parts.append(self.tr("入れられない %s") % len(planned.not_taken))
        lines = [self._words.joined(*parts)]
        lines += [
            self.tr("%(line)s行目　%(text)s：%(reason)s")
            % {
                "line": one.line,
                "text": one.text,
                "reason": self._words.label(f"dwellings.not_taken.{one.code}"),
            }
            for one in planned.not_taken[:MOST_SAID]
        ]
        return "\n".join(lines)

    def _on_add(self) -> None:
        planned = self._plan(*parse_ranges(self.ranges.toPlainText()))
        if planned.edit is not None and self._bridge.push(planned.edit):
            if not planned.not_taken:
                self.ranges.clear()
            self.view.scrollToBottom()

    def _on_pasted(self, text: str) -> None:
        if self.can_edit and text.strip():
            self.take(*parse_pasted(text))

    def take(self, given: list[Given], left: list[NotTaken]) -> None:
        """Takes dwellings in as one step, and says what that did."""
        planned = self._plan(given, left)
        if planned.edit is None or self._bridge.push(planned.edit):
            self.said.setText(self._say(planned))

    def read_file(self, path: Path) -> None:
        """Takes the dwellings of a spreadsheet in; a fault is shown in the window."""
        try:
            found = read_dwellings(path)
        except UserError as error:
            self._bridge.report(error)
            return
        self.take(*found)

    def write_file(self, path: Path) -> bool:
        """Writes the list; a fault is shown in the window."""
        try:
            write_dwellings(self._session.state, path, self._words.language)
        except UserError as error:
            self._bridge.report(error)
            return False
        self.said.setText(self.tr("書き出しました：%s") % path.name)
        return True

    def _on_ask_read(self) -> None:
        filters = self.tr("表 (*.xlsx *.csv *.tsv)")
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("申請住戸を取り込む"), str(self._services.folder()), filters
        )
        if chosen:
            self.read_file(Path(chosen))

    def _on_ask_write(self) -> None:
        stem = file_name(f"{self._session.state.case.name} {self.tr('申請住戸一覧表')}".strip())
        proposed = free_name(self._services.folder() / f"{stem}.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("申請住戸一覧表を書き出す"), str(proposed), "Excel (*.xlsx);;CSV (*.csv)"
        )
        if chosen:
            self.write_file(Path(chosen))

    def show_annex(self) -> PaperDialog | None:
        """Opens the annex as it is filed, to be looked at, printed or kept."""
        edition, state = self._session.edition, self._session.state
        asked = applications_of(edition, state.case.category)
        if not asked or not state.dwellings:
            return None
        listed = document_list(edition, state, asked[0].code, on=self._services.today())

        return show_paper(self._context, self._services, "dwellings", listed, None, self)

    def _on_sort(self) -> None:
        edit = sort_dwellings(self._session.state)
        if edit is not None:
            self._bridge.push(edit)

    def _on_remove_chosen(self) -> None:
        self._on_remove(self.view.chosen())

    def _on_remove(self, keys: list[str]) -> None:
        if keys and self.can_edit:
            self._bridge.push(remove_dwellings(keys))
