"""A document that somebody else has open: who, where and since when, and whether to take it over."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor.store import Holder
from assessor.ui.start.filing import plain_box
from assessor.ui.start.recovered import moment


def holder_words(holder: Holder) -> dict[str, str]:
    """Who has it open (`user`), on which machine (`host`), since when (`since`): words for a sentence."""
    return {
        "user": holder.user or "?",
        "host": holder.host or "?",
        "since": moment(holder.since) or "?",
    }


def ask_take_over(parent: QWidget | None, path: Path, holder: Holder) -> bool:
    """Asks whether to go on with a document that another machine left in use."""
    sentence = str(
        QCoreApplication.translate(
            "Held", "「%(file)s」は、%(host)s で %(user)sさんが %(since)s から使っていることになっています。"
        )
    ) % {"file": path.name, **holder_words(holder)}
    remedy = str(
        QCoreApplication.translate(
            "Held",
            "そのパソコンで閉じてあるか、電源が切れたままなら、引き継いで編集できます。"
            "まだ開いていたときは、あとで保存する側にそのことが知らされ、両方の内容を残せます。",
        )
    )
    box = plain_box(parent, sentence, remedy)
    box.setIcon(QMessageBox.Icon.Question)
    take = box.addButton(
        str(QCoreApplication.translate("Held", "引き継ぐ")), QMessageBox.ButtonRole.AcceptRole
    )
    leave = box.addButton(
        str(QCoreApplication.translate("Held", "読み取り専用のまま")), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    agreed = box.clickedButton() is take
    box.deleteLater()
    return agreed
