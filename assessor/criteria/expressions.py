"""Expressions of derived quantities, for example `2 * stair_riser_mm + stair_tread_mm`.

Names are quantity codes, looked up at the present place and the places around it. Besides arithmetic,
comparisons, `and`, `or`, `not` and `a if b else c` there are:

* `total(kind, expression[, where])`, `count(kind[, where])`, `least(kind, expression[, where])`,
  `most(kind, expression[, where])` over the places of a kind below the present place;
* `applied()` inside such a function: whether the unit type is applied for;
* `min(a, b, …)`, `max(a, b, …)`, `angle_deg(rise, run)` (steepness in degrees, rounded to 0.01°);
* `at_least(a)`: a number of which no more is known than that it is not less;
* `entered(quantity)`: whether a value was entered for it at this place or around it, and
  `entered_here(quantity)`: at this very place (what was measured may say what kind of part it is);
* `unknown`, `true`, `false`.

The text is parsed with Python's own parser and only these forms are taken over.
"""

import ast
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

AGGREGATES = {"total": 2, "count": 1, "least": 2, "most": 2}
FUNCTIONS = frozenset({"min", "max", "angle_deg", "applied", "at_least"})
ENTERED = frozenset({"entered", "entered_here"})


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a truth value, an option code, or `unknown` (None)."""

    value: Fraction | bool | str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or a plain function applied to expressions."""

    op: str
    args: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A function over the places of a kind."""

    op: str
    kind: str
    value: "Expression | None"
    where: "Expression | None"


Expression = Literal | Name | Operation | Aggregate

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_CONSTANTS = {"unknown": None, "true": True, "false": False}


@cache
def parse(text: str) -> Expression:
    """The expression of a text.

    Raises:
        ValueError: the text is no expression of this language; the message says what is not understood.
    """
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as problem:
        raise ValueError(f"not an expression: {problem.msg}") from problem
    return _convert(tree.body, text)


def _convert(node: ast.expr, text: str) -> Expression:
    match node:
        case ast.Constant(value=bool() as flag):
            return Literal(flag)
        case ast.Constant(value=str() as word):
            return Literal(word)
        case ast.Constant(value=int() as number):
            return Literal(Fraction(number))
        case ast.Constant(value=float()):
            return Literal(Fraction(Decimal(ast.get_source_segment(text, node) or "")))
        case ast.Name(id=name) if name in _CONSTANTS:
            return Literal(_CONSTANTS[name])
        case ast.Name(id=name):
            return Name(name)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return Operation(_BINARY[type(op)], (_convert(left, text), _convert(right, text)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("-", (Literal(Fraction(0)), _convert(operand, text)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Operation("not", (_convert(operand, text),))
        case ast.BoolOp(op=ast.And(), values=values):
            return Operation("and", tuple(_convert(value, text) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return Operation("or", tuple(_convert(value, text) for value in values))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            return Operation(_COMPARE[type(op)], (_convert(left, text), _convert(right, text)))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return Operation("if", (_convert(test, text), _convert(body, text), _convert(orelse, text)))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _call(name, args, text)
        case _:
            raise ValueError(f"not understood: {ast.unparse(node)}")


def _call(name: str, args: list[ast.expr], text: str) -> Expression:
    if name in ENTERED:
        if len(args) != 1 or not isinstance(args[0], ast.Name):
            raise ValueError(f"{name} takes one quantity")
        return Operation(name, (Name(args[0].id),))
    if name in FUNCTIONS:
        return Operation(name, tuple(_convert(arg, text) for arg in args))
    least = AGGREGATES.get(name)
    if least is None:
        raise ValueError(f"no such function: {name}")
    if not args or not isinstance(args[0], ast.Name) or not least <= len(args) <= least + 1:
        raise ValueError(
            f"{name} takes a kind of place{', an expression' if least > 1 else ''} and a condition"
        )
    rest = [_convert(arg, text) for arg in args[1:]]
    value = rest.pop(0) if least > 1 else None
    return Aggregate(name, args[0].id, value, rest[0] if rest else None)


def names(expression: Expression) -> set[str]:
    """Codes of all quantities that the expression reads."""
    match expression:
        case Name(code=code):
            return {code}
        case Operation(args=args):
            return set().union(*(names(arg) for arg in args)) if args else set()
        case Aggregate(value=value, where=where):
            return set().union(*(names(part) for part in (value, where) if part is not None))
        case _:
            return set()


def derived_from(expression: Expression) -> set[str]:
    """Codes of the quantities whose values the expression takes; `entered` only asks whether there is one."""
    match expression:
        case Operation(op=op) if op in ENTERED:
            return set()
        case Operation(args=args):
            return set().union(*(derived_from(arg) for arg in args)) if args else set()
        case Aggregate(value=value, where=where):
            return set().union(*(derived_from(part) for part in (value, where) if part is not None))
        case _:
            return names(expression)


def kinds(expression: Expression) -> set[str]:
    """Kinds of place that the expression runs over."""
    match expression:
        case Operation(args=args):
            return set().union(*(kinds(arg) for arg in args)) if args else set()
        case Aggregate(kind=kind, value=value, where=where):
            inner = (kinds(part) for part in (value, where) if part is not None)
            return {kind}.union(*inner)
        case _:
            return set()


def breakpoints(expression: Expression) -> list[tuple[str, Fraction]]:
    """Every direct comparison of a quantity with a number, in reading order."""
    match expression:
        case Operation(op=op, args=(Name(code=code), Literal(value=Fraction() as number))) if (
            op in _COMPARE.values()
        ):
            return [(code, number)]
        case Operation(args=args):
            return [found for arg in args for found in breakpoints(arg)]
        case Aggregate(value=value, where=where):
            return [found for part in (value, where) if part is not None for found in breakpoints(part)]
        case _:
            return []
