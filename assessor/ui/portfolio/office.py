"""Who shows the cases of a folder beside the open one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.portfolio.window import PortfolioWindow
    from assessor.ui.theme import Theme
    from assessor.ui.window import MainWindow

PORTFOLIO = "portfolio"


class PortfolioOffice(QObject):
    """Works for a desk.

    Attributes:
        shown: the window of the folder while it is open.
    """

    def __init__(self, desk: "Desk", theme: "Theme") -> None:
        super().__init__(desk)
        self._desk = desk
        self._theme = theme
        self.shown: PortfolioWindow | None = None
        desk.window_made.connect(self.register)
        desk.offers.portfolio_asked.connect(self.show_cases)

    def register(self, window: "MainWindow") -> None:
        """Gives a window its action."""
        window.actions_by_name.add(PORTFOLIO, self.tr("案件一覧…"), self.show_cases)

    def show_cases(self) -> None:
        """Opens the window, or brings it to the front."""
        if self.shown is None:
            from assessor.ui.portfolio.window import PortfolioWindow

            self.shown = PortfolioWindow(self._theme, self._desk.language, self._desk.runner)
            self.shown.open_asked.connect(self._desk.open_file)
            self.shown.closed.connect(self._on_closed)
            self.shown.resize(self._theme.px(1180), self._theme.px(680))
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()
        self.shown.resume()

    def _on_closed(self) -> None:
        self.shown = None
