"""The form that begins an assessment: name, edition, dwellings, and the category that starts it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assessor.criteria import EditionHead
from assessor.messages import Language
from assessor.ui.context import plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.theme import Theme
from assessor.workflow.templates import Template, UnitChoice, templates

MOST_DWELLINGS = 999
MOST_TYPES = 6


def in_order(heads: Sequence[EditionHead]) -> list[EditionHead]:
    """Editions as people look for them: the one in force first, older ones after it, then drafts."""
    issued = sorted((head for head in heads if head.issued), key=lambda head: head.issued or "", reverse=True)
    return [*issued, *(head for head in heads if not head.issued)]


class BeginForm(QWidget):
    """Everything has a sensible answer already: one press of a category is enough.

    Attributes:
        name: of the case.
        editions: one button per edition, the one in force chosen.
        categories: buttons that start, for every edition; those of the chosen one are shown.
        units: template and number of dwellings, one line per unit type.
    """

    begun = Signal(str, str, str, object)
    """Edition, category, name of the case, unit types to begin with."""

    def __init__(self, editions: Sequence[EditionHead], language: Language, theme: Theme) -> None:
        super().__init__()
        self._language: Language = language
        self._theme = theme
        px = theme.px
        self._templates = [one for one in templates("unit_types") if one.places]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        lines.addWidget(plain_label(self.tr("新しい評価を始める"), name="heading", wraps=True))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("案件名（後からでも入力できます）"))
        self.name.setAccessibleName(self.tr("案件名"))
        lines.addWidget(self.name)
        self._section(lines, self.tr("基準の版"))
        self.editions = self._list_editions(lines, in_order(editions))
        self._section(lines, self.tr("住戸（後からでも入力できます）"))
        self.units: list[tuple[QComboBox, QSpinBox]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(2, 1)
        lines.addLayout(self._grid)
        self.more = QPushButton(self.tr("＋ 別のタイプ"))
        self.more.clicked.connect(self._on_more)
        self._add_unit()
        self._section(lines, self.tr("建物の区分を選ぶと始まります"))
        self.categories = self._list_categories(lines, editions)
        self.editions.buttonToggled.connect(self._show_categories)
        self._show_categories()
        lines.addStretch(1)

    # Parts ----------------------------------------------------------------------------------------------

    def _section(self, lines: QVBoxLayout, text: str) -> None:
        label = plain_label(text, name="caption", wraps=True)
        label.setContentsMargins(0, self._theme.px(8), 0, 0)
        lines.addWidget(label)

    def _list_editions(self, lines: QVBoxLayout, editions: Sequence[EditionHead]) -> QButtonGroup:
        group = QButtonGroup(self)
        for head in editions:
            name, title = (one.in_language(self._language) for one in (head.name, head.title))
            button = QRadioButton(name.replace("&", "&&"))
            button.setFont(self._theme.font(bold=True))
            button.setAccessibleName(f"{name} {title}")
            button.setProperty("edition", head.code)
            group.addButton(button)
            lines.addWidget(button)
            about = plain_label(title, name="caption", wraps=True)
            about.setContentsMargins(self._theme.px(22), 0, 0, 0)
            lines.addWidget(about)
        if group.buttons():
            group.buttons()[0].setChecked(True)
        return group

    def _list_categories(self, lines: QVBoxLayout, editions: Sequence[EditionHead]) -> list[QPushButton]:
        found = []
        flow = FlowLayout(spacing=self._theme.px(8), margin=0)
        for head in editions:
            for category in head.categories:
                button = QPushButton(category.name.in_language(self._language))
                name = head.name.in_language(self._language)
                button.setAccessibleName(self.tr("始める：%s") % f"{name} {button.text()}")
                button.setProperty("edition", head.code)
                button.setProperty("category", category.code)
                button.clicked.connect(self._on_category)
                flow.addWidget(button)
                found.append(button)
        lines.addLayout(flow)
        return found

    def _add_unit(self) -> None:
        line = len(self.units)
        which = QComboBox()
        which.addItem(self.tr("選ばない"), None)
        for template in self._templates:
            which.addItem(template.name.in_language(self._language), template)
        which.setAccessibleName(self.tr("住戸タイプ %s の間取り") % (line + 1))
        count = QSpinBox()
        count.setRange(1, MOST_DWELLINGS)
        count.setSuffix(self.tr(" 戸"))
        count.setAccessibleName(self.tr("住戸タイプ %s の戸数") % (line + 1))
        count.setEnabled(False)
        count.setMinimumHeight(which.sizeHint().height())
        which.currentIndexChanged.connect(self._on_template)
        self.units.append((which, count))
        self._grid.addWidget(which, line, 0)
        self._grid.addWidget(count, line, 1)
        self._grid.addWidget(self.more, line, 2, Qt.AlignmentFlag.AlignLeft)
        self.setTabOrder(which, count)
        self.setTabOrder(count, self.more)
        if line:
            self.setTabOrder(self.units[line - 1][1], which)
        self._on_template()

    # What was chosen ------------------------------------------------------------------------------------

    @property
    def edition(self) -> str:
        """Code of the edition chosen; empty where there is none."""
        button = self.editions.checkedButton()
        return "" if button is None else str(button.property("edition"))

    @property
    def choices(self) -> tuple[UnitChoice, ...]:
        """Unit types to begin with."""
        found = []
        for which, count in self.units:
            template = which.currentData()
            if isinstance(template, Template):
                found.append(UnitChoice(template, count.value()))
        return tuple(found)

    def _show_categories(self) -> None:
        for button in self.categories:
            button.setVisible(button.property("edition") == self.edition)

    def _on_template(self) -> None:
        for which, count in self.units:
            count.setEnabled(which.currentData() is not None)
        self.more.setVisible(len(self.choices) == len(self.units) < MOST_TYPES)

    def _on_more(self) -> None:
        self._add_unit()
        self.units[-1][0].setFocus()

    def _on_category(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            edition, category = (str(button.property(name)) for name in ("edition", "category"))
            self.begun.emit(edition, category, self.name.text().strip(), self.choices)
