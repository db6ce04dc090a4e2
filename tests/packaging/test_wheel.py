"""The wheel built from the source archive does the main job outside the checkout."""

import json
import tarfile
import zipfile

import pytest

from assessor.paths import data_root

# One worker builds and installs for all of these tests.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def shipped() -> set[str]:
    root = data_root()
    return {
        file.relative_to(root).as_posix()
        for folder in ("resources", "forms")
        for file in (root / folder).rglob("*")
        if file.is_file()
    }


def test_both_archives_hold_all_data_and_no_tests(built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        inside = set(wheel.namelist())
    data = {name.removeprefix("assessor/_data/") for name in inside if name.startswith("assessor/_data/")}
    assert data == shipped()
    assert not [name for name in inside if name.startswith(("tests/", "packaging/"))]
    assert [name for name in inside if name.endswith("licenses/LICENSE")]
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert shipped() <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "packaging/hatch_build.py"} <= names


def test_the_package_is_the_installed_one(installed) -> None:
    program = "import assessor, assessor.paths; print(assessor.__file__); print(assessor.paths.data_root())"
    file, root = installed.run(installed.python, "-I", "-c", program).split()
    assert file.startswith(str(installed.library))
    assert root == str(installed.library / "assessor" / "_data")


def test_every_edition_loads_and_is_clean(installed) -> None:
    found = json.loads(installed.run(installed.command, "lint", "--json"))
    assert {one["edition"] for one in found["editions"]} >= {"draft", "r4"}
    assert found["errors"] == 0


FORMS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QApplication
from assessor.paths import data_root
app = QApplication([])
opened = 0
for file in sorted((data_root() / "forms").glob("*.ui")):
    loader = QUiLoader()
    widget = loader.load(str(file))
    if widget is None:
        sys.exit(f"{file}: {loader.errorString()}")
    opened += 1
print(opened)
"""


def test_every_form_opens(installed) -> None:
    forms = [name for name in shipped() if name.endswith(".ui")]
    assert int(installed.run(installed.python, "-I", "-c", FORMS)) == len(forms)
    assert forms


def test_the_example_is_evaluated_exported_signed_and_verified(installed, tmp_path) -> None:
    data = installed.library / "assessor" / "_data"
    example = data / "resources" / "examples" / "duplex.json"
    evaluated = json.loads(installed.run(installed.command, "evaluate", example, "--json"))
    assert evaluated["rows"]["2-2/10(2)"]["verdict"] == "not_conforming"
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery\n", encoding="utf-8")
    pdf = tmp_path / "duplex.pdf"
    words = ("--local-key", "--passphrase-file", passphrase, "--signer", "髙﨑 𠮷邉")
    installed.run(installed.command, "export", example, "--pdf", pdf, *words)
    verified = json.loads(installed.run(installed.command, "verify", pdf, "--json"))
    assert verified["outcome"] == "agrees"
    assert verified["signatures"][0]["holder"] == "髙﨑 𠮷邉"
