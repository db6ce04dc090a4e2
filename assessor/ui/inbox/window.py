"""The window of an inbox: a folder, its files with what they are worth, tables out, the file to a page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain, text
from assessor.ui.context import plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.inbox.filter_line import FilterLine
from assessor.ui.inbox.model import Feed, InboxModel
from assessor.ui.inbox.table import InboxFilter, InboxTable
from assessor.ui.jobs import CancelledError, Control, Job, JobRunner, Work
from assessor.ui.preferences import Preferences
from assessor.ui.theme import Theme
from assessor.workflow.inbox import Inbox, InboxEntry, check_folder
from assessor.workflow.printed_pages import find_printed, normal_fingerprint
from assessor.workflow.trusting import own_trust


class InboxWindow(QWidget):
    """One folder.

    Attributes:
        folder: the folder; None until one is chosen.
        model: its files.
        inbox: the answer; None until all files were verified or the user called it off.
    """

    file_asked = Signal(object)
    """The verification of this file shall be shown."""
    checked = Signal(object)
    closed = Signal(object)

    def __init__(self, theme: Theme, language: Language, runner: JobRunner, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("受信フォルダー"))
        self._theme = theme
        self._language: Language = language
        self._runner = runner
        self._preferences = preferences
        self._job: Job | None = None
        self._stop = Event()
        self.folder: Path | None = None
        self.inbox: Inbox | None = None
        self.model = InboxModel(theme, language, self)
        self.sorted = InboxFilter(self.model, self)
        self._feed = Feed(self)
        self._feed.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._feed.looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self._build()
        self._show_running(running=False)
        theme.changed.connect(self.model.repaint)
        px = theme.px
        screen = self.screen().availableGeometry()
        self.resize(min(px(1240), screen.width() - px(16)), min(px(640), screen.height() - px(48)))
        self.choose_button.setFocus()

    # Building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(12))
        layout.setSpacing(px(8))
        self.heading = plain_label(self.tr("受信フォルダー"), name="heading", wraps=True)
        layout.addWidget(self.heading)
        top = FlowLayout(spacing=px(8), margin=0)
        self.choose_button = QPushButton(self.tr("フォルダーを選ぶ…"))
        self.again = QPushButton(self.tr("もう一度確かめる"))
        self.cancel = QPushButton(self.tr("取りやめ"))
        self.write = QPushButton(self.tr("表に書き出す（Excel・CSV）…"))
        self.digits = QLineEdit()
        self.digits.setAccessibleName(self.tr("印刷された指紋"))
        self.digits.setPlaceholderText(self.tr("印刷された指紋（8桁以上）"))
        self.digits.setMinimumWidth(px(220))
        self.find_button = QPushButton(self.tr("紙面のファイルを探す"))
        for button, slot in (
            (self.choose_button, self.ask_folder),
            (self.again, self.check_again),
            (self.cancel, self.call_off),
            (self.write, self.ask_target),
            (self.find_button, self.find_printed),
        ):
            button.clicked.connect(slot)
        for part in (self.choose_button, self.again, self.cancel, self.write, self.digits, self.find_button):
            top.addWidget(part)
        self.digits.returnPressed.connect(self.find_printed)
        layout.addLayout(top)
        self.shown = FilterLine(self._theme, self.sorted)
        layout.addWidget(self.shown)
        self.message = plain_label(wraps=True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("進み具合"))
        layout.addWidget(self.message)
        layout.addWidget(self.bar)
        self.table = InboxTable(self.sorted, self._theme)
        self.table.entry_asked.connect(self._on_entry)
        self._empty = plain_label(
            self.tr(
                "受け取ったPDFのあるフォルダーを選んでください。下のフォルダーも調べます。ファイルは変わりません。"
            ),
            wraps=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        layout.addWidget(self._stack, 1)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self, self.ask_folder)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.shown.words.setFocus)

    # Verifying ------------------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Asks for a folder and verifies what is in it."""
        kept = self._preferences.folder("inbox")
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("受信フォルダーを選ぶ"), "" if kept is None else str(kept)
        )
        if chosen:
            self.check(Path(chosen))

    def check_again(self) -> None:
        """Verifies the folder anew."""
        if self.folder is not None:
            self.check(self.folder)

    def check(self, folder: Path) -> None:
        """Verifies every PDF of a folder."""
        if self._job is not None:
            return
        self._preferences.keep_folder("inbox", folder)
        self.folder, self.inbox = folder, None
        self._stop = stop = Event()
        self.model.begin(folder)
        self.shown.count(self.model.entries)
        self.heading.setText(self.tr("受信フォルダー：%s") % folder.name)
        self.message.setText(self.tr("PDFを数えています…"))
        self.bar.setRange(0, 0)
        self._stack.setCurrentIndex(0)
        self._show_running(running=True)
        feed = self._feed

        def work(control: Control) -> Inbox:
            def tell(done: int, total: int, entry: InboxEntry) -> None:
                control.check()
                feed.arrived.emit(done, total, entry)

            trust = own_trust()
            found = check_folder(folder, trust=trust.store, progress=tell, cancel=stop.is_set)
            return replace(found, faults=trust.faults)

        self._start(work)

    def _start(self, work: Work) -> None:
        self._job = self._runner.start(work, "inbox")
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def call_off(self) -> None:
        """What was verified so far stays."""
        self._stop.set()
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.message.setText(self.tr("取りやめています…"))

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running)
        self.choose_button.setEnabled(not running)
        self.again.setEnabled(not running and self.folder is not None)
        self.write.setEnabled(not running and self.inbox is not None and bool(self.inbox.entries))
        for part in (self.digits, self.find_button):
            part.setEnabled(not running and self.folder is not None)

    def _on_arrived(self, done: int, total: int, entry: InboxEntry) -> None:
        if self._job is None or self._stop.is_set():
            return
        self.model.add([entry])
        self.shown.count(self.model.entries)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.message.setText(
            self.tr("検証しています…（%(done)d／%(total)d）") % {"done": done, "total": total}
        )

    def _on_finished(self, found: Inbox | list[Path]) -> None:
        self._job = None
        if isinstance(found, list):
            self._show_running(running=False)
            self._show_found(found)
            return
        self.inbox = found
        known = {one.path for one in self.model.entries}
        self.model.add([one for one in found.entries if one.path not in known])
        self.shown.count(self.model.entries)
        self._show_running(running=False)
        self.message.setText("\n".join([self._summary(found), *self._faults(found)]))
        if self.sorted.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.sorted.index(0, 0))
        if found.total:
            self.table.setFocus()
        self.checked.emit(found)

    def _faults(self, found: Inbox) -> Iterator[str]:
        """What of this user's own did not count."""
        for fault in found.faults:
            yield "！ " + "".join(explain(fault, self._language))

    def _summary(self, found: Inbox) -> str:
        if not found.total:
            return self.tr("このフォルダーにPDFはありません。")
        good = sum(one.headline == "agrees" for one in found.entries)
        unknown = sum(one.headline == "unknown_signer" for one in found.entries)
        said = self.tr(
            "%(count)d件：一致 %(good)d、署名者が未確認 %(unknown)d、要確認 %(other)d。"
            "ダブルクリックまたは Enter で検証の内容を見ます。"
        ) % {
            "count": len(found.entries),
            "good": good,
            "unknown": unknown,
            "other": len(found.entries) - good - unknown,
        }
        if not found.is_complete:
            left = found.total - len(found.entries)
            said += self.tr("取りやめたので、残り%d件は確かめていません。") % left
        return said

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._show_running(running=False)
        self._tell(error)

    def _tell(self, error: UserError) -> None:
        self.message.setText("✕ " + "\n".join(one for one in explain(error, self._language) if one))

    def _on_stopped(self) -> None:
        self._job = None
        self._show_running(running=False)
        self.message.setText(self.tr("取りやめました。"))

    # The file to a printed page -------------------------------------------------------------------------

    def find_printed(self) -> None:
        """Goes to the file whose page has the fingerprint; looks into unsigned files too."""
        if self._job is not None or self.folder is None:
            return
        digits, folder = self.digits.text(), self.folder
        try:
            wanted = normal_fingerprint(digits)
        except UserError as error:
            self._tell(error)
            return
        found = [
            one for one in self.model.entries if one.data.startswith(wanted) or one.file.startswith(wanted)
        ]
        if any(one.integrity == "intact" for one in found):
            self._show_found([one.path for one in found])
            return
        self.message.setText(self.tr("署名のないファイルも調べています…"))
        self.bar.setRange(0, 0)
        self._show_running(running=True)
        self._stop = stop = Event()
        feed = self._feed

        def work(control: Control) -> list[Path]:
            def tell(done: int, total: int) -> None:
                control.check()
                feed.looked.emit(done, total)

            found = find_printed(folder, digits, progress=tell, cancel=stop.is_set)
            if stop.is_set() and not found:
                raise CancelledError
            return found

        self._start(work)

    def _on_looked(self, done: int, total: int) -> None:
        if self._job is None or self._stop.is_set():
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        said = self.tr("署名のないファイルも調べています…（%(done)d／%(total)d）")
        self.message.setText(said % {"done": done, "total": total})

    def _show_found(self, found: list[Path]) -> None:
        if not found:
            self.message.setText(self.tr("この指紋のファイルは、このフォルダーにありません。"))
            return
        worth = {one.path: one.integrity for one in self.model.entries}
        first = next((one for one in found if worth.get(one) == "intact"), found[0])
        self.shown.show_all()
        index = self.sorted.mapFromSource(self.model.index_of(first))
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            self.table.setFocus()
        select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for one in found:
            self.table.selectionModel().select(self.sorted.mapFromSource(self.model.index_of(one)), select)
        names = self.tr("、").join(self._with_worth(one, worth.get(one, "unverifiable")) for one in found)
        is_sound = all(worth.get(one) == "intact" for one in found)
        said = self.tr("✓ 見つかりました：%s") if is_sound else self.tr("！ 見つかりました：%s")
        self.message.setText(said % names)

    def _with_worth(self, path: Path, integrity: str) -> str:
        """A file with whether it is as it was signed; nothing is added where it is."""
        if integrity == "intact":
            return path.name
        return f"{path.name}（{text(f'inbox.integrity.{integrity}', self._language)}）"

    # Ways out -------------------------------------------------------------------------------------------

    def ask_target(self) -> None:
        """Asks for a file and writes the table."""
        if self.inbox is None or self.folder is None:
            return
        excel, comma = self.tr("Excel (*.xlsx)"), self.tr("CSV (*.csv)")
        start = self.folder / f"{self.folder.name}.xlsx"
        chosen, kind = QFileDialog.getSaveFileName(
            self, self.tr("表に書き出す"), str(start), f"{excel};;{comma}"
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in (".xlsx", ".csv"):
                path = path.with_name(path.name + (".csv" if kind == comma else ".xlsx"))
            self.write_table(path)

    def write_table(self, target: Path) -> bool:
        """Writes the table: CSV by its ending, else a workbook; a fault is shown."""
        from assessor.workflow.inbox_out import write_csv, write_xlsx

        assert self.inbox is not None
        assert self.folder is not None
        out = write_csv if target.suffix.lower() == ".csv" else write_xlsx
        try:
            out(self.inbox, self.folder, target, self._language)
        except UserError as error:
            self._tell(error)
            return False
        self.message.setText(self.tr("✓ 書き出しました：%s") % target)
        return True

    # Qt -------------------------------------------------------------------------------------------------

    def _on_entry(self, entry: InboxEntry) -> None:
        self.file_asked.emit(entry.path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Running work is no longer wanted."""
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
        self.closed.emit(self)
