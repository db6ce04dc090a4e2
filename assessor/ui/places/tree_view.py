"""The tree of places with its keys: Insert, F2, Delete, Ctrl+D, Alt+arrows, Enter."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from assessor.assessment.edits import copy_place, remove_place
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE
from assessor.ui.context import UiContext
from assessor.ui.painting import AnyIndex
from assessor.ui.places.tree_model import PlaceTreeModel
from assessor.workflow.placing import ROOTS, add_after, free_name, kinds_for, step
from assessor.workflow.templates import (
    Template,
    add_common_parts,
    add_unit_type,
    next_unit_name,
    templates,
)

KEYS = "123456789ABCDEFGHIJKLMNOQRSTVWXYZ"
"""One key each for what can be added; P and U open the templates."""


class PlaceTree(QTreeView):
    """Places; everything that arranges them is an action with a key."""

    place_chosen = Signal(str)
    """The chosen place."""
    copied = Signal(str, str)
    """A unit type was copied: the copy and its original."""
    entered = Signal()
    """Enter: go on in the grid."""

    def __init__(self, context: UiContext, model: PlaceTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._places = model
        self._numbered = 0
        self._open: set[str] = set()
        self._chosen: str | None = None
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("場所"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.add_menu = QMenu(self)
        self.add_menu.aboutToShow.connect(self._fill_add_menu)
        self.add_action = self._action(self.tr("追加…"), "Ins", self._on_add)
        self.rename_action = self._action(self.tr("名前の変更"), "F2", self._on_rename)
        self.copy_action = self._action(self.tr("コピーして新しく作る"), "Ctrl+D", self.duplicate)
        self.up_action = self._action(self.tr("上へ"), "Alt+Up", self._on_up)
        self.down_action = self._action(self.tr("下へ"), "Alt+Down", self._on_down)
        self.remove_action = self._action(self.tr("削除"), "Del", self.remove)
        self.setModel(model)
        self._on_theme_changed()
        context.theme.changed.connect(self._on_theme_changed)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self.activated.connect(self._on_activated)

    def _action(self, text: str, key: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    # Choosing -------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str | None:
        """The chosen place."""
        return self._places.place(self.currentIndex())

    def choose(self, place: str) -> None:
        """Chooses a place and opens what it lies in."""
        index = self._places.index_of(place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Announces the chosen place and what may be done with it."""
        super().currentChanged(current, previous)
        place = self._places.place(current)
        is_free = place is not None and place not in ROOTS and not self._session.read_only
        for action in (
            self.rename_action,
            self.copy_action,
            self.up_action,
            self.down_action,
            self.remove_action,
        ):
            action.setEnabled(is_free)
        self.add_action.setEnabled(not self._session.read_only)
        if place is not None:
            self.place_chosen.emit(place)

    def _on_about_to_reset(self) -> None:
        model = self._places
        self._chosen = self.chosen
        self._open = set()
        waiting = [model.index(row, 0) for row in range(model.rowCount())]
        for index in waiting:
            if self.isExpanded(index):
                place = model.place(index)
                assert place is not None
                self._open.add(place)
                waiting.extend(model.index(row, 0, index) for row in range(model.rowCount(index)))

    def _on_reset(self) -> None:
        for place in self._open:
            if (index := self._places.index_of(place)).isValid():
                self.setExpanded(index, True)
        if self._chosen is not None:
            self.choose(self._chosen)
        if not self.currentIndex().isValid() and self._places.rowCount():
            self.setCurrentIndex(self._places.index(0, 0))

    def _on_activated(self, _index: QModelIndex) -> None:
        self.entered.emit()

    def _on_theme_changed(self) -> None:
        px, tokens = self._context.theme.px, self._context.theme.tokens
        self.setIndentation(px(14))
        self.setStyleSheet(
            f"QTreeView::item {{ padding: {px(3)}px 0; }}"
            f"QTreeView::item:selected {{ background: {tokens.accent_soft}; color: {tokens.text}; }}"
        )

    # Arranging ------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything that can be done with the chosen place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        adding = menu.addMenu(self.tr("追加"))
        self._fill(adding)
        menu.addSeparator()
        for action in (self.rename_action, self.copy_action, self.up_action, self.down_action):
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.remove_action)
        menu.popup(event.globalPos())

    def _on_add(self) -> None:
        rect = self.visualRect(self.currentIndex())
        self.add_menu.popup(self.viewport().mapToGlobal(rect.bottomLeft()))

    def _fill_add_menu(self) -> None:
        self._fill(self.add_menu)
        first = next((action for action in self.add_menu.actions() if not action.isSeparator()), None)
        if first is not None:
            self.add_menu.setActiveAction(first)

    def _fill(self, menu: QMenu) -> None:
        """Kinds that fit here, then those that fit beside, then templates."""
        menu.clear()
        place = self.chosen or BUILDING
        index = self._session.evaluation.snapshot.index
        parent = index.places[place].parent
        inside = [
            kind for kind in kinds_for(self._session.edition, index.places[place].kind) if kind != UNIT_TYPE
        ]
        self._numbered = 0
        for kind in inside:
            self._offer(menu, self._wording.kind(kind), kind, place, None)
        if parent is not None and place not in ROOTS and index.places[place].kind != UNIT_TYPE:
            beside = kinds_for(self._session.edition, index.places[parent].kind)
            if inside and beside:
                menu.addSeparator()
            for kind in beside:
                if kind not in inside:
                    self._offer(menu, self.tr("%s（並べて）") % self._wording.kind(kind), kind, parent, place)
        if not menu.isEmpty():
            menu.addSeparator()
        if place in (BUILDING, SITE):
            common = menu.addMenu(f"&P {self.tr('共用部・敷地のひな形')}")
            self._offer_templates(common, templates("common_parts"), self._on_common_parts)
        units = menu.addMenu(f"&U {self.tr('住戸タイプ')}")
        self._offer_templates(units, templates("unit_types"), self._on_unit_type)

    def _offer(self, menu: QMenu, text: str, kind: str, parent: str, after: str | None) -> None:
        key = KEYS[self._numbered] if self._numbered < len(KEYS) else ""
        self._numbered += 1
        action = menu.addAction(f"&{key} {text}" if key else text)
        action.setData((kind, parent, after))
        action.triggered.connect(self._on_kind)

    def _offer_templates(self, menu: QMenu, offered: tuple[Template, ...], slot: object) -> None:
        for key, template in zip(KEYS, offered, strict=False):
            action = menu.addAction(f"&{key} {template.name.in_language(self._wording.language)}")
            action.setData(template)
            action.triggered.connect(slot)

    def _on_kind(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        kind, parent, after = action.data()
        self.add_kind(kind, parent, after)

    def add_kind(self, kind: str, parent: str, after: str | None = None) -> str | None:
        """Adds a place of a kind; gives its id."""
        state, index = self._session.state, self._session.evaluation.snapshot.index
        name = free_name(state, parent, self._wording.kind(kind))
        place, edit = add_after(state, index, kind, name, parent, after)
        return self._taken(place, self._bridge.push(edit))

    def _on_unit_type(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.add_unit_type(action.data())

    def add_unit_type(self, template: Template) -> str | None:
        """Adds a unit type made from a template; gives its id."""
        state = self._session.state
        language = self._wording.language
        place, edit = add_unit_type(self._session.edition, state, template, next_unit_name(state), language)
        return self._taken(place, self._bridge.push(edit))

    def _on_common_parts(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.add_common_parts(action.data())

    def add_common_parts(self, template: Template) -> None:
        """Adds the common parts of a template."""
        edit = add_common_parts(self._session.edition, self._session.state, template, self._wording.language)
        if self._bridge.push(edit):
            chosen = self.chosen if self.chosen in ROOTS else BUILDING
            assert chosen is not None
            self.choose(chosen)
            for root in ROOTS:
                self.expand(self._places.index_of(root))

    def _taken(self, place: str, taken: bool) -> str | None:
        if not taken:
            return None
        self.choose(place)
        self.expand(self._places.index_of(place))
        return place

    def _on_rename(self) -> None:
        index = self.currentIndex()
        if self._places.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def duplicate(self) -> str | None:
        """Copies the chosen place with everything in it; gives the id of the copy."""
        place = self.chosen
        if place is None or place in ROOTS:
            return None
        state = self._session.state
        record = state.places[place]
        is_unit = record.kind == UNIT_TYPE
        parent = record.parent or BUILDING
        name = next_unit_name(state) if is_unit else free_name(state, parent, record.name)
        copy, edit = copy_place(state, place, name)
        taken = self._taken(copy, self._bridge.push(edit))
        if taken is not None and is_unit:
            self.copied.emit(copy, place)
        return taken

    def remove(self) -> None:
        """Removes the chosen place with everything in it; undo brings it back."""
        place = self.chosen
        if place is None or place in ROOTS:
            return
        model, index = self._places, self.currentIndex()
        beside = model.index(index.row() + 1, 0, index.parent())
        if not beside.isValid():
            beside = model.index(index.row() - 1, 0, index.parent())
        following = model.place(beside) or model.place(index.parent()) or BUILDING
        if self._bridge.push(remove_place(self._session.state, place)):
            self.choose(following)

    def _on_up(self) -> None:
        self._step(-1)

    def _on_down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        place = self.chosen
        if place is None or place in ROOTS:
            return
        edit = step(self._session.state, self._session.evaluation.snapshot.index, place, by)
        if edit is not None:
            self._bridge.push(edit)
