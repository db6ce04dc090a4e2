"""Figures as a table, with what is aimed at beside what was found."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        what: what was measured.
        value: how much.
        unit: `s`, `ms` or `MB`.
        aim: what it should stay under; None: only shown.
    """

    what: str
    value: float
    unit: str
    aim: float | None = None


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which a part of the values lies."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def environment() -> dict[str, str]:
    """For child processes: no screen, and compiled modules kept, as an installed program has them."""
    found = dict(os.environ)
    found.setdefault("QT_QPA_PLATFORM", "offscreen")
    if found.pop("PYTHONDONTWRITEBYTECODE", None) is not None:
        found["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "assessor-bench-pycache")
    return found


def in_child(script: Path, *args: str) -> list[Figure]:
    """The figures that a script prints as JSON lines when called with `--json`."""
    command = [sys.executable, str(script), "--json", *args]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode:
        raise SystemExit(f"{script.name}: {done.stderr}")
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def show(figures: Sequence[Figure], *, as_json: bool = False) -> None:
    """Prints figures as JSON lines or as a table."""
    if as_json:
        for one in figures:
            print(json.dumps(asdict(one), ensure_ascii=False))
        return
    wide = max(_width(one.what) for one in figures)
    print(f"{'what':{wide}}  {'found':>10}  {'aim':>10}")
    for one in figures:
        pad = " " * (wide - _width(one.what))
        aim = "" if one.aim is None else f"{one.aim:g} {one.unit}"
        mark = "" if one.aim is None else ("  ✓" if one.value <= one.aim else "  over")
        print(f"{one.what}{pad}  {_number(one.value):>7} {one.unit:2}  {aim:>10}{mark}")


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
