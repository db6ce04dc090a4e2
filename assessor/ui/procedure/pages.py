"""The pages around the sheet as steps of the walk."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from assessor.ui.context import UiContext
from assessor.ui.procedure.dates_count import dates_count
from assessor.ui.procedure.services import Services
from assessor.ui.window import MainWindow, PageSpec


def procedure_pages(services: Services | None = None) -> tuple[PageSpec, ...]:
    """The steps, titled in the present language.

    Args:
        services: what they use besides the assessment; without it no file can be enclosed.
    """
    given = services or Services()
    return (
        PageSpec(
            "requirements", QCoreApplication.translate("ProcedurePages", "認定要件"), 12, _requirements_page
        ),
        PageSpec(
            "dwellings",
            QCoreApplication.translate("ProcedurePages", "申請住戸"),
            22,
            lambda context: _dwellings_page(context, given),
        ),
        PageSpec(
            "documents",
            QCoreApplication.translate("ProcedurePages", "申請図書"),
            64,
            lambda context: _documents_page(context, given),
        ),
        PageSpec(
            "changes",
            QCoreApplication.translate("ProcedurePages", "認定後の変更"),
            65,
            lambda context: _changes_page(context, given),
        ),
        PageSpec(
            "dates",
            QCoreApplication.translate("ProcedurePages", "手続と期限"),
            66,
            lambda context: _dates_page(context, given),
            lambda context: dates_count(context, given.today),
        ),
    )


def _requirements_page(context: UiContext) -> QWidget:
    from assessor.ui.procedure.requirements_page import RequirementsPage

    return RequirementsPage(context)


def _dwellings_page(context: UiContext, services: Services) -> QWidget:
    from assessor.ui.procedure.dwellings_page import DwellingsPage

    return DwellingsPage(context, services)


def _documents_page(context: UiContext, services: Services) -> QWidget:
    from assessor.ui.procedure.documents_page import DocumentsPage

    page = DocumentsPage(context, services)
    page.signing_asked.connect(lambda: _show_step(page, "export"))
    return page


def _changes_page(context: UiContext, services: Services) -> QWidget:
    from assessor.ui.procedure.changes_page import ChangesPage

    page = ChangesPage(context, services)
    page.application_asked.connect(lambda code: _show_documents(page, code))
    page.document_asked.connect(lambda code, document: _show_documents(page, code, document))
    page.step_asked.connect(lambda step: _show_step(page, step))
    return page


def _dates_page(context: UiContext, services: Services) -> QWidget:
    from assessor.ui.procedure.dates_page import DatesPage

    page = DatesPage(context, services)
    page.application_asked.connect(lambda code: _show_documents(page, code))
    return page


def _show_step(page: QWidget, step: str) -> None:
    window = page.window()
    if isinstance(window, MainWindow):
        window.show_step(step)


def _show_documents(page: QWidget, application: str, document: str = "") -> None:
    from assessor.ui.procedure.documents_page import DocumentsPage

    window = page.window()
    if not isinstance(window, MainWindow):
        return
    window.show_step("documents")
    documents = window.page("documents")
    if isinstance(documents, DocumentsPage):
        documents.show_application(application)
        documents.show_document(document)
