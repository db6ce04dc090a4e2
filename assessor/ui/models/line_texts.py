"""The lines of a row's list of values in words: names, values, what a tool tip tells."""

from PySide6.QtCore import QCoreApplication

from assessor.assessment.checks import attest_keys, is_plausible
from assessor.criteria import Quantity
from assessor.criteria.nodes import Attest, Measure
from assessor.ui.context import UiContext, plain_tool_tip
from assessor.ui.fields import Entry, Field, Group, entry
from assessor.ui.models.cells import Cell, cell_kind


class LineTexts:
    """Words the conditions and quantities of a row at their places."""

    def __init__(self, context: UiContext) -> None:
        self._session = context.bridge.session
        self._wording = context.wording

    def heading(self, row: str, group: Group) -> str:
        """Name of a condition or quantity, with its place where it has only one."""
        name = self._group_name(row, group)
        if len(group.places) == 1 and group.places[0] not in ("building", "site"):
            return self._wording.in_brackets(name, self.place(group.places[0]))
        return name

    def place(self, place: str) -> str:
        """Name of a place with what it lies in."""
        return self._wording.place_path(self._session.evaluation.snapshot.index, place)

    def _group_name(self, row: str, group: Group) -> str:
        if group.kind == "measure":
            return self._wording.quantity_and_basis(group.code)
        node = attest_keys(self._session.edition.rows[row])[group.code]
        if isinstance(node, Attest):
            return node.text.in_language(self._wording.language)
        assert isinstance(node, Measure)
        near = QCoreApplication.translate("InputModel", "%s：おおよその基準に近い値を認める")
        return str(near) % self._wording.quantity(node.measure)

    def line(self, row: str, field: Field, name: str, *, is_heading: bool) -> Cell:
        """The line of one field."""
        quantity = self._quantity(field)
        found = entry(self._session, row, field)
        own = found.where == field.place
        return Cell(
            kind=cell_kind(quantity),
            name=name,
            value=self._shown(quantity, found),
            truth=found.value if isinstance(found.value, bool) else None,
            is_own=own,
            is_heading=is_heading,
            is_odd=own and quantity is not None and not is_plausible(quantity, found.value),
            quantity=quantity,
        )

    def line_of_many(self, row: str, group: Group, name: str) -> Cell:
        """The heading of several places: how many are known, and the answer where all have the same."""
        fields = [Field(group.kind, group.code, place) for place in group.places]
        found = [entry(self._session, row, field).value for field in fields]
        known = [one for one in found if one is not None]
        same = len(known) == len(found) and all(one == known[0] for one in known)
        quantity = self._quantity(fields[0])
        kind = cell_kind(quantity)
        return Cell(
            kind=kind if kind == "switch" else "none",
            name=name,
            value=f"{len(known)}/{len(found)}",
            truth=known[0] if same and isinstance(known[0], bool) else None,
            is_own=True,
            is_heading=True,
            is_odd=False,
            quantity=quantity,
        )

    def tool_tip(self, cell: Cell) -> str:
        """What a quantity is, on which drawing it stands, and which keys answer."""
        parts = [cell.name]
        if cell.quantity is not None and cell.quantity.help is not None:
            parts.append(cell.quantity.help.in_language(self._wording.language))
        if cell.quantity is not None:
            drawing = self._wording.word(f"drawing.{cell.quantity.drawing}")
            parts.append(str(QCoreApplication.translate("InputModel", "読み取る図面：%s")) % drawing)
        if cell.kind == "switch":
            parts.append(str(QCoreApplication.translate("InputModel", "Y はい　N いいえ　Delete 取消")))
        return plain_tool_tip("\n".join(parts))

    def _quantity(self, field: Field) -> Quantity | None:
        return self._session.edition.quantities[field.code] if field.kind == "measure" else None

    def _shown(self, quantity: Quantity | None, found: Entry) -> str:
        if quantity is None:
            return "" if found.value is None else self._wording.word("yes" if found.value else "no")
        return self._wording.value(quantity, found.value)
