"""A line of a list of values to enter, and the roles under which models give it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from assessor.criteria import Quantity
from assessor.workflow.wording import Wording

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
NAME_ROLE = Qt.ItemDataRole.UserRole + 2
"""The name alone: heights depend on it, and it needs no value to be looked up."""
OPEN_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether a heading has places whose value is missing."""
NAME, VALUE = range(2)
PLAIN_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDIT_FLAGS = PLAIN_FLAGS | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the list.

    Attributes:
        kind: `switch` (yes, no, open), `choice`, `number`, or `none` (a heading without a value).
        name: condition, quantity or place.
        value: the value as shown.
        truth: for switches.
        is_own: the value was entered at exactly this place (else inherited or computed).
        is_heading: names a condition or quantity; its places follow.
        is_odd: outside the plausible range.
        quantity: for measured lines.
    """

    kind: str
    name: str
    value: str
    truth: bool | None
    is_own: bool
    is_heading: bool
    is_odd: bool
    quantity: Quantity | None


def cell_kind(quantity: Quantity | None) -> str:
    """How a value is entered: `switch`, `choice` or `number`; None stands for an attestation."""
    if quantity is None or quantity.type == "flag":
        return "switch"
    return "choice" if quantity.type in {"choice", "grade"} else "number"


def cell_flags(cell: Cell, column: int, *, read_only: bool) -> Qt.ItemFlag:
    """Values that are typed or chosen are editable; switches are pressed."""
    is_edited = column == VALUE and not read_only and cell.kind in ("number", "choice")
    return EDIT_FLAGS if is_edited else PLAIN_FLAGS


def cell_text(cell: Cell, column: int, role: int, wording: Wording) -> Any:
    """What a line shows in a column, and what it is to a screen reader."""
    if role == CELL_ROLE:
        return cell
    if role == Qt.ItemDataRole.DisplayRole:
        return cell.name if column == NAME else cell.value
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{cell.name} {cell.value or wording.word('not_entered')}"
    return None
