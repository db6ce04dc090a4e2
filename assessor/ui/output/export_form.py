"""The fields of the dialogs that sign: the key, the stamp, the target; each fault beside its field."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from assessor.errors import UserError
from assessor.messages import Language, explain, text
from assessor.ui.jobs import JobRunner
from assessor.ui.output.export_fields import ExportFields, show_sentence
from assessor.ui.output.key_part import KEY_CODES, PASSPHRASE_CODES, KeyPart, grouped
from assessor.ui.output.ordering import KeyOrder
from assessor.ui.shown_files import documents_folder
from assessor.workflow.exporting import TIMESTAMP_FAULTS, SigningChoice

__all__ = ["ExportForm", "grouped"]
SEAL_CODES = frozenset(
    {"seal_unreadable", "seal_too_large", "input_missing", "input_unreadable", "input_too_large"}
)
TARGET_CODES = frozenset(
    {"output_not_written", "output_differs", "disk_full", "access_denied", "signed_in_the_way"}
)


class ExportForm(QWidget):
    """Shows what fits the choice of the key; reads what was entered.

    Attributes:
        form: the fields.
        key: the fields that say which key signs.
    """

    def __init__(self, language: Language, runner: JobRunner, *, signs: bool, timestamp_url: str) -> None:
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
        form.key_part.setVisible(signs)
        form.timestamp.setVisible(bool(timestamp_url))
        form.timestamp.setChecked(bool(timestamp_url))
        form.archive.setVisible(bool(timestamp_url))
        form.timestamp.toggled.connect(form.archive.setEnabled)
        form.timestamp.setText(self.tr("タイムスタンプを付ける（%s）") % timestamp_url)
        form.choose_seal.clicked.connect(self._on_choose_seal)
        form.choose_target.clicked.connect(self._on_choose_target)
        form.target.textEdited.connect(self._on_target_edited)
        self.key = KeyPart(form, language, runner, self)
        self.key.kind_changed.connect(self.clear_problems)
        self.clear_problems()

    # Filling --------------------------------------------------------------------------------------------

    def fill(self, *, holder: str, organisation: str, key_file: str, target: Path, seal: str = "") -> None:
        """Proposes what is known.

        Args:
            holder: the assessor's name.
            organisation: their office.
            key_file: key file used last; empty: the own key is proposed, or the token that signed last.
            target: file to write.
            seal: picture of the seal used last.
        """
        form = self.form
        form.seal.setText(seal)
        form.stamp_name.setPlaceholderText(self.tr("空欄なら、案件の担当者か鍵の名義人の氏名"))
        form.stamp_name.setText(holder)
        form.stamp_role.setText(text("report.signature.role.designer", self._language))
        form.target.setText(str(target))
        if self._signs:
            self.key.fill(holder=holder, organisation=organisation, key_file=key_file)

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self.key.first_field() if self._signs else self.form.target

    @property
    def makes_key(self) -> bool:
        """Whether a key will be made."""
        return self._signs and self.key.makes_key

    def _on_target_edited(self) -> None:
        self._replace = None
        show_sentence(self.form.target_problem, "")

    def _on_choose_seal(self) -> None:
        start = self.form.seal.text() or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("印影の画像を選ぶ"), start, self.tr("画像 (*.png *.jpg *.jpeg)")
        )
        if chosen:
            self.form.seal.setText(chosen)
            show_sentence(self.form.seal_problem, "")

    def _on_choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("出力先を選ぶ"), self.form.target.text(), self.tr("PDF (*.pdf)")
        )
        if chosen:
            self.form.target.setText(str(_with_ending(Path(chosen))))
            show_sentence(self.form.target_problem, "")
            # The file dialog has asked already whether to replace a file that is there.
            self._replace = self.target

    # Reading --------------------------------------------------------------------------------------------

    @property
    def target(self) -> Path:
        """The file to write."""
        return _with_ending(Path(self.form.target.text().strip()).expanduser())

    def key_order(self) -> KeyOrder | None:
        """Which key signs."""
        return self.key.order() if self._signs else None

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
        missing = self.key.missing() if self._signs else None
        if missing is not None:
            return self._refuse(*missing)
        if not form.target.text().strip():
            return self._refuse(form.target_problem, self.tr("出力先を選んでください。"), form.target)
        if self.target.exists() and self._replace != self.target:
            self._replace = self.target
            wanted = self.tr("同じ名前のファイルがあります。もう一度押すと、置き換えます。")
            return self._refuse(form.target_problem, wanted, form.target)
        return True

    def _refuse(self, where: QLabel, sentence: str, field: QWidget) -> bool:
        show_sentence(where, f"✕ {sentence}")
        field.setFocus()
        return False

    # Faults ---------------------------------------------------------------------------------------------

    def clear_problems(self) -> None:
        """No fault is known."""
        for label in self.form.problems:
            show_sentence(label, "")

    def show_problem(self, error: UserError) -> bool:
        """Shows a fault beside the field that mends it; says whether there is one."""
        form = self.form
        places: Sequence[tuple[frozenset[str], QLabel, QWidget]] = (
            (PASSPHRASE_CODES, form.passphrase_problem, form.passphrase),
            (SEAL_CODES, form.seal_problem, form.seal),
            (TIMESTAMP_FAULTS, form.timestamp_problem, form.timestamp),
            (TARGET_CODES, form.target_problem, form.target),
            (KEY_CODES, form.key_problem, self.key.field_of_key()),
        )
        for codes, label, field in places:
            if error.code in codes:
                show_sentence(label, "✕ " + "\n".join(one for one in explain(error, self._language) if one))
                field.setFocus()
                if isinstance(field, QLineEdit):
                    field.selectAll()
                return True
        return False

    def refresh_key(self) -> None:
        """A key may have been made meanwhile, a token may have lost a try."""
        if self._signs:
            self.key.refresh()


def _with_ending(path: Path) -> Path:
    if not path.name:
        return path / "checklist.pdf"
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
