"""The history of a row in the panel: when, who, from what to what."""

from decimal import Decimal

from assessor.assessment import Measurement, RowNote
from assessor.assessment.edits import annotate, measure
from assessor.store import JournalRow
from assessor.ui.bridge import Bridge
from assessor.ui.context import UiContext
from assessor.ui.history_block import HistoryBlock
from assessor.workflow.wording import Wording
from tests.ui.conftest import TWO_TYPES


def make(qtbot, theme, make_session):
    journal: list[JournalRow] = []

    def commit(entry) -> None:
        journal.append(JournalRow(len(journal) + 1, entry.at, entry.by, entry.label, entry.sets))

    session = make_session(sets=TWO_TYPES, commit=commit)
    bridge = Bridge(session, user="髙﨑")
    context = UiContext(bridge, Wording(session.edition, "ja"), theme)
    reads: list[int] = []

    def read() -> list[JournalRow]:
        reads.append(len(journal))
        return list(journal)

    block = HistoryBlock(context, read)
    qtbot.addWidget(block)
    block.show()
    return bridge, block, reads


def bath(value) -> object:
    return measure("A-bath", "bath_short_side_mm", Measurement(Decimal(value)))


def test_it_is_read_only_when_opened_and_follows_edits(qtbot, theme, make_session) -> None:
    bridge, block, reads = make(qtbot, theme, make_session)
    bridge.push(bath(1180))
    block.show_row("2-2/3(5)a")
    assert reads == []
    block.button.click()
    assert "1,180 mm" in block.text.text()
    assert "髙﨑" in block.text.text()
    bridge.push(bath(1200))
    qtbot.waitUntil(lambda: "1,180 mm → 1,200 mm" in block.text.text())
    newest, older = block.text.text().index("1,200"), block.text.text().rindex("1,180")
    assert newest < older
    assert len(reads) == 2


def test_rows_that_nothing_was_done_to_say_so(qtbot, theme, make_session) -> None:
    bridge, block, _ = make(qtbot, theme, make_session)
    bridge.push(bath(1180))
    block.button.click()
    block.show_row("2-1/1")
    assert block.text.text() == "この項目には、まだ何も入力されていません。"


def test_letters_typed_into_a_note_are_one_line(qtbot, theme, make_session) -> None:
    bridge, block, _ = make(qtbot, theme, make_session)
    for typed in ("A", "A-", "A-1", "A-12"):
        bridge.push(annotate("2-2/3(5)a", RowNote(drawings=typed)))
    block.button.click()
    block.show_row("2-2/3(5)a")
    lines = block.text.text().splitlines()
    assert len(lines) == 2
    assert "A-12" in lines[1]


def test_the_newest_are_shown_and_the_rest_is_counted(qtbot, theme, make_session) -> None:
    bridge, block, _ = make(qtbot, theme, make_session)
    for number in range(20):
        bridge.push(bath(1000 + number))
    block.button.click()
    block.show_row("2-2/3(5)a")
    assert "1,019 mm" in block.text.text()
    assert block.text.text().splitlines()[-1] == "ほか 8件（古いもの）"
