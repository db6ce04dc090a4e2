"""Power cut at any moment: what was acknowledged is there, whatever part of the rest reached the medium.

A child records every write and sync that SQLite does while it commits (recording_child.py). A cut is then
simulated between two of those steps: of each file the medium holds what was there at its last sync, plus any
subset of the writes since then, in whole or torn at 512 bytes. The working copy is opened from that.

This proves: order and completeness of the syncs, the recovery of cut-off transactions, and our checks on
top. It trusts: that a sync is true (no lying drive), that a new file's name is on the medium after its first
sync (SQLite syncs the folder with it), and that a torn write harms only what it writes.

STORE_CUTS sets how often (300).
"""

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest

from assessor.errors import StoreError
from assessor.store.working_copy import FILE_NAME, read_file

CHILD = Path(__file__).with_name("recording_child.py")
CUTS = int(os.environ.get("STORE_CUTS", "300"))
SECTOR = 512


def record(folder, *pragmas):
    """Files at the start and all steps after it."""
    data, out = folder / "recorded", folder / "steps"
    data.mkdir()
    command = [sys.executable, str(CHILD), str(data), str(out), "60", *pragmas]
    code = subprocess.run(command, check=False).returncode
    if code == 77:
        pytest.skip("sqlite3 is not a shared library here")
    assert code == 0
    return pickle.loads(out.read_bytes())


def write_into(file, offset, data):
    if len(file) < offset:
        file.extend(bytes(offset - len(file)))
    file[offset : offset + len(data)] = data


def apply(file, step, chance):
    """One step that was not synced: it reached the medium, in whole or in part, or it did not."""
    fate = chance.random()
    if fate < 0.4:
        return
    if step[0] == "truncate":
        del file[step[2] :]
    elif fate < 0.8:
        write_into(file, step[2], step[3])
    else:
        for start in range(0, len(step[3]), SECTOR):
            if chance.random() < 0.5:
                write_into(file, step[2] + start, step[3][start : start + SECTOR])


def medium_after(start, steps, chance):
    """What the medium holds when the power goes after these steps."""
    durable = {name: bytearray(raw) for name, raw in start.items()}
    waiting = {}
    for step in steps:
        if step[0] in {"write", "truncate"}:
            waiting.setdefault(step[1], []).append(step)
        elif step[0] == "sync":
            file = durable.setdefault(step[1], bytearray())
            for one in waiting.pop(step[1], []):
                if one[0] == "truncate":
                    del file[one[2] :]
                else:
                    write_into(file, one[2], one[3])
    for name, pending in waiting.items():
        if name not in durable and chance.random() < 0.5:
            continue  # not even the name is there
        file = durable.setdefault(name, bytearray())
        for step in pending:
            apply(file, step, chance)
    return durable


def cut(start, steps, at, chance, folder):
    """Whether everything acknowledged before the cut is there afterwards, unchanged."""
    past = steps[:at]
    acknowledged = max((step[1] for step in past if step[0] == "ack"), default=1)
    begun = max((step[1] for step in past if step[0] == "begin"), default=1)
    for old in folder.iterdir():
        old.unlink()
    for name, raw in medium_after(start, past, chance).items():
        (folder / name).write_bytes(raw)
    try:
        content = read_file(folder)
    except StoreError:
        return False
    labels = [line.label for line in content.journal[1:]]
    # Damage and lost pages would have been refused above: the chain and the sum cover every row.
    return acknowledged <= len(labels) + 1 <= begun and labels == [
        f"edit {n}" for n in range(2, len(labels) + 2)
    ]


def count_lost(start, steps, cuts, folder):
    folder.mkdir()
    chance = random.Random(20261121)
    # Half of the cuts come right after an acknowledgement, where a lost edit hurts.
    acks = [number + 1 for number, step in enumerate(steps) if step[0] == "ack"]
    moments = [chance.choice(acks) if number % 2 else chance.randrange(len(steps)) for number in range(cuts)]
    return sum(not cut(start, steps, at, chance, folder) for at in moments)


def test_nothing_acknowledged_is_lost(tmp_path):
    start, steps = record(tmp_path)
    assert start.keys() == {FILE_NAME}
    lost = count_lost(start, steps, CUTS, tmp_path / "medium")
    print(f"\n{CUTS} power cuts among {len(steps)} steps, {lost} lost")
    assert lost == 0


@pytest.mark.parametrize("pragma", ["synchronous = OFF", "journal_mode = MEMORY"])
def test_the_simulation_notices_weaker_settings(tmp_path, pragma):
    start, steps = record(tmp_path, pragma)
    lost = count_lost(start, steps, 60, tmp_path / "medium")
    print(f"\n{pragma}: {lost} of 60 lost")
    assert lost > 0
