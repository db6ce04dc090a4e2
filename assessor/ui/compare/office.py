"""Who compares editions and takes the open assessment to another one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assessor.errors import UserError

if TYPE_CHECKING:
    from assessor.ui.compare.page import ComparePage
    from assessor.ui.compare.upgrade_dialog import UpgradeDialog
    from assessor.ui.desk import Desk
    from assessor.ui.window import MainWindow

COMPARE = "compare"


class EditionOffice(QObject):
    """Works for a desk.

    Attributes:
        dialog: the dialog that reports what would happen, while it is open.
    """

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._window: MainWindow | None = None
        self._page: ComparePage | None = None
        self.dialog: UpgradeDialog | None = None
        desk.window_made.connect(self.register)

    def register(self, window: "MainWindow") -> None:
        """Gives a window its action."""
        self._window = window
        window.actions_by_name.add(COMPARE, self.tr("版を比べる・移す…"), self.show_page)

    def show_page(self) -> None:
        """Shows the editions side by side."""
        from assessor.ui.compare.page import ComparePage

        window = self._window
        if window is None:
            return
        page = window.page(COMPARE)
        assert isinstance(page, ComparePage)
        if page is not self._page:
            page.upgrade_asked.connect(self.ask)
            self._page = page
        window.show_step(COMPARE)
        page.setFocus()

    def ask(self, code: str) -> None:
        """Reports what taking the assessment to an edition would do, and does it when the user agrees."""
        from assessor.ui.compare.upgrade_dialog import UpgradeDialog
        from assessor.workflow.upgrade_document import preview, take_over
        from assessor.workflow.upgrading import report_sentences

        document, window = self._desk.document, self._window
        if document is None or window is None:
            return
        try:
            result = preview(document, code)
        except UserError as problem:
            self._desk.tell(problem)
            return
        context = window.context
        self.dialog = UpgradeDialog(result, context.theme, context.wording.language, window)
        agreed = self.dialog.exec() == UpgradeDialog.DialogCode.Accepted
        self.dialog.deleteLater()
        self.dialog = None
        if not agreed:
            return
        try:
            made = take_over(document, result, by=context.bridge.user)
        except UserError as problem:
            self._desk.tell(problem)
            return
        language = context.wording.language
        self._desk.take(made)
        if self._desk.document is made and self._window is not None:
            sentences = report_sentences(result.report, language)
            name = result.edition.head.name.in_language(language)
            told = self.tr("「%s」に移しました。今までのファイルはそのままです。") % name
            self._window.banner.show_message(told, "\n".join(sentences))
