"""The fields of a key on a token: the maker's library, the token, its certificate."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from assessor.errors import UserError
from assessor.messages import Language, explain
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.output.export_fields import ExportFields, day, show_sentence
from assessor.workflow.token_keys import TokenChoice, remembered_token, token_libraries, tokens_present

if TYPE_CHECKING:
    from assessor.signing.tokens import TokenFacts

LANE = "token"


class TokenPart(QObject):
    """Reads what is plugged in beside the window, and says what keeps a token from signing.

    Attributes:
        is_read: whether the tokens of the library that is named were asked for.
        parts: what is seen only while a key on a token is chosen.
    """

    def __init__(self, fields: ExportFields, language: Language, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = fields
        self._language: Language = language
        self._runner = runner
        self._parent = parent
        self._job: Job | None = None
        self._present: list[TokenFacts] = []
        self._wanted = remembered_token() or TokenChoice(Path())
        self._timer = QTimer(self, singleShot=True, interval=400)
        self._timer.timeout.connect(self.read)
        self.is_read = False
        libraries = [str(one) for one in token_libraries()]
        known = str(self._wanted.library) if self._wanted.library.name else ""
        fields.library.addItems([known, *(one for one in libraries if one != known)] if known else libraries)
        line = fields.library.lineEdit()
        assert line is not None
        line.setAccessibleName(fields.library.accessibleName())
        fields.library.editTextChanged.connect(self._on_library)
        fields.token.currentIndexChanged.connect(self._on_token)
        fields.choose_library.clicked.connect(self._on_choose)
        fields.read_again.clicked.connect(self.read)
        self.parts: tuple[QWidget, ...] = (
            fields.library_label,
            fields.library,
            fields.choose_library,
            fields.token_label,
            fields.token,
            fields.read_again,
            fields.certificate_label,
            fields.certificate,
            fields.token_note,
        )

    @property
    def library(self) -> Path:
        """The library that is named."""
        return Path(self._fields.library.currentText().strip()).expanduser()

    def choice(self) -> TokenChoice:
        """Which key on which token."""
        fields = self._fields
        if not self._present and self.library == self._wanted.library:
            return self._wanted
        return TokenChoice(
            self.library, str(fields.token.currentData() or ""), str(fields.certificate.currentData() or "")
        )

    def read(self) -> None:
        """Looks what is plugged in."""
        self._timer.stop()
        if self._job is not None or not self.library.name:
            return
        library = self.library
        # What is chosen stays chosen when the same is found again.
        self._wanted = self.choice()
        self.is_read = True
        self._say(self.tr("トークンを読んでいます…"))
        self._fields.read_again.setEnabled(False)
        self._job = self._runner.start(lambda _: tokens_present(library), LANE)
        self._job.finished.connect(self._on_read)
        self._job.failed.connect(self._on_not_read)
        self._job.stopped.connect(self._on_stopped)

    def leave(self) -> None:
        """What is still being read is not waited for."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _on_library(self) -> None:
        self._show([])
        self._say("")
        self.is_read = False
        self._timer.start()

    def _on_choose(self) -> None:
        start = str(self.library.parent) if self.library.name else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent,
            self.tr("PKCS#11ライブラリを選ぶ"),
            start,
            self.tr("ライブラリ (*.so *.dll *.dylib);;すべてのファイル (*)"),
        )
        if chosen:
            self._fields.library.setEditText(chosen)
            self.read()

    def _on_read(self, present: "list[TokenFacts]") -> None:
        self._end()
        self._show(present)
        if not present:
            self._say(self.tr("トークンが見つかりません。差し込んで「読み直す」を押してください。"))

    def _on_not_read(self, error: UserError) -> None:
        self._end()
        self._show([])
        self._say("✕ " + "\n".join(one for one in explain(error, self._language) if one), is_bad=True)

    def _on_stopped(self) -> None:
        self._end()

    def _end(self) -> None:
        self._job = None
        self._fields.read_again.setEnabled(True)

    def _show(self, present: "list[TokenFacts]") -> None:
        box = self._fields.token
        self._present = present
        labels = [one.label for one in present]
        box.blockSignals(True)
        box.clear()
        for one in present:
            # Two of one name are told apart by what stands on the card.
            twins = labels.count(one.label) > 1
            shown = f"{one.label}（{one.serial}）" if twins else one.label
            box.addItem(shown, one.serial if twins else one.label)
        box.setCurrentIndex(max(0, box.findData(self._wanted.token)) if present else -1)
        box.blockSignals(False)
        self._on_token()

    def _on_token(self) -> None:
        at, box = self._fields.token.currentIndex(), self._fields.certificate
        box.clear()
        if not 0 <= at < len(self._present):
            return
        token = self._present[at]
        box.addItem(self.tr("自動（署名できるものが一つのとき）"), "")
        for one in token.certificates:
            until = self.tr("有効期限 %s") % day(one.facts.not_after)
            box.addItem(f"{one.facts.holder}（{one.label}、{until}）", one.label)
        kept = box.findData(self._wanted.certificate) if self._wanted.certificate else -1
        box.setCurrentIndex(kept if kept > 0 else 1 if len(token.certificates) == 1 else 0)
        if token.is_locked:
            self._say(self.tr("！ このトークンのPINはロックされています。"), is_bad=True)
        elif token.is_last_try:
            self._say(self.tr("！ 次にPINを間違えると、このトークンはロックされます。"), is_bad=True)
        elif token.has_failed:
            self._say(self.tr("！ 前回のPINが間違っていました。続けて間違えるとロックされます。"))
        else:
            self._say(
                self.tr("%(maker)s　製造番号 %(serial)s") % {"maker": token.maker, "serial": token.serial}
            )

    def _say(self, sentence: str, *, is_bad: bool = False) -> None:
        label = self._fields.token_note
        label.setProperty("tone", "bad" if is_bad else "soft")
        label.style().unpolish(label)
        label.style().polish(label)
        show_sentence(label, sentence if self._fields.token_key.isChecked() else "")
