"""Checks of the catalogue: kinds of place and quantities."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assessor.criteria.catalogue import Quantity
from assessor.criteria.expressions import (
    Aggregate,
    Expression,
    Literal,
    Name,
    Operation,
    derived_from,
    kinds,
    names,
    parse,
)
from assessor.criteria.findings import Finding, Places
from assessor.criteria.model import Edition

REQUIRED_KINDS = ("building", "site", "unit_type")
WITHOUT_PARENT = frozenset({"building", "site"})
NUMERIC = frozenset({"number", "count", "list"})
WITH_OPTIONS = frozenset({"choice", "grade"})


def check_kinds(edition: Edition, places: Places) -> Iterator[Finding]:
    """Kinds of place: wider kinds and parents are known, nothing runs in a circle."""

    def finding(code: str, entry: str, key: str, **params: Any) -> Finding:
        place = ".".join(part for part in (places.kind_place(entry), key) if part)
        return Finding("error", code, places.kind_file(entry), place, entry, params)

    for required in REQUIRED_KINDS:
        if required not in edition.kinds:
            yield finding("kind_required", required, "")
    for code, kind in edition.kinds.items():
        if kind.is_a is not None and kind.is_a not in edition.kinds:
            yield finding("kind_unknown", code, "is_a", kind=kind.is_a)
        for parent in kind.parents:
            if parent not in edition.kinds:
                yield finding("kind_unknown", code, "parents", kind=parent)
        if code not in WITHOUT_PARENT and not edition.allowed_parents(code):
            yield finding("kind_without_parent", code, "parents")
    for code in _in_circles(edition.kinds, lambda code: filter(None, [edition.kinds[code].is_a])):
        yield finding("kind_circle", code, "is_a")
    for code in _in_circles(edition.kinds, lambda code: edition.kinds[code].parents):
        yield finding("kind_circle", code, "parents")


def _in_circles(codes: Iterable[str], following: Callable[[str], Iterable[str]]) -> list[str]:
    """Codes from which following the links leads back to themselves."""
    known = set(codes)
    found = []
    for start in known:
        seen: set[str] = set()
        stack = list(following(start))
        while stack:
            current = stack.pop()
            if current == start:
                found.append(start)
                break
            if current in known and current not in seen:
                seen.add(current)
                stack.extend(following(current))
    return sorted(found)


def check_quantities(edition: Edition, places: Places) -> Iterator[Finding]:
    """Quantities: kinds, options, range, expressions and other codes hang together."""
    spellings: dict[str, str] = {code: code for code in edition.quantities}
    for code, quantity in edition.quantities.items():
        for key, name, params in _faults(edition, quantity):
            place = f"{places.quantity_place(code)}.{key}".lstrip(".")
            yield Finding("error", name, places.quantity_file(code), place, code, params)
        for alias in quantity.aliases:
            if spellings.setdefault(alias, code) != code or alias == code:
                place = f"{places.quantity_place(code)}.aliases"
                shown = {"alias": alias, "other": spellings[alias]}
                yield Finding("error", "alias_taken", places.quantity_file(code), place, code, shown)
    for code in _in_circles(edition.quantities, lambda code: _derived_from(edition.quantities[code])):
        place = f"{places.quantity_place(code)}.derive"
        yield Finding("error", "derive_circle", places.quantity_file(code), place, code)


def _derived_from(quantity: Quantity) -> set[str]:
    expression = parsed(quantity)
    return set() if expression is None else derived_from(expression)


def parsed(quantity: Quantity) -> Expression | None:
    """The expression of a derived quantity; None where there is none or it cannot be read."""
    if quantity.derive is None:
        return None
    try:
        return parse(quantity.derive)
    except ValueError:
        return None


def _faults(edition: Edition, quantity: Quantity) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Key, code and parameters of everything wrong with one quantity."""
    for kind in quantity.kinds:
        if kind not in edition.kinds:
            yield "kinds", "quantity_kind_unknown", {"kind": kind}
    if not quantity.kinds and quantity.derive is None:
        yield "kinds", "quantity_nowhere", {}
    if quantity.type in WITH_OPTIONS:
        if len(quantity.options) < 2:
            yield "options", "options_missing", {"type": quantity.type}
        if len(set(quantity.option_codes)) < len(quantity.options):
            yield "options", "option_twice", {}
    elif quantity.options:
        yield "options", "options_superfluous", {"type": quantity.type}
    if quantity.type in NUMERIC:
        if not quantity.unit:
            yield "unit", "unit_missing", {"type": quantity.type}
    elif quantity.plausible is not None or quantity.unit:
        key = "unit" if quantity.unit else "plausible"
        yield key, "number_key_superfluous", {"type": quantity.type, "key": key}
    if quantity.plausible is not None and quantity.plausible[0] >= quantity.plausible[1]:
        yield "plausible", "range_order", {"low": quantity.plausible[0], "high": quantity.plausible[1]}
    for kind, option in quantity.from_parent.items():
        if kind != "*" and kind not in edition.kinds:
            yield "from_parent", "quantity_kind_unknown", {"kind": kind}
        if option not in quantity.option_codes:
            yield "from_parent", "option_unknown", {"option": option, "quantity": quantity.code}
    if quantity.derive is not None:
        yield from _derive_faults(edition, quantity.derive)


def _derive_faults(edition: Edition, text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    try:
        expression = parse(text)
    except ValueError as problem:
        yield "derive", "derive_syntax", {"text": text, "reason": str(problem)}
        return
    for name in sorted(names(expression) - set(edition.quantities)):
        yield "derive", "derive_quantity_unknown", {"text": text, "quantity": name}
    for kind in sorted(kinds(expression) - set(edition.kinds)):
        yield "derive", "derive_kind_unknown", {"text": text, "kind": kind}
    for code, option in _compared_options(expression):
        quantity = edition.quantities.get(code)
        if quantity is not None and option not in quantity.option_codes:
            yield "derive", "option_unknown", {"option": option, "quantity": code}


def _compared_options(expression: Expression | None) -> Iterator[tuple[str, str]]:
    """Quantities that are compared with an option, with that option."""
    match expression:
        case Operation(op="==" | "!=", args=(Name(code=code), Literal(value=str() as option))):
            yield code, option
        case Operation(args=args):
            for arg in args:
                yield from _compared_options(arg)
        case Aggregate(value=value, where=where):
            yield from _compared_options(value)
            yield from _compared_options(where)
