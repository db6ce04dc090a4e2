"""Work that an earlier run left behind, in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from assessor.store import PendingRecovery


def about_recovery(pending: PendingRecovery) -> str:
    """What was left, when, by whom, and what became of its file."""
    if pending.situation == "damaged":
        return QCoreApplication.translate("Recovered", "作業用の写しが壊れていて、開けません。")
    name = pending.name or QCoreApplication.translate("Recovered", "（案件名なし）")
    file = "" if pending.document is None else pending.document.name
    situation = {
        "unchanged": QCoreApplication.translate("Recovered", "ファイル「%s」にまだ入っていません") % file,
        "changed": QCoreApplication.translate(
            "Recovered", "ファイル「%s」はその後ほかから書き換えられています（両方を残せます）"
        )
        % file,
        "gone": QCoreApplication.translate("Recovered", "ファイル「%s」はなくなっています") % file,
        "never_saved": QCoreApplication.translate("Recovered", "まだファイル名がありません"),
    }[pending.situation]
    who = pending.changed_by
    at = moment(pending.changed_at)
    said = QCoreApplication.translate(
        "Recovered", "%(name)s　変更%(edits)d件、最後は%(when)s。%(situation)s。"
    ) % {
        "name": name,
        "edits": pending.edits,
        "when": f"{at} {who}".strip(),
        "situation": situation,
    }
    return str(said)


def moment(at: str) -> str:
    """A time as kept, in words of here."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at[:32]
