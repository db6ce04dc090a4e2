"""Which codes the source raises: read from its syntax, also where a helper chooses the code."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import assessor
from assessor import errors

PACKAGE = Path(assessor.__file__).parent


def error_classes(trees) -> set[str]:
    """Names of all classes derived from UserError, wherever they are defined."""
    found = {name for name, value in vars(errors).items() if isinstance(value, type)} & {
        cls.__name__ for cls in [errors.UserError, *errors.UserError.__subclasses__()]
    }
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in found for base in node.bases
            ):
                found.add(node.name)
    return found


def calls() -> Iterator[tuple[Path, ast.Module, ast.Call]]:
    """Every place that makes an error."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}
    classes = error_classes(trees)
    for file, tree in trees.items():
        for node in ast.walk(tree):
            is_error = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_error and node.func.id in classes and node.args:
                yield file, tree, node


def raised() -> dict[str, list[tuple[str, set[str] | None]]]:
    """Codes in the source with the parameters given at each place.

    None for the parameters: not written out there, or the place makes errors of several codes.
    """
    found = defaultdict(list)
    for file, tree, node in calls():
        names = {word.arg for word in node.keywords}
        is_plain = isinstance(node.args[0], ast.Constant)
        given = None if None in names or not is_plain else names
        codes = {node.args[0].value} if is_plain else Chosen(tree).codes(node.args[0])
        for code in codes:
            found[code].append((f"{file.relative_to(PACKAGE)}:{node.lineno}", given))
    return found


class Chosen:
    """What an expression can be: constants, through names, tables and functions of the same file."""

    def __init__(self, tree: ast.Module) -> None:
        self._nodes = list(ast.walk(tree))
        self._seen: set[str] = set()

    def codes(self, node: ast.expr) -> set[str]:
        """Every text the expression can be; what leads nowhere adds nothing."""
        match node:
            case ast.Constant(value=str(text)):
                return {text} if text else set()
            case ast.IfExp():
                return self.codes(node.body) | self.codes(node.orelse)
            case ast.BoolOp():
                return self._all(node.values)
            case ast.Dict():
                return self._all(node.values)
            case ast.Subscript():
                return self.codes(node.value)
            case ast.JoinedStr(values=[ast.Constant(value=start), ast.FormattedValue(value=rest)]):
                return {f"{start}{one}" for one in self.codes(rest)}
            case ast.Name(id=name):
                return self._once(name, self._values(name))
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
                return self.codes(table) | self._all(default)
            case ast.Call(func=ast.Name(id=name)):
                return self._once(f"{name}()", self._returned(name))
        return set()

    def _all(self, nodes) -> set[str]:
        return {code for one in nodes for code in self.codes(one)}

    def _once(self, name: str, nodes) -> set[str]:
        if name in self._seen:
            return set()
        self._seen.add(name)
        return self._all(nodes)

    def _values(self, name: str) -> Iterator[ast.expr]:
        """What is assigned to a name, also as one of several."""
        for node in self._nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from _part(target, node.value, name)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                yield from _part(node.target, node.value, name)
            elif isinstance(node, ast.For) and isinstance(node.iter, ast.Name) and _names(node.target, name):
                for table in self._values(node.iter.id):
                    for line in getattr(table, "elts", ()):
                        yield from _part(node.target, line, name)

    def _returned(self, name: str) -> Iterator[ast.expr]:
        for node in self._nodes:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                found = (one.value for one in ast.walk(node) if isinstance(one, ast.Return))
                yield from (value for value in found if value is not None)


def _names(target: ast.expr, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(target))


def _part(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, part in zip(target.elts, value.elts, strict=False):
            yield from _part(one, part, name)
