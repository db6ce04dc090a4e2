"""Everything that has to do with received PDFs, in one place for whoever offers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from assessor.errors import UserError
from assessor.messages import Language
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.preferences import Preferences
from assessor.ui.theme import Theme
from assessor.ui.verify.findings import Checked
from assessor.ui.verify.trust_dialog import TrustDialog
from assessor.ui.verify.window import VerifyWindow
from assessor.ui.window import MainWindow, PageSpec
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the office is handed.

    Attributes:
        theme: colours and sizes.
        language: the present language of the window.
        runner: verifies beside the window.
        preferences: folder used last.
        pages: further pages of the read-only sheet.
        tell: shows an error where there is no window for it.
    """

    theme: Theme
    language: Callable[[], Language]
    runner: JobRunner
    preferences: Preferences
    pages: Callable[[], Sequence[PageSpec]]
    tell: Callable[[UserError], None]


class VerifyOffice(QObject):
    """Verifies, shows embedded assessments, keeps the list of trusted certificates.

    Attributes:
        windows: open windows with answers.
        sheets: open read-only windows.
    """

    window_made = Signal(object)
    """A window that verifies was made: further parts offer what they can do with the file."""

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.windows: list[VerifyWindow] = []
        self.sheets: list[MainWindow] = []
        self.trust: TrustDialog | None = None

    def ask(self, parent: QWidget | None = None) -> None:
        """Asks for PDFs and verifies them."""
        kept = self._around.preferences.folder("verify")
        chosen, _ = QFileDialog.getOpenFileNames(
            parent, self.tr("受け取ったPDFを検証"), "" if kept is None else str(kept), self.tr("PDF (*.pdf)")
        )
        for one in chosen:
            self.verify(Path(one))

    def verify(self, path: Path) -> VerifyWindow:
        """Verifies a PDF in a window of its own; the same file twice comes to the front and is read anew."""
        self._around.preferences.keep_folder("verify", path.parent)
        for window in self.windows:
            if window.path == path:
                window.verify()
                window.raise_()
                window.activateWindow()
                return window
        around = self._around
        window = VerifyWindow(around.theme, around.language(), around.runner, path)
        window.closed.connect(self._on_closed)
        window.sheet_asked.connect(self.show_sheet)
        window.trust_list_asked.connect(self._on_trust_list)
        window.other_asked.connect(self._on_other)
        self.windows.append(window)
        self.window_made.emit(window)
        window.show()
        return window

    def show_sheet(self, checked: Checked) -> None:
        """Opens the embedded assessment in a window that cannot change it."""
        data = checked.verified.verification.attachment
        if data is None:
            return
        try:
            edition, state = read_assessment(data, checked.path.name)
        except UserError as error:
            self._around.tell(error)
            return
        theme, language = self._around.theme, self._around.language()
        wording = Wording(edition, language)
        bridge = Bridge(Session(edition, state, read_only=True), edit_text=wording.edit)
        # What was received is looked at, not exported under one's own name.
        pages = [one for one in self._around.pages() if one.key != "export"]
        window = MainWindow(UiContext(bridge, wording, theme), pages)
        bridge.setParent(window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.closing.connect(self._on_sheet_closing)
        window.actions_by_name.add("close", self.tr("閉じる"), window.close, shortcut="Ctrl+W")
        window.resize(theme.px(1280), theme.px(720))
        window.banner.show_message(
            self.tr("「%s」に埋め込まれた評価データを、このソフトで再計算したものです。読み取り専用です。")
            % checked.path.name
        )
        self.sheets.append(window)
        window.show_step("results")
        window.show()

    def show_trust(self, parent: QWidget | None = None) -> None:
        """Shows whom this user trusts."""
        if self.trust is not None:
            self.trust.raise_()
            return
        self.trust = TrustDialog(self._around.theme, self._around.language(), parent)
        self.trust.trust_changed.connect(self._on_trust_changed)
        self.trust.finished.connect(self._on_trust_closed)
        self.trust.open()

    def close(self) -> None:
        """Closes all windows of the office."""
        for window in (*self.windows, *self.sheets):
            window.close()

    def _on_closed(self, window: VerifyWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)

    def _on_sheet_closing(self, _event: QCloseEvent) -> None:
        sheet = self.sender()
        self.sheets = [one for one in self.sheets if one is not sheet]

    def _on_trust_list(self) -> None:
        sender = self.sender()
        self.show_trust(sender if isinstance(sender, QWidget) else None)

    def _on_other(self) -> None:
        sender = self.sender()
        self.ask(sender if isinstance(sender, QWidget) else None)

    def _on_trust_changed(self) -> None:
        for window in self.windows:
            window.verify()

    def _on_trust_closed(self) -> None:
        if self.trust is not None:
            self.trust.deleteLater()
        self.trust = None
