"""Killed at any moment: every acknowledged edit is there afterwards, and the document file is whole.

STORE_KILLS sets how often (200 for the full count).
"""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assessor import paths
from assessor.store import open_document, pending_recoveries
from assessor.store.reading import read_content

CHILD = Path(__file__).with_name("editing_child.py")
KILLS = int(os.environ.get("STORE_KILLS", "25"))
LANES = 4


def kill_once(folder, document, seed):
    """Lets a child edit for a moment, kills it, and gives the lines it printed."""
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), str(document), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        lines = [process.stdout.readline().split()]
        time.sleep(random.Random(seed).uniform(0, 0.25))
        process.kill()
        lines += [line.split() for line in process.stdout if line.endswith("\n")]
    return lines


def lane(root, number, kills):
    """One document, opened and killed again and again; the greatest acknowledged edit is never lost."""
    folder, desk = root / f"data{number}", root / f"desk{number}"
    folder.mkdir()
    desk.mkdir()
    document = desk / "案件.kosodate"
    acknowledged = edits = recovered = 0
    for kill in range(kills):
        lines = kill_once(folder, document, number * 1000 + kill)
        first, rest = lines[0], lines[1:]
        assert first[0] == "open", lines
        # The child itself started from everything that had been acknowledged before.
        assert int(first[1]) >= acknowledged
        recovered += first[2] == "True"
        acks = [int(seq) for word, seq in rest if word == "ack"]
        saved = [int(seq) for word, seq in rest if word == "saved"]
        edits += len(acks)
        acknowledged = max([int(first[1]), *acks])
        on_disk = read_content(document.read_bytes(), document)
        assert on_disk.head.seq >= max(saved, default=1)
    return folder, document, acknowledged, edits, recovered


@pytest.mark.skipif(KILLS < LANES, reason="STORE_KILLS is too small")
def test_killed_while_editing(tmp_path, monkeypatch):
    shares = [KILLS // LANES + (number < KILLS % LANES) for number in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        lanes = list(pool.map(lane, [tmp_path] * LANES, range(LANES), shares))
    edits = recovered = 0
    for folder, document, acknowledged, count, times in lanes:
        monkeypatch.setattr(paths, "user_data", lambda folder=folder: folder)
        edits += count
        recovered += times
        with open_document(document) as handle:
            assert not handle.read_only
            journal = handle.journal()
            # One edit more may be there: killed between the commit and its acknowledgement.
            assert acknowledged <= len(journal) <= acknowledged + 1
            assert [row.label for row in journal[1:]] == [f"edit {n}" for n in range(2, len(journal) + 1)]
            replayed = {key: new for row in journal for key, _, new in row.changes}
            assert replayed == dict(handle.records())
            handle.save()
        assert pending_recoveries() == []
        assert [one.name for one in document.parent.iterdir()] == [document.name]
    print(f"\n{KILLS} kills, {edits} acknowledged edits, {recovered} recoveries, 0 lost")
    assert edits > KILLS
    assert recovered > 0


def test_a_document_never_saved_is_found_after_a_kill(tmp_path, data_folder, kit):
    script = (
        "import sys, os, signal; from pathlib import Path; from assessor import paths\n"
        "paths.user_data = lambda: Path(sys.argv[1])\n"
        "from assessor.store import create_document\n"
        "from assessor.assessment.records import Case, CaseKey, NoteKey, RowNote\n"
        "handle = create_document([(CaseKey(), Case('新しい案件'))], at='2026-11-21', by='x')\n"
        "handle.commit('note', '2026-11-22', 'y', [(NoteKey('r'), None, RowNote('大事'))])\n"
        "os.kill(os.getpid(), 9) if os.name == 'posix' else os._exit(1)\n"
    )
    result = subprocess.run([sys.executable, "-c", script, str(data_folder)], check=False)
    assert result.returncode != 0
    (pending,) = pending_recoveries()
    assert (pending.document, pending.situation, pending.name) == (None, "never_saved", "新しい案件")
    assert (pending.edits, pending.changed_at, pending.changed_by) == (2, "2026-11-22", "y")
