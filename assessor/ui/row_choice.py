"""Which rows the page of the tables shows: filter and search of the bar above."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from assessor.ui.context import UiContext
from assessor.ui.table_page import TablePage
from assessor.ui.top_bar import TopBar


class RowChoice(QObject):
    """Follows the bar; searching spans all tables, and leads back where it began when it is given up."""

    def __init__(
        self,
        context: UiContext,
        bar: TopBar,
        page: TablePage,
        present_step: Callable[[], str],
        show_step: Callable[[str], None],
        parent: QObject,
    ) -> None:
        """Connects bar and page.

        Args:
            context: the window's.
            bar: filters and search field.
            page: the rows.
            present_step: key of the step shown.
            show_step: goes to a step.
            parent: owner.
        """
        super().__init__(parent)
        self._session = context.bridge.session
        self._bar = bar
        self._page = page
        self._present_step = present_step
        self._show_step = show_step
        self._origin: str | None = None
        bar.filter_chosen.connect(self.take_filter)
        bar.search_changed.connect(self._on_search)
        page.show_all_asked.connect(self.show_all)

    def show_table(self, table: str | None) -> None:
        """Shows a table (None: all), as filtered and searched."""
        model = self._page.model
        self._page.set_view(table=table, status=model.filter, query=model.query)

    def reveal(self, row_id: str) -> None:
        """Gives up search and filter as far as they hide a row, and goes to its table."""
        model = self._page.model
        if model.index_of(row_id).isValid():
            return
        if model.query:
            self._clear_search()
        if self._present_step() != "tables" or model.filter != "all":
            self._choose_filter(model.filter if model.fits(row_id, model.filter) else "all")
            self._show_step(f"table:{self._session.edition.rows[row_id].table}")

    def take_filter(self, name: str) -> None:
        """Shows the rows that fit, those of all tables where none was shown."""
        if not self._page.isVisible():
            self._show_step("tables")
        model = self._page.model
        # Pressed again it is set anew, so that rows that no longer fit go.
        model.set_view(table=model.table, status=name, query=model.query, force=True)
        self._choose_filter(name)

    def show_all(self) -> None:
        """Every row of every table."""
        self._clear_search()
        self._choose_filter("all")
        self._show_step("tables")
        self._page.view.setFocus()

    def _choose_filter(self, name: str) -> None:
        self._bar.set_filter(name)
        model = self._page.model
        self._page.set_view(table=model.table, status=name, query=model.query)

    def _on_search(self, text: str) -> None:
        model = self._page.model
        if text.strip():
            if self._origin is None:
                self._origin = self._present_step()
            if self._present_step() != "tables":
                self._show_step("tables")
            self._page.set_view(table=None, status=model.filter, query=text)
        elif model.query:
            self._page.set_view(table=model.table, status=model.filter)
            origin, self._origin = self._origin, None
            row = self._page.current_row
            if origin and origin.startswith("table:") and row is not None:
                self._show_step(f"table:{self._session.edition.rows[row].table}")
                self._page.choose(row)

    def _clear_search(self) -> None:
        self._origin = None
        self._bar.search.clear()
