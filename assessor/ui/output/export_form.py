"""The fields of the export dialog: which key, passphrase, stamp, target; each fault beside its field."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import UserError
from assessor.messages import Language, explain, text
from assessor.ui.forms import Form
from assessor.ui.output.ordering import MIN_PASSPHRASE, KeyOrder, strength
from assessor.ui.shown_files import documents_folder
from assessor.workflow.exporting import TIMESTAMP_FAULTS, SigningChoice
from assessor.workflow.own_key import has_own_key, own_certificate

PASSPHRASE_CODES = frozenset({"wrong_passphrase", "passphrase_too_short", "passphrase_not_text"})
SEAL_CODES = frozenset(
    {"seal_unreadable", "seal_too_large", "input_missing", "input_unreadable", "input_too_large"}
)
TARGET_CODES = frozenset(
    {"output_not_written", "output_differs", "disk_full", "access_denied", "signed_in_the_way"}
)
KEY_CODES = frozenset(
    {
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
)


class ExportFields(Form):
    """Bound fields of `forms/export.ui`."""

    NAME = "export"
    key_part: QWidget
    key_title: QLabel
    own_key: QRadioButton
    own_facts: QLabel
    file_key: QRadioButton
    key_file_label: QLabel
    key_file: QLineEdit
    choose_key: QPushButton
    holder_label: QLabel
    holder: QLineEdit
    organisation_label: QLabel
    organisation: QLineEdit
    key_problem: QLabel
    passphrase_label: QLabel
    passphrase: QLineEdit
    reveal: QCheckBox
    repeat_label: QLabel
    repeat: QLineEdit
    strength: QLabel
    passphrase_problem: QLabel
    stamp_title: QLabel
    stamp_name: QLineEdit
    stamp_role: QLineEdit
    seal: QLineEdit
    choose_seal: QPushButton
    seal_problem: QLabel
    timestamp: QCheckBox
    archive: QCheckBox
    timestamp_problem: QLabel
    target_title: QLabel
    target: QLineEdit
    choose_target: QPushButton
    target_problem: QLabel


class ExportForm(QWidget):
    """Shows what fits the choice of the key; reads what was entered.

    Attributes:
        form: the fields.
    """

    def __init__(self, language: Language, *, signs: bool, timestamp_url: str) -> None:
        super().__init__()
        self._language: Language = language
        self._signs = signs
        self._timestamp_url = timestamp_url
        self._replace: Path | None = None
        self.form = ExportFields(self)
        form = self.form
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form.root)
        layout.addStretch(1)
        for title in (form.key_title, form.stamp_title, form.target_title):
            title.setObjectName("section")
        self._problems = (
            form.key_problem,
            form.passphrase_problem,
            form.seal_problem,
            form.timestamp_problem,
            form.target_problem,
        )
        form.key_part.setVisible(signs)
        form.timestamp.setVisible(bool(timestamp_url))
        form.timestamp.setChecked(bool(timestamp_url))
        form.archive.setVisible(bool(timestamp_url))
        form.timestamp.toggled.connect(form.archive.setEnabled)
        form.timestamp.setText(self.tr("タイムスタンプを付ける（%s）") % timestamp_url)
        form.own_key.toggled.connect(self._on_kind)
        form.file_key.toggled.connect(self._on_kind)
        form.reveal.toggled.connect(self._on_reveal)
        form.choose_key.clicked.connect(self._on_choose_key)
        form.choose_seal.clicked.connect(self._on_choose_seal)
        form.choose_target.clicked.connect(self._on_choose_target)
        for field in (form.passphrase, form.repeat):
            field.textChanged.connect(self._on_passphrase)
        form.target.textEdited.connect(self._on_target_edited)
        form.own_key.setChecked(True)
        self.clear_problems()

    # Filling --------------------------------------------------------------------------------------------

    def fill(self, *, holder: str, organisation: str, key_file: str, target: Path, seal: str = "") -> None:
        """Proposes what is known.

        Args:
            holder: the assessor's name.
            organisation: their office.
            key_file: key file used last; empty: the own key is proposed.
            target: file to write.
            seal: picture of the seal used last.
        """
        form = self.form
        form.seal.setText(seal)
        form.stamp_name.setPlaceholderText(self.tr("空欄なら、案件の評価者か鍵の名義人の氏名"))
        form.holder.setText(holder)
        form.organisation.setText(organisation)
        form.stamp_name.setText(holder)
        form.stamp_role.setText(text("report.signature.role.designer", self._language))
        form.key_file.setText(key_file)
        form.file_key.setChecked(bool(key_file))
        form.target.setText(str(target))

    def first_field(self) -> QWidget:
        """Where typing begins."""
        form = self.form
        if not self._signs:
            return form.target
        if self.makes_key and not form.holder.text().strip():
            return form.holder
        return form.passphrase

    @property
    def makes_key(self) -> bool:
        """Whether a key will be made."""
        return self._signs and self.form.own_key.isChecked() and not has_own_key()

    def _on_kind(self) -> None:
        form = self.form
        from_file, makes = form.file_key.isChecked(), self.makes_key
        for part in (form.key_file_label, form.key_file, form.choose_key):
            part.setVisible(from_file)
        for part in (
            form.holder_label,
            form.holder,
            form.organisation_label,
            form.organisation,
            form.repeat_label,
            form.repeat,
            form.strength,
        ):
            part.setVisible(makes)
        form.own_facts.setText(self._own_facts())
        self.clear_problems()

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
        return self.tr("名義：%(who)s　有効期限：%(until)s\n指紋（SHA-256）：%(fingerprint)s…") % {
            "who": who,
            "until": _day(facts.not_after),
            "fingerprint": grouped(facts.fingerprint[:16]),
        }

    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.form.passphrase.setEchoMode(mode)
        self.form.repeat.setEchoMode(mode)

    def _on_passphrase(self) -> None:
        self._show(self.form.passphrase_problem, "")
        words = {
            "short": self.tr("あと%d文字以上必要です（8文字以上）。"),
            "weak": self.tr("推測されやすいパスフレーズです。語を増やしてください。"),
            "fair": self.tr("ふつうの強さです。"),
            "strong": self.tr("十分に強いパスフレーズです。"),
        }
        found = self.form.passphrase.text()
        said = words[strength(found)]
        if strength(found) == "short":
            said = said % (MIN_PASSPHRASE - len(found))
        self.form.strength.setText(said)

    def _on_target_edited(self) -> None:
        self._replace = None
        self._show(self.form.target_problem, "")

    def _on_choose_key(self) -> None:
        start = self.form.key_file.text() or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("鍵ファイルを選ぶ"), start, self.tr("鍵ファイル（*.p12 *.pfx）")
        )
        if chosen:
            self.form.key_file.setText(chosen)
            self.clear_problems()
            self.form.passphrase.setFocus()

    def _on_choose_seal(self) -> None:
        start = self.form.seal.text() or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("印影の画像を選ぶ"), start, self.tr("画像（*.png *.jpg *.jpeg）")
        )
        if chosen:
            self.form.seal.setText(chosen)
            self._show(self.form.seal_problem, "")

    def _on_choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("出力先を選ぶ"), self.form.target.text(), self.tr("PDF（*.pdf）")
        )
        if chosen:
            self.form.target.setText(str(_with_ending(Path(chosen))))
            self._show(self.form.target_problem, "")
            # The file dialog has asked already whether to replace a file that is there.
            self._replace = self.target

    # Reading --------------------------------------------------------------------------------------------

    @property
    def target(self) -> Path:
        """The file to write."""
        return _with_ending(Path(self.form.target.text().strip()).expanduser())

    def key_order(self) -> KeyOrder | None:
        """Which key signs."""
        if not self._signs:
            return None
        form = self.form
        file = Path(form.key_file.text().strip()).expanduser() if form.file_key.isChecked() else None
        return KeyOrder(file, form.passphrase.text(), form.holder.text(), form.organisation.text())

    def choice(self) -> SigningChoice:
        """What is said beside the key."""
        form = self.form
        url = self._timestamp_url if form.timestamp.isChecked() else ""
        return SigningChoice(
            form.stamp_name.text().strip(),
            form.stamp_role.text().strip(),
            url or None,
            self.seal,
            archive=bool(url) and form.archive.isChecked(),
        )

    @property
    def seal(self) -> Path | None:
        """Picture of the seal, if one shall be printed."""
        found = self.form.seal.text().strip()
        return Path(found).expanduser() if found and self._signs else None

    def is_complete(self) -> bool:
        """Checks what needs no key; says beside the field what is missing, and goes there."""
        self.clear_problems()
        form = self.form
        if self._signs and form.file_key.isChecked() and not form.key_file.text().strip():
            return self._refuse(form.key_problem, self.tr("鍵ファイルを選んでください。"), form.choose_key)
        if self.makes_key and not form.holder.text().strip():
            return self._refuse(form.key_problem, self.tr("氏名を入力してください。"), form.holder)
        if self.makes_key and strength(form.passphrase.text()) == "short":
            wanted = self.tr("パスフレーズは8文字以上にしてください。")
            return self._refuse(form.passphrase_problem, wanted, form.passphrase)
        if self.makes_key and form.passphrase.text() != form.repeat.text():
            wanted = self.tr("二つのパスフレーズが一致しません。もう一度入力してください。")
            return self._refuse(form.passphrase_problem, wanted, form.repeat)
        if self._signs and not form.passphrase.text() and not form.file_key.isChecked():
            wanted = self.tr("パスフレーズを入力してください。")
            return self._refuse(form.passphrase_problem, wanted, form.passphrase)
        if not form.target.text().strip():
            return self._refuse(form.target_problem, self.tr("出力先を選んでください。"), form.target)
        if self.target.exists() and self._replace != self.target:
            self._replace = self.target
            wanted = self.tr("同じ名前のファイルがあります。もう一度押すと、置き換えます。")
            return self._refuse(form.target_problem, wanted, form.target)
        return True

    def _refuse(self, where: QLabel, sentence: str, field: QWidget) -> bool:
        self._show(where, f"✕ {sentence}")
        field.setFocus()
        return False

    # Faults ---------------------------------------------------------------------------------------------

    def clear_problems(self) -> None:
        """No fault is known."""
        for label in self._problems:
            self._show(label, "")

    def show_problem(self, error: UserError) -> bool:
        """Shows a fault beside the field that mends it; says whether there is one."""
        form = self.form
        places: Sequence[tuple[frozenset[str], QLabel, QWidget]] = (
            (PASSPHRASE_CODES, form.passphrase_problem, form.passphrase),
            (SEAL_CODES, form.seal_problem, form.seal),
            (TIMESTAMP_FAULTS, form.timestamp_problem, form.timestamp),
            (TARGET_CODES, form.target_problem, form.target),
            (KEY_CODES, form.key_problem, form.key_file if form.file_key.isChecked() else form.holder),
        )
        for codes, label, field in places:
            if error.code in codes:
                self._show(label, "✕ " + "\n".join(one for one in explain(error, self._language) if one))
                field.setFocus()
                if isinstance(field, QLineEdit):
                    field.selectAll()
                return True
        return False

    def refresh_key(self) -> None:
        """A key may have been made meanwhile."""
        self._on_kind()

    def _show(self, label: QLabel, sentence: str) -> None:
        label.setText(sentence)
        label.setVisible(bool(sentence))


def grouped(digits: str) -> str:
    """Hexadecimal digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")


def _with_ending(path: Path) -> Path:
    if not path.name:
        return path / "checklist.pdf"
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
