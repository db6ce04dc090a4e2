"""The dialog that says what taking the assessment to another edition does, before it is done."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from assessor.messages import Language
from assessor.ui.context import plain_label
from assessor.ui.theme import Theme
from assessor.workflow.upgrading import Upgraded, report_sentences


class UpgradeDialog(QDialog):
    """The report of an upgrade that has not happened yet.

    Attributes:
        report: the sentences, to be read and copied.
    """

    def __init__(
        self, result: Upgraded, theme: Theme, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = theme.px
        name = result.edition.head.name.in_language(language)
        self.setWindowTitle(self.tr("%s に移す") % name)
        heading = plain_label(self.tr("この評価を「%s」に移すと、次のようになります。") % name, wraps=True)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setPlainText("\n".join(f"・{one}" for one in report_sentences(result.report, language)))
        self.report.setAccessibleName(self.tr("移した結果の報告"))
        hint = plain_label(
            self.tr(
                "新しい評価として開きます。今のファイルはそのまま残ります。"
                "移せない答えは新しい評価の中に保管し、元の版に戻すと戻ります。"
            ),
            name="caption",
            wraps=True,
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.addButton(self.tr("移す"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(12))
        for part in (heading, self.report, hint, self.buttons):
            layout.addWidget(part)
        self.resize(px(640), px(420))
