"""Lines under headings as a Qt model: what several pages of insight list."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from assessor.evaluation import Trace
from assessor.ui.context import plain_tool_tip
from assessor.ui.models.two_levels import AnyIndex, TwoLevelModel
from assessor.workflow.wording import Wording

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
SECTION_ROLE = Qt.ItemDataRole.UserRole + 2
ColumnKind = Literal["text", "soft", "number", "chip", "wrap", "bar"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: in units of normal text; 0: takes what is left.
        samples: texts that must fit whole, where that needs more than `width`.
        least: a narrower view (in the same units) leaves the column out; 0: never.
    """

    title: str
    kind: ColumnKind = "text"
    width: int = 0
    least: int = 0
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        key: tells the line from others of its section, across changes.
        texts: one per column.
        row: id of the row it leads to.
        place: place and quantity it leads to; the quantity may be empty.
        verdict: colours the chip.
        checked: state of the box in front; None: no box.
        tip: more, for the tool tip.
        leaf: the measured condition whose margin is drawn.
    """

    key: Hashable
    texts: tuple[str, ...]
    row: str | None = None
    place: tuple[str, str] | None = None
    verdict: str = ""
    checked: bool | None = None
    tip: str = ""
    leaf: Trace | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `note` stands behind the title."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    note: str = ""


class SectionsModel(TwoLevelModel):
    """Sections have the internal id 0, lines that of their section plus one."""

    checked = Signal(object, bool)
    """The user sets or clears the box of a line."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._sections: tuple[Section, ...] = ()
        self.is_checkable = True

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        return self._sections

    def take(self, sections: Sequence[Section]) -> None:
        """Shows sections; where only texts differ, only those lines are announced."""
        fresh, before = tuple(sections), self._sections
        if fresh == before:
            return
        if [_shape(one) for one in fresh] != [_shape(one) for one in before]:
            self.beginResetModel()
            self._sections = fresh
            self.endResetModel()
            return
        self._sections = fresh
        last = len(self.columns) - 1
        for number, (old, new) in enumerate(zip(before, fresh, strict=True)):
            if (old.title, old.note) != (new.title, new.note):
                self.dataChanged.emit(self.createIndex(number, 0, 0), self.createIndex(number, last, 0))
            for position, (one, other) in enumerate(zip(old.lines, new.lines, strict=True)):
                if one != other:
                    self.dataChanged.emit(
                        self.createIndex(position, 0, number + 1),
                        self.createIndex(position, last, number + 1),
                    )

    def line(self, index: AnyIndex) -> Line | None:
        """The line at an index; None for a heading and elsewhere."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._sections[index.internalId() - 1].lines[index.row()]

    def index_of(self, key: Hashable) -> QModelIndex:
        """The first line with a key; invalid where there is none."""
        for number, section in enumerate(self._sections):
            for position, line in enumerate(section.lines):
                if line.key == key:
                    return self.createIndex(position, 0, number + 1)
        return QModelIndex()

    # Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Headings, or lines of one."""
        if not parent.isValid():
            return len(self._sections)
        if parent.internalId() == 0 and parent.column() == 0:
            return len(self._sections[parent.row()].lines)
        return 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The same everywhere."""
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Lines can be chosen, and checked where they have a box."""
        line = self.line(index)
        if line is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if line.checked is not None and index.column() == 0 and self.is_checkable:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the line as a whole."""
        if not index.isValid():
            return None
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        line = self.line(index)
        if line is None:
            section = self._sections[index.row()]
            if role == SECTION_ROLE:
                return section
            shown = f"{section.title} {section.note}".strip()
            return shown if role in texts and index.column() == 0 else None
        if role == LINE_ROLE:
            return line
        if role in texts:
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(line.tip or line.texts[index.column()])
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and line.checked is not None:
            return Qt.CheckState.Checked if line.checked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The box is set or cleared: whoever owns the lines decides what follows."""
        line = self.line(index)
        if role != Qt.ItemDataRole.CheckStateRole or line is None or line.checked is None:
            return False
        self.checked.emit(line, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _shape(section: Section) -> tuple[str, tuple[Hashable, ...]]:
    return section.key, tuple(line.key for line in section.lines)


def verdict_texts(wording: Wording) -> tuple[str, ...]:
    """Every verdict with its symbol: what a column of verdicts must have room for."""
    codes = ("conforming", "not_conforming", "not_applicable", "undetermined", "recheck")
    return tuple(f"{wording.mark(code)} {wording.verdict(code)}" for code in codes)
