"""The line above the table of an inbox: which files are shown."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QWidget

from assessor.ui.flow import FlowLayout
from assessor.ui.inbox.table import InboxFilter, Shown
from assessor.ui.theme import Theme
from assessor.workflow.inbox import InboxEntry


class FilterLine(QWidget):
    """Four filters with their counts, and words to seek.

    Attributes:
        filters: the buttons.
        words: words that must stand somewhere in a line.
    """

    def __init__(self, theme: Theme, shown: InboxFilter) -> None:
        super().__init__()
        self._shown = shown
        px = theme.px
        line = FlowLayout(self, spacing=px(8), margin=0)
        group = QButtonGroup(self)
        self.filters: dict[Shown, QPushButton] = {}
        names: tuple[Shown, ...] = ("all", "look", "unknown", "agrees")
        for name in names:
            button = QPushButton()
            button.setCheckable(True)
            button.setChecked(name == shown.shown)
            button.setProperty("filter", name)
            group.addButton(button)
            self.filters[name] = button
            line.addWidget(button)
        group.buttonClicked.connect(self._on_filter)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName(self.tr("絞り込み"))
        self.words.setPlaceholderText(self.tr("絞り込み（案件、署名者など） Ctrl+F"))
        self.words.setMinimumWidth(px(260))
        self.words.textChanged.connect(shown.seek)
        line.addWidget(self.words)
        self.count(())

    def count(self, entries: Sequence[InboxEntry]) -> None:
        """Says how many files each filter would show."""
        good = sum(one.headline == "agrees" for one in entries)
        unknown = sum(one.headline == "unknown_signer" for one in entries)
        counts: tuple[tuple[Shown, str, int], ...] = (
            ("all", self.tr("すべて"), len(entries)),
            ("look", self.tr("要確認"), len(entries) - good - unknown),
            ("unknown", self.tr("署名者が未確認"), unknown),
            ("agrees", self.tr("一致"), good),
        )
        for name, said, count in counts:
            self.filters[name].setText(f"{said} {count}")

    def show_all(self) -> None:
        """Hides nothing any more."""
        self.words.clear()
        self.filters["all"].click()

    def _on_filter(self, button: QPushButton) -> None:
        self._shown.set_shown(button.property("filter"))
