"""The user's choices: name, language, colours, text size, time-stamp server."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from assessor.messages import Language
from assessor.ui.forms import Form
from assessor.ui.preferences import TEXT_SIZES
from assessor.ui.theme import Scheme, Theme


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen."""

    user: str
    language: Language
    scheme: Scheme
    text_size: float
    timestamp_url: str


class PreferencesForm(Form):
    """Bound fields of `forms/preferences.ui`."""

    NAME = "preferences"
    user: QLineEdit
    language: QComboBox
    scheme: QComboBox
    text_size: QComboBox
    timestamp_url: QLineEdit
    timestamp_problem: QLabel


class PreferencesDialog(QDialog):
    """Shows the choices; `choices` says what was chosen."""

    def __init__(self, theme: Theme, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("設定"))
        px = theme.px
        self.form = PreferencesForm(self)
        form = self.form
        for text, value in (("日本語", "ja"), ("English", "en")):
            form.language.addItem(text, value)
        for text, value in (
            (self.tr("システムに合わせる"), "system"),
            (self.tr("明るい"), "light"),
            (self.tr("暗い"), "dark"),
        ):
            form.scheme.addItem(text, value)
        for size in TEXT_SIZES:
            form.text_size.addItem(f"{round(size * 100)} %", size)
        form.user.setText(choices.user)
        form.timestamp_url.setText(choices.timestamp_url)
        for box, present in (
            (form.language, choices.language),
            (form.scheme, choices.scheme),
            (form.text_size, choices.text_size),
        ):
            box.setCurrentIndex(max(0, box.findData(present)))
        form.timestamp_problem.hide()
        form.timestamp_url.textEdited.connect(form.timestamp_problem.hide)
        buttons = QDialogButtonBox()
        take = buttons.addButton(self.tr("決定"), QDialogButtonBox.ButtonRole.AcceptRole)
        take.setDefault(True)
        buttons.addButton(self.tr("取りやめ"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(12))
        layout.addWidget(form.root)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(
            min(px(520), self.screen().availableGeometry().width() - px(16)), self.sizeHint().height()
        )
        self._make_room()
        form.user.setFocus()

    def _make_room(self) -> None:
        """Lines that break take more height than the dialog was made for."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @property
    def choices(self) -> Choices:
        """What was chosen."""
        form = self.form
        return Choices(
            form.user.text().strip(),
            form.language.currentData(),
            form.scheme.currentData(),
            form.text_size.currentData(),
            form.timestamp_url.text().strip(),
        )

    def accept(self) -> None:
        """An address that cannot work is refused beside its field."""
        if not is_server(self.choices.timestamp_url):
            self.form.timestamp_problem.setText(
                self.tr("✕ http:// または https:// で始まるアドレスを入力するか、空欄にしてください。")
            )
            self.form.timestamp_problem.show()
            self.form.timestamp_url.setFocus()
            self._make_room()
            return
        super().accept()


def is_server(url: str) -> bool:
    """Whether the address can be that of a server; none is one too."""
    if not url:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
