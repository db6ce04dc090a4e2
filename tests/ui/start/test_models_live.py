"""What once ended the process: a table asked for children, and views that outlive their model."""

import ast
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QObject
from PySide6.QtWidgets import QAbstractItemView

ROOT = Path(__file__).resolve().parents[3]


def calls_of(name: str) -> list[str]:
    """Where a method is called, in the program and in what looks after it."""
    paths = [path for folder in ("assessor", "packaging", "tests") for path in (ROOT / folder).rglob("*.py")]
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name
    ]


def test_no_model_is_asked_for_children_but_by_its_rows() -> None:
    """Qt keeps `hasChildren` of tables and lists to itself; to call it from Python is an error at best."""
    assert calls_of("hasChildren") == []


def test_no_table_answers_it_either() -> None:
    import assessor.app  # noqa: F401 # so that every model of the window is known

    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    flat = [*below(QAbstractTableModel), *below(QAbstractListModel)]
    ours = [one for one in flat if one.__module__.startswith("assessor")]
    assert len(ours) >= 3
    assert [one.__name__ for one in ours if "hasChildren" in vars(one) or "parent" in vars(one)] == []


def test_every_model_belongs_to_something_that_lives_as_long_as_its_view(desk) -> None:
    desk.open_example()
    window = desk.window
    for key in window.pages.specs:
        window.page(key)
    views = window.findChildren(QAbstractItemView)
    assert len(views) > 20
    # `parent()` of a tree model is another question: which index lies around.
    loose = [type(view).__name__ for view in views if QObject.parent(view.model()) is None]
    assert loose == []
