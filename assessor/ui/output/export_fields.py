"""The bound fields of the dialogs that sign, and how a fault is shown beside one."""

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from assessor.ui.forms import Form


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
    token_key: QRadioButton
    library_label: QLabel
    library: QComboBox
    choose_library: QPushButton
    token_label: QLabel
    token: QComboBox
    read_again: QPushButton
    certificate_label: QLabel
    certificate: QComboBox
    token_note: QLabel
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
    stamp_name_label: QLabel
    target_title: QLabel
    target_label: QLabel
    target: QLineEdit
    choose_target: QPushButton
    target_problem: QLabel

    def align(self) -> None:
        """Gives the names of all fields one width, so that nothing jumps when other fields are shown."""
        names = (
            self.key_file_label,
            self.library_label,
            self.token_label,
            self.certificate_label,
            self.holder_label,
            self.organisation_label,
            self.passphrase_label,
            self.repeat_label,
            self.stamp_name_label,
            self.target_label,
        )
        width = max(one.sizeHint().width() for one in names)
        for one in (self.stamp_name_label, self.target_label):
            one.setMinimumWidth(width)

    @property
    def problems(self) -> tuple[QLabel, ...]:
        """The labels that say what is wrong with the field above them."""
        return (
            self.key_problem,
            self.passphrase_problem,
            self.seal_problem,
            self.timestamp_problem,
            self.target_problem,
        )


def show_sentence(label: QLabel, sentence: str) -> None:
    """Shows a sentence; an empty one takes no room."""
    label.setText(sentence)
    label.setVisible(bool(sentence))


def day(moment: datetime) -> str:
    """A day as fields show it."""
    return moment.astimezone().strftime("%Y-%m-%d")
