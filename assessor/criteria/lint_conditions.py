"""Checks of the condition trees against the catalogue."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessor.criteria.catalogue import Quantity
from assessor.criteria.expressions import names
from assessor.criteria.findings import Finding, Severity
from assessor.criteria.lint_catalogue import parsed
from assessor.criteria.model import Edition, Row
from assessor.criteria.nodes import (
    AllOf,
    AnyOf,
    Attest,
    Case,
    Exists,
    ForEach,
    If,
    InCategory,
    Measure,
    Node,
    Not,
    Unless,
    Within,
    walk,
)
from assessor.criteria.values import number_text

OPERATORS = {
    "number": {">=", "<=", ">", "<", "==", "range", "outside", "about"},
    "count": {">=", "<=", ">", "<", "==", "range", "outside", "about"},
    "flag": {"is"},
    "choice": {"is"},
    "grade": {"is", "at_least"},
    "list": {"==", "each>="},
}
TWO_LIMITS = frozenset({"range", "outside"})
Fault = tuple[Severity, str, dict[str, Any]]


def used_quantities(edition: Edition) -> set[str]:
    """Codes of all quantities that some row reads, directly or through an expression."""
    found: set[str] = set()
    stack = [
        node.measure
        for row in edition.rows.values()
        for node in walk(row.condition)
        if isinstance(node, Measure)
    ]
    while stack:
        code = stack.pop()
        if code not in found and code in edition.quantities:
            found.add(code)
            expression = parsed(edition.quantities[code])
            stack.extend(() if expression is None else names(expression))
    return found


def check_row_condition(edition: Edition, row: Row, file: str, where: str) -> Iterator[Finding]:
    """Every condition of a row: what it names exists, fits its type and can be reached from its place."""
    attested: dict[str, str] = {}
    measured: dict[str, str] = {}
    for node, place, around in _located(row.condition, where, row.scope):
        for severity, code, params in _faults(edition, node, around):
            yield Finding(severity, code, file, place, row.id, params)
        key = _clashing_key(node, attested, measured)
        if key is not None:
            yield Finding("error", "key_taken", file, place, row.id, {"key": key})


def condition_faults(
    edition: Edition, condition: Node, where: str, around: str
) -> Iterator[tuple[Severity, str, str, dict[str, Any]]]:
    """What is wrong with a condition that belongs to no row: severity, code, place, values."""
    for node, place, kind in _located(condition, where, around):
        for severity, code, params in _faults(edition, node, kind):
            yield severity, code, place, params


def _clashing_key(node: Node, attested: dict[str, str], measured: dict[str, str]) -> str | None:
    """The node's key where it already stands for something else in this row."""
    if isinstance(node, Attest):
        same = attested.setdefault(node.attest, node.text.ja) == node.text.ja
        return None if same and node.attest not in measured else node.attest
    if isinstance(node, Measure) and node.key is not None:
        same = measured.setdefault(node.key, node.measure) == node.measure
        return None if same and node.key not in attested else node.key
    return None


def _located(node: Node, place: str, around: str) -> Iterator[tuple[Node, str, str]]:
    """Each node with its way in the file and the kind of place it is asked at."""
    yield node, place, around
    match node:
        case AllOf() | AnyOf():
            key, parts = ("all_of", node.all_of) if isinstance(node, AllOf) else ("any_of", node.any_of)
            for index, part in enumerate(parts):
                yield from _located(part, f"{place}.{key}[{index}]", around)
        case Not():
            yield from _located(node.not_, f"{place}.not", around)
        case If():
            yield from _located(node.if_, f"{place}.if", around)
            yield from _located(node.then, f"{place}.then", around)
        case Case():
            yield from _located(node.case, f"{place}.case", around)
            yield from _located(node.then, f"{place}.then", around)
        case Unless():
            for index, part in enumerate(node.unless):
                yield from _located(part, f"{place}.unless[{index}]", around)
            yield from _located(node.then, f"{place}.then", around)
        case ForEach():
            if node.where is not None:
                yield from _located(node.where, f"{place}.where", node.for_each)
            yield from _located(node.must, f"{place}.must", node.for_each)
        case Exists():
            yield from _located(node.that, f"{place}.that", node.exists)


