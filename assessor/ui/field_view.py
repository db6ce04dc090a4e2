"""The list in which values are entered: switches, choices and numbers, all by keyboard or mouse."""

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTreeView, QWidget

from assessor.ui.context import UiContext
from assessor.ui.field_delegate import ENTER, FieldDelegate, FieldModel
from assessor.ui.fields import Field
from assessor.ui.models.cells import CELL_ROLE, NAME, OPEN_ROLE, VALUE, Cell
from assessor.ui.painting import AnyIndex

_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
)
FEW = 6
"""Places of one quantity that are listed even where all are entered."""


class FieldView(QTreeView):
    """The list. Y, N and Delete answer switches, Enter edits, everything else as in any list."""

    entered = Signal(object)
    """A value was taken over with Enter or Tab, or Enter passed a switch: the field. What follows it is to be
    started at once: the next key may be there already."""
    answered = Signal(object)
    """A switch was answered with one key: the field; None: that of a heading, for all of its places."""
    line_asked = Signal(QRect)
    """A line is to be seen: where it is, in the viewport."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, fits: bool = False) -> None:
        """Builds the list.

        Args:
            context: the window's.
            parent: owner.
            fits: it takes the height of its lines, and whatever it stands in scrolls.
        """
        super().__init__(parent)
        self._fits = fits
        self._theme = context.theme
        self._session = context.bridge.session
        self.delegate = FieldDelegate(context, self)
        self.setItemDelegate(self.delegate)
        self.delegate.entered.connect(self.entered)
        self.delegate.chosen.connect(self._on_chosen)
        self._held: list[QKeyEvent] | None = None
        self._chosen: Field | None = None
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.expanded.connect(self.fit)
        self.collapsed.connect(self.fit)
        if fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Follows the model's size."""
        super().setModel(model)
        if model is None:
            return
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(VALUE, self.delegate.value_width())
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        """Unfolds what still asks for something and what is short; the rest stays one line."""
        model = self.model()
        blocked = self.blockSignals(True)
        for row in range(model.rowCount()):
            index = model.index(row, NAME)
            if index.data(OPEN_ROLE) or 0 < model.rowCount(index) <= FEW:
                self.setExpanded(index, True)
        self.blockSignals(blocked)
        self.fit()

    def fit(self) -> None:
        """Takes the height of its lines, where it is to."""
        if self._fits:
            line = self.fontMetrics().height() + self._theme.px(12)
            self.setFixedHeight(max(content_height(self), line) + 2)

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Leaves scrolling to whatever it stands in, where it shows all of its lines."""
        if self._fits:
            self.line_asked.emit(self.visualRect(index))
        else:
            super().scrollTo(index, hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names may wrap differently at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.fit()

    @property
    def is_locked(self) -> bool:
        """Whether what it lists is the architect's, and this is the examiner's desk."""
        return self._session.state.is_desk

    def edit(self, index: AnyIndex, *how: Any) -> Any:
        """Opens no editor and answers no switch where the values are not this side's."""
        return False if self.is_locked else super().edit(index, *how)

    def _on_chosen(self, field: Field | None) -> None:
        """Goes on once the list of choices is closed; what is typed meanwhile waits for the next field."""
        self._held, self._chosen = [], field
        QTimer.singleShot(0, self, self._on_choice_closed)

    def _on_choice_closed(self) -> None:
        held, self._held = self._held or [], None
        self.entered.emit(self._chosen)
        for event in held:
            QApplication.sendEvent(QApplication.focusWidget() or self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answers switches with one key."""
        if self._held is not None:
            self._held.append(event.clone())
            return
        index = self.currentIndex()
        cell: Cell | None = index.data(CELL_ROLE) if index.isValid() else None
        field = None if cell is None else cast("FieldModel", self.model()).field(index)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if self.is_locked and cell is not None and cell.kind != "none":
            if event.key() in _MOVES or not plain:
                super().keyPressEvent(event)
            return
        if cell is not None and plain and cell.kind == "switch":
            answers: dict[int, bool | None] = {
                Qt.Key.Key_Y: True,
                Qt.Key.Key_N: False,
                Qt.Key.Key_Delete: None,
                Qt.Key.Key_Backspace: None,
            }
            if event.key() in answers:
                cast("FieldModel", self.model()).set_truth(index, answers[event.key()])
                if event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
                    self.answered.emit(field)
                return
            if event.key() in ENTER:
                self.entered.emit(field)
                return
        if cell is not None and plain and cell.kind == "none" and event.key() in ENTER:
            heading = index.siblingAtColumn(NAME)
            self.setExpanded(heading, not self.isExpanded(heading))
            return
        if cell is not None and plain and cell.kind in ("number", "choice"):
            value = index.siblingAtColumn(VALUE)
            if event.key() in ENTER:
                self.setCurrentIndex(value)
                self.edit(value)
                return
            if event.key() == Qt.Key.Key_Delete:
                self.model().setData(value, "")
                return
            if event.text() and event.text().isprintable() and index.column() == NAME:
                self.setCurrentIndex(value)
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters answer; they do not search."""

    def start(self, field_index: QModelIndex) -> None:
        """Puts the keyboard on a field and opens its editor."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if field_index.parent().isValid():
            self.setExpanded(field_index.parent(), True)
        self.setCurrentIndex(field_index)
        self.scrollTo(field_index)
        cell: Cell | None = field_index.data(CELL_ROLE)
        if cell is not None and cell.kind in ("number", "choice"):
            self.edit(field_index)

    def commit(self) -> None:
        """Takes over what stands in an open editor, before a key leads away from it."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None and self.state() is QAbstractItemView.State.EditingState:
            self.delegate.commitData.emit(editor)


def content_height(view: QTreeView) -> int:
    """Height of all lines that are open in a tree, as the view has laid them out."""
    model = view.model()
    last = QModelIndex()
    rows = model.rowCount(last)
    while rows:
        last = model.index(rows - 1, 0, last)
        rows = model.rowCount(last) if view.isExpanded(last) else 0
    if not last.isValid():
        return 0
    return view.visualRect(last).bottom() + view.verticalScrollBar().value() + 1
