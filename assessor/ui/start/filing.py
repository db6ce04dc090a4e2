"""The file of the open document: saving by key, by itself and on leaving, and other forms of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.store import SUFFIX
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.preferences import Preferences
from assessor.ui.shown_files import documents_folder, file_name
from assessor.workflow.documents import OpenDocument, export_file

IDLE_SECONDS = 30
"""After so long without an edit the document file is brought up to date."""
GONE = frozenset({"document_gone", "document_missing"})


class Filing(QObject):
    """Every edit is in the working copy at once; this brings it into the file.

    Attributes:
        document: the open document, if any.
    """

    saved = Signal()
    """The file holds more than before: show anew what is kept."""
    reopen_asked = Signal(object)
    """A document that was read-only now has a file of its own: open it from there."""

    def __init__(
        self,
        runner: JobRunner,
        preferences: Preferences,
        parts: Callable[[], tuple[QWidget | None, Banner | None, Language]],
        tell: Callable[[UserError], None],
    ) -> None:
        """Builds the filing.

        Args:
            runner: saves beside the window when nobody is waiting for it.
            preferences: documents used last.
            parts: the present window, its banner, and its language.
            tell: shows an error.
        """
        super().__init__()
        self._runner = runner
        self._preferences = preferences
        self._parts = parts
        self._tell = tell
        self._job: Job | None = None
        self.document: OpenDocument | None = None
        self._timer = QTimer(self, singleShot=True, interval=IDLE_SECONDS * 1000)
        self._timer.timeout.connect(self.save_when_idle)

    def begin(self, document: OpenDocument) -> None:
        """Looks after another document."""
        self.document = document
        self._timer.stop()
        if document.handle.path is not None:
            self._preferences.keep_recent(document.handle.path)
        if document.handle.recovered and document.handle.path is not None:
            self._timer.start()

    def end(self) -> None:
        """Closes the document; what is in no file stays in the working copy, an untouched one goes."""
        self._timer.stop()
        if self.document is not None:
            self.document.handle.close(discard=self.is_untouched)
        self.document = None

    @property
    def is_untouched(self) -> bool:
        """Whether it was never saved and holds nothing but what it began with."""
        handle = None if self.document is None else self.document.handle
        return (
            handle is not None
            and not handle.read_only
            and handle.path is None
            and not handle.recovered
            and handle.head_seq <= 1
        )

    @property
    def is_in_file(self) -> bool:
        """Whether the last edit is in the document file."""
        return self.document is not None and not self.document.handle.has_unsaved_changes

    # Saving ---------------------------------------------------------------------------------------------

    def on_document_changed(self, _change: Change) -> None:
        """The clock of the idle time begins anew."""
        if self.document is not None and self.document.handle.path is not None:
            self._timer.start()

    def save_when_idle(self) -> None:
        """Brings the file up to date beside the window; a document without a name is left alone."""
        document = self.document
        if document is None or self._job is not None:
            return
        handle = document.handle
        if handle.read_only or handle.path is None or not handle.has_unsaved_changes:
            return
        self._job = self._runner.start(lambda _: handle.save(), "save")
        self._job.finished.connect(self._on_idle_saved)
        self._job.failed.connect(self._on_idle_failed)
        self._job.stopped.connect(self._on_idle_stopped)

    def _on_idle_saved(self, _result: object) -> None:
        self._job = None
        self.saved.emit()

    def _on_idle_failed(self, error: UserError) -> None:
        self._job = None
        self.show_fault(error)

    def _on_idle_stopped(self) -> None:
        self._job = None

    def save(self) -> bool:
        """Brings the document file up to date; asks for a name where there is none."""
        if self.document is None:
            return False
        if self.document.handle.path is None or self.document.handle.read_only:
            return self.save_as()
        return self.write(self.document.handle.save)

    def save_as(self) -> bool:
        """Asks for a name and saves there."""
        if self.document is None:
            return False
        handle = self.document.handle
        was_read_only = handle.read_only
        start = handle.path or self._folder() / f"{self._name()}{SUFFIX}"
        chosen = self._ask_target(self.tr("名前を付けて保存"), start, self.tr("評価 (*%s)") % SUFFIX, SUFFIX)
        if chosen is None:
            return False
        # The file dialog has asked already whether to replace a file that is there.
        if not self.write(lambda: handle.save_as(chosen, overwrite=True)):
            return False
        if was_read_only:
            self.reopen_asked.emit(chosen)
        return True

    def keep_both(self) -> bool:
        """Saves beside a file that was changed by somebody else, and goes on there."""
        if self.document is None:
            return False
        handle = self.document.handle
        done = self.write(lambda: _discarded(handle.keep_both()))
        banner = self._parts()[1]
        if done and banner is not None and handle.path is not None:
            banner.show_message(
                self.tr("「%s」として保存しました。元のファイルはそのままです。") % handle.path.name,
                passing=True,
            )
        return done

    def write(self, save: Callable[[], None]) -> bool:
        """Saves in the way given; a fault is shown with what helps."""
        try:
            save()
        except UserError as error:
            self.show_fault(error)
            return False
        self._timer.stop()
        if self.document is not None and self.document.handle.path is not None:
            self._preferences.keep_recent(self.document.handle.path)
        self.saved.emit()
        return True

    def show_fault(self, error: UserError) -> None:
        """Shows why saving failed, with the way out where there is one."""
        _, banner, language = self._parts()
        sentence, remedy = explain(error, language)
        if banner is not None and error.code == "changed_underneath":
            offer = (self.tr("両方を残す"), self.keep_both)
            banner.show_message(sentence, remedy, severity="error", offer=offer)
        elif banner is not None and error.code in GONE:
            offer = (self.tr("名前を付けて保存…"), self.save_as)
            banner.show_message(sentence, remedy, severity="error", offer=offer)
        else:
            self._tell(error)

    # Leaving --------------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Saves before the document is left; asks only where it has no name yet or saving failed."""
        document = self.document
        if document is None or not document.handle.has_unsaved_changes or self.is_untouched:
            return True
        if document.handle.path is not None:
            return self.write(document.handle.save) or self._ask_leave(
                self.tr("ファイルに保存できませんでした。"),
                self.tr("閉じても、変更は作業用の写しに残り、次に始めるときに戻せます。"),
                QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
            )
        return self._ask_leave(
            self.tr("この評価には、まだファイル名がありません。"),
            self.tr("保存せずに閉じても、入力した内容は作業用の写しに残り、次に始めるときに戻せます。"),
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Close
            | QMessageBox.StandardButton.Cancel,
        )

    def _ask_leave(self, sentence: str, remedy: str, buttons: QMessageBox.StandardButton) -> bool:
        box = plain_box(self._parts()[0], sentence, remedy)
        box.setStandardButtons(buttons)
        first = QMessageBox.StandardButton.Save
        box.setDefaultButton(first if buttons & first else QMessageBox.StandardButton.Cancel)
        answer = box.exec()
        box.deleteLater()
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Close

    # Other forms ----------------------------------------------------------------------------------------

    def export_form(self) -> bool:
        """Asks for a name and writes the interchange form there."""
        if self.document is None:
            return False
        state = self.document.session.state
        start = self._folder() / f"{self._name()}.json"
        chosen = self._ask_target(
            self.tr("評価データを書き出す"), start, self.tr("評価データ (*.json)"), ".json"
        )
        return chosen is not None and self._written(chosen, lambda: export_file(state, chosen))

    def export_workbook(self) -> bool:
        """Asks for a name and writes a spreadsheet there."""
        from assessor.workflow.spreadsheets import export_workbook

        if self.document is None:
            return False
        session = self.document.session
        day = datetime.now().astimezone().strftime("%Y%m%d")
        start = self._folder() / f"{self._name()}_{day}.xlsx"
        chosen = self._ask_target(self.tr("表計算に書き出す"), start, self.tr("表計算 (*.xlsx)"), ".xlsx")
        language = self._parts()[2]
        return chosen is not None and self._written(
            chosen,
            lambda: export_workbook(session.edition, session.state, session.evaluation, chosen, language),
        )

    def _written(self, path: Path, write: Callable[[], None]) -> bool:
        try:
            write()
        except UserError as error:
            self._tell(error)
            return False
        banner = self._parts()[1]
        if banner is not None:
            said = self.tr("「%s」に書き出し、読み返して確かめました。") % path.name
            banner.show_message(said, passing=True)
        return True

    def _ask_target(self, title: str, start: Path, filters: str, ending: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._parts()[0], title, str(start), filters)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(ending)

    def _folder(self) -> Path:
        path = None if self.document is None else self.document.handle.path
        return documents_folder() if path is None else path.parent

    def _name(self) -> str:
        name = "" if self.document is None else self.document.session.state.case.name
        return file_name(name) or self.tr("評価")


def _discarded(_value: object) -> None:
    """For calls whose answer is not needed."""


def plain_box(parent: QWidget | None, sentence: str, remedy: str) -> QMessageBox:
    """A box that shows text as it is, whatever a file put into it."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(remedy)
    return box
