"""What the README says is true."""

import re
from pathlib import Path

from assessor.cli.arguments import COMMANDS
from assessor.paths import data_root

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_ten_line_program_runs(python, tmp_path) -> None:
    (program,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    assert len([line for line in program.splitlines() if line and not line.startswith("import")]) <= 10
    found = python(program, cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    # 1,180 mm misses the short side of 1,200 mm by 20 mm (handbook, table 2-2, row 3(5)).
    assert found.stdout.startswith("not_conforming")
    assert "'margin': -20" in found.stdout


def test_every_command_is_listed() -> None:
    table = re.findall(r"^\| `assessor (\w+)", README, re.MULTILINE)
    assert sorted(table) == sorted(COMMANDS)


def test_the_files_it_names_are_there() -> None:
    names = re.findall(r"`((?:packaging|resources|assessor|forms|tests)/[\w./-]+)`", README)
    names += re.findall(r"(?:bash|python) (packaging/[\w.]+)", README)
    assert len(set(names)) >= 6
    assert not [name for name in names if not (data_root() / name).exists() and not (ROOT / name).exists()]


def test_the_ci_runs_the_test_command_of_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "bash packaging/test.sh" in README
    assert ci.rstrip().endswith("exec bash packaging/test.sh")
