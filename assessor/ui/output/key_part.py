"""Which key signs: the program's own, one in a file, one on a token; its passphrase or PIN."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from assessor.messages import Language
from assessor.ui.jobs import JobRunner
from assessor.ui.output.export_fields import ExportFields, day, show_sentence
from assessor.ui.output.ordering import MIN_PASSPHRASE, KeyOrder, strength
from assessor.ui.output.token_part import TokenPart
from assessor.ui.shown_files import documents_folder
from assessor.workflow.own_key import has_own_key, own_certificate
from assessor.workflow.token_keys import is_token_preferred

PASSPHRASE_CODES = frozenset(
    {
        "wrong_passphrase",
        "passphrase_too_short",
        "passphrase_not_text",
        "wrong_pin",
        "wrong_pin_last_try",
        "token_locked",
        "token_pin_not_set",
    }
)
TOKEN_CODES = frozenset(
    {
        "token_support_missing",
        "token_module_missing",
        "token_module_unusable",
        "token_missing",
        "token_several",
        "token_busy",
        "token_failed",
        "token_certificate_unknown",
        "token_certificate_missing",
        "token_certificates_several",
        "token_key_unsupported",
        "token_key_too_short",
    }
)
KEY_CODES = TOKEN_CODES | {
    "key_file_missing",
    "key_file_unreadable",
    "key_file_damaged",
    "private_key_missing",
    "certificate_missing",
    "key_too_short",
    "key_kind_unsupported",
    "certificate_not_yet_valid",
    "certificate_expired",
    "key_exists",
    "key_not_written",
    "key_name_missing",
    "key_name_too_long",
}


class KeyPart(QObject):
    """Shows what fits the choice of the key; reads what was entered.

    Attributes:
        token: the fields of a key on a token.
    """

    kind_changed = Signal()

    def __init__(self, fields: ExportFields, language: Language, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = fields
        self._parent = parent
        self.token = TokenPart(fields, language, runner, parent)
        for button in (fields.own_key, fields.file_key, fields.token_key):
            button.toggled.connect(self._on_kind)
        fields.reveal.toggled.connect(self._on_reveal)
        fields.choose_key.clicked.connect(self._on_choose_key)
        for field in (fields.passphrase, fields.repeat):
            field.textChanged.connect(self._on_passphrase)
        fields.own_key.setChecked(True)

    def fill(self, *, holder: str, organisation: str, key_file: str) -> None:
        """Proposes the key that signed last.

        Args:
            holder: of a key to be made.
            organisation: their office.
            key_file: key file used last; empty: the own key, or a token where that signed last.
        """
        fields = self._fields
        fields.holder.setText(holder)
        fields.organisation.setText(organisation)
        fields.key_file.setText(key_file)
        if key_file:
            fields.file_key.setChecked(True)
        elif is_token_preferred():
            fields.token_key.setChecked(True)

    @property
    def makes_key(self) -> bool:
        """Whether a key will be made."""
        return self._fields.own_key.isChecked() and not has_own_key()

    def order(self) -> KeyOrder:
        """Which key signs."""
        fields = self._fields
        file = Path(fields.key_file.text().strip()).expanduser() if fields.file_key.isChecked() else None
        token = self.token.choice() if fields.token_key.isChecked() else None
        return KeyOrder(
            file, fields.passphrase.text(), fields.holder.text(), fields.organisation.text(), token
        )

    def first_field(self) -> QWidget:
        """Where typing begins."""
        fields = self._fields
        return fields.holder if self.makes_key and not fields.holder.text().strip() else fields.passphrase

    def field_of_key(self) -> QWidget:
        """The field that mends what is wrong with the key itself."""
        fields = self._fields
        if fields.token_key.isChecked():
            return fields.library
        return fields.key_file if fields.file_key.isChecked() else fields.holder

    def missing(self) -> tuple[QLabel, str, QWidget] | None:
        """What keeps the key from being opened, as far as it shows.

        Returns:
            The label that says it, the sentence, the field that mends it; None: nothing.
        """
        return next(self._missing(), None)

    def _missing(self) -> Iterator[tuple[QLabel, str, QWidget]]:
        fields = self._fields
        passphrase, key = fields.passphrase_problem, fields.key_problem
        if fields.file_key.isChecked():
            if not fields.key_file.text().strip():
                yield key, self.tr("鍵ファイルを選んでください。"), fields.choose_key
            # A key file may have an empty passphrase.
            return
        if fields.token_key.isChecked():
            if not self.token.library.name:
                yield key, self.tr("トークンのライブラリを選んでください。"), fields.library
            if not fields.passphrase.text():
                yield passphrase, self.tr("PINを入力してください。"), fields.passphrase
            return
        if self.makes_key:
            if not fields.holder.text().strip():
                yield key, self.tr("氏名を入力してください。"), fields.holder
            if strength(fields.passphrase.text()) == "short":
                # The line on its strength says the same; it comes back with the next sign typed.
                fields.strength.clear()
                yield passphrase, self.tr("パスフレーズは8文字以上にしてください。"), fields.passphrase
            if fields.passphrase.text() != fields.repeat.text():
                wanted = self.tr("二つのパスフレーズが一致しません。もう一度入力してください。")
                yield passphrase, wanted, fields.repeat
        if not fields.passphrase.text():
            yield passphrase, self.tr("パスフレーズを入力してください。"), fields.passphrase

    def refresh(self) -> None:
        """A key may have been made meanwhile, a token may have lost a try."""
        self._on_kind()
        if self._fields.token_key.isChecked():
            self.token.read()

    def _on_kind(self) -> None:
        fields = self._fields
        from_file, on_token, makes = (
            fields.file_key.isChecked(),
            fields.token_key.isChecked(),
            self.makes_key,
        )
        in_file: tuple[QWidget, ...] = (fields.key_file_label, fields.key_file, fields.choose_key)
        for part in in_file:
            part.setVisible(from_file)
        for part in self.token.parts:
            part.setVisible(on_token)
        fields.token_note.setVisible(on_token and bool(fields.token_note.text()))
        if on_token and not self.token.is_read:
            self.token.read()
        new_key: tuple[QWidget, ...] = (
            fields.holder_label,
            fields.holder,
            fields.organisation_label,
            fields.organisation,
            fields.repeat_label,
            fields.repeat,
            fields.strength,
        )
        for part in new_key:
            part.setVisible(makes)
        word = self.tr("PIN") if on_token else self.tr("パスフレーズ")
        fields.passphrase_label.setText(word)
        fields.passphrase.setAccessibleName(word)
        fields.reveal.setAccessibleName(
            self.tr("入力したPINを表示する") if on_token else self.tr("入力したパスフレーズを表示する")
        )
        fields.own_facts.setText(self._own_facts())
        fields.own_facts.setVisible(fields.own_key.isChecked())
        self.kind_changed.emit()

    def _own_facts(self) -> str:
        if not has_own_key():
            return self.tr(
                "鍵はまだありません。ここで作り、このパソコンに暗号化して保存します（有効期間5年）。"
                "パスフレーズを忘れると、この鍵では署名できなくなります。"
            )
        facts = own_certificate()
        if facts is None:
            return self.tr(
                "鍵はこのパソコンにあります。名義は、パスフレーズを入力して署名すると表示されます。"
            )
        who = f"{facts.holder}（{facts.organisation}）" if facts.organisation else facts.holder
        return self.tr("名義：%(who)s　有効期限：%(until)s\n指紋（SHA-256）：%(fingerprint)s") % {
            "who": who,
            "until": day(facts.not_after),
            "fingerprint": grouped(facts.fingerprint),
        }

    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._fields.passphrase.setEchoMode(mode)
        self._fields.repeat.setEchoMode(mode)

    def _on_passphrase(self) -> None:
        show_sentence(self._fields.passphrase_problem, "")
        words = {
            "short": self.tr("あと%d文字以上必要です（8文字以上）。"),
            "weak": self.tr("推測されやすいパスフレーズです。語を増やしてください。"),
            "fair": self.tr("ふつうの強さです。"),
            "strong": self.tr("十分に強いパスフレーズです。"),
        }
        found = self._fields.passphrase.text()
        said = words[strength(found)]
        if strength(found) == "short":
            said = said % (MIN_PASSPHRASE - len(found))
        self._fields.strength.setText(said)

    def _on_choose_key(self) -> None:
        start = self._fields.key_file.text() or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, self.tr("鍵ファイルを選ぶ"), start, self.tr("鍵ファイル (*.p12 *.pfx)")
        )
        if chosen:
            self._fields.key_file.setText(chosen)
            self.kind_changed.emit()
            self._fields.passphrase.setFocus()


def grouped(digits: str) -> str:
    """Hexadecimal digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
