"""The pages around the sheet in a window."""

from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from assessor.ui.procedure.pages import procedure_pages
from assessor.ui.procedure.services import Services

TODAY = date(2026, 9, 1)


@pytest.fixture
def page_of(make_window, request):
    """A window with the pages, and one of them shown; its model under the model tester."""

    def make(key: str, category: str = "new", sets=(), *, read_only: bool = False):
        window = make_window(
            "r4", category, sets, pages=procedure_pages(Services(today=lambda: TODAY)), read_only=read_only
        )
        window.show_step(key)
        page = window.page(key)
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make
