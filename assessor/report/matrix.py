"""The matrix of rows in the dwelling × unit types, with symbols that survive a black-and-white copy."""

from collections.abc import Sequence

from assessor.messages import text
from assessor.report.canvas import mm
from assessor.report.content import Matrix, MatrixRow, Verdict
from assessor.report.frame import ALARM, GREY, SHADE, Frame
from assessor.report.table import Cell, Row, Table
from assessor.report.text import text_width

_NUMBER, _LEVEL, _ALL = 18.0, 11.0, 11.0
_COLUMN = 8.5
_TITLE_LEAST = 52.0
_HEAD_SIZE = 6.5


def draw_matrix(frame: Frame) -> None:
    """Draws as many blocks of columns as the unit types need."""
    matrix = frame.data.matrix
    frame.begin(frame.word("matrix"), new_page=True)
    frame.paragraph(frame.word("matrix.note"), size=7)
    if not matrix.unit_types:
        frame.paragraph(frame.word("matrix.empty"))
        return
    room = frame.sheet.width - mm(_NUMBER + _LEVEL + _ALL + _TITLE_LEAST)
    most = int(room / mm(_COLUMN))
    heads = _heads(frame, matrix)
    count = len(matrix.unit_types)
    blocks = -(-count // most)
    # Blocks of about the same width, the last not a lone column.
    size = -(-count // blocks)
    for start in range(0, count, size):
        _block(frame, matrix, heads, range(start, min(start + size, count)), first=start == 0)
    frame.sheet.y -= 3
    frame.paragraph(frame.word("matrix.legend"), size=7, colour=GREY)


def _heads(frame: Frame, matrix: Matrix) -> tuple[str, ...]:
    """The unit types' names where they are short, else numbers explained above the table."""
    widest = mm(_COLUMN) - 3
    if all(text_width(name, _HEAD_SIZE, bold=True) <= widest for name in matrix.unit_types):
        return matrix.unit_types
    numbers = tuple(str(number) for number in range(1, len(matrix.unit_types) + 1))
    key = "　".join(
        frame.word("matrix.column", number=number, name=name)
        for number, name in zip(numbers, matrix.unit_types, strict=True)
    )
    frame.paragraph(key, size=7, where=frame.word("fact.unit_types"))
    return numbers


def _block(frame: Frame, matrix: Matrix, heads: Sequence[str], columns: range, *, first: bool) -> None:
    sheet = frame.sheet
    if not first:
        sheet.new_page()
    widths = [mm(_COLUMN)] * len(columns)
    title = sheet.width - mm(_NUMBER + _LEVEL + _ALL) - sum(widths)
    table = Table(
        sheet.setter, [mm(_NUMBER), title, mm(_LEVEL), mm(_ALL), *widths], size=7, padding=(2.5, 1.6)
    )
    head = table.row(
        [
            _head(frame.word("column.number")),
            _head(frame.word("matrix.title")),
            _head(frame.word("matrix.level")),
            _head(frame.word("matrix.all")),
            *(_head(heads[column], where=frame.word("fact.unit_types")) for column in columns),
        ],
        weight=0.6,
    )
    table.flow(sheet, [_row(frame, table, row, columns) for row in matrix.rows], [head])


def _head(content: str, where: str = "") -> Cell:
    return Cell(content, bold=True, align="center", valign="middle", fill=SHADE, size=_HEAD_SIZE, where=where)


def _row(frame: Frame, table: Table, row: MatrixRow, columns: range) -> Row:
    required = row.level == "required"

    def mark(verdict: Verdict, *, strong: bool = False) -> Cell:
        fails = required and verdict == "not_conforming"
        return Cell(
            text(f"wording.mark.{verdict}", frame.data.language),
            align="center",
            valign="middle",
            bold=strong or fails,
            fill=ALARM if fails else None,
        )

    return table.row(
        [
            Cell(row.id, valign="middle"),
            Cell(row.title, valign="middle"),
            Cell(frame.word(f"level.{row.level}"), bold=required, align="center", valign="middle"),
            mark(row.verdict, strong=True),
            *(mark(row.marks[column]) for column in columns),
        ]
    )
