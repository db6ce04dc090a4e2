"""Figures of the inbox: `python tests/bench/bench_inbox.py [FILES]`, 500 files when left out."""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from assessor.assessment.edits import set_case
from assessor.paths import resource
from assessor.signing.keys import create_local_key
from assessor.workflow import inbox
from assessor.workflow.documents import read_source
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import build_checklist, sign_checklist
from assessor.workflow.inbox import check_folder
from assessor.workflow.inbox_out import write_csv, write_xlsx

MADE = 20
"""Different honest files; the others are copies, every tenth of them changed, and each verified by itself."""


def make(folder: Path, count: int) -> None:
    """Fills a folder with signed files."""
    key = create_local_key("設計 太郎", "", b"long enough", folder.parent / "k.p12")
    edition, state = read_source(str(resource("examples", "duplex.json")))
    made = []
    for number in range(min(MADE, count)):
        one = state.apply(set_case(state, name=f"案件 {number}")).state
        moment = datetime.now(UTC)
        checklist = build_checklist(edition, one, evaluate(edition, one), created=moment)
        made.append(sign_checklist(checklist, one, key, moment))
    for number in range(count):
        data = made[number % len(made)]
        (folder / f"{number:04}.pdf").write_bytes(data + b"\n" if number % 10 == 9 else data)
    # What is the same to the byte is verified once: that would measure nothing.
    inbox._same = lambda files: {path: [path] for path in files}


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as name:
        box = Path(name) / "box"
        box.mkdir()
        make(box, count)
        began = time.perf_counter()
        found = check_folder(box)
        seconds = time.perf_counter() - began
        outcomes = {one.outcome for one in found.entries}
        counted = {word: sum(one.outcome == word for one in found.entries) for word in sorted(outcomes)}
        print(f"{found.total} files on {os.cpu_count()} cores: {seconds:.1f} s", end=", ")
        print(f"{seconds / max(1, found.total) * 1000:.0f} ms each, {counted}")
        began = time.perf_counter()
        write_csv(found, box, Path(name) / "o.csv")
        write_xlsx(found, box, Path(name) / "o.xlsx")
        print(f"CSV and XLSX: {(time.perf_counter() - began) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