def _faults(edition: Edition, node: Node, around: str) -> Iterator[Fault]:
    match node:
        case ForEach(for_each=kind) | Exists(exists=kind):
            if kind not in edition.kinds:
                yield "error", "condition_kind_unknown", {"kind": kind}
            elif around in edition.kinds and not _lies_in(edition, kind, around):
                yield "error", "kind_out_of_reach", {"kind": kind, "around": around}
        case Within(within=kinds):
            for kind in kinds:
                if kind not in edition.kinds:
                    yield "error", "condition_kind_unknown", {"kind": kind}
        case InCategory(category=categories):
            known = {category.code for category in edition.head.categories}
            for category in categories:
                if category not in known:
                    yield "error", "condition_category_unknown", {"category": category}
        case Measure():
            quantity = edition.quantities.get(node.measure)
            if quantity is None:
                yield "error", "quantity_unknown", {"quantity": node.measure}
            else:
                yield from _measure_faults(node, quantity)
                if around in edition.kinds and not _measurable(edition, quantity, around):
                    yield "error", "quantity_out_of_reach", {"quantity": quantity.code, "around": around}


def _measure_faults(node: Measure, quantity: Quantity) -> Iterator[Fault]:
    shown: dict[str, Any] = {"quantity": quantity.code, "op": node.op, "type": quantity.type}
    if node.op not in OPERATORS[quantity.type]:
        yield "error", "operator_type", {**shown, "known": " ".join(sorted(OPERATORS[quantity.type]))}
        return
    values = node.value if isinstance(node.value, tuple) else (node.value,)
    numbers = [value for value in values if isinstance(value, Decimal | Fraction)]
    if quantity.type == "flag":
        if not isinstance(node.value, bool):
            yield "error", "limit_form", {**shown, "value": _shown(values)}
    elif quantity.type in {"choice", "grade"}:
        for value in values:
            if value not in quantity.option_codes:
                yield "error", "option_unknown", {"option": _shown((value,)), "quantity": quantity.code}
        if node.op == "at_least" and len(values) != 1:
            yield "error", "limit_form", {**shown, "value": _shown(values)}
    elif len(numbers) != len(values) or not _right_number(node, quantity, numbers):
        yield "error", "limit_form", {**shown, "value": _shown(values)}
    else:
        yield from _number_faults(node, quantity, numbers, shown)
    if node.approx or node.op == "about":
        if quantity.type not in {"number", "count"} or node.op in {"==", "outside"}:
            yield "error", "approx_type", shown
        elif node.key is None:
            yield "error", "approx_without_key", shown


def _right_number(node: Measure, quantity: Quantity, numbers: list[Decimal | Fraction]) -> bool:
    if node.op in TWO_LIMITS:
        return len(numbers) == 2 and numbers[0] < numbers[1]
    return len(numbers) == 1 or (quantity.type == "list" and node.op == "==" and len(numbers) > 1)


def _number_faults(
    node: Measure, quantity: Quantity, numbers: list[Decimal | Fraction], shown: dict[str, Any]
) -> Iterator[Fault]:
    if quantity.plausible is not None:
        low, high = (Fraction(edge) for edge in quantity.plausible)
        for number in numbers:
            if not low <= Fraction(number) <= high:
                span = f"{number_text(quantity.plausible[0])}–{number_text(quantity.plausible[1])}"
                yield "warning", "limit_implausible", {**shown, "value": number_text(number), "range": span}
    if node.recommended is not None:
        best, limit = Fraction(node.recommended), Fraction(numbers[0])
        stricter = best > limit if node.op in {">=", ">"} else best < limit
        if node.op not in {">=", ">", "<=", "<"} or not stricter:
            yield "error", "recommended_weaker", {**shown, "value": number_text(node.recommended)}


def _shown(values: tuple[object, ...]) -> str:
    return ", ".join(
        number_text(value) if isinstance(value, Decimal | Fraction) else str(value) for value in values
    )


def _narrower(edition: Edition, kind: str) -> set[str]:
    return {code for code in edition.kinds if kind in edition.kind_and_wider(code)}


def _around(edition: Edition, kinds: set[str]) -> set[str]:
    """All kinds that may lie around places of these kinds."""
    found: set[str] = set()
    stack = list(kinds)
    while stack:
        current = stack.pop()
        parents = ("building",) if current == "site" else edition.allowed_parents(current)
        for parent in parents:
            more = _narrower(edition, parent) - found
            found |= more
            stack.extend(more)
    return found


def _lies_in(edition: Edition, kind: str, around: str) -> bool:
    return bool(_around(edition, _narrower(edition, kind)) & _narrower(edition, around))


def _measurable(edition: Edition, quantity: Quantity, around: str) -> bool:
    """Whether a value can stand at the place or at one around it, or follows from others."""
    if quantity.derive is not None or "*" in quantity.from_parent:
        return True
    here = _narrower(edition, around)
    reachable = here | _around(edition, here)
    carriers = set().union(*(_narrower(edition, kind) for kind in quantity.kinds))
    return bool(carriers & reachable)
