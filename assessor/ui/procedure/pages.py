"""The pages around the sheet as steps of the walk."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from assessor.ui.context import UiContext
from assessor.ui.window import PageSpec


def procedure_pages() -> tuple[PageSpec, ...]:
    """The steps, titled in the present language."""
    return (
        PageSpec(
            "requirements", QCoreApplication.translate("ProcedurePages", "認定要件"), 12, _requirements_page
        ),
        PageSpec("dwellings", QCoreApplication.translate("ProcedurePages", "申請住戸"), 22, _dwellings_page),
    )


def _requirements_page(context: UiContext) -> QWidget:
    from assessor.ui.procedure.requirements_page import RequirementsPage

    return RequirementsPage(context)


def _dwellings_page(context: UiContext) -> QWidget:
    from assessor.ui.procedure.dwellings_page import DwellingsPage

    return DwellingsPage(context)
