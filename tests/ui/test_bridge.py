"""Edits through the bridge: merging, macros, undo that cannot be kept."""

from decimal import Decimal

import pytest
from PySide6.QtTest import QSignalSpy

from assessor.assessment import Measurement, RowNote
from assessor.assessment.edits import annotate, measure
from assessor.errors import StoreError
from assessor.ui.bridge import Bridge
from tests.ui.conftest import TWO_TYPES

ROW = "2-2/3(5)a"


class Disk:
    """Keeps edits until it is full."""

    def __init__(self):
        self.kept = []
        self.is_full = False

    def __call__(self, entry):
        if self.is_full:
            raise StoreError("disk_full", path="x")
        self.kept.append(entry)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def bridge(qtbot, make_session, disk):
    return Bridge(make_session(sets=TWO_TYPES, commit=disk), is_kept=True, user="髙﨑")


def width(value):
    return measure("A-bath", "bath_short_side_mm", Measurement(Decimal(value)))


def test_typing_in_one_field_is_one_step_back(bridge) -> None:
    for text in ("A", "A-", "A-12"):
        assert bridge.push(annotate(ROW, RowNote(drawings=text)), merge_key="note:1")
    assert bridge.push(annotate(ROW, RowNote(drawings="B")), merge_key="note:2")
    assert bridge.undo_stack.count() == 2
    bridge.undo()
    assert bridge.session.state.notes[ROW].drawings == "A-12"
    bridge.undo()
    assert ROW not in bridge.session.state.notes
    bridge.redo()
    assert bridge.session.state.notes[ROW].drawings == "A-12"


def test_every_edit_is_kept_with_who_did_it(bridge, disk) -> None:
    bridge.push(width(1200))
    bridge.undo()
    assert [(entry.label, entry.by) for entry in disk.kept] == [("measure", "髙﨑")] * 2
    assert bridge.save_state.kind == "saved"


def test_an_edit_that_changes_nothing_leaves_no_step(bridge) -> None:
    bridge.push(width(1200))
    spy = QSignalSpy(bridge.document_changed)
    assert bridge.push(width(1200))
    assert bridge.undo_stack.count() == 1
    assert spy.count() == 0


def test_a_macro_is_one_step(bridge) -> None:
    with bridge.macro("import"):
        bridge.push(width(1200))
        bridge.push(measure("B-bath", "bath_short_side_mm", Measurement(Decimal(1300))))
    assert bridge.undo_stack.count() == 1
    bridge.undo()
    assert not bridge.session.state.measurements
    bridge.redo()
    assert len(bridge.session.state.measurements) == 2


def test_a_macro_that_fails_leaves_nothing_behind(bridge) -> None:
    before = dict(bridge.session.state.records())

    def import_half() -> None:
        with bridge.macro("import"):
            bridge.push(width(1200))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        import_half()
    assert dict(bridge.session.state.records()) == before
    assert bridge.undo_stack.count() == 0


def test_an_undo_that_cannot_be_kept_moves_nothing(bridge, disk) -> None:
    bridge.push(width(1200))
    failed = QSignalSpy(bridge.failed)
    disk.is_full = True
    bridge.undo()
    assert failed.count() == 1
    assert bridge.undo_stack.canUndo()
    assert bridge.session.state.measurements["A-bath"]
    assert bridge.save_state.kind == "failed"
    disk.is_full = False
    bridge.undo()
    assert not bridge.session.state.measurements
    assert bridge.save_state.kind == "saved"


def test_a_refused_value_is_told_and_says_nothing_about_saving(bridge) -> None:
    failed = QSignalSpy(bridge.failed)
    assert not bridge.push(width(-1))
    assert failed.at(0)[0].code == "negative"
    assert bridge.save_state.kind == "memory"
