"""The possible values of what is unknown, as few as a row can tell apart, to be tried in turn.

An unknown number is cut where a verdict may turn: at the limits it is compared with, and at the values for
which a figure that follows from it meets a limit of its own. A riser of 240 mm with an unknown tread fails,
because no tread meets the slope and the sum together; looked at one by one, each could be met.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import gcd

from assessor.criteria.expressions import breakpoints, names, parse
from assessor.criteria.model import Edition
from assessor.criteria.nodes import Measure, Node, walk
from assessor.evaluation.lookup import Context, look_up
from assessor.evaluation.numbers import Known, pieces

Key = tuple[str, str]
"""A place and the code of a quantity."""

Choices = dict[Key, list[Known]]
"""The values to try for each unknown."""

MAX_CASES = 256
"""Combinations of unknown attributes that are tried at one place before it stays undetermined."""


class CaseMaker:
    """The values to try for the unknowns of one row."""

    def __init__(self, edition: Edition, root: Node) -> None:
        self._edition = edition
        self._limits = _limits(root)
        self._turns: dict[str, list[Fraction]] = {}
        self._dependents: dict[str, set[str]] = {}
        read: set[str] = set()
        for code in {one.measure for one in walk(root) if isinstance(one, Measure)}:
            inputs = closure(edition, code)
            read |= inputs
            for one in inputs - {code} if code in self._limits else ():
                self._dependents.setdefault(one, set()).add(code)
        for code in read:
            derive = edition.quantities[code].derive
            for name, edge in breakpoints(parse(derive)) if derive is not None else ():
                self._turns.setdefault(name, []).append(edge)
        self._edges = {
            code: [*self._limits.get(code, ()), *self._turns.get(code, ())]
            for code in self._limits.keys() | self._turns.keys()
        }

    def choices(self, context: Context) -> Choices:
        """What to try for the unknowns that the context has met, at most `MAX_CASES` combinations."""
        found: Choices = {}
        combinations = 1
        for key in context.unknown:
            values = self._possible(key[1])
            if values and combinations * len(values) <= MAX_CASES:
                found[key] = values
                combinations *= len(values)
        for key in context.unknown:
            dependents = self._dependents.get(key[1], ())
            bounded = [one for one in context.bounded if one[1] in dependents]
            if not bounded or self._edition.quantities[key[1]].type not in {"number", "count"}:
                continue
            solved = {one: edges for one in bounded if (edges := self._solve(context, key, one))}
            edges = [*self._edges.get(key[1], ()), *(edge for one in solved.values() for edge in one)]
            if not solved or len(edges) < 2:
                continue
            # What follows exactly from this number is not tried beside it as if it were free.
            others = {one: values for one, values in found.items() if one != key and one not in solved}
            values = list(pieces(set(edges)))
            combinations = len(values)
            for one in others.values():
                combinations *= len(one)
            if combinations <= MAX_CASES:
                found = {**others, key: values}
        return found

    def _possible(self, code: str) -> list[Known]:
        """The few values an unknown quantity can take as far as its own limits tell them apart.

        A number that is compared only once is as open as the quantity itself.
        """
        quantity = self._edition.quantities[code]
        if quantity.type == "flag":
            return [True, False]
        if quantity.type in {"choice", "grade"}:
            return list(quantity.option_codes)
        edges = self._edges.get(code, ())
        if quantity.type in {"number", "count"} and len(edges) > 1:
            return list(pieces(set(edges)))
        return []

    def _solve(self, context: Context, base: Key, derived: Key) -> list[Fraction]:
        """The values of one unknown number at which a figure that follows from it meets one of its limits.

        Exact where the figure is linear or reciprocal in the unknown, on each stretch between the numbers
        where its derivation turns. Whatever else comes out is one more harmless cut: every piece is tried,
        and none is left out.
        """
        limits = self._limits[derived[1]]
        turns = sorted({Fraction(0), *(turn for turn in self._turns.get(base[1], ()) if turn > 0)})
        found: list[Fraction] = []
        for low, high in zip(turns, [*turns[1:], None], strict=True):
            step = Fraction(100) if high is None else (high - low) / 5
            samples = [low + step, low + 2 * step, low + 4 * step]
            figures = _figures(context, base, derived, samples)
            if figures is None:
                return []
            for limit in limits:
                edge = _crossing(samples, figures, limit)
                if edge is not None and edge >= low and (high is None or edge <= high):
                    found.append(edge)
        return found


def _figures(context: Context, base: Key, derived: Key, samples: list[Fraction]) -> list[Fraction] | None:
    """The derived figure for some values of the unknown; None where something else is unknown too."""
    kept = context.assumed, context.unknown, context.bounded
    found: list[Fraction] = []
    try:
        for sample in samples:
            context.assumed = {**kept[0], base: sample}
            context.unknown, context.bounded = {}, {}
            figure, _ = look_up(context, *derived)
            if not isinstance(figure, Decimal | Fraction):
                return None
            found.append(Fraction(figure))
    finally:
        context.assumed, context.unknown, context.bounded = kept
    return found


def _crossing(samples: list[Fraction], figures: list[Fraction], limit: Fraction) -> Fraction | None:
    """Where a figure (ax + b) / (cx + d) that is known at three values of x equals the limit.

    Such a function keeps the cross-ratio of four values, so nothing but these three need be known of it.
    """
    x1, x2, x3 = samples
    y1, y2, y3 = figures
    if len({y1, y2, y3}) < len(figures):
        return None
    if limit == y3:
        return x3
    ratio = (limit - y1) * (y2 - y3) / ((limit - y3) * (y2 - y1))
    divisor = (x2 - x3) - ratio * (x2 - x1)
    return None if divisor == 0 else (x1 * (x2 - x3) - ratio * x3 * (x2 - x1)) / divisor


def combinations(choices: Choices) -> Iterator[dict[Key, Known]]:
    """All combinations, neighbours far apart, so that a disagreement shows after a few of them."""
    count = 1
    for values in choices.values():
        count *= len(values)
    step = next(step for step in range(count * 5 // 8 + 1, 2 * count + 2) if gcd(step, count) == 1)
    for number in range(count):
        rest = number * step % count
        combination: dict[Key, Known] = {}
        for key, values in choices.items():
            rest, position = divmod(rest, len(values))
            combination[key] = values[position]
        yield combination


def closure(edition: Edition, code: str) -> set[str]:
    """The quantity and everything it may be derived from, at any depth."""
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in edition.quantities:
            continue
        seen.add(current)
        derive = edition.quantities[current].derive
        if derive is not None:
            waiting.extend(names(parse(derive)))
    return seen


def _limits(root: Node) -> dict[str, list[Fraction]]:
    """Limits and the edges of approximate bands, by measured quantity, once per comparison."""
    found: dict[str, list[Fraction]] = {}
    for node in walk(root):
        if isinstance(node, Measure):
            values = node.value if isinstance(node.value, tuple) else (node.value,)
            for value in values:
                if isinstance(value, Decimal | Fraction):
                    limit = Fraction(value)
                    softened = [limit * Fraction(95, 100), limit * Fraction(105, 100)] if node.approx else []
                    found.setdefault(node.measure, []).extend([limit, *softened])
    return found
