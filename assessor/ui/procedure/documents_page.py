"""The page "申請図書": which documents an application needs in this case, and what is there."""

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.assessment import Edit
from assessor.criteria.procedure import Application
from assessor.errors import UserError
from assessor.evaluation import State
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.procedure.document_panel import DocumentPanel
from assessor.ui.procedure.document_set import concerned_documents, export_set
from assessor.ui.procedure.fact_form import FactForm
from assessor.ui.procedure.filing_panel import FilingPanel
from assessor.ui.procedure.live_page import LivePage, panel_area
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import documents_folder, file_name, free_name
from assessor.workflow.bundle import Bundled
from assessor.workflow.case_dates import filings_of
from assessor.workflow.eligibility import eligibility
from assessor.workflow.filings import enclose_file, new_filing, note_paper, take_over
from assessor.workflow.procedure import (
    DocumentLine,
    DocumentList,
    DocumentStatus,
    applications_of,
    document_list,
)
from assessor.workflow.procedure_wording import day_text
from assessor.workflow.stages import standing

COLORS: dict[DocumentStatus, str] = {
    "attached": "conforming",
    "on_paper": "conforming",
    "carried": "conforming",
    "made": "conforming",
    "missing": "not_conforming",
    "incomplete": "not_conforming",
    "to_mark": "not_conforming",
    "undecided": "undetermined",
    "if_changed": "undetermined",
}
CONDITIONS = ("filing", "subsidy", "management", "municipality")


