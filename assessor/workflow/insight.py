"""What the verdicts say when one looks at them together: per unit type, how near the limits, what if."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assessor.criteria import Edition
from assessor.criteria.nodes import Measure
from assessor.evaluation import (
    VERDICTS,
    Evaluation,
    Evaluator,
    PlaceIndex,
    RowResult,
    Snapshot,
    Trace,
    deciding,
)
from assessor.evaluation.cross_checks import Doubt
from assessor.evaluation.doubtful import rests_on_doubtful
from assessor.evaluation.lookup import Context, look_up
from assessor.evaluation.numbers import Interval
from assessor.evaluation.snapshot import UNIT_TYPE
from assessor.evaluation.trace import tightness
from assessor.workflow.wording import Wording


def unit_rows(edition: Edition, evaluation: Evaluation) -> tuple[str, ...]:
    """The rows that are asked of every unit type, in the order of the sheet."""
    return tuple(row for row in evaluation.rows if edition.rows[row].scope == UNIT_TYPE)


def if_applied(evaluator: Evaluator, evaluation: Evaluation) -> dict[str, dict[str, Trace]]:
    """How the rows would come out in the unit types that are left out, if they were applied for.

    Gives the traces by row and unit type; empty where no unit type is left out.
    """
    snapshot = evaluation.snapshot
    index = snapshot.index
    left_out = [unit for unit in index.unit_types if unit not in index.applied_unit_types]
    if not left_out:
        return {}
    places = [replace(place, applied=True) for place in index.places.values()]
    whole = Snapshot(
        snapshot.category,
        PlaceIndex(index.edition, places),
        snapshot.values,
        snapshot.attested,
        snapshot.decisions,
    )
    then = evaluator.evaluate(whole)
    return {
        row: {unit: then.scopes[row][unit] for unit in left_out}
        for row in unit_rows(evaluator.edition, evaluation)
    }


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the verdict of a row at one root place rests on.

    Attributes:
        trace: the worst leaf.
        share: its margin as a share of the limit, negative where the limit is missed; None without a figure.
    """

    trace: Trace
    share: float | None


def worst_leaf(scope: Trace) -> Leaf:
    """The leaf that decides at a root place."""
    leaf = deciding(scope)[0]
    has_none, share = tightness(leaf)
    return Leaf(leaf, None if has_none else share)


def scope_line(wording: Wording, index: PlaceIndex, row: str, scope: Trace) -> str:
    """The worst place of a row within one root place, with value and limit."""
    verdict = VERDICTS[scope.state]
    alone = RowResult(row, verdict, verdict, "machine", disagrees=False, recheck=False, scopes=(scope,))
    return wording.deciding(alone, index, full=True)


def is_doubtful_at(row: str, scope: Trace, snapshot: Snapshot) -> bool:
    """Whether a row rests, at one root place, on something read from a drawing that was replaced."""
    doubtful, chains = snapshot.doubtful, snapshot.index.chains
    near = frozenset(
        one
        for one in doubtful.attested
        if one[0] == row and (one[2] in chains[scope.place] or scope.place in chains.get(one[2], ()))
    )
    here = replace(snapshot, doubtful=replace(doubtful, attested=near))
    return rests_on_doubtful(row, (scope,), here)


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a value is from its limit, as shares of the limit; drawn as a bar.

    Attributes:
        share: positive on the good side.
        recommended: where the recommended value lies; None where there is none.
        is_recommended: whether it is met.
    """

    share: float
    recommended: float | None = None
    is_recommended: bool = False


def margin_of(leaf: Trace) -> Margin | None:
    """The margin of a measured leaf; None where nothing was compared with a figure above zero."""
    node = leaf.node
    if leaf.margin is None or not isinstance(node, Measure):
        return None
    limits = node.value if isinstance(node.value, tuple) else (node.value,)
    limit = limits[0]
    if not isinstance(limit, Decimal | Fraction) or limit <= 0:
        return None
    at = None
    if node.recommended is not None:
        ahead = Fraction(node.recommended) - Fraction(limit)
        at = float(-ahead if node.op in {"<=", "<"} else ahead) / float(limit)
    return Margin(float(leaf.margin) / float(limit), at, leaf.recommended is True)


@dataclass(frozen=True, slots=True)
class TightRow:
    """A row that conforms by figures, with its margin.

    Attributes:
        leaf: the worst leaf.
        share: its margin as a share of the limit.
    """

    row: str
    leaf: Trace
    share: float


def by_margin(evaluation: Evaluation) -> list[TightRow]:
    """The rows that conform by a figure, the tightest first."""
    found: list[TightRow] = []
    for row, result in evaluation.rows.items():
        leaf = result.deciding_leaf
        if result.machine == "conforming" and leaf is not None:
            margin = margin_of(leaf)
            if margin is not None:
                found.append(TightRow(row, leaf, margin.share))
    return sorted(found, key=lambda one: one.share)


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt in words.

    Attributes:
        place, quantity: the cell to go to; the quantity may be empty.
        is_value: an implausible value, not something that does not fit together.
        where: the place with those around it.
        text: what is doubtful.
        values: the values it rests on.
    """

    place: str
    quantity: str
    is_value: bool
    where: str
    text: str
    values: str


def doubt_line(wording: Wording, snapshot: Snapshot, doubt: Doubt) -> DoubtLine:
    """A doubt with its place, its sentence and the values it rests on."""
    edition, index = wording.edition, snapshot.index
    where = wording.place_path(index, doubt.place)
    if doubt.check is None:
        quantity = edition.quantities[doubt.quantity]
        low, high = quantity.plausible or (Decimal(0), Decimal(0))
        usual = wording.word("usual", low=wording.number(low), high=wording.value(quantity, high))
        shown = wording.value(quantity, doubt.value)
        values_text = f"{shown}{usual}"
        return DoubtLine(
            doubt.place,
            doubt.quantity,
            is_value=True,
            where=where,
            text=wording.quantity(doubt.quantity),
            values=values_text,
        )
    context = Context(edition, snapshot, row="")
    values = []
    for code in doubt.check.quantities:
        value, _ = look_up(context, doubt.place, code)
        if value is not None and not isinstance(value, Interval):
            shown = wording.value(edition.quantities[code], value)
            values.append(f"{wording.quantity(code)} {shown}")
    kind = index.places[doubt.place].kind
    wider = edition.kind_and_wider(kind)
    own = [code for code in doubt.check.quantities if set(edition.quantities[code].kinds) & set(wider)]
    quantity_code = own[0] if own else doubt.quantity
    text = doubt.check.text.in_language(wording.language)
    return DoubtLine(
        doubt.place, quantity_code, is_value=False, where=where, text=text, values=wording.joined(*values)
    )
