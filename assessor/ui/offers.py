"""What can be done around the open document: step 6, received PDFs, other forms, settings, dropped files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from assessor.errors import UserError
from assessor.messages import Language
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.preferences import Preferences
from assessor.ui.start.drops import DropTarget
from assessor.ui.start.filing import Filing
from assessor.ui.theme import Theme
from assessor.ui.window import MainWindow, PageSpec

if TYPE_CHECKING:
    from assessor.ui.output.page import OutputPage
    from assessor.ui.verify.office import VerifyOffice

PDF = ".pdf"
TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the offers rest on.

    Attributes:
        theme: colours and sizes.
        runner: work beside the window.
        preferences: choices of this user.
        filing: the file of the open document.
        language: present language.
        pages: further pages of the walk.
        parent: the window in front, for dialogs.
        tell: shows an error.
        open_file: opens a document.
        ask_settings: shows the settings.
        close_document: goes back to the start screen.
    """

    theme: Theme
    runner: JobRunner
    preferences: Preferences
    filing: Filing
    language: Callable[[], Language]
    pages: Callable[[], tuple[PageSpec, ...]]
    parent: Callable[[], QWidget | None]
    tell: Callable[[UserError], None]
    open_file: Callable[[Path], bool]
    ask_settings: Callable[[], None]
    close_document: Callable[[], None]


class Offers(QObject):
    """Registers the actions of a window and carries them out."""

    verify_window_made = Signal(object)
    inbox_asked = Signal()
    portfolio_asked = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._office: VerifyOffice | None = None
        self._window: MainWindow | None = None
        self._bridge: Bridge | None = None
        self.drops = DropTarget(self)
        self.drops.dropped.connect(self.open_dropped)

    # The window -----------------------------------------------------------------------------------------

    def output_page(self, context: UiContext) -> "OutputPage":
        """Step 6."""
        from assessor.ui.output.page import OutputPage

        document = self._around.filing.document
        path = None if document is None else document.handle.path
        history = None if document is None else document.handle.history
        return OutputPage(context, self._around.runner, self._around.preferences, path, history)

    def register(self, window: MainWindow) -> None:
        """Gives a window its actions and takes files dropped on it."""
        self._window = window
        self._bridge = window.context.bridge
        filing, add = self._around.filing, window.actions_by_name.add
        add("import", self.tr("表計算から取り込む…"), self.ask_import)
        add("export_form", self.tr("評価データを書き出す（JSON）…"), filing.export_form)
        add("export_workbook", self.tr("表計算に書き出す（Excel）…"), filing.export_workbook)
        export = add("export", self.tr("出力・署名"), self.show_output, shortcut="Ctrl+E")
        add("print", self.tr("印刷…"), self.ask_print, shortcut="Ctrl+P")
        add("sign", self.tr("署名して出力…"), self.ask_sign, shortcut="Ctrl+Shift+E")
        add("verify", self.tr("受け取ったPDFを検証…"), self.ask_verify)
        add("trust", self.tr("信頼する証明書…"), self.show_trust)
        add("preferences", self.tr("設定…"), self._around.ask_settings, shortcut="Ctrl+,")
        add("close", self.tr("閉じる"), self._around.close_document, shortcut="Ctrl+W")
        window.actions_by_name["import"].setEnabled(not self._bridge.session.read_only)
        window.top_bar.add_export(export)
        self.drops.watch(window)

    def _output(self) -> "OutputPage | None":
        from assessor.ui.output.page import OutputPage

        if self._window is None:
            return None
        self._window.show_step("export")
        page = self._window.page("export")
        return page if isinstance(page, OutputPage) else None

    def show_output(self) -> None:
        """Goes to step 6."""
        page = self._output()
        if page is not None:
            page.setFocus()

    def ask_print(self) -> None:
        """Prints the pages, after a look at the printer."""
        page = self._output()
        if page is not None:
            page.ask_print()

    def ask_sign(self) -> None:
        """Opens the dialog that signs."""
        page = self._output()
        if page is not None:
            page.ask_signed()

    # Received PDFs --------------------------------------------------------------------------------------

    @property
    def office(self) -> "VerifyOffice":
        """Whatever has to do with received PDFs; made when first asked for."""
        if self._office is None:
            from assessor.ui.verify import office

            around = self._around
            self._office = office.VerifyOffice(
                office.Surroundings(
                    around.theme,
                    around.language,
                    around.runner,
                    around.preferences,
                    around.pages,
                    around.tell,
                ),
                self,
            )
            self._office.window_made.connect(self.verify_window_made)
        return self._office

    def ask_verify(self) -> None:
        """Asks for PDFs to verify."""
        self.office.ask(self._around.parent())

    def show_trust(self) -> None:
        """Shows whom this user trusts."""
        self.office.show_trust(self._around.parent())

    # Files ----------------------------------------------------------------------------------------------

    def open_dropped(self, paths: list[Path]) -> None:
        """PDFs are verified, tables are looked at for import, and the first of the rest is opened."""
        rest = []
        for path in paths:
            if path.suffix.lower() == PDF:
                self.office.verify(path)
            elif path.suffix.lower() in TABLES and self._can_import():
                self.import_table(path)
            else:
                rest.append(path)
        if rest:
            self._around.open_file(rest[0])

    def _can_import(self) -> bool:
        return self._bridge is not None and self._around.filing.document is not None

    def ask_import(self) -> None:
        """Asks for a spreadsheet and shows what it offers."""
        filters = self.tr("表計算 (*.xlsx *.xlsm *.csv *.tsv)")
        chosen, _ = QFileDialog.getOpenFileName(
            self._around.parent(), self.tr("表計算から取り込む"), "", filters
        )
        if chosen:
            self.import_table(Path(chosen))

    def import_table(self, path: Path) -> bool:
        """Shows what a spreadsheet offers and takes what the user agrees to, as one step."""
        from assessor.ui.start.import_dialog import ImportDialog
        from assessor.workflow.documents import now
        from assessor.workflow.spreadsheets import preview_import

        if self._bridge is None or self._window is None:
            return False
        session = self._bridge.session
        try:
            plan = preview_import(session.edition, session.state, path, at=now(), by=self._bridge.user)
        except UserError as error:
            self._around.tell(error)
            return False
        dialog = ImportDialog(self._window.context, plan, self._around.parent())
        agreed = dialog.exec() == ImportDialog.DialogCode.Accepted
        edit = dialog.edit()
        dialog.deleteLater()
        return agreed and self._bridge.push(edit, initiator=self)
