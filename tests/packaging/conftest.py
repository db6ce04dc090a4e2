"""The wheel, built from the source archive, installed away from the checkout."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


def checked(*words, **settings) -> str:
    """Runs a program that must succeed; gives what it printed."""
    done = subprocess.run(
        [*map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        **settings,
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Source archive and wheel; the wheel is built from the archive, not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    checked(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return SimpleNamespace(sdist=sdist, wheel=wheel)


@pytest.fixture(scope="session")
def installed(built, tmp_path_factory):
    """An environment of its own with the wheel; libraries come from the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    checked(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        built.wheel,
    )
    library = Path(
        checked(python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    # A path file inside a folder named by a path file is not read, so the checkout stays out of sight.
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def run(*words, **settings):
        return checked(*words, cwd=folder, **settings)

    return SimpleNamespace(
        python=python, command=scripts / "assessor", library=library, run=run, folder=folder
    )
