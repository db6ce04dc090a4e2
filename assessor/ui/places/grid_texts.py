"""Words of the grid: its headers, what is to be said of a cell, and which part of the document it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from assessor.evaluation import BUILDING
from assessor.ui.context import UiContext
from assessor.ui.places.cells import Cell, CellReader


@dataclass(frozen=True, slots=True)
class View:
    """What of the document the grid shows.

    Attributes:
        root: the place whose parts are listed.
        drawing: only quantities read from this drawing; None for all.
        kind: only places of this kind; None for all.
        everything: also quantities that nothing asks for now.
        transposed: quantities down, places across.
        compared: the unit type with which values are compared.
    """

    root: str = BUILDING
    drawing: str | None = None
    kind: str | None = None
    everything: bool = False
    transposed: bool = False
    compared: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header: a place with its depth, or a quantity with unit and drawing.

    Attributes:
        title: name.
        note: kind of place, or unit and basis.
        group: drawing the quantity is read from.
        starts_group: the quantity is the first of its drawing.
        depth: how deep a place lies.
    """

    title: str
    note: str = ""
    group: str = ""
    starts_group: bool = False
    depth: int = 0


class GridTexts(QObject):
    """Words of the grid in the language of the window."""

    def __init__(self, context: UiContext, reader: CellReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = context.bridge.session
        self._wording = context.wording
        self._reader = reader

    def place_header(self, place: str, root: str) -> HeaderText:
        """A place with its kind and how deep it lies below the root."""
        index = self._reader.index
        depth = len(index.chains[place]) - len(index.chains[root])
        kind = self._wording.kind(index.places[place].kind)
        name = self._wording.place(index, place)
        return HeaderText(name, kind if kind != name else "", depth=depth)

    def quantity_header(self, codes: Sequence[str], section: int) -> HeaderText:
        """A quantity with unit, basis and drawing."""
        quantities = self._session.edition.quantities
        quantity = quantities[codes[section]]
        note = [self._wording.unit(quantity)]
        if quantity.basis != "none":
            note.append(self._wording.word(f"basis.{quantity.basis}"))
        previous = quantities[codes[section - 1]].drawing if section else None
        group = self._wording.word(f"drawing.{quantity.drawing}")
        starts = quantity.drawing != previous
        return HeaderText(self._wording.quantity(quantity.code), " ".join(filter(None, note)), group, starts)

    def state_text(self, cell: Cell) -> str:
        """What is to be said of a cell that shows no value of its own."""
        match cell.state:
            case "inherited":
                assert cell.origin is not None
                return self.tr("%s の値") % self._wording.place_path(self._reader.index, cell.origin)
            case "derived":
                return self.tr("ほかの値からの計算・既定")
            case "open":
                return self.tr("未入力")
            case "idle":
                return self.tr("今は入力しなくてよい")
            case "default":
                return self.tr("ここに入力すると、中の場所すべての既定値になります")
            case "none":
                return self.tr("この場所にはない項目")
            case _:
                return ""

    def tool_tip(self, cell: Cell) -> str:
        """All that is to be said of a cell."""
        quantity = self._session.edition.quantities[cell.code]
        name = self._wording.quantity_and_basis(quantity.code)
        place = self._wording.place_path(self._reader.index, cell.place)
        lines = [f"{place}　{name}", self.state_text(cell)]
        if cell.is_odd and quantity.plausible is not None:
            low, high = (self._wording.value(quantity, one) for one in quantity.plausible)
            lines.append(
                self.tr("！ ふつうの範囲（%(low)s〜%(high)s）から外れています") % {"low": low, "high": high}
            )
        if cell.differs:
            lines.append(self.tr("比べるタイプでは：%s") % (cell.other or self.tr("未入力")))
        return "\n".join(filter(None, lines))
