"""What the rounds of a review leave on paper: changes since the last, findings with answers, the rounds."""

from collections.abc import Sequence
from typing import Any

from assessor.report.canvas import mm
from assessor.report.content import Changes, ReviewFinding, RoundLine
from assessor.report.frame import GREY, SHADE, PageFrame
from assessor.report.table import Block, Cell, Row, Table

_SIZE = 7.2
_NUMBER, _WHERE, _VALUE = 17.0, 52.0, 34.0


def draw_changes(frame: PageFrame[Any], changes: Changes) -> None:
    """Everything that differs from the round before, on a page of its own."""
    frame.begin(frame.word("changes"), new_page=True)
    frame.paragraph(frame.word("changes.since", since=changes.since), size=8)
    sheet = frame.sheet
    for group in changes.groups:
        frame.subheading(frame.word("changes.count", title=group.title, count=len(group.changes)))
        if not group.changes:
            frame.paragraph(frame.word("changes.none"), colour=GREY)
            continue
        where, value = mm(_WHERE), mm(_VALUE)
        table = Table(
            sheet.setter, [where, sheet.width - where - 2 * value, value, value], size=_SIZE, padding=(3, 2.2)
        )
        rows = [
            table.row(
                [
                    Cell(one.where, bold=True, where=group.title),
                    Cell(one.what, where=group.title),
                    Cell(one.before or frame.word("changes.nothing"), where=group.title),
                    Cell(one.after or frame.word("changes.nothing"), bold=True, where=group.title),
                ]
            )
            for one in group.changes
        ]
        table.flow(sheet, rows, [_head(frame, table, "changes", ("where", "what", "before", "after"))])


def draw_findings(frame: PageFrame[Any], findings: Sequence[ReviewFinding]) -> None:
    """The list of findings, each with its answers."""
    if not findings:
        return
    sheet = frame.sheet
    frame.begin(frame.word("findings"), new_page=True)
    number, row, state = mm(_NUMBER), mm(40), mm(20)
    table = Table(
        sheet.setter, [number, row, sheet.width - number - row - state, state], size=_SIZE, padding=(3, 2.5)
    )
    rows = [_finding(frame, table, one) for one in findings]
    table.flow(sheet, rows, [_head(frame, table, "findings", ("id", "row", "text", "state"))])


def draw_rounds(frame: PageFrame[Any], rounds: Sequence[RoundLine]) -> None:
    """The rounds so far."""
    if not rounds:
        return
    sheet = frame.sheet
    frame.begin(frame.word("rounds"))
    number, outcome = mm(12), mm(22)
    other = (sheet.width - number - outcome) / 3
    table = Table(sheet.setter, [number, other, other, outcome, other], size=6.8, padding=(3, 2.2))
    where = frame.word("rounds")
    lines = [
        table.row(
            [
                Cell(one.number, bold=True),
                Cell(one.submitted, where=where),
                Cell(one.returned, where=where),
                Cell(one.outcome, bold=True),
                Cell(one.fingerprint, size=6, colour=GREY),
            ]
        )
        for one in rounds
    ]
    keys = ("number", "submitted", "returned", "outcome", "fingerprint")
    table.flow(sheet, lines, [_head(frame, table, "rounds", keys)])


def _finding(frame: PageFrame[Any], table: Table, one: ReviewFinding) -> Row:
    where = frame.word("findings.where", id=one.id)
    blocks = [Block(one.text, where=where)]
    if one.drawing:
        blocks.append(
            Block(frame.word("findings.drawing", drawing=one.drawing), size=6.8, above=1, where=where)
        )
    blocks += [Block(note, size=6.4, colour=GREY, above=1, where=where) for note in one.notes]
    for answer in one.answers:
        blocks.append(Block(answer, above=2, indent=8, where=where))
    return table.row(
        [
            Cell(one.id, bold=True),
            Cell(blocks=(Block(one.row, bold=True), Block(one.title, size=6.8, above=0.5))),
            Cell(blocks=tuple(blocks)),
            Cell(one.state, bold=True),
        ]
    )


def _head(frame: PageFrame[Any], table: Table, section: str, keys: Sequence[str]) -> Row:
    return table.row([Cell(frame.word(f"{section}.{key}"), bold=True, fill=SHADE) for key in keys])
