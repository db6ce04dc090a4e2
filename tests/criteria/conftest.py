"""The small good edition, and copies of it with one mistake each (see tests/bad_criteria)."""

import json
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SMALL = HERE / "editions" / "small"
BAD = HERE.parent / "bad_criteria"


def mistakes(kind: str):
    """One parameter per file of tests/bad_criteria/<kind>."""
    return [pytest.param(file, id=file.stem) for file in sorted((BAD / kind).glob("*.json"))]


def pytest_generate_tests(metafunc):
    for kind in ("read", "lint"):
        if f"{kind}_mistake" in metafunc.fixturenames:
            metafunc.parametrize(f"{kind}_mistake", mistakes(kind))


@pytest.fixture
def small() -> Path:
    return SMALL


@pytest.fixture
def spoilt(tmp_path):
    """A function: the description of a mistake → (folder of the spoilt edition, description)."""

    def make(file: Path):
        mistake = json.loads(file.read_text(encoding="utf-8"))
        folder = tmp_path / "small"
        shutil.copytree(SMALL, folder)
        for name in mistake.get("remove", ()):
            (folder / name).unlink()
        for name, text in mistake.get("write", {}).items():
            (folder / name).write_text(text, encoding="utf-8")
        for name, digits in mistake.get("hex", {}).items():
            (folder / name).write_bytes(bytes.fromhex(digits))
        for name, old, new in mistake.get("replace", ()):
            text = (folder / name).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
            (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return folder, mistake

    return make