class DocumentsPage(LivePage):
    """The list at the left; document, conditions and filing at the right."""

    def __init__(self, context: UiContext, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        px, words = context.theme.px, self._words
        self._services = services
        self._found: DocumentList | None = None
        self._by_code: dict[str, DocumentLine] = {}
        self._is_chosen = False
        samples = tuple(words.label(f"status.{one}") for one in ("attached", "missing", "carried", "made"))
        self.model = SectionsModel(
            (
                Column(self.tr("番号"), "number", 44),
                Column(self.tr("図書"), "wrap"),
                Column(self.tr("状態"), "chip", 112, samples=samples),
                Column(self.tr("添付"), "soft", least=560),
            ),
            self,
        )
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("申請図書"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("申請・報告"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.summary = plain_label()
        self.said = plain_label(name="caption", wraps=True)
        self.said.setContentsMargins(px(12), 0, px(12), px(6))
        self.document = DocumentPanel(context, words, services)
        self.form = FactForm(context, words, CONDITIONS)
        self.filing = FilingPanel(context, words)
        self._layout.addLayout(self._build_head())
        self._layout.addWidget(self.said)
        self._layout.addWidget(self.splitter(self.view, self._build_side(), (600, 420)), 1)
        self.view.line_chosen.connect(self._on_line)
        self.choice.activated.connect(self._on_choice)
        self.filing.wanted.connect(self._on_filing_wanted)
        self.document.attach_asked.connect(self._on_ask_attach)
        self.document.paper_asked.connect(self._on_paper)
        self.document.waive_asked.connect(self._on_waive)
        self.document.take_over_asked.connect(self._on_take_over)
        self.setFocusProxy(self.view)

    def _build_head(self) -> FlowLayout:
        px = self._context.theme.px
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        self.begin = QToolButton()
        self.begin.setText(self.tr("新しい提出"))
        self.begin.clicked.connect(self._on_begin)
        self.export = QToolButton()
        self.export.setText(self.tr("一式を書き出す…"))
        self.export.clicked.connect(self._on_ask_export)
        head.addWidget(plain_label(self.tr("申請図書"), name="heading"))
        for part in (self.choice, self.summary, self.begin, self.export):
            head.addWidget(part)
        return head

    def _build_side(self) -> QWidget:
        px = self._context.theme.px
        side = QWidget()
        side.setObjectName("panel")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, px(6), 0, 0)
        self.sides = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(4))
        self.tabs = QButtonGroup(self)
        for number, (title, widget) in enumerate(
            (
                (self.tr("図書"), self.document),
                (self.tr("条件"), self.form),
                (self.tr("提出と通知"), self.filing),
            )
        ):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setChecked(number == 0)
            self.tabs.addButton(button, number)
            row.addWidget(button)
            self.sides.addWidget(panel_area(widget))
        row.addStretch(1)
        self.tabs.idClicked.connect(self.sides.setCurrentIndex)
        layout.addLayout(row)
        layout.addWidget(self.sides, 1)
        return side

    # What is shown --------------------------------------------------------------------------------------

    @property
    def application(self) -> str:
        """Code of the application shown."""
        data = self.choice.currentData()
        return data[0] if data else ""

    @property
    def filing_id(self) -> str:
        """Id of the filing shown; empty: none yet."""
        data = self.choice.currentData()
        return data[1] if data else ""

    def show_application(self, application: str, filing: str = "") -> None:
        """Shows the documents of an application, for a filing or ahead of it."""
        self._is_chosen = True
        at = next(
            (
                number
                for number in range(self.choice.count())
                if self.choice.itemData(number)[0] == application
                and (not filing or self.choice.itemData(number)[1] == filing)
            ),
            -1,
        )
        if at >= 0:
            self.choice.setCurrentIndex(at)
        self._show()

    def refresh(self) -> None:
        """Reads filings, documents and conditions anew."""
        before = (self.application, self.filing_id)
        self._fill_choice()
        if self._is_chosen:
            self._choose(*before)
        else:
            self._choose(self._present_application(), "")
        self.form.refresh()
        self._show()

    def _fill_choice(self) -> None:
        session, language = self._session, self._words.language
        self.choice.clear()
        for one in applications_of(session.edition, session.state.case.category):
            filings = filings_of(session.state, one.code)
            for code, filing in filings:
                day = filing.filed and self.tr("%s 提出") % filing.filed
                words = self._words.joined(one.name.in_language(language), day or self.tr("準備中"))
                self.choice.addItem(f"{one.number} {words}", (one.code, code))
            if not filings:
                self.choice.addItem(f"{one.number} {one.name.in_language(language)}", (one.code, ""))

    def _choose(self, application: str, filing: str) -> None:
        entries = [self.choice.itemData(number) for number in range(self.choice.count())]
        exact = [number for number, one in enumerate(entries) if one == (application, filing)]
        near = [number for number, one in enumerate(entries) if one[0] == application]
        if exact or near:
            self.choice.setCurrentIndex((exact or near)[-1])

    def _present_application(self) -> str:
        """The application of the present step, or of the next one that is an application."""
        session = self._session
        steps = standing(session.edition, session.state, self._services.today()).steps
        waiting = [one.step for one in steps if one.progress not in ("done", "skipped")]
        return next((step.application for step in waiting if step.application), "")

    def _asked(self) -> Application | None:
        procedure = self._session.edition.procedure
        return None if procedure is None else procedure.application_by_code.get(self.application)

    def _show(self) -> None:
        session, asked = self._session, self._asked()
        for part in (self.begin, self.export):
            part.setEnabled(asked is not None)
        if asked is None:
            self.summary.setText(self.tr("この版には手続の定めがありません。"))
            self.model.take(())
            return
        concerned = concerned_documents(session, self._services.handle(), asked)
        self._found = found = document_list(
            session.edition,
            session.state,
            asked.code,
            filing=self.filing_id or None,
            on=self._services.today(),
            changed=concerned,
        )
        self._by_code = {one.document.code: one for one in found.lines}
        self.model.take(self._sections(found))
        self.summary.setText(self._summary(found))
        tone = "bad" if found.wanting else "good" if found.is_complete else "warn"
        self.summary.setProperty("tone", tone)
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)
        self.begin.setEnabled(self.can_edit and (asked.repeats or not self.filing_id))
        self.filing.show_filing(asked, self.filing_id)
        self._say_conditions(found)
        self._on_line(self.view.current_line)

    def _summary(self, found: DocumentList) -> str:
        if found.applies is State.FALSE:
            return self.tr("この案件では提出しません")
        counts = found.counts
        parts = []
        if found.wanting:
            parts.append(self.tr("不足 %s") % len(found.wanting))
        waiting = counts.get("undecided", 0) + counts.get("if_changed", 0)
        if waiting:
            parts.append(self.tr("要否未定 %s") % waiting)
        return self._words.joined(*parts) if parts else self.tr("そろっています")

    def _say_conditions(self, found: DocumentList) -> None:
        procedure = self._session.edition.procedure
        if procedure is None or not found.unanswered:
            self.said.setText("")
            self.said.hide()
            return
        names = [
            procedure.fact_by_code[one].name.in_language(self._words.language) for one in found.unanswered
        ]
        self.said.setText(self.tr("「条件」に答えると決まります：%s") % self._words.joined(*names))
        self.said.show()

    def _sections(self, found: DocumentList) -> list[Section]:
        needed = [one for one in found.lines if one.status != "not_needed"]
        parts = (
            ("list", self.tr("図書"), [one for one in needed if not one.document.is_extra]),
            (
                "extra",
                self.tr("補助金を申請する場合の図書"),
                [one for one in needed if one.document.is_extra],
            ),
            ("rest", self.tr("この案件では要らない図書"), [one for one in found.lines if one not in needed]),
        )
        sections = []
        for key, title, lines in parts:
            if lines:
                there = sum(COLORS.get(one.status) == "conforming" for one in lines)
                note = (
                    ""
                    if key == "rest"
                    else self.tr("%(there)s/%(all)s") % {"there": there, "all": len(lines)}
                )
                sections.append(Section(key, title, tuple(self._line(one) for one in lines), note))
        return sections

    def _line(self, one: DocumentLine) -> Line:
        words = self._words
        enclosures = one.source[1] if one.source is not None and one.status == "carried" else one.enclosures
        names = words.joined(*(enclosure.name for _, enclosure in enclosures))
        name = one.document.name.in_language(words.language)
        texts = (one.document.number, name, words.label(f"status.{one.status}"), names)
        return Line(one.document.code, texts, verdict=COLORS.get(one.status, "not_applicable"), tip=name)

    def _on_line(self, line: Line | None) -> None:
        found = None if line is None else self._by_code.get(str(line.key))
        index = eligibility(self._session.edition, self._session.state).snapshot.index
        self.document.show_document(found, self.filing_id, index)

    def _on_choice(self) -> None:
        self._is_chosen = True
        self._show()

    # What is done ---------------------------------------------------------------------------------------

    def _document_code(self) -> str:
        line = self.view.current_line
        return "" if line is None else str(line.key)

    def _on_begin(self) -> None:
        filing, edit = new_filing(self._session.state, self.application)
        self._is_chosen = True
        application = self.application
        if self._bridge.push(edit):
            self.show_application(application, filing)

    def _on_filing_wanted(self) -> None:
        if not self.filing_id:
            self._on_begin()

    def attach_file(self, path: Path) -> None:
        """Encloses a file with the chosen document; a fault is shown in the window."""
        handle, code = self._services.handle(), self._document_code()
        if handle is None or not code:
            return
        try:
            with self._bridge.macro("enclose"):
                filing = self._ensure_filing()
                enclosed = enclose_file(handle, self._session.state, filing, code, path, by=self._bridge.user)
                self._bridge.push(enclosed.edit)
        except UserError as error:
            self._bridge.report(error)

    def _ensure_filing(self) -> str:
        if self.filing_id:
            return self.filing_id
        application = self.application
        filing, edit = new_filing(self._session.state, application)
        self._is_chosen = True
        self._bridge.push(edit)
        self._choose(application, filing)
        return filing

    def _note(self, code: str, *, waived: bool) -> None:
        name = self._by_code[code].document.name.in_language(self._words.language)
        with self._bridge.macro("note_paper"):
            filing = self._ensure_filing()
            self._bridge.push(
                note_paper(self._session.state, filing, code, name, by=self._bridge.user, waived=waived)
            )

    def _on_ask_attach(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("添付するファイル"), str(documents_folder()))
        for path in chosen:
            self.attach_file(Path(path))

    def _on_paper(self) -> None:
        if self._document_code():
            self._note(self._document_code(), waived=False)

    def _on_waive(self) -> None:
        if self._document_code():
            self._note(self._document_code(), waived=True)
            self.document.note.setFocus()

    def _on_take_over(self) -> None:
        line = self._by_code.get(self._document_code())
        if line is None or line.source is None:
            return
        source, code = line.source[0], line.document.code
        with self._bridge.macro("enclose"):
            filing = self._ensure_filing()
            edit: Edit = take_over(self._session.state, source, filing, code)
            self._bridge.push(edit)

    def _on_ask_export(self) -> None:
        asked = self._asked()
        if asked is None:
            return
        stem = file_name(
            f"{self._session.state.case.name} {asked.name.in_language(self._words.language)}".strip()
        )
        filters = self.tr("ZIP (*.zip);;フォルダー (*)")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("一式を書き出す"), str(free_name(documents_folder() / f"{stem}.zip")), filters
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Writes the whole set as a folder or ZIP file; a fault is shown in the window."""
        if self._found is None:
            return
        self.said.setText(self.tr("書き出しています…"))
        self.said.show()
        export_set(
            self._session,
            self._services,
            self._found,
            path,
            self._words.language,
            self._on_exported,
            self._on_failed,
        )

    def _on_exported(self, found: Bundled) -> None:
        parts = [
            self.tr("書き出しました：%(name)s（%(count)sファイル）")
            % {"name": found.path.name, "count": len(found.files)}
        ]
        if found.on_paper:
            parts.append(self.tr("紙で添えるもの %s") % len(found.on_paper))
        if found.wanting:
            parts.append(self.tr("不足 %s") % len(found.wanting))
        made = day_text(self._services.today(), self._words.language)
        self.said.setText(self._words.joined(*parts, made))
        self.said.show()

    def _on_failed(self, error: UserError) -> None:
        self.said.hide()
        self._bridge.report(error)
