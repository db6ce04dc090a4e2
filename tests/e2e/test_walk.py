"""From the empty start page to a decided sheet and its PDF, by keys in the real window: the worked example.

The walk is that of `packaging/walk.py`, which takes the pictures.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from walk import Walk  # noqa: E402 (the folder is no package)

from tests.ui.desk_kit import desk, own_home, preferences  # noqa: E402

__all__ = ["desk", "own_home", "preferences"]

WORKBOOK = ROOT.parent / "shared" / "data" / "duplex" / "2012-03-23-Duplex-Design.xlsx"


@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("workbook", [None, WORKBOOK], ids=["typed", "imported"])
def test_two_dwellings_are_decided_by_keys(desk, preferences, tmp_path, capsys, workbook) -> None:
    if workbook is not None and not workbook.exists():
        pytest.skip("the shared data is not at hand")
    pictures = []

    def shoot(name: str, what: QWidget) -> None:
        assert what.isVisible(), name
        pictures.append(name)

    walk = Walk(desk, preferences, shoot, workbook)
    written = walk.run(tmp_path)
    evaluation = walk.session.evaluation
    rows = evaluation.rows
    # The sheet of the example, with every question answered yes: 98 rows of the edition of 2022.
    assert Counter(row.verdict for row in rows.values()) == {
        "conforming": 52,
        "not_conforming": 24,
        "not_applicable": 22,
    }
    assert evaluation.summary.result == "not_conforming"
    assert evaluation.summary.total.conforming == 18
    # What the model's own figures decide. Steps: at most 5 mm, these have 6 (table 2-1, 1).
    assert (rows["2-1/1"].verdict, rows["2-1/1"].decided_by) == ("not_conforming", "machine")
    # Bathrooms 1,456 and 1,524 mm, 3.998 and 5.416 m²: more than 1,400 mm and 2.5 m² (table 2-2, 3(5)).
    assert rows["2-2/3(5)b"].verdict == "conforming"
    # Clear widths of 762 mm and more, at least 750 (table 2-2, 9(2)).
    assert rows["2-2/9(2)"].verdict == "conforming"
    assert walk.judged == [row for row, one in rows.items() if one.decided_by == "person"]
    assert not [row for row, one in rows.items() if one.recheck], "what was marked has been checked"
    units = walk.session.evaluation.snapshot.index.applied_unit_types
    assert len(units) == 2
    assert written.read_bytes().startswith(b"%PDF-")
    assert pictures[0] == "start"
    assert pictures[-1] == "exported"
    values = sum(len(inner) for inner in walk.session.state.measurements.values())
    with capsys.disabled():
        way = "typed" if workbook is None else "imported"
        print(
            f"\nDuplex, {way}: {len(walk.session.state.places)} places, {values} values, "
            f"{walk.hand.strokes} key strokes, {walk.hand.clicks} clicks, {len(pictures)} pictures"
        )
