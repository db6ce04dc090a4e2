"""The words of the open form as plain JSON: kinds of place, quantities, and what each row asks for where."""

from collections.abc import Iterator
from typing import Any

from assessor.criteria import Edition
from assessor.criteria.catalogue import Quantity
from assessor.criteria.expressions import names, parse
from assessor.criteria.model import Row
from assessor.criteria.nodes import Attest, Exists, ForEach, Measure, Node, parts, walk
from assessor.workflow.plain import plain_number, plain_value


def kinds(edition: Edition, language: str = "ja") -> list[dict[str, Any]]:
    """The kinds of place: code, name, the wider kind, and the kinds they may lie in.

    An `abstract` kind only stands for narrower ones and is no place of its own.
    """
    return [
        {
            "code": code,
            "name": kind.name.in_language(language),
            "is_a": kind.is_a,
            "parents": list(edition.allowed_parents(code)),
            "abstract": kind.abstract,
        }
        for code, kind in edition.kinds.items()
    ]


def quantities(edition: Edition, category: str, language: str = "ja") -> list[dict[str, Any]]:
    """The quantities that the rows of a category read, directly or through one that follows from them."""
    read: set[str] = set()
    waiting = [
        node.measure
        for row in edition.rows_for(category)
        for node in walk(row.condition)
        if isinstance(node, Measure)
    ]
    while waiting:
        code = waiting.pop()
        if code not in read:
            read.add(code)
            derive = edition.quantities[code].derive
            waiting.extend(() if derive is None else names(parse(derive)))
    return [_quantity(quantity, language) for code, quantity in edition.quantities.items() if code in read]


def asked(row: Row, language: str = "ja") -> list[dict[str, Any]]:
    """What a row asks for, in reading order: measured limits and confirmations, each with its kind of place.

    `at` is the kind of place the condition is asked at; a value or confirmation at a place around it holds
    for it too.
    """
    found: list[dict[str, Any]] = []
    for node, kind in _located(row.condition, row.scope):
        one = _leaf(node, kind, language)
        if one not in found:
            found.append(one)
    return found


def _quantity(quantity: Quantity, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": quantity.code,
        "name": quantity.name.in_language(language),
        "type": quantity.type,
        "unit": quantity.unit,
        "kinds": list(quantity.kinds),
    }
    if quantity.options:
        found["options"] = [
            {"code": option.code, "name": option.name.in_language(language)} for option in quantity.options
        ]
    if quantity.derive is not None:
        found["follows_from"] = sorted(names(parse(quantity.derive)))
    if quantity.from_parent:
        found["from_parent"] = dict(quantity.from_parent)
    if quantity.aliases:
        found["aliases"] = list(quantity.aliases)
    if quantity.help is not None:
        found["help"] = quantity.help.in_language(language)
    return found


def _located(node: Node, kind: str) -> Iterator[tuple[Measure | Attest, str]]:
    if isinstance(node, Measure | Attest):
        yield node, kind
    inner = node.for_each if isinstance(node, ForEach) else node.exists if isinstance(node, Exists) else kind
    for part in parts(node):
        yield from _located(part, inner)


def _leaf(node: Measure | Attest, kind: str, language: str) -> dict[str, Any]:
    if isinstance(node, Attest):
        return {"at": kind, "attest": node.attest, "text": node.text.in_language(language)}
    found: dict[str, Any] = {
        "at": kind,
        "quantity": node.measure,
        "operator": node.op,
        "limit": plain_value(node.value),
    }
    if node.recommended is not None:
        found["recommended"] = plain_number(node.recommended)
    if node.approx or node.op == "about":
        found |= {"approximate": True, "attest": node.key}
    return found
