"""The first half of the walk: the case, the places and what is measured, by keys in the real window."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hand import Hand
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from assessor.paths import resource
from assessor.ui.desk import Desk
from assessor.ui.preferences import Preferences
from assessor.ui.start.window import StartWindow

KEY = Qt.Key
SIZE = (1366, 768)
DWELLINGS = ("A", "B")


class PlacesWalk:
    """The first half: case, places and measurements.

    Attributes:
        desk: the program.
        hand: what presses its keys.
        judged: rows that a person decided, where nothing could be entered.
    """

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        shoot: Callable[[str, QWidget], None],
        workbook: Path | None = None,
    ) -> None:
        """Takes a program without a document.

        Args:
            desk: the program.
            preferences: its choices; where files go is set there.
            shoot: called for each picture, with its name and the window.
            workbook: COBie workbook of the building; None: its rooms are typed.
        """
        self.desk = desk
        self.preferences = preferences
        self.hand = Hand()
        self._shoot = shoot
        self._workbook = workbook
        example = json.loads(resource("examples", "duplex.json").read_text(encoding="utf-8"))
        self._example = {one["id"]: one for one in example["places"]}
        self._wanted: dict[str, dict[str, Any]] = {}
        for one in example["measurements"]:
            self._wanted.setdefault(one["place"], {})[one["quantity"]] = one["value"]
        self._made: dict[str, str] = {}
        self.judged: list[str] = []

    # What is there --------------------------------------------------------------------------------------

    @property
    def window(self) -> Any:
        """The window of the document."""
        return self.desk.window

    @property
    def session(self) -> Any:
        """The open assessment."""
        return self.window.context.bridge.session

    @property
    def places(self) -> Any:
        """The page of places."""
        return self.window.page("places")

    def _inside(self, parent: str) -> Iterator[str]:
        for place, record in self._example.items():
            if record.get("parent") == parent:
                yield place
                yield from self._inside(place)

    # The walk -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The start page: name, edition and category."""
        self.desk.show_start()
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, StartWindow)]
        start = next(one for one in shown if one.isVisible())
        start.resize(*SIZE)
        start.activateWindow()
        QApplication.processEvents()
        self.shoot("start", start)
        self.hand.type("Duplex Apartment")
        new = next(
            one
            for one in start.categories
            if one.property("category") == "new" and one.property("edition") == "r4"
        )
        self.hand.click(new)
        self.window.resize(*SIZE)
        self.window.activateWindow()
        self.hand.window = self.window
        QApplication.processEvents()
        self.shoot("case-empty")

    def fill_case(self) -> None:
        """Who and where."""
        form = self.window.page("case").form
        for field, text in (
            (form.address, "東京都"),
            (form.assessor, "髙﨑 𠮷邉"),
            (form.date_made, "2026-11-01"),
        ):
            field.setFocus()
            self.hand.press(KEY.Key_A, ctrl=True)
            self.hand.type(text)
        self.shoot("case")

    def import_rooms(self, workbook: Path) -> None:
        """The workbook is dropped on the window; what it offers is looked at and taken."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(workbook))])
        QTimer.singleShot(0, self._take_import)
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, QDragEnterEvent(QPoint(600, 300), *how))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(600, 300), *how))
        self.hand.clicks += 1
        index = self.session.evaluation.snapshot.index
        names = {index.places[place].name.split(" ")[0]: place for place in index.places}
        for unit, place in zip(DWELLINGS, index.unit_types, strict=True):
            self._made[unit] = place
            rooms = [one for one in self._inside(unit) if one in names]
            self._made |= {one: names[one] for one in rooms}
            # Doors and windows by their size: the workbook names them after their types.
            sized = [one for one in _all_inside(index, place) if _size(index.places[one].name)]
            for one in self._inside(unit):
                size = _size(self._example[one]["name"])
                same = [made for made in sized if _size(index.places[made].name) == size]
                if size and same:
                    sized.remove(same[0])
                    self._made[one] = same[0]

    def _take_import(self) -> None:
        dialog: Any = QApplication.activeModalWidget()
        dialog.activateWindow()
        self.shoot("import", dialog)
        self.hand.press(KEY.Key_Return)

    def dwelling(self, unit: str) -> None:
        """Rooms, fittings and values of a dwelling."""
        self.window.show_step("places")
        self.places.tree.setFocus()
        self.shoot("places-start")
        if unit not in self._made:
            self.hand.press(KEY.Key_Insert)
            self.shoot("places-add", QApplication.activePopupWidget())
            self.hand.press(KEY.Key_U, KEY.Key_6)
            self._made[unit] = self.places.tree.chosen
        self._name(self._made[unit], f"住戸 {unit}")
        for place in self._inside(unit):
            if place not in self._made:
                self._add(place)
        self.places.tree.choose(self._made[unit])
        self.shoot("places-rooms")
        self._say_drawing("A-11")
        self._enter_values(unit)
        self.shoot("places-values")
        self.places.show_cell(self._made[f"{unit}-stair"], "stair_riser_mm")
        self.shoot("places-sketch")
        self._tick_complete()

    def _say_drawing(self, number: str) -> None:
        self.places.tools.sheet.setFocus()
        self.hand.press(KEY.Key_A, ctrl=True)
        self.hand.type(number)
        self.hand.press(KEY.Key_Return)

    def _name(self, place: str, name: str) -> None:
        if self.session.state.places[place].name != name:
            self.places.tree.choose(place)
            self.hand.press(KEY.Key_F2)
            self.hand.type(name)
            self.hand.press(KEY.Key_Return)

    def _add(self, place: str) -> None:
        record, tree = self._example[place], self.places.tree
        parent = self._made[record["parent"]]
        tree.choose(parent)
        tree.setFocus()
        self.hand.press(KEY.Key_Insert)
        menu: Any = QApplication.activePopupWidget()
        entry = next(
            one for one in menu.actions() if one.data() and one.data()[:2] == (record["kind"], parent)
        )
        self.hand.press(getattr(KEY, f"Key_{entry.text()[1]}"))
        self._made[place] = tree.chosen
        self._name(tree.chosen, record["name"])

    def _tick_complete(self) -> None:
        box = self.places.header.complete
        while box.checkState() is not Qt.CheckState.Checked:
            self.hand.click(box)

    # Values ---------------------------------------------------------------------------------------------

    def _enter_values(self, *roots: str) -> None:
        """From one empty cell to the next; what the drawings do not show is passed over."""
        page = self.places
        wanted = {
            self._made[one]: self._wanted.get(one, {})
            for root in roots
            for one in (root, *self._inside(root))
        }
        page.grid.setFocus()
        seen: set[tuple[str, str]] = set()
        while True:
            current = page.grid.currentIndex()
            pair = page.model.pair(current) if current.isValid() else ("", "")
            is_open = current.isValid() and page.model.cell(current).state == "open"
            if is_open and pair not in seen and pair[1] in wanted.get(pair[0], {}):
                seen.add(pair)
                self._type_value(pair, wanted[pair[0]][pair[1]])
                continue
            if is_open and pair in seen:
                break
            seen.add(pair)
            before = current
            self.hand.press(KEY.Key_F7)
            if page.grid.currentIndex() == before:
                break
        for place, values in wanted.items():
            for code, value in values.items():
                if code not in self.session.state.measurements.get(place, {}):
                    self._retype(place, code, value)

    def _retype(self, place: str, code: str, value: Any) -> None:
        """A cell that nothing asks for is clicked; what no row reads has no cell."""
        self.places.show_cell(place, code)
        index = self.places.model.index_of(place, code)
        if self.places.model.is_editable(index):
            self.hand.clicks += 1
            self._type_value((place, code), value)

    def _type_value(self, pair: tuple[str, str], value: Any) -> None:
        quantity = self.session.edition.quantities[pair[1]]
        if isinstance(value, bool):
            self.hand.type("y" if value else "n")
        elif quantity.options:
            self.hand.type(str(quantity.option_codes.index(value) + 1))
        else:
            self.hand.type(str(value))
            self.hand.press(KEY.Key_Return)
        got = self.session.state.measurements.get(pair[0], {}).get(pair[1])
        if got is None:
            raise RuntimeError(f"{pair} was not taken")

    def other_dwelling(self) -> None:
        """The second dwelling: a copy of the first, or the imported one."""
        page = self.places
        page.tree.choose(self._made["A"])
        if "B" not in self._made:
            page.tree.setFocus()
            self.hand.press(KEY.Key_D, ctrl=True)
            self._made["B"] = page.tree.chosen
            self._name(page.tree.chosen, "住戸 B")
            below = self.session.evaluation.snapshot.index
            self._made |= dict(zip(self._inside("B"), _all_inside(below, self._made["B"]), strict=True))
        else:
            for place in self._inside("B"):
                if place not in self._made:
                    self._add(place)
            self._name(self._made["B"], "住戸 B")
            page.tree.choose(self._made["B"])
            self._enter_values("B")
        page.tree.choose(self._made["B"])
        for place in self._inside("B"):
            for code, value in self._wanted.get(place, {}).items():
                known = self.session.state.measurements.get(self._made[place], {}).get(code)
                if known is None or str(known.value) != str(value):
                    self._retype(self._made[place], code, value)
        self.shoot("second-dwelling")
        self._tick_complete()

    def building(self) -> None:
        """Building and site."""
        page = self.places
        page.tree.choose("building")
        page.tree.setFocus()
        self.hand.press(KEY.Key_Insert, KEY.Key_P, KEY.Key_3)
        page.tree.choose("building")
        page.grid.setFocus()
        for code, value in self._wanted["building"].items():
            known = self.session.state.measurements.get("building", {})
            if code not in known:
                self._retype("building", code, value)
        self._tick_complete()
        self.shoot("building")
        page.tree.choose("site")
        self._tick_complete()

    # Pictures -------------------------------------------------------------------------------------------

    def shoot(self, name: str, what: QWidget | None = None) -> None:
        """A picture of the window as it is."""
        for _ in range(3):
            QApplication.processEvents()
        self._shoot(name, what or self.window)


def _size(name: str) -> tuple[str, ...]:
    """Width and height in the name of a door or a window: `864×2032`."""
    found = re.search(r"(\d{3,4})×(\d{3,4})", name)
    return found.groups() if found else ()


def _all_inside(index: Any, place: str) -> Iterator[str]:
    for child in index.children[place]:
        yield child
        yield from _all_inside(index, child)
