"""What one cell of the grid shows: entered, inherited, derived, open, or nothing to enter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assessor.assessment.checks import is_plausible
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE, PlaceIndex, Value
from assessor.evaluation.numbers import Interval
from assessor.workflow.asked import AskedCells, Cells, value_at, waits_for_inputs
from assessor.workflow.entry import entry_text
from assessor.workflow.needed import Needed, needed
from assessor.workflow.placing import Comparison
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording

CellState = Literal["own", "inherited", "derived", "open", "idle", "default", "none"]
_FIXED = frozenset({"none", "default"})
STOPS = frozenset({"own", "open"})
"""Cells at which Tab and Enter stop."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        place, code: where and what.
        state: `own` entered here; `inherited` entered around; `derived` follows from other values; `open`
            asked for and empty; `idle` may be entered but is not asked for now; `default` an empty default
            for the places inside; `none` the place does not carry the quantity.
        shown: the value as shown, without its unit.
        value: the value that holds, if it is exact.
        origin: the place an inherited value was entered at.
        is_odd: outside the plausible range.
        differs: from the unit type compared with.
        other: the value there, as shown.
    """

    place: str
    code: str
    state: CellState
    shown: str = ""
    value: Value | None = None
    origin: str | None = None
    is_odd: bool = False
    differs: bool = False
    other: str = ""


class CellReader:
    """Answers what a cell shows, from the session; keeps nothing but caches of the present evaluation."""

    def __init__(self, session: Session, wording: Wording) -> None:
        self._session = session
        self._wording = wording
        self._asked_cells = AskedCells(session.edition)
        self._needed: Needed | None = None
        self._asked: dict[str, Cells] = {}
        self._cells: dict[tuple[str, str], Cell] = {}
        self.comparison: Comparison | None = None

    @property
    def index(self) -> PlaceIndex:
        """The places as they are now."""
        return self._session.evaluation.snapshot.index

    @property
    def needed(self) -> Needed:
        """What the category asks for."""
        category = self._session.state.case.category
        if self._needed is None or self._needed.category != category:
            self._needed = needed(self._session.edition, category)
        return self._needed

    def forget(self) -> None:
        """Drops everything that is kept, after places changed."""
        self._cells = {}
        self._asked.clear()

    def renew(self, entered: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Cell]:
        """Drops what new values can change; gives it, so that what differs can be announced.

        A value reaches what lies in its place and around it, everything that is derived, and what is asked
        for now and was not before (or the other way round).
        """
        own = set(entered)
        index, quantities = self.index, self._session.edition.quantities
        places = {place for place, _ in own if place in index.places}
        near = {around for place in places for around in index.chains[place]}
        near.update(one for one, chain in index.chains.items() if not places.isdisjoint(chain))
        before, self._asked = self._asked, {}
        asked = {pair for root, old in before.items() for pair in old ^ self.asked(root)}
        dropped = {
            pair: cell
            for pair, cell in self._cells.items()
            if pair in own
            or pair in asked
            or (cell.state not in _FIXED and (pair[0] in near or quantities[pair[1]].derive is not None))
        }
        for pair in dropped:
            del self._cells[pair]
        return dropped

    def root_of(self, place: str) -> str:
        """The unit type, site or building from which the rows look at a place."""
        for current in self.index.chains[place]:
            if current in (BUILDING, SITE) or self.index.places[current].kind == UNIT_TYPE:
                return current
        return BUILDING

    def asked(self, root: str) -> Cells:
        """Cells that the verdicts look at from a unit type, the building or the site."""
        found = self._asked.get(root)
        if found is None:
            roots = (BUILDING, SITE) if root in (BUILDING, SITE) else (root,)
            found = self._asked_cells.cells(self._session.evaluation, self.needed, roots)
            if root == BUILDING:
                # What one unit type needs of the building is asked at the building.
                units = self.index.applied_unit_types[:1]
                found |= self._asked_cells.cells(self._session.evaluation, self.needed, units)
            self._asked[root] = found
        return found

    def is_carried(self, place: str, code: str) -> bool:
        """Whether the quantity can be entered at the place, as a value of its own."""
        return code in self.needed.at(self.index.places[place].kind)

    def cell(self, place: str, code: str) -> Cell:
        """The cell of a place and a quantity."""
        found = self._cells.get((place, code))
        if found is None:
            found = self._cells[place, code] = self._read(place, code)
        return found

    def _read(self, place: str, code: str) -> Cell:
        session, quantity = self._session, self._session.edition.quantities[code]
        own = session.state.measurements.get(place, {}).get(code)
        differs, other = self._compared(place, code)
        if own is not None:
            return Cell(
                place,
                code,
                "own",
                self._shown(code, own.value),
                own.value,
                is_odd=not is_plausible(quantity, own.value),
                differs=differs,
                other=other,
            )
        if not self.is_carried(place, code):
            kind = self.index.places[place].kind
            state: CellState = "default" if kind in (BUILDING, UNIT_TYPE) else "none"
            return Cell(place, code, state, differs=differs, other=other)
        value, where = value_at(session.evaluation, session.edition, place, code)
        if value is not None and not isinstance(value, Interval):
            state = "derived" if where is None else "inherited"
            shown = self._shown(code, value)
            return Cell(place, code, state, shown, value, where, differs=differs, other=other)
        shown = "" if value is None else self._wording.value(quantity, value)
        state = "open" if self._is_open(place, code) else "idle"
        return Cell(place, code, state, shown, differs=differs, other=other)

    def is_shown(self, place: str, code: str) -> bool:
        """Whether a cell makes its column worth showing: asked for, entered, a default or figure in use."""
        cell = self.cell(place, code)
        if cell.state in STOPS:
            return True
        if cell.state == "inherited" and cell.origin is not None and not self.is_carried(cell.origin, code):
            # A default answers what was asked here: it stays in sight, to be seen and overridden.
            return (cell.origin, code) in self.asked(self.root_of(place))
        is_figure = self._session.edition.quantities[code].type in {"number", "count"}
        return cell.state == "derived" and is_figure and (place, code) in self.asked(self.root_of(place))

    def _is_open(self, place: str, code: str) -> bool:
        carriers = self.needed.carriers(self.index, place, code)
        # Where several places around carry it, it is asked once, at the widest of them.
        if carriers[-1] != place:
            return False
        ask = self.needed.at(self.index.places[place].kind)[code]
        session = self._session
        # A yes or no is the natural question even where it would follow from a measure.
        is_flag = session.edition.quantities[code].type == "flag"
        follows = ask.may_be_empty and not is_flag
        if follows and waits_for_inputs(session.evaluation, session.edition, place, code):
            return False
        root = self.root_of(place)
        if root not in (BUILDING, SITE) and not self.index.places[root].applied:
            return not ask.may_be_empty
        return (place, code) in self.asked(root)

    def _compared(self, place: str, code: str) -> tuple[bool, str]:
        if self.comparison is None or not self.comparison.difference(self._session.state, place, code):
            return False, ""
        other = self.comparison.other_value(self._session.state, place, code)
        return True, self._shown(code, other) if other is not None else ""

    def _shown(self, code: str, value: Value) -> str:
        quantity = self._session.edition.quantities[code]
        if isinstance(value, bool | str):
            return self._wording.value(quantity, value)
        if isinstance(value, tuple):
            return ", ".join(self._wording.figure(quantity, one) for one in value)
        return self._wording.figure(quantity, value)

    def edit_text(self, place: str, code: str) -> str:
        """The text with which an editor starts: what is entered at exactly this place."""
        own = self._session.state.measurements.get(place, {}).get(code)
        quantity = self._session.edition.quantities[code]
        return "" if own is None else entry_text(quantity, own.value, self._wording.language)

    def column_places(self, root: str) -> list[str]:
        """Places of a view in order: the root with all in it; of the building without unit types and site."""
        found: list[str] = []
        waiting = [root]
        while waiting:
            current = waiting.pop()
            found.append(current)
            children = [
                child
                for child in self.index.children[current]
                if current != BUILDING or (child != SITE and self.index.places[child].kind != UNIT_TYPE)
            ]
            waiting.extend(reversed(children))
        return found
