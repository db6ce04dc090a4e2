"""Every kind of edit has words in both languages: undo and history show them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import assessor
from assessor.messages import has_text, text

PACKAGE = Path(assessor.__file__).parent
MAKERS = {"Edit", "join", "measure_many", "as_edit", "macro", "document_of", "_created", "set_values"}
"""Whatever takes the kind of an edit, always as its last word."""


def constants(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from constants(one)
            yield from constants(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from constants(value)


def labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in MAKERS:
                    words = [*node.args[-1:], *(one.value for one in node.keywords if one.arg == "label")]
            elif isinstance(node, ast.FunctionDef):
                named = [*node.args.args[-len(node.args.defaults) :], *node.args.kwonlyargs]
                values = [*node.args.defaults, *node.args.kw_defaults]
                pairs = zip(named, values, strict=False)
                words = [value for one, value in pairs if one.arg == "label" and value is not None]
            for word in words:
                found |= dict.fromkeys((one for one in constants(word) if one), path.name)
    return found


LABELS = labels()


def test_the_kinds_are_found() -> None:
    known = {"measure", "paste", "look", "find", "settle", "answer", "receive", "returned", "round", "create"}
    assert known <= LABELS.keys()


@pytest.mark.parametrize("label", sorted(LABELS))
def test_words(label) -> None:
    key = f"wording.edit.{label}"
    assert has_text(key), LABELS[label]
    ja, en = (text(key, language) for language in ("ja", "en"))
    assert ja != en
    assert en.isascii()


@pytest.mark.parametrize("outcome", ["returned", "approved"])
def test_a_closed_round_is_named_by_its_outcome(outcome) -> None:
    assert has_text(f"wording.edit.{outcome}")
