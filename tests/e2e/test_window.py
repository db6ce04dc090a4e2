"""The window on a real display: it opens on the worked example, is driven by keys, and closes."""

import os
import shutil
import subprocess
import sys

import pytest

SCRIPT = """
set -u
"$1" -m assessor "$2" &
program=$!
window=""
for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --name 'Duplex' 2>/dev/null | head -n 1)
    [ -n "$window" ] && break
    sleep 0.2
done
if [ -z "$window" ]; then echo "no window"; kill $program; exit 9; fi
xdotool getwindowname "$window"
sleep 1
xdotool windowfocus --sync "$window"
xdotool key ctrl+q
for _ in $(seq 50); do
    kill -0 $program 2>/dev/null || break
    sleep 0.2
done
kill -0 $program 2>/dev/null && { echo "still running"; kill $program; exit 8; }
wait $program
"""


def need(*tools: str) -> None:
    """Where everything must be there (CI), a missing tool is a failure."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"missing tools: {missing}")
    if missing:
        pytest.skip(f"missing tools: {missing}")


@pytest.mark.slow
def test_a_document_opens_in_a_real_window_and_closes_by_key(run, example, own_home, tmp_path) -> None:
    need("xvfb-run", "xdotool")
    document = tmp_path / "duplex.kosodate"
    assert run("load", example, document).code == 0
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    done = subprocess.run(
        [
            "xvfb-run",
            "-a",
            "-s",
            "-screen 0 1366x768x24",
            "bash",
            "-c",
            SCRIPT,
            "bash",
            sys.executable,
            str(document),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=90,
        check=False,
        env=environment,
    )
    assert "Duplex" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
