"""The page "申請図書": which documents an application needs in this case, and what is there."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.criteria.procedure import Application
from assessor.errors import UserError
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, SectionsModel
from assessor.ui.procedure.document_entries import DocumentEntries
from assessor.ui.procedure.document_lines import (
    changed_text,
    document_sections,
    said_of_bundle,
    said_of_signed,
    summary_text,
)
from assessor.ui.procedure.document_panel import CHECKLIST, DocumentPanel
from assessor.ui.procedure.document_set import concerned_documents, export_set
from assessor.ui.procedure.fact_form import FactForm
from assessor.ui.procedure.filing_choice import FilingChoice
from assessor.ui.procedure.filing_panel import FilingPanel
from assessor.ui.procedure.live_page import LivePage, panel_area, set_tone
from assessor.ui.procedure.paper_dialog import PaperDialog
from assessor.ui.procedure.papers_button import PapersButton, show_paper
from assessor.ui.procedure.row_drops import RowDrops
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import file_name, free_name
from assessor.workflow.bundle import Bundled
from assessor.workflow.case_dates import deadlines
from assessor.workflow.certified_source import Certified, read_signed
from assessor.workflow.files import read_input
from assessor.workflow.papers import Paper
from assessor.workflow.procedure import DocumentLine, DocumentList, document_list
from assessor.workflow.stages import is_near, standing
from assessor.workflow.trusting import trusted_files

CONDITIONS = ("filing", "subsidy", "management", "municipality")


class DocumentsPage(LivePage):
    """The list at the left; document, conditions and filing at the right."""

    signing_asked = Signal()
    """The checklist is to be signed now."""

    def __init__(self, context: UiContext, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        px, words = context.theme.px, self._words
        self._services = services
        self._found: DocumentList | None = None
        self._by_code: dict[str, DocumentLine] = {}
        self._before: Certified | None = None
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
        self.drops = RowDrops(self.view)
        self.drops.is_enabled = self.can_edit
        self.choice = FilingChoice(self._session, words)
        self.entries = DocumentEntries(self._bridge, services, self.choice, self)
        self.summary = plain_label()
        self.due = plain_label()
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
        self.document.signed_asked.connect(self._on_ask_signed)
        self.document.signing_asked.connect(self.signing_asked)
        self.entries.filing_made.connect(self._on_filing_made)
        self.drops.dropped.connect(self._on_dropped)
        self.setFocusProxy(self.view)

    def _build_head(self) -> FlowLayout:
        px = self._context.theme.px
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        self.begin = QToolButton()
        self.begin.setText(self.tr("新しい提出"))
        self.begin.clicked.connect(self._on_begin)
        self.papers = PapersButton(self._words.language, lambda: self._found)
        self.papers.chosen.connect(self.show_paper)
        self.export = QToolButton()
        self.export.setText(self.tr("一式を書き出す…"))
        self.export.clicked.connect(self._on_ask_export)
        head.addWidget(plain_label(self.tr("申請図書"), name="heading"))
        for part in (self.choice, self.summary, self.due, self.begin, self.papers, self.export):
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
        self.tabs.idClicked.connect(self._on_tab)
        layout.addLayout(row)
        layout.addWidget(self.sides, 1)
        return side

    # What is shown --------------------------------------------------------------------------------------

    @property
    def application(self) -> str:
        """Code of the application shown."""
        return self.choice.application

    @property
    def filing_id(self) -> str:
        """Id of the filing shown; empty: none yet."""
        return self.choice.filing

    def show_application(self, application: str, filing: str = "") -> None:
        """Shows the documents of an application, for a filing or ahead of it."""
        self._is_chosen = True
        self.choice.choose(application, filing or self.choice.filing)
        self._show()

    def show_document(self, code: str) -> None:
        """Chooses a document of the list; nothing where it is not listed."""
        index = self.model.index_of(code)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def refresh(self) -> None:
        """Reads filings, documents and conditions anew."""
        before = (self.application, self.filing_id)
        self.choice.fill()
        if self._is_chosen:
            self.choice.choose(*before)
        else:
            self.choice.choose(self._present_application())
        self.form.refresh()
        self._show()

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
        for part in (self.begin, self.papers, self.export):
            part.setEnabled(asked is not None)
        if asked is None:
            self.summary.setText(self.tr("この版には手続の定めがありません。"))
            self.model.take(())
            return
        self._before = self._find_before(asked)
        concerned: tuple[str, ...] | None = None
        if self._before is not None and any(one.only_changed for one in asked.documents):
            concerned = concerned_documents(session, self._services, self._before)
        self._found = found = document_list(
            session.edition,
            session.state,
            asked.code,
            filing=self.filing_id or None,
            on=self._services.today(),
            changed=concerned,
            has_before=self._before is not None,
        )
        self._by_code = {one.document.code: one for one in found.lines}
        self.model.take(document_sections(found, self._words))
        self.summary.setText(summary_text(found, self._words))
        set_tone(self.summary, "bad" if found.wanting else "good" if found.is_complete else "warn")
        self._show_due(asked)
        self.begin.setEnabled(self.can_edit and (asked.repeats or not self.filing_id))
        self.filing.show_filing(asked, self.filing_id)
        self._say_conditions(found)
        self._on_line(self.view.current_line)

    def _show_due(self, asked: Application) -> None:
        """By when the filing shown is due, where a period waits for it."""
        session, today = self._session, self._services.today()
        filing = session.state.filings.get(self.filing_id)
        waiting = [
            one
            for one in deadlines(session.edition, session.state, today)
            if one.period.met == f"filed:{asked.code}"
            and one.due is not None
            and one.status in ("open", "late")
        ]
        is_shown = bool(waiting) and (filing is None or not filing.filed)
        self.due.setVisible(is_shown)
        if not is_shown:
            return
        one = waiting[0]
        said = self.tr("期限 %s") % self._words.day(one.due)
        if one.status == "late":
            said = self._words.joined(said, self._words.label("deadline.late"))
        self.due.setText(said)
        set_tone(self.due, "bad" if one.status == "late" else "warn" if is_near(one, today) else "")

    def _find_before(self, asked: Application) -> Certified | None:
        """What a list of changes compares with; a chosen file that is gone is said on its own page."""
        try:
            found = self._services.certified.before(
                self._session, self._services.handle(), asked.code, self.filing_id
            )
        except UserError:
            return None
        is_same = found is not None and found.state.case.edition == self._session.edition.code
        return found if is_same else None

    def _say_conditions(self, found: DocumentList) -> None:
        procedure = self._session.edition.procedure
        said = [changed_text()] if self._is_changed() else []
        filing = self._session.state.filings.get(self.filing_id)
        if filing is not None and filing.filed and found.wanting:
            said.append(
                self.tr("提出した日が入っていますが、図書が %s 件不足しています。") % len(found.wanting)
            )
        if procedure is not None and found.unanswered:
            names = [
                procedure.fact_by_code[one].name.in_language(self._words.language) for one in found.unanswered
            ]
            said.append(self.tr("「条件」に答えると決まります：%s") % self._words.joined(*names))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))

    def _is_changed(self) -> bool:
        """Whether the case was changed since the filing shown."""
        try:
            return self._services.certified.is_changed(self._session, self._services.handle(), self.filing_id)
        except UserError:
            return False

    def _on_line(self, line: Line | None) -> None:
        found = None if line is None else self._by_code.get(str(line.key))
        index = self.eligibility().snapshot.index
        self.document.show_document(found, self.filing_id, index)

    def _on_tab(self, number: int) -> None:
        self.sides.setCurrentIndex(number)
        self.show_lower()

    def _on_choice(self) -> None:
        self._is_chosen = True
        self._show()

    # What is done ---------------------------------------------------------------------------------------

    def _document_code(self) -> str:
        line = self.view.current_line
        return "" if line is None else str(line.key)

    def _on_filing_made(self) -> None:
        self._is_chosen = True

    def _on_begin(self) -> None:
        if self.entries.begin():
            self._show()

    def _on_filing_wanted(self) -> None:
        if not self.filing_id:
            self._on_begin()

    def attach_file(self, path: Path) -> None:
        """Encloses a file with the chosen document; a fault is shown in the window."""
        if self._document_code():
            self.entries.attach(self._document_code(), (path,))

    def _on_ask_attach(self) -> None:
        code = self._document_code()
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("添付するファイル"), str(self._services.folder())
        )
        if code and chosen:
            self.entries.attach(code, map(Path, chosen))

    def _on_dropped(self, code: str, paths: list[Path]) -> None:
        self.view.setCurrentIndex(self.model.index_of(code))
        self.entries.attach(code, paths)

    def _on_ask_signed(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("署名済みのチェックシート"), str(self._services.folder()), "PDF (*.pdf)"
        )
        if path:
            self.attach_signed(Path(path))

    def attach_signed(self, path: Path) -> None:
        """Encloses a signed checklist once its signature was verified; says where it differs from today's."""
        try:
            found = read_signed(read_input(path), path.name, trust=trusted_files())
        except UserError as error:
            self._bridge.report(error)
            return
        self.entries.attach(CHECKLIST, (path,))
        self.said.setText(said_of_signed(found, self._session.state, self._words))
        self.said.show()

    def _on_paper(self) -> None:
        self._note(waived=False)

    def _on_waive(self) -> None:
        if self._note(waived=True):
            self.document.note.setFocus()

    def _note(self, *, waived: bool) -> bool:
        code = self._document_code()
        if not code:
            return False
        name = self._by_code[code].document.name.in_language(self._words.language)
        self.entries.note(code, name, waived=waived)
        return True

    def _on_take_over(self) -> None:
        line = self._by_code.get(self._document_code())
        if line is not None:
            self.entries.take_over(line)

    # Ways out -------------------------------------------------------------------------------------------

    def show_paper(self, paper: Paper) -> PaperDialog | None:
        """Opens one paper alone, to be looked at, printed or kept."""
        if self._found is None:
            return None
        before = self._before if paper == "changes" else None
        return show_paper(self._context, self._services, paper, self._found, before, self)

    def _on_ask_export(self) -> None:
        asked = self._asked()
        if asked is None:
            return
        stem = file_name(
            f"{self._session.state.case.name} {asked.name.in_language(self._words.language)}".strip()
        )
        filters = self.tr("ZIP (*.zip);;フォルダー (*)")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("一式を書き出す"), str(free_name(self._services.folder() / f"{stem}.zip")), filters
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
        self.said.setText(said_of_bundle(found, self._services.today(), self._words))
        self.said.show()

    def _on_failed(self, error: UserError) -> None:
        self.said.hide()
        self._bridge.report(error)
