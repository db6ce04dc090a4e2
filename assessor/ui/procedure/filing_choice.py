"""Which application, and which of its filings, the page of documents shows."""

from PySide6.QtWidgets import QComboBox, QWidget

from assessor.workflow.case_dates import filings_of
from assessor.workflow.procedure import applications_of
from assessor.workflow.procedure_wording import ProcedureWording
from assessor.workflow.session import Session


class FilingChoice(QComboBox):
    """One entry per filing; one for an application that has none yet."""

    def __init__(self, session: Session, words: ProcedureWording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self.setAccessibleName(self.tr("申請・報告"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def application(self) -> str:
        """Code of the application chosen; empty: none."""
        data = self.currentData()
        return data[0] if data else ""

    @property
    def filing(self) -> str:
        """Id of the filing chosen; empty: none yet."""
        data = self.currentData()
        return data[1] if data else ""

    def fill(self) -> None:
        """Lists what there is now."""
        session, language = self._session, self._words.language
        self.clear()
        for one in applications_of(session.edition, session.state.case.category):
            filings = filings_of(session.state, one.code)
            for code, filing in filings:
                day = filing.filed and self.tr("%s 提出") % filing.filed
                words = self._words.joined(one.name.in_language(language), day or self.tr("準備中"))
                self.addItem(f"{one.number} {words}", (one.code, code))
            if not filings:
                self.addItem(f"{one.number} {one.name.in_language(language)}", (one.code, ""))

    def choose(self, application: str, filing: str = "") -> None:
        """Chooses a filing; where it is not there, the last one of the application."""
        entries = [self.itemData(number) for number in range(self.count())]
        exact = [number for number, one in enumerate(entries) if one == (application, filing)]
        near = [number for number, one in enumerate(entries) if one[0] == application]
        if exact or near:
            self.setCurrentIndex((exact or near)[-1])
