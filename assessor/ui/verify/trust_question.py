"""The question before something is trusted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor.ui.output.export_form import grouped
from assessor.workflow.trusting import Trusted


class TrustQuestion(QWidget):
    """Texts of the question; a class of its own for the translation."""

    def texts(self, one: Trusted) -> tuple[str, str]:
        """Sentence, and what to look at."""
        match one.kind:
            case "authority":
                sentence = self.tr("この認証局が証明したすべての署名者を信頼しますか。")
            case "revocations":
                sentence = self.tr("この失効リストを署名者の確認に使いますか。")
            case _:
                sentence = self.tr("この署名者の証明書を信頼しますか。")
        until = "—" if one.valid_until is None else f"{one.valid_until.astimezone():%Y-%m-%d}"
        shown = self.tr(
            "名義：%(holder)s\n発行者：%(issuer)s\n有効期限：%(until)s\n指紋（SHA-256）：\n%(fingerprint)s"
        ) % {
            "holder": one.holder,
            "issuer": one.issuer,
            "until": until,
            "fingerprint": grouped(one.fingerprint),
        }
        if one.kind == "revocations":
            remedy = (
                self.tr("取り消された証明書：%d件。リストの署名は、検証のたびに発行者の証明書で確かめます。")
                % one.entries
            )
        else:
            remedy = self.tr(
                "名前は誰でも名乗れます。本人から別の方法（電話・対面など）で受け取った指紋と同じことを確かめてください。"
            )
        return sentence, f"{shown}\n\n{remedy}"


def confirm_trust(parent: QWidget | None, one: Trusted) -> bool:
    """Asks before something is trusted; "no" is what Enter means."""
    question = TrustQuestion()
    sentence, remedy = question.texts(one)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(remedy)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    box.setDefaultButton(QMessageBox.StandardButton.No)
    answer = box.exec()
    box.deleteLater()
    question.deleteLater()
    return answer == QMessageBox.StandardButton.Yes
