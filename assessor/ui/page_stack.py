"""The pages of the walk: each is built when it is first shown, and says where the user wants to go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from assessor.ui.context import UiContext
from assessor.ui.models.steps import StepCounter


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the walk.

    Attributes:
        key: stable name.
        title: what the step list calls it.
        order: place in the walk; below 50 before the tables, from 50 on after them; negative: not listed.
        make: builds the page when it is first shown. Its signal `row_asked(str)` leads to the row, its signal
            `place_asked(str, str)` to a place and a quantity; its signal `questioned(str, object)` has
            implausible values asked about.
        count: gives what counts the things on the page that ask to be looked at.
    """

    key: str
    title: str
    order: int
    make: Callable[[UiContext], QWidget]
    count: Callable[[UiContext], StepCounter] | None = None


def is_table(key: str) -> bool:
    """Whether a step shows rows: one table, or all of them."""
    return key == "tables" or key.startswith("table:")


class PageStack(QStackedWidget):
    """All steps that show rows share one page; every other has its own.

    Attributes:
        specs: what pages there are, by key.
    """

    row_asked = Signal(str)
    place_asked = Signal(str, str)
    questioned = Signal(str, object)

    def __init__(self, context: UiContext, specs: Sequence[PageSpec], rows: QWidget) -> None:
        """Builds the stack.

        Args:
            context: what every page is handed.
            specs: the pages.
            rows: the page of the rows.
        """
        super().__init__()
        self._context = context
        self._rows = rows
        self.specs = {spec.key: spec for spec in specs}
        self._made: dict[str, QWidget] = {}
        self.addWidget(rows)
        self.currentChanged.connect(self.updateGeometry)

    def listed(self) -> list[tuple[str, str, int]]:
        """Key, title and order of the pages of the walk."""
        return [(spec.key, spec.title, spec.order) for spec in self.specs.values() if spec.order >= 0]

    def counters(self) -> dict[str, StepCounter]:
        """What counts, by the key of its page."""
        specs = self.specs.values()
        return {spec.key: spec.count(self._context) for spec in specs if spec.count is not None}

    def page(self, key: str) -> QWidget:
        """A page by its key, built when first asked for."""
        if key not in self._made:
            widget = self.specs[key].make(self._context)
            for name in ("row_asked", "place_asked", "questioned"):
                signal = getattr(widget, name, None)
                if signal is not None:
                    signal.connect(getattr(self, name))
            self._made[key] = widget
            self.addWidget(widget)
        return self._made[key]

    def show_page(self, key: str) -> None:
        """Brings the page of a step to the front."""
        self.setCurrentWidget(self._rows if is_table(key) else self.page(key))

    def minimumSizeHint(self) -> QSize:
        """Of the page in front: a wide one that was left takes nothing from what stands beside the others."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    @property
    def shows_rows(self) -> bool:
        """Whether the page of the rows is in front."""
        return self.currentWidget() is self._rows

    def is_shown(self, key: str) -> bool:
        """Whether the page of a step is in front."""
        return self.currentWidget() is (self._rows if is_table(key) else self._made.get(key))

    def title_of(self, widget: QWidget) -> str | None:
        """Title of the page on which a widget stands; empty on that of the rows, None outside."""
        if self._rows.isAncestorOf(widget) or widget is self._rows:
            return ""
        for key, page in self._made.items():
            if page is widget or page.isAncestorOf(widget):
                return self.specs[key].title
        return None
