"""A window of its own that signs with a token: the module reads its configuration once in a process.

Prints as JSON what the window said at each turn.
"""

import json
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.jobs import JobRunner
from assessor.ui.output.export_dialog import ExportDialog, Proposal
from assessor.ui.theme import Theme, load_bundled_fonts
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session
from assessor.workflow.token_keys import is_token_preferred, remembered_token
from assessor.workflow.wording import Wording

FORM = {
    "edition": "r4",
    "category": "new",
    "case": {"name": "髙﨑𠮷邉ハイツ", "assessor": "髙﨑 𠮷邉", "date_made": "2026-11-21"},
    "places": [{"id": "A", "kind": "unit_type", "name": "Aタイプ"}],
}
TURNS = 2000


def wait(runner: JobRunner) -> None:
    for _ in range(TURNS):
        QTest.qWait(10)
        if not runner.is_busy:
            QTest.qWait(10)
            return
    raise SystemExit("nothing came back")


def main(module: str, junk: str, pin: str, folder: Path) -> list[object]:
    app = QApplication([])
    app.setStyle("Fusion")
    load_bundled_fonts()
    theme = Theme("light", bundled_only=True)
    theme.apply()
    edition, state = read_assessment(json.dumps(FORM).encode(), "house.json")
    wording = Wording(edition, "ja")
    context = UiContext(Bridge(Session(edition, state), edit_text=wording.edit), wording, theme)
    runner = JobRunner()
    said: list[object] = []

    def make() -> ExportDialog:
        dialog = ExportDialog(context, runner, Proposal(folder / "out.pdf", "ja"), signs=True)
        dialog.show()
        return dialog

    dialog = make()
    form = dialog.fields.form
    form.token_key.setChecked(True)
    wait(runner)

    def tell(turn: str) -> None:
        problem = "\n".join(
            one.text() for one in (form.key_problem, form.passphrase_problem) if one.isVisible()
        )
        said.append([turn, form.token_note.text(), problem])
        if picture := sys.argv[5:]:
            dialog.grab().save(str(Path(picture[0]) / f"{turn}.png"))

    def choose(token: str, certificate: str = "") -> None:
        form.token.setCurrentIndex(form.token.findData(token))
        form.certificate.setCurrentIndex(form.certificate.findData(certificate))

    def press(turn: str, entered: str) -> None:
        form.passphrase.setText(entered)
        dialog.go()
        wait(runner)
        tell(turn)

    form.library.setEditText(str(folder / "none.so"))
    form.read_again.click()
    wait(runner)
    tell("no library")
    form.library.setEditText(junk)
    form.read_again.click()
    wait(runner)
    tell("no module")
    form.library.setEditText(module)
    form.read_again.click()
    wait(runner)
    said.append(sorted({str(form.token.itemData(at)) for at in range(form.token.count())}))
    choose("several", "two")
    said.append([form.certificate.itemData(at) for at in range(form.certificate.count())])
    tell("seen")
    choose("rsa", "architect")
    press("no pin", "")
    press("wrong pin", "0000")
    choose("odd", "expired")
    press("expired", pin)
    choose("several", "")
    press("several", pin)
    choose("bare")
    press("bare", pin)
    choose("rsa", "architect")
    press("right", pin)
    exported = dialog.exported
    said.append(["signed", None if exported is None else exported.holder])
    said.append([is_token_preferred(), remembered_token() is not None and remembered_token().certificate])
    dialog.reject()
    dialog = make()
    form = dialog.fields.form
    wait(runner)
    said.append([form.token_key.isChecked(), form.token.currentData(), form.certificate.currentData()])
    said.append(form.passphrase.text())
    tell("again")
    dialog.reject()
    runner.close()
    return said


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])), ensure_ascii=False))
