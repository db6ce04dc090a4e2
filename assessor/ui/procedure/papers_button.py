"""The button under which the papers of a filing stand, one by one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from assessor.errors import UserError
from assessor.messages import Language, text
from assessor.ui.context import UiContext
from assessor.ui.procedure.paper_dialog import PaperDialog
from assessor.ui.procedure.services import Services
from assessor.workflow.certified_source import Certified, compared_with
from assessor.workflow.papers import Paper, paper_pdf, papers_of
from assessor.workflow.procedure import DocumentList


class PapersButton(QToolButton):
    """Its menu lists the papers there are whenever it opens."""

    chosen = Signal(str)

    def __init__(
        self, language: Language, found: Callable[[], DocumentList | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._found = found
        self.setText(self.tr("書面を見る・印刷"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.papers = QMenu(self)
        self.papers.aboutToShow.connect(self.fill)
        self.papers.triggered.connect(self._on_triggered)
        self.setMenu(self.papers)

    def fill(self) -> None:
        """Lists the papers of the filing shown."""
        self.papers.clear()
        found = self._found()
        for paper in () if found is None else papers_of(found):
            self.papers.addAction(paper_title(paper, self._language)).setData(paper)

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())


def paper_title(paper: Paper, language: Language) -> str:
    """What a paper is called."""
    return text(f"report.paper.title.{paper}", language)


def show_paper(
    context: UiContext,
    services: Services,
    paper: Paper,
    found: DocumentList,
    before: Certified | None,
    parent: QWidget,
) -> PaperDialog:
    """Opens one paper of a filing as the assessment is now.

    Args:
        context: the case, wording, theme.
        services: draws beside the window.
        paper: which one.
        found: the documents of the filing.
        before: what a list of changes compares with.
        parent: the window in front.
    """
    session, language = context.bridge.session, context.wording.language
    edition, state = session.edition, session.state
    try:
        is_changed = services.certified.is_changed(session, services.handle(), found.filing or "")
    except UserError as error:  # the paper is shown all the same, and what is wrong beside it
        context.bridge.report(error)
        is_changed = False

    def draw() -> bytes:
        said = None if before is None else compared_with(edition, before, state, language)
        return paper_pdf(
            edition, state, found, paper, language=language, compared=said, is_changed=is_changed
        )

    dialog = PaperDialog(context, services.runner, paper_title(paper, language), draw, parent)
    dialog.open()
    return dialog
