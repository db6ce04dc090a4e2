"""The page "認定後の変更": today's assessment against the certified one, and what must be applied for."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QWidget

from assessor.criteria.procedure import Application
from assessor.errors import EditError, UserError
from assessor.messages import explain
from assessor.report.content import Changes
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Section, SectionsModel
from assessor.ui.procedure.change_lines import (
    CASE_STEP,
    DOCUMENTS_STEP,
    DWELLINGS_STEP,
    FACTS_STEP,
    change_sections,
)
from assessor.ui.procedure.live_page import LivePage, set_tone
from assessor.ui.procedure.paper_dialog import PaperDialog
from assessor.ui.procedure.papers_button import show_paper
from assessor.ui.procedure.services import Services
from assessor.workflow.case_dates import filings_of
from assessor.workflow.certified import CertifiedChange, change_since, printed
from assessor.workflow.certified_source import CHANGE, Certified, since_text
from assessor.workflow.procedure import DocumentList, document_list

STEPS = frozenset({CASE_STEP, FACTS_STEP, DWELLINGS_STEP, DOCUMENTS_STEP})


class ChangesPage(LivePage):
    """What differs, by kind; each line leads to its row, its measurement or its page."""

    row_asked = Signal(str)
    place_asked = Signal(str, str)
    step_asked = Signal(str)
    application_asked = Signal(str)
    document_asked = Signal(str, str)
    """Code of the application and of one of its documents."""

    def __init__(self, context: UiContext, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        px = context.theme.px
        self._services = services
        self._certified: Certified | None = None
        self.found: CertifiedChange | None = None
        self.model = SectionsModel(
            (
                Column(self.tr("変わったこと"), "wrap"),
                Column(self.tr("認定時"), "wrap"),
                Column(self.tr("現在"), "wrap"),
            ),
            self,
        )
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("認定後の変更"))
        self.source = QComboBox()
        self.source.setAccessibleName(self.tr("比べる相手"))
        self.source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choose = self._button(self.tr("認定されたファイルを選ぶ…"), self._on_ask_file)
        self.paper = self._button(self.tr("変更事項一覧を見る・印刷…"), self.show_paper)
        self.apply = self._button(self.tr("変更認定申請の図書へ"), self._on_apply)
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("認定後の変更"), name="heading"))
        for part in (self.source, self.choose, self.paper, self.apply):
            head.addWidget(part)
        self.said = plain_label(name="caption", wraps=True)
        self.headline = plain_label(wraps=True)
        for label in (self.headline, self.said):
            label.setContentsMargins(px(12), 0, px(12), px(6))
        self._layout.addLayout(head)
        self._layout.addWidget(self.headline)
        self._layout.addWidget(self.said)
        self._layout.addWidget(self.view, 1)
        self.rest = QWidget()
        self._layout.addWidget(self.rest, 1)
        self.source.activated.connect(self._on_source)
        self.view.row_asked.connect(self.row_asked)
        self.view.place_asked.connect(self._on_place)
        self.setFocusProxy(self.view)

    def _button(self, title: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.clicked.connect(slot)
        return button

    @property
    def _document(self) -> str:
        handle = self._services.handle()
        return "" if handle is None else handle.document_id

    @property
    def _asked(self) -> Application | None:
        procedure = self._session.edition.procedure
        return None if procedure is None else procedure.application_by_code.get(CHANGE)

    # What is shown --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compares with the certified assessment as it is known now."""
        self.found, self._certified = None, None
        fault: UserError | None = None
        changes: Changes | None = None
        try:
            self._certified = self._services.certified.before(
                self._session, self._services.handle(), CHANGE, self._preparing()
            )
            if self._certified is not None:
                changes = self._compare(self._certified)
        except UserError as error:
            fault = error
        self._fill_source()
        found = self.found
        sections: list[Section] = []
        if found and changes is not None:
            rows_of = self._session.edition.rows
            sections = change_sections(found, changes, self._words, self._listed(found.documents), rows_of)
        self.model.take(sections)
        self.view.setVisible(bool(sections))
        self.rest.setVisible(not sections)
        self.paper.setEnabled(found is not None)
        self.apply.setEnabled(self._asked is not None)
        self._say(fault)

    def _compare(self, certified: Certified) -> Changes:
        session, kept = self._session, self._services.certified
        edition = session.edition
        if certified.state.case.edition != edition.code:
            raise EditError("editions_differ", old=certified.state.case.edition, new=edition.code)
        old = kept.evaluation(edition, certified)
        found = change_since(edition, certified.state, session.state, old=old, new=session.evaluation)
        language = self._words.language
        said = printed(
            edition,
            certified.state,
            session.state,
            found,
            since=since_text(edition, certified, language),
            language=language,
            old=old,
            new=session.evaluation,
        )
        self.found = found
        return said

    def _preparing(self) -> str:
        """The application for a change that is being prepared, or was filed and not decided yet."""
        found = [code for code, one in filings_of(self._session.state, CHANGE) if not one.decided]
        return found[-1] if found else ""

    def _listed(self, documents: tuple[str, ...]) -> DocumentList | None:
        """The documents of the application for a change; None: the edition has no such application."""
        if self._asked is None:
            return None
        session = self._session
        return document_list(
            session.edition,
            session.state,
            CHANGE,
            filing=self._preparing() or None,
            on=self._services.today(),
            changed=documents,
        )

    def _fill_source(self) -> None:
        path = self._services.certified.path(self._document)
        self.source.clear()
        if path is None:
            certified = self._certified
            name = self.tr("比べる相手がありません")
            if certified is not None:
                name = since_text(self._session.edition, certified, self._words.language)
            self.source.addItem(name, "journal")
            self.source.setEnabled(False)
            return
        self.source.addItem(path.name, "file")
        self.source.addItem(self.tr("この文書の認定申請と比べる"), "journal")
        self.source.setEnabled(True)

    def _say(self, fault: UserError | None) -> None:
        tone, headline, more = "", "", ""
        if fault is not None:
            tone = "bad"
            headline, more = explain(fault, self._words.language)
        elif self._certified is None:
            headline = self.tr("認定されたときの評価が、まだ分かりません。")
            more = self.tr(
                "署名して提出したチェックシートのPDF、またはそのときの文書を選んでください。"
                "この文書で認定申請の提出日を記録すると、その時点と比べます。"
            )
        elif not self.found:
            tone, headline = "good", self.tr("認定時から変わっていません。")
            more = self._origin(self._certified)
        elif self.found.touches_criteria:
            tone = "bad"
            headline = self.tr("認定基準に関わる変更があります。速やかに変更認定を申請します。")
            more = self._origin(self._certified)
        else:
            tone = "warn"
            headline = self.tr("変わったところはありますが、認定基準に関わる項目はありません。")
            more = self._origin(self._certified)
        self.headline.setText(headline)
        set_tone(self.headline, tone)
        self.said.setText(more)

    def _origin(self, certified: Certified) -> str:
        words = self._words
        if certified.origin == "signed":
            name = self.tr("署名を確かめたチェックシート「%s」と比べています。") % certified.name
            return words.joined(
                name, self.tr("署名：%s") % words.joined(certified.signer, words.day(certified.day))
            )
        if certified.origin == "document":
            return self.tr("「%s」と比べています。") % certified.name
        since = since_text(self._session.edition, certified, words.language)
        return self.tr("この文書の提出時（%s）と比べています。") % since

    # What is done ---------------------------------------------------------------------------------------

    def _on_place(self, place: str, quantity: str) -> None:
        if quantity not in STEPS:
            self.place_asked.emit(place, quantity)
        elif quantity == DOCUMENTS_STEP:
            self.document_asked.emit(CHANGE, place)
        else:
            self.step_asked.emit(quantity)

    def _on_apply(self) -> None:
        self.application_asked.emit(CHANGE)

    def _on_source(self) -> None:
        if self.source.currentData() == "journal":
            self._services.certified.keep(self._document, None)
        self.refresh()

    def _on_ask_file(self) -> None:
        filters = self.tr("認定されたもの (*.pdf *.kosodate *.json)")
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("認定されたファイルを選ぶ"), str(self._services.folder()), filters
        )
        if path:
            self.choose_file(Path(path))

    def choose_file(self, path: Path) -> bool:
        """Compares with the assessment of a file, and remembers it; a fault is shown in the window."""
        try:
            self._services.certified.read_file(path)
        except UserError as error:
            self._bridge.report(error)
            return False
        self._services.certified.keep(self._document, path)
        self.refresh()
        return True

    def show_paper(self) -> PaperDialog | None:
        """Opens the list of changes as it is filed, to be printed or kept."""
        certified = self._certified
        if certified is None or self.found is None:
            return None
        listed = self._listed(self.found.documents)
        if listed is None:
            return None
        return show_paper(self._context, self._services, "changes", listed, certified, self)
