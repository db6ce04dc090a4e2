"""The installed command, run in this process or in one of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from assessor.cli import main
from assessor.paths import resource

sys.path.insert(0, str(Path(__file__).parent))
from review_story import people, story

__all__ = ["people", "story"]

EXAMPLE = resource("examples", "duplex.json")
PASSPHRASE = "正しい 馬 電池 ホチキス"


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one JSON document of the answer."""
        return json.loads(self.out)


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs a command; opening the window is recorded instead."""
    monkeypatch.chdir(tmp_path)
    opened = []

    def open_window(file, language):
        opened.append((file, language))
        return 0

    def call(*words, language=None):
        extra = () if language is None else ("--language", language)
        code = main([*map(str, words), *extra], open_window)
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    call.opened = opened
    return call


@pytest.fixture
def example() -> Path:
    """The worked example that ships."""
    return EXAMPLE


@pytest.fixture
def passphrase_file(tmp_path) -> Path:
    """A file with a passphrase."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def own_home(tmp_path, monkeypatch) -> Path:
    """A data folder for this test alone, so that no key is there yet."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def python():
    """Runs a Python program in a process of its own."""

    def call(program, *words, **settings):
        return subprocess.run(
            [sys.executable, "-c", program, *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **settings,
        )

    return call
