"""The command line in a process of its own: no Qt, no heavy library before it is needed, clean streams."""

import json
import os
import sys

NO_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(f"{name} is not installed here")

sys.meta_path.insert(0, NoQt())
from assessor.__main__ import main
sys.argv[0] = "assessor"
code = main()
assert not {"PySide6", "shiboken6"} & set(sys.modules)
sys.exit(code)
"""


def test_evaluate_export_sign_and_verify_without_qt(
    python, example, passphrase_file, own_home, tmp_path
) -> None:
    def call(*words):
        return python(NO_QT, *words, cwd=tmp_path)

    evaluated = call("evaluate", example, "--json")
    assert evaluated.returncode == 0, evaluated.stderr
    assert json.loads(evaluated.stdout)["edition"] == "r4"
    assert evaluated.stderr == ""
    loaded = call("load", example, "a.kosodate")
    assert loaded.returncode == 0, loaded.stderr
    words = ("--local-key", "--passphrase-file", passphrase_file)
    exported = call("export", "a.kosodate", "--pdf", "a.pdf", *words, "--json")
    assert exported.returncode == 0, exported.stderr
    assert json.loads(exported.stdout)["pages"] > 3
    verified = call("verify", "a.pdf", "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["outcome"] == "agrees"


def test_the_window_without_qt_is_refused_in_a_sentence(python, tmp_path) -> None:
    found = python(NO_QT, cwd=tmp_path)
    assert found.returncode == 2
    assert "PySide6" in found.stderr
    assert "Traceback" not in found.stderr


def test_the_window_without_a_display_is_refused_in_a_sentence(python, tmp_path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    program = "import sys; from assessor.__main__ import main; sys.exit(main())"
    found = python(program, cwd=tmp_path, env=environment)
    if sys.platform == "linux":
        assert found.returncode == 2, found.stderr
        assert "DISPLAY" in found.stderr


LISTING = """
import sys
from assessor.__main__ import main
main()
heavy = {"PySide6", "reportlab", "pyhanko", "pikepdf", "pypdfium2", "cryptography"} & set(sys.modules)
sys.exit(f"loaded: {heavy}" if heavy else 0)
"""


def test_evaluating_loads_no_heavy_library(python, example) -> None:
    found = python(LISTING, "evaluate", example, "--json")
    assert found.returncode == 0, found.stderr


def test_json_is_utf8_wherever_it_goes(python, example) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp932:strict", "PYTHONUTF8": "0"}
    found = python("from assessor.__main__ import main; main()", "dump", example, env=environment)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["edition"] == "r4"


def test_a_reader_that_goes_away_is_no_error(example) -> None:
    import subprocess

    with subprocess.Popen(
        [sys.executable, "-m", "assessor", "criteria", "r4", "--category", "new"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""
