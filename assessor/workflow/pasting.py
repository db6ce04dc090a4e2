"""Many typed texts at once: what is taken, what is not and why, as one edit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assessor.assessment import Assessment, Edit, Measurement
from assessor.assessment.checks import is_plausible
from assessor.assessment.edits import measure_many
from assessor.assessment.records import MeasuredValue
from assessor.criteria import Edition
from assessor.errors import EditError, UserError
from assessor.messages import Language
from assessor.workflow.entry import parse_entry

Target = tuple[str, str] | None
"""Place and quantity under a pasted cell; None where the place does not carry the quantity."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that was not taken.

    Attributes:
        target: place and quantity; None outside of what can be entered.
        typed: the text.
        error: why.
    """

    target: Target
    typed: str
    error: UserError


@dataclass(frozen=True, slots=True)
class Pasted:
    """What becomes of a block of texts.

    Attributes:
        values: new values by place and quantity, only where they differ from what is there.
        taken: number of texts that were understood.
        refused: the others.
        questioned: implausible values that were taken.
    """

    values: Mapping[tuple[str, str], MeasuredValue]
    taken: int
    refused: tuple[Refused, ...]
    questioned: tuple[tuple[str, str], ...]


def fill_targets(
    rows: Sequence[Sequence[Target]], block: Sequence[Sequence[str]]
) -> list[tuple[Target, str]]:
    """Lays a block over cells, row by row from the first cell on.

    One value is laid over every cell. A column without gaps skips cells that carry nothing, so that a column
    of door widths finds the doors between the rooms.

    Args:
        rows: the cells from the chosen one to the right and down, or the chosen cells where one value is
            pasted.
        block: texts of the clipboard.
    """
    if len(block) == 1 and len(block[0]) == 1:
        return [(target, block[0][0]) for row in rows for target in row]
    is_column = all(len(line) == 1 and line[0] for line in block)
    if is_column:
        column = [row[0] for row in rows if row and row[0] is not None]
        rows = [[target] for target in column]
    laid: list[tuple[Target, str]] = []
    for number, line in enumerate(block):
        targets = rows[number] if number < len(rows) else ()
        for position, typed in enumerate(line):
            laid.append((targets[position] if position < len(targets) else None, typed))
    return laid


def paste(
    edition: Edition, state: Assessment, laid: Iterable[tuple[Target, str]], language: Language = "ja"
) -> Pasted:
    """Reads the texts laid over cells; an empty text leaves its cell as it is."""
    values: dict[tuple[str, str], MeasuredValue] = {}
    refused: list[Refused] = []
    questioned: list[tuple[str, str]] = []
    taken = 0
    for target, typed in laid:
        if not typed.strip():
            continue
        if target is None:
            refused.append(Refused(None, typed, EditError("cell_outside", typed=typed)))
            continue
        quantity = edition.quantities[target[1]]
        try:
            value = parse_entry(quantity, typed, language)
        except UserError as problem:
            refused.append(Refused(target, typed, problem))
            continue
        if value is None:
            continue
        taken += 1
        if not is_plausible(quantity, value):
            questioned.append(target)
        old = state.measurements.get(target[0], {}).get(target[1])
        if old is None or old.value != value:
            values[target] = value
    return Pasted(values, taken, tuple(refused), tuple(questioned))


def values_edit(
    state: Assessment,
    values: Mapping[tuple[str, str], MeasuredValue | None],
    label: str,
    *,
    at: str = "",
    by: str = "",
    drawing: str = "",
) -> Edit:
    """The edit that enters values; drawing and note of a typed value that is replaced stay with its cell.

    Args:
        state: the present state.
        values: what is entered; None clears.
        label: what the edit is called.
        at: moment, ISO 8601.
        by: who enters them.
        drawing: the drawing they are read from; empty: none is said, and what was said before stays.
    """
    records: dict[tuple[str, str], Measurement | None] = {}
    for (place, code), value in values.items():
        if value is None:
            records[place, code] = None
            continue
        old = state.measurements.get(place, {}).get(code)
        # What was said of an imported value does not hold of the one typed over it.
        kept = old if old is not None and old.origin == "typed" else Measurement(value)
        records[place, code] = replace(kept, value=value, at=at, by=by, drawing=drawing or kept.drawing)
    return measure_many(records, label)
