"""No two modules import each other, not even for types or inside functions."""

import ast
from pathlib import Path

import assessor

PACKAGE = Path(assessor.__file__).parent


def imports() -> dict[str, set[str]]:
    """Modules by name with the modules that they import; a package's face only hands names on."""
    files = {
        ".".join(("assessor", *file.relative_to(PACKAGE).with_suffix("").parts)): file
        for file in PACKAGE.rglob("*.py")
        if file.name != "__init__.py"
    }
    found: dict[str, set[str]] = {}
    for name, file in files.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found[name] = named & set(files)
    return found


def test_no_module_imports_itself_by_way_of_others() -> None:
    left = imports()
    assert len(left) > 300
    while ground := {name for name, named in left.items() if not named}:
        left = {name: named - ground for name, named in left.items() if name not in ground}
    assert not left, f"in circles, or above one: {sorted(left)}"
