"""The dialog of the export: who signs, where to, then progress, then where the file lies."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.messages import Language
from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import JobRunner
from assessor.ui.output.ordering import Order, carry_out
from assessor.ui.output.run_dialog import RunDialog
from assessor.workflow.exporting import Exported


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the dialog begins with.

    Attributes:
        target: file to write.
        language: of the pages.
        timestamp_url: server that proves the time; empty: none.
        key_file: key file used last; empty: the own key, or the token that signed last.
        history: journal of the document, which travels in the file; None: there is none.
        seal: picture of the seal used last; empty: none.
    """

    target: Path
    language: Language
    timestamp_url: str = ""
    key_file: str = ""
    history: bytes | None = None
    seal: str = ""


class ExportDialog(RunDialog):
    """Exports one assessment as it was when the dialog opened.

    Attributes:
        exported: what was written; None until then.
    """

    export_finished = Signal(object)

    def __init__(
        self,
        context: UiContext,
        runner: JobRunner,
        proposal: Proposal,
        *,
        signs: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, runner, signs=signs, timestamp_url=proposal.timestamp_url, parent=parent)
        self._proposal = proposal
        session = context.bridge.session
        self._edition: Edition = session.edition
        self._state: Assessment = session.state
        self.exported: Exported | None = None
        self.setWindowTitle(self.tr("署名して出力") if signs else self.tr("署名なしで出力"))
        case = self._state.case
        self.fields.fill(
            holder=case.assessor,
            organisation=case.office,
            key_file=proposal.key_file,
            target=proposal.target,
            seal=proposal.seal,
        )
        wording, result = context.wording, session.evaluation.summary.result
        name = case.name or self.tr("（案件名なし）")
        verdict = "undetermined" if result == "undecided" else result
        about = f"{name}　{wording.mark(verdict)} {wording.result(result)}"
        self.build(
            plain_label(about, name="heading", wraps=True),
            self.tr("署名して出力") if signs else self.tr("出力"),
        )

    def begin(self) -> None:
        """Exports as the fields say."""
        order = Order(
            self._edition,
            self._state,
            self.fields.target,
            self._proposal.language,
            self.fields.key_order(),
            self.fields.choice(),
            self._proposal.history,
        )
        self.run(lambda control: carry_out(control, order), order.steps)

    def take(self, result: Exported) -> tuple[str, Path]:
        """What was written, and who signed it."""
        self.exported = result
        if result.holder is not None:
            said = self.tr(
                "✓ 署名済みのPDFを書き出し、署名と内容を読み返して確かめました"
                "（%(count)dページ、署名者 %(holder)s）。"
            )
        else:
            said = self.tr("✓ PDFを書き出し、読み返して確かめました（%(count)dページ、署名なし）。")
        return said % {"count": result.pages, "holder": result.holder}, result.path

    def announce(self, result: Exported) -> None:
        """Tells whoever opened the dialog."""
        self.export_finished.emit(result)
